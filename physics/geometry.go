package physics

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

// placed returns the geometry of a shape whose body is at a pose.
func placed(def *ShapeDef, pos Vec, q rot) geometry {
	switch def.Kind {
	case Circle:
		c := pos.add(q.apply(def.Center))
		r := Vec{def.Radius, def.Radius}
		return geometry{kind: Circle, p: c, r: def.Radius, box: aabb{c.sub(r), c.add(r)}}
	case Box:
		c := pos.add(q.apply(def.Center))
		x, y := def.Half.X, def.Half.Y
		e := Vec{float64(abs(q.c)*x) + float64(abs(q.s)*y), float64(abs(q.s)*x) + float64(abs(q.c)*y)}
		return geometry{kind: Box, p: c, q: Vec{q.c, q.s}, half: def.Half, box: aabb{c.sub(e), c.add(e)}}
	}
	a, b := pos.add(q.apply(def.A)), pos.add(q.apply(def.B))
	return geometry{kind: Segment, p: a, q: b, box: aabb{a, a}.union(aabb{b, b})}
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
// is inside.
func (g *geometry) nearest(p Vec) Vec {
	switch g.kind {
	case Circle:
		d := p.sub(g.p)
		if length := d.length(); length > g.r {
			return g.p.add(d.scale(g.r / length))
		}
		return p
	case Box:
		axis := rot{g.q.X, g.q.Y}
		l := axis.unapply(p.sub(g.p))
		c := Vec{clamp(l.X, g.half.X), clamp(l.Y, g.half.Y)}
		if c == l {
			return p
		}
		return g.p.add(axis.apply(c))
	}
	d := g.q.sub(g.p)
	t := p.sub(g.p).dot(d)
	whole := d.dot(d)
	if t <= 0 {
		return g.p
	}
	if t >= whole {
		return g.q
	}
	return g.p.add(d.scale(t / whole))
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
