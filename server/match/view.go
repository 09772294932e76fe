package match

import (
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/row"
)

// screens knows what a client was sent: which ticks it can hold, and of which tick
// the values of an entity are in one of them.
type screens interface {
	Sent(tick uint32) bool
	Held(tick uint32, id row.ID) (valueTick uint32, ok bool)
	Viewed(tick sim.Tick, id row.ID) bool
}

// Sent reports whether the client holds a tick, as it said itself: a snapshot, or its
// first baseline.
func (p *peer) Sent(tick uint32) bool {
	return tick == p.baseline.Tick || p.encoder.Sent(tick) && p.acked(tick)
}

// newestHeld is the newest tick that the client said it holds.
func (p *peer) newestHeld() (newest sim.Tick) {
	for i := range p.sent {
		if s := &p.sent[i]; s.acked {
			newest = max(newest, sim.Tick(s.tick))
		}
	}
	return newest
}

func (p *peer) acked(tick uint32) bool {
	for i := range p.sent {
		if p.sent[i].tick == tick {
			return p.sent[i].acked
		}
	}
	return false
}

// Held is snapshot.Encoder's.
func (p *peer) Held(tick uint32, id row.ID) (valueTick uint32, ok bool) {
	return p.encoder.Held(tick, id)
}

// acceptView works out what a claim's screen showed, for a command stepped at tick
// now. all holds every entity there is. A claim that names a newest snapshot that
// was never sent gives no view, so that the shot meets the present, and so does a
// screen with more exceptions than a View can say; a claim older than capTicks is moved
// to the cap. Entities that no shot can meet make no exceptions. dst's memory is reused.
func acceptView(dst *sim.View, claim sim.ViewClaim, sent screens, now sim.Tick, capTicks uint32, schema *row.Schema, all *row.Set) {
	*dst = sim.View{Except: dst.Except[:0]}
	if claim.Newest == 0 || claim.Newest >= now || !sent.Sent(uint32(claim.Newest)) {
		return
	}
	for i := sim.Tick(0); i < sim.HeldTicks; i++ {
		if back := i + 1; back >= claim.Newest || !sent.Sent(uint32(claim.Newest-back)) {
			claim.Held &^= 1 << i
		}
	}
	if oldest := now - min(now, sim.Tick(capTicks)); claim.Render < oldest.At(0) {
		*dst = sim.View{A: oldest, B: oldest, Render: oldest.At(0), Capped: true, Except: dst.Except}
		return
	}
	dst.A, dst.B = claim.Bracket()
	dst.Render = min(max(claim.Render, dst.A.At(0)), dst.B.At(0))
	kept := now - min(now, sim.Tick(capTicks+sim.RewindSlackTicks))
	for i := range all.Rows {
		if spec := schema.Spec(all.Rows[i].Kind); spec != nil && spec.NoHit {
			continue
		}
		if !addException(dst, sent, all.Rows[i].ID, kept) {
			*dst = sim.View{Except: dst.Except[:0]}
			return
		}
	}
}

// addException notes an entity that the screen did not show as the game knows from the
// views of ticks A and B: blended from one to the other where both held it, as it was in
// A where B did not, and not at all where A did not. It reports whether there was room to. What was shown from before the tick kept is moved
// there, and the view is capped.
func addException(v *sim.View, sent screens, id row.ID, kept sim.Tick) bool {
	a, ok := sent.Held(uint32(v.A), id)
	b, later := sent.Held(uint32(v.B), id)
	switch {
	case !ok:
		if !sent.Viewed(v.A, id) {
			return true
		}
		a, b = 0, 0
	case !later || b < a: // interp.Picture
		b = a
	}
	if sim.Tick(a) == v.A && (sim.Tick(b) == v.B || b == a && !sent.Viewed(v.B, id)) {
		return true
	}
	if len(v.Except) == sim.MaxViewExcept {
		return false
	}
	e := sim.ViewExcept{ID: id, A: sim.Tick(a), B: sim.Tick(b)}
	if ok && e.A < kept {
		e.A, e.B, v.Capped = kept, max(e.B, kept), true
	}
	v.Except = append(v.Except, e)
	return true
}

// clampClaim returns the claim of a command that is stepped now, moved to what its
// client's clock can show, and whether it had to be. A client that starves shows the
// newest snapshot it holds. Without a claim it only follows the clock.
func (m *Match) clampClaim(p *player, cmd *sim.Command) (c sim.ViewClaim, clamped bool) {
	jitter := netcode.Time(0)
	if rtt, ok := p.peer.conn.RTT(); ok {
		jitter = jitterTimes * rtt.Jitter
	}
	low, high, ok := p.peer.gaze.bounds(m.clock.due, p.in.came[cmd.Tick%commandRing], m.clock.tickLength(), jitter)
	c = cmd.Claim
	if !ok || c.Newest == 0 {
		return c, false
	}
	render := min(max(c.Render, low), max(high, low))
	clamped = render != c.Render
	c.Render = render
	if c.Newest.At(0) < low { // it was farther than it says
		c.Newest, c.Held, clamped = max(p.peer.newestHeld(), c.Newest), ^uint32(0), true
	}
	return c, clamped
}

// flagClamped counts a claim that was clamped, and tells of a player who makes many.
func (m *Match) flagClamped(p *player, now netcode.Time) {
	m.Stats.Clamped++
	p.tally.clamped++
	if p.tally.clamped == clampedTold {
		m.log.write(lineClamped, now, "slot", p.slot, "name", p.name, "driver", p.driver, "clamped", clampedTold)
	}
}
