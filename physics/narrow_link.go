package physics

func circleLink(m *manifold, c, g *geometry, hulls []hull, reach float64) {}

func collideLink(m *manifold, g, o *geometry, hulls []hull, reach float64) {}
