package physics

// circleHull works out the manifold of a circle and a capsule, polygon, link or
// rounded box.
func circleHull(m *manifold, c, g *geometry, hulls []hull, reach float64) {}

// collideHulls works out the manifold of two shapes of which neither is a circle and
// one at least is a capsule, polygon, link or rounded box.
func collideHulls(m *manifold, a, b *geometry, hulls []hull, reach float64) {}
