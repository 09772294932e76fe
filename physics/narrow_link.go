package physics

// link is a link of a chain in the world. What meets it at an end is met only in
// directions between its normal and that of the link beyond: so a row of links is as
// smooth as one, and a corner is as round as it is sharp. (As E. Catto, "Box2D", does
// with ghost vertices.)
type link struct {
	core           core // a line, whose side 0 is the solid one
	n, along       Vec
	ghostA, ghostB Vec
	before, after  Vec     // normals of the links beyond; of an open end the way out of it
	bendA, bendB   float64 // sines of the turns: above zero the corner sticks out
}

// seamSlack is by how much a direction may lean from a link's normal and still count
// as it, and how far beyond its end is still on it: else rounding could lose a contact
// between two links in line, or make it lean.
const seamSlack = 1e-6

func (l *link) set(g *geometry, hulls []hull) {
	l.core.set(g, hulls)
	l.n, l.along = l.core.normals[0], l.core.normals[1]
	h, q := &hulls[g.hull], rot{g.q.X, g.q.Y}
	l.ghostA, l.ghostB = g.p.add(q.apply(h.points[0])), g.p.add(q.apply(h.points[3]))
	l.before, l.after = q.apply(h.normals[0]), q.apply(h.normals[2])
	if h.normals[0] == (Vec{}) {
		l.before = l.along.neg()
	}
	if h.normals[2] == (Vec{}) {
		l.after = l.along
	}
	l.bendA, l.bendB = l.before.cross(l.n), l.n.cross(l.after)
}

// allows reports whether a contact at an end of the link may push in a direction.
func (l *link) allows(out Vec) bool {
	lean := out.dot(l.along)
	switch {
	case lean < -seamSlack:
		return l.bendA > 0 && l.before.cross(out) >= -seamSlack
	case lean > seamSlack:
		return l.bendB > 0 && out.cross(l.after) >= -seamSlack
	}
	return false
}

// bears reports whether the link's own side may push at a point: one that lies before
// it, or beyond an end where the corner turns in, before its neighbour. What comes near
// the neighbour there is about to meet the link too.
func (l *link) bears(p Vec) bool {
	a, b := l.core.points[0], l.core.points[1]
	u, v := p.sub(a).dot(l.along), p.sub(b).dot(l.along)
	end, ghost, bend := a, l.ghostA, l.bendA
	switch {
	case u >= -seamSlack && v <= seamSlack:
		return true
	case u > 0:
		end, ghost, bend = b, l.ghostB, l.bendB
	}
	d := ghost.sub(end)
	t := p.sub(end).dot(d)
	return bend < -seamSlack && t >= 0 && t <= d.dot(d)
}

func circleLink(m *manifold, c, g *geometry, hulls []hull, reach float64) {
	var l link
	l.set(g, hulls)
	a, b := l.core.points[0], l.core.points[1]
	out := c.p.sub(a).dot(l.n)
	if out < 0 {
		return
	}
	if l.bears(c.p) {
		m.single(c, l.n.neg(), out-c.r, reach)
		return
	}
	end := a
	if c.p.sub(a).dot(l.along) > 0 {
		end = b
	}
	to := c.p.sub(end)
	dist := to.length()
	if dir := to.scale(1 / dist); l.allows(dir) {
		m.single(c, dir.neg(), dist-c.r, reach)
	}
}

// collideLink works out the manifold of a link and a shape that is no circle and no
// link.
func collideLink(m *manifold, g, o *geometry, hulls []hull, reach float64) {
	var l link
	l.set(g, hulls)
	var c core
	c.set(o, hulls)
	if l.core.behind(c.middle()) {
		return
	}
	var f facing
	if f.find(&l.core, &c, preferFirst, reach+c.radius); f.farther {
		return
	}
	if f.deep {
		l.enter(&f, &c)
	}
	if own := f.side >= 0 && !f.ofB; own || !l.allows(f.normal) {
		l.lie(m, &c, &f, reach)
		return
	}
	f.manifold(m, &l.core, &c, reach)
}

// middle returns the mean of the corners.
func (c *core) middle() (mid Vec) {
	for _, p := range c.points[:c.count] {
		mid = mid.add(p)
	}
	return mid.scale(1 / float64(c.count))
}

// enter finds, for a shape that overlaps the link, the best of the axes that the link
// allows: its own, or of a side of the shape.
func (l *link) enter(f *facing, c *core) {
	gap, corner := l.nearest(c)
	f.ofB = false
	f.beside(&l.core, c, 0, corner, gap)
	for i := range c.count {
		n := c.normals[i]
		if !l.allows(n.neg()) {
			continue
		}
		a, b := n.dot(l.core.points[0].sub(c.points[i])), n.dot(l.core.points[1].sub(c.points[i]))
		end := int32(0)
		if b < a {
			a, end = b, 1
		}
		if a > gap+preferFirst {
			gap, f.ofB = a, true
			f.beside(c, &l.core, i, end, a)
		}
	}
}

// nearest returns how far c is before the link's line, and the corner that is least.
func (l *link) nearest(c *core) (gap float64, corner int32) {
	gap = 1e300
	for i := range c.count {
		if d := l.n.dot(c.points[i].sub(l.core.points[0])); d < gap {
			gap, corner = d, i
		}
	}
	return gap, corner
}

// lie makes the manifold of a shape that the link's own side meets, if it does. Of a
// shape that is apart no point is nearer than it is: what lies behind the link's line
// there is beyond a corner.
func (l *link) lie(m *manifold, c *core, f *facing, reach float64) {
	_, corner := l.nearest(c)
	if !clipHulls(m, &l.core, c, 0, corner, reach) && l.bears(c.points[corner]) {
		m.cornerOn(&l.core, c, 0, corner, reach)
	}
	if f.deep {
		return
	}
	least := f.gap - c.radius - seamSlack
	if m.count == 2 && m.points[1].gap < least {
		m.count = 1
	}
	if m.count > 0 && m.points[0].gap < least {
		m.points[0], m.points[1] = m.points[1], point{}
		m.count--
	}
}
