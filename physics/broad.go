package physics

// scratch is the memory that a step works in. Bodies in it are numbered by rank:
// their place among the enabled dynamic bodies and then the kinematic ones, in order.
type scratch struct {
	active     []uint16 // body of a rank
	dynamic    int32    // number of active bodies that are dynamic; the ranks after are kinematic
	grow       []float64
	fat        []aabb   // where a body can get to in the step
	parts      []aabb   // where each shape can, of bodies with several
	keep       []aabb   // the boxes to keep bodies in
	near       []uint32 // pairs of ranks that are kept in boxes that overlap
	nearStatic []uint32 // the same of a rank and a static shape
	pairs      []pair
	moving     []mover // by rank; one more that stands for every static body
	masks      []uint64
	draws      []uint32 // by rank: what color draws from
	colors     []uint8
	counts     [2*colorCount + 1]int32 // of contacts, by colour and number of points
	runs       []run
	contact    []int32

	contacts    []contact
	constraints []constraint
	quads       []quad
	rollers     []roller
	rebounds    []rebound
	impacts     []impact
	centers     []Vec // of mass, by mover, at the start of the step
	cold        []cold
	joints      []jointConstraint
	rank        []int32 // by body: its mover; len(active) of what has no rank

	startTouch, startOverlap []touch
	endTouch, endOverlap     []touch
	hits                     []touch

	angles []float64 // by rank, at the end of the step
	held   []int32   // movers that a contact or a joint holds
	sole   []int32   // by rank: the shape of a body that has one, else -1

	islands   islands
	reaching  []uint16 // awake bodies that may wake others
	found     []uint16 // sleepers near one, or shapes in the way of one
	swept     swept
	other     core
	oldMemory []memory
}

// pair is two shapes that may meet in the step: a of a dynamic body, b of a dynamic
// body that comes later in order, or of a kinematic or static one. For a sensor's sake
// a may be of a kinematic body.
type pair struct {
	shapeA, shapeB uint16
	rankA, rankB   int32 // rankB is the number of active bodies for a static body
	sensor         bool
}

// gather lists the bodies that take part and how far each may get.
func (w *World) gather() {
	s := &w.scratch
	s.active, s.sole, s.grow, s.fat, s.parts, s.dynamic = s.active[:0], s.sole[:0], s.grow[:0], s.fat[:0], s.parts[:0], 0
	for _, i := range w.dynamic {
		b := &w.bodies[i]
		if b.disabled || b.asleep != 0 {
			continue
		}
		s.active = append(s.active, i)
		if b.kind == kindDynamic {
			s.dynamic++
		}
		grow := w.growth(b)
		s.grow = append(s.grow, grow)
		s.fat = append(s.fat, w.bounds(b).grow(grow))
		if b.first == b.last {
			s.sole = append(s.sole, b.first)
			continue
		}
		s.sole = append(s.sole, -1)
		for n := b.first; n >= 0; n = w.shapes[n].next {
			s.parts = append(s.parts, w.geos[n].box.grow(grow))
		}
	}
	w.number()
}

// growth is how far a body may get in a step, and what is left about it for contacts.
func (w *World) growth(b *body) float64 {
	grow := margin + strayRoom + float64(lesser(b.vel.length(), MaxSpeed)*w.dt)
	if b.kind == kindDynamic {
		grow += w.fallOf(b)
	}
	return grow
}

// number fills rank, if there are joints that ask.
func (w *World) number() {
	s := &w.scratch
	if len(w.joints) == 0 {
		return
	}
	s.rank = resize(s.rank, int32(len(w.bodies)))
	for i := range s.rank {
		s.rank[i] = int32(len(s.active))
	}
	for r, i := range s.active {
		s.rank[i] = int32(r)
	}
}

// bounds returns the box about a body's shapes; a point for a body without.
func (w *World) bounds(b *body) aabb {
	if b.first < 0 {
		return aabb{b.pos, b.pos}
	}
	box := w.geos[b.first].box
	for i := w.shapes[b.first].next; i >= 0; i = w.shapes[i].next {
		box = box.union(w.geos[i].box)
	}
	return box
}

// findPairs lists the pairs of shapes whose boxes, grown by how far their bodies may
// get, overlap: in order of body A, body B, shape of B, shape of A.
func (w *World) findPairs() {
	s, c := &w.scratch, &w.crowd
	c.follow(w)
	s.pairs = s.pairs[:0]
	n := int32(len(s.fat))
	for a := range n {
		for _, b := range c.others[c.start[a]:c.start[a+1]] {
			if b >= n {
				if w.static.box(b - n).overlaps(s.fat[a]) {
					w.pairStatic(a, w.static.shapes[b-n])
				}
			} else if s.fat[b].overlaps(s.fat[a]) {
				w.pairBodies(a, b)
			}
		}
	}
}

func (w *World) pairBodies(rankA, rankB int32) {
	s := &w.scratch
	a, b := &w.bodies[s.active[rankA]], &w.bodies[s.active[rankB]]
	if w.jointed(a, b) {
		return
	}
	grow := s.grow[rankA] + s.grow[rankB]
	for j := b.first; j >= 0; j = w.shapes[j].next {
		box := w.geos[j].box.grow(grow)
		for i := a.first; i >= 0; i = w.shapes[i].next {
			if w.geos[i].box.overlaps(box) {
				w.pairShapes(uint16(i), uint16(j), rankA, rankB)
			}
		}
	}
}

func (w *World) pairStatic(rankA int32, j uint16) {
	s := &w.scratch
	if w.jointed(&w.bodies[s.active[rankA]], &w.bodies[w.shapes[j].body]) {
		return
	}
	box := w.geos[j].box.grow(s.grow[rankA])
	for i := w.bodies[s.active[rankA]].first; i >= 0; i = w.shapes[i].next {
		if w.geos[i].box.overlaps(box) {
			w.pairShapes(uint16(i), j, rankA, int32(len(s.active)))
		}
	}
}

// pairShapes adds a pair if the shapes are such as meet at all.
func (w *World) pairShapes(i, j uint16, rankA, rankB int32) {
	a, b := &w.shapes[i].def, &w.shapes[j].def
	sensor := a.Sensor || b.Sensor
	if !mayMeet(a, b) || a.Sensor && b.Sensor || rankA >= w.scratch.dynamic && !sensor {
		return
	}
	w.scratch.pairs = append(w.scratch.pairs, pair{i, j, rankA, rankB, sensor})
}
