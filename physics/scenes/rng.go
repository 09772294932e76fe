package scenes

import "hindsight/physics"

// rng is SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *rng) intn(n int32) int32 { return int32(r.next() % uint64(n)) }

// float returns a number from lo to hi.
func (r *rng) float(lo, hi float64) float64 {
	unit := float64(float64(r.next()>>11) / (1 << 53))
	return lo + float64(unit*(hi-lo))
}

func (r *rng) vec(lo, hi float64) physics.Vec {
	return physics.Vec{X: r.float(lo, hi), Y: r.float(lo, hi)}
}
