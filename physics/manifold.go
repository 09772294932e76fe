package physics

// manifold is how two shapes meet: a normal from the first to the second, and one or
// two points.
type manifold struct {
	normal Vec
	points [2]point
	count  int32
	// corner is set when a circle meets nothing but a corner of the other shape, or
	// an end of it, or when two other shapes meet nowhere but near a corner of the
	// second; at is that corner.
	corner bool
	at     Vec
}

// point is one place of a manifold, half way between the two surfaces.
type point struct {
	at  Vec
	gap float64 // negative when they overlap
	id  uint32  // which features meet: the same as long as they stay the same
}

// middle returns the middle of a manifold's points.
func (m *manifold) middle() Vec {
	p, q := m.points[0].at, m.points[m.count-1].at
	return Vec{float64((p.X + q.X) / 2), float64((p.Y + q.Y) / 2)}
}

// findCorner says that the shapes meet nowhere but near a corner, if that is so.
func (m *manifold) findCorner(corner Vec) {
	for i := range m.points[:m.count] {
		p := &m.points[i]
		if !p.at.sub(corner).within(2*seamGap + float64(abs(p.gap)/2)) {
			return
		}
	}
	m.corner, m.at = true, corner
}

func (m *manifold) flip() { m.normal = m.normal.neg() }

// collide works out the manifold of two shapes that are at most reach apart. Without
// points they are farther apart. It is a switch and no table of functions, because
// what goes through a function value escapes to the heap.
//
// Each case promises: the normal is a unit vector from a to b; every place where the
// surfaces can come within a touch while the shapes approach by reach has a point;
// ids stay while features do and differ within a manifold; the result is the same bits
// whatever lies elsewhere, and mirrored shapes give mirrored manifolds.
func collide(m *manifold, a, b *geometry, hulls []hull, reach float64) {
	*m = manifold{}
	switch {
	case a.kind == Circle:
		collideCircle(m, a, b, hulls, reach)
	case b.kind == Circle:
		collideCircle(m, b, a, hulls, reach)
		m.flip()
	case a.kind <= Segment && b.kind <= Segment && a.r == 0 && b.r == 0:
		collideBoxes(m, a, b, reach)
	default:
		collideHulls(m, a, b, hulls, reach)
	}
	if m.count == 2 && m.points[1].gap < m.points[0].gap {
		m.points[0], m.points[1] = m.points[1], m.points[0] // so that order is not handed
	}
}

// meet reports whether two shapes are at most gap apart.
func meet(a, b *geometry, hulls []hull, gap float64) bool {
	if !a.box.grow(gap).overlaps(b.box) {
		return false
	}
	var m manifold
	collide(&m, a, b, hulls, gap)
	return m.count > 0
}
