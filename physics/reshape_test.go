package physics

import (
	"math"
	"slices"
	"testing"
)

// TestReshape resizes and removes shapes of a body: ids and order stay, the mass is
// that of a body made so from the beginning, and touches end once.
func TestReshape(t *testing.T) {
	square := []Vec{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}
	w := New(Options{Rate: 60, Gravity: Vec{0, 10}})
	floor := w.CreateBody(BodyDef{})
	w.AddShape(floor, ShapeDef{Kind: Box, Center: Vec{0, 1}, Half: Vec{20, 1}})
	id := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0, -0.5}})
	first := w.AddShape(id, ShapeDef{Kind: Circle, Radius: 0.5, Density: 1})
	second := w.AddShape(id, ShapeDef{Kind: Box, Center: Vec{3, 0}, Half: Vec{0.5, 0.5}, Density: 1})
	third := w.AddShape(id, ShapeDef{Kind: Polygon, Points: square, Density: 2, Radius: 0.25})
	w.SetShape(first, ShapeDef{Kind: Capsule, A: Vec{-0.5, 0}, B: Vec{0.5, 0}, Radius: 0.5, Density: 1, User: 7})
	if def, ok := w.Shape(first); !ok || def.Kind != Capsule || def.User != 7 {
		t.Fatalf("the shape is %+v", def)
	}
	if want := 1 + math.Pi/4 + 1 + 2*(4+2+math.Pi/16); math.Abs(w.Mass(id)-want) > 1e-12 {
		t.Errorf("mass %g, want %g", w.Mass(id), want)
	}
	w.DestroyShape(third)
	w.DestroyShape(third)
	if _, ok := w.Shape(third); ok || w.freeHulls != 1 {
		t.Error("the polygon is still there")
	}
	fourth := w.AddShape(id, ShapeDef{Kind: Polygon, Points: square})
	if fourth.Index != third.Index || fourth.Gen == third.Gen || len(w.hulls) != 1 || w.freeHulls != 0 {
		t.Errorf("%v took the place of %v, %d hulls", fourth, third, len(w.hulls))
	}
	if def, _ := w.Shape(fourth); !slices.Equal(def.Points, []Vec{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
		t.Errorf("points %v", def.Points)
	}
	w.DestroyShape(fourth)
	for range 30 {
		w.Step()
	}
	if n := len(w.Touching(nil)); n != 2 {
		t.Fatalf("%d shapes touch the floor", n)
	}
	w.DestroyShape(first)
	last := w.AddShape(id, ShapeDef{Kind: Circle, Center: Vec{0, 0}, Radius: 0.5, Density: 1})
	if last.Index != first.Index || w.shapes[last.Index].ordinal <= w.shapes[second.Index].ordinal {
		t.Errorf("ordinal %d after %d", w.shapes[last.Index].ordinal, w.shapes[second.Index].ordinal)
	}
	w.Step()
	if len(w.ContactEnds()) != 1 || w.ContactEnds()[0].ShapeA != first || len(w.ContactBegins()) != 1 || w.ContactBegins()[0].ShapeA != last {
		t.Errorf("ended %v, began %v", w.ContactEnds(), w.ContactBegins())
	}
	loaded := New(w.opt)
	if _, err := loaded.LoadState(w.AppendState(nil)); err != nil {
		t.Fatal(err)
	}
	before := w.hash()
	w.SetShape(last, ShapeDef{Kind: Circle, Radius: -1})
	w.SetShape(third, ShapeDef{Kind: Circle, Radius: 1})
	w.SetShape(last, ShapeDef{Kind: Link})
	if w.hash() != before || loaded.hash() != before {
		t.Error("what is refused changed the world")
	}
}

// TestKindsAllocateNothing steps, casts and resizes shapes of all kinds.
func TestKindsAllocateNothing(t *testing.T) {
	w := newZoo(zooOptions[1], 7)
	r := rng(7)
	for range 100 {
		w.Step()
	}
	def := ShapeDef{Kind: Polygon, Points: []Vec{{-1, -1}, {1, -1}, {1, 1}}, Density: 1}
	index := w.dynamic[0]
	id := anyShapeOf(w, BodyID{index, w.bodies[index].gen})
	for name, do := range map[string]func(){
		"step":   func() { w.Step() },
		"ray":    func() { w.RayCast(r.vec(-9, 9), r.vec(-9, 9), 1) },
		"resize": func() { w.SetShape(id, def) },
		"one":    func() { RayShape(&def, Vec{}, 0.1, Vec{-5, 0}, Vec{9, 0}) },
	} {
		if n := allocations(100, do); n > 0 {
			t.Errorf("%s: %g allocations", name, n)
		}
	}
}
