package physics

import "math"

// mover is a body in the solver, in radians.
type mover struct {
	vel     Vec
	spin    float64
	moved   Vec // of the centre of mass, since the start of the step
	turned  float64
	inv     Vec // inverse mass along each axis, zero where it is locked
	invIner float64
	turn    rot // turned, as a rotation
}

// cold is what the solver's passes over contacts need not see of a mover.
type cold struct {
	fall          Vec     // what gravity adds to the velocity in a sub-step
	slow, slowRot float64 // factors of the damping in a sub-step
	pushed        bool    // by a contact
}

// enter makes the movers, and one more in the place of every static body.
func (w *World) enter() {
	s := &w.scratch
	h := w.subStep()
	s.moving, s.cold, s.centers = s.moving[:0], s.cold[:0], s.centers[:0]
	for _, i := range s.active {
		b := &w.bodies[i]
		m := mover{vel: b.vel, spin: float64(b.spin * tau), inv: Vec{b.invMass, b.invMass}, invIner: b.invInertia, turn: rot{1, 0}}
		c := cold{slow: 1, slowRot: 1}
		if b.fixed {
			m.spin = 0
		}
		if b.lockX {
			m.vel.X, m.inv.X = 0, 0
		}
		if b.lockY {
			m.vel.Y, m.inv.Y = 0, 0
		}
		if b.kind == kindDynamic {
			c.slow, c.slowRot = 1/(1+float64(h*b.linearDamping)), 1/(1+float64(h*b.angularDamping))
		}
		if g := float64(h * b.gravityScale); m.inv.X > 0 {
			c.fall.X = float64(g * w.opt.Gravity.X)
		}
		if g := float64(h * b.gravityScale); m.inv.Y > 0 {
			c.fall.Y = float64(g * w.opt.Gravity.Y)
		}
		s.moving, s.cold = append(s.moving, m), append(s.cold, c)
		s.centers = append(s.centers, b.pos.add(b.rotation.apply(b.center)))
	}
	s.moving, s.centers = append(s.moving, mover{turn: rot{1, 0}}), append(s.centers, Vec{})
}

// fallOf is how far gravity may take a body in one step.
func (w *World) fallOf(b *body) float64 {
	return lesser(float64(w.fall*abs(b.gravityScale)), float64(MaxSpeed*w.dt))
}

func (w *World) subStep() float64 { return w.dt / float64(w.opt.SubSteps) }

// accelerate applies gravity and damping for a sub-step and bounds the speed.
func (w *World) accelerate() {
	s := &w.scratch
	for i := range s.cold {
		m, c := &s.moving[i], &s.cold[i]
		m.vel = m.vel.add(c.fall).scale(c.slow)
		m.spin = float64(m.spin * c.slowRot)
		m.bound()
	}
}

// bound keeps the speed within what the engine promises.
func (m *mover) bound() {
	if v := m.vel.dot(m.vel); !(v <= MaxSpeed*MaxSpeed) {
		if !(v <= math.MaxFloat64) { // a joint that cannot hold may drive it without end
			*m = mover{inv: m.inv, invIner: m.invIner, turn: rot{1, 0}}
			return
		}
		m.vel = m.vel.scale(MaxSpeed / math.Sqrt(v))
	}
	if m.spin = clamp(m.spin, MaxSpin*tau); m.spin != m.spin {
		m.spin, m.turned, m.turn = 0, 0, rot{1, 0}
	}
}

// advance moves the bodies by a sub-step.
func (w *World) advance(h float64) {
	s := &w.scratch
	for i := range s.active {
		m := &s.moving[i]
		m.moved.X += float64(h * m.vel.X)
		m.moved.Y += float64(h * m.vel.Y)
		if m.spin == 0 {
			continue
		}
		a := float64(h * m.spin)
		m.turned += a
		c := m.turn.c - float64(a*m.turn.s)
		n := m.turn.s + float64(a*m.turn.c)
		k := 1 / math.Sqrt(float64(c*c)+float64(n*n))
		m.turn = rot{float64(c * k), float64(n * k)}
	}
}
