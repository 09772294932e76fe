package ai

import (
	"math"

	"hindsight/physics"
)

type vec = physics.Vec

func add(a, b vec) vec { return vec{X: a.X + b.X, Y: a.Y + b.Y} }

func sub(a, b vec) vec { return vec{X: a.X - b.X, Y: a.Y - b.Y} }

func dot(a, b vec) float64 { return float64(a.X*b.X) + float64(a.Y*b.Y) }

func scale(a vec, k float64) vec { return vec{X: float64(a.X * k), Y: float64(a.Y * k)} }

func distance2(a, b vec) float64 {
	d := sub(b, a)
	return dot(d, d)
}

func distance(a, b vec) float64 { return math.Sqrt(distance2(a, b)) }

// unit returns a at length 1, or zero for zero.
func unit(a vec) vec {
	n := math.Sqrt(dot(a, a))
	if n == 0 {
		return vec{}
	}
	return vec{X: a.X / n, Y: a.Y / n}
}

// finite reports whether v is a number that the grid can hold; it also keeps every
// later conversion to an integer within range.
func finite(v vec) bool { return math.Abs(v.X) <= maxCoordinate && math.Abs(v.Y) <= maxCoordinate }

// maxCoordinate is the largest coordinate that fits a point.
const maxCoordinate = 1 << 18

// point is a position or velocity on physics' grid of 1/PosGrid, which holds every
// pose exactly: what a brain keeps is integers.
type point struct{ x, y int32 }

func toPoint(v vec) point { return point{fixed(v.X), fixed(v.Y)} }

func fixed(v float64) int32 {
	if !(v > -maxCoordinate) { // also catches what is not a number
		v = -maxCoordinate
	}
	return int32(math.Floor(float64(min(v, maxCoordinate)*physics.PosGrid) + 0.5))
}

func (p point) vec() vec {
	// The compiler makes a product of a division by a power of two, and would fuse it.
	return vec{X: float64(float64(p.x) / physics.PosGrid), Y: float64(float64(p.y) / physics.PosGrid)}
}

// toAim returns the direction of d in 1/65536 turn.
func toAim(d vec) uint16 {
	return uint16(int32(math.Floor(float64(physics.Atan2(d.Y, d.X)*65536) + 0.5)))
}

// fromAim returns the unit vector of an aim.
func fromAim(aim uint16) vec {
	sin, cos := physics.SinCos(float64(float64(aim) / 65536))
	return vec{X: cos, Y: sin}
}

// side returns a turned by a quarter clockwise.
func side(a vec) vec { return vec{X: -a.Y, Y: a.X} }

func length(a vec) float64 { return math.Sqrt(dot(a, a)) }

// fixedUnits turns a length in 1/4096 unit into units.
func fixedUnits(v int32) float64 { return float64(float64(v) / physics.PosGrid) }
