package physics

// sweepDepth is how deep a swept shape may end in another, as a share of what it is
// thick: deep enough that what slides along a wall is not held by it, not so deep that
// it would be pushed out on the other side.
const sweepDepth = 0.25

// sweep is called by finish when the solver is done and before any pose is written.
// Contacts are made for what can meet on its way straight on; what was turned aside in
// the step, or turns fast, may still pass a thin shape. So a body that moved farther
// than half of what it is thick is cut short where it first goes into a static or
// kinematic shape, or a bullet into a dynamic one, in order of rank. Velocities stay:
// the contact of the next step answers the impact.
func (w *World) sweep() {
	s := &w.scratch
	for r, index := range s.active[:s.dynamic] {
		m, b := &s.moving[r], &w.bodies[index]
		far := float64(m.moved.dot(m.moved))
		if far < float64(sweepLeast*sweepLeast) && abs(m.turned) < sweepLeast {
			continue
		}
		// Neither is most of what is faster: twice the sum of squares is at least the
		// square of the sum, and the rest is for rounding.
		if turn := float64(m.turned * b.arm); float64(8.01*(far+float64(turn*turn))) < float64(b.thin*b.thin) {
			continue
		}
		if t := w.firstHit(int32(r), index); t < 1 {
			m.moved, m.turned = m.moved.scale(t), float64(m.turned*t)
		}
	}
}

// sweepLeast is the way, in units or radians, below which no body is swept.
const sweepLeast = 0.02

// swept is a shape on its way through the step.
type swept struct {
	shape  uint16
	core   core
	motion motion
	box    aabb    // about the way
	gap    float64 // at which it is stopped
}

// firstHit returns when in the step a body first goes into what it may not pass; 1 if
// it does not.
func (w *World) firstHit(rank int32, index uint16) (first float64) {
	s := &w.scratch
	b := &w.bodies[index]
	first = 1
	for i := b.first; i >= 0; i = w.shapes[i].next {
		if w.shapes[i].def.Sensor || !w.setSwept(&s.swept, uint16(i), rank) {
			continue
		}
		s.found = s.found[:0]
		w.static.index.each(&s.swept.box, func(n uint16) { s.found = append(s.found, w.static.shapes[n]) })
		for _, j := range s.found {
			first = lesser(first, w.hitTime(j, int32(len(s.active))))
		}
		for k := s.dynamic; k < int32(len(s.active)); k++ {
			first = lesser(first, w.hitTimeOf(k))
		}
		if b.bullet {
			s.found = s.found[:0]
			w.crowd.index.each(&s.swept.box, func(n uint16) { s.found = append(s.found, n) })
			for _, k := range s.found {
				// The boxes of the index depend on what was before the step; fat does not.
				if int32(k) != rank && int32(k) < s.dynamic && s.fat[k].overlaps(s.swept.box) {
					first = lesser(first, w.hitTimeOf(int32(k)))
				}
			}
		}
	}
	return first
}

// setSwept prepares a shape; false if it did not move far enough to pass anything.
func (w *World) setSwept(v *swept, shape uint16, rank int32) bool {
	s := &w.scratch
	g, m := &w.geos[shape], &s.moving[rank]
	thick := w.thickness(g)
	arm := g.box.max.sub(s.centers[rank])
	turn := float64(abs(m.turned) * (float64(extentOf(&g.box)*1.5) + abs(arm.X) + abs(arm.Y))) // no corner swings farther
	if float64(8*(m.moved.dot(m.moved)+float64(turn*turn))) < float64(thick*thick) {
		return false
	}
	v.core.face = Vec{}
	v.shape, v.gap = shape, -float64(sweepDepth*thick)
	v.core.set(g, w.hulls)
	v.motion = motion{s.centers[rank], m.moved, m.turned / tau}
	swing := v.core.swing(&v.motion)
	if m.moved.length()+swing < float64(thick*0.5) {
		return false
	}
	v.box = g.box.reach(m.moved).grow(swing)
	return true
}

// hitTimeOf returns when the swept shape meets a body.
func (w *World) hitTimeOf(rank int32) (first float64) {
	first = 1
	for j := w.bodies[w.scratch.active[rank]].first; j >= 0; j = w.shapes[j].next {
		first = lesser(first, w.hitTime(uint16(j), rank))
	}
	return first
}

// hitTime returns when the swept shape meets another, 1 if it does not. Shapes that lie
// deep in each other from the start do not stop each other.
func (w *World) hitTime(shape uint16, rank int32) float64 {
	s := &w.scratch
	v, o := &s.swept, &w.shapes[shape]
	if o.def.Sensor || !mayMeet(&w.shapes[v.shape].def, &o.def) || w.jointed(&w.bodies[w.shapes[v.shape].body], &w.bodies[o.body]) {
		return 1
	}
	m := &s.moving[rank]
	mb := motion{s.centers[rank], m.moved, m.turned / tau}
	s.other.face = Vec{}
	s.other.set(&w.geos[shape], w.hulls)
	if !v.box.overlaps(w.geos[shape].box.reach(m.moved).grow(s.other.swing(&mb))) {
		return 1
	}
	for _, gap := range [2]float64{v.gap, 2 * v.gap} { // where it went in last time, deeper
		if t, ok := toi(&v.core, &s.other, &v.motion, &mb, gap); !ok {
			return 1
		} else if t > 0 {
			return t
		}
	}
	return 1
}

// thickness is the least distance from the middle of a shape to its surface.
func (w *World) thickness(g *geometry) float64 {
	switch g.kind {
	case Box:
		return lesser(g.half.X, g.half.Y) + g.r
	case Polygon:
		c := &w.scratch.other
		c.set(g, w.hulls)
		least := 1e300
		for i := range c.count {
			depth := 0.0
			for j := range c.count {
				depth = greater(depth, c.points[i].sub(c.points[j]).dot(c.normals[i]))
			}
			least = lesser(least, depth)
		}
		return float64(least*0.5) + g.r
	}
	return g.r
}
