package physics

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

// newLinked makes bodies under gravity and joints of every kind between them, with
// every limit, motor and spring.
func newLinked(opt Options) *World {
	w := New(opt)
	ground := w.CreateBody(BodyDef{})
	w.AddShape(ground, ShapeDef{Kind: Segment, A: Vec{-50, 6}, B: Vec{50, 6}, Friction: 0.6})
	for i := range 12 {
		at := Vec{float64(i*2) - 12, float64(i % 3)}
		b := w.CreateBody(BodyDef{Type: Dynamic, Position: at, Key: uint32(10 + i), User: uint32(i)})
		if i%2 == 0 {
			w.AddShape(b, ShapeDef{Kind: Box, Half: Vec{0.6, 0.4}, Density: 1, Friction: 0.5})
		} else {
			w.AddShape(b, ShapeDef{Kind: Circle, Center: Vec{0.1, 0}, Radius: 0.5, Density: 1, Friction: 0.5})
		}
	}
	r := rng(5)
	for range 24 {
		w.CreateJoint(randomJoint(w, &r))
	}
	return w
}

// randomJoint is a joint between two of the first bodies; not all can be made.
func randomJoint(w *World, r *rng) JointDef {
	ids := w.Bodies(nil)
	def := JointDef{
		Kind:  JointKind(1 + r.intn(6)),
		BodyA: ids[r.intn(len(ids))], BodyB: ids[r.intn(len(ids))],
		AnchorA: r.vec(-1, 1), AnchorB: r.vec(-1, 1), Axis: r.vec(-1, 1), Target: r.vec(-5, 5),
		Angle: r.float(-1, 1), Length: r.float(0, 3), Collide: r.intn(2) == 0, Key: uint32(r.intn(9)), User: uint32(r.intn(99)),
	}
	if r.intn(2) == 0 {
		def.Limited, def.Lower, def.Upper = true, r.float(0, 0.1), r.float(0.1, 0.4)
	}
	if r.intn(2) == 0 || def.Kind == Mouse {
		def.Speed, def.Power = r.float(-2, 2), r.float(5, 50)
	}
	if r.intn(2) == 0 || def.Kind == Mouse {
		def.Hertz, def.Damping = r.float(0.5, 20), r.float(0, 1.2)
	}
	if r.intn(4) == 0 {
		def.BreakForce, def.BreakTorque = r.float(20, 200), r.float(20, 200)
	}
	return def
}

// tinker makes, changes and destroys joints and bodies.
func tinker(w *World, r *rng) {
	ids := append(w.Joints(nil), JointID{9, 9})
	id := ids[r.intn(len(ids))]
	switch r.intn(12) {
	case 0:
		w.DestroyJoint(id)
	case 1:
		w.CreateJoint(randomJoint(w, r))
	case 2:
		w.SetMotor(id, r.float(-3, 3), r.float(0, 30))
	case 3:
		w.SetLimits(id, r.intn(2) == 0, r.float(0, 0.1), r.float(0.1, 0.4))
	case 4:
		w.SetSpring(id, r.float(0, 9), r.float(0, 1))
	case 5:
		w.SetMouseTarget(id, r.vec(-5, 5))
	case 6:
		w.SetLength(id, r.float(0, 3))
	case 7:
		bodies := w.Bodies(nil)
		w.SetEnabled(bodies[r.intn(len(bodies))], r.intn(3) > 0)
	case 8:
		if bodies := w.Bodies(nil); len(bodies) > 6 && r.intn(8) == 0 {
			w.DestroyBody(bodies[1+r.intn(len(bodies)-1)])
		}
	}
}

var linkedOptions = []Options{
	{Rate: 60, Gravity: Vec{0, 10}}, {Rate: 60, Gravity: Vec{0, 10}, Grid: true}, {Rate: 60, Memoryless: true, Grid: true, Gravity: Vec{0, 5}},
}

