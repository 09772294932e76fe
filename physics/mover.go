package physics

import "math"

// mover is a body in the solver, in radians.
type mover struct {
	vel     Vec
	spin    float64
	moved   Vec // of the centre of mass, since the start of the step
	turned  float64
	turn    rot // turned, as a rotation
	invMass float64
	inv     Vec // inverse mass along each axis, zero where it is locked
	invIner float64
	fall    float64 // share of gravity
	slow    float64 // factors of the damping in a sub-step
	slowRot float64
	pushed  bool // by a contact
}

// enter makes the movers, and one more in the place of every static body.
func (w *World) enter() {
	s := &w.scratch
	h := w.subStep()
	s.moving = s.moving[:0]
	for _, i := range s.active {
		b := &w.bodies[i]
		m := mover{
			vel: b.vel, spin: float64(b.spin * tau), turn: rot{1, 0},
			invMass: b.invMass, inv: Vec{b.invMass, b.invMass}, invIner: b.invInertia, fall: b.gravityScale,
			slow:    1 / (1 + float64(h*b.linearDamping)),
			slowRot: 1 / (1 + float64(h*b.angularDamping)),
		}
		m.hold(b)
		s.moving = append(s.moving, m)
	}
	s.moving = append(s.moving, mover{turn: rot{1, 0}})
}

// hold keeps a body from moving as it may not, and takes a kinematic one from gravity
// and damping.
func (m *mover) hold(b *body) {
	if b.fixed {
		m.spin = 0
	}
	if b.lockX {
		m.vel.X, m.inv.X = 0, 0
	}
	if b.lockY {
		m.vel.Y, m.inv.Y = 0, 0
	}
	if b.kind == kindKinematic {
		m.slow, m.slowRot = 1, 1
	}
	if b.invMass == 0 {
		m.fall = 0
	}
}

// massAlong is the inverse mass along an axis.
func (m *mover) massAlong(axis Vec) float64 {
	if m.inv.X == m.inv.Y {
		return m.inv.X
	}
	return float64(m.inv.X*float64(axis.X*axis.X)) + float64(m.inv.Y*float64(axis.Y*axis.Y))
}

// fallOf is how far gravity may take a body in one step.
func (w *World) fallOf(b *body) float64 {
	return lesser(float64(w.fall*abs(b.gravityScale)), float64(MaxSpeed*w.dt))
}

func (w *World) subStep() float64 { return w.dt / float64(w.opt.SubSteps) }

// accelerate applies gravity and damping for a sub-step and bounds the speed.
func (w *World) accelerate(h float64) {
	s := &w.scratch
	g := w.opt.Gravity.scale(h)
	for i := range s.active {
		m := &s.moving[i]
		if m.inv.X > 0 {
			m.vel.X += float64(m.fall * g.X)
		}
		if m.inv.Y > 0 {
			m.vel.Y += float64(m.fall * g.Y)
		}
		m.vel = m.vel.scale(m.slow)
		m.spin = float64(m.spin * m.slowRot)
		m.bound()
	}
}

// bound keeps the speed within what the engine promises.
func (m *mover) bound() {
	if v := m.vel.dot(m.vel); v > MaxSpeed*MaxSpeed {
		m.vel = m.vel.scale(MaxSpeed / math.Sqrt(v))
	}
	m.spin = clamp(m.spin, MaxSpin*tau)
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

// finish puts the bodies where the solver moved them, on the grid if there is one.
func (w *World) finish() {
	w.sweep()
	s := &w.scratch
	for i := range s.constraints {
		c := &s.constraints[i]
		if c.points[0].greatestPush > 0 || c.points[1].greatestPush > 0 {
			s.moving[c.a].pushed, s.moving[c.b].pushed = true, true
		}
	}
	for i, index := range s.active {
		b, m := &w.bodies[index], &s.moving[i]
		from, fromAngle := b.pos, b.angle
		center := b.pos.add(b.rotation.apply(b.center)).add(m.moved)
		m.bound()
		b.vel, b.spin = m.vel, m.spin/tau
		if m.turned != 0 {
			t := b.angle + m.turned/tau
			b.angle = t - math.Floor(t)
		}
		b.rotation = rotOf(b.angle)
		b.pos = center.sub(b.rotation.apply(b.center))
		if !b.pos.within(MaxCoord) {
			b.pos, b.vel = Vec{clamp(b.pos.X, MaxCoord), clamp(b.pos.Y, MaxCoord)}, Vec{}
		}
		if w.opt.Grid {
			b.round()
			if m.pushed && b.kind == kindDynamic && b.pos == from && b.angle == fromAngle && w.slow(b) {
				b.vel, b.spin = Vec{}, 0 // else it would strive for ever
			}
		}
		b.pos, b.vel, b.spin = b.pos.unsigned(), b.vel.unsigned(), plus(b.spin)
		w.place(b)
	}
}

// slow reports whether a body would move less than a grid step in a step.
func (w *World) slow(b *body) bool {
	rate := float64(w.opt.Rate)
	return b.vel.within(rate/PosGrid) && abs(b.spin) <= rate/TurnGrid
}

// round puts a body on the grid.
func (b *body) round() {
	b.pos = Vec{RoundPos(b.pos.X), RoundPos(b.pos.Y)}
	b.vel = Vec{RoundVel(b.vel.X), RoundVel(b.vel.Y)}
	b.angle, b.spin = RoundTurn(b.angle), RoundSpin(b.spin)
	b.rotation = rotOf(b.angle)
}
