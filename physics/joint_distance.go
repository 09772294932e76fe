package physics

func (j *jointAct) distance(def *JointDef) {
	axis, length := Vec{1, 0}, j.gap.length()
	if length > 0 {
		axis = j.gap.scale(1 / length)
	}
	r := j.along(axis)
	if def.Hertz > 0 {
		j.stretch(&r, length-def.Length)
	}
	if def.Power > 0 {
		j.drive(&r, def.Speed, def.Power)
	}
	if def.Limited {
		j.limits(&r, length, def.Lower, def.Upper)
	} else if def.Hertz == 0 && def.Power == 0 {
		j.hold(&r, length-def.Length, &j.angle)
	}
}
