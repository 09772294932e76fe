package physics

import (
	"math"
	"testing"
)

// allocations counts them over many runs, not as a mean that is rounded down. What
// grows does so by doubling, so of a few rounds one has none, and that is the least.
func allocations(runs int, f func()) float64 {
	least := math.Inf(1)
	for round := 0; round < 5 && least > 0; round++ {
		least = min(least, testing.AllocsPerRun(1, func() {
			for range runs {
				f()
			}
		}))
	}
	return least
}

func TestNoAllocationOnceWarm(t *testing.T) {
	for _, opt := range []Options{arenaOptions, {Rate: 60, Gravity: Vec{0, 10}}} {
		a := newArena(opt, 8, 16, 1)
		copied := New(opt)
		var hits []Hit
		var bodies []BodyID
		var touching []ContactEvent
		var state []byte
		step := 0
		tick := func() {
			a.drive(step)
			step++
			a.w.Step()
			copied.CopyFrom(a.w)
			r := rng(step)
			origin, delta := r.vec(-5, 5), r.vec(-9, 9)
			a.w.RayCast(origin, delta, 1)
			hits = a.w.RayCastAll(hits[:0], origin, delta, 1)
			bodies = a.w.OverlapCircle(bodies[:0], origin, 3, 1)
			touching = a.w.Touching(touching[:0])
			state = a.w.AppendState(state[:0])
		}
		for range 2000 {
			tick()
		}
		if n := allocations(500, tick); n != 0 {
			t.Errorf("%+v: %g allocations", opt, n)
		}
	}
}

func BenchmarkStepArena(b *testing.B) {
	a := newArena(arenaOptions, 8, 16, 1)
	step := 0
	b.ReportAllocs()
	for b.Loop() {
		a.drive(step)
		a.w.Step()
		step++
	}
}

func BenchmarkCopyFromArena(b *testing.B) {
	a, copied := newArena(arenaOptions, 8, 16, 1), New(arenaOptions)
	a.w.Step()
	b.ReportAllocs()
	for b.Loop() {
		copied.CopyFrom(a.w)
	}
}

func BenchmarkRayCastArena(b *testing.B) {
	a := newArena(arenaOptions, 8, 16, 1)
	a.w.Step()
	benchmarkRays(b, a.w, 8)
}

func benchmarkRays(b *testing.B, w *World, reach float64) {
	r := rng(1)
	b.ReportAllocs()
	for b.Loop() {
		w.RayCast(r.vec(-reach, reach), r.vec(-reach, reach), 1)
	}
}
