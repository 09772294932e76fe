package physics

import (
	"slices"
	"testing"
)

type pairOfShapes struct{ a, b ShapeID }

// TestEventsAreBookended counts begins and ends under churn: every begin has one end,
// and what is open is what touches.
func TestEventsAreBookended(t *testing.T) {
	for n, opt := range zooOptions {
		r := rng(n)
		w := newZoo(opt, uint64(n))
		contacts, sensors := map[pairOfShapes]bool{}, map[pairOfShapes]bool{}
		var begun int
		for step := range 600 {
			churn(w, &r)
			w.Step()
			for _, e := range w.ContactBegins() {
				begin(t, contacts, pairOfShapes{e.ShapeA, e.ShapeB}, step)
				begun++
			}
			for _, e := range w.ContactEnds() {
				end(t, contacts, pairOfShapes{e.ShapeA, e.ShapeB}, step, opt.Memoryless)
			}
			for _, e := range w.SensorBegins() {
				begin(t, sensors, pairOfShapes{e.Sensor, e.Visitor}, step)
			}
			for _, e := range w.SensorEnds() {
				end(t, sensors, pairOfShapes{e.Sensor, e.Visitor}, step, opt.Memoryless)
			}
			checkOpen(t, w, contacts, step)
			if t.Failed() {
				return
			}
		}
		if begun < 100 {
			t.Errorf("scene %d: only %d contacts began", n, begun)
		}
	}
}

func begin(t *testing.T, open map[pairOfShapes]bool, p pairOfShapes, step int) {
	if open[p] {
		t.Errorf("step %d: %v begins twice", step, p)
	}
	open[p] = true
}

func end(t *testing.T, open map[pairOfShapes]bool, p pairOfShapes, step int, placed bool) {
	if !open[p] && !placed { // a memoryless world has no begin of what was placed touching
		t.Errorf("step %d: %v ends without a begin", step, p)
	}
	delete(open, p)
}

// checkOpen compares the pairs whose end is due with what touches by brute force.
func checkOpen(t *testing.T, w *World, open map[pairOfShapes]bool, step int) {
	var touching int
	for _, e := range w.Touching(nil) {
		if open[pairOfShapes{e.ShapeA, e.ShapeB}] {
			touching++
		} else if !w.opt.Memoryless {
			t.Errorf("step %d: %v touch without a begin", step, e)
		}
	}
	if touching != len(open) {
		t.Errorf("step %d: %d pairs open, %d of them touch", step, len(open), touching)
	}
	if step%8 > 0 {
		return
	}
	var slack float64
	if !w.opt.Memoryless { // the solver's gaps are those of points fixed in the step
		slack = 0.005
	}
	sure, near := bruteTouching(w, touchGap-slack), bruteTouching(w, touchGap+slack)
	for _, e := range w.Touching(nil) {
		p := pairOfShapes{e.ShapeA, e.ShapeB}
		if !slices.Contains(near, p) && (w.opt.Memoryless || !cornersNear(w, p)) {
			t.Errorf("step %d: %v touch, not by brute force", step, p)
		}
		if i := slices.Index(sure, p); i >= 0 {
			sure = slices.Delete(sure, i, i+1)
		}
	}
	for _, p := range sure {
		if w.opt.Memoryless || hasContact(w, p) { // what is pushed beyond its reach touches a step later
			t.Errorf("step %d: %v touch by brute force only", step, p)
		}
	}
}

// cornersNear reports whether shapes are near corner to corner, which the narrow phase
// drops when one slides past the other.
func cornersNear(w *World, p pairOfShapes) bool {
	return w.geos[p.a.Index].box.grow(0.02).overlaps(w.geos[p.b.Index].box)
}

func hasContact(w *World, p pairOfShapes) bool {
	return slices.ContainsFunc(w.scratch.contacts, func(c contact) bool {
		return c.order.shapes == p.a.pack()<<32|p.b.pack()
	})
}

