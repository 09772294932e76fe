package physics

import "slices"

// SetType makes a body static, dynamic or kinematic. A body that becomes static comes
// to rest. What it touched goes on touching, unless the two change places in the order:
// then the contact ends as it was and begins the other way round.
func (w *World) SetType(id BodyID, t BodyType) {
	b := w.body(id)
	if b == nil || t > Kinematic || b.kind == uint8(t)+1 {
		return
	}
	w.disturb(b)
	b.quiet = 0
	w.changed(id.Index)
	if b.kind != kindStatic {
		w.removeDynamic(id.Index)
	}
	b.kind = uint8(t) + 1
	b.order = bodyOrder(b.kind, b.key, id.Index)
	if b.kind == kindStatic {
		b.vel, b.spin = Vec{}, 0
	} else {
		w.insertDynamic(id.Index)
	}
	w.changed(id.Index)
	b.weigh(w)
	w.reorderTouches(w.touching, false)
	w.reorderTouches(w.overlapping, true)
	w.reorderMemory()
}

// reorderTouches brings what touches into the order that the bodies have now. What
// would change sides stays as it is, so that it ends; sensors have no sides.
func (w *World) reorderTouches(ts []touch, sensors bool) {
	for i := range ts {
		t := &ts[i]
		a, b := w.body(t.bodyA), w.body(t.bodyB)
		if a == nil || b == nil {
			continue
		}
		if a.order > b.order {
			if !sensors {
				continue
			}
			t.flip()
			a, b = b, a
		}
		t.order.a, t.order.b = a.order, b.order
	}
	slices.SortFunc(ts, func(t, u touch) int { return t.order.compare(&u.order) })
}

func (t *touch) flip() {
	t.bodyA, t.bodyB, t.userA, t.userB, t.sensorA = t.bodyB, t.bodyA, t.userB, t.userA, !t.sensorA
	t.order.ordinals = t.order.ordinals<<16 | t.order.ordinals>>16
	t.order.shapes = t.order.shapes<<32 | t.order.shapes>>32
}

// reorderMemory does the same with the impulses, and drops those that changed sides.
func (w *World) reorderMemory() {
	kept := w.memory[:0]
	for _, m := range w.memory {
		a, b := w.shape(shapeID(m.order.shapes>>32)), w.shape(shapeID(m.order.shapes))
		if a == nil || b == nil {
			continue
		}
		m.order.a, m.order.b = w.bodies[a.body].order, w.bodies[b.body].order
		if m.order.a < m.order.b {
			kept = append(kept, m)
		}
	}
	slices.SortFunc(kept, func(m, n memory) int { return m.order.compare(&n.order) })
	w.memory = kept
}
