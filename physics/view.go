package physics

// view is the shapes that a query looks at: where they are, or, with past, where they
// were. Queries do not write to the world, nor to the past.
type view struct {
	w    *World
	past *Past
}

// along calls visit for the shapes whose boxes the way may meet, each once.
func (v view) along(p *path, visit func(shape int32, g *geometry)) {
	w := v.w
	w.static.index.along(p, func(n uint16) {
		if i := w.static.shapes[n]; v.still(i) && p.touches(&w.geos[i].box) {
			visit(int32(i), &w.geos[i])
		}
	})
	if v.past != nil {
		v.past.along(p, visit)
	} else {
		w.crowd.index.along(p, func(rank uint16) {
			i, sole := w.crowd.bodies[rank], w.crowd.sole[rank]
			switch {
			case w.crowd.isLoose(i):
			case sole < 0:
				w.shapesAlong(i, p, visit)
			case p.touches(&w.geos[sole].box):
				visit(sole, &w.geos[sole])
			}
		})
		w.crowd.beds.along(p, func(n uint16) {
			if i := w.crowd.sleepers[n]; !w.crowd.isLoose(i) {
				w.shapesAlong(i, p, visit)
			}
		})
	}
	for i := w.crowd.loose.next(0); w.crowd.known && i >= 0; i = w.crowd.loose.next(i + 1) {
		if v.stray(uint16(i)) {
			w.shapesAlong(uint16(i), p, visit)
		}
	}
}

func (w *World) shapesAlong(body uint16, p *path, visit func(shape int32, g *geometry)) {
	for i := w.bodies[body].first; i >= 0; i = w.shapes[i].next {
		if p.touches(&w.geos[i].box) {
			visit(i, &w.geos[i])
		}
	}
}

// within calls visit for the shapes whose boxes overlap box, each once.
func (v view) within(box *aabb, visit func(shape int32, g *geometry)) {
	w := v.w
	w.static.index.each(box, func(n uint16) {
		if i := w.static.shapes[n]; v.still(i) && w.geos[i].box.overlaps(*box) {
			visit(int32(i), &w.geos[i])
		}
	})
	if v.past != nil {
		v.past.within(box, visit)
	} else {
		w.crowd.index.each(box, func(rank uint16) {
			i, sole := w.crowd.bodies[rank], w.crowd.sole[rank]
			switch {
			case w.crowd.isLoose(i):
			case sole < 0:
				w.shapesWithin(i, box, visit)
			case w.geos[sole].box.overlaps(*box):
				visit(sole, &w.geos[sole])
			}
		})
		w.crowd.beds.each(box, func(n uint16) {
			if i := w.crowd.sleepers[n]; !w.crowd.isLoose(i) {
				w.shapesWithin(i, box, visit)
			}
		})
	}
	for i := w.crowd.loose.next(0); w.crowd.known && i >= 0; i = w.crowd.loose.next(i + 1) {
		if v.stray(uint16(i)) {
			w.shapesWithin(uint16(i), box, visit)
		}
	}
}

func (w *World) shapesWithin(body uint16, box *aabb, visit func(shape int32, g *geometry)) {
	for i := w.bodies[body].first; i >= 0; i = w.shapes[i].next {
		if w.geos[i].box.overlaps(*box) {
			visit(i, &w.geos[i])
		}
	}
}

// still reports whether what the index of statics tells of a shape holds: all that is
// changed, destroyed or disabled is loose.
func (v view) still(shape uint16) bool {
	if v.past == nil && !v.w.crowd.known {
		return true
	}
	body := v.w.shapes[shape].body
	return v.w.shapes[shape].def.Kind != 0 && !v.w.crowd.isLoose(body) && !v.past.has(body)
}

// stray reports whether a loose body is looked at: of what moves, a past knows only
// what was put.
func (v view) stray(body uint16) bool {
	b := &v.w.bodies[body]
	return b.kind != 0 && !b.disabled && (v.past == nil || b.kind == kindStatic && !v.past.has(body))
}
