package physics

import "math"

const tau = 2 * math.Pi

// SinCos returns the sine and cosine of an angle in turns, the same bits on every
// CPU; quarter turns are exact. It is the Taylor series on an eighth of a turn, off by less
// than 1e-16: the pair is a unit vector to 4 parts in 1e16, and to normalise it would take
// more time than the series and bring it no nearer.
func SinCos(turns float64) (sin, cos float64) {
	t := turns - math.Floor(turns)
	quarter := math.Floor(float64(t*4) + 0.5)
	x := float64((t - float64(quarter/4)) * tau)
	z := float64(x * x)
	s := -1.0 / 1307674368000 // 15!
	s = float64(s*z) + 1.0/6227020800
	s = float64(s*z) - 1.0/39916800
	s = float64(s*z) + 1.0/362880
	s = float64(s*z) - 1.0/5040
	s = float64(s*z) + 1.0/120
	s = float64(s*z) - 1.0/6
	s = x + float64(x*float64(s*z))
	c := 1.0 / 20922789888000 // 16!
	c = float64(c*z) - 1.0/87178291200
	c = float64(c*z) + 1.0/479001600
	c = float64(c*z) - 1.0/3628800
	c = float64(c*z) + 1.0/40320
	c = float64(c*z) - 1.0/720
	c = float64(c*z) + 1.0/24
	c = float64(c*z) - 0.5
	c = 1 + float64(c*z)
	return turnBy(uint64(int64(quarter)), s, c)
}

// turnBy turns a sine and a cosine by quarter turns, without a branch, for none could be
// foretold: an odd number swaps them, and two in a row of each four are negative. Adding
// 0 makes -0 plain.
func turnBy(quarters uint64, s, c float64) (sin, cos float64) {
	a, b := math.Float64bits(s), math.Float64bits(c)
	differ := (a ^ b) & -(quarters & 1)
	a ^= differ ^ quarters&2<<62
	b ^= differ ^ (quarters+1)&2<<62
	return math.Float64frombits(a) + 0, math.Float64frombits(b) + 0
}

// atanEighths holds atan(k/8) in turns.
var atanEighths = [9]float64{
	0,
	0.019791712080282771005425835670,
	0.038989565188684662730256444887,
	0.057100125609954067523037813187,
	0.073791808825216637087700538112,
	0.088903842244676376557751793751,
	0.102416382349566725824598923775,
	0.114405347682526793903023851020,
	0.125,
}

// Atan2 returns the angle of (x, y) in turns, -0.5 < a <= 0.5, the same bits on every
// CPU; Atan2(0, 0) is 0. The ratio of the smaller to the greater coordinate is taken
// from the nearest eighth, whose angle is tabled, and the rest from the Taylor series.
func Atan2(y, x float64) float64 {
	ax, ay := math.Abs(x), math.Abs(y)
	lo, hi := lesser(ax, ay), greater(ax, ay)
	if hi == 0 {
		return 0
	}
	a := lo / hi
	k := math.Floor(float64(a*8) + 0.5)
	t := (a - float64(k/8)) / (1 + float64(float64(a*k)/8))
	z := float64(t * t)
	p := 1.0 / 13
	p = float64(p*z) - 1.0/11
	p = float64(p*z) + 1.0/9
	p = float64(p*z) - 1.0/7
	p = float64(p*z) + 1.0/5
	p = float64(p*z) - 1.0/3
	r := atanEighths[int32(k)] + float64((t+float64(t*float64(p*z)))*(1/tau))
	if ay > ax {
		r = 0.25 - r
	}
	if x < 0 {
		r = 0.5 - r
	}
	if y < 0 && r < 0.5 {
		r = -r
	}
	return r
}
