package physics

import "slices"

// statics is the index of the enabled static shapes: numbered in the order of their
// bodies and of their places in them, and entered in a grid that is built once.
type statics struct {
	shapes []uint16
	boxes  []aabb
	grid   cells
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
	s.boxes = s.boxes[:0]
	for _, i := range s.shapes {
		s.boxes = append(s.boxes, w.geos[i].box)
	}
	s.grid.build(s.boxes)
}

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
	s.boxes = append(s.boxes[:0], src.boxes...)
	s.grid.copyFrom(&src.grid)
	s.stale = src.stale
}
