package physics

// sortRest brings touches and impulses to where they belong: of what sleeps to the
// rested, of all else to the others.
func (w *World) sortRest() {
	s := &w.scratch
	w.touching, w.rested, s.endTouch = shift(w, w.touching, w.rested, s.endTouch)
	w.overlapping, w.restOverlap, s.endOverlap = shift(w, w.overlapping, w.restOverlap, s.endOverlap)
	w.memory, w.restMemory, s.oldMemory = shift(w, w.memory, w.restMemory, s.oldMemory)
}

// settled is what may rest: it belongs to two bodies and has a place in an order.
type settled[T any] interface {
	*T
	place() *order
}

func (t *touch) place() *order  { return &t.order }
func (m *memory) place() *order { return &m.order }

// shift parts two lists into what is of the awake and what is of sleepers, each in
// order. spare is memory for the work; the third result is what became of it.
func shift[T any, P settled[T]](w *World, awake, rested, spare []T) (up, down, rest []T) {
	spare = spare[:0]
	for i, j := 0, 0; i < len(awake) || j < len(rested); {
		if j == len(rested) || i < len(awake) && P(&awake[i]).place().compare(P(&rested[j]).place()) < 0 {
			spare = append(spare, awake[i])
			i++
		} else {
			spare = append(spare, rested[j])
			j++
		}
	}
	up, down = awake[:0], rested[:0]
	for i := range spare {
		if w.isRested(P(&spare[i]).place()) {
			down = append(down, spare[i])
		} else {
			up = append(up, spare[i])
		}
	}
	return up, down, spare
}

// sleepsSoundly checks what was loaded: that bodies sleep where they may, at rest, by
// islands named by their first, and that touches and impulses are where they belong.
func (w *World) sleepsSoundly() bool {
	for i := range w.bodies {
		b := &w.bodies[i]
		if b.quiet > 0 && (!w.sleeps() || b.kind != kindDynamic || b.quiet > w.quietSteps()) {
			return false
		}
		if b.asleep == 0 {
			continue
		}
		first := int(b.asleep) - 1
		if !w.sleeps() || b.kind != kindDynamic || b.disabled || b.quiet != 0 || b.moves() || first >= len(w.bodies) ||
			w.bodies[first].asleep != b.asleep || w.bodies[first].order > b.order {
			return false
		}
	}
	return allRested(w, w.rested, true) && allRested(w, w.restOverlap, true) && allRested(w, w.restMemory, true) &&
		allRested(w, w.touching, false) && allRested(w, w.overlapping, false) && allRested(w, w.memory, false)
}

func allRested[T any, P settled[T]](w *World, list []T, rested bool) bool {
	for i := range list {
		if w.isRested(P(&list[i]).place()) != rested {
			return false
		}
	}
	return true
}

// eachInOrder calls visit for what is in either of two lists, in order.
func eachInOrder(a, b []touch, visit func(t *touch)) {
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].order.compare(&b[0].order) < 0 {
			visit(&a[0])
			a = a[1:]
		} else {
			visit(&b[0])
			b = b[1:]
		}
	}
}

// isRested reports whether one of two shapes is of a body that sleeps.
func (w *World) isRested(o *order) bool {
	a, b := w.shape(shapeID(o.shapes>>32)), w.shape(shapeID(o.shapes))
	return a != nil && b != nil && (w.bodies[a.body].asleep != 0 || w.bodies[b.body].asleep != 0)
}
