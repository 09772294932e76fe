package physics

import "math"

// finish puts the bodies where the solver moved them, on the grid if there is one.
func (w *World) finish() {
	w.sweep()
	w.turn()
	s := &w.scratch
	if w.opt.Grid {
		s.tellPushed()
	}
	for i, index := range s.active {
		b, m := &w.bodies[index], &s.moving[i]
		from, was, turned := b.pos, b.vel, b.angle != s.angles[i]
		b.vel, b.spin = m.vel, m.spin/tau
		b.pos = s.centers[i].add(m.moved)
		if b.center != (Vec{}) {
			b.pos = b.pos.sub(w.endRotation(b, m).apply(b.center))
		}
		b.angle, b.rotation = s.angles[i], m.turn
		if !b.pos.within(MaxCoord) {
			b.pos, b.vel = Vec{clamp(b.pos.X, MaxCoord), clamp(b.pos.Y, MaxCoord)}, Vec{}
		}
		if w.opt.Grid {
			b.round()
			if s.cold[i].pushed && b.pos == from && !turned && w.slow(b) && !(s.cold[i].slips && b.starts(was)) {
				b.vel, b.spin = Vec{}, 0 // else it would strive for ever
			}
		}
		b.pos, b.vel, b.spin = b.pos.unsigned(), b.vel.unsigned(), plus(b.spin)
		w.place(b)
	}
}

// turn works out the angles at the end of the step and, in the place of what the movers
// turned by, their sines and cosines: in a loop that does nothing else, for each is a
// long chain of sums, and so a processor works at several.
func (w *World) turn() {
	s := &w.scratch
	s.angles = resize(s.angles, int32(len(s.active)))
	for i, index := range s.active {
		m := &s.moving[i]
		m.bound()
		angle := w.bodies[index].endAngle(m)
		if w.opt.Grid {
			angle = RoundTurn(angle)
		}
		s.angles[i], m.turn = angle, rotOf(angle)
	}
}

// endAngle is where a mover turned a body.
func (b *body) endAngle(m *mover) float64 {
	if m.turned == 0 {
		return b.angle
	}
	t := b.angle + m.turned/tau
	return t - math.Floor(t)
}

// endRotation is the rotation at the end of the step before it is rounded to the grid.
func (w *World) endRotation(b *body, m *mover) rot {
	if w.opt.Grid {
		return rotOf(b.endAngle(m))
	}
	return m.turn
}

// slow reports whether a body would move less than a grid step in a step.
func (w *World) slow(b *body) bool {
	rate := float64(w.opt.Rate)
	return b.vel.within(rate/PosGrid) && abs(b.spin) <= rate/TurnGrid
}

// tellPushed marks what contacts push, and what slips on one: its friction does all that
// it can.
func (s *scratch) tellPushed() {
	for i := range s.constraints {
		c := &s.constraints[i]
		if c.greatest() == 0 {
			continue
		}
		slips := abs(c.rub) >= float64(c.friction*(c.points[0].push+c.points[1].push))
		s.cold[c.a].push(slips)
		if c.b < s.dynamic {
			s.cold[c.b].push(slips)
		}
	}
}

func (c *cold) push(slips bool) { c.pushed, c.slips = true, c.slips || slips }

// starts reports whether a body gains speed, as what begins to slide does: by more than
// what solving leaves undone.
func (b *body) starts(was Vec) bool {
	const undone = 3.0 / VelGrid
	return b.vel.length() > was.length()+undone
}

// round puts a body on the grid; its angle is.
func (b *body) round() {
	b.pos = Vec{RoundPos(b.pos.X), RoundPos(b.pos.Y)}
	b.vel = Vec{RoundVel(b.vel.X), RoundVel(b.vel.Y)}
	b.spin = RoundSpin(b.spin)
}
