package sight

import (
	"math"

	"hindsight/physics"
)

// Reach is where an eye can be within a time.
type Reach struct {
	Seconds float64
	Walk    float64     // units that it can go in any direction
	Flies   physics.Vec // units that it may be carried on beside, as who was thrown
	// Drift is where its motion takes it on its own, in units, and Turn how far from there
	// it can come; with a Turn of 0 it can turn at will.
	Drift physics.Vec
	Turn  float64
}

// Eye is where a viewer's eye can be, and what stands in its way for the time being.
// Look fills it; its memory is reused.
type Eye struct {
	at       physics.Vec
	rim      []int32
	shutters []Box    // what hides too, near enough to matter
	union    []uint64 // what the rim sees of the map, as if there were no shutters, and what it encloses
}

// Costs of a step of the flood, in 1/12 of a cell; a way over cells is up to 1.09 times
// as long as a straight one.
const (
	perCell  = 12
	diagonal = 17
	detour   = 1.09
	// pad is how much farther than a place its cell's corners can be.
	pad = 0.3
)

// Look finds where an eye can be. Shutters are boxes that hide at this moment; no eye
// goes through them. Both are good until the next Look into e.
func (m *Map) Look(e *Eye, at physics.Vec, reach Reach, shutters []Box) {
	e.at, e.rim, e.shutters = at, e.rim[:0], e.shutters[:0]
	reach.Walk = min(reach.Walk, MaxReach)
	for _, s := range shutters {
		if s.near(at, FarthestX+MaxReach) {
			e.shutters = append(e.shutters, s)
		}
	}
	if n := int(m.rows * m.stride); cap(e.union) < n {
		e.union = make([]uint64, n)
	} else {
		e.union = e.union[:n]
		clear(e.union)
	}
	m.flood(e, reach)
	if reach.Turn > 0 {
		m.narrow(e, &reach)
	}
	for _, c := range m.reached {
		if m.cost[c] == passed {
			continue
		}
		if m.rim(c) && len(e.rim) < MaxRim {
			e.rim = append(e.rim, c)
		}
		x := c%m.cols + 64*margin
		e.union[c/m.cols*m.stride+x>>6] |= 1 << (x & 63)
	}
	for _, c := range m.reached {
		m.cost[c] = never
	}
	m.reached = m.reached[:0]
	if len(e.rim) == 0 { // in a wall, or shut in
		e.rim = append(e.rim, m.cellAt(at))
	}
	for _, c := range e.rim {
		m.join(e, c)
	}
}

// margin is how many words a row of a union has on either side of the map.
const margin = 2

// join adds to the union what is seen from a cell.
func (m *Map) join(e *Eye, c int32) {
	seen, off := m.from(c), c%m.cols-halfX+64*margin
	word, shift := off>>6, uint32(off&63)
	top := c/m.cols - halfY
	for y := max(top, 0); y < min(top+2*halfY, m.rows); y++ {
		a, b := seen[int(y-top)*rowWords], seen[int(y-top)*rowWords+1]
		if a|b == 0 {
			continue
		}
		dst := e.union[y*m.stride+word:]
		dst[0] |= a << shift
		dst[1] |= a>>(64-shift) | b<<shift
		dst[2] |= b >> (64 - shift)
	}
}

// narrow leaves out the cells that an eye can reach only if it turned at will.
func (m *Map) narrow(e *Eye, reach *Reach) {
	x, y, far := e.at.X+reach.Drift.X, e.at.Y+reach.Drift.Y, reach.Turn+pad
	for _, c := range m.reached {
		at := m.middle(c)
		if dx, dy := at.X-x, at.Y-y; m.origin[c] == 0 && float64(dx*dx)+float64(dy*dy) > far*far {
			m.cost[c] = passed
		}
	}
}

// rim reports whether a cell that an eye can reach has a neighbour that it cannot.
func (m *Map) rim(c int32) bool {
	for d, by := range m.offset {
		if m.links[c]&(1<<d) != 0 && m.cost[c+by] >= passed {
			return true
		}
	}
	return false
}

