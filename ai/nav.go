package ai

import (
	"errors"
	"fmt"
	"math"

	"hindsight/physics"
)

// Bounds is a map's rectangle; nothing walks outside of it.
type Bounds struct{ Min, Max physics.Vec }

// NavDef is what a navigation grid is made from.
type NavDef struct {
	Bounds Bounds
	Boxes  []BoxDef // what never moves; doors and breakable walls belong to a Ground
	// Radii are those of the agents, least first, at least one; a Size is an index
	// into them. Two may be equal.
	Radii []float64
	// Cell is the size of a cell. Passages at least 2*radius+Cell wide are found
	// wherever they lie; narrower ones only where a cell's middle falls on the way
	// through, as it does when maps and cells share a raster.
	Cell    float64
	Portals []PortalDef
	// Walkers are the sizes that no portal takes: bit s is set for Size s.
	Walkers uint8
}

// Size says how big an agent is: an index into NavDef.Radii.
type Size uint8

// Nav is where agents can walk and what they can see: a grid over the static part of
// a map. It is immutable.
type Nav struct {
	solids     solids
	origin     vec
	cell       float64
	cols, rows int32
	offset     [8]int32 // from a cell to its neighbours
	layers     []layer  // by Size
}

// layer is the grid of one size.
type layer struct {
	radius float64
	links  []uint8 // per cell: bit d is set when neighbour d can be walked to
	region []int32 // per cell: cells of one region hang together; -1 is not walkable
	// walkable lists the cells of region r at [regionStart[r], regionStart[r+1]).
	walkable    []uint16
	regionStart []int32
	portals     []portal
	exit        []uint16 // per cell: where a portal takes who stands on it; itself for none
}

// steps are the eight neighbours, clockwise from the right; odd ones are diagonal, i
// and (i+4)%8 are opposite.
var steps = [8]struct{ dx, dy int32 }{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}

// NewNav builds the grid. It refuses a definition with numbers that are not finite or
// out of range or beyond the limits, and one without a place to stand for each size.
func NewNav(def NavDef) (*Nav, error) {
	if err := def.check(); err != nil {
		return nil, fmt.Errorf("ai: nav: %w", err)
	}
	size := sub(def.Bounds.Max, def.Bounds.Min)
	n := &Nav{
		solids: newSolids(def.Boxes, def.Bounds, max(4*def.Cell, size.X/64, size.Y/64)),
		origin: def.Bounds.Min, cell: def.Cell,
		cols: int32(math.Ceil(size.X / def.Cell)), rows: int32(math.Ceil(size.Y / def.Cell)),
	}
	for d, step := range steps {
		n.offset[d] = step.dx + step.dy*n.cols
	}
	biggest := def.Radii[len(def.Radii)-1]
	room := n.room(def.Bounds, biggest+n.cell)
	for i, radius := range def.Radii {
		l := layer{radius: radius}
		if def.Walkers>>i&1 != 0 {
			n.open(&l, nil)
		} else {
			n.open(&l, def.Portals)
		}
		n.link(&l, room)
		n.label(&l)
		if len(l.walkable) == 0 {
			return nil, errors.New("ai: nav: no cell is free for an agent")
		}
		n.layers = append(n.layers, l)
	}
	return n, nil
}

func (def *NavDef) check() error {
	lo, hi := def.Bounds.Min, def.Bounds.Max
	if !finite(lo) || !finite(hi) || lo.X >= hi.X || lo.Y >= hi.Y {
		return fmt.Errorf("bounds %v are empty or out of range", def.Bounds)
	}
	if len(def.Radii) < 1 || len(def.Radii) > MaxSizes {
		return fmt.Errorf("%d radii, want 1 to %d", len(def.Radii), MaxSizes)
	}
	least := 0.0
	for _, r := range def.Radii {
		if !(r > 0 && r >= least && r <= maxCoordinate) {
			return fmt.Errorf("radii %v must be positive and ascend", def.Radii)
		}
		least = r
	}
	if !(def.Cell > 0 && def.Cell <= maxCoordinate) {
		return fmt.Errorf("cell %v must be positive", def.Cell)
	}
	if cells := math.Ceil((hi.X-lo.X)/def.Cell) * math.Ceil((hi.Y-lo.Y)/def.Cell); cells > MaxCells {
		return fmt.Errorf("%.0f cells, limit %d", cells, MaxCells)
	}
	if len(def.Boxes) > MaxBoxes {
		return fmt.Errorf("%d boxes, limit %d", len(def.Boxes), MaxBoxes)
	}
	for i, b := range def.Boxes {
		if !b.finite() {
			return fmt.Errorf("box %d is out of range: %v", i, b)
		}
	}
	return checkPortals(def.Portals)
}

