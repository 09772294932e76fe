package physics

import (
	"math"
	"testing"
)

// pegged makes a world without gravity with a ball of mass 1, inertia 1/2 at a point
// held to a static body at the origin.
func pegged(opt Options, at Vec, def JointDef) (w *World, ball BodyID, id JointID) {
	w = New(opt)
	def.BodyA = w.CreateBody(BodyDef{})
	ball = w.CreateBody(BodyDef{Type: Dynamic, Position: at})
	w.AddShape(ball, ShapeDef{Kind: Circle, Radius: 1, Density: 1 / math.Pi})
	def.BodyB = ball
	return w, ball, w.CreateJoint(def)
}

// springy is a joint of each kind with a spring, and what of the ball it acts on.
var springy = []struct {
	def  JointDef
	at   Vec
	turn float64
	of   func(pos Vec, turns float64) float64
}{
	{JointDef{Kind: Revolute}, Vec{}, 0.1, func(_ Vec, turns float64) float64 { return wrapped(turns) }},
	{JointDef{Kind: Weld}, Vec{}, -0.1, func(_ Vec, turns float64) float64 { return wrapped(turns) }},
	{JointDef{Kind: Distance, Length: 4}, Vec{4.5, 0}, 0, func(p Vec, _ float64) float64 { return p.X - 4 }},
	{JointDef{Kind: Prismatic, Axis: Vec{0.6, 0.8}}, Vec{0.6, 0.8}, 0, func(p Vec, _ float64) float64 { return p.X }},
	{JointDef{Kind: Wheel, Axis: Vec{3, 0}, Length: 1}, Vec{1.5, 0}, 0, func(p Vec, _ float64) float64 { return p.X - 1 }},
	{JointDef{Kind: Mouse, Power: 1e6, Target: Vec{1, 1}}, Vec{2, 3}, 0, func(p Vec, _ float64) float64 { return p.Y - 1 }},
}

// TestSpringsKeepFrequencyAndDamping: three samples of a damped oscillator, dt apart,
// obey x2 = 2 e^(-zwt) cos(w't) x1 - e^(-2zwt) x0, and nothing else does.
func TestSpringsKeepFrequencyAndDamping(t *testing.T) {
	for _, opt := range []Options{{Rate: 60}, {Rate: 30, Memoryless: true}} {
		for _, s := range springy {
			for _, hertz := range []float64{0.5, 2, 7} {
				for _, damping := range []float64{0, 0.1, 0.7, 1, 1.5} {
					def := s.def
					def.Hertz, def.Damping = hertz, damping
					w, ball, _ := pegged(opt, s.at, def)
					w.SetPose(ball, s.at, s.turn)
					omega := tau * hertz / float64(opt.Rate)
					square := damping * damping
					bend := math.Cos(omega * math.Sqrt(max(0, 1-float64(square))))
					if damping > 1 {
						bend = math.Cosh(omega * math.Sqrt(float64(square)-1))
					}
					x0 := s.of(s.at, s.turn)
					w.Step()
					x1 := s.of(w.Pose(ball))
					for step := range 300 {
						w.Step()
						x2 := s.of(w.Pose(ball))
						want := float64(2*math.Exp(-damping*omega)*bend*x1) - float64(math.Exp(-2*damping*omega)*x0)
						if step > 0 && math.Abs(x2-want) > 1e-9 {
							t.Fatalf("kind %d, %g Hz, damping %g, step %d: at %g, the oscillator at %g", def.Kind, hertz, damping, step, x2, want)
						}
						x0, x1 = x1, x2
					}
				}
			}
		}
	}
}

// TestStiffSpringsComeToRest: beyond SpringHertz they do so at least as fast as asked.
func TestStiffSpringsComeToRest(t *testing.T) {
	for _, s := range springy {
		def := s.def
		def.Hertz, def.Damping = 500, 0.2
		w, ball, _ := pegged(Options{Rate: 60}, s.at, def)
		w.SetPose(ball, s.at, s.turn)
		for range 60 {
			w.Step()
		}
		if x := s.of(w.Pose(ball)); math.Abs(x) > 1e-3 {
			t.Errorf("kind %d: still %g away", def.Kind, x)
		}
	}
}

