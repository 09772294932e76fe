package physics

// order is the place of a pair of shapes in every list, and its identity: the bodies'
// order, the shapes' ordinals, and their ids, which tell a shape from one that was
// destroyed and whose place it took.
type order struct {
	a, b     uint64
	ordinals uint32 // of B, then of A
	shapes   uint64 // ids of A and B
}

func (o *order) compare(p *order) int {
	switch {
	case o.a != p.a:
		return less(o.a < p.a)
	case o.b != p.b:
		return less(o.b < p.b)
	case o.ordinals != p.ordinals:
		return less(o.ordinals < p.ordinals)
	case o.shapes != p.shapes:
		return less(o.shapes < p.shapes)
	}
	return 0
}

func less(is bool) int {
	if is {
		return -1
	}
	return 1
}

func (id ShapeID) pack() uint64 { return uint64(id.Index)<<16 | uint64(id.Gen) }

func shapeID(packed uint64) ShapeID { return ShapeID{uint16(packed >> 16), uint16(packed)} }

// touch is two shapes that touch, or of which one is a sensor and the other in it.
type touch struct {
	order        order
	bodyA, bodyB BodyID
	userA, userB uint32
	sensorA      bool
	normal       Vec
	impulse      float64
}

func (w *World) orderOf(p *pair) order {
	a, b := &w.shapes[p.shapeA], &w.shapes[p.shapeB]
	return order{
		w.bodies[a.body].order, w.bodies[b.body].order, uint32(b.ordinal)<<16 | uint32(a.ordinal),
		ShapeID{p.shapeA, a.gen}.pack()<<32 | ShapeID{p.shapeB, b.gen}.pack(),
	}
}

func (w *World) touchOf(p *pair) touch {
	a, b := &w.shapes[p.shapeA], &w.shapes[p.shapeB]
	bodyA, bodyB := &w.bodies[a.body], &w.bodies[b.body]
	return touch{
		order: w.orderOf(p),
		bodyA: BodyID{a.body, bodyA.gen}, bodyB: BodyID{b.body, bodyB.gen},
		userA: bodyA.user, userB: bodyB.user, sensorA: a.def.Sensor,
	}
}

func (t *touch) event() ContactEvent {
	return ContactEvent{
		BodyA: t.bodyA, BodyB: t.bodyB, UserA: t.userA, UserB: t.userB,
		ShapeA: shapeID(t.order.shapes >> 32), ShapeB: shapeID(t.order.shapes),
		Normal: t.normal, Impulse: t.impulse,
	}
}

func (t *touch) sensorEvent() SensorEvent {
	a, b := shapeID(t.order.shapes>>32), shapeID(t.order.shapes)
	if t.sensorA {
		return SensorEvent{a, b, t.bodyA, t.bodyB, t.userA, t.userB}
	}
	return SensorEvent{b, a, t.bodyB, t.bodyA, t.userB, t.userA}
}

// ContactBegins and the other lists of events are of the last step, valid until the
// next, in order of body A, body B and shapes. A contact that came and went within
// one step, as when a ball bounces, is in begins and in ends: begins come first.
func (w *World) ContactBegins() []ContactEvent { return w.begins }

// ContactEnds lists what ceased to touch. Bodies in it may have been destroyed.
func (w *World) ContactEnds() []ContactEvent { return w.ends }

// SensorBegins lists what entered a sensor. A body that passes a sensor within a step
// is not seen.
func (w *World) SensorBegins() []SensorEvent { return w.sensorBegins }

// SensorEnds lists what left a sensor. Bodies in it may have been destroyed.
func (w *World) SensorEnds() []SensorEvent { return w.sensorEnds }

// Touching appends every pair that touched at the end of the last step.
func (w *World) Touching(dst []ContactEvent) []ContactEvent {
	eachInOrder(w.touching, w.rested, func(t *touch) { dst = append(dst, t.event()) })
	return dst
}

// report works out what touches at the end of the step and the events.
func (w *World) report() {
	s := &w.scratch
	w.begins, w.ends, s.endTouch = w.begins[:0], w.ends[:0], s.endTouch[:0]
	if strayed := w.strayed(); strayed || w.opt.Memoryless {
		w.listHits()
		if strayed {
			w.pairAgain()
		}
		w.reportExactly()
	} else {
		w.reportContacts()
	}
	w.touching, s.endTouch = s.endTouch, w.touching
	w.reportSensors()
	w.overlapping, s.endOverlap = s.endOverlap, w.overlapping
}

// reportContacts takes from the gaps that the solver left what touches, if it hardly
// moved. It walks the pairs, the contacts and what touched before, which are in one
// order.
func (w *World) reportContacts() {
	s := &w.scratch
	known, contacts, impacts := w.touching, s.contacts, s.impacts
	for i := range s.pairs {
		p := &s.pairs[i]
		var f found
		var order order
		var normal Vec
		var impulse float64
		if len(contacts) > 0 && contacts[0].pair == int32(i) {
			o := &contacts[0]
			c := &s.constraints[o.place]
			order, normal, impulse = o.order, c.normal, impactOf(&impacts, int32(len(s.contacts)-len(contacts)))
			f.hit, f.end = c.greatest() > 0, w.stillTouch(p, c)
			contacts = contacts[1:]
		} else if m, ok := w.meetNow(p); ok {
			order, normal, f.end = w.orderOf(p), m.normal, true
		} else {
			continue
		}
		for len(known) > 0 && known[0].order.compare(&order) < 0 {
			w.tell(&known[0], found{known: true})
			known = known[1:]
		}
		var t touch
		if f.known = len(known) > 0 && known[0].order == order; f.known {
			t = known[0]
			known = known[1:]
		} else if f.hit || f.end {
			t = w.touchOf(p)
		} else {
			continue
		}
		t.normal, t.impulse = normal, impulse
		if !f.known || !f.end {
			w.tell(&t, f)
		}
		if t.impulse = 0; f.end {
			s.endTouch = append(s.endTouch, t)
		}
	}
	for i := range known {
		w.tell(&known[i], found{known: true})
	}
}

