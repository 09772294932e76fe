package physics

import (
	"math"
	"testing"
)

// quadScene is constraints of one colour, as many as fill quads, and their movers.
type quadScene struct {
	moving      []mover
	constraints []constraint
	two, static bool
}

// number is mostly of a usual size, at times one that sets traps.
func (r *rng) number(traps int) float64 {
	if traps > 0 && r.intn(64) < traps {
		odd := [...]float64{0, 0, 0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64}
		return odd[r.intn(len(odd))]
	}
	return r.float(-2, 2)
}

func anyQuads(r *rng, traps int) *quadScene {
	n := 4 * (1 + r.intn(3))
	q := &quadScene{two: r.intn(2) == 0, static: r.intn(2) == 0}
	for range 2*n + 1 {
		q.moving = append(q.moving, mover{
			vel: Vec{r.number(traps), r.number(traps)}, spin: r.number(traps), invIner: math.Abs(r.number(traps)),
			inv:   Vec{math.Abs(r.number(traps)), math.Abs(r.number(traps))},
			moved: Vec{r.number(traps), r.number(traps)}, turned: r.number(traps), turn: rot{1, 0},
		})
	}
	for i := range n {
		c := constraint{a: int32(i), b: int32(n + i), count: 1, normal: Vec{r.number(0), r.number(0)}}
		if q.static && r.intn(2) == 0 {
			c.b = int32(2 * n)
		}
		c.friction, c.armA, c.armB = math.Abs(r.number(traps)), r.number(traps), r.number(traps)
		c.mass, c.rub = math.Abs(r.number(traps)), r.number(traps)
		if q.two {
			c.count = 2
		}
		for j := range c.points[:c.count] {
			p := &c.points[j]
			p.armA, p.armB, p.gap, p.mass = r.number(traps), r.number(traps), r.number(traps), math.Abs(r.number(traps))
			if r.intn(2) == 0 {
				p.push, p.greatest = math.Abs(r.number(traps)), math.Abs(r.number(traps))
			}
		}
		if r.intn(4) == 0 {
			c.rub = 0
		}
		if q.two && r.intn(4) > 0 {
			c.i11, c.i12, c.i22 = math.Abs(r.number(traps)), r.number(traps)/2, math.Abs(r.number(traps))
		}
		c.k12 = r.number(traps)
		q.constraints = append(q.constraints, c)
	}
	return q
}

// pass warms and solves it, in lanes or one by one.
func (q *quadScene) pass(wide bool, soft *answer) (moving []mover, constraints []constraint) {
	was := haveQuads
	defer func() { haveQuads = was }()
	haveQuads = was && wide
	var s scratch
	s.moving, s.constraints = append(s.moving, q.moving...), append(s.constraints, q.constraints...)
	n := int32(len(s.constraints))
	if s.dynamic = 2*n + 1; q.static {
		s.dynamic = n
	}
	s.runs = []run{{first: 0, end: n, two: q.two, static: q.static}}
	s.widen()
	s.warm()
	s.pass(soft, soft)
	s.narrow()
	return s.moving, s.constraints
}

// FuzzQuads gives the kernels of lanes what they would never meet: each lane does what
// the scalar code does.
func FuzzQuads(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed, uint8(seed%3*seed%16))
	}
	f.Fuzz(func(t *testing.T, seed uint64, traps uint8) {
		if !haveQuads {
			t.Skip("this processor has none")
		}
		r := rng(seed)
		q := anyQuads(&r, int(traps%32))
		for _, soft := range []answer{softAnswer(30, 1.0/240), firmAnswer(1.0 / 240)} {
			aMoving, aConstraints := q.pass(true, &soft)
			bMoving, bConstraints := q.pass(false, &soft)
			for i := range aMoving {
				a, b := &aMoving[i], &bMoving[i]
				sameBits(t, "mover", i, []float64{a.vel.X, a.vel.Y, a.spin, a.invIner, a.inv.X, a.inv.Y, a.moved.X, a.moved.Y, a.turned},
					[]float64{b.vel.X, b.vel.Y, b.spin, b.invIner, b.inv.X, b.inv.Y, b.moved.X, b.moved.Y, b.turned})
			}
			for i := range aConstraints {
				a, b := &aConstraints[i], &bConstraints[i]
				p, q, u, v := &a.points[0], &a.points[1], &b.points[0], &b.points[1]
				sameBits(t, "constraint", i, []float64{a.rub, p.push, p.greatest, q.push, q.greatest}, []float64{b.rub, u.push, u.greatest, v.push, v.greatest})
			}
		}
	})
}

func sameBits(t *testing.T, what string, at int, a, b []float64) {
	t.Helper()
	for i := range a {
		if math.Float64bits(a[i]) != math.Float64bits(b[i]) {
			t.Errorf("%s %d, number %d: %v in lanes, %v alone", what, at, i, a[i], b[i])
		}
	}
}