// TestJointsRollBack goes back at every step, by a copy and by bytes into a new world,
// and steps again.
func TestJointsRollBack(t *testing.T) {
	for n, opt := range linkedOptions {
		w, back := newLinked(opt), New(opt)
		r := rng(n)
		var broke int
		kinds := map[JointKind]int{}
		for step := range 400 {
			back.CopyFrom(w)
			if !slices.Equal(back.JointBreaks(), w.JointBreaks()) {
				t.Fatal("a copy has other events")
			}
			loaded := New(opt)
			if _, err := loaded.LoadState(w.AppendState(nil)); err != nil {
				t.Fatalf("%+v step %d: %v", opt, step, err)
			}
			for k := range 3 {
				future := rng(step<<8 | k)
				for _, v := range []*World{w, back, loaded} {
					again := future
					tinker(v, &again)
					v.Step()
				}
				if !same(w, back) || !same(w, loaded) || !slices.Equal(w.breaks, back.breaks) || !slices.Equal(w.breaks, loaded.breaks) {
					t.Fatalf("%+v step %d: differs %d steps after going back", opt, step, k+1)
				}
			}
			if !slices.Equal(w.apart, loaded.apart) || !slices.Equal(w.jointOrder, loaded.jointOrder) {
				t.Fatalf("%+v step %d: other lists after loading", opt, step)
			}
			broke += len(w.breaks)
			for _, id := range w.Joints(nil) {
				def, _ := w.Joint(id)
				kinds[def.Kind]++
			}
			for _, i := range w.dynamic {
				if b := &w.bodies[i]; !validPose(b.pos, b.angle) || !b.vel.within(MaxSpeed) {
					t.Fatalf("%+v step %d: body %d at %v, %v", opt, step, i, b.pos, b.vel)
				}
			}
			if len(w.Joints(nil)) < 8 {
				w.CreateJoint(randomJoint(w, &r))
			}
		}
		if broke == 0 || len(kinds) != 6 {
			t.Errorf("%+v: %d joints broke, steps by kind %v", opt, broke, kinds)
		}
	}
}

// TestMemorylessJointsAreTheirDefinitions steps a world beside one that is made anew
// before every step, in another order, from the bodies' poses and the joints'
// definitions.
func TestMemorylessJointsAreTheirDefinitions(t *testing.T) {
	w := newLinked(Options{Rate: 60, Memoryless: true, Gravity: Vec{0, 10}})
	for step := range 300 {
		n := rebuilt(w, w.dynamic)
		ids := map[uint32]BodyID{} // by key
		for _, id := range n.Bodies(nil) {
			ids[n.bodies[id.Index].key] = id
		}
		for _, i := range w.jointOrder { // those of equal key go by index
			def := w.joints[i].def
			def.BodyA, def.BodyB = ids[w.bodies[def.BodyA.Index].key], ids[w.bodies[def.BodyB.Index].key]
			n.CreateJoint(def)
		}
		w.Step()
		n.Step()
		compareByKey(t, w, n, step)
		if len(w.breaks) != len(n.breaks) {
			t.Fatalf("step %d: broke %v, rebuilt %v", step, w.breaks, n.breaks)
		}
		for k, i := range n.jointOrder {
			if a, b := &w.joints[w.jointOrder[k]], &n.joints[i]; a.impulses != b.impulses || a.force != b.force {
				t.Fatalf("step %d: joint %d gave %v, rebuilt %v", step, k, a.force, b.force)
			}
		}
	}
}

// TestLoadStateRefusesJoints turns every byte of the joints: what is taken is
// canonical and can be stepped.
func TestLoadStateRefusesJoints(t *testing.T) {
	w := newLinked(linkedOptions[0])
	for range 10 {
		w.Step()
	}
	good, joints := w.AppendState(nil), w.appendJoints(nil)
	at := bytes.Index(good, joints)
	var taken int
	for i := range joints {
		for _, flip := range []byte{0x80, 0x01, 0x7f} {
			bad := slices.Clone(good)
			bad[at+i] ^= flip
			n := New(w.opt)
			if _, err := n.LoadState(bad); err != nil {
				continue
			}
			taken++
			if !bytes.Equal(n.AppendState(nil), bad) {
				t.Fatalf("byte %d: taken, but not canonical", i)
			}
			n.Step()
			if _, err := New(w.opt).LoadState(n.AppendState(nil)); err != nil {
				t.Fatalf("byte %d: stepped to a state that is refused: %v", i, err)
			}
		}
	}
	if taken == 0 {
		t.Error("nothing was taken")
	}
}

