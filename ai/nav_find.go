package ai

import (
	"fmt"
	"math"

	"hindsight/physics"
)

// Visible reports whether the straight line from a to b meets no box; touching one
// counts as meeting it. It is exact for the boxes given, and mutual.
func (n *Nav) Visible(a, b physics.Vec) bool { return !n.solids.blocks(a, b, 0) }

// Clear reports whether an agent can walk straight from a to b between the boxes.
func (n *Nav) Clear(size Size, a, b physics.Vec) bool {
	return !n.solids.blocks(a, b, n.layers[size].radius)
}

// squeeze is Clear for an agent that may already lean on a wall.
func (n *Nav) squeeze(size Size, a, b vec) bool {
	return !n.solids.blocks(a, b, float64(n.layers[size].radius*0.8))
}

// Nearest returns the cell nearest to p where agents of a size can stand, preferring
// one that p can see.
func (n *Nav) Nearest(size Size, p physics.Vec) uint16 {
	here := n.at(p)
	if n.layers[size].region[here] >= 0 {
		return uint16(here)
	}
	if cell, ok := n.nearestWithin(size, p, -1, 4, true, nil); ok {
		return cell
	}
	cell, ok := n.nearestWithin(size, p, -1, max(n.cols, n.rows), false, nil)
	if !ok {
		panic("ai: a grid without a cell")
	}
	return cell
}

// nearest is Nearest among the cells of the region that holds another cell, of those
// that nothing blocks for now if there are any around.
func (g *Ground) nearest(size Size, p vec, other uint16) uint16 {
	n := g.nav
	region := n.layers[size].region[other]
	here := n.at(p)
	if n.layers[size].region[here] == region && g.open(size, here) {
		return uint16(here)
	}
	if cell, ok := n.nearestWithin(size, p, region, 6, false, g.blocked[size]); ok {
		return cell
	}
	cell, ok := n.nearestWithin(size, p, region, max(n.cols, n.rows), false, nil)
	if !ok {
		panic("ai: a region without a cell")
	}
	return cell
}

// nearestWithin looks through square rings round p's cell, least distance first, then
// least index, in one region or for -1 in all, without the cells that are blocked.
func (n *Nav) nearestWithin(size Size, p vec, region, rings int32, visible bool, blocked []uint16) (cell uint16, ok bool) {
	l := &n.layers[size]
	here := n.at(p)
	x0, y0 := here%n.cols, here/n.cols
	best := math.Inf(1)
	off := distance(p, n.Center(uint16(here)))
	for ring := range rings + 1 {
		// Nothing on this ring is nearer to p than to the middle less p's distance from it.
		near := float64(float64(ring)*n.cell) - off
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
				if l.region[i] < 0 || region >= 0 && l.region[i] != region || blocked != nil && blocked[i] != 0 {
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
func (n *Nav) random(size Size, cell uint16, draw uint32) uint16 {
	l := &n.layers[size]
	r := l.region[cell]
	from := l.regionStart[r]
	return l.walkable[from+int32(uint64(draw)*uint64(l.regionStart[r+1]-from)>>32)]
}

// CheckReach returns the number of the first of some places (spawn points, flags) at
// which no agent can stand, or between which and the first place there is no way, or
// none back, and what is wrong with it; -1 and nil when all are well.
func (n *Nav) CheckReach(size Size, places []physics.Vec) (place int, err error) {
	var there, back []bool
	for i, p := range places {
		if !finite(p) || n.solids.blocks(p, p, float64(n.layers[size].radius*0.8)) {
			return i, fmt.Errorf("%v is not free", p)
		}
		cell := n.Nearest(size, p)
		if distance(p, n.Center(cell)) > float64(2*n.cell)+n.layers[size].radius {
			return i, fmt.Errorf("%v is not on the grid", p)
		}
		if i == 0 {
			there, back = n.flood(size, cell, false), n.flood(size, cell, true)
		}
		if !there[cell] {
			return i, fmt.Errorf("%v cannot be reached from %v", p, places[0])
		}
		if !back[cell] {
			return i, fmt.Errorf("from %v there is no way to %v", p, places[0])
		}
	}
	return -1, nil
}

// flood returns which cells can be reached from one, or reach it.
func (n *Nav) flood(size Size, from uint16, backward bool) []bool {
	l := &n.layers[size]
	seen := make([]bool, n.Cells())
	seen[from] = true
	open := []uint16{from}
	visit := func(c uint16) {
		if !seen[c] && l.region[c] >= 0 {
			seen[c] = true
			open = append(open, c)
		}
	}
	for len(open) > 0 {
		cell := open[len(open)-1]
		open = open[:len(open)-1]
		if carried := l.exit[cell] != cell; carried && !backward {
			visit(l.exit[cell])
			continue
		}
		for d := range steps {
			j, ok := n.neighbour(int32(cell), d)
			if !ok || l.links[cell]&(1<<d) == 0 || backward && l.exit[j] != uint16(j) {
				continue
			}
			visit(uint16(j))
		}
		if backward {
			l.entries(cell, visit)
		}
	}
	return seen
}
