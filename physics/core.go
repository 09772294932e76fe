package physics

// core is a convex shape without its rounding, in world space: a point, or the corners
// of a polygon, which turn from x to y, and the normals of the sides i to i+1. A line
// is a polygon without height, of the corners a, b, b, a: so its ends are sides too and
// the axes of its sides are enough to tell it from any other shape.
type core struct {
	points  [MaxVertices]Vec
	normals [MaxVertices]Vec
	count   int32
	radius  float64
	face    Vec // of a link, which is solid on one side, that side's normal
}

// coreOf returns the core of a shape where it is.
func coreOf(g *geometry, hulls []hull) (c core) {
	c.set(g, hulls)
	return c
}

func (c *core) set(g *geometry, hulls []hull) {
	c.radius = g.r
	switch g.kind {
	case Circle:
		c.points[0], c.count = g.p, 1
	case Box:
		c.box(g)
	case Segment, Capsule:
		c.line(g.p, g.q)
	case Polygon:
		h, q := &hulls[g.hull], rot{g.q.X, g.q.Y}
		c.count = h.count
		for i := range h.count {
			c.points[i] = g.p.add(q.apply(h.points[i]))
			c.normals[i] = q.apply(h.normals[i])
		}
	case Link:
		h, q := &hulls[g.hull], rot{g.q.X, g.q.Y}
		c.line(g.p.add(q.apply(h.points[1])), g.p.add(q.apply(h.points[2])))
		c.face = c.normals[0]
	}
}

func (c *core) box(g *geometry) {
	x, y := g.q, g.q.perp()
	ex, ey := x.scale(g.half.X), y.scale(g.half.Y)
	c.count = 4
	c.points[0], c.normals[0] = g.p.sub(ex).sub(ey), y.neg()
	c.points[1], c.normals[1] = g.p.add(ex).sub(ey), x
	c.points[2], c.normals[2] = g.p.add(ex).add(ey), y
	c.points[3], c.normals[3] = g.p.sub(ex).add(ey), x.neg()
}

func (c *core) line(a, b Vec) {
	d := b.sub(a)
	length := d.length()
	if length == 0 {
		c.points[0], c.count = a, 1
		return
	}
	t := Vec{d.X / length, d.Y / length}
	n := Vec{t.Y, -t.X}
	c.count = 4
	c.points[0], c.points[1], c.points[2], c.points[3] = a, b, b, a
	c.normals[0], c.normals[1], c.normals[2], c.normals[3] = n, t, n.neg(), t.neg()
}

func (c *core) after(i int32) int32 {
	if i+1 == c.count {
		return 0
	}
	return i + 1
}

func (c *core) before(i int32) int32 {
	if i == 0 {
		return c.count - 1
	}
	return i - 1
}

// side returns the side of c that o lies farthest beyond, how far, negative when it
// does not, and the corner of o that is nearest to it.
func (c *core) side(o *core) (gap float64, side, corner int32) {
	gap = -4 * MaxCoord
	for i := range c.count {
		n, p := c.normals[i], c.points[i]
		least, at := 1e300, int32(0)
		for j := range o.count {
			if d := n.dot(o.points[j].sub(p)); d < least {
				least, at = d, j
			}
		}
		if c.count > 1 && least > gap {
			gap, side, corner = least, i, at
		}
	}
	return gap, side, corner
}

// facing is how two cores lie to each other: which side of one faces which corner of
// the other, or which corners face.
type facing struct {
	gap      float64 // negative is how deep they overlap
	normal   Vec     // unit, from a to b
	pa, pb   Vec     // the nearest points, or the deepest
	ofB      bool    // the side is b's
	side     int32   // -1 when two corners face
	ca, cb   int32   // the corners; of the one whose side it is, an end of the side
	deep     bool    // the cores overlap, or nearly
	farther  bool    // they are farther apart than asked for; the rest is not set
	distance float64 // of the nearest so far, in scan
}

