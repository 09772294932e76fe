package physics

import "math"

// lanes are a number of each of four constraints.
type lanes [4]float64

// quad is four constraints of one run, lane by lane: where the processor can, they are
// solved at once. They share no body that moves, so that comes to the same bits as one
// after the other. Names are those of constraint and, of its points, with p and q before
// them. Where there is one point, q pushes nothing.
type quad struct {
	a, b                                        [4]int32 // movers
	nx, ny, friction, armA, armB, mass, rub     lanes
	pArmA, pArmB, pGap, pMass, pPush, pGreatest lanes
	qArmA, qArmB, qGap, qMass, qPush, qGreatest lanes
	i11, i12, i22, k12                          lanes
}

// pace is an answer as the lanes want it: of what is apart, and of what is deep.
type pace struct {
	rate, deepRate, mass, deepMass, impulse, deepImpulse lanes
	least, shut, zero, sign                              lanes
}

func fourOf(v float64) lanes { return lanes{v, v, v, v} }

func paceOf(soft *answer) pace {
	apart, deep := &soft[0], &soft[1]
	return pace{
		rate: fourOf(apart.rate), deepRate: fourOf(deep.rate),
		mass: fourOf(apart.mass), deepMass: fourOf(deep.mass),
		impulse: fourOf(apart.impulse), deepImpulse: fourOf(deep.impulse),
		least: fourOf(-pushSpeed), shut: fourOf(shut), sign: fourOf(math.Float64frombits(signBit)),
	}
}

// widen makes quads of the constraints of the runs, as far as they go, and leaves what
// remains of a run to the scalar code.
func (s *scratch) widen() {
	n := int32(0)
	if haveQuads {
		for i := range s.runs {
			if r := &s.runs[i]; !r.serial {
				r.quad, r.quads = n, (r.end-r.first)/4
				n += r.quads
			}
		}
	}
	s.quads = resize(s.quads, n)
	for _, r := range s.runs {
		for k := range r.quads {
			s.quads[r.quad+k].gather(s.constraints[r.first+4*k:][:4], r.quad+k)
		}
	}
}

// narrow gives the constraints back what the quads solved.
func (s *scratch) narrow() {
	for _, r := range s.runs {
		for k := range r.quads {
			s.quads[r.quad+k].scatter(s.constraints[r.first+4*k:][:4])
		}
	}
}

func (q *quad) gather(cs []constraint, index int32) {
	for i := range q.a {
		c := &cs[i]
		c.lane = index*4 + int32(i) + 1
		q.a[i], q.b[i], q.nx[i], q.ny[i] = c.a, c.b, c.normal.X, c.normal.Y
		q.friction[i], q.armA[i], q.armB[i], q.mass[i], q.rub[i] = c.friction, c.armA, c.armB, c.mass, c.rub
		p := &c.points[0]
		q.pArmA[i], q.pArmB[i], q.pGap[i], q.pMass[i], q.pPush[i], q.pGreatest[i] = p.armA, p.armB, p.gap, p.mass, p.push, p.greatest
		p = &c.points[1]
		q.qArmA[i], q.qArmB[i], q.qGap[i], q.qMass[i], q.qPush[i], q.qGreatest[i] = p.armA, p.armB, p.gap, p.mass, p.push, p.greatest
		q.i11[i], q.i12[i], q.i22[i], q.k12[i] = c.i11, c.i12, c.i22, c.k12
	}
}

func (q *quad) scatter(cs []constraint) {
	for i := range q.a {
		c := &cs[i]
		c.lane, c.rub = 0, q.rub[i]
		c.points[0].push, c.points[0].greatest = q.pPush[i], q.pGreatest[i]
		c.points[1].push, c.points[1].greatest = q.qPush[i], q.qGreatest[i]
	}
}

// pushOf is the impulse of a constraint along its normal in the midst of the step.
func (s *scratch) pushOf(c *constraint) float64 {
	if c.lane == 0 {
		return c.points[0].push + c.points[1].push
	}
	q, i := &s.quads[(c.lane-1)/4], (c.lane-1)%4
	return q.pPush[i] + q.qPush[i]
}
