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
	Boxes  []BoxDef
	Radius float64 // of the agents, more than 0
	// Cell is the size of a cell. Passages at least 2*Radius+Cell wide are found
	// wherever they lie; narrower ones only where a cell's middle falls on the way
	// through, as it does when maps and cells share a raster.
	Cell float64
}

// Nav is where agents can walk and what they can see: a grid over the static part of
// a map. It is immutable.
type Nav struct {
	solids     solids
	origin     vec
	cell       float64
	radius     float64
	cols, rows int32
	links      []uint8 // per cell: bit d is set when neighbour d can be walked to
	region     []int32 // per cell: cells of one region reach each other; -1 is not walkable
	// walkable lists the cells of region r at [regionStart[r], regionStart[r+1]).
	walkable    []uint16
	regionStart []int32
}

// steps are the eight neighbours; i and (i+4)%8 are opposite.
var steps = [8]struct{ dx, dy int32 }{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}

// NewNav builds the grid. It refuses a definition with numbers that are not finite or
// out of range, more than MaxBoxes boxes or more than MaxCells cells, and one without
// a place to stand.
func NewNav(def NavDef) (*Nav, error) {
	if err := def.check(); err != nil {
		return nil, fmt.Errorf("ai: nav: %w", err)
	}
	size := sub(def.Bounds.Max, def.Bounds.Min)
	n := &Nav{
		solids: newSolids(def.Boxes, def.Bounds, max(4*def.Cell, size.X/64, size.Y/64)),
		origin: def.Bounds.Min, cell: def.Cell, radius: def.Radius,
		cols: int32(math.Ceil(size.X / def.Cell)), rows: int32(math.Ceil(size.Y / def.Cell)),
	}
	n.link(def.Bounds)
	n.label()
	if len(n.walkable) == 0 {
		return nil, errors.New("ai: nav: no cell is free for an agent")
	}
	return n, nil
}

func (def *NavDef) check() error {
	lo, hi := def.Bounds.Min, def.Bounds.Max
	if !finite(lo) || !finite(hi) || lo.X >= hi.X || lo.Y >= hi.Y {
		return fmt.Errorf("bounds %v are empty or out of range", def.Bounds)
	}
	if !(def.Radius > 0 && def.Radius <= maxCoordinate) || !(def.Cell > 0 && def.Cell <= maxCoordinate) {
		return fmt.Errorf("radius %v and cell %v must be positive", def.Radius, def.Cell)
	}
	if cells := math.Ceil((hi.X-lo.X)/def.Cell) * math.Ceil((hi.Y-lo.Y)/def.Cell); cells > MaxCells {
		return fmt.Errorf("%.0f cells, limit %d", cells, MaxCells)
	}
	if len(def.Boxes) > MaxBoxes {
		return fmt.Errorf("%d boxes, limit %d", len(def.Boxes), MaxBoxes)
	}
	for i, b := range def.Boxes {
		if !finite(b.Center) || !finite(b.Half) || b.Half.X < 0 || b.Half.Y < 0 || !(math.Abs(b.Angle) <= maxCoordinate) {
			return fmt.Errorf("box %d is out of range: %v", i, b)
		}
	}
	return nil
}

// link finds the free cells and which neighbours an agent can walk to without
// touching anything on the way, both cells beside a diagonal being free.
func (n *Nav) link(bounds Bounds) {
	free := make([]bool, n.cols*n.rows)
	for i := range free {
		c := n.Center(uint16(i))
		free[i] = c.X-n.radius >= bounds.Min.X && c.X+n.radius <= bounds.Max.X &&
			c.Y-n.radius >= bounds.Min.Y && c.Y+n.radius <= bounds.Max.Y && !n.solids.blocks(c, c, n.radius)
	}
	n.links = make([]uint8, len(free))
	for i := range int32(len(free)) {
		for d := range 4 {
			j, ok := n.neighbour(i, d)
			if !ok || !free[i] || !free[j] || n.solids.blocks(n.Center(uint16(i)), n.Center(uint16(j)), n.radius) {
				continue
			}
			if s := steps[d]; s.dx != 0 && s.dy != 0 && !(free[i+s.dx] && free[i+s.dy*n.cols]) {
				continue
			}
			n.links[i] |= 1 << d
			n.links[j] |= 1 << (d + 4)
		}
	}
	n.region = make([]int32, len(free))
	for i, ok := range free {
		n.region[i] = -1
		if ok {
			n.region[i] = unlabelled
		}
	}
}

const unlabelled = -2

