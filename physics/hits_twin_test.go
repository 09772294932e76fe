package physics

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// TestHitsAreWhatMomentumChanged lets two bodies of random shapes collide: the impulse
// of the hits of a step is the mass times what the step changed the velocity by.
func TestHitsAreWhatMomentumChanged(t *testing.T) {
	for n, opt := range []Options{{Rate: 60}, {Rate: 60, Memoryless: true}, {Rate: 20, SubSteps: 7}, {Rate: 60, Grid: true}} {
		r := rng(n)
		hit, bounced := 0, 0
		for range 400 {
			w := New(opt)
			var ids [2]BodyID
			for i := range ids {
				side := float64(2*i) - 1
				ids[i] = w.CreateBody(BodyDef{
					Type: Dynamic, Key: uint32(i), Position: Vec{float64(side * 2.5), r.float(-0.3, 0.3)}, Angle: r.float(0, 1),
					Velocity: Vec{float64(-side * r.float(1, 30)), 0}, Spin: r.float(-1, 1),
				})
				def := r.anyShape([]ShapeKind{Circle, Box, Capsule, Polygon}[r.intn(4)])
				def.Restitution = []float64{0, r.float(0, 1)}[r.intn(2)]
				def.Density = r.float(0.1, 10)
				w.AddShape(ids[i], def)
			}
			for range 30 {
				before, _ := w.Velocity(ids[0])
				w.Step()
				after, _ := w.Velocity(ids[0])
				hits := w.ContactHits()
				if len(hits) != 1 {
					continue
				}
				h, m := &hits[0], w.Mass(ids[0])
				want := after.sub(before).scale(-m)
				slack := float64(1e-9 * (1 + want.length()))
				if opt.Grid {
					slack += float64(m * 2 / VelGrid)
				}
				if h.Normal.scale(h.Impulse).sub(want).length() > slack {
					t.Fatalf("%+v: a hit of %g along %v, but momentum changed by %v", opt, h.Impulse, h.Normal, want)
				}
				if begins := w.ContactBegins(); len(begins) == 1 && begins[0].Impulse != h.Impulse {
					t.Fatalf("%+v: a hit of %g begins with %g", opt, h.Impulse, begins[0].Impulse)
				}
				if hit++; len(w.ContactEnds()) > 0 {
					bounced++
				}
			}
		}
		if t.Logf("%d hits, %d that bounced at once", hit, bounced); hit < 200 || bounced < 20 {
			t.Error("too few")
		}
	}
}

// hitsTwin looks at the hits and moves of a step, knowing the world before it.
type hitsTwin struct {
	*testing.T
	w, before   *World
	hits, moves int
}

func (h *hitsTwin) step() {
	h.before.CopyFrom(h.w)
	h.w.Step()
	h.checkHits()
	h.checkMoves()
}

// checkHits takes each hit by itself: velocities at the start of the step must bring
// the shapes together at that point, faster than hitSpeed. And what begins with a push
// though it came as fast must be hit.
func (h *hitsTwin) checkHits() {
	w, known := h.w, map[pairOfShapes]bool{}
	last := order{}
	for i := range w.ContactHits() {
		e := &w.ContactHits()[i]
		p := pairOfShapes{e.ShapeA, e.ShapeB}
		o := h.order(p)
		if i > 0 && last.compare(&o) >= 0 || known[p] {
			h.Fatalf("hits are out of order, or twice: %+v", e)
		}
		last, known[p] = o, true
		h.hits++
		if e.BodyA != h.bodyOf(e.ShapeA) || e.BodyB != h.bodyOf(e.ShapeB) || e.UserA != w.body(e.BodyA).user || e.UserB != w.body(e.BodyB).user {
			h.Fatalf("a hit is of other bodies: %+v", e)
		}
		at := h.approach(e.BodyA, e.BodyB, e.Point, e.Normal)
		if math.Abs(e.Normal.length()-1) > 1e-9 || e.Approach < hitSpeed || !(e.Impulse > 0) || at > e.Approach+1e-6 {
			h.Fatalf("approaches at %g there: %+v", at, e)
		}
		a, b := h.before.geos[e.ShapeA.Index].box, h.before.geos[e.ShapeB.Index].box
		both := aabb{Vec{min(a.min.X, b.min.X), min(a.min.Y, b.min.Y)}, Vec{max(a.max.X, b.max.X), max(a.max.Y, b.max.Y)}}
		link := w.shapes[e.ShapeA.Index].def.Kind == Link || w.shapes[e.ShapeB.Index].def.Kind == Link
		if !link && !both.grow(margin).overlaps(aabb{e.Point, e.Point}) { // a link reaches on beyond its ends
			h.Fatalf("the point is neither at the shapes nor between: %+v", e)
		}
	}
	for i := range w.ContactBegins() {
		e := &w.ContactBegins()[i]
		if p := (pairOfShapes{e.ShapeA, e.ShapeB}); e.Impulse > 0 && !known[p] {
			a, b := coreOf(&h.before.geos[e.ShapeA.Index], h.before.hulls), coreOf(&h.before.geos[e.ShapeB.Index], h.before.hulls)
			gap, at, to := distance(&a, &b)
			v := h.approach(e.BodyA, e.BodyB, at, e.Normal)
			// What overlaps was put there, and what is far was driven by others in the step.
			if gap > 0 && gap < float64(2*v*w.dt) && to.sub(at).dot(e.Normal) > float64(0.99*gap) && v > hitSpeed+0.5 {
				h.Fatalf("began at %g and is no hit: %+v", v, e)
			}
		}
	}
}

