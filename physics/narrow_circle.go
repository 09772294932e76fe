package physics

// collideCircle works out the manifold of a circle and any other shape.
func collideCircle(m *manifold, c, g *geometry, hulls []hull, reach float64) {
	switch g.kind {
	case Circle:
		d := g.p.sub(c.p)
		dist := d.length()
		normal := Vec{1, 0} // of two in one place; any will do
		if dist > 0 {
			normal = d.scale(1 / dist)
		}
		m.single(c, normal, dist-c.r-g.r, reach)
	case Box:
		circleBox(m, c, g, reach)
	case Segment:
		circleLine(m, c, g.p, g.q, 0, reach)
	default:
		circleHull(m, c, g, hulls, reach)
	}
}

// single makes the one point of a circle's manifold.
func (m *manifold) single(c *geometry, normal Vec, gap, reach float64) {
	if gap > reach {
		return
	}
	m.normal, m.count = normal, 1
	m.points[0] = point{at: c.p.add(normal.scale(c.r + float64(gap/2))), gap: gap}
}

func circleBox(m *manifold, c, g *geometry, reach float64) {
	axis := rot{g.q.X, g.q.Y}
	l := axis.unapply(c.p.sub(g.p))
	near := Vec{clamp(l.X, g.half.X), clamp(l.Y, g.half.Y)}
	if near == l {
		circleInBox(m, c, g, l, reach)
		return
	}
	d := near.sub(l)
	dist := d.length()
	m.single(c, axis.apply(d.scale(1/dist)), dist-c.r-g.r, reach)
	if d.X != 0 && d.Y != 0 && g.r == 0 {
		m.corner, m.at = true, g.p.add(axis.apply(near))
	}
}

// circleInBox is a circle whose centre l is within the box: it leaves by the nearest
// side.
func circleInBox(m *manifold, c, g *geometry, l Vec, reach float64) {
	dx, dy := g.half.X-abs(l.X), g.half.Y-abs(l.Y)
	out, depth := Vec{1, 0}, dx
	if l.X < 0 {
		out.X = -1
	}
	if dy < dx {
		out, depth = Vec{0, 1}, dy
		if l.Y < 0 {
			out.Y = -1
		}
	}
	axis := rot{g.q.X, g.q.Y}
	m.single(c, axis.apply(out.neg()), -depth-c.r-g.r, reach)
}

// circleLine is a circle and a line from a to b rounded by r.
func circleLine(m *manifold, c *geometry, a, b Vec, r, reach float64) {
	near := nearestOn(a, b, c.p)
	d := near.sub(c.p)
	dist := d.length()
	if dist > 0 {
		m.single(c, d.scale(1/dist), dist-c.r-r, reach)
		if r == 0 && (near == a || near == b) {
			m.corner, m.at = true, near
		}
		return
	}
	along := b.sub(a)
	m.single(c, along.perp().scale(1/along.length()), -c.r-r, reach)
}
