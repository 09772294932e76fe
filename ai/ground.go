package ai

import (
	"fmt"
	"math"
)

// Obstacle is what stands somewhere for now: a closed door, a crate at rest, a wall
// that may break, a drawn bridge, lava. The zero value is nothing.
type Obstacle struct {
	Box    BoxDef
	Blocks bool   // nobody walks through
	Opaque bool   // nobody sees through
	Cost   uint16 // what a step in here costs more, in 1/1000 cell: to be avoided, not forbidden
	Covers bool   // what lies beneath costs nothing: a bridge
}

// Ground is what changes about a map: the obstacles of the moment, laid onto the grid.
// It is scratch memory: what it says depends only on what was last Set, so a game that
// sets it from its state before anybody thinks keeps nothing hidden.
type Ground struct {
	nav     *Nav
	list    []Obstacle
	boxes   []box
	opaque  []shade
	blocked [MaxSizes][]uint16 // per size and cell: how many block it
	price   []uint32           // per cell: the sum of costs,
	covered []uint16           // and how many cover it
	used    int32              // obstacles that block or cost
	rev     uint32             // counts changes of what blocks or costs
}

// shade is a box that nobody sees through, within its bounds.
type shade struct {
	box    *box
	lo, hi vec
}

// NewGround makes an empty ground of a grid: 12 bytes a cell with three sizes.
func NewGround(nav *Nav) *Ground {
	g := &Ground{nav: nav, price: make([]uint32, nav.Cells()), covered: make([]uint16, nav.Cells())}
	g.list, g.boxes = make([]Obstacle, 0, MaxObstacles), make([]box, 0, MaxObstacles)
	for size := range nav.Sizes() {
		g.blocked[size] = make([]uint16, nav.Cells())
	}
	return g
}

// Set makes obstacle i be o. Setting what it is already costs next to nothing, so a
// game may set all of them at every tick. Props that move are better left out, or
// agents look for new ways all the time. A box out of range is nothing.
func (g *Ground) Set(i int, o Obstacle) {
	if i < 0 || i >= MaxObstacles {
		panic(fmt.Sprintf("ai: obstacle %d, limit %d", i, MaxObstacles))
	}
	for len(g.list) <= i {
		g.list, g.boxes = append(g.list, Obstacle{}), append(g.boxes, box{})
	}
	if g.list[i] == o {
		return
	}
	if !o.Box.finite() {
		o = Obstacle{}
	}
	dark := g.list[i].Opaque || o.Opaque
	g.stamp(i, -1)
	g.list[i], g.boxes[i] = o, newBox(o.Box)
	g.stamp(i, 1)
	if dark {
		g.darken()
	}
}

// darken lists anew what nobody sees through.
func (g *Ground) darken() {
	g.opaque = g.opaque[:0]
	for i := range g.list {
		if b := &g.boxes[i]; g.list[i].Opaque {
			r := b.reach()
			g.opaque = append(g.opaque, shade{box: b, lo: sub(b.center, r), hi: add(b.center, r)})
		}
	}
}

// stamp adds obstacle i to the cells it covers, or with -1 takes it away.
func (g *Ground) stamp(i int, sign int32) {
	o, b := &g.list[i], &g.boxes[i]
	if !o.Blocks && o.Cost == 0 && !o.Covers {
		return
	}
	g.used += sign
	g.rev++
	n := g.nav
	pad := n.layers[len(n.layers)-1].radius
	half := add(b.reach(), vec{X: pad, Y: pad})
	lo, hi := n.at(sub(b.center, half)), n.at(add(b.center, half))
	for y := lo / n.cols; y <= hi/n.cols; y++ {
		for c := y*n.cols + lo%n.cols; c <= y*n.cols+hi%n.cols; c++ {
			d := b.outside2(b.local(n.Center(uint16(c))))
			if o.Cost > 0 && d <= float64(n.layers[0].radius*n.layers[0].radius) {
				g.price[c] += uint32(sign * int32(o.Cost))
			}
			if o.Covers && d == 0 {
				g.covered[c] += uint16(sign)
			}
			for size := range n.layers {
				if r := float64(n.layers[size].radius * 0.9); o.Blocks && d < float64(r*r) {
					g.blocked[size][c] += uint16(sign)
				}
			}
		}
	}
}

// Visible is Nav.Visible, with the obstacles that nobody sees through.
func (g *Ground) Visible(a, b vec) bool {
	for i := range g.opaque {
		x := &g.opaque[i]
		if min(a.X, b.X) > x.hi.X || max(a.X, b.X) < x.lo.X || min(a.Y, b.Y) > x.hi.Y || max(a.Y, b.Y) < x.lo.Y {
			continue
		}
		if x.box.crossed(x.box.local(a), x.box.local(b)) {
			return false
		}
	}
	return g.nav.Visible(a, b)
}

// open reports whether nothing blocks the cell for now.
func (g *Ground) open(size Size, cell int32) bool { return g.blocked[size][cell] == 0 }

// cost is what a step into the cell costs more for now, in 1/1000 cell.
func (g *Ground) cost(cell int32) uint32 {
	if g.covered[cell] > 0 {
		return 0
	}
	return g.price[cell]
}

// even reports whether no cell on the line from a to b is blocked, costs more or
// belongs to a portal. The line's ends count as even.
func (g *Ground) even(size Size, a, b vec) bool {
	l := &g.nav.layers[size]
	if g.used == 0 && len(l.portals) == 0 {
		return true
	}
	n := g.nav
	first, last := n.at(a), n.at(b)
	parts := math.Ceil(distance(a, b) / float64(n.cell*0.5))
	if !(parts <= MaxCells) {
		return false
	}
	step := scale(sub(b, a), 1/max(parts, 1))
	for i := 1.0; i < parts; i++ {
		c := n.at(add(a, scale(step, i)))
		if c != first && c != last && (g.blocked[size][c] != 0 || g.cost(c) != 0 || l.exit[c] != uint16(c)) {
			return false
		}
	}
	return true
}

// clear reports whether an agent may walk straight from a to b, which are in one
// place, or both places where it may stand.
func (g *Ground) clear(size Size, a, b vec) bool {
	return g.even(size, a, b) && g.nav.squeeze(size, a, b)
}
