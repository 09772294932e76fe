package physics

// The solver is soft step: the step is cut into sub-steps, each of which integrates
// velocities, solves contacts with a soft push out of overlap, integrates positions
// and solves again without the push, so that it leaves no velocity behind. Contacts
// keep their points and normals in a step; gaps follow the bodies.
// After E. Catto, "Solver2D" (2024).

// solve moves the bodies through the step.
func (w *World) solve() {
	s := &w.scratch
	h := w.subStep()
	w.enter()
	w.prepareJoints(h)
	w.constrain(h)
	if !w.opt.Memoryless {
		w.recall()
	}
	for n := int32(0); n < w.opt.SubSteps; n++ {
		w.accelerate(h)
		if n > 0 || !w.opt.Memoryless {
			w.warmJoints()
			warm(s.constraints, s.moving)
		}
		w.solveJoints(h, true)
		push(s.constraints, s.moving, 1/h)
		w.advance(h)
		w.solveJoints(h, false)
		relax(s.constraints, s.moving, 1/h)
	}
	if w.opt.Memoryless { // without old impulses it takes once more to come to rest
		w.solveJoints(h, false)
		relax(s.constraints, s.moving, 1/h)
	}
	bounce(s.constraints, s.moving)
	w.keepJoints()
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
	a.vel.X -= float64(a.inv.X * impulse.X)
	a.vel.Y -= float64(a.inv.Y * impulse.Y)
	a.spin -= float64(a.invIner * armA.cross(impulse))
	b.vel.X += float64(b.inv.X * impulse.X)
	b.vel.Y += float64(b.inv.Y * impulse.Y)
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

// target is what a solve wants of a point: that it closes no faster than bias, which
// it reaches by the share mass, giving back the share keep of the impulse so far.
type target struct{ bias, mass, keep float64 }

// push solves the contacts once: what is apart may close its gap in the sub-step,
// what overlaps is pushed apart softly. Friction is solved here too: in a step that
// starts without impulses a box at rest on a slope would slip until relax.
func push(cs []constraint, movers []mover, perH float64) {
	for i := range cs {
		c := &cs[i]
		a, b := &movers[c.a], &movers[c.b]
		var want [2]target
		for j := range c.points[:c.count] {
			if gap := c.points[j].gapNow(c.normal, a, b); gap > 0 {
				want[j] = target{float64(gap * perH), 1, 0}
			} else {
				want[j] = target{greater(float64(c.soft.rate*gap), -pushSpeed), c.soft.mass, c.soft.impulse}
			}
		}
		c.impel(a, b, &want)
		if c.friction > 0 {
			c.slide(a, b)
		}
	}
}

// relax solves the contacts without a push.
func relax(cs []constraint, movers []mover, perH float64) {
	for i := range cs {
		c := &cs[i]
		a, b := &movers[c.a], &movers[c.b]
		var want [2]target
		for j := range c.points[:c.count] {
			want[j].mass = 1
			if gap := c.points[j].gapNow(c.normal, a, b); gap > 0 {
				want[j].bias = float64(gap * perH)
			}
		}
		c.impel(a, b, &want)
		if c.friction > 0 {
			c.slide(a, b)
		}
	}
}

// impel changes the normal impulses toward their targets: two points together where
// both go on pushing, for else a box at rest would rock from one to the other.
func (c *constraint) impel(a, b *mover, want *[2]target) {
	if c.count == 2 && c.block.det > 0 {
		p, q := &c.points[0], &c.points[1]
		u := relative(a, b, p.armA, p.armB).dot(c.normal) + want[0].bias
		v := relative(a, b, q.armA, q.armB).dot(c.normal) + want[1].bias
		x := float64((float64(c.block.k22*u) - float64(c.block.k12*v)) * c.block.det)
		y := float64((float64(c.block.k11*v) - float64(c.block.k12*u)) * c.block.det)
		nextP := p.push - float64(want[0].mass*x) - float64(want[0].keep*p.push)
		nextQ := q.push - float64(want[1].mass*y) - float64(want[1].keep*q.push)
		if nextP >= 0 && nextQ >= 0 {
			c.give(p, a, b, nextP)
			c.give(q, a, b, nextQ)
			return
		}
	}
	for j := range c.points[:c.count] {
		p := &c.points[j]
		v := relative(a, b, p.armA, p.armB).dot(c.normal)
		next := p.push - float64(float64(p.normalMass*want[j].mass)*(v+want[j].bias)) - float64(want[j].keep*p.push)
		c.give(p, a, b, greater(next, 0))
	}
}

// give brings the normal impulse of a point to next.
func (c *constraint) give(p *constraintPoint, a, b *mover, next float64) {
	impulse := next - p.push
	p.push = next
	p.greatestPush = greater(p.greatestPush, next)
	exchange(a, b, p.armA, p.armB, c.normal.scale(impulse))
}

// slide solves friction, within the cone of the normal impulses, after them.
func (c *constraint) slide(a, b *mover) {
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
			v := relative(a, b, p.armA, p.armB).dot(c.normal)
			next := p.push - float64(p.normalMass*(v+float64(c.bounce*p.approach)))
			c.give(p, a, b, greater(next, 0))
		}
	}
}
