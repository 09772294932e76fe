package physics

// memory is the impulses of a contact, which the next step starts from.
type memory struct {
	order     order
	count     int32
	ids       [2]uint32
	push, rub [2]float64
}

// remember keeps the impulses of the last sub-step.
func (w *World) remember() {
	s := &w.scratch
	w.memory = w.memory[:0]
	for i := range s.contacts {
		c := &s.contacts[i]
		k := &s.constraints[c.place]
		if k.points[0].push == 0 && k.points[1].push == 0 {
			continue
		}
		m := memory{order: c.order, count: k.count}
		for j := range k.points[:k.count] {
			m.ids[j], m.push[j], m.rub[j] = c.manifold.points[j].id, k.points[j].push, k.points[j].rub
		}
		w.memory = append(w.memory, m)
	}
}

// recall starts the contacts from the impulses that were kept, by pair and features.
func (w *World) recall() {
	s := &w.scratch
	old := w.memory
	for i := range s.contacts {
		c := &s.contacts[i]
		c.order = w.orderOf(&s.pairs[c.pair])
		for len(old) > 0 && old[0].order.compare(&c.order) < 0 {
			old = old[1:]
		}
		if len(old) == 0 || old[0].order != c.order {
			continue
		}
		m, k := &old[0], &s.constraints[c.place]
		for j := range k.points[:k.count] {
			for n, id := range m.ids[:m.count] {
				if id == c.manifold.points[j].id {
					k.points[j].push, k.points[j].rub = m.push[n], m.rub[n]
				}
			}
		}
	}
}
