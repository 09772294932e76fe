package physics

import "testing"

// TestLockedBodiesAreNotLevers presses balls that are locked on an axis into walls
// across it, off the grid and turned, so that the arm of the contact is nothing but
// rounding: no impulse is beyond what was pressed, and nothing flies.
func TestLockedBodiesAreNotLevers(t *testing.T) {
	for n, opt := range twinOptions {
		r := rng(n)
		for range 100 {
			w := New(opt)
			turns := r.float(0, 1)
			center := r.vec(-0.7, 0.7)
			ball := w.CreateBody(BodyDef{Type: Dynamic, Key: 1, Angle: turns, LockX: true, LockY: r.intn(2) == 0})
			w.AddShape(ball, ShapeDef{Kind: Circle, Center: center, Radius: 1, Density: 1, Friction: 1})
			at := rotOf(turns).apply(center)
			addWall(w, at.add(Vec{1.5, 0}), Vec{0.6, 5}) // a tenth deep
			other := w.CreateBody(BodyDef{Type: Dynamic, Key: 2, Position: at.add(Vec{-1.4, 0}), Velocity: Vec{5, 0}})
			w.AddShape(other, ShapeDef{Kind: Circle, Radius: 0.5, Density: 1, Friction: 1})
			w.CreateJoint(JointDef{Kind: Distance, BodyA: ball, BodyB: other, AnchorA: center, Length: 2, Collide: true})
			for range 60 {
				w.Step()
				for i := range w.scratch.constraints {
					if p := w.scratch.constraints[i].greatest(); p > 1000 {
						t.Fatalf("%+v: an impulse of %g", opt, p)
					}
				}
				for _, i := range w.dynamic {
					if v := w.bodies[i].vel.length(); v > 20 {
						t.Fatalf("%+v: something flies at %g", opt, v)
					}
				}
			}
		}
	}
}

// TestPinsHoldLockedBodies pins a body that is locked on an axis at its centre: the pin
// holds it on the other.
func TestPinsHoldLockedBodies(t *testing.T) {
	for _, c := range jointWorlds {
		for _, kind := range []JointKind{Revolute, Weld, Prismatic} {
			w := New(c.opt)
			hook := w.CreateBody(BodyDef{})
			lift := w.CreateBody(BodyDef{Type: Dynamic, LockX: true, FixedRotation: true, Key: 2})
			w.AddShape(lift, ShapeDef{Kind: Circle, Radius: 0.3, Density: 1})
			w.CreateJoint(JointDef{Kind: kind, BodyA: hook, BodyB: lift, Axis: Vec{1, 0}})
			for range 120 {
				w.Step()
			}
			if p, _ := w.Pose(lift); abs(p.X) > 0 || abs(p.Y) > 0.01 {
				t.Errorf("%+v: joint %d lets it fall to %v", c.opt, kind, p)
			}
		}
	}
}
