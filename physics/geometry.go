package physics

import "math"

// geometry is a shape where it is in the world.
type geometry struct {
	kind ShapeKind
	hull int32   // of a polygon or link, in World.hulls
	p    Vec     // centre of a circle or box, A of a segment or capsule, body of a hull
	q    Vec     // x axis of a box, B of a segment or capsule, x axis of a hull's body
	half Vec     // of a box
	r    float64 // of a circle or capsule, and what rounds a box or polygon
	box  aabb
}

// placed returns the geometry of a shape whose body is at a pose; index is that of
// its hull among hulls.
func placed(def *ShapeDef, hulls []hull, index int32, pos Vec, q rot) (g geometry) {
	g.place(def, hulls, index, pos, q)
	return g
}

// place makes g the geometry of a shape, field by field: this is done for every body in
// every step, and whole structs would be written twice.
func (g *geometry) place(def *ShapeDef, hulls []hull, index int32, pos Vec, q rot) {
	g.kind, g.hull, g.r, g.half = def.Kind, 0, def.Radius, Vec{}
	switch def.Kind {
	case Circle:
		c, r := pos.add(q.apply(def.Center)), def.Radius
		g.p, g.q = c, Vec{}
		g.box.min, g.box.max = Vec{c.X - r, c.Y - r}, Vec{c.X + r, c.Y + r}
	case Box:
		c := pos.add(q.apply(def.Center))
		x, y, r := def.Half.X, def.Half.Y, def.Radius
		ac, as := math.Abs(q.c), math.Abs(q.s) // without a branch, for the signs could not be foretold
		e := Vec{float64(ac*x) + float64(as*y) + r, float64(as*x) + float64(ac*y) + r}
		g.p, g.q, g.half = c, Vec{q.c, q.s}, Vec{x, y}
		g.box.min, g.box.max = c.sub(e), c.add(e)
	case Polygon, Link:
		g.hull, g.p, g.q = index, pos, Vec{q.c, q.s}
		g.box = hulls[index].boxAt(def.Kind, pos, q).grow(def.Radius)
	default:
		g.p, g.q = pos.add(q.apply(def.A)), pos.add(q.apply(def.B))
		g.box = aabb{g.p, g.p}.union(aabb{g.q, g.q}).grow(def.Radius)
	}
}

// boxAt returns the box about a hull at a pose, of a link about the side that it is.
func (h *hull) boxAt(kind ShapeKind, pos Vec, q rot) aabb {
	points := h.points[:h.count]
	if kind == Link {
		points = h.points[1:3]
	}
	first := pos.add(q.apply(points[0]))
	box := aabb{first, first}
	for _, p := range points[1:] {
		at := pos.add(q.apply(p))
		box.min = Vec{lesser(box.min.X, at.X), lesser(box.min.Y, at.Y)}
		box.max = Vec{greater(box.max.X, at.X), greater(box.max.Y, at.Y)}
	}
	return box
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}

// oriented returns a box, or a segment as a box without height, as an oriented box.
func (g *geometry) oriented() (center Vec, axis rot, half Vec) {
	if g.kind == Box {
		return g.p, rot{g.q.X, g.q.Y}, g.half
	}
	d := g.q.sub(g.p)
	length := d.length()
	if length == 0 {
		return g.p, rot{1, 0}, Vec{}
	}
	mid := Vec{float64((g.p.X + g.q.X) / 2), float64((g.p.Y + g.q.Y) / 2)}
	return mid, rot{d.X / length, d.Y / length}, Vec{float64(length / 2), 0}
}

// nearest returns the point of a solid shape that is nearest to p; p itself when it
// is inside. A link has no inside.
func (g *geometry) nearest(p Vec, hulls []hull) Vec {
	switch {
	case g.kind == Circle:
		return toward(g.p, p, g.r)
	case g.kind == Box:
		axis := rot{g.q.X, g.q.Y}
		l := axis.unapply(p.sub(g.p))
		c := Vec{clamp(l.X, g.half.X), clamp(l.Y, g.half.Y)}
		if c == l {
			return p
		}
		return toward(g.p.add(axis.apply(c)), p, g.r)
	case g.kind == Polygon:
		c, o := coreOf(g, hulls), core{count: 1}
		o.points[0] = p
		var f facing
		if f.find(&c, &o, 0, 1e300); f.gap <= 0 {
			return p
		}
		return toward(f.pa, p, g.r)
	case g.kind == Link:
		h, q := &hulls[g.hull], rot{g.q.X, g.q.Y}
		return nearestOn(g.p.add(q.apply(h.points[1])), g.p.add(q.apply(h.points[2])), p)
	}
	return toward(nearestOn(g.p, g.q, p), p, g.r)
}

// toward returns what of a disc is nearest to p; p itself when it is inside.
func toward(center, p Vec, r float64) Vec {
	if r == 0 {
		return center
	}
	d := p.sub(center)
	if length := d.length(); length > r {
		return center.add(d.scale(r / length))
	}
	return p
}

// nearestOn returns the point of a line from a to b that is nearest to p.
func nearestOn(a, b, p Vec) Vec {
	d := b.sub(a)
	t := p.sub(a).dot(d)
	whole := d.dot(d)
	if t <= 0 {
		return a
	}
	if t >= whole {
		return b
	}
	return a.add(d.scale(t / whole))
}

func clamp(v, bound float64) float64 {
	if v < -bound {
		return -bound
	}
	if v > bound {
		return bound
	}
	return v
}
