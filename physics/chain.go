package physics

import (
	"errors"
	"math"
)

// ChainDef describes a chain of links, in the body's frame: terrain, or the inside of
// a room. What slides along it meets no seam. It is solid on one side: where the
// points turn from x to y, as those of a solid block do, outside. It weighs nothing.
// The engine keeps no slice of it.
type ChainDef struct {
	Points      []Vec
	Loop        bool // a link from the last point to the first
	Friction    float64
	Restitution float64
	Rolling     float64
	Filter      Filter
	Group       int32
	User        uint32
}

// Check says why AddChain would refuse the chain, nil if it would not.
func (def *ChainDef) Check() error {
	if least := 2 + int(bit(def.Loop)); len(def.Points) < least {
		return errors.New("physics: chain of too few points")
	}
	if s := def.shape(); !s.sound() {
		return errors.New("physics: chain out of bounds")
	}
	var h hull
	for i := range def.links() {
		if !h.buildLink(def.link(i)) {
			return errors.New("physics: chain with points out of bounds or too near to each other")
		}
	}
	return nil
}

// shape returns what the links of a chain have in common.
func (def *ChainDef) shape() ShapeDef {
	s := ShapeDef{
		Kind: Link, Friction: def.Friction, Restitution: def.Restitution, Rolling: def.Rolling,
		Filter: def.Filter, Group: def.Group, User: def.User,
	}
	if s.Filter == (Filter{}) {
		s.Filter = Filter{Category: 1, Mask: math.MaxUint32}
	}
	s.strip()
	return s
}

func (def *ChainDef) links() int {
	if def.Loop {
		return len(def.Points)
	}
	return len(def.Points) - 1
}

// link returns the points of a link, its ghosts included: at an open end the end again.
func (def *ChainDef) link(i int) [4]Vec {
	count := len(def.Points)
	before, a, b, after := i-1, i, i+1, i+2
	if def.Loop {
		before, b, after = (i+count-1)%count, b%count, after%count
	} else {
		before, after = max(before, 0), min(after, count-1)
	}
	return [4]Vec{def.Points[before], def.Points[a], def.Points[b], def.Points[after]}
}

// AddChain gives a body a Link for every side of a chain and appends their ids, in
// order. It makes all or none: none when the body is none, the definition is out of
// bounds (Check says why) or the world is full.
func (w *World) AddChain(dst []ShapeID, id BodyID, def ChainDef) []ShapeID {
	b := w.body(id)
	if b == nil || def.Check() != nil {
		return dst
	}
	if def.links() > min(w.shapeRoom(), w.ordinalsLeft(b)) {
		return dst
	}
	s := def.shape()
	for i := range def.links() {
		var h hull
		h.buildLink(def.link(i))
		dst = append(dst, w.addShape(id.Index, s, &h))
	}
	return dst
}

// ordinalsLeft returns how many shapes a body may still be given.
func (w *World) ordinalsLeft(b *body) int {
	if b.last < 0 {
		return math.MaxUint16
	}
	return math.MaxUint16 - int(w.shapes[b.last].ordinal)
}

// shapeRoom returns how many shapes the world still holds.
func (w *World) shapeRoom() int {
	room := MaxShapes - len(w.shapes)
	for i := w.freeShapes.next(0); i >= 0; i = w.freeShapes.next(i + 1) {
		room++
	}
	return room
}
