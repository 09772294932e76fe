package physics

// memory is the impulses of a contact, which the next step starts from.
type memory struct {
	order order
	count int32
	ids   [2]uint32
	push  [2]float64
	rub   float64
}

// remember keeps the impulses of the last sub-step.
func (w *World) remember() {
	s := &w.scratch
	w.memory = w.memory[:0]
	for i := range s.contacts {
		c := &s.contacts[i]
		k := &s.constraints[c.place]
		if sum := k.points[0].push + k.points[1].push; sum == 0 || !(sum <= maxImpulse && abs(k.rub) <= maxImpulse) {
			continue
		}
		m := memory{order: c.order, count: k.count, rub: plus(k.rub)}
		for j := range k.points[:k.count] {
			m.ids[j], m.push[j] = c.manifold.points[j].id, k.points[j].push
		}
		w.memory = append(w.memory, m)
	}
}

// recall drops what comes before a contact in order.
func recall(old []memory, o *order) []memory {
	for len(old) > 0 && old[0].order.compare(o) < 0 {
		old = old[1:]
	}
	return old
}

// recall starts a contact from the impulses that were kept, by features.
func (c *constraint) recall(old *memory, m *manifold) {
	for j := range c.points[:c.count] {
		for n, id := range old.ids[:old.count] {
			if id == m.points[j].id {
				c.points[j].push, c.rub = old.push[n], old.rub
			}
		}
	}
}
