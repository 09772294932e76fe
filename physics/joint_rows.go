package physics

import "math"

// What a joint does is made of rows: directions in which two bodies may move against
// each other. A row is held (no motion), limited (not below zero), driven by a motor
// or drawn by a spring. Held and limited rows are soft as contacts are.

// jointAct is a joint while it is solved.
type jointAct struct {
	*jointConstraint
	a, b    *mover
	h, perH float64
	mode    jointMode
}

// measure works out where the anchors are after what the bodies moved in the step.
func (j *jointAct) measure() {
	j.armA, j.armB = j.a.turn.apply(j.armA0), j.b.turn.apply(j.armB0)
	j.gap = j.apart0.add(j.b.moved.sub(j.a.moved)).add(j.armB.sub(j.armA))
	j.turn = j.turn0 + (j.b.turned - j.a.turned)
}

// row is a direction: along an axis at arms whose cross products with it are given, or
// of turning only.
type row struct {
	axis           Vec
	crossA, crossB float64
	mass           float64
}

// turning is the row of B turning against A.
func (j *jointAct) turning() row { return row{crossA: 1, crossB: 1, mass: inverse(j.inerA + j.inerB)} }

// along is the row of anchor B moving along an axis that turns with A.
func (j *jointAct) along(axis Vec) row {
	r := row{axis: axis, crossA: j.armA.add(j.gap).cross(axis), crossB: j.armB.cross(axis)}
	k := j.resistance(&r)
	if k > float64(j.most()*(1.0/(1<<30))) { // else locked but for rounding, as constraintPoint.loosen says
		r.mass = 1 / k
	}
	return r
}

// most is the speed that an impulse of 1 makes at the anchors, whatever its direction,
// at most.
func (j *jointAct) most() float64 {
	m, a, b := j.massA.add(j.massB), j.armA.add(j.gap), j.armB
	return m.X + m.Y + float64(j.inerA*a.dot(a)) + float64(j.inerB*b.dot(b))
}

// resistance is the speed that an impulse of 1 makes along a row.
func (j *jointAct) resistance(r *row) float64 {
	m := j.massA.add(j.massB)
	linear := float64(m.X*float64(r.axis.X*r.axis.X)) + float64(m.Y*float64(r.axis.Y*r.axis.Y))
	return linear + float64(j.inerA*float64(r.crossA*r.crossA)) + float64(j.inerB*float64(r.crossB*r.crossB))
}

func inverse(k float64) float64 {
	if k <= 0 {
		return 0
	}
	return 1 / k
}

// speed is how fast a row moves.
func (j *jointAct) speed(r *row) float64 {
	return r.axis.dot(j.b.vel.sub(j.a.vel)) + float64(r.crossB*j.b.spin) - float64(r.crossA*j.a.spin)
}

// give pushes B along a row, and A against it.
func (j *jointAct) give(r *row, impulse float64) {
	p := r.axis.scale(impulse)
	j.a.vel = j.a.vel.sub(j.massA.times(p))
	j.a.spin -= float64(float64(j.inerA*r.crossA) * impulse)
	j.b.vel = j.b.vel.add(j.massB.times(p))
	j.b.spin += float64(float64(j.inerB*r.crossB) * impulse)
	j.given = j.given.add(p)
	if r.axis == (Vec{}) {
		j.turned += impulse
	}
}

// reach brings the impulse of a row to next.
func (j *jointAct) reach(r *row, total *float64, next float64) {
	j.give(r, next-*total)
	*total = next
}

// hold lets a row not move, and brings its error to zero.
func (j *jointAct) hold(r *row, err float64, total *float64) {
	switch j.mode {
	case warming:
		j.give(r, *total)
	case pushing:
		v := j.speed(r) + clamp(float64(j.rigid.rate*err), jointSpeed)
		j.reach(r, total, *total-float64(float64(r.mass*j.rigid.mass)*v)-float64(j.rigid.impulse**total))
	case relaxing:
		j.reach(r, total, *total-float64(r.mass*j.speed(r)))
	}
}

