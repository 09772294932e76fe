package physics

func (j *jointAct) weld(def *JointDef) {
	r := j.turning()
	if def.Hertz > 0 {
		j.stretch(&r, j.turn)
	} else {
		j.hold(&r, j.turn, &j.angle)
	}
	j.pin()
}
