package physics

// distance returns the gap between two shapes with their rounding, negative when they
// overlap, and the points of their surfaces that are nearest, or deepest.
func distance(a, b *core) (gap float64, pa, pb Vec) {
	var f facing
	f.find(a, b, 0, 1e300)
	return f.surfaces(a, b)
}

// surfaces adds the rounding to a facing.
func (f *facing) surfaces(a, b *core) (gap float64, pa, pb Vec) {
	return f.gap - a.radius - b.radius, f.pa.add(f.normal.scale(a.radius)), f.pb.sub(f.normal.scale(b.radius))
}

// castGap is the gap at which a cast shape has arrived.
const castGap = 1.0 / (1 << 36)

// castSteps bounds a cast. Each step takes away three quarters of the gap at least,
// when the shapes graze, and mostly all of it.
const castSteps = 40

// castCore moves a by delta until it meets b: the fraction of delta, the normal out of
// b, and the point of b that it meets. Shapes that overlap from the start meet at 0.
// One that comes from behind a link passes.
//
// The distance of convex shapes that do not turn is a convex function of time, so that
// Newton's steps from the left never pass the root.
func castCore(a *core, delta Vec, b *core) (t float64, normal, point Vec, ok bool) {
	if b.face != (Vec{}) && delta.dot(b.face) >= 0 || a.face != (Vec{}) && delta.dot(a.face) <= 0 {
		return 0, Vec{}, Vec{}, false
	}
	moved := *a
	var f facing
	for range castSteps {
		f.find(&moved, b, castGap, 1e300)
		gap, _, pb := f.surfaces(&moved, b)
		closing := delta.dot(f.normal)
		if gap < 0 || gap <= castGap && closing > 0 {
			return t, f.normal.neg(), pb, true
		}
		if !(closing > 0) {
			return 0, Vec{}, Vec{}, false
		}
		if t += gap / closing; !(t <= 1) {
			return 0, Vec{}, Vec{}, false
		}
		moved.shift(a, delta.scale(t))
	}
	_, _, pb := f.surfaces(&moved, b)
	return t, f.normal.neg(), pb, true
}

// shift makes c the core o moved by d.
func (c *core) shift(o *core, d Vec) {
	for i := range o.count {
		c.points[i] = o.points[i].add(d)
	}
}
