package physics

func (j *jointAct) revolute(def *JointDef) {
	if def.Hertz > 0 || def.Power > 0 || def.Limited {
		r := j.turning()
		if def.Hertz > 0 {
			j.stretch(&r, j.turn)
		}
		if def.Power > 0 {
			j.drive(&r, float64(def.Speed*tau), def.Power)
		}
		if def.Limited {
			j.limits(&r, j.turn, float64(def.Lower*tau), float64(def.Upper*tau))
		}
	}
	j.pin()
}