// room returns the squared distance of each cell's middle from the nearest box or
// edge, right as far as reach.
func (n *Nav) room(bounds Bounds, reach float64) []float64 {
	out := make([]float64, n.Cells())
	for i := range out {
		c := n.Center(uint16(i))
		edge := min(reach, max(0, min(c.X-bounds.Min.X, bounds.Max.X-c.X, c.Y-bounds.Min.Y, bounds.Max.Y-c.Y)))
		out[i] = float64(edge * edge)
	}
	for i := range n.solids.boxes {
		b := &n.solids.boxes[i]
		half := add(b.reach(), vec{X: reach, Y: reach})
		lo, hi := n.at(sub(b.center, half)), n.at(add(b.center, half))
		for y := lo / n.cols; y <= hi/n.cols; y++ {
			for c := y*n.cols + lo%n.cols; c <= y*n.cols+hi%n.cols; c++ {
				if out[c] > 0 {
					out[c] = min(out[c], b.outside2(b.local(n.Center(uint16(c)))))
				}
			}
		}
	}
	return out
}

// link finds the free cells and which neighbours an agent can walk to without
// touching anything on the way, both cells beside a diagonal being free.
func (n *Nav) link(l *layer, room []float64) {
	l.links, l.region = make([]uint8, len(room)), make([]int32, len(room))
	free := float64(l.radius * l.radius)
	sure := l.radius + n.cell // with so much room at both ends nothing can be between
	sure = float64(sure * sure)
	for i := range l.region {
		l.region[i] = -1
		if room[i] >= free {
			l.region[i] = unlabelled
		}
	}
	for i := range n.Cells() {
		for d := range 4 {
			j, ok := n.neighbour(i, d)
			if !ok || room[i] < free || room[j] < free {
				continue
			}
			if (room[i] < sure || room[j] < sure) && n.solids.blocks(n.Center(uint16(i)), n.Center(uint16(j)), l.radius) {
				continue
			}
			if s := steps[d]; s.dx != 0 && s.dy != 0 && !(room[i+s.dx] >= free && room[i+s.dy*n.cols] >= free) {
				continue
			}
			l.links[i] |= 1 << d
			l.links[j] |= 1 << (d + 4)
		}
	}
}

const unlabelled = -2

// label numbers the regions, in the order of their first cells. A portal joins what
// it leads to, even if there is no way back.
func (n *Nav) label(l *layer) {
	l.regionStart = []int32{0}
	for i, r := range l.region {
		if r != unlabelled {
			continue
		}
		label := int32(len(l.regionStart) - 1)
		visit := func(cell int32) {
			if l.region[cell] == unlabelled {
				l.region[cell] = label
				l.walkable = append(l.walkable, uint16(cell))
			}
		}
		visit(int32(i))
		for next := int(l.regionStart[label]); next < len(l.walkable); next++ {
			cell := int32(l.walkable[next])
			for d := range steps {
				if j, ok := n.neighbour(cell, d); ok && l.links[cell]&(1<<d) != 0 {
					visit(j)
				}
			}
			visit(int32(l.exit[cell]))
			l.entries(uint16(cell), func(from uint16) { visit(int32(from)) })
		}
		l.regionStart = append(l.regionStart, int32(len(l.walkable)))
	}
}

func (n *Nav) neighbour(cell int32, d int) (int32, bool) {
	x, y := cell%n.cols+steps[d].dx, cell/n.cols+steps[d].dy
	return y*n.cols + x, x >= 0 && x < n.cols && y >= 0 && y < n.rows
}

// Cells is the number of cells; a cell is an index below it, row by row.
func (n *Nav) Cells() int32 { return n.cols * n.rows }

// Sizes is how many sizes of agents the grid is made for.
func (n *Nav) Sizes() Size { return Size(len(n.layers)) }

// Center returns the middle of a cell.
func (n *Nav) Center(cell uint16) physics.Vec {
	x, y := int32(cell)%n.cols, int32(cell)/n.cols
	return vec{X: n.origin.X + float64((float64(x)+0.5)*n.cell), Y: n.origin.Y + float64((float64(y)+0.5)*n.cell)}
}

// at returns the cell that holds p, the nearest one outside of the grid.
func (n *Nav) at(p vec) int32 {
	return clampCell((p.Y-n.origin.Y)/n.cell, n.rows)*n.cols + clampCell((p.X-n.origin.X)/n.cell, n.cols)
}

// stands reports whether a number is that of a cell that agents of a size can walk to.
func (n *Nav) stands(size Size, cell uint16) bool {
	return int32(cell) < n.Cells() && n.layers[size].region[cell] >= 0
}
