package scenes

import "hindsight/physics"

// Ray is a ray to cast.
type Ray struct{ Origin, Translation physics.Vec }

// Rays returns rays between random points up to half units from the origin on both
// axes, the same ones each time.
func Rays(count int32, half float64) []Ray {
	r := rng(count)
	rays := make([]Ray, count)
	for i := range rays {
		from, to := r.vec(-half, half), r.vec(-half, half)
		rays[i] = Ray{from, physics.Vec{X: to.X - from.X, Y: to.Y - from.Y}}
	}
	return rays
}
