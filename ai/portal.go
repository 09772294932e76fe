package ai

import (
	"fmt"

	"hindsight/physics"
)

// PortalDef is a jump pad or a teleporter: whose middle comes within Radius of Pos is
// taken to To, whether it wants or not.
type PortalDef struct {
	Pos    physics.Vec
	Radius float64
	To     physics.Vec
}

// portal is a portal on the grid: who walks on one of the cells from comes out at to.
type portal struct {
	from []uint16
	to   uint16
}

// costPortal is the cost of being taken through a portal, in 1/1000 cell.
const costPortal = 2000

func checkPortals(defs []PortalDef) error {
	if len(defs) > MaxPortals {
		return fmt.Errorf("%d portals, limit %d", len(defs), MaxPortals)
	}
	for i, d := range defs {
		if !finite(d.Pos) || !finite(d.To) || !(d.Radius > 0 && d.Radius <= maxCoordinate) {
			return fmt.Errorf("portal %d is out of range: %v", i, d)
		}
	}
	return nil
}

// open lays the portals onto the grid. A cell belongs to the first that covers it; a
// portal smaller than a cell takes the cell that holds its middle.
func (n *Nav) open(defs []PortalDef) {
	n.exit = make([]uint16, n.Cells())
	for i := range n.exit {
		n.exit[i] = uint16(i)
	}
	for _, d := range defs {
		p := portal{to: uint16(n.at(d.To))}
		take := func(cell int32) {
			if n.exit[cell] == uint16(cell) && uint16(cell) != p.to {
				n.exit[cell] = p.to
				p.from = append(p.from, uint16(cell))
			}
		}
		take(n.at(d.Pos))
		lo, hi := n.at(sub(d.Pos, vec{X: d.Radius, Y: d.Radius})), n.at(add(d.Pos, vec{X: d.Radius, Y: d.Radius}))
		for y := lo / n.cols; y <= hi/n.cols; y++ {
			for c := y*n.cols + lo%n.cols; c <= y*n.cols+hi%n.cols; c++ {
				if distance2(n.Center(uint16(c)), d.Pos) < float64(d.Radius*d.Radius) {
					take(c)
				}
			}
		}
		n.portals = append(n.portals, p)
	}
}

// entries calls visit for each cell from which a portal leads to cell.
func (n *Nav) entries(cell uint16, visit func(from uint16)) {
	for i := range n.portals {
		if n.portals[i].to == cell {
			for _, from := range n.portals[i].from {
				visit(from)
			}
		}
	}
}
