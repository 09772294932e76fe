package physics

import (
	"bytes"
	"slices"
	"testing"
)

// TestIslandsStepAsInTheWhole copies, before every step, the island of one body and
// the islands of an area, steps them and compares with the whole.
func TestIslandsStepAsInTheWhole(t *testing.T) {
	for n, opt := range zooOptions {
		w, part, area := newZoo(opt, uint64(n)), New(opt), New(opt)
		r := rng(n)
		var ids []BodyID
		var many, inArea int
		for step := range 300 {
			churn(w, &r)
			pick := w.dynamic[r.intn(len(w.dynamic))]
			ids = w.Island(ids[:0], BodyID{pick, w.bodies[pick].gen})
			if len(ids) > 1 {
				many++
			}
			part.CopySubset(w, ids)
			area.CopyArea(w, r.vec(-5, 5), Vec{2, 2})
			inArea += len(area.dynamic)
			if len(part.dynamic) != len(ids) || len(area.dynamic) > len(w.dynamic) {
				t.Fatalf("scene %d step %d: %d bodies of %d", n, step, len(part.dynamic), len(ids))
			}
			w.Step()
			for _, p := range []*World{part, area} {
				p.Step()
				compareParts(t, w, p, step)
				loaded := New(opt)
				if _, err := loaded.LoadState(p.AppendState(nil)); err != nil || !bytes.Equal(loaded.AppendState(nil), p.AppendState(nil)) {
					t.Fatalf("scene %d step %d: a part does not load: %v", n, step, err)
				}
				checkRay(t, p, r.vec(-12, 12), r.vec(-30, 30))
			}
		}
		if many < 100 || inArea < 300 {
			t.Errorf("scene %d: %d islands of more than one, %d bodies in areas", n, many, inArea)
		}
	}
}

// compareParts compares the bodies of part, which has those of w, and what they touch.
func compareParts(t *testing.T, w, part *World, step int) {
	t.Helper()
	for _, i := range part.dynamic {
		a, b := &w.bodies[i], &part.bodies[i]
		if a.gen != b.gen || a.pos != b.pos || a.angle != b.angle || a.vel != b.vel || a.spin != b.spin {
			t.Fatalf("step %d: body %d is at %v %v, in a part at %v %v", step, i, a.pos, a.vel, b.pos, b.vel)
		}
	}
	for i := range part.touching {
		if !slices.ContainsFunc(w.touching, func(o touch) bool { return o.order == part.touching[i].order }) {
			t.Fatalf("step %d: %+v touches in a part only", step, part.touching[i])
		}
	}
}

func TestSubsetOfNothingAndOfAll(t *testing.T) {
	w := newZoo(zooOptions[1], 5)
	for range 60 {
		w.Step()
	}
	all, none := New(w.opt), New(w.opt)
	all.CopySubset(w, w.Bodies(nil))
	none.CopySubset(w, []BodyID{{}, {9999, 1}})
	if !bytes.Equal(all.AppendState(nil), w.AppendState(nil)) {
		t.Error("the subset of all bodies is another world")
	}
	if len(none.dynamic) > 0 || len(none.touching) > 0 || len(none.static.shapes) != len(w.static.shapes) {
		t.Error("the subset of none is not the static bodies")
	}
	none.Step()
	if len(none.ends) > 0 {
		t.Errorf("ends of what is not there: %v", none.ends)
	}
}

// TestExplosionAndCover puts four balls about an explosion: free, behind a wall, half
// behind one, and out of reach.
func TestExplosionAndCover(t *testing.T) {
	w := New(Options{Rate: 60})
	free := addBall(w, 1, Vec{-2, 0}, Vec{}, 0)
	behind := addBall(w, 2, Vec{2, 0}, Vec{}, 0)
	half := addBall(w, 3, Vec{0, 2}, Vec{}, 0)
	far := addBall(w, 4, Vec{0, -9}, Vec{}, 0)
	addWall(w, Vec{1, 0}, Vec{0.1, 1})
	addWall(w, Vec{-0.55, 1}, Vec{0.5, 0.1})
	speed := func(id BodyID) float64 { v, _ := w.Velocity(id); return v.length() }
	w.Explode(Explosion{Radius: 5, Impulse: 1, Mask: 1, Cover: 1})
	whole := float64((1 - 1.7/5) / w.Mass(free))
	if v := speed(free); abs(v-whole) > 1e-9 {
		t.Errorf("a free ball flies at %g, want %g", v, whole)
	}
	if v, _ := w.Velocity(free); v.X >= 0 || abs(v.Y) > 1e-9 {
		t.Errorf("it flies to %v", v)
	}
	if speed(behind) != 0 || speed(far) != 0 {
		t.Errorf("a ball behind a wall flies at %g, one out of reach at %g", speed(behind), speed(far))
	}
	if v := speed(half); v < float64(whole*0.3) || v > float64(whole*0.7) {
		t.Errorf("a ball half behind a wall flies at %g, of %g", v, whole)
	}
	w.Explode(Explosion{Radius: 5, Impulse: 1, Mask: 1})
	if speed(behind) == 0 {
		t.Error("without cover a wall shelters")
	}
}

func TestQueriesAllocateNothing(t *testing.T) {
	w := newZoo(zooOptions[1], 9)
	part := New(w.opt)
	var past Past
	var ids []BodyID
	var hits []Hit
	var touching []ContactEvent
	var inside []SensorEvent
	var joints []JointID
	var shapes []ShapeID
	shape := ShapeDef{Kind: Polygon, Points: []Vec{{-1, -1}, {1, -1}, {0, 1}}}
	step, events := 0, 0
	tick := func() {
		r := rng(step % 50)
		step++
		w.Step()
		past.Reset(w)
		for _, i := range w.dynamic {
			past.Put(BodyID{i, w.bodies[i].gen}, r.vec(-8, 8), 0.1)
		}
		for _, q := range []asker{w, &past} {
			at, delta := r.vec(-9, 9), r.vec(-9, 9)
			q.RayCast(at, delta, 1)
			q.RayAny(at, delta, 1)
			hits = q.RayCastAll(hits[:0], at, delta, 1)
			q.CastShape(&shape, at, 0.2, delta, 1)
			q.Closest(at, 2, 1)
			ids = q.OverlapCircle(ids[:0], at, 3, 1)
			ids = q.OverlapShape(ids[:0], &shape, at, 0.2, 1)
			ids = q.OverlapBox(ids[:0], at, Vec{2, 1}, 0.2, 1)
		}
		w.Explode(Explosion{Center: r.vec(-9, 9), Radius: 3, Impulse: 0.1, Mask: 1, Cover: 1})
		touching = w.Touching(touching[:0])
		ids, joints = w.Bodies(ids[:0]), w.Joints(joints[:0])
		shapes = w.Shapes(shapes[:0], ids[len(ids)/2])
		for i := range w.shapes {
			inside = w.SensorOverlaps(inside[:0], ShapeID{uint16(i), w.shapes[i].gen})
		}
		events += len(w.ContactBegins()) + len(w.ContactEnds()) + len(w.ContactHits()) + len(w.Moves()) + len(w.SensorBegins()) + len(w.SensorEnds()) + len(w.JointBreaks())
		ids = w.Island(ids[:0], BodyID{w.dynamic[0], w.bodies[w.dynamic[0]].gen})
		part.CopySubset(w, ids)
		part.CopyArea(w, Vec{}, Vec{3, 3})
	}
	for range 300 {
		tick()
	}
	if n := allocations(200, tick); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
