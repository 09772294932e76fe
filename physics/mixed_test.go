package physics_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

// happened is all events of the last step.
func happened(w *physics.World) string {
	return fmt.Sprint(w.ContactBegins(), w.ContactEnds(), w.SensorBegins(), w.SensorEnds(), w.JointBreaks())
}

// mixedOptions are those under which worlds are taken back.
func mixedOptions() []physics.Options {
	var list []physics.Options
	for n := range 6 {
		list = append(list, physics.Options{Rate: 60, Gravity: physics.Vec{Y: 10}, Grid: n&1 != 0, Memoryless: n&2 != 0, Sleep: n&4 != 0})
	}
	return list
}

// TestMixedRollback goes back at every step of a scene of everything: to a copy, to a
// copy twice, and to bytes read into a new world. Each goes on as the first did, bits
// and events.
func TestMixedRollback(t *testing.T) {
	const length, ahead = 600, 3
	s, _ := scenes.Find("mixed")
	for _, opt := range mixedOptions() {
		t.Run(fmt.Sprintf("grid=%v,memoryless=%v,sleep=%v", opt.Grid, opt.Memoryless, opt.Sleep), func(t *testing.T) {
			t.Parallel()
			var states [length + 1][]byte
			var events [length + 1]string
			var copies [length + 1]*physics.World
			w := s.New(opt)
			for step := range int32(length) {
				states[step], copies[step] = w.AppendState(nil), physics.New(opt)
				copies[step].CopyFrom(w)
				s.Step(w, step)
				events[step+1] = happened(w)
			}
			states[length] = w.AppendState(nil)
			again := func(what string, w *physics.World, step, until int32) {
				for ; step < until; step++ {
					s.Step(w, step)
					if got := happened(w); got != events[step+1] || !bytes.Equal(w.AppendState(nil), states[step+1]) {
						t.Fatalf("%s: step %d differs; events %s, want %s", what, step, got, events[step+1])
					}
				}
			}
			back := physics.New(opt)
			for step := int32(length - 1); step >= 0; step-- {
				until := min(step+ahead, length)
				back.CopyFrom(copies[step])
				again("a copy", back, step, until)
				back.CopyFrom(copies[step])
				again("the copy again", back, step, until)
				loaded := physics.New(opt)
				if rest, err := loaded.LoadState(states[step]); err != nil || len(rest) > 0 {
					t.Fatalf("step %d is refused: %v", step, err)
				}
				again("a new world", loaded, step, until)
			}
			again("from the start", copies[0], 0, length)
		})
	}
}

// TestMixedIsMixed looks whether the scene has what it is for.
func TestMixedIsMixed(t *testing.T) {
	s, _ := scenes.Find("mixed")
	w := s.New(s.Options)
	var begins, ends, sensors, breaks int
	for step := range int32(600) {
		s.Step(w, step)
		begins, ends = begins+len(w.ContactBegins()), ends+len(w.ContactEnds())
		sensors, breaks = sensors+len(w.SensorBegins()), breaks+len(w.JointBreaks())
	}
	t.Logf("%d begins, %d ends, %d in sensors, %d joints broke, %d bodies, %d joints", begins, ends, sensors, breaks, len(w.Bodies(nil)), len(w.Joints(nil)))
	if begins < 300 || ends < 300 || sensors < 20 || breaks < 1 || len(w.Joints(nil)) < 5 {
		t.Error("too little happens")
	}
}

// TestMemorylessFromRows rebuilds topdown1000memoryless from its rows, made in another
// order, before a step: both step to the same poses.
func TestMemorylessFromRows(t *testing.T) {
	s, _ := scenes.Find("topdown1000memoryless")
	w, first := s.New(s.Options), s.New(s.Options)
	for step := range int32(60) {
		s.Step(w, step)
		if step%6 > 0 {
			continue
		}
		built := physics.New(s.Options)
		// The scene knows how its bodies were made; here they get their rows.
		s.Build(built)
		for _, id := range slices.Backward(first.Bodies(nil)) {
			pos, turns := w.Pose(id)
			v, spin := w.Velocity(id)
			built.SetPose(id, pos, turns)
			built.SetVelocity(id, v, spin)
		}
		kept := physics.New(s.Options)
		kept.CopyFrom(w)
		s.Step(kept, step+1)
		s.Step(built, step+1)
		for _, id := range first.Bodies(nil) {
			pa, ta := kept.Pose(id)
			pb, tb := built.Pose(id)
			va, sa := kept.Velocity(id)
			vb, sb := built.Velocity(id)
			if pa != pb || ta != tb || va != vb || sa != sb {
				t.Fatalf("step %d: %v is at %v, built from rows at %v", step, id, pa, pb)
			}
		}
	}
}
