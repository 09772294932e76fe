package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// behind is for how long a player that was hit by a picture of the past had been in
// cover by then.
type behind struct {
	by, victim row.ID
	ms         int32
}

// noteCover notes how long ago somebody who was hit could last be hit from where the
// shot left: all of its disc that can be seen from there counts. So it is known to whom
// the rewind was unfair, and by how much; on its own screen, which is ahead of the
// server, it was longer by that.
func (w *world) noteCover(by row.ID, from physics.Vec, victim row.ID, view *sim.View) {
	p := w.findPlayer(victim)
	if p < 0 || view.A == 0 || w.rewind.ticks == 0 {
		return
	}
	newest, back := w.tick-1, sim.Tick(0)
	for ; newest-back > view.A && newest-back > w.rewind.oldest(newest); back++ {
		at := w.rewind.at(newest-back, newest)[p] // players come first
		if at.gen != victim.Gen || w.open(from, physics.Vec{X: fromGrid(at.x, physics.PosGrid), Y: fromGrid(at.y, physics.PosGrid)}) {
			break
		}
	}
	if back > 0 {
		w.behinds = append(w.behinds, behind{by, victim, int32(uint32(back) * 1000 / w.rules.rate)})
	}
}

// open reports whether any of a player's middle and rims can be reached from a place.
// Walls, doors and slabs are in the way, where they are now.
func (w *world) open(from, to physics.Vec) bool {
	span := sub(to, from)
	far := length(span)
	if far <= PlayerRadius {
		return true
	}
	rim := scale(physics.Vec{X: -span.Y, Y: span.X}, float64(PlayerRadius*0.95)/far)
	for _, way := range [...]physics.Vec{span, add(span, rim), sub(span, rim)} {
		if w.clear(from, way) {
			return true
		}
	}
	return false
}

func (w *world) clear(from, way physics.Vec) bool {
	if _, hit := w.bodies.world.RayCast(from, way, wallCategory); hit {
		return false
	}
	for _, l := range [...]*list{&w.movers, &w.props} {
		for i := range l.rows {
			if r := &l.rows[i]; r.Kind != 0 && w.stops(r) {
				if _, hit := w.hitRow(r, from, way); hit {
					return false
				}
			}
		}
	}
	return true
}

// coverOf is what noteCover found of a hit in this tick, in ms.
func (w *world) coverOf(by, victim row.ID) int32 {
	for _, b := range w.behinds {
		if b.by == by && b.victim == victim {
			return b.ms
		}
	}
	return 0
}
