package physics

// mouse is a spring in two directions at once, of bounded force.
func (j *jointAct) mouse(def *JointDef) {
	switch j.mode {
	case warming:
		j.pull(j.point)
	case pushing:
		s := &j.elastic
		want := j.drift().scale(s.share).add(bounded(j.gap, MaxSpeed).scale(s.pull))
		next := bounded(j.point.sub(j.against(want)).sub(j.point.scale(s.keep)), float64(def.Power*j.h))
		p := next.sub(j.point)
		j.point = next
		j.pull(p)
	}
}
