package physics

func (j *jointAct) prismatic(def *JointDef) {
	axis := j.a.turn.apply(j.axis0)
	r := j.along(axis)
	j.slide(def, &r, axis)
	if def.Power > 0 {
		j.drive(&r, def.Speed, def.Power)
	}
	j.rail(axis.perp())
}

// slide is the spring and the limits of what slides along an axis.
func (j *jointAct) slide(def *JointDef, r *row, axis Vec) {
	at := j.gap.dot(axis)
	if def.Hertz > 0 {
		j.stretch(r, at-def.Length)
	}
	if def.Limited {
		j.limits(r, at, def.Lower, def.Upper)
	}
}

// rail holds the way across the axis and the angle, both at once: a load at the end of
// a long arm would rock from one to the other.
func (j *jointAct) rail(across Vec) {
	r := j.along(across)
	if j.mode == warming {
		j.giveRail(&r, j.point)
		return
	}
	v := Vec{j.speed(&r), j.b.spin - j.a.spin}
	share, keep := 1.0, 0.0
	if j.mode == pushing {
		share, keep = j.rigid.mass, j.rigid.impulse
		v.X += clamp(float64(j.rigid.rate*j.gap.dot(across)), jointSpeed)
		v.Y += clamp(float64(j.rigid.rate*j.turn), jointSpeed)
	}
	k11 := j.resistance(&r)
	k12 := float64(j.inerA*r.crossA) + float64(j.inerB*r.crossB)
	k22 := j.inerA + j.inerB
	if k22 == 0 { // neither turns
		k22, v.Y = 1, 0
	}
	p := solve2(k11, k12, k22, v).scale(share).add(j.point.scale(keep)).neg()
	j.point = j.point.add(p)
	j.giveRail(&r, p)
}

func (j *jointAct) giveRail(r *row, p Vec) {
	j.give(r, p.X)
	turning := row{crossA: 1, crossB: 1}
	j.give(&turning, p.Y)
}
