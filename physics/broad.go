package physics

import "slices"

// scratch is the memory that a step works in. Bodies in it are numbered by rank:
// their place among the enabled dynamic bodies and then the kinematic ones, in order.
type scratch struct {
	active  []uint16 // body of a rank
	dynamic int32    // number of active bodies that are dynamic; the ranks after are kinematic
	grow    []float64
	fat     []aabb // where a body can get to in the step
	grid    cells
	head    []int32 // of each cell, the items not yet passed
	found   []int32
	pairs   []pair
	moving  []mover // by rank; one more that stands for every static body
	masks   []uint64
	colors  []uint8
	counts  [colorCount + 1]int32
	contact []int32

	contacts    []contact
	constraints []constraint
	joints      []jointConstraint
	rank        []int32 // by body: its mover; len(active) of what has no rank

	startTouch, startOverlap []touch
	endTouch, endOverlap     []touch
	hits                     []touch
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
	s.active, s.grow, s.fat, s.dynamic = s.active[:0], s.grow[:0], s.fat[:0], 0
	for _, i := range w.dynamic {
		b := &w.bodies[i]
		if b.disabled || b.asleep != 0 {
			continue
		}
		s.active = append(s.active, i)
		grow := margin + strayRoom + float64(lesser(b.vel.length(), MaxSpeed)*w.dt)
		if b.kind == kindDynamic {
			s.dynamic++
			grow += w.fallOf(b)
		}
		s.grow = append(s.grow, grow)
		s.fat = append(s.fat, w.bounds(b).grow(grow))
	}
	w.number()
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
	s := &w.scratch
	s.pairs = s.pairs[:0]
	s.grid.build(s.fat)
	s.head = append(s.head[:0], s.grid.start...)
	for a := int32(0); a < int32(len(s.fat)); a++ {
		s.found = s.findLater(s.found[:0], a)
		slices.Sort(s.found)
		for _, b := range s.found {
			w.pairBodies(a, b)
		}
		s.found = w.static.grid.query(s.found[:0], w.static.boxes, s.fat[a])
		slices.Sort(s.found)
		for _, n := range s.found {
			w.pairStatic(a, w.static.shapes[n])
		}
	}
}

// findLater appends the ranks above a whose fat boxes overlap a's. It must be called
// for every rank in ascending order.
func (s *scratch) findLater(dst []int32, a int32) []int32 {
	box, own, g := s.fat[a], s.grid.spans[a], &s.grid
	if own.count() > maxSpan {
		for b := a + 1; b < int32(len(s.fat)); b++ {
			if s.fat[b].overlaps(box) {
				dst = append(dst, b)
			}
		}
		return dst
	}
	for _, b := range g.big {
		if b > a && s.fat[b].overlaps(box) {
			dst = append(dst, b)
		}
	}
	for y := own.y0; y <= own.y1; y++ {
		for x := own.x0; x <= own.x1; x++ {
			k := y*g.nx + x
			s.head[k]++ // passes a itself: all below it are passed
			for _, b := range g.items[s.head[k]:g.start[k+1]] {
				o := &g.spans[b]
				if s.fat[b].overlaps(box) && x == max(o.x0, own.x0) && y == max(o.y0, own.y0) {
					dst = append(dst, b)
				}
			}
		}
	}
	return dst
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
