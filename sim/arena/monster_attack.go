package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// A swarm monster bites whom it reaches. A shooter fires along its aim, which follows
// its target a few times a second only and shakes: who runs is hit less. A charger gathers itself,
// then dashes straight on, and rams whom it meets. A bomber gathers itself and blows up.
// All that a tick's attacks do to players is damage events, like any shot's.

const (
	// dashMS is how long a charge lasts that meets nothing.
	dashMS = 700
	// ramPush is what a charge gives its victim, as a part of its own speed.
	ramPush = 0.9
	// aimError is how far a shooter's aim shakes to either side, in 1/65536 turn.
	aimError = 900
)

// onStrike lets monsters attack.
func (w *world) onStrike([]sim.Event) {
	for i := range w.monsters.rows {
		r := &w.monsters.rows[i]
		if r.Kind == 0 || w.frozen() {
			continue
		}
		f, m := &r.Fields, &w.beasts[i]
		f[MonsterRest] = max(f[MonsterRest]-1, 0)
		switch {
		case m.dash > 0:
			w.ram(r, m)
		case f[MonsterWind] > 1:
			f[MonsterWind]--
		case f[MonsterWind] == 1:
			f[MonsterWind] = 0
			w.release(r, m)
		case m.intent.Fire && f[MonsterRest] == 0:
			w.attack(r)
		}
	}
}

// attack begins what a monster can do.
func (w *world) attack(r *row.Row) {
	f, kind := &r.Fields, w.kindOf(r)
	switch rules.Monster(f[MonsterType]) {
	case rules.Swarm:
		if p := w.reached(r, kind.Range); p >= 0 {
			f[MonsterRest] = w.rules.ticks(kind.EveryMS)
			w.strikePlayer(r, p, kind.Damage)
			w.tellStrike(r, posOf(&w.players.rows[p]), 0)
		}
	case rules.Shooter:
		f[MonsterRest] = w.rules.ticks(kind.EveryMS)
		w.fireMonster(r)
	default:
		f[MonsterRest], f[MonsterWind] = w.rules.ticks(kind.EveryMS), w.rules.ticks(kind.WindMS)
		w.tellStrike(r, posOf(r), f[MonsterWind])
	}
}

// release does what a monster has gathered itself for.
func (w *world) release(r *row.Row, m *beast) {
	if rules.Monster(r.Fields[MonsterType]) == rules.Charger {
		m.dash = w.rules.ticks(dashMS)
		return
	}
	w.blowUp(r)
}

// reached returns the nearest player whose edge is within a distance of a monster's
// middle, or -1. Of equally near ones the first in order of slot counts, which needs
// three on a spot.
func (w *world) reached(r *row.Row, reach float64) int {
	best, bestD2 := -1, (reach+PlayerRadius)*(reach+PlayerRadius)
	at := posOf(r)
	for p := range w.players.rows {
		if o := &w.players.rows[p]; alive(o) {
			if d2 := distance2(at, posOf(o)); d2 < bestD2 {
				best, bestD2 = p, d2
			}
		}
	}
	return best
}

// strikePlayer posts a monster's damage.
func (w *world) strikePlayer(r *row.Row, p int, damage int32) {
	o := &w.players.rows[p]
	w.post(kindDamage, sim.Event{Source: uint32(r.ID.Index), A: r.ID, B: o.ID,
		Args: [4]int32{damage, o.Fields[PlayerX], o.Fields[PlayerY]}})
}

// fireMonster fires along a monster's aim, at whom it meets first.
func (w *world) fireMonster(r *row.Row) {
	kind, at := w.kindOf(r), posOf(r)
	off := w.keys.mode.Intn(w.tick, drawAim|uint32(w.monsters.place(r)), 2*aimError+1) - aimError
	sin, cos := physics.SinCos(float64(r.Fields[MonsterAim]+off) / physics.TurnGrid)
	span := physics.Vec{X: float64(cos * kind.Range), Y: float64(sin * kind.Range)}
	victim, nearest := -1, 1.0
	if hit, ok := w.bodies.world.RayCast(at, span, wallCategory); ok {
		nearest = hit.Fraction
	}
	for p := range w.players.rows {
		o := &w.players.rows[p]
		if !alive(o) {
			continue
		}
		if f, _, ok := physics.RayShape(&playerShape, posOf(o), 0, at, span); ok && f < nearest {
			victim, nearest = p, f
		}
	}
	if victim >= 0 {
		w.strikePlayer(r, victim, kind.Damage)
	}
	w.tellStrike(r, physics.Vec{X: at.X + float64(span.X*nearest), Y: at.Y + float64(span.Y*nearest)}, 0)
}

// ram goes on with a charge until it meets a player, or something that stops it.
func (w *world) ram(r *row.Row, m *beast) {
	kind := w.kindOf(r)
	m.dash--
	if p := w.reached(r, kind.Radius+0.1); p >= 0 {
		m.dash = 0
		v := velOf(r)
		w.strikePlayer(r, p, kind.Damage)
		w.knock(p, physics.Vec{X: float64(v.X * ramPush), Y: float64(v.Y * ramPush)})
		w.tellStrike(r, posOf(&w.players.rows[p]), 0)
		return
	}
	v := velOf(r)
	if m.dash < w.rules.ticks(dashMS)-2 && float64(v.X*v.X)+float64(v.Y*v.Y) < float64(kind.Push*kind.Push)/4 {
		m.dash = 0
	}
}

// blowUp hurts and throws every player near a bomber, who dies of it.
func (w *world) blowUp(r *row.Row) {
	kind, at := w.kindOf(r), posOf(r)
	for p := range w.players.rows {
		o := &w.players.rows[p]
		if !alive(o) {
			continue
		}
		to := posOf(o)
		dx, dy := to.X-at.X, to.Y-at.Y
		d := math.Sqrt(float64(dx*dx) + float64(dy*dy))
		if edge := d - PlayerRadius; edge < kind.Blast && !w.bodies.world.RayAny(at, physics.Vec{X: dx, Y: dy}, wallCategory) {
			part := 1 - max(edge, 0)/kind.Blast
			w.strikePlayer(r, p, int32(math.Ceil(float64(part*float64(kind.Damage)))))
			push := float64(part*kind.Push) / max(d, 0.01)
			w.knock(p, physics.Vec{X: float64(dx * push), Y: float64(dy * push)})
		}
	}
	w.tellStrike(r, at, 0)
	w.post(kindSlain, sim.Event{Source: uint32(r.ID.Index), A: r.ID, B: r.ID})
}

// knock changes a player's velocity.
func (w *world) knock(p int, by physics.Vec) {
	f := &w.players.rows[p].Fields
	v := velOf(&w.players.rows[p])
	f[PlayerVX], f[PlayerVY] = gridVel(v.X+by.X), gridVel(v.Y+by.Y)
	w.touch(p)
}

func (w *world) tellStrike(r *row.Row, end physics.Vec, wind int32) {
	f := &r.Fields
	w.addWorldEffect(row.Effect{Kind: EffectStrike, Source: r.ID, Args: [row.MaxEffectArgs]int32{StrikeX: f[MonsterX], StrikeY: f[MonsterY],
		StrikeEndX: gridPos(end.X), StrikeEndY: gridPos(end.Y), StrikeType: f[MonsterType], StrikeWind: wind}})
}