// limit lets a row, or its opposite where sign is -1, not move by more than room.
func (j *jointAct) limit(r *row, sign, room float64, total *float64) {
	if j.mode == warming {
		j.give(r, float64(sign**total))
		return
	}
	v, share, keep := float64(sign*j.speed(r)), 1.0, 0.0
	if room > 0 {
		v += float64(room * j.perH)
	} else if j.mode == pushing {
		v += greater(float64(j.rigid.rate*room), -jointSpeed)
		share, keep = j.rigid.mass, j.rigid.impulse
	}
	next := greater(*total-float64(float64(r.mass*share)*v)-float64(keep**total), 0)
	j.give(r, float64(sign*(next-*total)))
	*total = next
}

// limits keeps a row between the limits of a joint, both in its units.
func (j *jointAct) limits(r *row, at, lower, upper float64) {
	j.limit(r, 1, at-lower, &j.lower)
	j.limit(r, -1, upper-at, &j.upper)
}

// drive brings a row to a speed with at most a force.
func (j *jointAct) drive(r *row, speed, power float64) {
	if j.mode == warming {
		j.give(r, j.motor)
		return
	}
	j.reach(r, &j.motor, clamp(j.motor-float64(r.mass*(j.speed(r)-speed)), float64(power*j.h)))
}

// stretch draws the error of a row to zero. It acts in pushing only: relaxing would
// undo it by a part, for it is a force of where the bodies were.
func (j *jointAct) stretch(r *row, err float64) {
	switch j.mode {
	case warming:
		j.give(r, j.spring)
	case pushing:
		s, had := &j.elastic, j.spring
		want := float64(s.share*j.speed(r)) + float64(s.pull*err)
		j.reach(r, &j.spring, had-float64(r.mass*want)-float64(s.keep*had))
	}
}

// pin holds the anchors together.
func (j *jointAct) pin() {
	switch j.mode {
	case warming:
		j.pull(j.point)
	case pushing:
		v := j.drift().add(bounded(j.gap.scale(j.rigid.rate).add(j.bend()), jointSpeed))
		p := j.against(v).scale(j.rigid.mass).add(j.point.scale(j.rigid.impulse)).neg()
		j.point = j.point.add(p)
		j.pull(p)
	case relaxing:
		p := j.against(j.drift()).neg()
		j.point = j.point.add(p)
		j.pull(p)
	}
}

// bend is what the anchors part by in a sub-step because they go round the centres and
// not straight on, as a speed.
func (j *jointAct) bend() Vec {
	a, b := float64(j.a.spin*j.a.spin), float64(j.b.spin*j.b.spin)
	return j.armA.scale(a).sub(j.armB.scale(b)).scale(float64(j.h * 0.5))
}

// drift is the velocity of anchor B against anchor A.
func (j *jointAct) drift() Vec {
	a, b := j.a, j.b
	return Vec{
		(b.vel.X - float64(b.spin*j.armB.Y)) - (a.vel.X - float64(a.spin*j.armA.Y)),
		(b.vel.Y + float64(b.spin*j.armB.X)) - (a.vel.Y + float64(a.spin*j.armA.X)),
	}
}

// pull gives anchor B an impulse, and anchor A its opposite.
func (j *jointAct) pull(p Vec) {
	j.a.vel = j.a.vel.sub(j.massA.times(p))
	j.a.spin -= float64(j.inerA * j.armA.cross(p))
	j.b.vel = j.b.vel.add(j.massB.times(p))
	j.b.spin += float64(j.inerB * j.armB.cross(p))
	j.given = j.given.add(p)
}

