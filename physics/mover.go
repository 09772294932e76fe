package physics

import "math"

// mover is a body in the solver, in radians. Its fields are in the order in which the
// kernels of lanes read them, by twos.
type mover struct {
	vel     Vec
	spin    float64
	invIner float64
	inv     Vec // inverse mass along each axis, zero where it is locked
	moved   Vec // of the centre of mass, since the start of the step
	turned  float64
	turn    rot // turned, as a rotation
}

// cold is what the solver's passes over contacts need not see of a mover.
type cold struct {
	fall          Vec     // what gravity adds to the velocity in a sub-step
	slow, slowRot float64 // factors of the damping in a sub-step
	held, pushed  bool    // by a contact; held by a joint too
	slips         bool    // on a contact
}

// enter makes the movers, field by field and so in place, and one more that stands for
// every static body.
func (w *World) enter() {
	s := &w.scratch
	h := w.subStep()
	n := int32(len(s.active))
	s.moving, s.cold, s.centers = resize(s.moving, n+1), resize(s.cold, n), resize(s.centers, n+1)
	for r, i := range s.active {
		b, m, c := &w.bodies[i], &s.moving[r], &s.cold[r]
		m.vel, m.spin = b.vel, float64(b.spin*tau)
		m.moved, m.turned, m.turn = Vec{}, 0, rot{1, 0}
		m.inv, m.invIner = Vec{b.invMass, b.invMass}, b.invInertia
		if b.fixed {
			m.spin = 0
		}
		if b.lockX {
			m.vel.X, m.inv.X = 0, 0
		}
		if b.lockY {
			m.vel.Y, m.inv.Y = 0, 0
		}
		c.fall, c.slow, c.slowRot, c.held, c.pushed, c.slips = Vec{}, 1, 1, false, false, false
		if b.kind == kindDynamic {
			c.slow, c.slowRot = 1/(1+float64(h*b.linearDamping)), 1/(1+float64(h*b.angularDamping))
		}
		if g := float64(h * b.gravityScale); m.inv.X > 0 {
			c.fall.X = float64(g * w.opt.Gravity.X)
		}
		if g := float64(h * b.gravityScale); m.inv.Y > 0 {
			c.fall.Y = float64(g * w.opt.Gravity.Y)
		}
		s.centers[r] = b.pos.add(b.rotation.apply(b.center))
	}
	s.moving[n], s.centers[n] = mover{turn: rot{1, 0}}, Vec{}
}

// fallOf is how far gravity may take a body in one step.
func (w *World) fallOf(b *body) float64 {
	return lesser(float64(w.fall*abs(b.gravityScale)), float64(MaxSpeed*w.dt))
}

func (w *World) subStep() float64 { return w.dt / float64(w.opt.SubSteps) }

// coast moves what no contact and no joint holds through all sub-steps at once, and
// lists what is held: in a game that is the lesser part.
func (w *World) coast(h float64) {
	s := &w.scratch
	none := int32(len(s.cold))
	for i := range s.constraints {
		s.cold[s.constraints[i].a].held = true
		if b := s.constraints[i].b; b < none {
			s.cold[b].held = true
		}
	}
	for i := range s.joints {
		for _, m := range [2]int32{s.joints[i].a, s.joints[i].b} {
			if m < none {
				s.cold[m].held = true
			}
		}
	}
	s.held = s.held[:0]
	for i := range s.cold {
		m, c := &s.moving[i], &s.cold[i]
		if c.held {
			s.held = append(s.held, int32(i))
			continue
		}
		m.coast(c, h, w.opt.SubSteps)
	}
}

func (m *mover) coast(c *cold, h float64, steps int32) {
	v, spin, moved, turned := m.vel, m.spin, m.moved, m.turned
	fast := math.Abs(v.X) + math.Abs(v.Y) + float64(float64(steps)*(math.Abs(c.fall.X)+math.Abs(c.fall.Y)))
	if !(fast <= MaxSpeed/2 && math.Abs(spin) <= MaxSpin*tau) {
		for range steps {
			m.accelerate(c)
			m.advance(h)
		}
		return
	}
	for range steps { // the same, since it cannot come to the bounds
		v = v.add(c.fall).scale(c.slow)
		spin = float64(spin * c.slowRot)
		moved.X += float64(h * v.X)
		moved.Y += float64(h * v.Y)
		turned += float64(h * spin)
	}
	m.vel, m.spin, m.moved, m.turned = v, spin, moved, turned
}

// accelerate applies gravity and damping for a sub-step to what is held.
func (w *World) accelerate() {
	s := &w.scratch
	for _, i := range s.held {
		s.moving[i].accelerate(&s.cold[i])
	}
}

func (m *mover) accelerate(c *cold) {
	m.vel = m.vel.add(c.fall).scale(c.slow)
	m.spin = float64(m.spin * c.slowRot)
	m.bound()
}

// bound keeps the speed within what the engine promises.
func (m *mover) bound() {
	if !(m.vel.dot(m.vel) <= MaxSpeed*MaxSpeed && math.Abs(m.spin) <= MaxSpin*tau) {
		m.brake()
	}
}

func (m *mover) brake() {
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

// advance moves what is held by a sub-step.
func (w *World) advance(h float64) {
	s := &w.scratch
	for _, i := range s.held {
		s.moving[i].advance(h)
	}
	if len(s.joints) > 0 {
		for _, i := range s.held {
			s.moving[i].rotate(h)
		}
	}
}

func (m *mover) advance(h float64) {
	m.moved.X += float64(h * m.vel.X)
	m.moved.Y += float64(h * m.vel.Y)
	m.turned += float64(h * m.spin)
}

// rotate keeps turned as a rotation, which joints alone ask for.
func (m *mover) rotate(h float64) {
	if m.spin == 0 {
		return
	}
	a := float64(h * m.spin)
	c := m.turn.c - float64(a*m.turn.s)
	n := m.turn.s + float64(a*m.turn.c)
	k := 1 / math.Sqrt(float64(c*c)+float64(n*n))
	m.turn = rot{float64(c * k), float64(n * k)}
}
