package physics

import "testing"

// TestStruckBodiesDoNotPass strikes a light ball, at rest before a thin wall, with a
// heavy fast one: what makes it fast comes within the step.
func TestStruckBodiesDoNotPass(t *testing.T) {
	for _, opt := range []Options{{Rate: 60}, {Rate: 60, Grid: true}, arenaOptions} {
		for shot := range 100 {
			r := rng(shot)
			w := New(opt)
			wall := w.CreateBody(BodyDef{Position: Vec{1, 0}})
			if shot%2 == 0 {
				w.AddShape(wall, ShapeDef{Kind: Box, Half: Vec{0.02, 50}})
			} else {
				w.AddShape(wall, ShapeDef{Kind: Segment, A: Vec{0, -50}, B: Vec{0, 50}})
			}
			light := addBall(w, 1, Vec{r.float(0.3, 0.6), r.float(-0.1, 0.1)}, Vec{}, 1)
			heavy := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{-2, 0}, Velocity: Vec{r.float(50, 300), 0}, Key: 2})
			w.AddShape(heavy, ShapeDef{Kind: Circle, Radius: 0.5, Density: 100})
			for range 30 {
				w.Step()
			}
			if a, _ := w.Pose(light); a.X > 1 {
				t.Errorf("%+v shot %d: the light ball is at %v", opt, shot, a)
			}
			if b, _ := w.Pose(heavy); b.X > 1 {
				t.Errorf("%+v shot %d: the heavy ball is at %v", opt, shot, b)
			}
		}
	}
}

// TestSpinningPolygonsDoNotPass throws long polygons that spin at a chain of segments.
func TestSpinningPolygonsDoNotPass(t *testing.T) {
	for shot := range 100 {
		r := rng(shot)
		w := New(Options{Rate: 60, Grid: shot%2 == 0})
		ground := w.CreateBody(BodyDef{})
		for i := range 40 {
			y := float64(float64(i)*0.5) - 10
			w.AddShape(ground, ShapeDef{Kind: Segment, A: Vec{0, y}, B: Vec{0, y + 0.5}})
		}
		b := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{-4, 0}, Angle: r.float(0, 1), Velocity: Vec{r.float(20, 300), 0}, Spin: r.float(-40, 40)})
		w.AddShape(b, ShapeDef{Kind: Polygon, Points: []Vec{{-1.5, -0.03}, {1.5, -0.05}, {1.5, 0.05}, {-1.5, 0.03}}, Density: 1})
		for range 30 {
			w.Step()
		}
		if p, _ := w.Pose(b); p.X > 0 {
			t.Errorf("shot %d: at %v", shot, p)
		}
	}
}

// TestFastSlidersAreNotHeld slides fast bodies along a floor without friction: the sweep
// does not take their touching it for an impact.
func TestFastSlidersAreNotHeld(t *testing.T) {
	for _, kind := range []ShapeKind{Circle, Box, Capsule, Polygon} {
		w := New(stackOptions)
		addWall(w, Vec{0, 0.5}, Vec{900, 0.5})
		b := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0, -0.1}, Velocity: Vec{100, 0}, FixedRotation: kind == Capsule})
		w.AddShape(b, ShapeDef{
			Kind: kind, Radius: [...]float64{Circle: 0.1, Box: 0, Capsule: 0.1, Polygon: 0}[kind], Half: Vec{0.2, 0.1}, A: Vec{-0.1, 0}, B: Vec{0.1, 0},
			Points: []Vec{{-0.2, -0.1}, {0.2, -0.1}, {0.2, 0.1}, {-0.2, 0.1}}, Density: 1,
		})
		for range 300 {
			w.Step()
		}
		if p, _ := w.Pose(b); abs(p.X-500) > 0.5 || abs(p.Y+0.1) > 0.01 {
			t.Errorf("kind %d: at %v", kind, p)
		}
	}
}

// TestBulletsStopAtBodies shoots bullets, spinning, at thin bodies that move.
func TestBulletsStopAtBodies(t *testing.T) {
	for shot := range 100 {
		r := rng(shot)
		w := New(Options{Rate: 60})
		b := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{-3, 0}, Velocity: Vec{r.float(50, 300), 0}, Spin: r.float(-30, 30), Bullet: true})
		w.AddShape(b, ShapeDef{Kind: Box, Half: Vec{0.8, 0.03}, Density: 1})
		wall := w.CreateBody(BodyDef{Type: Dynamic, Velocity: Vec{0, r.float(-20, 20)}, Key: 1, FixedRotation: true})
		w.AddShape(wall, ShapeDef{Kind: Box, Half: Vec{0.03, 40}, Density: 1})
		for range 20 {
			w.Step()
		}
		p, _ := w.Pose(b)
		if q, _ := w.Pose(wall); p.X > q.X {
			t.Errorf("shot %d: at %v, the wall at %v", shot, p, q)
		}
	}
}
