package physics

// HitEvent says that two shapes struck each other in the last step, faster than 1 unit/s
// along the normal. BodyA comes before BodyB in order, as in ContactEvent. What lies or
// slides on something does not strike it; what bounces does each time.
type HitEvent struct {
	BodyA, BodyB   BodyID
	ShapeA, ShapeB ShapeID
	UserA, UserB   uint32  // the bodies'
	Point          Vec     // between the surfaces, at the start of the step
	Normal         Vec     // from A to B
	Approach       float64 // along the normal before the impact, units/s
	Impulse        float64 // that the step gave along the normal, kg*unit/s: the mass times what it changed the speed by
}

// MoveEvent says where a body is that was awake in the last step.
type MoveEvent struct {
	Body       BodyID
	User       uint32
	Position   Vec
	Angle      float64 // turns
	FellAsleep bool    // it rests, and is not told again until it wakes
}

// ContactHits lists the impacts of the last step, valid until the next, in order of
// body A, body B and shapes.
func (w *World) ContactHits() []HitEvent { return w.hits }

// Moves lists the dynamic and kinematic bodies that took part in the last step, valid
// until the next, in order.
func (w *World) Moves() []MoveEvent { return w.moves }

// SensorOverlaps appends what was in a sensor at the end of the last step, or, of a
// shape that is none, the sensors that it was in: in order of body A, body B and shapes.
func (w *World) SensorOverlaps(dst []SensorEvent, id ShapeID) []SensorEvent {
	eachInOrder(w.overlapping, w.restOverlap, func(t *touch) {
		if e := t.sensorEvent(); e.Sensor == id || e.Visitor == id {
			dst = append(dst, e)
		}
	})
	return dst
}

// impact is a contact that events may tell of, and the impulse along its normal that
// the step gave so far.
type impact struct {
	contact int32 // of scratch.contacts
	sum     float64
}

// listImpacts lists the contacts that may begin or be hits: those that did not touch
// before and those that are fast. What rests, the most of a heap, is not summed up.
func (w *World) listImpacts() {
	s := &w.scratch
	s.impacts = s.impacts[:0]
	known := w.touching
	for i := range s.contacts {
		o := &s.contacts[i]
		if !w.opt.Memoryless && o.approach > -hitSpeed {
			for len(known) > 0 && known[0].order.compare(&o.order) < 0 {
				known = known[1:]
			}
			if len(known) > 0 && known[0].order == o.order {
				continue
			}
		}
		s.impacts = append(s.impacts, impact{contact: int32(i)})
	}
}

// sumImpacts adds what a sub-step gave: it began with all of its impulse, and solving
// changed that.
func (s *scratch) sumImpacts() {
	for i := range s.impacts {
		c := &s.constraints[s.contacts[s.impacts[i].contact].place]
		s.impacts[i].sum += s.pushOf(c)
	}
}

// impactOf returns the sum of a contact, 0 if it is not listed. Who asks for contacts
// in their order passes what is left of the list.
func impactOf(left *[]impact, contact int32) float64 {
	for len(*left) > 0 && (*left)[0].contact < contact {
		*left = (*left)[1:]
	}
	if len(*left) > 0 && (*left)[0].contact == contact {
		return (*left)[0].sum
	}
	return 0
}

// reportHits lists the contacts that stopped an approach. Velocities of bodies were
// written already; those at the start of the step are in the contact's approach.
func (w *World) reportHits() {
	s := &w.scratch
	w.hits = w.hits[:0]
	for _, hit := range s.impacts {
		o := &s.contacts[hit.contact]
		if o.approach > -hitSpeed || hit.sum == 0 {
			continue
		}
		c, p := &s.constraints[o.place], &s.pairs[o.pair]
		t := w.touchOf(p)
		at := o.manifold.points[0].at
		if c.count == 2 && c.points[1].greatest > c.points[0].greatest {
			at = o.manifold.points[1].at
		}
		w.hits = append(w.hits, HitEvent{
			BodyA: t.bodyA, BodyB: t.bodyB, ShapeA: ShapeID{p.shapeA, w.shapes[p.shapeA].gen}, ShapeB: ShapeID{p.shapeB, w.shapes[p.shapeB].gen},
			UserA: t.userA, UserB: t.userB, Point: at, Normal: c.normal, Approach: -o.approach, Impulse: hit.sum,
		})
	}
}

// reportMoves lists the bodies that took part.
func (w *World) reportMoves() {
	s := &w.scratch
	w.moves = resize(w.moves, int32(len(s.active)))
	for n, i := range s.active {
		b, m := &w.bodies[i], &w.moves[n]
		m.Body.Index, m.Body.Gen, m.User = i, b.gen, b.user
		m.Position, m.Angle, m.FellAsleep = b.pos, b.angle, b.asleep != 0
	}
}
