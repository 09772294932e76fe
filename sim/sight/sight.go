// Package sight answers who may be seen in a world of boxes looked at from above: not
// from where an eye is, but from anywhere where it can be within a time. It errs on the
// side of seeing. It is part of the deterministic core and knows no game.
//
// The map is a grid. From the middle of a cell rays are cast once, when an eye first
// comes there, and the cells that they pass are kept as bits. An eye is the cells that
// it can reach; what any cell at their rim sees, it may see. That is enough: a line of
// sight from within leaves through the rim, and what an eye between four cells sees
// through a gap wider than a cell, one of them sees too.
package sight

import (
	"errors"
	"math"

	"hindsight/physics"
)

// Cell is the size of a cell of the grid, in units.
const Cell = 0.5

// Farthest is how far an eye sees, to each side and up and down, in units: more than a
// screen shows that looks ahead, and the way that an eye can go meanwhile.
const (
	FarthestX = 32.0
	FarthestY = 24.0
)

// Box is an axis-aligned rectangle, in units.
type Box struct{ MinX, MinY, MaxX, MaxY float64 }

// Jump takes an eye that comes into Box elsewhere: to the place To, or, where Throws is
// set, along To, which is then a velocity in units/s.
type Jump struct {
	Box    Box
	To     physics.Vec
	Throws bool
}

// Def is what a Map is made from.
type Def struct {
	Width, Height float64
	Walls         []Box // what hides for ever
	Jumps         []Jump
}

// Map is a world to look about in. It keeps what it has worked out, which never shows in
// an answer, so it must not be used by two goroutines at once.
type Map struct {
	cols, rows int32
	walls      []Box
	jumps      []Jump
	offset     [8]int32   // from a cell to its neighbours
	links      []uint8    // per cell: bit d is set when an eye can go to neighbour d
	free       []bool     // per cell: its middle is in no wall
	jumpAt     []uint8    // per cell: 1 plus the jump it lies in, 0: none
	seen       [][]uint64 // per cell: what is seen from its middle, nil: not asked yet
	pool       []uint64   // memory for seen
	cost       []int32    // per cell: scratch of Look
	origin     []uint8    // per cell: alike
	reached    []int32    // cells with a cost
	queue      []int32
	starts     []physics.Vec
	jumped     []bool // by jump: an eye has come there
	stride     int32  // words of a row of a union
	caster     caster
}

// steps are the eight neighbours, clockwise from the right; odd ones are diagonal.
var steps = [8]struct{ dx, dy int32 }{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}

// New makes a map. It refuses one beyond the limits.
func New(def Def) (*Map, error) {
	if !(def.Width > 0 && def.Width <= MaxSide && def.Height > 0 && def.Height <= MaxSide) {
		return nil, errors.New("sight: the map's size is out of range")
	}
	if len(def.Jumps) > MaxJumps {
		return nil, errors.New("sight: too many jumps")
	}
	m := &Map{cols: int32(math.Ceil(def.Width / Cell)), rows: int32(math.Ceil(def.Height / Cell)), walls: def.Walls, jumps: def.Jumps}
	for d, s := range steps {
		m.offset[d] = s.dx + s.dy*m.cols
	}
	n := m.cols * m.rows
	m.links, m.free, m.jumpAt = make([]uint8, n), make([]bool, n), make([]uint8, n)
	m.seen, m.cost, m.origin = make([][]uint64, n), make([]int32, n), make([]uint8, n)
	m.jumped, m.stride = make([]bool, len(def.Jumps)), (m.cols+63)/64+2*margin
	m.caster = newCaster()
	for i := range m.cost {
		m.cost[i], m.free[i] = never, true
	}
	m.open()
	for i := range m.jumps {
		m.each(m.jumps[i].Box, 0, func(c int32) {
			if m.jumps[i].Box.near(m.middle(c), Cell) && m.jumpAt[c] == 0 {
				m.jumpAt[c] = uint8(i + 1)
			}
		})
	}
	return m, nil
}

// open finds the free cells and the steps between them that no wall is in the way of.
func (m *Map) open() {
	for c := range m.links {
		for d, s := range steps {
			if x, y := int32(c)%m.cols+s.dx, int32(c)/m.cols+s.dy; x >= 0 && y >= 0 && x < m.cols && y < m.rows {
				m.links[c] |= 1 << d
			}
		}
	}
	for _, w := range m.walls {
		m.each(w, Cell, func(c int32) {
			at := m.middle(c)
			if w.near(at, clearance) {
				m.free[c] = false
			}
			for d, s := range steps {
				if w.crosses(at, physics.Vec{X: at.X + float64(float64(s.dx)*Cell), Y: at.Y + float64(float64(s.dy)*Cell)}) {
					m.links[c] &^= 1 << d
				}
			}
		})
	}
}

// each calls f with the cells that overlap a box grown by margin.
func (m *Map) each(b Box, margin float64, f func(c int32)) {
	x0, x1 := m.clamp(b.MinX-margin, m.cols), m.clamp(b.MaxX+margin, m.cols)
	y0, y1 := m.clamp(b.MinY-margin, m.rows), m.clamp(b.MaxY+margin, m.rows)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			f(y*m.cols + x)
		}
	}
}

// clamp is the place of a coordinate among n cells, the nearest one outside of them.
func (m *Map) clamp(v float64, n int32) int32 {
	return int32(min(max(math.Floor(v/Cell), 0), float64(n-1)))
}

func (m *Map) cellAt(p physics.Vec) int32 {
	return m.clamp(p.Y, m.rows)*m.cols + m.clamp(p.X, m.cols)
}

func (m *Map) middle(c int32) physics.Vec {
	return physics.Vec{X: float64((float64(c%m.cols) + 0.5) * Cell), Y: float64((float64(c/m.cols) + 0.5) * Cell)}
}

// near reports whether p is less than margin away from b, or inside.
func (b Box) near(p physics.Vec, margin float64) bool {
	dx, dy := max(b.MinX-p.X, 0, p.X-b.MaxX), max(b.MinY-p.Y, 0, p.Y-b.MaxY)
	return float64(dx*dx)+float64(dy*dy) < margin*margin
}

// overlaps reports whether two boxes have a point in common.
func (b Box) overlaps(o Box) bool {
	return b.MinX <= o.MaxX && b.MaxX >= o.MinX && b.MinY <= o.MaxY && b.MaxY >= o.MinY
}

// crosses reports whether the line from p to q goes through the inside of b.
func (b *Box) crosses(p, q physics.Vec) bool {
	if max(p.X, q.X) <= b.MinX || min(p.X, q.X) >= b.MaxX || max(p.Y, q.Y) <= b.MinY || min(p.Y, q.Y) >= b.MaxY {
		return false // as of most boxes
	}
	from, to := 0.0, 1.0
	for _, axis := range [2][4]float64{{p.X, q.X - p.X, b.MinX, b.MaxX}, {p.Y, q.Y - p.Y, b.MinY, b.MaxY}} {
		at, by, lo, hi := axis[0], axis[1], axis[2], axis[3]
		if by == 0 {
			if at <= lo || at >= hi {
				return false
			}
			continue
		}
		enter, leave := (lo-at)/by, (hi-at)/by
		if enter > leave {
			enter, leave = leave, enter
		}
		from, to = max(from, enter), min(to, leave)
	}
	return from < to
}
