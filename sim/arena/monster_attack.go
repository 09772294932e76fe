package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// A swarm monster bites whom it reaches. A shooter fires along its aim, which follows
// its target a few times a second only and shakes: who runs is hit less. A charger gathers itself,
// then dashes straight on, and rams whom it meets. A bomber gathers itself and blows up.
// What attacks do is events of damage, pushes and blasts, like any shot's.

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
			w.hurt(r, &w.players.rows[p], kind.Damage)
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

// hurt posts a monster's damage.
func (w *world) hurt(r, victim *row.Row, damage int32) {
	at := posOf(victim)
	w.post(kindDamage, sim.Event{Source: uint32(r.ID.Index), A: r.ID, B: victim.ID,
		Args: [4]int32{damage, gridPos(at.X), gridPos(at.Y), CauseMonster}})
}

// fireMonster fires along a monster's aim, at what it meets first. Monsters do not stop
// each other's shots.
func (w *world) fireMonster(r *row.Row) {
	kind, at := w.kindOf(r), posOf(r)
	off := w.keys.mode.Intn(w.tick, drawAim|uint32(w.monsters.place(r)), 2*aimError+1) - aimError
	span := scale(direction(float64(r.Fields[MonsterAim]+off)/physics.TurnGrid), kind.Range)
	var victim *row.Row
	nearest := 1.0
	if hit, ok := w.bodies.world.RayCast(at, span, wallCategory); ok {
		nearest = hit.Fraction
	}
	for _, l := range [...]*list{&w.players, &w.movers, &w.props} {
		for i := range l.rows {
			if l.rows[i].Kind == 0 {
				continue
			}
			if f, ok := w.hitRow(&l.rows[i], at, span); ok && f < nearest {
				victim, nearest = &l.rows[i], f
			}
		}
	}
	if victim != nil && victim.Kind != KindMover {
		w.hurt(r, victim, kind.Damage)
	}
	w.tellStrike(r, add(at, scale(span, nearest)), 0)
}

// ram goes on with a charge until it meets a player, or something that stops it.
func (w *world) ram(r *row.Row, m *beast) {
	kind, v := w.kindOf(r), velOf(r)
	m.dash--
	if p := w.reached(r, kind.Radius+0.1); p >= 0 {
		m.dash = 0
		o := &w.players.rows[p]
		w.hurt(r, o, kind.Damage)
		w.post(kindPush, w.pushEvent(w.tick.At(0), r.ID, o.ID, scale(v, ramPush)))
		w.tellStrike(r, posOf(o), 0)
		return
	}
	if m.dash < w.rules.ticks(dashMS)-2 && dot(v, v) < float64(kind.Push*kind.Push)/4 {
		m.dash = 0
	}
}

// blowUp is the end of a bomber.
func (w *world) blowUp(r *row.Row) {
	w.queue.Post(w.blastEvent(r.ID, posOf(r), CauseMonster))
	w.post(kindSlain, sim.Event{Source: uint32(r.ID.Index), A: r.ID, B: r.ID})
}

func (w *world) tellStrike(r *row.Row, end physics.Vec, wind int32) {
	f := &r.Fields
	w.addWorldEffect(row.Effect{Kind: EffectStrike, Source: r.ID, Args: [row.MaxEffectArgs]int32{StrikeX: f[MonsterX], StrikeY: f[MonsterY],
		StrikeEndX: gridPos(end.X), StrikeEndY: gridPos(end.Y), StrikeType: f[MonsterType], StrikeWind: wind}})
}
