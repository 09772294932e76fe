package physics

// preferFirst is by how much a later axis must separate better to be taken: boxes at
// rest on one another must not waver between two.
const preferFirst = touchGap / 10

// obb is a box in any orientation; a segment is one of no height.
type obb struct {
	center Vec
	axis   rot
	half   Vec
}

func obbOf(g *geometry) (b obb) {
	b.center, b.axis, b.half = g.oriented()
	return b
}

// collideBoxes finds the axis that separates two boxes best, and clips the side of
// one that faces the other's side on that axis.
func collideBoxes(m *manifold, ga, gb *geometry, reach float64) {
	a, b := obbOf(ga), obbOf(gb)
	gapA, axisA := a.separation(&b)
	gapB, axisB := b.separation(&a)
	if gapA > reach || gapB > reach {
		return
	}
	if gapB > gapA+preferFirst {
		m.clip(&b, &a, axisB, reach)
		for i := range m.points {
			m.points[i].id |= 1 << 8
		}
		m.flip()
	} else {
		m.clip(&a, &b, axisA, reach)
	}
	if m.count > 0 {
		m.findCorner(b.cornerNear(m.middle()))
	}
}

// cornerNear returns the corner that is nearest to a point.
func (b *obb) cornerNear(p Vec) Vec {
	l, corner := b.axis.unapply(p.sub(b.center)), b.half
	if l.X < 0 {
		corner.X = -corner.X
	}
	if l.Y < 0 {
		corner.Y = -corner.Y
	}
	return b.center.add(b.axis.apply(corner))
}

// separation returns the greatest gap along the axes of a, and which axis: 0 is x.
func (a *obb) separation(b *obb) (gap float64, axis uint32) {
	d := a.axis.unapply(b.center.sub(a.center))
	r := a.axis.unapply(Vec{b.axis.c, b.axis.s})
	c, s := abs(r.X), abs(r.Y)
	gapX := abs(d.X) - a.half.X - (float64(c*b.half.X) + float64(s*b.half.Y))
	gapY := abs(d.Y) - a.half.Y - (float64(s*b.half.X) + float64(c*b.half.Y))
	if gapY > gapX+preferFirst {
		return gapY, 1
	}
	return gapX, 0
}

// clip makes the manifold of a, whose side on the given axis faces b, and b.
func (m *manifold) clip(a, b *obb, axis uint32, reach float64) {
	// In a's frame, turned so that the normal is x: swap makes the y axis first.
	d := a.axis.unapply(b.center.sub(a.center))
	r := a.axis.unapply(Vec{b.axis.c, b.axis.s})
	ux, uy := r, r.perp() // b's axes
	half := a.half
	if axis == 1 {
		d, ux, uy, half = swap(d), swap(ux), swap(uy), swap(half)
	}
	sign := 1.0
	if d.X < 0 {
		sign = -1
	}
	p, q, side := b.facing(d, ux, uy, sign)
	if !clipSide(&p, &q, half.Y) {
		return
	}
	normal := Vec{sign, 0}
	for i, v := range [2]Vec{p, q} {
		gap := float64(v.X*sign) - half.X
		if gap > reach || i == 1 && m.count == 1 && v == p {
			continue
		}
		at := Vec{v.X - float64(float64(sign*gap)/2), v.Y}
		if axis == 1 {
			at = swap(at)
		}
		id := uint32(i) | side<<1 | axis<<4
		if sign < 0 {
			id |= 1 << 5
		}
		m.points[m.count] = point{at: a.center.add(a.axis.apply(at)), gap: gap, id: id}
		m.count++
	}
	if axis == 1 {
		normal = swap(normal)
	}
	m.normal = a.axis.apply(normal)
}

// facing returns the ends of b's side that faces against sign on x, in ascending
// order along that side, and its number.
func (b *obb) facing(center, ux, uy Vec, sign float64) (p, q Vec, side uint32) {
	out, along, reach, extent := ux, uy, b.half.X, b.half.Y
	if abs(ux.X) <= abs(uy.X) || b.half.Y == 0 { // of a segment, always the long side
		out, along, reach, extent, side = uy, ux, b.half.Y, b.half.X, 2
	}
	if float64(out.X*sign) > 0 {
		out = out.neg()
		side++
	}
	mid := center.add(out.scale(reach))
	return mid.sub(along.scale(extent)), mid.add(along.scale(extent)), side
}

// clipSide cuts the line from p to q to |y| <= bound; false when nothing is left.
func clipSide(p, q *Vec, bound float64) bool {
	if p.Y > q.Y {
		ok := clipSide(q, p, bound)
		return ok
	}
	if q.Y < -bound || p.Y > bound {
		return false
	}
	from, d := *p, q.sub(*p)
	if p.Y < -bound {
		*p = Vec{from.X + float64(d.X*float64((-bound-from.Y)/d.Y)), -bound}
	}
	if q.Y > bound {
		*q = Vec{from.X + float64(d.X*float64((bound-from.Y)/d.Y)), bound}
	}
	return true
}

func swap(v Vec) Vec { return Vec{v.Y, v.X} }
