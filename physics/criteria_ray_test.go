package physics_test

import (
	"math"
	"testing"

	"hindsight/physics"
	"hindsight/physics/scenes"
)

// TestCriteriaRays casts 100,000 rays at 100 circles and compares with the formula of
// a line and a circle.
func TestCriteriaRays(t *testing.T) {
	criterion(t, "circles100", func(r *run) {
		var circles [100]struct {
			at     physics.Vec
			radius float64
		}
		for n := range circles {
			circles[n].at, circles[n].radius = r.pos(n), 0.3+float64(n)/100
		}
		r.steps(1, nil)
		wrong, hits, worst := 0, 0, 0.0
		for _, ray := range scenes.Rays(100000, 27) {
			best := math.Inf(1)
			for n := range circles {
				best = min(best, fraction(ray, circles[n].at, circles[n].radius))
			}
			hit, ok := r.w.RayCast(ray.Origin, ray.Translation, 1)
			if ok != (best <= 1) {
				wrong++
			} else if ok {
				hits++
				worst = max(worst, math.Abs(hit.Fraction-best)*length(ray.Translation))
			}
		}
		r.Logf("%d hits, %d disagree, worst error %.2g", hits, wrong, worst)
		if wrong > 0 || worst > 1e-9 || hits < 10000 {
			r.Error("too much")
		}
	})
}

// fraction is where a ray meets a circle, beyond 1 where it does not, 0 inside.
func fraction(ray scenes.Ray, center physics.Vec, radius float64) float64 {
	from := physics.Vec{X: ray.Origin.X - center.X, Y: ray.Origin.Y - center.Y}
	outside := dot(from, from) - float64(radius*radius)
	if outside <= 0 {
		return 0
	}
	a, b := dot(ray.Translation, ray.Translation), dot(from, ray.Translation)
	root := float64(b*b) - float64(a*outside)
	if root < 0 || b > 0 {
		return 2
	}
	return (-b - math.Sqrt(root)) / a
}
