package physics

import "testing"

func addBoxBody(w *World, def BodyDef, half Vec) BodyID {
	id := w.CreateBody(def)
	w.AddShape(id, ShapeDef{Kind: Box, Half: half, Density: 1, Friction: 0.6})
	return id
}

// TestKinematicCarriesAndPushes lets a platform that nothing stops carry a box and
// push another.
func TestKinematicCarriesAndPushes(t *testing.T) {
	for _, opt := range []Options{stackOptions, {Rate: 60, Gravity: Vec{0, 10}, Memoryless: true, Grid: true}} {
		w := New(opt)
		addWall(w, Vec{0, 10.5}, Vec{50, 0.5})
		platform := addBoxBody(w, BodyDef{Type: Kinematic, Position: Vec{0, 0.5}, Velocity: Vec{1, 0}, LinearDamping: 3}, Vec{4, 0.5})
		pusher := addBoxBody(w, BodyDef{Type: Kinematic, Position: Vec{-5, 9}, Velocity: Vec{2, 0}, Key: 1}, Vec{0.5, 0.5})
		rider := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{0, -0.5}}, Vec{0.5, 0.5})
		pushed := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{-3, 9.4}, Key: 1}, Vec{0.5, 0.5})
		heavy := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0, 2.2}, Velocity: Vec{1, -30}, Key: 2})
		w.AddShape(heavy, ShapeDef{Kind: Circle, Radius: 0.5, Density: 1000})
		for range 120 {
			w.Step()
		}
		p, _ := w.Pose(platform)
		if abs(p.X-2) > 0.02 || p.Y != 0.5 {
			t.Errorf("%+v: platform at %v, want 2, 0.5", opt, p)
		}
		if r, _ := w.Pose(rider); abs(r.X-p.X) > 0.1 || abs(r.Y+0.5) > 0.02 {
			t.Errorf("%+v: rider at %v, platform at %v", opt, r, p)
		}
		if a, _ := w.Pose(pusher); abs(a.X+1) > 0.02 {
			t.Errorf("%+v: pusher at %v, want -1", opt, a)
		} else if b, _ := w.Pose(pushed); abs(b.X-a.X-1) > 0.05 {
			t.Errorf("%+v: pushed box at %v, pusher at %v", opt, b, a)
		}
		if v, spin := w.Velocity(platform); v != (Vec{1, 0}) || spin != 0 {
			t.Errorf("%+v: platform moves at %v, %g", opt, v, spin)
		}
	}
}

// TestKinematicMeetsSensorsOnly puts a kinematic body where a static and another
// kinematic one are, and into a sensor.
func TestKinematicMeetsSensorsOnly(t *testing.T) {
	w := New(stackOptions)
	addWall(w, Vec{0, 0}, Vec{1, 1})
	addBoxBody(w, BodyDef{Type: Kinematic, User: 1}, Vec{1, 1})
	addBoxBody(w, BodyDef{Type: Kinematic, Key: 1, User: 2}, Vec{1, 1})
	zone := w.CreateBody(BodyDef{User: 3})
	w.AddShape(zone, ShapeDef{Kind: Circle, Radius: 1, Sensor: true})
	w.Step()
	if len(w.ContactBegins()) != 0 || len(w.SensorBegins()) != 2 {
		t.Fatalf("begins %v, sensor begins %v", w.ContactBegins(), w.SensorBegins())
	}
	for i, e := range w.SensorBegins() {
		if e.VisitorUser != uint32(i+1) || e.SensorUser != 3 {
			t.Errorf("entered: %+v", e)
		}
	}
}