func (h *hitsTwin) bodyOf(id ShapeID) BodyID {
	i := h.w.shapes[id.Index].body
	return BodyID{i, h.w.bodies[i].gen}
}

func (h *hitsTwin) order(p pairOfShapes) order {
	return h.w.orderOf(&pair{shapeA: p.a.Index, shapeB: p.b.Index})
}

// approach is how fast two bodies come together at a point, before the step.
func (h *hitsTwin) approach(a, b BodyID, at, normal Vec) float64 {
	var v [2]Vec
	for i, id := range []BodyID{a, b} {
		s := h.before.body(id)
		arm := at.sub(s.pos.add(s.rotation.apply(s.center)))
		turning := arm.perp().scale(float64(s.spin * tau))
		if s.fixed {
			turning = Vec{}
		}
		if v[i] = s.vel; s.lockX {
			v[i].X = 0
		}
		if s.lockY {
			v[i].Y = 0
		}
		v[i] = v[i].add(turning)
	}
	return -normal.dot(v[1].sub(v[0]))
}

// checkMoves walks all bodies: what is not listed did not move.
func (h *hitsTwin) checkMoves() {
	w := h.w
	var ids []uint16
	for i := range w.bodies {
		b, was := &w.bodies[i], &h.before.bodies[i]
		if moves := b.kind == kindDynamic || b.kind == kindKinematic; moves && !b.disabled && (b.asleep == 0 || was.asleep == 0 || b.asleep != 0 && h.listed(uint16(i))) {
			ids = append(ids, uint16(i))
		} else if b.pos != was.pos || b.angle != was.angle {
			h.Fatalf("body %d moved and is not to be told of", i)
		}
	}
	slices.SortFunc(ids, func(a, b uint16) int { return less(w.bodies[a].order < w.bodies[b].order) })
	if len(ids) != len(w.Moves()) {
		h.Fatalf("%d bodies move, %d are told", len(ids), len(w.Moves()))
	}
	for n, i := range ids {
		b := &w.bodies[i]
		if m := (MoveEvent{BodyID{i, b.gen}, b.user, b.pos, b.angle, b.asleep != 0}); w.Moves()[n] != m {
			h.Fatalf("told %+v of %+v", w.Moves()[n], m)
		}
		h.moves++
	}
}

// listed reports whether a body that sleeps was awake for a moment.
func (h *hitsTwin) listed(i uint16) bool {
	return slices.ContainsFunc(h.w.Moves(), func(m MoveEvent) bool { return m.Body.Index == i && m.FellAsleep })
}

// TestHitsAndMovesTwin holds the hits and moves of each step against what one can see
// from outside, while random things are done to the world.
func TestHitsAndMovesTwin(t *testing.T) {
	for n, opt := range twinOptions {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			r := rng(2000 + n)
			w := newZoo(opt, uint64(n))
			twin := hitsTwin{T: t, w: w, before: New(opt)}
			for done := 0; done < twinOperations; {
				for range 4 {
					done += meddle(w, &r)
				}
				twin.step()
				lullTwin(opt, &r, twin.step)
			}
			if t.Logf("%d hits, %d moves", twin.hits, twin.moves); twin.hits < 2000 || twin.moves < 10000 {
				t.Error("too few")
			}
		})
	}
}
