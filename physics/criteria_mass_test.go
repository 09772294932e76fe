package physics_test

import (
	"math"
	"testing"

	"hindsight/physics"
)

// TestCriteriaMassRatios lets great masses fall on small ones: nothing flies, nothing
// is squeezed out or into another, and all comes to rest.
func TestCriteriaMassRatios(t *testing.T) {
	criterion(t, "massratio1", func(r *run) {
		fastest := 0.0
		r.steps(600, func() { fastest = max(fastest, r.fastest()) })
		r.Logf("fastest %.1f, at the end %.4f; deepest %.3f; the tops are %.2f, %.2f, %.2f high", fastest, r.fastest(), r.overlap(165), -r.pos(54).Y, -r.pos(109).Y, -r.pos(164).Y)
		if fastest > 10 || r.fastest() > 0.05 || r.overlap(165) > 0.1 || -r.pos(54).Y < 9 || -r.pos(109).Y < 9 || -r.pos(164).Y < 9 {
			r.Error("too much, or crushed")
		}
	})
	for _, name := range []string{"massratio2", "massratio3"} {
		criterion(t, name, func(r *run) {
			fastest, lowest := 0.0, math.Inf(-1)
			r.steps(600, func() {
				fastest, lowest = max(fastest, r.fastest()), max(lowest, r.pos(2).Y)
			})
			_, turns := r.w.Pose(physics.BodyID{Index: 2, Gen: 1})
			r.Logf("fastest %.1f, at the end %.4f; lowest %.3f, at the end %.3f, turned %.4f; the small ones at %v and %v", fastest, r.fastest(), -10-lowest, -10-r.pos(2).Y, turns, r.pos(0), r.pos(1))
			for n, x := range []float64{-9, 9} {
				if !(math.Abs(r.pos(n).X-x) < 0.05) {
					r.Errorf("the small one is at %v", r.pos(n))
				}
			}
			if fastest > 20 || r.fastest() > 0.05 || -10-r.pos(2).Y < 0.8 {
				r.Error("crushed, or not at rest")
			}
		})
	}
}
