package physics

import "math"

// motion is how a rigid body moves over a step or a cast: its centre of mass from
// center by move, turning by turns about it, both evenly.
type motion struct {
	center, move Vec
	turns        float64
}

const (
	// toiGap is by how much shapes may stay short of the gap asked for.
	toiGap = touchGap / 16
	// toiSteps bounds the search. What it has not found then is told as met: the shapes
	// are near, and early is safe.
	toiSteps = 48
)

// toi returns when two shapes that move first come within a gap of each other, 0 to 1;
// false when they do not. Shapes within the gap at the start meet at 0. The gap may be
// negative: then it is a depth.
//
// It is conservative advancement (B. Mirtich, "Impulse-based Dynamic Simulation",
// 1996): the gap along the axis that separates the shapes shrinks no faster than the
// centres close along it and their corners swing, so that no step passes the time.
func toi(a, b *core, ma, mb *motion, gap float64) (t float64, ok bool) {
	if b.behind(ma.center) || a.behind(mb.center) {
		return 0, false
	}
	swing := a.swing(ma) + b.swing(mb)
	move := ma.move.sub(mb.move)
	atA, atB := *a, *b
	var f facing
	for range toiSteps {
		f.find(&atA, &atB, 0, 1e300)
		left := f.gap - a.radius - b.radius - gap
		if left <= toiGap {
			return t, true
		}
		rate := move.dot(f.normal) + swing
		if !(rate > 0) {
			return 0, false
		}
		if t += left / rate; !(t <= 1) {
			return 0, false
		}
		atA.advance(a, ma, t)
		atB.advance(b, mb, t)
	}
	return t, true
}

// swing is how far a corner of c moves at most by the turning.
func (c *core) swing(m *motion) float64 {
	if m.turns == 0 {
		return 0
	}
	var far float64
	for i := range c.count {
		d := c.points[i].sub(m.center)
		far = greater(far, d.dot(d))
	}
	return float64(math.Sqrt(far) * float64(abs(m.turns)*tau))
}

// advance makes c the core o at a time.
func (c *core) advance(o *core, m *motion, t float64) {
	if m.turns == 0 {
		c.shift(o, m.move.scale(t))
		return
	}
	q := rotOf(float64(m.turns * t))
	center := m.center.add(m.move.scale(t))
	for i := range o.count {
		c.points[i] = center.add(q.apply(o.points[i].sub(m.center)))
		c.normals[i] = q.apply(o.normals[i])
	}
}

// behind reports whether a point lies on the open side of a link.
func (c *core) behind(p Vec) bool { return p.sub(c.points[0]).dot(c.face) < 0 }
