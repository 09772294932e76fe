package physics

import (
	"bytes"
	"slices"
	"testing"
)

var sleepOptions = Options{Rate: 60, Gravity: Vec{0, 10}, Sleep: true}

// newSleepy makes a floor and columns of boxes on it.
func newSleepy(opt Options, columns, height int) (w *World, floor BodyID, boxes []BodyID) {
	w = New(opt)
	floor = addWall(w, Vec{0, 0.5}, Vec{200, 0.5})
	for c := range columns {
		for i := range height {
			def := BodyDef{Type: Dynamic, Position: Vec{float64(c) * 3, -0.5 - float64(i)}, Key: uint32(len(boxes))}
			boxes = append(boxes, addBoxBody(w, def, Vec{0.5, 0.5}))
		}
	}
	return w, floor, boxes
}

func (w *World) countAsleep() (n int) {
	for i := range w.bodies {
		if w.bodies[i].asleep != 0 {
			n++
		}
	}
	return n
}

// TestColumnsSleep lets columns fall asleep in time and stay so, bit for bit.
func TestColumnsSleep(t *testing.T) {
	for _, grid := range []bool{false, true} {
		for _, height := range []int{1, 10, 20, 30} {
			opt := sleepOptions
			opt.Grid = grid
			w, _, boxes := newSleepy(opt, 2, height)
			var at int
			for step := range 180 {
				if w.Step(); w.countAsleep() == len(boxes) && at == 0 {
					at = step
				}
			}
			if at == 0 || at > 120 {
				t.Fatalf("grid %v, %d boxes: asleep at step %d", grid, height, at)
			}
			for i, id := range boxes {
				p, _ := w.Pose(id)
				if drift := abs(p.X - float64(float64(i/height)*3)); drift > 0.01 {
					t.Errorf("grid %v, %d boxes: box %d drifted by %g", grid, height, i, drift)
				}
			}
			before := w.AppendState(nil)
			for range 300 {
				w.Step()
			}
			if !bytes.Equal(before, w.AppendState(nil)) {
				t.Errorf("grid %v, %d boxes: what sleeps changed", grid, height)
			}
			if hit, ok := w.RayCast(Vec{-5, -0.5}, Vec{10, 0}, 1); !ok || hit.Body != boxes[0] {
				t.Errorf("a ray does not meet what sleeps: %v", hit)
			}
			if got := len(w.Touching(nil)); got < len(boxes) {
				t.Errorf("%d boxes asleep, %d touch", len(boxes), got)
			}
		}
	}
}