// flood gives every cell that an eye can reach a cost.
func (m *Map) flood(e *Eye, reach Reach) {
	m.queue, m.starts = m.queue[:0], m.starts[:0]
	clear(m.jumped)
	limit := int32(math.Ceil(float64((float64(reach.Walk*detour)+pad)/Cell) * perCell))
	sure := int32((reach.Walk - pad) / Cell * perCell) // no farther in a straight line either
	m.start(e, e.at, 0)
	m.throw(e, e.at, reach.Flies, 0, limit)
	for next := 0; next < len(m.queue); next++ {
		c := m.queue[next]
		if j := m.jumpAt[c]; j != 0 && !m.jumped[j-1] {
			m.jumped[j-1] = true
			m.jump(e, &m.jumps[j-1], c, limit, &reach)
		}
		for d, by := range m.offset {
			if m.links[c]&(1<<d) == 0 {
				continue
			}
			cost, n := m.cost[c]+perCell+int32(d&1)*(diagonal-perCell), c+by
			if cost < m.cost[n] && cost <= limit && m.stands(e, n) && (cost <= sure || m.straight(c, n, &reach)) {
				m.visit(n, cost, m.origin[c])
			}
		}
	}
}

// straight reports whether a cell is no farther from where its way began than an eye
// can go.
func (m *Map) straight(c, n int32, reach *Reach) bool {
	at, from := m.middle(n), m.starts[m.origin[c]]
	dx, dy, far := at.X-from.X, at.Y-from.Y, reach.Walk+pad
	return float64(dx*dx)+float64(dy*dy) <= far*far
}

// start begins a flood at the cells around a place.
func (m *Map) start(e *Eye, at physics.Vec, cost int32) {
	if len(m.starts) == maxStarts {
		return
	}
	m.starts = append(m.starts, at)
	x, y := m.clamp(at.X-Cell/2, m.cols), m.clamp(at.Y-Cell/2, m.rows)
	for i := range int32(4) {
		cx, cy := min(x+i%2, m.cols-1), min(y+i/2, m.rows-1)
		if n := cy*m.cols + cx; cost < m.cost[n] && m.stands(e, n) {
			m.visit(n, cost, uint8(len(m.starts)-1))
		}
	}
}

// stands reports whether an eye can be in a cell.
func (m *Map) stands(e *Eye, n int32) bool {
	if !m.free[n] {
		return false
	}
	for _, s := range e.shutters {
		if s.near(m.middle(n), clearance) {
			return false
		}
	}
	return true
}

func (m *Map) visit(n, cost int32, origin uint8) {
	if m.cost[n] == never {
		m.reached = append(m.reached, n)
	}
	m.cost[n], m.origin[n] = cost, origin
	m.queue = append(m.queue, n)
}

// jump goes on where a pad or a teleporter takes an eye.
func (m *Map) jump(e *Eye, j *Jump, c, limit int32, reach *Reach) {
	if !j.Throws {
		m.start(e, j.To, m.cost[c])
		return
	}
	left := float64(reach.Seconds * (1 - float64(m.cost[c])/float64(limit)))
	m.throw(e, m.middle(c), physics.Vec{X: float64(j.To.X * left), Y: float64(j.To.Y * left)}, m.cost[c], limit)
}

// throw begins floods along the way that an eye is carried.
func (m *Map) throw(e *Eye, at, by physics.Vec, cost, limit int32) {
	far := math.Sqrt(float64(by.X*by.X) + float64(by.Y*by.Y))
	for k := 1.0; k <= far; k++ {
		part := k / far
		to := physics.Vec{X: at.X + float64(by.X*part), Y: at.Y + float64(by.Y*part)}
		if n := m.cellAt(to); !m.stands(e, n) {
			return
		}
		m.start(e, to, cost+int32(float64(limit-cost)*part))
	}
}
