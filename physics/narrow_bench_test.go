package physics

import (
	"fmt"
	"testing"
)

var benchManifold manifold

// BenchmarkCollide is the narrow phase by pairs of kinds, near to each other.
func BenchmarkCollide(b *testing.B) {
	names := []string{"circle", "box", "segment", "capsule", "polygon"}
	for i, a := range solidKinds {
		for j, o := range solidKinds[:i+1] {
			b.Run(fmt.Sprintf("%s-%s", names[i], names[j]), func(b *testing.B) {
				pairs, hulls := benchPairs(a, o)
				b.ResetTimer()
				for n := range b.N {
					p := &pairs[n&63]
					collide(&benchManifold, &p[0], &p[1], hulls, 0.1)
				}
			})
		}
	}
}

// benchPairs makes 64 pairs of two kinds.
func benchPairs(a, b ShapeKind) (pairs [64][2]geometry, hulls []hull) {
	r := rng(1)
	hulls = make([]hull, 128)
	for n := range pairs {
		da, db := r.anyShape(a), r.anyShape(b)
		if a == Box {
			da.Radius = 0
		}
		if b == Box {
			db.Radius = 0
		}
		pairs[n][0] = da.at(hulls, int32(2*n), r.vec(-0.8, 0.8), r.float(0, 1))
		pairs[n][1] = db.at(hulls, int32(2*n+1), r.vec(-0.8, 0.8), r.float(0, 1))
	}
	return pairs, hulls
}

// BenchmarkCores is distance, cast and time of impact of polygons.
func BenchmarkCores(b *testing.B) {
	pairs, hulls := benchPairs(Polygon, Polygon)
	cores := [64][2]core{}
	for n := range pairs {
		cores[n] = [2]core{coreOf(&pairs[n][0], hulls), coreOf(&pairs[n][1], hulls)}
		cores[n][0].shift(&cores[n][0], Vec{3, 0})
	}
	b.Run("distance", func(b *testing.B) {
		for n := range b.N {
			distance(&cores[n&63][0], &cores[n&63][1])
		}
	})
	b.Run("cast", func(b *testing.B) {
		for n := range b.N {
			castCore(&cores[n&63][0], Vec{-3, 0.5}, &cores[n&63][1])
		}
	})
	b.Run("toi", func(b *testing.B) {
		ma, mb := motion{Vec{3, 0}, Vec{-3, 0.5}, 0.2}, motion{}
		for n := range b.N {
			toi(&cores[n&63][0], &cores[n&63][1], &ma, &mb, 0)
		}
	})
}
