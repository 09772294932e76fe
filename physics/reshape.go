package physics

// SetShape gives a shape another definition; it keeps its id and its place in the
// body, whose mass is worked out anew. It does nothing when the shape is none or the
// definition is out of bounds (Check says why).
func (w *World) SetShape(id ShapeID, def ShapeDef) {
	s := w.shape(id)
	var h hull
	if s == nil || !def.admit(&h) {
		return
	}
	b := &w.bodies[s.body]
	w.wakeNear(w.geos[id.Index].box)
	w.dropHull(s.hull)
	w.fill(s, def, &h)
	w.geos[id.Index].place(&s.def, w.hulls, s.hull, b.pos, b.rotation)
	w.wakeNear(w.geos[id.Index].box)
	b.weigh(w)
	w.changed(s.body)
}

// DestroyShape removes a shape from its body, whose mass is worked out anew. The end
// events of what it touched come with the next step.
func (w *World) DestroyShape(id ShapeID) {
	s := w.shape(id)
	if s == nil {
		return
	}
	bodyIndex := s.body
	b := &w.bodies[bodyIndex]
	w.wakeNear(w.geos[id.Index].box)
	prev := int32(-1)
	for i := b.first; i != int32(id.Index); i = w.shapes[i].next {
		prev = i
	}
	if prev < 0 {
		b.first = s.next
	} else {
		w.shapes[prev].next = s.next
	}
	if b.last == int32(id.Index) {
		b.last = prev
	}
	b.shapeCount--
	w.freeSlot(int32(id.Index))
	b.weigh(w)
	w.changed(bodyIndex)
}

// freeSlot frees the slot of a shape.
func (w *World) freeSlot(i int32) {
	w.dropHull(w.shapes[i].hull)
	w.shapes[i] = shape{gen: w.shapes[i].gen}
	w.geos[i] = geometry{}
	w.freeShapes.add(i)
}

// Shapes appends the shapes of a body, in the order in which they were added.
func (w *World) Shapes(dst []ShapeID, id BodyID) []ShapeID {
	if b := w.body(id); b != nil {
		for i := b.first; i >= 0; i = w.shapes[i].next {
			dst = append(dst, ShapeID{uint16(i), w.shapes[i].gen})
		}
	}
	return dst
}

// Shape returns the definition of a shape as it was given, with points of its own; of
// a link, the ends are A and B and the points its ghosts and ends in order.
func (w *World) Shape(id ShapeID) (ShapeDef, bool) {
	s := w.shape(id)
	if s == nil {
		return ShapeDef{}, false
	}
	def := s.def
	if s.hull >= 0 {
		h := &w.hulls[s.hull]
		def.Points = append([]Vec(nil), h.points[:h.count]...)
		if def.Kind == Link {
			def.A, def.B = h.points[1], h.points[2]
		}
	}
	return def, true
}
