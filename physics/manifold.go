package physics

// manifold is how two shapes meet: a normal from the first to the second, and one or
// two points.
type manifold struct {
	normal Vec
	points [2]point
	count  int32
	// corner is set when a circle meets nothing but a corner of the other shape, or
	// an end of it; at is that corner.
	corner bool
	at     Vec
}

// point is one place of a manifold, half way between the two surfaces.
type point struct {
	at  Vec
	gap float64 // negative when they overlap
	id  uint32  // which features meet: the same as long as they stay the same
}

func (m *manifold) flip() { m.normal = m.normal.neg() }

// collide works out the manifold of two shapes that are at most reach apart. Without
// points they are farther apart.
func collide(m *manifold, a, b *geometry, reach float64) {
	*m = manifold{}
	switch {
	case a.kind == Circle:
		collideCircle(m, a, b, reach)
	case b.kind == Circle:
		collideCircle(m, b, a, reach)
		m.flip()
	default:
		collideBoxes(m, a, b, reach)
	}
}

// meet reports whether two shapes are at most gap apart.
func meet(a, b *geometry, gap float64) bool {
	if !a.box.grow(gap).overlaps(b.box) {
		return false
	}
	var m manifold
	collide(&m, a, b, gap)
	return m.count > 0
}
