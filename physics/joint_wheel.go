package physics

func (j *jointAct) wheel(def *JointDef) {
	axis := j.a.turn.apply(j.axis0)
	if def.Power > 0 {
		r := j.turning()
		j.drive(&r, float64(def.Speed*tau), def.Power)
	}
	if def.Hertz > 0 || def.Limited {
		r := j.along(axis)
		j.slide(def, &r, axis)
	}
	across := axis.perp()
	r := j.along(across)
	j.hold(&r, j.gap.dot(across), &j.angle)
}
