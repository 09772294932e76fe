package sight

import (
	"math"
	"math/bits"

	"hindsight/physics"
)

// Spot is what somebody may cover, as cells: from x0[i] to x1[i] in row y + i.
type Spot struct {
	at     physics.Vec
	y, n   int32
	x0, x1 [spotRows]int32
}

// spotRows bounds the rows of a Spot; a greater one is cut to a radius of half of them.
const spotRows = 32

// Spot returns the cells of a circle.
func (m *Map) Spot(at physics.Vec, radius float64) (s Spot) {
	radius = min(radius, (spotRows-2)*Cell/2)
	s.at = at
	s.y = m.clamp(at.Y-radius, m.rows)
	s.n = m.clamp(at.Y+radius, m.rows) - s.y + 1
	for i := range s.n {
		top := float64(float64(s.y+i) * Cell)
		dy := max(top-at.Y, 0, at.Y-(top+Cell))
		half := math.Sqrt(max(float64(radius*radius)-float64(dy*dy), 0))
		s.x0[i], s.x1[i] = m.clamp(at.X-half, m.cols), m.clamp(at.X+half, m.cols)
	}
	return s
}

// Near reports whether a place is no farther from the eye than Farthest.
func (e *Eye) Near(at physics.Vec) bool {
	return math.Abs(at.X-e.at.X) <= FarthestX && math.Abs(at.Y-e.at.Y) <= FarthestY
}

// Sees reports whether an eye may see a part of a spot.
func (m *Map) Sees(e *Eye, s *Spot) bool {
	if !m.glimpses(e, s) {
		return false
	}
	if len(e.shutters) == 0 {
		return true
	}
	for _, c := range e.rim {
		if m.seesFrom(e, c, s) {
			return true
		}
	}
	return false
}

// glimpses is Sees as if there were no shutters.
func (m *Map) glimpses(e *Eye, s *Spot) bool {
	for i := range s.n {
		row := e.union[(s.y+i)*m.stride:]
		if lo, hi := s.x0[i]+64*margin, s.x1[i]+64*margin; hits(row, lo, hi) {
			return true
		}
	}
	return false
}

// hits reports whether a bit from lo to hi is set.
func hits(row []uint64, lo, hi int32) bool {
	for w := lo >> 6; w <= hi>>6; w++ {
		if row[w]&span(w, lo, hi) != 0 {
			return true
		}
	}
	return false
}

// span is the bits from lo to hi that are in word w.
func span(w, lo, hi int32) uint64 {
	part := ^uint64(0) << max(lo-w<<6, 0)
	if left := hi - w<<6; left < 63 {
		part &= 1<<(left+1) - 1
	}
	return part
}

// seesFrom reports whether a part of a spot is seen from a cell, past the shutters.
func (m *Map) seesFrom(e *Eye, c int32, s *Spot) bool {
	cx, cy := c%m.cols-halfX, c/m.cols-halfY
	seen, at := m.from(c), m.middle(c)
	for row := max(s.y-cy, 0); row < min(s.y+s.n-cy, 2*halfY); row++ {
		y := row + cy
		lo, hi := max(s.x0[y-s.y]-cx, 0), min(s.x1[y-s.y]-cx, 2*halfX-1)
		for w := lo >> 6; lo <= hi && w <= hi>>6; w++ {
			for left := seen[int(row)*rowWords+int(w)] & span(w, lo, hi); left != 0; left &= left - 1 {
				x := w<<6 + int32(bits.TrailingZeros64(left)) + cx
				if !e.shut(at, m.middle(y*m.cols+x)) {
					return true
				}
			}
		}
	}
	return false
}

// shut reports whether a shutter hides q from p.
func (e *Eye) shut(p, q physics.Vec) bool {
	for i := range e.shutters {
		if e.shutters[i].crosses(p, q) {
			return true
		}
	}
	return false
}