// label numbers the regions, in the order of their first cells.
func (n *Nav) label() {
	n.regionStart = []int32{0}
	for i, r := range n.region {
		if r != unlabelled {
			continue
		}
		label := int32(len(n.regionStart) - 1)
		n.region[i] = label
		n.walkable = append(n.walkable, uint16(i))
		for next := int(n.regionStart[label]); next < len(n.walkable); next++ {
			cell := int32(n.walkable[next])
			for d := range steps {
				if j, ok := n.neighbour(cell, d); ok && n.links[cell]&(1<<d) != 0 && n.region[j] == unlabelled {
					n.region[j] = label
					n.walkable = append(n.walkable, uint16(j))
				}
			}
		}
		n.regionStart = append(n.regionStart, int32(len(n.walkable)))
	}
}

func (n *Nav) neighbour(cell int32, d int) (int32, bool) {
	x, y := cell%n.cols+steps[d].dx, cell/n.cols+steps[d].dy
	return y*n.cols + x, x >= 0 && x < n.cols && y >= 0 && y < n.rows
}

// Cells is the number of cells; a cell is an index below it, row by row.
func (n *Nav) Cells() int32 { return n.cols * n.rows }

// Center returns the middle of a cell.
func (n *Nav) Center(cell uint16) physics.Vec {
	x, y := int32(cell)%n.cols, int32(cell)/n.cols
	return vec{X: n.origin.X + float64((float64(x)+0.5)*n.cell), Y: n.origin.Y + float64((float64(y)+0.5)*n.cell)}
}

// Visible reports whether the straight line from a to b meets no box; touching one
// counts as meeting it. It is exact for the boxes given, and mutual.
func (n *Nav) Visible(a, b physics.Vec) bool { return !n.solids.blocks(a, b, 0) }

// Clear reports whether an agent can walk straight from a to b between the boxes.
func (n *Nav) Clear(a, b physics.Vec) bool { return !n.solids.blocks(a, b, n.radius) }

// squeeze is Clear for an agent that may already lean on a wall.
func (n *Nav) squeeze(a, b vec) bool { return !n.solids.blocks(a, b, float64(n.radius*0.8)) }

// Nearest returns the walkable cell nearest to p, preferring one that p can see.
func (n *Nav) Nearest(p physics.Vec) uint16 { return n.nearest(p, -1) }

// nearest is Nearest among the cells of one region, or of all for -1.
func (n *Nav) nearest(p vec, region int32) uint16 {
	if cell, ok := n.nearestWithin(p, region, 4, true); ok {
		return cell
	}
	cell, ok := n.nearestWithin(p, region, max(n.cols, n.rows), false)
	if !ok {
		panic("ai: a region without a cell")
	}
	return cell
}

// nearestWithin looks through square rings round p's cell, least distance first, then
// least index.
func (n *Nav) nearestWithin(p vec, region, rings int32, visible bool) (cell uint16, ok bool) {
	x0, y0 := clampCell((p.X-n.origin.X)/n.cell, n.cols), clampCell((p.Y-n.origin.Y)/n.cell, n.rows)
	best := math.Inf(1)
	middle := n.Center(uint16(y0*n.cols + x0))
	for ring := range rings + 1 {
		// Nothing on this ring is nearer to p than to the middle less p's distance from it.
		near := float64(float64(ring)*n.cell) - distance(p, middle)
		if ok && near > 0 && near*near > best {
			break
		}
		for y := max(y0-ring, 0); y <= min(y0+ring, n.rows-1); y++ {
			stride := int32(1)
			if y != y0-ring && y != y0+ring {
				stride = max(2*ring, 1)
			}
			for x := x0 - ring; x <= x0+ring; x += stride {
				if x < 0 || x >= n.cols {
					continue
				}
				i := y*n.cols + x
				if n.region[i] < 0 || region >= 0 && n.region[i] != region {
					continue
				}
				d := distance2(p, n.Center(uint16(i)))
				if (!ok || d < best || d == best && uint16(i) < cell) && (!visible || n.Visible(p, n.Center(uint16(i)))) {
					best, cell, ok = d, uint16(i), true
				}
			}
		}
	}
	return cell, ok
}

// random returns a cell of the region that holds cell.
func (n *Nav) random(cell uint16, draw uint32) uint16 {
	r := n.region[cell]
	from := n.regionStart[r]
	return n.walkable[from+int32(uint64(draw)*uint64(n.regionStart[r+1]-from)>>32)]
}

// CheckReach reports the first of some places (spawn points, flags) at which no agent
// can stand, or which cannot be walked to from the first place.
func (n *Nav) CheckReach(places []physics.Vec) error {
	for i, p := range places {
		if !finite(p) || n.solids.blocks(p, p, float64(n.radius*0.8)) {
			return fmt.Errorf("ai: nav: place %d at %v is not free", i, p)
		}
		if cell := n.Nearest(p); distance(p, n.Center(cell)) > float64(2*n.cell)+n.radius {
			return fmt.Errorf("ai: nav: place %d at %v is not on the grid", i, p)
		} else if n.region[cell] != n.region[n.Nearest(places[0])] {
			return fmt.Errorf("ai: nav: place %d at %v cannot be reached from %v", i, p, places[0])
		}
	}
	return nil
}
