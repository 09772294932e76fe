package physics

import "math"

// The solver is soft step: the step is cut into sub-steps, each of which integrates
// velocities, solves contacts with a soft push out of overlap, integrates positions
// and solves again without the push, so that it leaves no velocity behind. Contacts
// keep their points and normals in a step; gaps follow the bodies.
// After E. Catto, "Solver2D" (2024).

// constraint is a contact in the solver, in order of colour.
type constraint struct {
	a, b     int32 // movers
	count    int32
	soft     softness
	normal   Vec
	friction float64
	bounce   float64
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

// solve moves the bodies through the step.
func (w *World) solve() {
	s := &w.scratch
	h := w.subStep()
	w.enter()
	w.constrain(h)
	if !w.opt.Memoryless {
		w.recall()
	}
	for n := int32(0); n < w.opt.SubSteps; n++ {
		w.accelerate(h)
		if n > 0 || !w.opt.Memoryless {
			warm(s.constraints, s.moving)
		}
		push(s.constraints, s.moving, 1/h)
		w.advance(h)
		relax(s.constraints, s.moving, 1/h)
	}
	if w.opt.Memoryless { // without old impulses it takes once more to come to rest
		relax(s.constraints, s.moving, 1/h)
	}
	bounce(s.constraints, s.moving)
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
		} else {
			c.soft = hard
		}
		ma, mb := &s.moving[p.rankA], &s.moving[p.rankB]
		for j := range m.points[:m.count] {
			c.points[j].prepare(c.normal, m.points[j].at.sub(centerA), m.points[j].at.sub(centerB), m.points[j].gap, ma, mb)
			if c.bounce > 0 && c.soft == hard {
				c.points[j].fall(w.opt.Gravity.dot(c.normal))
			}
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

func effectiveMass(axis, armA, armB Vec, a, b *mover) float64 {
	ra, rb := armA.cross(axis), armB.cross(axis)
	k := a.invMass + b.invMass + float64(a.invIner*float64(ra*ra)) + float64(b.invIner*float64(rb*rb))
	if k <= 0 {
		return 0
	}
	return 1 / k
}

// relative is the velocity of b against a at a point.
func relative(a, b *mover, armA, armB Vec) Vec {
	return Vec{
		(b.vel.X - float64(b.spin*armB.Y)) - (a.vel.X - float64(a.spin*armA.Y)),
		(b.vel.Y + float64(b.spin*armB.X)) - (a.vel.Y + float64(a.spin*armA.X)),
	}
}

// exchange gives b an impulse at a point, and a its opposite.
func exchange(a, b *mover, armA, armB, impulse Vec) {
	a.vel.X -= float64(a.invMass * impulse.X)
	a.vel.Y -= float64(a.invMass * impulse.Y)
	a.spin -= float64(a.invIner * armA.cross(impulse))
	b.vel.X += float64(b.invMass * impulse.X)
	b.vel.Y += float64(b.invMass * impulse.Y)
	b.spin += float64(b.invIner * armB.cross(impulse))
}

// warm applies the impulses of the last sub-step again.
func warm(cs []constraint, movers []mover) {
	for i := range cs {
		c := &cs[i]
		a, b := &movers[c.a], &movers[c.b]
		tangent := c.normal.perp()
		for j := range c.points[:c.count] {
			p := &c.points[j]
			exchange(a, b, p.armA, p.armB, c.normal.scale(p.push).add(tangent.scale(p.rub)))
		}
	}
}

// gapNow is the gap of a point after what the bodies moved in the step.
func (p *constraintPoint) gapNow(normal Vec, a, b *mover) float64 {
	d := b.moved.sub(a.moved)
	ra, rb := a.turn.apply(p.armA), b.turn.apply(p.armB)
	d.X += (rb.X - p.armB.X) - (ra.X - p.armA.X)
	d.Y += (rb.Y - p.armB.Y) - (ra.Y - p.armA.Y)
	return p.gap + d.dot(normal)
}

// push solves the contacts once: what is apart may close its gap in the sub-step,
// what overlaps is pushed apart softly.
func push(cs []constraint, movers []mover, perH float64) {
	for i := range cs {
		c := &cs[i]
		a, b := &movers[c.a], &movers[c.b]
		for j := range c.points[:c.count] {
			p := &c.points[j]
			bias, mass, keep := 0.0, 1.0, 0.0
			if gap := p.gapNow(c.normal, a, b); gap > 0 {
				bias = float64(gap * perH)
			} else {
				bias = greater(float64(c.soft.rate*gap), -pushSpeed)
				mass, keep = c.soft.mass, c.soft.impulse
			}
			c.impel(p, a, b, bias, mass, keep)
		}
	}
}

// impel changes the normal impulse of a point so that it closes no faster than bias.
func (c *constraint) impel(p *constraintPoint, a, b *mover, bias, mass, keep float64) {
	v := relative(a, b, p.armA, p.armB).dot(c.normal)
	impulse := -float64(float64(p.normalMass*mass)*(v+bias)) - float64(keep*p.push)
	next := greater(p.push+impulse, 0)
	impulse = next - p.push
	p.push = next
	p.greatestPush = greater(p.greatestPush, next)
	exchange(a, b, p.armA, p.armB, c.normal.scale(impulse))
}

// relax solves friction, then the contacts without a push.
func relax(cs []constraint, movers []mover, perH float64) {
	for i := range cs {
		c := &cs[i]
		a, b := &movers[c.a], &movers[c.b]
		if c.friction > 0 {
			c.rub(a, b)
		}
		for j := range c.points[:c.count] {
			p := &c.points[j]
			bias := 0.0
			if gap := p.gapNow(c.normal, a, b); gap > 0 {
				bias = float64(gap * perH)
			}
			c.impel(p, a, b, bias, 1, 0)
		}
	}
}

func (c *constraint) rub(a, b *mover) {
	tangent := c.normal.perp()
	for j := range c.points[:c.count] {
		p := &c.points[j]
		v := relative(a, b, p.armA, p.armB).dot(tangent)
		next := clamp(p.rub-float64(p.tangentMass*v), float64(c.friction*p.push))
		impulse := next - p.rub
		p.rub = next
		exchange(a, b, p.armA, p.armB, tangent.scale(impulse))
	}
}

// bounce gives back what restitution keeps of the approach.
func bounce(cs []constraint, movers []mover) {
	for i := range cs {
		c := &cs[i]
		if c.bounce == 0 {
			continue
		}
		a, b := &movers[c.a], &movers[c.b]
		for j := range c.points[:c.count] {
			p := &c.points[j]
			if p.approach > -bounceSpeed || p.greatestPush == 0 {
				continue
			}
			c.impel(p, a, b, float64(c.bounce*p.approach), 1, 0)
		}
	}
}
