package ai

import (
	"fmt"

	"hindsight/physics"
)

// PortalDef is a jump pad or a teleporter: whose middle comes into the box round Pos is
// taken to To, whether it wants or not.
type PortalDef struct {
	Pos  physics.Vec
	Half physics.Vec // half of the box's width and height
	To   physics.Vec
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
		if !finite(d.Pos) || !finite(d.To) || !finite(d.Half) || d.Half.X < 0 || d.Half.Y < 0 {
			return fmt.Errorf("portal %d is out of range: %v", i, d)
		}
	}
	return nil
}

// open lays the portals onto the grid. A cell belongs to the first that covers its
// middle; a portal smaller than a cell takes the cell that holds its own middle.
func (n *Nav) open(l *layer, defs []PortalDef) {
	l.exit = make([]uint16, n.Cells())
	for i := range l.exit {
		l.exit[i] = uint16(i)
	}
	for _, d := range defs {
		p := portal{to: uint16(n.at(d.To))}
		take := func(cell int32) {
			if l.exit[cell] == uint16(cell) && uint16(cell) != p.to {
				l.exit[cell] = p.to
				p.from = append(p.from, uint16(cell))
			}
		}
		take(n.at(d.Pos))
		lo, hi := n.at(sub(d.Pos, d.Half)), n.at(add(d.Pos, d.Half))
		for y := lo / n.cols; y <= hi/n.cols; y++ {
			for c := y*n.cols + lo%n.cols; c <= y*n.cols+hi%n.cols; c++ {
				if off := sub(n.Center(uint16(c)), d.Pos); max(off.X, -off.X) <= d.Half.X && max(off.Y, -off.Y) <= d.Half.Y {
					take(c)
				}
			}
		}
		l.portals = append(l.portals, p)
	}
}

// entries calls visit for each cell from which a portal leads to cell.
func (l *layer) entries(cell uint16, visit func(from uint16)) {
	for i := range l.portals {
		if l.portals[i].to == cell {
			for _, from := range l.portals[i].from {
				visit(from)
			}
		}
	}
}