// find works out how two cores face each other. The axis of separation that is best
// bounds their distance from below; if the corner that it names lies before the side,
// or the corners next to it prove to be nearest, that is the answer, and else all sides
// and corners are compared. With at most MaxVertices corners that is quicker than an
// iteration such as GJK, and exact. Of two axes nearly alike, prefer says by how much
// one of b must be better; cores nearer than that count as overlapping.
func (f *facing) find(a, b *core, prefer, reach float64) {
	*f = facing{}
	gapA, sideA, cornerB := a.side(b)
	gapB, sideB, cornerA := b.side(a)
	if gapA > reach || gapB > reach {
		f.farther = true
		return
	}
	switch {
	case a.count == 1 && b.count == 1:
		f.corners(a, b, 0, 0)
		return
	case gapB > gapA+prefer:
		f.ofB = true
		f.beside(b, a, sideB, cornerA, gapB)
	default:
		f.beside(a, b, sideA, cornerB, gapA)
	}
	if f.gap <= prefer {
		f.deep = true
	} else if !f.certain(a, b) {
		f.search(a, b)
	}
}

// beside sets a side of one and a corner of the other.
func (f *facing) beside(c, o *core, side, corner int32, gap float64) {
	n := c.normals[side]
	f.gap, f.side, f.normal = gap, side, n
	on := o.points[corner].sub(n.scale(gap))
	end := side
	next := c.after(side)
	if to, from := on.sub(c.points[next]), on.sub(c.points[side]); to.dot(to) < from.dot(from) {
		end = next
	}
	if f.ofB {
		f.normal = n.neg()
		f.pa, f.pb, f.ca, f.cb = o.points[corner], on, corner, end
	} else {
		f.pa, f.pb, f.ca, f.cb = on, o.points[corner], end, corner
	}
}

// corners sets two corners.
func (f *facing) corners(a, b *core, ca, cb int32) {
	f.pa, f.pb, f.ca, f.cb, f.side = a.points[ca], b.points[cb], ca, cb, -1
	d := f.pb.sub(f.pa)
	f.gap = d.length()
	if f.gap > 0 {
		f.normal = Vec{d.X / f.gap, d.Y / f.gap}
	} else if f.normal == (Vec{}) {
		f.normal = Vec{1, 0} // of two in one place; any will do
	}
}

// certain reports whether the corner lies before the side, so that they are the
// nearest, or the corners f.ca and f.cb are, which it sets then.
func (f *facing) certain(a, b *core) bool {
	c, o := a, f.pb
	if f.ofB {
		c, o = b, f.pa
	}
	p := c.points[f.side]
	d := c.points[c.after(f.side)].sub(p)
	if t := o.sub(p).dot(d); t >= 0 && t <= d.dot(d) && d != (Vec{}) {
		return true
	}
	d = b.points[f.cb].sub(a.points[f.ca])
	if !a.inCone(f.ca, d) || !b.inCone(f.cb, d.neg()) {
		return false
	}
	f.corners(a, b, f.ca, f.cb)
	return true
}

// inCone reports whether no point of c is farther along d than a corner.
func (c *core) inCone(corner int32, d Vec) bool {
	p := c.points[corner]
	return c.points[c.after(corner)].sub(p).dot(d) <= 0 && c.points[c.before(corner)].sub(p).dot(d) <= 0
}

// search compares all sides and corners of two cores that are apart.
func (f *facing) search(a, b *core) {
	f.distance = 1e300
	f.scan(a, b, false)
	f.scan(b, a, true)
}

func (f *facing) scan(c, o *core, ofB bool) {
	for i := range c.count {
		p := c.points[i]
		next := c.after(i)
		d := c.points[next].sub(p)
		whole := d.dot(d)
		for j := range o.count {
			to := o.points[j].sub(p)
			t := to.dot(d)
			if t > 0 && t < whole {
				if gap := to.dot(c.normals[i]); gap > 0 && gap < f.distance {
					f.distance, f.ofB = gap, ofB
					f.beside(c, o, i, j, gap)
				}
				continue
			}
			if t > 0 || ofB {
				continue // the next side's corner; corners of both are done once
			}
			if gap := to.length(); gap < f.distance {
				f.distance, f.ofB = gap, false
				f.corners(c, o, i, j)
			}
		}
	}
}
