package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// findCrashes posts the damage of what struck what in the step. Rows have the velocities
// of before it yet. A prop that flies at a player or a monster hurts it; running into
// one, or being thrown at a wall, does not. A prop is hurt by walls and props that it
// crashes into, not by doors, nor by who runs into it. The faster of two gives the other
// its mark: who pushed it last.
func (w *world) findCrashes() {
	for _, h := range w.bodies.world.ContactHits() {
		a, b := w.rowAt(h.UserA), w.rowAt(h.UserB) // nil: a wall
		speedA, speedB := approach(a, h.Normal), approach(b, scale(h.Normal, -1))
		byA, byB := pusher(a), pusher(b)
		w.crash(&h, a, b, byB, speedB)
		w.crash(&h, b, a, byA, speedA)
		markProp(a, b, byB, speedB > speedA)
		markProp(b, a, byA, speedA > speedB)
	}
}

// approach is how fast a row's body moves along a direction, 0 for a wall or away.
func approach(r *row.Row, along physics.Vec) float64 {
	if r == nil {
		return 0
	}
	return max(dot(velOf(r), along), 0)
}

// pusher is the index of who is behind a body: itself, or who pushed it last.
func pusher(r *row.Row) int32 {
	switch {
	case r == nil:
		return 0
	case r.Kind == KindProp:
		return r.Fields[PropBy]
	case r.Kind == KindPlayer || r.Kind == KindMonster:
		return int32(r.ID.Index)
	}
	return 0
}

// crash posts what r suffers from other, which came at it with speed.
func (w *world) crash(h *physics.HitEvent, r, other *row.Row, by int32, speed float64) {
	if r == nil || other != nil && other.Kind == KindShot || w.rules.Player.CrashSpeed == 0 {
		return
	}
	change := h.Approach
	switch r.Kind {
	case KindPlayer, KindMonster:
		if other == nil || other.Kind != KindProp {
			return
		}
		change = min(h.Impulse/w.mass(r), speed)
	case KindProp:
		if other != nil && other.Kind != KindProp {
			return
		}
		if mass := w.mass(r); mass > 0 { // what two squeeze has a great impulse
			change = min(h.Impulse/mass, h.Approach)
		}
		if by == 0 {
			by = r.Fields[PropBy]
		}
	default:
		return
	}
	if points := int32(float64((change - w.rules.Player.CrashSpeed) * w.rules.Player.CrashScale)); points > 0 {
		w.post(kindDamage, sim.Event{Stamp: w.tick.At(255), Source: uint32(by), A: w.idOf(uint32(by)), B: r.ID,
			Args: [4]int32{points, gridPos(h.Point.X), gridPos(h.Point.Y), CauseCrash}})
	}
}

// markProp notes who is behind the body that struck a prop.
func markProp(r, other *row.Row, by int32, struck bool) {
	if r != nil && r.Kind == KindProp && other != nil && other.Kind != KindShot && struck && by != 0 {
		r.Fields[PropBy] = by
	}
}

// mass is that of a body in kg, 0 for a slab.
func (w *world) mass(r *row.Row) float64 {
	switch r.Kind {
	case KindMonster:
		return discMass(w.rules.monster(r.Fields[MonsterType]).Radius)
	case KindProp:
		i := w.props.place(r)
		if w.level.Props[i].Kind == level.Slab {
			return 0
		}
		return w.bodies.world.Mass(w.bodies.props[i])
	}
	return discMass(PlayerRadius)
}
