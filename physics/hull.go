package physics

// hull is the points of a polygon, or of a link of a chain, in the body's frame. A
// polygon's turn from x to y and its normals point out of the sides i to i+1. A link
// has four: the ghost before it, its ends, the ghost after it; it is solid on the side
// of normals[1] only, and a ghost that repeats its end is an open end.
//
// World.hulls is a pool: the place of a hull in it is not state and shows nowhere. A
// free place has no points and names the next free one.
type hull struct {
	count   int32
	next    int32
	points  [MaxVertices]Vec
	normals [MaxVertices]Vec
}

// hullLeast is the least length of a side, and the least depth of a corner behind the
// sides that it is no end of: what is flatter would be lost in rounding.
const hullLeast = 1.0 / PosGrid

// build makes the hull of a convex polygon, turning either way; false when there are
// too few points or too many, or they are not the corners of a convex polygon that is
// nowhere too thin. It begins with the least point, so that the same polygon has the
// same hull wherever the caller began.
func (h *hull) build(points []Vec) bool {
	*h = hull{}
	if len(points) < 3 || len(points) > MaxVertices {
		return false
	}
	first := 0
	for i, p := range points {
		if !p.within(MaxCoord) {
			return false
		}
		if q := points[first]; p.X < q.X || p.X == q.X && p.Y < q.Y {
			first = i
		}
	}
	count := len(points)
	step := 1
	prev, next := points[(first+count-1)%count], points[(first+1)%count]
	if next.sub(points[first]).cross(prev.sub(points[first])) < 0 {
		step = count - 1
	}
	h.count = int32(count)
	for i := range count {
		h.points[i] = points[(first+i*step)%count].unsigned()
	}
	return h.finish()
}

// finish works out the normals; false when the points are no hull.
func (h *hull) finish() bool {
	for i := range h.count {
		p := h.points[i]
		side := h.points[h.after(i)].sub(p)
		length := side.length()
		if !(length >= hullLeast) {
			return false
		}
		h.normals[i] = Vec{side.Y / length, -side.X / length}
		for j := range h.count {
			if j != i && j != h.after(i) && !(h.normals[i].dot(h.points[j].sub(p)) <= -hullLeast) {
				return false
			}
		}
	}
	return true
}

func (h *hull) after(i int32) int32 {
	if i+1 == h.count {
		return 0
	}
	return i + 1
}

// buildLink makes the hull of a link from its four points.
func (h *hull) buildLink(points [4]Vec) bool {
	*h = hull{count: 4}
	for i, p := range points {
		if !p.within(MaxCoord) {
			return false
		}
		h.points[i] = p.unsigned()
	}
	for i := range 3 {
		side := h.points[i+1].sub(h.points[i])
		length := side.length()
		if length == 0 && i != 1 {
			continue // an open end
		}
		if !(length >= hullLeast) {
			return false
		}
		h.normals[i] = Vec{side.Y / length, -side.X / length}
	}
	return true
}

// keepHull puts a hull into the pool.
func (w *World) keepHull(h *hull) int32 {
	if w.freeHulls == 0 {
		w.hulls = append(w.hulls, *h)
		return int32(len(w.hulls) - 1)
	}
	i := w.freeHulls - 1
	w.freeHulls = w.hulls[i].next
	w.hulls[i] = *h
	return i
}

// dropHull frees a place in the pool; none for -1.
func (w *World) dropHull(i int32) {
	if i >= 0 {
		w.hulls[i] = hull{next: w.freeHulls}
		w.freeHulls = i + 1
	}
}
