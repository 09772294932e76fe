package physics

// probe is a shape that a query brings along.
type probe struct {
	core core
	box  aabb
}

// probeOf places a shape; false when AddShape would refuse it, or the pose is out of
// bounds.
func probeOf(def *ShapeDef, pos Vec, turns float64) (p probe, ok bool) {
	if def == nil || !validPose(pos, turns) {
		return p, false
	}
	own := *def
	var hulls [1]hull
	if !own.admit(&hulls[0]) {
		return p, false
	}
	g := placed(&own, hulls[:], 0, pos, rotOf(turns))
	p.core.set(&g, hulls[:])
	p.box = g.box
	return p, true
}

// CastShape moves a shape, without turning it, and finds what it meets first: where,
// and the normal there out of what it meets. What it overlaps from the start it meets
// at fraction 0. A shape that AddShape would refuse meets nothing.
func (w *World) CastShape(def *ShapeDef, pos Vec, turns float64, translation Vec, mask uint32) (Hit, bool) {
	return view{w: w}.castShape(def, pos, turns, translation, mask)
}

// OverlapShape appends the bodies with a shape that overlaps a shape, in order of key,
// static bodies last.
func (w *World) OverlapShape(dst []BodyID, def *ShapeDef, pos Vec, turns float64, mask uint32) []BodyID {
	return view{w: w}.overlapShape(dst, def, pos, turns, mask)
}

// OverlapBox is OverlapShape of a box, given by its centre and half its size.
func (w *World) OverlapBox(dst []BodyID, center, half Vec, turns float64, mask uint32) []BodyID {
	return view{w: w}.overlapShape(dst, &ShapeDef{Kind: Box, Half: half}, center, turns, mask)
}

// Closest finds the shape that is nearest to a point and not farther than radius: the
// nearest point of it, the normal from there, none if the point is inside, and as
// Fraction the distance, in parts of radius.
func (w *World) Closest(point Vec, radius float64, mask uint32) (Hit, bool) {
	return view{w: w}.closest(point, radius, mask)
}

func (v view) castShape(def *ShapeDef, pos Vec, turns float64, translation Vec, mask uint32) (Hit, bool) {
	a, ok := probeOf(def, pos, turns)
	if !ok || !translation.within(rayBound) {
		return Hit{}, false
	}
	size := a.box.max.sub(a.box.min).scale(0.5)
	r := ray{a.box.min.add(size), translation}
	p := pathOf(&r, size)
	var n nearest
	v.along(&p, func(i int32, g *geometry) {
		if !v.w.seen(i, mask) {
			return
		}
		var b core
		b.set(g, v.w.hulls)
		if t, normal, point, ok := castCore(&a.core, translation, &b); ok && n.offer(v.w, i, t) {
			n.normal, n.point = normal, point
			p.shorten(n.fraction)
		}
	})
	return n.hit(v.w)
}

func (v view) overlapShape(dst []BodyID, def *ShapeDef, pos Vec, turns float64, mask uint32) []BodyID {
	a, ok := probeOf(def, pos, turns)
	if !ok {
		return dst
	}
	first := len(dst)
	v.within(&a.box, func(i int32, g *geometry) {
		if !v.w.seen(i, mask) {
			return
		}
		var b core
		b.set(g, v.w.hulls)
		if gap, _, _ := distance(&a.core, &b); gap <= 0 {
			dst = v.w.gatherBody(dst, first, i)
		}
	})
	return v.w.sortBodies(dst, first)
}

func (v view) closest(point Vec, radius float64, mask uint32) (Hit, bool) {
	if !point.within(rayBound) || !(radius > 0 && radius <= rayBound) {
		return Hit{}, false
	}
	var n nearest
	box := aabb{point, point}.grow(radius)
	v.within(&box, func(i int32, g *geometry) {
		if !v.w.seen(i, mask) {
			return
		}
		at := g.nearest(point, v.w.hulls)
		away := point.sub(at)
		length := away.length()
		if length > radius || !n.offer(v.w, i, length/radius) {
			return
		}
		n.point, n.normal = at, Vec{}
		if length > 0 {
			n.normal = away.scale(1 / length)
		}
	})
	return n.hit(v.w)
}

// nearest is the least hit so far; of equal ones it is of the shape that is first in
// order.
type nearest struct {
	found         bool
	shape         int32
	fraction      float64
	normal, point Vec
}

// offer takes a shape if it is nearer; the caller then sets normal and point.
func (n *nearest) offer(w *World, shape int32, fraction float64) bool {
	if n.found && (fraction > n.fraction || fraction == n.fraction && w.compareShapes(&w.shapes[shape], &w.shapes[n.shape]) > 0) {
		return false
	}
	n.found, n.shape, n.fraction = true, shape, fraction
	return true
}

func (n *nearest) hit(w *World) (Hit, bool) {
	if !n.found {
		return Hit{}, false
	}
	s := &w.shapes[n.shape]
	b := &w.bodies[s.body]
	return Hit{
		Shape: ShapeID{uint16(n.shape), s.gen}, Body: BodyID{s.body, b.gen}, User: b.user,
		Point: n.point, Normal: n.normal, Fraction: n.fraction,
	}, true
}
