package physics

import (
	"math"
	"testing"
)

// TestRollingResistance rolls balls on the flat: with Rolling l a ball of radius r
// loses g*l/r of speed per second, and 2/3 of that as it turns too.
func TestRollingResistance(t *testing.T) {
	for _, opt := range []Options{{Rate: 60, Gravity: Vec{0, 10}}, {Rate: 60, Gravity: Vec{0, 10}, Memoryless: true}} {
		for _, rolling := range []float64{0, 0.01, 0.05} {
			w := New(opt)
			w.AddShape(w.CreateBody(BodyDef{Position: Vec{0, 1}}), ShapeDef{Kind: Box, Half: Vec{100, 1}, Friction: 0.8})
			const radius, speed = 0.5, 4.0
			id := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0, -radius}, Velocity: Vec{speed, 0}, Spin: speed / radius / tau})
			w.AddShape(id, ShapeDef{Kind: Circle, Radius: radius, Density: 1, Friction: 0.8, Rolling: rolling})
			for range 120 {
				w.Step()
			}
			v, _ := w.Velocity(id)
			if want := speed - 2*10*rolling/radius*2/3; math.Abs(v.X-want) > 0.02*speed {
				t.Errorf("memoryless %v, rolling %g: %g after 2 s, want %g", opt.Memoryless, rolling, v.X, want)
			}
			for range 900 {
				w.Step()
			}
			if v, spin := w.Velocity(id); rolling == 0.05 && (math.Abs(v.X) > 1e-3 || math.Abs(spin) > 1e-3) {
				t.Errorf("memoryless %v: it still rolls by %v %g", opt.Memoryless, v, spin)
			}
		}
	}
}