// against is the impulse at the anchors that makes a velocity.
func (j *jointAct) against(v Vec) Vec {
	m := j.massA.add(j.massB)
	a, b := j.armA, j.armB
	k11 := m.X + float64(j.inerA*float64(a.Y*a.Y)) + float64(j.inerB*float64(b.Y*b.Y))
	k12 := -float64(j.inerA*float64(a.X*a.Y)) - float64(j.inerB*float64(b.X*b.Y))
	k22 := m.Y + float64(j.inerA*float64(a.X*a.X)) + float64(j.inerB*float64(b.X*b.X))
	return solve2(k11, k12, k22, v)
}

// solve2 solves a symmetric system of two. Of one that has no inverse but for rounding,
// as where a body is locked on an axis, it solves the greater half.
func solve2(k11, k12, k22 float64, v Vec) Vec {
	square := float64(k11 * k22)
	det := square - float64(k12*k12)
	if det <= float64(square*(1.0/(1<<40))) {
		if k11 >= k22 {
			return Vec{float64(inverse(k11) * v.X), 0}
		}
		return Vec{0, float64(inverse(k22) * v.Y)}
	}
	det = 1 / det
	return Vec{
		float64((float64(k22*v.X) - float64(k12*v.Y)) * det),
		float64((float64(k11*v.Y) - float64(k12*v.X)) * det),
	}
}

// times is the product of each coordinate.
func (a Vec) times(b Vec) Vec { return Vec{float64(a.X * b.X), float64(a.Y * b.Y)} }

// bounded shortens a vector to a length.
func bounded(v Vec, most float64) Vec {
	if length := v.length(); length > most {
		return v.scale(most / length)
	}
	return v
}

// rigidSoftness is that of rows that hold and of limits.
func rigidSoftness(h float64, memoryless bool) softness {
	share := jointShare
	if memoryless {
		share = jointShareFresh
	}
	omega := float64(tau * share / h)
	a1 := 2*jointDamping + float64(h*omega)
	a2 := float64(float64(h*omega) * a1)
	a3 := 1 / (1 + a2)
	return softness{omega / a1, float64(a2 * a3), a3}
}

// spring is a damped spring over a sub-step: of a velocity v without it and an error x
// it makes (1-share) v - pull x. The share keep is given back of the impulse so far.
type spring struct{ share, pull, keep float64 }

// springOf makes a spring whose steps x' = x + h v', v' = (1-share) v - pull x have the
// same eigenvalues as the damped oscillator over h, so that frequency and damping are
// as stated. A stiffer one than SpringHertz is integrated implicitly, which is stable
// whatever it is coupled with.
func springOf(hertz, damping, h float64) spring {
	if hertz == 0 {
		return spring{}
	}
	omega := float64(tau * hertz)
	x := float64(omega * h)
	if hertz > lesser(SpringHertz, 1/(16*h)) {
		a2 := float64(x * (float64(2*damping) + x))
		share := a2 / (1 + a2)
		return spring{share, float64(float64(omega*x) / (1 + a2)), 1 - share}
	}
	decay := decayOf(float64(damping * x))
	keep := float64(decay * decay)
	return spring{1 - keep, (1 + keep - float64(2*float64(decay*cosOf(x, damping)))) / h, keep}
}

// decayOf is e to the power of -x, for x from 0.
func decayOf(x float64) float64 {
	n := int32(0)
	for ; x > 0.125; n++ {
		x = float64(x * 0.5)
	}
	sum := 1.0
	for k := 12.0; k >= 1; k-- {
		sum = 1 - float64(float64(x/k)*sum)
	}
	for ; n > 0; n-- {
		sum = float64(sum * sum)
	}
	return sum
}

// cosOf is the cosine of x sqrt(1-damping^2), or where damping is above 1 the
// hyperbolic cosine of x sqrt(damping^2-1).
func cosOf(x, damping float64) float64 {
	d := 1 - float64(damping*damping)
	if d >= 0 {
		_, cos := SinCos(float64(x*math.Sqrt(d)) / tau)
		return cos
	}
	e := decayOf(float64(x * math.Sqrt(-d)))
	return float64((e + 1/e) * 0.5)
}
