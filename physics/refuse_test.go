package physics

import (
	"math"
	"testing"
)

// TestRefuses gives the world what it must not take: nothing comes of it.
func TestRefuses(t *testing.T) {
	nan := math.NaN()
	w := New(Options{Rate: -1, SubSteps: 1 << 20, Gravity: Vec{nan, 0}})
	bodies := []BodyDef{{Type: 9}, {Position: Vec{nan, 0}}, {Type: Dynamic, Velocity: Vec{0, 1e9}}, {Type: Dynamic, LinearDamping: -1}}
	for _, def := range bodies {
		if id := w.CreateBody(def); id != (BodyID{}) || def.Check() == nil {
			t.Errorf("made a body of %+v", def)
		}
	}
	id := w.CreateBody(BodyDef{Type: Dynamic})
	shapes := []ShapeDef{
		{}, {Kind: Circle}, {Kind: Circle, Radius: nan}, {Kind: Link, B: Vec{1, 0}}, {Kind: Box, Half: Vec{1, 0}},
		{Kind: Segment}, {Kind: Circle, Radius: 1, Rolling: nan}, {Kind: Circle, Radius: 1, Density: math.Inf(1)},
	}
	for _, def := range shapes {
		if got := w.AddShape(id, def); got != (ShapeID{}) || def.Check() == nil {
			t.Errorf("made a shape of %+v", def)
		}
	}
	w.AddShape(id, ShapeDef{Kind: Circle, Radius: 1, Density: 1})
	before := w.hash()
	w.SetPose(id, Vec{nan, nan}, 0)
	w.SetVelocity(id, Vec{nan, 0}, 0)
	w.ApplyImpulse(id, Vec{1e300, 0}, Vec{nan, 0})
	for _, dead := range []BodyID{{}, {7, 1}, {id.Index, id.Gen + 1}} {
		w.SetPose(dead, Vec{}, 0)
		w.SetVelocity(dead, Vec{}, 0)
		w.ApplyImpulse(dead, Vec{1, 1}, Vec{})
		w.SetEnabled(dead, false)
		w.DestroyBody(dead)
		w.AddShape(dead, shapes[0])
		w.SetFilter(ShapeID{dead.Index, 9}, Filter{})
		if _, turns := w.Pose(dead); turns != 0 || w.Mass(dead) != 0 {
			t.Errorf("%v has a pose", dead)
		}
	}
	if w.hash() != before {
		t.Error("what is refused changed the world")
	}
	w.Step()
}
