package physics

// leastJoint is the least bytes of a joint in a state.
const leastJoint = 3

// appendJoints writes the number of slots, and of each its generation, kind and,
// unless it is free, every field.
func (w *World) appendJoints(b []byte) []byte {
	b = u32(b, uint32(len(w.joints)))
	for i := range w.joints {
		j := &w.joints[i]
		b = append(u16(b, j.gen), uint8(j.def.Kind))
		if j.def.Kind != 0 {
			b = j.append(b)
		}
	}
	return b
}

func (j *joint) append(b []byte) []byte {
	d := &j.def
	b = append(b, bit(d.Limited)|bit(d.Collide)<<1)
	b = u16(u16(u16(u16(b, d.BodyA.Index), d.BodyA.Gen), d.BodyB.Index), d.BodyB.Gen)
	b = u32(u32(b, d.Key), d.User)
	b = vec(vec(vec(vec(b, d.AnchorA), d.AnchorB), d.Axis), d.Target)
	for _, v := range [...]float64{
		d.Angle, d.Length, d.Lower, d.Upper, d.Speed, d.Power, d.Hertz, d.Damping, d.BreakForce, d.BreakTorque,
	} {
		b = f64(b, v)
	}
	for _, v := range j.memory() {
		b = f64(b, *v)
	}
	return b
}

// memory is what a joint holds besides its definition.
func (j *joint) memory() [10]*float64 {
	return [...]*float64{
		&j.point.X, &j.point.Y, &j.angle, &j.lower, &j.upper, &j.motor, &j.spring, &j.force.X, &j.force.Y, &j.torque,
	}
}

func (w *World) loadJoints(r *reader) {
	count := r.u32()
	if count > MaxJoints || int64(count)*leastJoint > int64(len(r.b)) {
		r.fail("too many joints")
		return
	}
	w.joints = make([]joint, count)
	for i := range w.joints {
		j := &w.joints[i]
		j.gen, j.def.Kind = r.u16(), JointKind(r.u8())
		if j.gen == 0 {
			r.fail("joint slot never used")
		}
		if j.def.Kind != 0 {
			w.loadJoint(r, j)
		}
		if r.err != nil {
			return
		}
	}
}

func (w *World) loadJoint(r *reader, j *joint) {
	d := &j.def
	flags := r.u8()
	d.Limited, d.Collide = flags&1 != 0, flags&2 != 0
	d.BodyA, d.BodyB = BodyID{r.u16(), r.u16()}, BodyID{r.u16(), r.u16()}
	d.Key, d.User = r.u32(), r.u32()
	d.AnchorA, d.AnchorB, d.Axis, d.Target = r.vec(), r.vec(), r.vec(), r.vec()
	for _, v := range [...]*float64{
		&d.Angle, &d.Length, &d.Lower, &d.Upper, &d.Speed, &d.Power, &d.Hertz, &d.Damping, &d.BreakForce, &d.BreakTorque,
	} {
		*v = r.f64()
	}
	for _, v := range j.memory() {
		if *v = r.f64(); !(abs(*v) <= maxImpulse) {
			r.fail("joint impulse")
		}
	}
	there := w.Valid(d.BodyB) && d.BodyA != d.BodyB && (d.Kind == Mouse || w.Valid(d.BodyA))
	if flags > 3 || !d.valid() || d.stripped() != *d || !there {
		r.fail("joint out of bounds")
	}
}

// settleJoints works out what follows from the joints that were loaded.
func (w *World) settleJoints() {
	for i := range w.joints {
		if w.joints[i].def.Kind == 0 {
			w.freeJoints.add(int32(i))
		} else {
			w.enlist(uint16(i))
		}
	}
}
