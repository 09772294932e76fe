package physics

// core is a convex shape without its rounding: up to MaxVertices points in world
// space. A circle is a point, a capsule two points.
type core struct {
	points [MaxVertices]Vec
	count  int32
	radius float64
}

// motion is how a rigid body moves over a step or a cast: its centre of mass from
// center by move, turning by turns about it, both evenly.
type motion struct {
	center, move Vec
	turns        float64
}
