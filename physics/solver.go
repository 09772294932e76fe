package physics

import "math"

// The solver is soft step: the step is cut into sub-steps, each of which integrates
// velocities, solves contacts with a soft push out of overlap, integrates positions
// and solves again without the push, so that it leaves no velocity behind. Contacts
// keep their points and normals in a step; gaps follow the bodies, to first order.
// After E. Catto, "Solver2D" (2024).

// solve moves the bodies through the step.
func (w *World) solve() {
	s := &w.scratch
	h := w.subStep()
	w.enter()
	w.prepareJoints(h)
	w.constrain()
	w.listImpacts()
	hertz := lesser(contactHertz, 1/(4*h))
	moving, static := softAnswer(hertz, h), softAnswer(float64(2*hertz), h)
	firm := firmAnswer(h)
	w.coast(h)
	s.widen()
	for n := int32(0); n < w.opt.SubSteps; n++ {
		if n > 0 {
			s.sumImpacts()
		}
		w.accelerate()
		if n > 0 || !w.opt.Memoryless {
			w.warmJoints()
			s.warm()
		}
		w.solveJoints(h, true)
		s.pass(&moving, &static)
		s.roll(true)
		w.advance(h)
		w.solveJoints(h, false)
		s.pass(&firm, &firm)
		s.roll(false)
	}
	if w.opt.Memoryless { // without old impulses it takes once more to come to rest
		w.solveJoints(h, false)
		s.pass(&firm, &firm)
		s.roll(false)
	}
	s.narrow()
	s.bounce()
	s.sumImpacts()
	w.keepJoints()
}

// softness is a damped spring as the solver wants it.
type softness struct {
	rate    float64 // of a gap or an error, to be closed in a second
	mass    float64 // share of the way there
	impulse float64 // share of the impulse so far that is given back
}

// answer is what a solve wants of a point: first if it is apart, when it may close its
// gap in the sub-step and no more, then if it overlaps.
type answer [2]softness

// softAnswer pushes out of overlap as a damped spring.
func softAnswer(hertz, h float64) answer {
	omega := float64(tau * hertz)
	a1 := 2*contactDamping + float64(h*omega)
	a2 := float64(float64(h*omega) * a1)
	a3 := 1 / (1 + a2)
	return answer{{1 / h, 1, 0}, {omega / a1, float64(a2 * a3), a3}}
}

// firmAnswer stops what overlaps and does not push it.
func firmAnswer(h float64) answer { return answer{{1 / h, 1, 0}, {0, 1, 0}} }

// pass solves all contacts once, friction included: a box put on a slope would slip if
// friction waited for the pass that does not push.
func (s *scratch) pass(moving, static *answer) {
	paces := [2]pace{}
	if len(s.quads) > 0 {
		paces = [2]pace{paceOf(moving), paceOf(static)}
	}
	for i := range s.runs {
		r := &s.runs[i]
		soft, p := moving, &paces[0]
		if r.static {
			soft, p = static, &paces[1]
		}
		cs := s.constraints[r.first+4*r.quads : r.end]
		if r.two {
			if r.quads > 0 {
				solveTwoQuads(&s.quads[r.quad], int64(r.quads), &s.moving[0], p, r.static)
			}
			solveTwo(cs, s.moving, soft, r.static)
		} else {
			if r.quads > 0 {
				solveOneQuads(&s.quads[r.quad], int64(r.quads), &s.moving[0], p, r.static)
			}
			solveOne(cs, s.moving, soft, r.static)
		}
	}
}

// shut is how deep shapes may overlap and count as apart: a gap that a sub-step closes
// is zero but for rounding after it, and rounding must not say which answer it gets.
const shut = 1.0 / (1 << 30)