// motorized is a joint of each kind with a motor, and the speed it acts on.
var motorized = []struct {
	def  JointDef
	mass float64 // of the ball, against the motor
	of   func(v Vec, spin float64) float64
}{
	{JointDef{Kind: Revolute}, 0.5 * tau, func(_ Vec, spin float64) float64 { return spin }},
	{JointDef{Kind: Wheel, Axis: Vec{0, 1}}, 0.5 * tau, func(_ Vec, spin float64) float64 { return spin }},
	{JointDef{Kind: Prismatic, Axis: Vec{0, 1}}, 1, func(v Vec, _ float64) float64 { return v.Y }},
	{JointDef{Kind: Distance}, 1, func(v Vec, _ float64) float64 { return v.X }},
}

// TestMotorsReachTheirSpeed with no more than their power, then hold it.
func TestMotorsReachTheirSpeed(t *testing.T) {
	for _, c := range jointWorlds {
		for _, m := range motorized {
			opt := c.opt
			opt.Gravity = Vec{}
			def := m.def
			def.Speed, def.Power = 2, 4*m.mass // reached in half a second
			at := Vec{}
			if def.Kind == Distance {
				at.X = 1
			}
			w, ball, id := pegged(opt, at, def)
			for step := range 120 {
				w.Step()
				got, want := m.of(w.Velocity(ball)), min(2, 4*float64(step+1)/60)
				if math.Abs(got-want) > 0.005 {
					t.Fatalf("kind %d, %+v, step %d: speed %g, want %g", def.Kind, opt, step, got, want)
				}
			}
			w.SetMotor(id, -1, 100*m.mass)
			for range 10 {
				w.Step()
			}
			if got := m.of(w.Velocity(ball)); math.Abs(got+1) > 0.001 {
				t.Errorf("kind %d: reversed to %g", def.Kind, got)
			}
		}
	}
}

// TestLimitsHold throws the ball to and fro between limits.
func TestLimitsHold(t *testing.T) {
	for _, c := range jointWorlds {
		for _, def := range []JointDef{
			{Kind: Revolute, Lower: -0.1, Upper: 0.2},
			{Kind: Prismatic, Axis: Vec{1, 0}, Lower: -0.5, Upper: 1},
			{Kind: Wheel, Axis: Vec{1, 0}, Lower: -0.5, Upper: 1},
			{Kind: Distance, Lower: 2, Upper: 3},
			{Kind: Distance, Upper: 3}, // a rope
			{Kind: Distance, Lower: 2.5, Upper: 2.5},
		} {
			def.Limited = true
			at := Vec{}
			if def.Kind == Distance {
				at.X = 2.5
			}
			w, ball, id := pegged(c.opt, at, def)
			for step := range 600 {
				if step%60 == 0 {
					r := rng(step)
					w.SetVelocity(ball, r.vec(-20, 20), r.float(-3, 3))
				}
				w.Step()
				a, b := w.JointAnchors(id)
				_, at := w.Pose(ball)
				at = wrapped(at)
				switch def.Kind {
				case Prismatic, Wheel:
					at = b.X - a.X
				case Distance:
					at = b.sub(a).length()
				}
				if at < def.Lower-0.02 || at > def.Upper+0.02 {
					t.Fatalf("%+v, kind %d, step %d: at %g, the limits are %g and %g", c.opt, def.Kind, step, at, def.Lower, def.Upper)
				}
				if def.Kind == Prismatic || def.Kind == Wheel {
					if off := math.Abs(b.Y - a.Y); off > 0.02 {
						t.Fatalf("kind %d, step %d: %g off its axis", def.Kind, step, off)
					}
				}
			}
		}
	}
}