// TestJointRefusals: what is out of bounds makes and changes nothing.
func TestJointRefusals(t *testing.T) {
	w := newLinked(linkedOptions[0])
	ids := w.Bodies(nil)
	wall := w.CreateBody(BodyDef{})
	before := w.AppendState(nil)
	nan, inf := math.NaN(), math.Inf(1)
	for n, def := range []JointDef{
		{}, {Kind: 99, BodyA: ids[1], BodyB: ids[2]}, {Kind: Weld}, {Kind: Weld, BodyA: ids[1]}, {Kind: Weld, BodyB: ids[1]},
		{Kind: Weld, BodyA: ids[1], BodyB: ids[1]}, {Kind: Weld, BodyA: wall, BodyB: ids[0]}, {Kind: Weld, BodyA: ids[1], BodyB: BodyID{ids[2].Index, 9}},
		{Kind: Revolute, BodyA: ids[1], BodyB: ids[2], AnchorA: Vec{nan, 0}}, {Kind: Revolute, BodyA: ids[1], BodyB: ids[2], Angle: inf},
		{Kind: Revolute, BodyA: ids[1], BodyB: ids[2], Limited: true, Lower: -0.5}, {Kind: Revolute, BodyA: ids[1], BodyB: ids[2], Limited: true, Lower: 0.2, Upper: 0.1},
		{Kind: Revolute, BodyA: ids[1], BodyB: ids[2], Limited: true, Upper: nan}, {Kind: Revolute, BodyA: ids[1], BodyB: ids[2], Power: -1},
		{Kind: Revolute, BodyA: ids[1], BodyB: ids[2], Hertz: nan}, {Kind: Revolute, BodyA: ids[1], BodyB: ids[2], Hertz: -1},
		{Kind: Prismatic, BodyA: ids[1], BodyB: ids[2]}, {Kind: Wheel, BodyA: ids[1], BodyB: ids[2], Axis: Vec{inf, 1}},
		{Kind: Distance, BodyA: ids[1], BodyB: ids[2], Length: -1}, {Kind: Mouse, BodyB: ids[1], Hertz: 1}, {Kind: Mouse, BodyB: ids[0], Hertz: 1, Power: 1},
		{Kind: Weld, BodyA: ids[1], BodyB: ids[2], BreakForce: nan},
	} {
		if id := w.CreateJoint(def); id != (JointID{}) {
			t.Errorf("case %d made %v", n, id)
		}
	}
	for _, id := range append(w.Joints(nil), JointID{}, JointID{3, 77}, JointID{60000, 1}) {
		w.SetMotor(id, nan, nan)
		w.SetLimits(id, true, 3, 2)
		w.SetSpring(id, inf, 1)
		w.SetMouseTarget(id, Vec{nan, inf})
	}
	for _, id := range []JointID{{}, {3, 77}, {60000, 1}} {
		w.DestroyJoint(id)
		force, torque := w.JointForce(id)
		if _, ok := w.Joint(id); ok || w.ValidJoint(id) || force != (Vec{}) || torque != 0 {
			t.Errorf("%v is a joint", id)
		}
	}
	if !bytes.Equal(w.AppendState(nil), before) {
		t.Error("what was refused changed the world")
	}
}

func TestJointsDoNotAllocate(t *testing.T) {
	for _, opt := range linkedOptions {
		w, back := newLinked(opt), New(opt)
		var state []byte
		step := 0
		tick := func() {
			step++
			r := rng(step)
			back.CopyFrom(w)
			if step%8 == 0 {
				if id := w.CreateJoint(JointDef{Kind: Distance, BodyA: BodyID{1, 1}, BodyB: BodyID{2, 1}, Length: 2}); id != (JointID{}) {
					w.DestroyJoint(id)
				}
				w.SetVelocity(BodyID{uint16(1 + r.intn(12)), 1}, r.vec(-9, 9), 0)
			}
			w.Step()
			state = w.AppendState(state[:0])
		}
		for range 500 {
			tick()
		}
		if n := allocations(300, tick); n != 0 {
			t.Errorf("%+v: %g allocations a step", opt, n)
		}
	}
}