// solveOne solves contacts of one point.
func solveOne(cs []constraint, movers []mover, soft *answer, static bool) {
	for i := range cs {
		c := &cs[i]
		a, b, p := &movers[c.a], &movers[c.b], &c.points[0]
		nx, ny := c.normal.X, c.normal.Y
		avx, avy, aspin, bvx, bvy, bspin := a.vel.X, a.vel.Y, a.spin, b.vel.X, b.vel.Y, b.spin

		gap := p.gap + (float64(nx*(b.moved.X-a.moved.X)) + float64(ny*(b.moved.Y-a.moved.Y))) + (float64(b.turned*p.armB) - float64(a.turned*p.armA))
		t := &soft[math.Float64bits(gap+shut)>>63]
		v := (float64(nx*(bvx-avx)) + float64(ny*(bvy-avy))) + (float64(bspin*p.armB) - float64(aspin*p.armA))
		v += greater(float64(t.rate*gap), -pushSpeed)
		push := positive(p.push - float64(float64(p.mass*t.mass)*v) - float64(t.impulse*p.push))
		k := push - p.push
		if push == 0 && k == 0 && c.rub == 0 {
			continue // most contacts of a game come to nothing
		}
		p.push, p.greatest = push, largest(p.greatest, push)
		x, y := float64(nx*k), float64(ny*k)
		avx -= float64(a.inv.X * x)
		avy -= float64(a.inv.Y * y)
		aspin -= float64(a.invIner * float64(p.armA*k))
		bvx += float64(b.inv.X * x)
		bvy += float64(b.inv.Y * y)
		bspin += float64(b.invIner * float64(p.armB*k))

		v = (float64(nx*(bvy-avy)) - float64(ny*(bvx-avx))) + (float64(bspin*c.armB) - float64(aspin*c.armA))
		rub := clampTo(c.rub-float64(c.mass*v), float64(c.friction*push))
		k = rub - c.rub
		c.rub = rub
		x, y = float64(ny*k), float64(nx*k)
		avx += float64(a.inv.X * x)
		avy -= float64(a.inv.Y * y)
		aspin -= float64(a.invIner * float64(c.armA*k))
		bvx -= float64(b.inv.X * x)
		bvy += float64(b.inv.Y * y)
		bspin += float64(b.invIner * float64(c.armB*k))

		a.vel.X, a.vel.Y, a.spin = avx, avy, aspin
		if !static {
			b.vel.X, b.vel.Y, b.spin = bvx, bvy, bspin
		}
	}
}

// solveTwo solves contacts of two points: both together where both go on pushing, for
// else a box at rest would rock from one to the other; else q after p. Each is pushed
// out of overlap by its own mass: together they would yield half as much again where
// the load is not between them.
func solveTwo(cs []constraint, movers []mover, soft *answer, static bool) {
	for i := range cs {
		c := &cs[i]
		a, b, p, q := &movers[c.a], &movers[c.b], &c.points[0], &c.points[1]
		nx, ny := c.normal.X, c.normal.Y
		avx, avy, aspin, bvx, bvy, bspin := a.vel.X, a.vel.Y, a.spin, b.vel.X, b.vel.Y, b.spin

		gap := float64(nx*(b.moved.X-a.moved.X)) + float64(ny*(b.moved.Y-a.moved.Y))
		gapP := p.gap + gap + (float64(b.turned*p.armB) - float64(a.turned*p.armA))
		gapQ := q.gap + gap + (float64(b.turned*q.armB) - float64(a.turned*q.armA))
		tp, tq := &soft[math.Float64bits(gapP+shut)>>63], &soft[math.Float64bits(gapQ+shut)>>63]
		v := float64(nx*(bvx-avx)) + float64(ny*(bvy-avy))
		vp := v + (float64(bspin*p.armB) - float64(aspin*p.armA))
		vq := v + (float64(bspin*q.armB) - float64(aspin*q.armA))
		outP, outQ := greater(float64(tp.rate*gapP), -pushSpeed), greater(float64(tq.rate*gapQ), -pushSpeed)
		restP, restQ := p.push-float64(tp.impulse*p.push), q.push-float64(tq.impulse*q.push)
		openP, openQ := positive(outP), positive(outQ)
		pushP := restP - float64(tp.mass*(float64(c.i11*(vp+openP))-float64(c.i12*(vq+openQ))+float64(p.mass*(outP-openP))))
		pushQ := restQ - float64(tq.mass*(float64(c.i22*(vq+openQ))-float64(c.i12*(vp+openP))+float64(q.mass*(outQ-openQ))))
		if pushP < 0 || pushQ < 0 || c.i11 == 0 {
			vp, vq = vp+outP, vq+outQ
			pushP = positive(restP - float64(float64(p.mass*tp.mass)*vp))
			vq += float64((pushP - p.push) * c.k12)
			pushQ = positive(restQ - float64(float64(q.mass*tq.mass)*vq))
			if pushP+pushQ == 0 && p.push+q.push == 0 && c.rub == 0 {
				continue
			}
		}
		kp, kq := pushP-p.push, pushQ-q.push
		p.push, p.greatest = pushP, largest(p.greatest, pushP)
		q.push, q.greatest = pushQ, largest(q.greatest, pushQ)
		x, y := float64(nx*(kp+kq)), float64(ny*(kp+kq))
		avx -= float64(a.inv.X * x)
		avy -= float64(a.inv.Y * y)
		aspin -= float64(a.invIner * (float64(p.armA*kp) + float64(q.armA*kq)))
		bvx += float64(b.inv.X * x)
		bvy += float64(b.inv.Y * y)
		bspin += float64(b.invIner * (float64(p.armB*kp) + float64(q.armB*kq)))

		v = (float64(nx*(bvy-avy)) - float64(ny*(bvx-avx))) + (float64(bspin*c.armB) - float64(aspin*c.armA))
		rub := clampTo(c.rub-float64(c.mass*v), float64(c.friction*(pushP+pushQ)))
		k := rub - c.rub
		c.rub = rub
		x, y = float64(ny*k), float64(nx*k)
		avx += float64(a.inv.X * x)
		avy -= float64(a.inv.Y * y)
		aspin -= float64(a.invIner * float64(c.armA*k))
		bvx -= float64(b.inv.X * x)
		bvy += float64(b.inv.Y * y)
		bspin += float64(b.invIner * float64(c.armB*k))

		a.vel.X, a.vel.Y, a.spin = avx, avy, aspin
		if !static {
			b.vel.X, b.vel.Y, b.spin = bvx, bvy, bspin
		}
	}
}

