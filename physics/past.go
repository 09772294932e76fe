package physics

// Past is where bodies were: queries against it see them there, the world itself
// staying as it is. It is for lag compensation: what a player shot at is where that
// player saw it. Static bodies that are not put are where they are now; of the others
// there are only those that are put. Shapes, filters and what is enabled are those of
// the world at the time of Put, and the world must not change until the last query: what
// is gone by then is not seen.
type Past struct {
	w      *World
	put    bitset // bodies
	shapes []ShapeID
	boxes  []aabb // of the shapes, close together for queries that walk them
	geos   []geometry
}

// Reset empties a Past and makes it one of a world. Warm, it allocates nothing.
func (p *Past) Reset(w *World) {
	p.w = w
	clear(p.put)
	p.shapes, p.boxes, p.geos = p.shapes[:0], p.boxes[:0], p.geos[:0]
}

// Put says where a body was. It does nothing and returns false for a body that is gone
// or disabled, one that was put before, and for a pose out of bounds.
func (p *Past) Put(id BodyID, pos Vec, turns float64) bool {
	if p.w == nil {
		return false
	}
	b := p.w.body(id)
	if b == nil || b.disabled || p.put.has(int32(id.Index)) || !validPose(pos, turns) {
		return false
	}
	p.put.add(int32(id.Index))
	q := rotOf(turns)
	for i := b.first; i >= 0; i = p.w.shapes[i].next {
		s := &p.w.shapes[i]
		n := int32(len(p.shapes))
		p.shapes, p.boxes, p.geos = extend(p.shapes), extend(p.boxes), extend(p.geos)
		g := &p.geos[n]
		g.place(&s.def, p.w.hulls, s.hull, pos, q)
		p.shapes[n], p.boxes[n] = ShapeID{uint16(i), s.gen}, g.box
	}
	return true
}

// extend makes a slice longer by one, whose content is unspecified.
func extend[T any](s []T) []T {
	if len(s) < cap(s) {
		return s[:len(s)+1]
	}
	var none T
	return append(s, none)
}

// along calls visit for the shapes that were put whose boxes the way may meet.
func (p *Past) along(way *path, visit func(shape int32, g *geometry)) {
	for n := way.next(p.boxes, 0); int(n) < len(p.boxes); n = way.next(p.boxes, n+1) {
		if p.holds(n) {
			visit(int32(p.shapes[n].Index), &p.geos[n])
		}
	}
}

// within calls visit for the shapes that were put whose boxes overlap a box.
func (p *Past) within(box *aabb, visit func(shape int32, g *geometry)) {
	for n := range p.boxes {
		if p.boxes[n].overlaps(*box) && p.holds(int32(n)) {
			visit(int32(p.shapes[n].Index), &p.geos[n])
		}
	}
}

// holds reports whether the world still has a shape that was put, as it was. Who heeds
// what Past says has no need of it, but a query must not end the program.
func (p *Past) holds(n int32) bool {
	s, g := p.w.shape(p.shapes[n]), &p.geos[n]
	return s != nil && s.def.Kind == g.kind && (s.hull < 0 || s.hull == g.hull)
}

func (p *Past) has(body uint16) bool { return p != nil && p.put.has(int32(body)) }

var nowhere World

func (p *Past) view() view {
	if p.w == nil {
		return view{&nowhere, p}
	}
	return view{p.w, p}
}

// RayCast is World.RayCast in the past.
func (p *Past) RayCast(origin, translation Vec, mask uint32) (Hit, bool) {
	return p.view().rayCast(origin, translation, mask)
}

// RayCastAll is World.RayCastAll in the past.
func (p *Past) RayCastAll(dst []Hit, origin, translation Vec, mask uint32) []Hit {
	return p.view().rayCastAll(dst, origin, translation, mask)
}

// RayAny is World.RayAny in the past.
func (p *Past) RayAny(origin, translation Vec, mask uint32) bool {
	return p.view().rayAny(origin, translation, mask)
}

// CastShape is World.CastShape in the past.
func (p *Past) CastShape(def *ShapeDef, pos Vec, turns float64, translation Vec, mask uint32) (Hit, bool) {
	return p.view().castShape(def, pos, turns, translation, mask)
}

// OverlapCircle is World.OverlapCircle in the past.
func (p *Past) OverlapCircle(dst []BodyID, center Vec, radius float64, mask uint32) []BodyID {
	return p.view().overlapCircle(dst, center, radius, mask)
}

// OverlapShape is World.OverlapShape in the past.
func (p *Past) OverlapShape(dst []BodyID, def *ShapeDef, pos Vec, turns float64, mask uint32) []BodyID {
	return p.view().overlapShape(dst, def, pos, turns, mask)
}

// OverlapBox is World.OverlapBox in the past.
func (p *Past) OverlapBox(dst []BodyID, center, half Vec, turns float64, mask uint32) []BodyID {
	return p.view().overlapShape(dst, &ShapeDef{Kind: Box, Half: half}, center, turns, mask)
}

// Closest is World.Closest in the past.
func (p *Past) Closest(point Vec, radius float64, mask uint32) (Hit, bool) {
	return p.view().closest(point, radius, mask)
}
