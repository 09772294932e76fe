package physics

import "slices"

// statics is the index of the enabled static shapes: numbered in the order of their
// bodies and of their places in them, and entered in an index that is built once.
type statics struct {
	shapes []uint16
	index  index
	stale  bool // a static shape changed since
}

// refresh builds the index anew if a static shape changed.
func (s *statics) refresh(w *World) {
	if !s.stale {
		return
	}
	s.stale = false
	s.shapes = s.shapes[:0]
	for i := range w.shapes {
		if w.isStatic(&w.shapes[i]) {
			s.shapes = append(s.shapes, uint16(i))
		}
	}
	slices.SortFunc(s.shapes, func(i, j uint16) int { return w.compareShapes(&w.shapes[i], &w.shapes[j]) })
	boxes := w.scratch.keep[:0]
	for _, i := range s.shapes {
		boxes = append(boxes, w.geos[i].box)
	}
	s.index.build(boxes)
	w.scratch.keep = boxes
	w.crowd.stale = true
}

// box returns the box of a numbered shape.
func (s *statics) box(number int32) *aabb { return &s.index.boxes[s.index.place[number]] }

func (w *World) isStatic(s *shape) bool {
	if s.def.Kind == 0 {
		return false
	}
	b := &w.bodies[s.body]
	return b.kind == kindStatic && !b.disabled
}

// compareShapes orders shapes by body and by place in it: a total order.
func (w *World) compareShapes(a, b *shape) int {
	if oa, ob := w.bodies[a.body].order, w.bodies[b.body].order; oa != ob {
		if oa < ob {
			return -1
		}
		return 1
	}
	return int(a.ordinal) - int(b.ordinal)
}

func (s *statics) copyFrom(src *statics) {
	s.shapes = append(s.shapes[:0], src.shapes...)
	s.index.copyFrom(&src.index)
	s.stale = src.stale
}
