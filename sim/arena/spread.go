package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
)

// spreadOrdinal is the draw of a player's own stream that its shots take.
const spreadOrdinal = 1

// spreadSeed is what the directions of a shot follow from: the same on both ends, and
// in the shot's effect for all who see it.
func (w *world) spreadSeed(p int, gun *rules.Gun) uint16 {
	if gun.Spread == 0 {
		return 0
	}
	stream := w.own
	if w.server {
		stream = w.seats[p].stream
	}
	return uint16(stream.Uint64(w.tick, spreadOrdinal))
}

// PelletTurn is by how many turns pellet i of a shot with a seed leaves the aim. Each
// has its own part of the spread, so that a fan has no great holes.
func PelletTurn(gun *rules.Gun, seed uint16, i int32) float64 {
	if gun.Spread == 0 {
		return 0
	}
	part := (float64(i) + sim.Key(seed).Float(0, uint32(i))) / float64(max(gun.Pellets, 1))
	return float64(gun.Spread * (float64(2*part) - 1) / 360)
}

// direction is the unit vector of an angle in turns.
func direction(turns float64) physics.Vec {
	sin, cos := physics.SinCos(turns)
	return physics.Vec{X: cos, Y: sin}
}

func add(a, b physics.Vec) physics.Vec { return physics.Vec{X: a.X + b.X, Y: a.Y + b.Y} }

func sub(a, b physics.Vec) physics.Vec { return physics.Vec{X: a.X - b.X, Y: a.Y - b.Y} }

func scale(v physics.Vec, k float64) physics.Vec {
	return physics.Vec{X: float64(v.X * k), Y: float64(v.Y * k)}
}

func dot(a, b physics.Vec) float64 { return float64(a.X*b.X) + float64(a.Y*b.Y) }

func length(v physics.Vec) float64 { return math.Sqrt(dot(v, v)) }
