package physics

// roller is a contact that resists rolling.
type roller struct {
	constraint int32
	share      float64 // of the push: the greatest torque, in units
	mass       float64 // of turning one body against the other
	twist      float64 // impulse of a sub-step
}

// mixRolling combines two surfaces: the softer one yields.
func mixRolling(a, b float64) float64 { return greater(a, b) }

// rollerOf notes what resists a contact's rolling.
func (s *scratch) rollerOf(c *constraint, index int32, share float64) {
	mass := inverse(s.moving[c.a].invIner + s.moving[c.b].invIner)
	s.rollers = append(s.rollers, roller{constraint: index, share: share, mass: mass})
}

// roll slows the turning of bodies against what they roll on, within what the push of
// the contact allows. It starts from nothing in each sub-step: what is kept of it is
// the spin that it takes.
func (s *scratch) roll(first bool) {
	for i := range s.rollers {
		r := &s.rollers[i]
		c := &s.constraints[r.constraint]
		a, b := &s.moving[c.a], &s.moving[c.b]
		if first {
			r.twist = 0
		}
		most := float64(r.share * s.pushOf(c))
		next := clamp(r.twist-float64(r.mass*(b.spin-a.spin)), most)
		k := next - r.twist
		r.twist = next
		a.spin -= float64(a.invIner * k)
		if c.b < s.dynamic {
			b.spin += float64(b.invIner * k)
		}
	}
}
