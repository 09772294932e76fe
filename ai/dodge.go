package ai

import "hindsight/sim/row"

// threat is the flying thing that a brain is aware of.
type threat struct {
	id    row.ID
	since uint32 // when it was noticed
	minds bool   // the bot does something about it
}

const (
	dodgeTime = 1.0  // seconds ahead
	dashTime  = 0.35 // nearer only a dash helps
)

// dodge changes a wish to walk when something is about to hit the bot.
func (t *thought) dodge(move vec) vec {
	b, p := t.b, t.p
	worst, when := t.worst()
	if worst == nil {
		b.threat = threat{}
		return move
	}
	if b.threat.id != worst.ID {
		draw := t.rnd.at(uint32(worst.ID.Index)<<16|uint32(worst.ID.Gen), drawDodge)
		b.threat = threat{id: worst.ID, since: p.Tick, minds: int32(draw%100) < t.skill.dodgePct}
	}
	if !b.threat.minds || p.Tick-b.threat.since < p.ticks(t.skill.reactMinMs) {
		return move
	}
	away := sub(p.Self.Pos, worst.Pos)
	if dot(worst.Vel, worst.Vel) > 1 { // to the side of its way that the bot is on
		across := unit(side(worst.Vel))
		if dot(across, away) < 0 {
			across = scale(across, -1)
		}
		away = across
	}
	away = unit(away)
	if !t.s.safe(b.size, p.Self.Pos, away) {
		away = scale(away, -1)
		if !t.s.safe(b.size, p.Self.Pos, away) {
			return move
		}
	}
	t.dash = when < dashTime && p.Self.DashReady
	return away
}

// worst returns the thing in sight that hits the bot soonest if it stays, and in how
// many seconds; nil when none does.
func (t *thought) worst() (worst *Threat, when float64) {
	p := t.p
	when = dodgeTime
	for i := range p.Threats {
		x := &p.Threats[i]
		d := sub(p.Self.Pos, x.Pos)
		v2 := dot(x.Vel, x.Vel)
		soon := 0.0
		if v2 > 0 {
			soon = max(0, dot(d, x.Vel)/v2)
		}
		reach := x.Radius + t.s.nav.layers[t.b.size].radius
		miss := sub(d, scale(x.Vel, soon))
		if soon < when && dot(miss, miss) < float64(reach*reach) && t.look.sees(x.Pos) {
			worst, when = x, soon
		}
	}
	return worst, when
}
