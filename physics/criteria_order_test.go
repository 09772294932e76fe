package physics_test

import (
	"math"
	"testing"

	"hindsight/physics"
)

// TestCriteriaRenumbered builds the same heap with its keys and its making in order and
// in reverse: bodies go elsewhere, but the heap is as high, as wide and as still.
func TestCriteriaRenumbered(t *testing.T) {
	for _, grid := range []bool{false, true} {
		height, width, energy := heap(grid, false)
		height2, width2, energy2 := heap(grid, true)
		t.Logf("grid=%v: mean height %.3f and %.3f, mean width %.3f and %.3f, energy of falling %.0f and %.0f", grid, height, height2, width, width2, energy, energy2)
		if math.Abs(height/height2-1) > 0.03 || math.Abs(width/width2-1) > 0.03 || math.Abs(energy/energy2-1) > 0.03 {
			t.Error("the order of bodies decides what the heap is like")
		}
	}
}

// heap lets 300 circles and boxes fall into a bin, and returns their mean height, mean
// distance from the middle at the end, and the greatest kinetic energy on the way.
func heap(grid, reverse bool) (height, width, energy float64) {
	w := physics.New(physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}, Grid: grid})
	const count = 300
	for n := range count {
		i := n
		if reverse {
			i = count - 1 - n
		}
		at := physics.Vec{X: float64(float64(i%15)*1.2) - 8.4, Y: -0.7 - float64(float64(i/15)*1.2)}
		id := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: at, Angle: float64(i) / 37, Key: uint32(n)})
		shape := physics.ShapeDef{Kind: physics.Circle, Radius: 0.5, Density: 1, Friction: 0.5}
		if i%2 == 1 {
			shape = physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: 0.45, Y: 0.35}, Density: 1, Friction: 0.5}
		}
		w.AddShape(id, shape)
	}
	bin := w.CreateBody(physics.BodyDef{})
	for _, wall := range []physics.ShapeDef{
		{Center: physics.Vec{Y: 0.5}, Half: physics.Vec{X: 12, Y: 0.5}},
		{Center: physics.Vec{X: -10, Y: -20}, Half: physics.Vec{X: 0.5, Y: 21}},
		{Center: physics.Vec{X: 10, Y: -20}, Half: physics.Vec{X: 0.5, Y: 21}},
	} {
		wall.Kind, wall.Friction = physics.Box, 0.5
		w.AddShape(bin, wall)
	}
	for range 480 {
		w.Step()
		now := 0.0
		for n := range count {
			v, _ := w.Velocity(body(n))
			now += float64(w.Mass(body(n)) * dot(v, v) / 2)
		}
		energy = max(energy, now)
	}
	for n := range count {
		p, _ := w.Pose(body(n))
		height -= p.Y / count
		width += math.Abs(p.X) / count
	}
	return height, width, energy
}
