package physics

// circleHull works out the manifold of a circle and a capsule, polygon or link.
func circleHull(m *manifold, c, g *geometry, hulls []hull, reach float64) {
	switch g.kind {
	case Capsule:
		circleLine(m, c, g.p, g.q, g.r, reach)
	case Polygon:
		circlePolygon(m, c, g, hulls, reach)
	case Link:
		circleLink(m, c, g, hulls, reach)
	}
}

func circlePolygon(m *manifold, c, g *geometry, hulls []hull, reach float64) {
	var at, o core
	at.points[0], at.count, at.radius = c.p, 1, c.r
	o.set(g, hulls)
	var f facing
	if f.find(&at, &o, 0, reach+c.r+g.r); f.farther {
		return
	}
	m.single(c, f.normal, f.gap-c.r-g.r, reach)
	if f.side < 0 && g.r == 0 && m.count > 0 {
		m.corner, m.at = true, f.pb
	}
}

// collideHulls works out the manifold of two shapes of which neither is a circle and
// one at least is a capsule, polygon, link or rounded box.
func collideHulls(m *manifold, a, b *geometry, hulls []hull, reach float64) {
	switch {
	case a.kind == Link && b.kind == Link: // neither is solid
	case a.kind == Link:
		collideLink(m, a, b, hulls, reach)
	case b.kind == Link:
		collideLink(m, b, a, hulls, reach)
		m.flip()
		for i := range m.points {
			m.points[i].id = featureID(m.points[i].id>>3&7, m.points[i].id&7)
		}
	default:
		var ca, cb core
		ca.set(a, hulls)
		cb.set(b, hulls)
		var f facing
		f.find(&ca, &cb, preferFirst, reach+a.r+b.r)
		f.manifold(m, &ca, &cb, reach)
		if m.count > 0 && b.r == 0 {
			m.findCorner(cb.cornerNear(m.middle()))
		}
	}
}

// cornerNear returns the corner that is nearest to a point.
func (c *core) cornerNear(p Vec) Vec {
	best, least := Vec{}, 1e300
	for _, q := range c.points[:c.count] {
		if d := q.sub(p); d.dot(d) < least {
			best, least = q, d.dot(d)
		}
	}
	return best
}

// featureID names a place of a manifold by the corners that meet there.
func featureID(cornerA, cornerB uint32) uint32 { return cornerA | cornerB<<3 }

// manifold makes the manifold of two cores that face each other as f says.
func (f *facing) manifold(m *manifold, a, b *core, reach float64) {
	switch {
	case f.farther:
	case f.side >= 0 && f.ofB:
		if !clipHulls(m, b, a, f.side, f.ca, reach) {
			m.cornerOn(b, a, f.side, f.ca, reach)
		}
		m.flip()
		for i := range m.points[:m.count] {
			p := &m.points[i]
			p.id = featureID(p.id>>3&7, p.id&7)
		}
	case f.side >= 0:
		if !clipHulls(m, a, b, f.side, f.cb, reach) {
			m.cornerOn(a, b, f.side, f.cb, reach)
		}
	default:
		gap := f.gap - a.radius - b.radius
		if gap > reach {
			return
		}
		m.normal, m.count = f.normal, 1
		at := f.pa.add(f.normal.scale(a.radius + float64(gap/2)))
		m.points[0] = point{at: at, gap: gap, id: featureID(uint32(f.ca), uint32(f.cb))}
	}
}

// clipHulls makes the manifold of a, whose side faces b, and b: what of the side of b
// at the corner nearest to it lies before it; false when nothing does.
func clipHulls(m *manifold, a, b *core, side, corner int32, reach float64) bool {
	n, from := a.normals[side], a.points[side]
	next := a.after(side)
	along := n.perp()
	long := a.points[next].sub(from).dot(along)
	i, j := b.incident(corner, n)
	p, q := b.points[i].sub(from), b.points[j].sub(from)
	u, v := Vec{p.dot(along), p.dot(n)}, Vec{q.dot(along), q.dot(n)} // along the side, out of it
	if u.X > v.X {
		u, v, i, j = v, u, j, i
	}
	ids := [2]uint32{featureID(uint32(side), uint32(i)), featureID(uint32(next), uint32(j))}
	ends := [2]Vec{u, v}
	if !clipTo(&ends, long) {
		return false
	}
	m.normal = n
	for k, e := range ends {
		gap := e.Y - a.radius - b.radius
		if gap > reach || k == 1 && m.count == 1 && e == ends[0] {
			continue
		}
		at := from.add(along.scale(e.X)).add(n.scale(a.radius + float64(gap/2)))
		m.points[m.count] = point{at: at, gap: gap, id: ids[k]}
		m.count++
	}
	return true
}

// cornerOn makes the manifold of a side of a and a corner of b, where the axis holds
// but no side of b faces that of a: at a sharp corner.
func (m *manifold) cornerOn(a, b *core, side, corner int32, reach float64) {
	n, p := a.normals[side], b.points[corner]
	out := n.dot(p.sub(a.points[side]))
	gap := out - a.radius - b.radius
	if gap > reach {
		return
	}
	m.normal, m.count = n, 1
	at := p.add(n.scale(a.radius + float64(gap/2) - out))
	m.points[0] = point{at: at, gap: gap, id: featureID(uint32(side), uint32(corner))}
}

// incident returns the ends of the side at a corner that faces against n; of a line
// always the line itself.
func (c *core) incident(corner int32, n Vec) (i, j int32) {
	prev, next := c.before(corner), c.after(corner)
	toPrev, toNext := c.normals[prev].dot(n), c.normals[corner].dot(n)
	if c.points[prev] == c.points[corner] || toNext < toPrev && c.points[next] != c.points[corner] {
		return corner, next
	}
	return prev, corner
}

// clipTo cuts a line, of ascending X, to 0 to bound; false when nothing is left.
func clipTo(ends *[2]Vec, bound float64) bool {
	u, v := ends[0], ends[1]
	if v.X < 0 || u.X > bound {
		return false
	}
	d := v.sub(u)
	if u.X < 0 {
		ends[0] = Vec{0, u.Y + float64(d.Y*float64(-u.X/d.X))}
	}
	if v.X > bound {
		ends[1] = Vec{bound, u.Y + float64(d.Y*float64((bound-u.X)/d.X))}
	}
	return true
}