// TestSleepersWake by everything that could move them, and by nothing else.
func TestSleepersWake(t *testing.T) {
	cases := []struct {
		name  string
		do    func(w *World, floor BodyID, boxes []BodyID)
		wakes int // of two columns of three
	}{
		{"nothing", func(w *World, floor BodyID, boxes []BodyID) {}, 0},
		{"a ray", func(w *World, floor BodyID, boxes []BodyID) { w.RayCast(Vec{-5, -0.5}, Vec{10, 0}, 1) }, 0},
		{"an impulse", func(w *World, floor BodyID, boxes []BodyID) { w.ApplyImpulse(boxes[0], Vec{0.1, 0}, Vec{}) }, 3},
		{"a velocity", func(w *World, floor BodyID, boxes []BodyID) { w.SetVelocity(boxes[4], Vec{1, 0}, 0) }, 3},
		{"rest", func(w *World, floor BodyID, boxes []BodyID) { w.SetVelocity(boxes[4], Vec{}, 0) }, 0},
		{"Wake", func(w *World, floor BodyID, boxes []BodyID) { w.Wake(boxes[1]) }, 3},
		{"a floor gone", func(w *World, floor BodyID, boxes []BodyID) { w.DestroyBody(floor) }, 6},
		{"a floor off", func(w *World, floor BodyID, boxes []BodyID) { w.SetEnabled(floor, false) }, 6},
		{"a floor moved", func(w *World, floor BodyID, boxes []BodyID) { w.SetPose(floor, Vec{0, 9}, 0) }, 6},
		{"a floor of another type", func(w *World, floor BodyID, boxes []BodyID) { w.SetType(floor, Kinematic) }, 6},
		{"a filter", func(w *World, floor BodyID, boxes []BodyID) {
			w.SetFilter(ShapeID{0, w.shapes[0].gen}, Filter{8, 8})
		}, 6},
		{"a support destroyed", func(w *World, floor BodyID, boxes []BodyID) { w.DestroyBody(boxes[0]) }, 2},
		{"a wall put near", func(w *World, floor BodyID, boxes []BodyID) { addWall(w, Vec{-1, -0.5}, Vec{0.5, 0.4}) }, 3},
		{"a wall put afar", func(w *World, floor BodyID, boxes []BodyID) { addWall(w, Vec{-2, -0.5}, Vec{0.5, 0.4}) }, 0},
		{"a ball", func(w *World, floor BodyID, boxes []BodyID) {
			addBall(w, 99, Vec{-1, -0.5}, Vec{20, 0}, 0)
		}, 3},
		{"a ball that passes", func(w *World, floor BodyID, boxes []BodyID) {
			addBall(w, 99, Vec{-1, -5}, Vec{20, 0}, 0)
		}, 0},
		{"a joint", func(w *World, floor BodyID, boxes []BodyID) {
			w.CreateJoint(JointDef{Kind: Distance, BodyA: boxes[0], BodyB: boxes[3], Length: 3, Hertz: 1, Damping: 1})
		}, 6},
		{"a kinematic body that rests", func(w *World, floor BodyID, boxes []BodyID) {
			addBoxBody(w, BodyDef{Type: Kinematic, Position: Vec{-5, -0.5}, Velocity: Vec{1, 0}}, Vec{0.4, 0.4})
		}, 0},
		{"a kinematic body that comes", func(w *World, floor BodyID, boxes []BodyID) {
			addBoxBody(w, BodyDef{Type: Kinematic, Position: Vec{-1, -0.5}, Velocity: Vec{10, 0}}, Vec{0.4, 0.4})
		}, 3},
	}
	for _, c := range cases {
		w, floor, boxes := newSleepy(sleepOptions, 2, 3)
		for range 120 {
			w.Step()
		}
		if n := w.countAsleep(); n != 6 {
			t.Fatalf("%d asleep", n)
		}
		touching := len(w.Touching(nil))
		c.do(w, floor, boxes)
		w.Step()
		awake := 0
		for _, id := range boxes {
			if w.Valid(id) && !w.Asleep(id) {
				awake++
			}
		}
		if awake != c.wakes {
			t.Errorf("%s wakes %d, want %d", c.name, awake, c.wakes)
		}
		if got := len(w.Touching(nil)) + len(w.ContactEnds()) - len(w.ContactBegins()); got != touching {
			t.Errorf("%s: %d touch, %d began, %d ended, before %d touched", c.name, len(w.Touching(nil)), len(w.ContactBegins()), len(w.ContactEnds()), touching)
		}
	}
}

func TestSleepAtOnce(t *testing.T) {
	w, _, boxes := newSleepy(sleepOptions, 2, 3)
	w.Step()
	w.Sleep(boxes[1])
	if n := w.countAsleep(); n != 3 {
		t.Fatalf("%d asleep", n)
	}
	if len(w.rested) == 0 || len(w.restMemory) == 0 {
		t.Error("nothing rests")
	}
	w.Sleep(BodyID{})
	awake := New(stackOptions)
	b := addBall(awake, 1, Vec{}, Vec{}, 0)
	awake.Sleep(b)
	if awake.Asleep(b) || awake.Asleep(BodyID{}) {
		t.Error("asleep in a world that does not sleep")
	}
	w, _, boxes = newSleepy(sleepOptions, 1, 3)
	never := addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{0, -3.5}, Key: 9, Sleepless: true}, Vec{0.5, 0.5})
	for range 200 {
		w.Step()
	}
	if w.Sleep(boxes[0]); w.countAsleep() != 0 || w.Asleep(never) {
		t.Error("asleep with one that may not")
	}
}

// nudge disturbs a sleepy world now and then: a function of step and world.
func nudge(w *World, boxes []BodyID, step int) {
	r := rng(uint64(step) + 77)
	if step%75 != 0 {
		return
	}
	id := boxes[r.intn(len(boxes))]
	switch r.intn(9) {
	case 0, 1:
		addBall(w, uint32(1000+step), Vec{r.float(-3, 12), -12}, r.vec(-4, 4), 0.3)
	case 2:
		w.SetPose(id, Vec{r.float(-3, 12), -10}, 0)
	case 3:
		p, _ := w.Pose(id)
		w.ApplyImpulse(id, r.vec(-5, 5), p)
	case 4:
		w.DestroyBody(id)
	case 5:
		w.SetType(id, BodyType(r.intn(3)))
	case 6:
		w.Sleep(id)
	case 7:
		w.SetEnabled(id, r.intn(2) == 0)
	case 8:
		w.SetGravityScale(id, r.float(0.1, 2))
	}
}

