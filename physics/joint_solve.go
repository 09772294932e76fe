package physics

// Joints are solved in order, before the contacts, so that contacts win over joints.
//
// What holds gives way as a spring of its frequency does, of the mass at that joint: of
// five welded links that stick out the end sinks by a fortieth of their length, of ten
// by a quarter; with twice the sub-steps by a quarter of that.
//
// A Memoryless world gives joints no impulses to start from, and for that a stiffer
// hold, which comes to the same for chains and short beams; ten welded links hang. At
// rest velocities are left of up to what gravity gives in a step.
//
// After E. Catto, "Soft Constraints" (GDC 2011) and "Solver2D" (2024).

// jointConstraint is a joint in the solver.
type jointConstraint struct {
	joint        int32
	a, b         int32   // movers
	massA, massB Vec     // inverse, along x and y
	inerA, inerB float64 // inverse
	armA0, armB0 Vec     // from the centres of mass, at the start of the step
	apart0       Vec     // from the centre of A to that of B, then
	axis0        Vec     // of unit length, then
	turn0        float64 // of B against A, then, radians
	armA, armB   Vec     // now, as are the next two
	gap          Vec     // from anchor A to anchor B
	turn         float64
	rigid        softness
	elastic      spring
	impulses
	given  Vec // to B in the step so far
	turned float64
}

// prepareJoints makes s.joints from the joints whose bodies take part and works out
// what stays the same in a step.
func (w *World) prepareJoints(h float64) {
	s := &w.scratch
	s.joints = s.joints[:0]
	if len(w.jointOrder) == 0 {
		return
	}
	rigid, none := rigidSoftness(h, w.opt.Memoryless), int32(len(s.active))
	for _, i := range w.jointOrder {
		j := &w.joints[i]
		a, b := &w.bodies[j.bodyA], &w.bodies[j.bodyB]
		off := a.disabled || b.disabled
		if w.opt.Memoryless || off {
			j.impulses = impulses{}
		}
		rankA, rankB := s.rank[j.bodyA], s.rank[j.bodyB]
		if off || a.asleep != 0 || b.asleep != 0 || rankA == none && rankB == none {
			if a.asleep == 0 && b.asleep == 0 {
				j.force, j.torque = Vec{}, 0
			}
			continue
		}
		c := jointConstraint{joint: int32(i), a: rankA, b: rankB, rigid: rigid, impulses: j.impulses}
		c.prepare(&j.def, a, b)
		c.armA, c.armB, c.gap, c.turn = c.armA0, c.armB0, c.apart0.add(c.armB0.sub(c.armA0)), c.turn0
		if j.def.Kind == Mouse {
			c.a = none
		}
		c.elastic = springOf(j.def.Hertz, j.def.Damping, h)
		s.joints = append(s.joints, c)
	}
}

func (c *jointConstraint) prepare(def *JointDef, a, b *body) {
	c.massB, c.inerB = b.inverseMass(), b.invInertia
	c.armB0 = b.rotation.apply(def.AnchorB.sub(b.center))
	c.apart0 = b.pos.add(b.rotation.apply(b.center))
	if def.Kind == Mouse {
		c.apart0 = c.apart0.sub(def.Target)
		return
	}
	c.massA, c.inerA = a.inverseMass(), a.invInertia
	c.armA0 = a.rotation.apply(def.AnchorA.sub(a.center))
	c.apart0 = c.apart0.sub(a.pos.add(a.rotation.apply(a.center)))
	c.turn0 = float64(wrapped(b.angle-a.angle-def.Angle) * tau)
	if length := def.Axis.length(); length > 0 {
		c.axis0 = a.rotation.apply(def.Axis.scale(1 / length))
	}
}

// inverseMass is that of a body along x and y: zero where it is locked.
func (b *body) inverseMass() Vec {
	m := Vec{b.invMass, b.invMass}
	if b.lockX {
		m.X = 0
	}
	if b.lockY {
		m.Y = 0
	}
	return m
}

// The three ways in which the solver goes through the joints in a sub-step: to apply
// the impulses of the last sub-step again, to solve with the push out of error, and to
// solve without.
type jointMode uint8

const (
	warming jointMode = iota
	pushing
	relaxing
)

func (w *World) warmJoints() { w.eachJoint(w.subStep(), warming) }

func (w *World) solveJoints(h float64, soft bool) {
	if soft {
		w.eachJoint(h, pushing)
	} else {
		w.eachJoint(h, relaxing)
	}
}

func (w *World) eachJoint(h float64, mode jointMode) {
	s, perH := &w.scratch, 1/h
	for i := range s.joints {
		c := &s.joints[i]
		act := jointAct{c, &s.moving[c.a], &s.moving[c.b], h, perH, mode}
		if mode == relaxing { // the only one after a move
			act.measure()
		}
		act.solve(&w.joints[c.joint].def)
	}
}

// solve goes through the rows of a joint, the most rigid last.
func (j *jointAct) solve(def *JointDef) {
	switch def.Kind {
	case Revolute:
		j.revolute(def)
	case Distance:
		j.distance(def)
	case Prismatic:
		j.prismatic(def)
	case Weld:
		j.weld(def)
	case Mouse:
		j.mouse(def)
	case Wheel:
		j.wheel(def)
	}
}

// keepJoints stores the impulses and lists and destroys the joints that broke.
func (w *World) keepJoints() {
	s := &w.scratch
	w.breaks = w.breaks[:0]
	perStep := 1 / w.dt
	for i := range s.joints {
		c := &s.joints[i]
		j := &w.joints[c.joint]
		j.impulses = c.impulses.kept()
		j.force, j.torque = Vec{keptImpulse(c.given.X * perStep), keptImpulse(c.given.Y * perStep)}, keptImpulse(c.turned*perStep)
		if d := &j.def; d.BreakForce > 0 && j.force.length() > d.BreakForce || d.BreakTorque > 0 && abs(j.torque) > d.BreakTorque {
			w.breaks = append(w.breaks, JointEvent{
				Joint: JointID{uint16(c.joint), j.gen}, BodyA: d.BodyA, BodyB: d.BodyB, Force: j.force, Torque: j.torque,
				User: d.User, UserA: w.bodies[j.bodyA].user, UserB: w.bodies[j.bodyB].user,
			})
			if d.Kind == Mouse {
				w.breaks[len(w.breaks)-1].UserA = 0
			}
			w.removeJoint(uint16(c.joint))
		}
	}
}

// kept is the impulses as a state may hold them.
func (m impulses) kept() impulses {
	return impulses{
		Vec{keptImpulse(m.point.X), keptImpulse(m.point.Y)},
		keptImpulse(m.angle), keptImpulse(m.lower), keptImpulse(m.upper), keptImpulse(m.motor), keptImpulse(m.spring),
	}
}

// keptImpulse is an impulse, or nothing of one without bound: joints that contradict
// each other may build that up, and begin anew then.
func keptImpulse(v float64) float64 {
	if !(abs(v) <= maxImpulse) {
		return 0
	}
	return plus(v)
}
