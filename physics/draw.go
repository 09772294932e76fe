package physics

// Drawer is what a world is drawn with: to look at it, or to test what is seen. All
// lengths are in units.
type Drawer interface {
	// Polygon is convex, at most MaxVertices points, grown outward by radius. Two
	// points make a capsule. The points are the callee's until it returns.
	Polygon(points []Vec, radius float64, ink Ink)
	// Circle has a line from its centre toward turns, so that it is seen to turn.
	Circle(center Vec, radius, turns float64, ink Ink)
	Segment(a, b Vec, ink Ink)
	Point(at Vec, ink Ink)
	Box(lower, upper Vec, ink Ink)
}

// Ink says what is drawn; the drawer has a colour for each.
type Ink uint8

const (
	InkStatic Ink = iota
	InkKinematic
	InkDynamic
	InkAsleep
	InkDisabled
	InkSensor
	InkContact  // a point where shapes touch, and its normal
	InkBox      // about a shape
	InkIsland   // about what contacts and joints hold together
	InkJoint    // from the bodies to the anchors
	InkVelocity // of a centre of mass: the way of a quarter of a second
	Inks        // how many there are
)

// DrawFlags choose what Draw draws.
type DrawFlags uint8

const (
	DrawShapes DrawFlags = 1 << iota
	DrawContacts
	DrawBoxes
	DrawIslands
	DrawJoints
	DrawVelocities
)

// Draw draws the world as it is between steps, in an order that depends on nothing but
// its state. It changes nothing; it allocates for islands only.
func (w *World) Draw(d Drawer, what DrawFlags) {
	if what&DrawShapes != 0 {
		w.eachShape(func(i int32) { w.drawShape(d, i) })
	}
	if what&DrawBoxes != 0 {
		w.eachShape(func(i int32) { d.Box(w.geos[i].box.min, w.geos[i].box.max, InkBox) })
	}
	if what&DrawIslands != 0 {
		w.drawIslands(d)
	}
	if what&DrawJoints != 0 {
		w.drawJoints(d)
	}
	if what&DrawContacts != 0 {
		w.drawTouches(d, w.touching)
		w.drawTouches(d, w.rested)
	}
	if what&DrawVelocities != 0 {
		for i := range w.bodies {
			if b := &w.bodies[i]; b.kind > kindStatic && !b.disabled {
				center := b.pos.add(b.rotation.apply(b.center))
				d.Segment(center, center.add(b.vel.scale(0.25)), InkVelocity)
			}
		}
	}
}

func (w *World) eachShape(visit func(i int32)) {
	for i := range w.shapes {
		if w.shapes[i].def.Kind != 0 {
			visit(int32(i))
		}
	}
}

// inkOf is how a shape is drawn.
func (w *World) inkOf(s *shape) Ink {
	b := &w.bodies[s.body]
	switch {
	case b.disabled:
		return InkDisabled
	case s.def.Sensor:
		return InkSensor
	case b.kind == kindStatic:
		return InkStatic
	case b.kind != kindDynamic:
		return InkKinematic
	case b.asleep != 0:
		return InkAsleep
	}
	return InkDynamic
}

func (w *World) drawShape(d Drawer, i int32) {
	s, g := &w.shapes[i], &w.geos[i]
	ink := w.inkOf(s)
	var points [MaxVertices]Vec
	switch g.kind {
	case Circle:
		d.Circle(g.p, g.r, w.bodies[s.body].angle, ink)
	case Box:
		axis := rot{g.q.X, g.q.Y}
		x, y := g.half.X, g.half.Y
		for n, corner := range [4]Vec{{-x, -y}, {x, -y}, {x, y}, {-x, y}} {
			points[n] = g.p.add(axis.apply(corner))
		}
		d.Polygon(points[:4], g.r, ink)
	case Segment:
		d.Segment(g.p, g.q, ink)
	case Capsule:
		points[0], points[1] = g.p, g.q
		d.Polygon(points[:2], g.r, ink)
	case Polygon, Link:
		h, axis := &w.hulls[g.hull], rot{g.q.X, g.q.Y}
		for n := range h.count {
			points[n] = g.p.add(axis.apply(h.points[n]))
		}
		if g.kind == Link {
			d.Segment(points[1], points[2], ink)
			return
		}
		d.Polygon(points[:h.count], g.r, ink)
	}
}

// drawTouches works the manifolds out anew, because they are not kept.
func (w *World) drawTouches(d Drawer, touches []touch) {
	for i := range touches {
		a, b := shapeID(touches[i].order.shapes>>32), shapeID(touches[i].order.shapes)
		if w.shape(a) == nil || w.shape(b) == nil {
			continue // destroyed since the step
		}
		var m manifold
		collide(&m, &w.geos[a.Index], &w.geos[b.Index], w.hulls, touchGap)
		for n := range m.count {
			at := m.points[n].at
			d.Point(at, InkContact)
			d.Segment(at, at.add(m.normal.scale(0.25)), InkContact)
		}
	}
}

func (w *World) drawJoints(d Drawer) {
	for i := range w.joints {
		j := &w.joints[i]
		if j.def.Kind == 0 {
			continue
		}
		a, b := &w.bodies[j.bodyA], &w.bodies[j.bodyB]
		anchorA, anchorB := a.pos.add(a.rotation.apply(j.def.AnchorA)), b.pos.add(b.rotation.apply(j.def.AnchorB))
		if j.def.Kind == Mouse {
			anchorA = j.def.Target
		} else if a.kind != kindStatic {
			d.Segment(a.pos, anchorA, InkJoint)
		}
		d.Segment(anchorA, anchorB, InkJoint)
		d.Segment(anchorB, b.pos, InkJoint)
		d.Point(anchorB, InkJoint)
	}
}

// drawIslands draws a box about each island of more than one body: what touches, and
// what joints hold.
func (w *World) drawIslands(d Drawer) {
	root := make([]uint16, len(w.bodies))
	for i := range root {
		root[i] = uint16(i)
	}
	find := func(i uint16) uint16 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	tie := func(a, b uint16) {
		if w.bodies[a].kind == kindDynamic && w.bodies[b].kind == kindDynamic {
			a, b = find(a), find(b)
			root[max(a, b)] = min(a, b)
		}
	}
	for _, list := range [][]touch{w.touching, w.rested} {
		for i := range list {
			if w.Valid(list[i].bodyA) && w.Valid(list[i].bodyB) {
				tie(list[i].bodyA.Index, list[i].bodyB.Index)
			}
		}
	}
	for i := range w.joints {
		if j := &w.joints[i]; j.def.Kind != 0 {
			tie(j.bodyA, j.bodyB)
		}
	}
	boxes, members := make([]aabb, len(root)), make([]int32, len(root))
	for i := range root {
		b := &w.bodies[i]
		if b.kind != kindDynamic || b.disabled || b.first < 0 {
			continue
		}
		r := find(uint16(i))
		if members[r]++; members[r] == 1 {
			boxes[r] = w.bounds(b)
		} else {
			boxes[r] = boxes[r].union(w.bounds(b))
		}
	}
	for i := range boxes {
		if members[i] > 1 {
			d.Box(boxes[i].min, boxes[i].max, InkIsland)
		}
	}
}