// stillTouch reports whether the shapes of a contact touch where they are now. Of what
// went far the solver's gap says little, and of a link nothing where another takes over.
func (w *World) stillTouch(p *pair, c *constraint) bool {
	const far = 0.004 // units or radians
	s := &w.scratch
	a, b := &s.moving[c.a], &s.moving[c.b]
	link := w.geos[p.shapeA].kind == Link || w.geos[p.shapeB].kind == Link
	if link || abs(a.turned) > far || abs(b.turned) > far || !b.moved.sub(a.moved).within(far) {
		return meet(&w.geos[p.shapeA], &w.geos[p.shapeB], w.hulls, touchGap)
	}
	return c.gapNow(&c.points[0], a, b) <= touchGap || c.count == 2 && c.gapNow(&c.points[1], a, b) <= touchGap
}

// reportExactly works out by the narrow phase what touches: what a memoryless world
// finds at the start of the next step must be the same.
func (w *World) reportExactly() {
	s := &w.scratch
	for i := range s.pairs {
		p := &s.pairs[i]
		if m, ok := w.meetNow(p); ok {
			t := w.touchOf(p)
			t.normal = m.normal
			s.endTouch = append(s.endTouch, t)
		}
	}
	start := w.touching
	if w.opt.Memoryless {
		start = s.startTouch
	}
	m := merge{known: w.touching, start: start, hits: s.hits, end: s.endTouch}
	for t, f := m.next(); t != nil; t, f = m.next() {
		w.tell(t, f)
	}
}

// meetNow works out by the narrow phase whether the shapes of a pair touch.
func (w *World) meetNow(p *pair) (m manifold, ok bool) {
	a, b := &w.geos[p.shapeA], &w.geos[p.shapeB]
	if p.sensor || !a.box.grow(touchGap).overlaps(b.box) {
		return m, false
	}
	collide(&m, a, b, w.hulls, touchGap)
	return m, m.count > 0
}

// reportSensors works out what is in a sensor and the events.
func (w *World) reportSensors() {
	s := &w.scratch
	s.endOverlap = s.endOverlap[:0]
	for i := range s.pairs {
		if p := &s.pairs[i]; p.sensor && meet(&w.geos[p.shapeA], &w.geos[p.shapeB], w.hulls, 0) {
			s.endOverlap = append(s.endOverlap, w.touchOf(p))
		}
	}
	start := w.overlapping
	if w.opt.Memoryless {
		start = s.startOverlap
	}
	w.sensorBegins, w.sensorEnds = w.sensorBegins[:0], w.sensorEnds[:0]
	m := merge{known: w.overlapping, start: start, end: s.endOverlap}
	for t, f := m.next(); t != nil; t, f = m.next() {
		if was := f.known || f.start; was && !f.end {
			w.sensorEnds = append(w.sensorEnds, t.sensorEvent())
		} else if !was {
			w.sensorBegins = append(w.sensorBegins, t.sensorEvent())
		}
	}
}

// tell makes the events of a pair. What the game moved away between the steps and the
// step brought back has none.
func (w *World) tell(t *touch, f found) {
	was := f.known || f.start
	if !was {
		w.begins = append(w.begins, t.event())
	}
	if !f.end && (was || f.hit) {
		e := t.event()
		e.Normal, e.Impulse = Vec{}, 0
		w.ends = append(w.ends, e)
	}
}

// listHits lists the contacts in which the solver pushed.
func (w *World) listHits() {
	s := &w.scratch
	s.hits = s.hits[:0]
	impacts := s.impacts
	for i := range s.contacts {
		c := &s.constraints[s.contacts[i].place]
		if c.greatest() > 0 {
			t := w.touchOf(&s.pairs[s.contacts[i].pair])
			t.normal, t.impulse = c.normal, impactOf(&impacts, int32(i))
			s.hits = append(s.hits, t)
		}
	}
}

// strayed reports whether a shape was pushed to where the pairs do not reach.
func (w *World) strayed() bool {
	s := &w.scratch
	part := 0
	for i, index := range s.active {
		if n := s.sole[i]; n >= 0 {
			if !s.fat[i].contains(w.geos[n].box.grow(touchGap)) {
				return true
			}
			continue
		}
		for n := w.bodies[index].first; n >= 0; n = w.shapes[n].next {
			if !s.parts[part].contains(w.geos[n].box.grow(touchGap)) {
				return true
			}
			part++
		}
	}
	return false
}

// pairAgain lists the pairs anew for where the bodies are now.
func (w *World) pairAgain() {
	s := &w.scratch
	for i, index := range s.active {
		s.grow[i] = touchGap
		s.fat[i] = w.bounds(&w.bodies[index]).grow(touchGap)
	}
	w.findPairs()
}