func TestLockedAxes(t *testing.T) {
	for _, grid := range []bool{false, true} {
		w := New(Options{Rate: 60, Gravity: Vec{0, 10}, Grid: grid})
		addWall(w, Vec{0, 10.5}, Vec{50, 0.5})
		lift := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{3, 0}, LockX: true, FixedRotation: true}, Vec{0.5, 0.5})
		rail := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{-3, 0}, LockY: true, Key: 1}, Vec{0.5, 0.5})
		both := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{6, 0}, LockX: true, LockY: true, Key: 2}, Vec{0.5, 0.5})
		for i, x := range []float64{-6, 1, 9} {
			b := addBall(w, uint32(10+i), Vec{x, 0.2}, Vec{8, 0}, 0)
			w.SetGravityScale(b, 0)
		}
		w.SetVelocity(lift, Vec{5, 0}, 0)
		for range 240 {
			w.Step()
		}
		if p, _ := w.Pose(lift); p.X != 3 || abs(p.Y-9.5) > 0.02 {
			t.Errorf("lift at %v", p)
		}
		if p, a := w.Pose(rail); p.Y != 0 || p.X < -2 || a == 0 {
			t.Errorf("rail at %v, %g turns: not pushed along", p, a)
		}
		if p, _ := w.Pose(both); p != (Vec{6, 0}) {
			t.Errorf("what is locked is at %v", p)
		}
	}
}

func TestGravityScale(t *testing.T) {
	for i, c := range []struct{ def, set, want float64 }{{0, 1, 5}, {1, 1, 5}, {2, 2, 10}, {-1, -1, -5}, {0.5, 0, 0}} {
		w := New(stackOptions)
		b := addBoxBody(w, BodyDef{Type: Dynamic, GravityScale: c.def, NoGravity: i == 4}, Vec{0.5, 0.5})
		if i == 4 && w.bodies[b.Index].gravityScale != 0 || i < 4 && w.bodies[b.Index].gravityScale != c.set {
			t.Errorf("case %d: scale is %g", i, w.bodies[b.Index].gravityScale)
		}
		w.SetGravityScale(b, c.set)
		for range 60 {
			w.Step()
		}
		if p, _ := w.Pose(b); abs(p.Y-c.want) > 0.05 {
			t.Errorf("scale %g: fell %g, want %g", c.set, p.Y, c.want)
		}
	}
}

// TestSetType turns a falling box into a wall and back: what stands on it stays, and
// every contact that began ends.
func TestSetType(t *testing.T) {
	w := New(stackOptions)
	addWall(w, Vec{0, 10.5}, Vec{50, 0.5})
	a := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{0, 5}, Key: 7}, Vec{0.5, 0.5})
	b := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{0, 3.5}, Key: 8}, Vec{0.5, 0.5})
	open := map[[2]ShapeID]int{}
	for step := range 360 {
		switch step {
		case 10:
			w.SetType(a, Static)
		case 120:
			if p, _ := w.Pose(b); abs(p.Y-w.bodies[a.Index].pos.Y+1) > 0.02 {
				t.Errorf("not on the wall: %v", p)
			}
			w.SetType(a, Kinematic)
			w.SetVelocity(a, Vec{0, 1}, 0)
		case 180:
			w.SetType(a, Dynamic)
		}
		w.Step()
		for _, e := range w.ContactBegins() {
			open[[2]ShapeID{e.ShapeA, e.ShapeB}]++
		}
		for _, e := range w.ContactEnds() {
			open[[2]ShapeID{e.ShapeA, e.ShapeB}]--
		}
		touching := map[[2]ShapeID]int{}
		for _, e := range w.Touching(nil) {
			touching[[2]ShapeID{e.ShapeA, e.ShapeB}]++
		}
		for k, n := range open {
			if n != touching[k] {
				t.Fatalf("step %d: %v began %d times more than it ended, touches %d", step, k, n, touching[k])
			}
		}
	}
	if p, _ := w.Pose(a); abs(p.Y-9.5) > 0.02 {
		t.Errorf("lies at %v", p)
	}
	w.SetType(a, BodyType(9))
	w.SetType(BodyID{}, Static)
	if w.bodies[a.Index].kind != kindDynamic {
		t.Error("an unknown type was taken")
	}
}
