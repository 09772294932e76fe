package physics

import "math"

// finish puts the bodies where the solver moved them, on the grid if there is one.
func (w *World) finish() {
	w.sweep()
	s := &w.scratch
	for i := range s.constraints {
		c := &s.constraints[i]
		if c.greatest() > 0 {
			s.cold[c.a].pushed = true
			if c.b < s.dynamic {
				s.cold[c.b].pushed = true
			}
		}
	}
	for i, index := range s.active {
		b, m := &w.bodies[index], &s.moving[i]
		from, fromAngle := b.pos, b.angle
		center := s.centers[i].add(m.moved)
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
			if s.cold[i].pushed && b.pos == from && b.angle == fromAngle && w.slow(b) {
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
