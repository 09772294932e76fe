package physics

// hull is the points of a polygon, or of a link of a chain, in the body's frame. A
// polygon's turn from x to y and its normals point out of the sides i to i+1. A link
// has four: the ghost before it, its ends, the ghost after it; it is solid on the side
// of normals[1] only, and a ghost that repeats its end is an open end.
//
// World.hulls is a pool: the place of a hull in it is not state and shows nowhere.
type hull struct {
	count   int32
	points  [MaxVertices]Vec
	normals [MaxVertices]Vec
}
