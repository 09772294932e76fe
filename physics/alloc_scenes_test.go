package physics_test

import (
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

// TestScenesAllocateNothing steps scenes that are warm, reads their events, casts rays
// and keeps copies and bytes: not one allocation.
func TestScenesAllocateNothing(t *testing.T) {
	for _, name := range []string{"pyramid20", "topdown1000", "topdown1000memoryless", "chain", "bridge", "machines", "washer", "compounds", "junkyard", "confined", "spawn", "massratio1", "arch", "shapes"} {
		s, ok := scenes.Find(name)
		if !ok {
			t.Fatalf("there is no scene %s", name)
		}
		if name == "machines" {
			s.Drive = nil // it asks for a list anew each time
		}
		w, kept := s.New(s.Options), physics.New(s.Options)
		step := int32(0)
		var state []byte
		var touching []physics.ContactEvent
		var hits []physics.Hit
		seen := 0
		tick := func() {
			s.Step(w, step)
			step++
			kept.CopyFrom(w)
			state = w.AppendState(state[:0])
			touching = w.Touching(touching[:0])
			hits = w.RayCastAll(hits[:0], physics.Vec{X: -40, Y: -3}, physics.Vec{X: 80, Y: 2}, 1)
			seen += len(w.ContactBegins()) + len(w.ContactEnds()) + len(w.SensorBegins()) + len(w.SensorEnds()) + len(w.JointBreaks())
		}
		for range 400 {
			tick()
		}
		// What grows does so by doubling, so that a long run has next to none.
		if n := physics.Allocations(100, tick); n > 0 {
			t.Errorf("%s: %g allocations in 100 steps", name, n)
		}
	}
}
