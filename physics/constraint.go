package physics

import "math"

// constraint is a contact in the solver, in order of colour.
type constraint struct {
	a, b     int32 // movers
	count    int32
	soft     softness
	normal   Vec
	friction float64
	bounce   float64
	block    block
	points   [2]constraintPoint
}

type constraintPoint struct {
	armA, armB   Vec // from the centres of mass, at the start of the step
	gap          float64
	normalMass   float64
	tangentMass  float64
	approach     float64 // along the normal, when the gap will have closed
	push, rub    float64 // impulses of a sub-step along normal and tangent
	greatestPush float64
}

// softness is a damped spring as the solver wants it.
type softness struct{ rate, mass, impulse float64 }

func softnessOf(hertz, h float64) softness {
	omega := float64(tau * hertz)
	a1 := 2*contactDamping + float64(h*omega)
	a2 := float64(float64(h*omega) * a1)
	a3 := 1 / (1 + a2)
	return softness{omega / a1, float64(a2 * a3), a3}
}

// constrain makes the constraints of the contacts in order of colour.
func (w *World) constrain(h float64) {
	s := &w.scratch
	hertz := lesser(contactHertz, 1/(8*h))
	soft, hard := softnessOf(hertz, h), softnessOf(float64(2*hertz), h)
	s.constraints = resize(s.constraints, int32(len(s.contacts)))
	for k, i := range s.contact {
		m := &s.contacts[i].manifold
		p := &s.pairs[s.contacts[i].pair]
		a, b := &w.shapes[p.shapeA].def, &w.shapes[p.shapeB].def
		c := &s.constraints[k]
		*c = constraint{a: p.rankA, b: p.rankB, count: m.count, normal: m.normal, soft: soft}
		c.friction, c.bounce = mixFriction(a.Friction, b.Friction), mixRestitution(a.Restitution, b.Restitution)
		centerA := w.centerOf(p.rankA)
		centerB := Vec{} // of a static body never used: it has no mass and does not move
		if int(p.rankB) < len(s.active) {
			centerB = w.centerOf(p.rankB)
		}
		if p.rankB >= s.dynamic {
			c.soft = hard
		}
		ma, mb := &s.moving[p.rankA], &s.moving[p.rankB]
		for j := range m.points[:m.count] {
			c.points[j].prepare(c.normal, m.points[j].at.sub(centerA), m.points[j].at.sub(centerB), m.points[j].gap, ma, mb)
			if c.bounce > 0 && c.soft == hard {
				c.points[j].fall(float64(w.bodies[s.active[p.rankA]].gravityScale * w.opt.Gravity.dot(c.normal)))
			}
		}
		if m.count == 2 {
			c.block = c.blockOf(ma, mb)
		}
	}
}

func (w *World) centerOf(rank int32) Vec {
	b := &w.bodies[w.scratch.active[rank]]
	return b.pos.add(b.rotation.apply(b.center))
}

func (p *constraintPoint) prepare(normal, armA, armB Vec, gap float64, a, b *mover) {
	p.armA, p.armB, p.gap = armA, armB, gap
	p.normalMass = effectiveMass(normal, armA, armB, a, b)
	p.tangentMass = effectiveMass(normal.perp(), armA, armB, a, b)
	p.approach = relative(a, b, armA, armB).dot(normal)
}

// fall adds to the approach to a static shape what gravity does until the gap is
// closed: contacts are made ahead of the impact, and a ball must not lose by that.
func (p *constraintPoint) fall(gravity float64) {
	if p.approach < 0 && p.gap > 0 && gravity > 0 {
		p.approach = -math.Sqrt(float64(p.approach*p.approach) + float64(2*float64(gravity*p.gap)))
	}
}

// block is the inverse of the two points' mass matrix but for the factor det; det is
// zero where the points are too near to be told apart.
type block struct{ k11, k12, k22, det float64 }

func (c *constraint) blockOf(a, b *mover) block {
	p, q := &c.points[0], &c.points[1]
	ap, bp := p.armA.cross(c.normal), p.armB.cross(c.normal)
	aq, bq := q.armA.cross(c.normal), q.armB.cross(c.normal)
	m := a.massAlong(c.normal) + b.massAlong(c.normal)
	k := block{
		k11: m + float64(a.invIner*float64(ap*ap)) + float64(b.invIner*float64(bp*bp)),
		k12: m + float64(a.invIner*float64(ap*aq)) + float64(b.invIner*float64(bp*bq)),
		k22: m + float64(a.invIner*float64(aq*aq)) + float64(b.invIner*float64(bq*bq)),
	}
	if det := float64(k.k11*k.k22) - float64(k.k12*k.k12); float64(k.k11*k.k11) < float64(1000*det) {
		k.det = 1 / det
	}
	return k
}

func effectiveMass(axis, armA, armB Vec, a, b *mover) float64 {
	ra, rb := armA.cross(axis), armB.cross(axis)
	k := a.massAlong(axis) + b.massAlong(axis) + float64(a.invIner*float64(ra*ra)) + float64(b.invIner*float64(rb*rb))
	if k <= 0 {
		return 0
	}
	return 1 / k
}
