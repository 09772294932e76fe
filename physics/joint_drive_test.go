package physics

import (
	"math"
	"testing"
)

// TestVehicleDrives over bumps on two sprung wheels: it gets on at the speed of its
// wheels, stays upright, and its springs stay within their limits.
func TestVehicleDrives(t *testing.T) {
	for _, c := range jointWorlds {
		w := New(c.opt)
		ground := w.CreateBody(BodyDef{})
		for i := range 60 {
			bump := float64(i%2) * 0.15
			w.AddShape(ground, ShapeDef{Kind: Segment, A: Vec{float64(i*2) - 5, -bump}, B: Vec{float64(i*2) - 3, bump - 0.15}, Friction: 0.9})
		}
		car := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0, -1.3}, Key: 1})
		w.AddShape(car, ShapeDef{Kind: Box, Half: Vec{1.5, 0.3}, Density: 1})
		var axles [2]JointID
		for i := range axles {
			x := float64(float64(i)*2) - 1
			wheel := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{x, -0.8}, Key: uint32(2 + i)})
			w.AddShape(wheel, ShapeDef{Kind: Circle, Radius: 0.4, Density: 1, Friction: 0.9})
			axles[i] = w.CreateJoint(JointDef{
				Kind: Wheel, BodyA: car, BodyB: wheel, AnchorA: Vec{x, 0.5}, Axis: Vec{0, 1},
				Hertz: 4, Damping: 0.7, Limited: true, Lower: -0.25, Upper: 0.25, Speed: 2, Power: 20,
			})
		}
		var from float64 // where it was two thirds of the time ago
		for step := range 900 {
			w.Step()
			if at, _ := w.Pose(car); step == 299 {
				from = at.X
			}
			for _, id := range axles {
				a, b := w.JointAnchors(id)
				_, turns := w.Pose(car)
				axis := rotOf(turns).apply(Vec{0, 1})
				if at := b.sub(a).dot(axis); math.Abs(at) > 0.28 || math.Abs(b.sub(a).cross(axis)) > 0.03 {
					t.Fatalf("%+v step %d: wheel at %v of its axle", c.opt, step, b.sub(a))
				}
				if math.Abs(wrapped(turns)) > 0.1 {
					t.Fatalf("%+v step %d: the car is turned by %g", c.opt, step, turns)
				}
			}
		}
		to, _ := w.Pose(car)
		if speed, drove := 2*tau*0.4, (to.X-from)/10; math.Abs(drove-speed) > 0.05 {
			t.Errorf("%+v: drives at %g, its wheels at %g", c.opt, drove, speed)
		}
	}
}

// TestBridgeBears a load of its own weight, and calms down.
func TestBridgeBears(t *testing.T) {
	for _, c := range jointWorlds {
		w := New(c.opt)
		last, at := w.CreateBody(BodyDef{}), Vec{}
		bank := w.CreateBody(BodyDef{Position: Vec{20, 0}})
		const planks = 20
		for i := range planks {
			plank := addRod(w, uint32(i), Vec{float64(i), 0}, Vec{float64(i + 1), 0}, 0.25)
			w.CreateJoint(JointDef{Kind: Revolute, BodyA: last, BodyB: plank, AnchorA: at, AnchorB: Vec{-0.5, 0}, Key: uint32(i)})
			last, at = plank, Vec{0.5, 0}
		}
		w.CreateJoint(JointDef{Kind: Revolute, BodyA: last, BodyB: bank, AnchorA: at, Key: planks})
		for i := range 5 {
			addCrate(w, uint32(100+i), Vec{float64(6 + i*2), -2}, 0)
		}
		var gap float64
		for range 900 {
			w.Step()
			gap = max(gap, worstGap(w))
		}
		var fastest float64
		for _, i := range w.dynamic {
			fastest = max(fastest, w.bodies[i].vel.length())
			if p := w.bodies[i].pos; p.Y > 4 {
				t.Errorf("%+v: something fell to %v", c.opt, p)
			}
		}
		if gap > float64(2*c.gap)+0.02 || fastest > 0.1 {
			t.Errorf("%+v: gap %g, something at %g", c.opt, gap, fastest)
		}
	}
}

// TestKinematicBodiesMoveWhatTheyHold and take nothing from it; a body locked on an
// axis stays on it, however it is pulled.
func TestKinematicBodiesMoveWhatTheyHold(t *testing.T) {
	for _, c := range jointWorlds {
		w := New(c.opt)
		arm := w.CreateBody(BodyDef{Type: Kinematic, Key: 9, Spin: 0.25})
		ball := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{3, 0}, NoGravity: true})
		w.AddShape(ball, ShapeDef{Kind: Circle, Radius: 0.5, Density: 1})
		id := w.CreateJoint(JointDef{Kind: Weld, BodyA: arm, BodyB: ball, AnchorA: Vec{3, 0}})
		rail := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0, 9}, LockY: true, Key: 5})
		w.AddShape(rail, ShapeDef{Kind: Circle, Radius: 0.5, Density: 1})
		w.CreateJoint(JointDef{Kind: Distance, BodyA: ball, BodyB: rail, Length: 9, Hertz: 2, Damping: 0.3})
		w.SetVelocity(ball, Vec{0, 1.5 * math.Pi}, 0.25)
		for step := range 240 {
			w.Step()
			if _, turns := w.Pose(arm); math.Abs(wrapped(turns-float64(step+1)/240)) > 0.01 {
				t.Fatalf("%+v step %d: the arm is at %g", c.opt, step, turns)
			}
			if a, b := w.JointAnchors(id); b.sub(a).length() > 0.1 {
				t.Fatalf("%+v step %d: the ball is at %v, held at %v", c.opt, step, b, a)
			}
			if p, _ := w.Pose(rail); p.Y != 9 {
				t.Fatalf("%+v step %d: off its rail at %v", c.opt, step, p)
			}
		}
		if p, _ := w.Pose(rail); p.X == 0 {
			t.Error("the rail's ball was not pulled")
		}
	}
}

// TestBeamBears welds five links into a beam that is held at one end: it bends by a
// fortieth of its length, with twice the sub-steps by a hundredth, and comes to rest.
func TestBeamBears(t *testing.T) {
	for _, c := range jointWorlds {
		for _, subSteps := range []int32{4, 8} {
			opt := c.opt
			opt.SubSteps = subSteps
			w := New(opt)
			last, at := w.CreateBody(BodyDef{}), Vec{}
			for i := range 5 {
				link := addRod(w, uint32(i), Vec{float64(i), 0}, Vec{float64(i + 1), 0}, 0.25)
				w.CreateJoint(JointDef{Kind: Weld, BodyA: last, BodyB: link, AnchorA: at, AnchorB: Vec{-0.5, 0}, Key: uint32(i)})
				last, at = link, Vec{0.5, 0}
			}
			for range 600 {
				w.Step()
			}
			most := 5.0 / 40
			if subSteps == 8 {
				most = 5.0 / 100
			}
			p, _ := w.Pose(last)
			if v, _ := w.Velocity(last); p.Y > most || p.Y < 0 || v.length() > 0.03 {
				t.Errorf("%+v: the end is at %v, at %g", opt, p, v.length())
			}
		}
	}
}