// TestJointsBreak hangs a weight of 10 on joints that bear less or, for a spring swings over, more.
func TestJointsBreak(t *testing.T) {
	for _, c := range jointWorlds {
		for _, def := range []JointDef{
			{Kind: Revolute, AnchorA: Vec{0, 1}}, {Kind: Distance, Length: 1}, {Kind: Prismatic, Axis: Vec{0, 1}, Limited: true},
			{Kind: Weld, AnchorA: Vec{0, 1}}, {Kind: Wheel, Axis: Vec{1, 0}, AnchorA: Vec{0, 1}},
			{Kind: Mouse, Target: Vec{0, 1}, Hertz: 4, Damping: 1, Power: 1000},
		} {
			at := Vec{0, 1}
			if def.Kind == Prismatic {
				at.Y = 0
			}
			for bears, breaks := range map[float64]bool{9.6: true, 11.5: false} {
				def.BreakForce, def.User = bears, 7
				w, ball, id := pegged(c.opt, at, def)
				var broke []JointEvent
				for range 120 {
					w.Step()
					broke = append(broke, w.JointBreaks()...)
				}
				if breaks != (len(broke) == 1) || w.ValidJoint(id) == breaks {
					t.Fatalf("%+v, kind %d that bears %g: broke %v", c.opt, def.Kind, bears, broke)
				}
				force, _ := w.JointForce(id)
				if breaks {
					force = broke[0].Force
					if broke[0].Joint != id || broke[0].BodyB != ball || broke[0].User != 7 {
						t.Errorf("told %+v of %v", broke[0], id)
					}
				}
				if math.Abs(force.length()-10) > 0.2 {
					t.Errorf("%+v, kind %d: weight 10 hangs on %v", c.opt, def.Kind, force)
				}
			}
		}
		w, ball, id := pegged(c.opt, Vec{2, 0}, JointDef{Kind: Weld, AnchorB: Vec{-2, 0}, BreakTorque: 35})
		for range 60 {
			w.Step()
		}
		if _, torque := w.JointForce(id); math.Abs(torque+20) > 0.5 {
			t.Errorf("%+v: a beam of 2 with weight 10 at its end hangs on torque %g", c.opt, torque)
		}
		w.ApplyImpulse(ball, Vec{0, 3}, Vec{2, 0})
		if w.Step(); len(w.JointBreaks()) != 1 {
			t.Errorf("%+v: a blow breaks no weld", c.opt)
		}
	}
}

func TestJointedBodiesDoNotTouch(t *testing.T) {
	for _, static := range []bool{false, true} {
		for _, collide := range []bool{false, true} {
			w := New(Options{Rate: 60})
			var ids [2]BodyID
			for i := range ids {
				def := BodyDef{Type: Dynamic, Position: Vec{float64(i) * 0.9, 0}, Key: uint32(i)}
				if static && i == 0 {
					def.Type = Static
				}
				ids[i] = w.CreateBody(def)
				w.AddShape(ids[i], ShapeDef{Kind: Box, Half: Vec{0.5, 0.5}, Density: 1})
			}
			id := w.CreateJoint(JointDef{Kind: Prismatic, Axis: Vec{1, 0}, BodyA: ids[0], BodyB: ids[1], AnchorA: Vec{0.9, 0}, Collide: collide})
			for range 5 {
				w.Step()
				if touch := len(w.Touching(nil)) > 0; touch != collide {
					t.Fatalf("static %v, collide %v: touch %v", static, collide, touch)
				}
			}
			w.DestroyJoint(id)
			w.Step()
			if len(w.Touching(nil)) == 0 {
				t.Errorf("static %v: no touch without the joint", static)
			}
			w.CreateJoint(JointDef{Kind: Weld, BodyA: ids[0], BodyB: ids[1], AnchorA: Vec{1, 0}})
			w.Step()
			if len(w.ContactEnds()) != 1 {
				t.Errorf("static %v: a joint that parts two ends no touch", static)
			}
		}
	}
}
