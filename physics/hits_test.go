package physics

import "testing"

// TestHits drops a ball that bounces: each impact is told once, where and how hard.
func TestHits(t *testing.T) {
	w := New(stackOptions)
	floor := addWall(w, Vec{0, 1}, Vec{10, 1})
	ball := addBall(w, 1, Vec{2, -5.3}, Vec{}, 0.5)
	var hits []HitEvent
	for range 300 {
		w.Step()
		hits = append(hits, w.ContactHits()...)
	}
	if len(hits) < 3 || len(hits) > 7 {
		t.Fatalf("%d hits: %v", len(hits), hits)
	}
	for i, want := range []float64{10, 5, 2.5} {
		h := &hits[i]
		if abs(h.Approach-want) > 0.4 || abs(h.Impulse/w.Mass(ball)-float64(1.5*h.Approach)) > 0.4 {
			t.Errorf("hit %d: approach %g, want %g; impulse %g", i, h.Approach, want, h.Impulse)
		}
		if h.BodyA != ball || h.BodyB != floor || h.UserA != 1 || h.Normal.Y < 0.999 || abs(h.Point.X-2) > 0.01 || abs(h.Point.Y) > 0.2 {
			t.Errorf("hit %d: %+v", i, h)
		}
	}
}

// TestMoves tells of each body that is awake where it is, and once that it fell asleep.
func TestMoves(t *testing.T) {
	w, _, boxes := newSleepy(sleepOptions, 1, 3)
	fell := 0
	for range 120 {
		w.Step()
		for i, m := range w.Moves() {
			if p, a := w.Pose(m.Body); m.Body != boxes[i] || m.Position != p || m.Angle != a || m.FellAsleep != w.Asleep(m.Body) {
				t.Fatalf("%+v: is at %v", m, p)
			}
			if m.FellAsleep {
				fell++
			}
		}
	}
	if fell != 3 || len(w.Moves()) != 0 {
		t.Errorf("%d fell asleep, %d move", fell, len(w.Moves()))
	}
}

// TestSensorOverlaps reads what a sensor holds, asleep or not, and what holds a shape.
func TestSensorOverlaps(t *testing.T) {
	w, _, boxes := newSleepy(sleepOptions, 1, 3)
	zone := w.AddShape(w.CreateBody(BodyDef{Position: Vec{0, -1}}), ShapeDef{Kind: Box, Half: Vec{2, 0.9}, Sensor: true})
	for step := range 150 {
		w.Step()
		if got := w.SensorOverlaps(nil, zone); len(got) != 2 || got[0].VisitorBody != boxes[0] || got[1].VisitorBody != boxes[1] {
			t.Fatalf("step %d: the zone holds %v", step, got)
		}
	}
	in := ShapeID{uint16(w.bodies[boxes[0].Index].first), 1}
	if got := w.SensorOverlaps(nil, in); len(got) != 1 || got[0].Sensor != zone {
		t.Errorf("the box is in %v", got)
	}
	if w.countAsleep() != 3 || len(w.SensorOverlaps(nil, ShapeID{})) != 0 {
		t.Error("none sleeps, or no shape is in a sensor")
	}
}