// TestSleepRollsBack goes back at every step of a world that sleeps and wakes, by a copy
// and by bytes: same bytes, same events, every begin with its end.
func TestSleepRollsBack(t *testing.T) {
	for _, grid := range []bool{false, true} {
		opt := sleepOptions
		opt.Grid = grid
		w, _, boxes := newSleepy(opt, 4, 4)
		zone := w.CreateBody(BodyDef{})
		w.AddShape(zone, ShapeDef{Kind: Box, Half: Vec{4, 4}, Sensor: true})
		w.CreateJoint(JointDef{Kind: Revolute, BodyA: boxes[3], BodyB: boxes[7], AnchorA: Vec{1.5, 0}, AnchorB: Vec{-1.5, 0}})
		back := New(opt)
		contacts, sensors := map[pairOfShapes]bool{}, map[pairOfShapes]bool{}
		var slept, woke, before int
		for step := range 1500 {
			back.CopyFrom(w)
			loaded := New(opt)
			if _, err := loaded.LoadState(w.AppendState(nil)); err != nil {
				t.Fatalf("step %d: %v", step, err)
			}
			for k := range 3 {
				for _, v := range []*World{back, loaded} {
					nudge(v, boxes, step+k)
					v.Step()
				}
				if !same(back, loaded) {
					t.Fatalf("step %d: differs %d steps after going back", step, k+1)
				}
				if k == 0 {
					nudge(w, boxes, step)
					w.Step()
					if !same(w, back) {
						t.Fatalf("step %d: a copy differs", step)
					}
				}
			}
			for _, e := range w.ContactBegins() {
				begin(t, contacts, pairOfShapes{e.ShapeA, e.ShapeB}, step)
			}
			for _, e := range w.ContactEnds() {
				end(t, contacts, pairOfShapes{e.ShapeA, e.ShapeB}, step, false)
			}
			for _, e := range w.SensorBegins() {
				begin(t, sensors, pairOfShapes{e.Sensor, e.Visitor}, step)
			}
			for _, e := range w.SensorEnds() {
				end(t, sensors, pairOfShapes{e.Sensor, e.Visitor}, step, false)
			}
			if got := len(w.Touching(nil)); got != len(contacts) {
				t.Fatalf("step %d: %d touch, %d begun", step, got, len(contacts))
			}
			if n := len(w.overlapping) + len(w.restOverlap); n != len(sensors) {
				t.Fatalf("step %d: %d in sensors, %d begun", step, n, len(sensors))
			}
			if n := w.countAsleep(); n > before {
				slept++
			} else if n < before {
				woke++
			}
			before = w.countAsleep()
			if int(w.sleeping) != before {
				t.Fatalf("step %d: %d asleep, counted %d", step, before, w.sleeping)
			}
		}
		if slept < 8 || woke < 8 {
			t.Errorf("grid %v: slept %d times, woke %d times", grid, slept, woke)
		}
	}
}

// TestSleepDoesNotAllocate, going to sleep and waking included.
func TestSleepDoesNotAllocate(t *testing.T) {
	w, _, boxes := newSleepy(sleepOptions, 3, 3)
	step := 0
	tick := func() {
		if step++; step%50 == 0 {
			w.ApplyImpulse(boxes[step/50%9], Vec{0, -1}, w.bodies[boxes[step/50%9].Index].pos)
		}
		w.Step()
	}
	for range 1000 {
		tick()
	}
	if n := allocations(500, tick); n != 0 {
		t.Errorf("%g allocations a step", n)
	}
}

// TestSleepDoesNotMatterToOrder makes the same bodies in another order.
func TestSleepDoesNotMatterToOrder(t *testing.T) {
	make := func(reverse bool) *World {
		w := New(sleepOptions)
		addWall(w, Vec{0, 0.5}, Vec{50, 0.5})
		keys := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
		if reverse {
			slices.Reverse(keys)
		}
		for _, k := range keys {
			addBoxBody(w, BodyDef{Type: Dynamic, Position: Vec{float64(k%3) * 1.2, -0.5 - float64(float64(k/3)*1.1)}, Key: uint32(k)}, Vec{0.5, 0.5})
		}
		return w
	}
	a, b := make(false), make(true)
	for step := range 240 {
		a.Step()
		b.Step()
		if a.countAsleep() != b.countAsleep() {
			t.Fatalf("step %d: %d asleep and %d", step, a.countAsleep(), b.countAsleep())
		}
		compareByKey(t, a, b, step)
	}
	if a.countAsleep() != 10 {
		t.Errorf("%d asleep", a.countAsleep())
	}
}
