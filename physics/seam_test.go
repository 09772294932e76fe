package physics

import (
	"math"
	"testing"
)

// TestBoxesHaveNoSeams slides shapes over a floor of unit boxes side by side, as of a
// tile map.
func TestBoxesHaveNoSeams(t *testing.T) {
	for name, def := range map[string]ShapeDef{
		"box":       {Kind: Box, Half: Vec{0.5, 0.5}},
		"flat box":  {Kind: Box, Half: Vec{0.9, 0.2}},
		"round box": {Kind: Box, Half: Vec{0.4, 0.4}, Radius: 0.1},
		"circle":    {Kind: Circle, Radius: 0.5},
		"capsule":   {Kind: Capsule, A: Vec{-0.3, 0}, B: Vec{0.3, 0}, Radius: 0.4},
		"polygon":   {Kind: Polygon, Points: []Vec{{-0.6, -0.4}, {0.6, -0.4}, {0.4, 0.4}, {-0.4, 0.4}}},
	} {
		for _, opt := range []Options{{Rate: 60, Gravity: Vec{0, 10}}, {Rate: 60, Gravity: Vec{0, 10}, Grid: true}, {Rate: 60, Gravity: Vec{0, 10}, Memoryless: true}} {
			w := New(opt)
			for i := range 92 {
				tile := w.CreateBody(BodyDef{Position: Vec{float64(i) - 5, 0.5}})
				w.AddShape(tile, ShapeDef{Kind: Box, Half: Vec{0.5, 0.5}})
			}
			low := def.Half.Y + def.Radius
			if def.Kind == Polygon {
				low = 0.4
			}
			def.Density = 1
			id := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0.2, -low - 0.01}, Velocity: Vec{10, 0}})
			w.AddShape(id, def)
			for step := range 480 {
				w.Step()
				if v, _ := w.Velocity(id); v.X < 9.9 || math.Abs(v.Y) > 0.5 {
					pos, turns := w.Pose(id)
					t.Errorf("%s, %+v: %v in step %d at %v %v", name, opt, v, step, pos, turns)
					break
				}
			}
		}
	}
}
