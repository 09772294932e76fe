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
	moves := []byte(nil) // poses are in the state
	for _, m := range w.Moves() {
		if moves = append(moves, byte(m.Body.Index>>8), byte(m.Body.Index)); m.FellAsleep {
			moves = append(moves, 'z')
		}
	}
	return fmt.Sprint(w.ContactBegins(), w.ContactEnds(), w.ContactHits(), w.SensorBegins(), w.SensorEnds(), w.JointBreaks()) + string(moves)
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
	opt := s.Options
	opt.Sleep = true
	w := s.New(opt)
	kinds, shapes := map[physics.JointKind]bool{}, map[physics.ShapeKind]bool{}
	var begins, ends, hits, sensors, breaks, asleep, bullets int
	var walked float64
	before, _ := w.Pose(body(0))
	for step := range int32(600) {
		for _, id := range w.Joints(nil) {
			def, _ := w.Joint(id)
			kinds[def.Kind] = true
		}
		s.Step(w, step)
		begins, ends, hits = begins+len(w.ContactBegins()), ends+len(w.ContactEnds()), hits+len(w.ContactHits())
		sensors, breaks = sensors+len(w.SensorBegins()), breaks+len(w.JointBreaks())
		for _, id := range w.Bodies(nil) {
			if w.Asleep(id) {
				asleep++
			}
			if v, _ := w.Velocity(id); v.X > 100 || v.X < -100 {
				bullets++
			}
			for _, shape := range w.Shapes(nil, id) {
				def, _ := w.Shape(shape)
				shapes[def.Kind] = true
			}
		}
		at, _ := w.Pose(body(0))
		walked += between(at, before)
		before = at
	}
	t.Logf("%d begins, %d ends, %d hits, %d in sensors, %d joints broke, %d sleepers and %d bullets summed over steps, walked %.1f; %d bodies, %d joints",
		begins, ends, hits, sensors, breaks, asleep, bullets, walked, len(w.Bodies(nil)), len(w.Joints(nil)))
	if begins < 300 || ends < 300 || hits < 300 || sensors < 20 || breaks < 1 || asleep < 100 || bullets < 10 || walked < 5 || len(kinds) < 6 || len(shapes) < 6 {
		t.Errorf("too little happens; joints of kinds %v, shapes of kinds %v", kinds, shapes)
	}
}

// TestMixedFromRows rebuilds the Memoryless scene before every step from what it has
// between steps, bodies in another order, and steps both: same rows, same events.
func TestMixedFromRows(t *testing.T) {
	s, _ := scenes.Find("mixed")
	for _, grid := range []bool{false, true} {
		opt := s.Options
		opt.Grid, opt.Memoryless = grid, true
		w, before := s.New(opt), physics.New(opt)
		for step := range int32(600) {
			s.Drive(w, step)
			built := physics.Rebuilt(w)
			before.CopyFrom(w)
			w.Step()
			built.Step()
			if what := physics.Differ(w, built, before); what != "" {
				t.Fatalf("grid %v, step %d: %s", grid, step, what)
			}
		}
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