func bruteTouching(w *World, gap float64) (pairs []pairOfShapes) {
	for i := range w.shapes {
		for j := range w.shapes {
			a, b := &w.shapes[i], &w.shapes[j]
			if a.def.Kind == 0 || b.def.Kind == 0 || a.body == b.body || a.def.Sensor || b.def.Sensor || !mayMeet(&a.def, &b.def) {
				continue
			}
			bodyA, bodyB := &w.bodies[a.body], &w.bodies[b.body]
			if bodyA.order < bodyB.order && bodyA.kind == kindDynamic && !bodyA.disabled && !bodyB.disabled && meet(&w.geos[i], &w.geos[j], w.hulls, gap) {
				pairs = append(pairs, pairOfShapes{ShapeID{uint16(i), a.gen}, ShapeID{uint16(j), b.gen}})
			}
		}
	}
	return pairs
}

// TestPairsAreThoseOfBruteForce compares the broad phase with all pairs, under churn
// and with boxes of all sizes.
func TestPairsAreThoseOfBruteForce(t *testing.T) {
	for n, opt := range zooOptions {
		r := rng(100 + n)
		w := newZoo(opt, uint64(n))
		addWall(w, Vec{300, 0}, Vec{0.2, 400})
		big := w.CreateBody(BodyDef{Type: Dynamic, Key: 7})
		w.AddShape(big, ShapeDef{Kind: Box, Half: Vec{50, 0.1}, Density: 1})
		w.AddShape(w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{-900, 5000}, Key: 8}), ShapeDef{Kind: Circle, Radius: 0.1, Density: 1})
		for step := range 200 {
			churn(w, &r)
			w.static.refresh(w)
			w.gather()
			w.findPairs()
			got := slices.Clone(w.scratch.pairs)
			if want := brutePairs(w); !slices.Equal(got, want) {
				t.Fatalf("scene %d step %d: %d pairs, by brute force %d, or in another order", n, step, len(got), len(want))
			}
			w.Step()
		}
	}
}

func brutePairs(w *World) []pair {
	s := &w.scratch
	s.pairs = nil
	for a := range int32(len(s.active)) {
		for b := a + 1; b < int32(len(s.active)); b++ {
			if s.fat[a].overlaps(s.fat[b]) {
				w.pairBodies(a, b)
			}
		}
		var static []uint16
		for i := range w.shapes {
			if w.isStatic(&w.shapes[i]) && s.fat[a].overlaps(w.geos[i].box) {
				static = append(static, uint16(i))
			}
		}
		slices.SortFunc(static, func(i, j uint16) int { return w.compareShapes(&w.shapes[i], &w.shapes[j]) })
		for _, i := range static {
			w.pairStatic(a, i)
		}
	}
	return s.pairs
}

func TestDisabledBodiesTakeNoPart(t *testing.T) {
	w := New(arenaOptions)
	dead := addPlayer(w, 1, Vec{0, 0})
	crate := addCrate(w, 2, Vec{-2, 0}, 0)
	w.SetVelocity(crate, Vec{8, 0}, 0)
	w.SetVelocity(dead, Vec{1, 1}, 0)
	w.SetEnabled(dead, false)
	for range 60 {
		w.Step()
		if len(w.ContactBegins()) > 0 {
			t.Fatal("a disabled body touches")
		}
	}
	if p, _ := w.Pose(dead); p != (Vec{}) {
		t.Errorf("a disabled body moved to %v", p)
	}
	if p, _ := w.Pose(crate); p.X < -0.7 {
		t.Errorf("a crate was stopped by a disabled body, at %v", p)
	}
	w.SetPose(crate, Vec{5, 5}, 0)
	if h, ok := w.RayCast(Vec{-3, 0}, Vec{6, 0}, 1); ok {
		t.Errorf("a ray hit a disabled body: %+v", h)
	}
	if ids := w.OverlapCircle(nil, Vec{}, 1, 1); len(ids) > 0 {
		t.Errorf("overlaps %v", ids)
	}
	w.SetEnabled(dead, true)
	if _, ok := w.RayCast(Vec{-3, 0}, Vec{6, 0}, 1); !ok {
		t.Error("a ray missed a body enabled again")
	}
}
