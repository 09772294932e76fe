package ai

import (
	"math"

	"hindsight/physics"
)

// BoxDef is a solid box that never moves.
type BoxDef struct {
	Center physics.Vec
	Half   physics.Vec // half width and half height along the box's own axes
	Angle  float64     // turns
}

// finite reports whether the box can be worked with.
func (b *BoxDef) finite() bool {
	return finite(b.Center) && finite(b.Half) && b.Half.X >= 0 && b.Half.Y >= 0 && math.Abs(b.Angle) <= maxCoordinate
}

type box struct {
	center, half vec
	sin, cos     float64
}

func newBox(def BoxDef) box {
	b := box{center: def.Center, half: def.Half, cos: 1}
	if def.Angle != 0 {
		b.sin, b.cos = physics.SinCos(def.Angle)
	}
	return b
}

// local turns a point into the box's frame.
func (b *box) local(p vec) vec {
	d := sub(p, b.center)
	return vec{X: float64(b.cos*d.X) + float64(b.sin*d.Y), Y: float64(b.cos*d.Y) - float64(b.sin*d.X)}
}

// reach is half of the size of the box's bounds along the map's axes.
func (b *box) reach() vec {
	s, c := math.Abs(b.sin), math.Abs(b.cos)
	return vec{X: float64(c*b.half.X) + float64(s*b.half.Y), Y: float64(s*b.half.X) + float64(c*b.half.Y)}
}

// crossed reports whether the segment p q, in the box's frame, meets the closed box:
// no separating axis among the box's two and the segment's normal. Exchanging p and
// q changes no bit of the answer, so sight is mutual.
func (b *box) crossed(p, q vec) bool {
	mid := scale(add(p, q), 0.5)
	d := scale(sub(q, p), 0.5)
	ext := vec{X: math.Abs(d.X), Y: math.Abs(d.Y)}
	if math.Abs(mid.X) > b.half.X+ext.X || math.Abs(mid.Y) > b.half.Y+ext.Y {
		return false
	}
	cross := float64(mid.X*d.Y) - float64(mid.Y*d.X)
	return math.Abs(cross) <= float64(b.half.X*ext.Y)+float64(b.half.Y*ext.X)
}

// swept reports whether a circle of this radius, moved from p to q in the box's
// frame, overlaps the box; touching is free.
func (b *box) swept(p, q vec, radius float64) bool {
	if b.crossed(p, q) {
		return true
	}
	limit := float64(radius * radius)
	if b.outside2(p) < limit || b.outside2(q) < limit {
		return true
	}
	for _, corner := range [4]vec{{X: -b.half.X, Y: -b.half.Y}, {X: b.half.X, Y: -b.half.Y}, {X: -b.half.X, Y: b.half.Y}, {X: b.half.X, Y: b.half.Y}} {
		if segmentDistance2(corner, p, q) < limit {
			return true
		}
	}
	return false
}

// outside2 is the squared distance of a point from the box.
func (b *box) outside2(p vec) float64 {
	d := vec{X: max(math.Abs(p.X)-b.half.X, 0), Y: max(math.Abs(p.Y)-b.half.Y, 0)}
	return dot(d, d)
}

// segmentDistance2 is the squared distance of p from the segment a b.
func segmentDistance2(p, a, b vec) float64 {
	d, ap := sub(b, a), sub(p, a)
	if length2 := dot(d, d); length2 > 0 {
		t := min(max(dot(ap, d)/length2, 0), 1)
		ap = sub(ap, scale(d, t))
	}
	return dot(ap, ap)
}

// solids are a map's boxes in buckets of a coarse grid: bucket i holds
// list[start[i]:start[i+1]].
type solids struct {
	boxes      []box
	origin     vec
	size       float64 // of a bucket
	cols, rows int32
	start      []int32
	list       []uint16
}

func newSolids(defs []BoxDef, bounds Bounds, size float64) solids {
	s := solids{origin: bounds.Min, size: size}
	s.cols = int32(math.Ceil((bounds.Max.X - bounds.Min.X) / size))
	s.rows = int32(math.Ceil((bounds.Max.Y - bounds.Min.Y) / size))
	for _, def := range defs {
		s.boxes = append(s.boxes, newBox(def))
	}
	s.start = make([]int32, s.cols*s.rows+1)
	for c := range s.cols * s.rows {
		col, row := c%s.cols, c/s.cols
		for i := range s.boxes {
			b := &s.boxes[i]
			r := b.reach()
			if col >= s.col(b.center.X-r.X) && col <= s.col(b.center.X+r.X) && row >= s.row(b.center.Y-r.Y) && row <= s.row(b.center.Y+r.Y) {
				s.list = append(s.list, uint16(i))
			}
		}
		s.start[c+1] = int32(len(s.list))
	}
	return s
}

func (s *solids) col(x float64) int32 { return clampCell((x-s.origin.X)/s.size, s.cols) }

func (s *solids) row(y float64) int32 { return clampCell((y-s.origin.Y)/s.size, s.rows) }

// clampCell is the cell that holds v, the nearest one outside of the grid; what is
// not a number counts as zero.
func clampCell(v float64, n int32) int32 {
	if !(v > 0) {
		return 0
	}
	if v >= float64(n) {
		return n - 1
	}
	return int32(v)
}

// slack widens the strip of buckets that a segment is taken to pass, far beyond any
// rounding, so that no box is missed.
const slack = 1.0 / 256

// blocks reports whether a circle moved from a to b overlaps a box; with radius zero
// it is the segment that must not even touch one.
func (s *solids) blocks(a, b vec, radius float64) bool {
	if len(s.boxes) == 0 {
		return false
	}
	if a.X > b.X {
		a, b = b, a
	}
	pad := radius + slack
	first, last := s.col(a.X-pad), s.col(b.X+pad)
	for c := first; c <= last; c++ {
		low, high := s.strip(a, b, c, first, last, pad)
		for r := low; r <= high; r++ {
			at := r*s.cols + c
			if s.bucketBlocks(s.list[s.start[at]:s.start[at+1]], a, b, radius) {
				return true
			}
		}
	}
	return false
}

// strip returns the rows of column c that a circle of radius pad moved along a b, a.X
// <= b.X, may touch. The first and last column reach out beyond the grid.
func (s *solids) strip(a, b vec, c, first, last int32, pad float64) (low, high int32) {
	y0, y1 := a.Y, b.Y
	if dx := b.X - a.X; dx > slack { // steeper, the whole height is near enough
		slope := (b.Y - a.Y) / dx
		left := s.origin.X + float64(float64(c)*s.size)
		if c > first {
			y0 = a.Y + float64(slope*min(max(left-pad-a.X, 0), dx))
		}
		if c < last {
			y1 = a.Y + float64(slope*min(max(left+s.size+pad-a.X, 0), dx))
		}
	}
	return s.row(min(y0, y1) - pad), s.row(max(y0, y1) + pad)
}

func (s *solids) bucketBlocks(list []uint16, a, b vec, radius float64) bool {
	for _, i := range list {
		box := &s.boxes[i]
		p, q := box.local(a), box.local(b)
		if radius == 0 {
			if box.crossed(p, q) {
				return true
			}
		} else if box.swept(p, q, radius) {
			return true
		}
	}
	return false
}
