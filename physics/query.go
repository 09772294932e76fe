package physics

// RayCast finds the closest shape (no sensors) whose category meets mask. A ray that
// begins inside a shape hits it at fraction 0. Of equally close shapes it is the
// first in order of key.
func (w *World) RayCast(origin, translation Vec, mask uint32) (Hit, bool) {
	r := ray{origin, translation}
	best := Hit{Fraction: 2}
	bestShape := int32(-1)
	try := func(i int32) {
		if hit, ok := w.castShape(i, &r, mask); ok && (bestShape < 0 || w.closer(&hit, i, &best, bestShape)) {
			best, bestShape = hit, i
		}
	}
	w.eachOnRay(&r, try)
	return best, bestShape >= 0
}

// RayCastAll appends a hit for every shape (no sensors) on a ray whose category meets
// mask, the closest first, in order of key where they are equally close.
func (w *World) RayCastAll(dst []Hit, origin, translation Vec, mask uint32) []Hit {
	r := ray{origin, translation}
	first := len(dst)
	w.eachOnRay(&r, func(i int32) {
		hit, ok := w.castShape(i, &r, mask)
		if !ok {
			return
		}
		at := len(dst)
		for at > first && w.closer(&hit, i, &dst[at-1], int32(dst[at-1].Shape.Index)) {
			at--
		}
		if at > first && dst[at-1].Shape == hit.Shape {
			return // met in another cell
		}
		dst = append(dst, Hit{})
		copy(dst[at+1:], dst[at:])
		dst[at] = hit
	})
	return dst
}

func (w *World) closer(a *Hit, shapeA int32, b *Hit, shapeB int32) bool {
	if a.Fraction != b.Fraction {
		return a.Fraction < b.Fraction
	}
	return w.compareShapes(&w.shapes[shapeA], &w.shapes[shapeB]) < 0
}

func (w *World) castShape(i int32, r *ray, mask uint32) (Hit, bool) {
	s := &w.shapes[i]
	if s.def.Filter.Category&mask == 0 || s.def.Sensor || !r.touches(&w.geos[i].box) {
		return Hit{}, false
	}
	t, normal, ok := w.geos[i].cast(r, w.hulls)
	if !ok {
		return Hit{}, false
	}
	b := &w.bodies[s.body]
	return Hit{
		Shape: ShapeID{uint16(i), s.gen}, Body: BodyID{s.body, b.gen}, User: b.user,
		Point: r.origin.add(r.delta.scale(t)), Normal: normal, Fraction: t,
	}, true
}

// eachOnRay calls visit for every shape that may be on a ray, static ones more than
// once perhaps.
func (w *World) eachOnRay(r *ray, visit func(shape int32)) {
	if w.static.stale {
		for i := range w.shapes {
			if w.isStatic(&w.shapes[i]) {
				visit(int32(i))
			}
		}
	} else {
		w.static.grid.eachOnRay(r, func(n int32) { visit(int32(w.static.shapes[n])) })
	}
	for _, index := range w.dynamic {
		b := &w.bodies[index]
		if b.disabled {
			continue
		}
		for i := b.first; i >= 0; i = w.shapes[i].next {
			visit(i)
		}
	}
}

// eachOnRay calls visit for the boxes in the cells on a ray, and for the big ones. It
// walks the columns that the ray crosses, and in each the rows that it can touch.
func (c *cells) eachOnRay(r *ray, visit func(box int32)) {
	for _, i := range c.big {
		visit(i)
	}
	if len(c.items) == 0 {
		return
	}
	const slack = 1.0 / (1 << 20)
	end := r.origin.add(r.delta)
	lo, hi := r.origin, end
	if lo.X > hi.X {
		lo, hi = hi, lo
	}
	whole := c.span(aabb{lo, lo}.union(aabb{hi, hi}).grow(slack))
	for x := whole.x0; x <= whole.x1; x++ {
		y0, y1 := whole.y0, whole.y1
		if whole.x1 > whole.x0 {
			y0, y1 = c.rows(lo, hi, x)
			y0, y1 = max(y0, whole.y0), min(y1, whole.y1)
		}
		for y := y0; y <= y1; y++ {
			k := y*c.nx + x
			for _, i := range c.items[c.start[k]:c.start[k+1]] {
				visit(i)
			}
		}
	}
}

// rows returns the rows that the line from lo to hi, lo.X <= hi.X, touches in a column.
// The columns at the edge reach beyond it.
func (c *cells) rows(lo, hi Vec, column int32) (y0, y1 int32) {
	const slack = 1.0 / (1 << 18)
	left, right := lo.X, hi.X
	if column > 0 {
		left = greater(left, c.origin.X+float64(column)/c.perUnit-slack)
	}
	if column < c.nx-1 {
		right = lesser(right, c.origin.X+float64(column+1)/c.perUnit+slack)
	}
	slope := (hi.Y - lo.Y) / greater(hi.X-lo.X, slack)
	a, b := lo.Y+float64((left-lo.X)*slope), lo.Y+float64((right-lo.X)*slope)
	grow := float64(abs(slope)*slack) + slack
	s := c.span(aabb{Vec{left, lesser(a, b) - grow}, Vec{right, greater(a, b) + grow}})
	return s.y0, s.y1
}

// OverlapCircle appends the bodies with a shape (no sensors) that meets mask within
// the circle, in key order, static bodies last.
func (w *World) OverlapCircle(dst []BodyID, center Vec, radius float64, mask uint32) []BodyID {
	first := len(dst)
	for _, index := range w.dynamic {
		b := &w.bodies[index]
		if b.disabled {
			continue
		}
		for i := b.first; i >= 0; i = w.shapes[i].next {
			if w.inCircle(i, center, radius, mask) {
				dst = append(dst, BodyID{index, b.gen})
				break
			}
		}
	}
	for i := range w.bodies {
		b := &w.bodies[i]
		if b.kind != kindStatic || b.disabled {
			continue
		}
		for n := b.first; n >= 0; n = w.shapes[n].next {
			if w.inCircle(n, center, radius, mask) {
				dst = w.insertBody(dst, first, BodyID{uint16(i), b.gen})
				break
			}
		}
	}
	return dst
}

// insertBody puts a body in its place among those from first on.
func (w *World) insertBody(dst []BodyID, first int, id BodyID) []BodyID {
	dst = append(dst, id)
	for at := len(dst) - 1; at > first && w.bodies[dst[at-1].Index].order > w.bodies[id.Index].order; at-- {
		dst[at], dst[at-1] = dst[at-1], id
	}
	return dst
}

func (w *World) inCircle(i int32, center Vec, radius float64, mask uint32) bool {
	s, g := &w.shapes[i], &w.geos[i]
	if s.def.Filter.Category&mask == 0 || s.def.Sensor || !g.box.grow(radius).overlaps(aabb{center, center}) {
		return false
	}
	d := g.nearest(center, w.hulls).sub(center)
	return d.dot(d) <= float64(radius*radius)
}