// The clamps of the kernels have no branch, for none could be foretold. They work on
// the bits of numbers: of those not below zero the greater has the greater bits.

const signBit = 1 << 63

// positive returns v, or 0 if it is less.
func positive(v float64) float64 {
	b := math.Float64bits(v)
	return math.Float64frombits(b &^ uint64(int64(b)>>63))
}

// clampTo returns v, brought to within bound of 0. It may return -0.
func clampTo(v, bound float64) float64 {
	b := math.Float64bits(v)
	return math.Float64frombits(min(b&^signBit, math.Float64bits(bound)) | b&signBit)
}

// largest returns the greater of two numbers that are not below zero.
func largest(a, b float64) float64 {
	return math.Float64frombits(max(math.Float64bits(a), math.Float64bits(b)))
}

// warm applies the impulses of the last sub-step again.
func (s *scratch) warm() {
	for i := range s.runs {
		r := &s.runs[i]
		if r.quads > 0 {
			warmQuads(&s.quads[r.quad], int64(r.quads), &s.moving[0], r.static)
		}
		s.warmEach(s.constraints[r.first+4*r.quads : r.end])
	}
}

func (s *scratch) warmEach(cs []constraint) {
	for i := range cs {
		c := &cs[i]
		a, b := &s.moving[c.a], &s.moving[c.b]
		p, q := &c.points[0], &c.points[1] // q is zero where there is one point
		k := p.push + q.push
		if k == 0 && c.rub == 0 {
			continue
		}
		x, y := float64(c.normal.X*k)-float64(c.normal.Y*c.rub), float64(c.normal.Y*k)+float64(c.normal.X*c.rub)
		a.vel.X -= float64(a.inv.X * x)
		a.vel.Y -= float64(a.inv.Y * y)
		a.spin -= float64(a.invIner * (float64(p.armA*p.push) + float64(q.armA*q.push) + float64(c.armA*c.rub)))
		if c.b < s.dynamic {
			b.vel.X += float64(b.inv.X * x)
			b.vel.Y += float64(b.inv.Y * y)
			b.spin += float64(b.invIner * (float64(p.armB*p.push) + float64(q.armB*q.push) + float64(c.armB*c.rub)))
		}
	}
}

// bounce gives back what restitution keeps of the approach.
func (s *scratch) bounce() {
	for i := range s.rebounds {
		r := &s.rebounds[i]
		c := &s.constraints[r.constraint]
		a, b := &s.moving[c.a], &s.moving[c.b]
		for j := range c.points[:c.count] {
			p := &c.points[j]
			if r.approach[j] > -bounceSpeed || p.greatest == 0 {
				continue
			}
			v := p.closing(c.normal, a, b) + float64(r.share*r.approach[j])
			next := greater(p.push-float64(p.mass*v), 0)
			k := next - p.push
			p.push, p.greatest = next, greater(p.greatest, next)
			a.strike(c.normal, p.armA, -k)
			if c.b < s.dynamic {
				b.strike(c.normal, p.armB, k)
			}
		}
	}
}

// strike gives a body an impulse along an axis, at a point that a turn by one radian
// moves by arm along it.
func (m *mover) strike(axis Vec, arm, k float64) {
	m.vel.X += float64(m.inv.X * float64(axis.X*k))
	m.vel.Y += float64(m.inv.Y * float64(axis.Y*k))
	m.spin += float64(m.invIner * float64(arm*k))
}
