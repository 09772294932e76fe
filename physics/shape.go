package physics

import (
	"errors"
	"math"
)

// shape is one slot of World.shapes; a slot whose kind is 0 is free.
type shape struct {
	def     ShapeDef // Points is nil: they are in the hull
	hull    int32    // of a Polygon or a Link, in World.hulls, else -1
	next    int32    // of the same body, -1 is none
	body    uint16
	ordinal uint16 // among the body's shapes
	gen     uint16
}

// AddShape gives a body one more shape and works out its mass anew. It makes nothing
// and returns none when the body is none, the definition is out of bounds (Check says
// why), the world is full, or the body was given MaxShapes*2 shapes of which the last
// still is.
func (w *World) AddShape(id BodyID, def ShapeDef) ShapeID {
	b := w.body(id)
	if b == nil {
		return ShapeID{}
	}
	var h hull
	if !def.admit(&h) {
		return ShapeID{}
	}
	return w.addShape(id.Index, def, &h)
}

// admit checks a definition, strips it and builds the hull of a polygon; false when it
// is refused.
func (def *ShapeDef) admit(h *hull) bool {
	if def.Filter == (Filter{}) {
		def.Filter = Filter{Category: 1, Mask: math.MaxUint32}
	}
	def.strip()
	return def.Kind != Link && def.sound() && def.hull(h)
}

// hull builds the hull of a polygon or of a link, whose points are as Shape tells them;
// false when they are none.
func (def *ShapeDef) hull(h *hull) bool {
	switch def.Kind {
	case Polygon:
		return h.build(def.Points)
	case Link:
		return len(def.Points) == 4 && h.buildLink([4]Vec(def.Points))
	}
	return true
}

// addShape adds a shape that was checked.
func (w *World) addShape(bodyIndex uint16, def ShapeDef, h *hull) ShapeID {
	b := &w.bodies[bodyIndex]
	ordinal := uint16(0)
	if b.last >= 0 {
		if ordinal = w.shapes[b.last].ordinal + 1; ordinal == 0 {
			return ShapeID{}
		}
	}
	index, ok := w.freeShape()
	if !ok {
		return ShapeID{}
	}
	gen := nextGen(w.shapes[index].gen)
	w.link(bodyIndex, index, def, h, gen, ordinal)
	b.weigh(w)
	w.disturb(b)
	w.changed(bodyIndex)
	return ShapeID{index, gen}
}

// link appends a shape to its body's list.
func (w *World) link(bodyIndex, index uint16, def ShapeDef, h *hull, gen, ordinal uint16) {
	b := &w.bodies[bodyIndex]
	s := &w.shapes[index]
	*s = shape{next: -1, body: bodyIndex, ordinal: ordinal, gen: gen}
	w.fill(s, def, h)
	w.geos[index].place(&s.def, w.hulls, s.hull, b.pos, b.rotation)
	if b.last >= 0 {
		w.shapes[b.last].next = int32(index)
	} else {
		b.first = int32(index)
	}
	b.last = int32(index)
	b.shapeCount++
}

// fill gives a slot its definition and its hull, if it has one.
func (w *World) fill(s *shape, def ShapeDef, h *hull) {
	def.Points = nil
	s.def, s.hull = def, -1
	if h.count > 0 {
		s.hull = w.keepHull(h)
	}
}

func (w *World) freeShape() (index uint16, ok bool) {
	if i := w.freeShapes.next(0); i >= 0 {
		w.freeShapes.remove(i)
		return uint16(i), true
	}
	if len(w.shapes) >= MaxShapes {
		return 0, false
	}
	w.shapes = append(w.shapes, shape{})
	w.geos = append(w.geos, geometry{})
	return uint16(len(w.shapes) - 1), true
}

// strip zeroes what a kind does not use, so that equal shapes have equal bytes.
func (def *ShapeDef) strip() {
	if def.Kind == Segment {
		def.Radius = 0
	}
	if def.Kind != Box {
		def.Half = Vec{}
	}
	if def.Kind != Circle && def.Kind != Box {
		def.Center = Vec{}
	}
	if def.Kind != Segment && def.Kind != Capsule {
		def.A, def.B = Vec{}, Vec{}
	}
	if def.Kind != Polygon {
		def.Points = nil
	}
	def.Center, def.Half, def.A, def.B = def.Center.unsigned(), def.Half.unsigned(), def.A.unsigned(), def.B.unsigned()
	def.Density, def.Friction, def.Restitution = plus(def.Density), plus(def.Friction), plus(def.Restitution)
	def.Rolling, def.Radius = plus(def.Rolling), plus(def.Radius)
}

// Check says why AddShape would refuse the shape, nil if it would not.
func (def *ShapeDef) Check() error {
	var h hull
	own := *def
	own.strip()
	switch {
	case def.Kind == Link:
		return errors.New("physics: a link is made by AddChain only")
	case !own.sound():
		return errors.New("physics: shape of unknown kind or out of bounds")
	case !def.hull(&h):
		return errors.New("physics: polygon of too few points or too many, not convex, or too thin")
	}
	return nil
}

// sound checks all but the points.
func (def *ShapeDef) sound() bool {
	surface := (def.Density == 0 || def.Density >= 1.0/MaxCoord) && def.Density <= MaxCoord && def.Friction >= 0 && def.Friction <= MaxCoord &&
		def.Restitution >= 0 && def.Restitution <= 1 && def.Rolling >= 0 && def.Rolling <= MaxCoord
	if !surface || !def.Center.within(MaxCoord) || !def.A.within(MaxCoord) || !def.B.within(MaxCoord) {
		return false
	}
	if !(def.Radius >= 0 && def.Radius <= MaxCoord) {
		return false
	}
	const least = hullLeast // a smaller shape would be lost in rounding
	switch def.Kind {
	case Circle:
		return def.Radius >= least
	case Box:
		return def.Half.X >= least && def.Half.Y >= least && def.Half.within(MaxCoord)
	case Segment:
		return def.B.sub(def.A).length() >= least
	case Capsule:
		return def.Radius >= least && def.B.sub(def.A).length() >= least
	case Polygon:
		return true
	case Link:
		return def.Radius == 0 && def.Density == 0
	}
	return false
}

// shape returns a shape, nil when id names none.
func (w *World) shape(id ShapeID) *shape {
	if int(id.Index) >= len(w.shapes) || w.shapes[id.Index].def.Kind == 0 || w.shapes[id.Index].gen != id.Gen {
		return nil
	}
	return &w.shapes[id.Index]
}

// SetFilter changes what a shape collides with, from the next step on. A zero filter
// collides with everything.
func (w *World) SetFilter(id ShapeID, f Filter) {
	s := w.shape(id)
	if s == nil {
		return
	}
	if f == (Filter{}) {
		f = Filter{Category: 1, Mask: math.MaxUint32}
	}
	w.wakeNear(w.geos[id.Index].box)
	s.def.Filter = f
}

// mayMeet reports whether two shapes meet at all, by group and filter.
func mayMeet(a, b *ShapeDef) bool {
	if a.Group != 0 && a.Group == b.Group {
		return a.Group > 0
	}
	return a.Filter.meets(b.Filter)
}

func (f Filter) meets(o Filter) bool { return f.Mask&o.Category != 0 && o.Mask&f.Category != 0 }
