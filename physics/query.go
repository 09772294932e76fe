package physics

import "slices"

// Queries only read: any number may run at a time, between steps. They look at the
// enabled bodies, at shapes (no sensors) whose category meets a mask, and answer in
// order of key: what lies where, and not how the world came to it, decides. A query
// with NaN, or with numbers beyond 1e15, finds nothing.

// RayCast finds the closest shape on a ray. A ray that begins inside a shape hits it
// at fraction 0. Of equally close shapes it is the first in order of key.
func (w *World) RayCast(origin, translation Vec, mask uint32) (Hit, bool) {
	return view{w: w}.rayCast(origin, translation, mask)
}

// RayCastAll appends a hit for every shape on a ray, the closest first, in order of
// key where they are equally close.
func (w *World) RayCastAll(dst []Hit, origin, translation Vec, mask uint32) []Hit {
	return view{w: w}.rayCastAll(dst, origin, translation, mask)
}

// RayAny reports whether a ray meets any shape: cheaper than RayCast.
func (w *World) RayAny(origin, translation Vec, mask uint32) bool {
	return view{w: w}.rayAny(origin, translation, mask)
}

func (v view) rayCast(origin, translation Vec, mask uint32) (Hit, bool) {
	r := ray{origin, translation}
	if !r.valid() {
		return Hit{}, false
	}
	var n nearest
	p := pathOf(&r, Vec{})
	v.along(&p, func(i int32, g *geometry) {
		if t, normal, ok := v.meet(i, g, &r, mask); ok && n.offer(v.w, i, t) {
			n.normal = normal
			p.shorten(t)
		}
	})
	n.point = r.origin.add(r.delta.scale(n.fraction))
	return n.hit(v.w)
}

func (v view) rayCastAll(dst []Hit, origin, translation Vec, mask uint32) []Hit {
	r := ray{origin, translation}
	if !r.valid() {
		return dst
	}
	first := len(dst)
	p := pathOf(&r, Vec{})
	v.along(&p, func(i int32, g *geometry) {
		if t, normal, ok := v.meet(i, g, &r, mask); ok {
			n := nearest{found: true, shape: i, fraction: t, normal: normal, point: r.origin.add(r.delta.scale(t))}
			hit, _ := n.hit(v.w)
			dst = append(dst, hit)
		}
	})
	slices.SortFunc(dst[first:], v.w.compareHits)
	return dst
}

func (v view) rayAny(origin, translation Vec, mask uint32) (any bool) {
	r := ray{origin, translation}
	if !r.valid() {
		return false
	}
	p := pathOf(&r, Vec{})
	v.along(&p, func(i int32, g *geometry) {
		if any {
			return
		}
		if _, _, any = v.meet(i, g, &r, mask); any {
			p.shorten(-1)
		}
	})
	return any
}

// compareHits orders hits: by fraction, and by shape where that is equal.
func (w *World) compareHits(a, b Hit) int {
	if a.Fraction != b.Fraction {
		return less(a.Fraction < b.Fraction)
	}
	return w.compareShapes(&w.shapes[a.Shape.Index], &w.shapes[b.Shape.Index])
}

func (v view) meet(i int32, g *geometry, r *ray, mask uint32) (t float64, normal Vec, ok bool) {
	if !v.w.seen(i, mask) {
		return 0, Vec{}, false
	}
	return g.cast(r, v.w.hulls)
}

// seen reports whether queries with a mask look at a shape.
func (w *World) seen(i int32, mask uint32) bool {
	def := &w.shapes[i].def
	return def.Filter.Category&mask != 0 && !def.Sensor
}

// OverlapCircle appends the bodies with a shape within a circle, in order of key,
// static bodies last.
func (w *World) OverlapCircle(dst []BodyID, center Vec, radius float64, mask uint32) []BodyID {
	return view{w: w}.overlapCircle(dst, center, radius, mask)
}

func (v view) overlapCircle(dst []BodyID, center Vec, radius float64, mask uint32) []BodyID {
	if !center.within(rayBound) || !(radius >= 0 && radius <= rayBound) {
		return dst
	}
	first := len(dst)
	box := aabb{center, center}.grow(radius)
	v.within(&box, func(i int32, g *geometry) {
		if !v.w.seen(i, mask) {
			return
		}
		if d := g.nearest(center, v.w.hulls).sub(center); d.dot(d) <= float64(radius*radius) {
			dst = v.w.gatherBody(dst, first, i)
		}
	})
	return v.w.sortBodies(dst, first)
}

// gatherBody appends the body of a shape unless it came last.
func (w *World) gatherBody(dst []BodyID, first int, shape int32) []BodyID {
	index := w.shapes[shape].body
	id := BodyID{index, w.bodies[index].gen}
	if len(dst) > first && dst[len(dst)-1] == id {
		return dst
	}
	return append(dst, id)
}

// sortBodies orders the bodies from first on and drops those that are there twice.
func (w *World) sortBodies(dst []BodyID, first int) []BodyID {
	slices.SortFunc(dst[first:], func(a, b BodyID) int {
		if oa, ob := w.bodies[a.Index].order, w.bodies[b.Index].order; oa != ob {
			return less(oa < ob)
		}
		return 0
	})
	return dst[:first+len(slices.Compact(dst[first:]))]
}
