package ai

import (
	"math"

	"hindsight/physics"
)

// The cost of a step, and so of octile distance, in 1/1000 cell.
const (
	costStraight = 1000
	costDiagonal = 1414
)

// Path is a way through a map: the cells to walk to, one after the other, each in a
// straight line from the one before.
type Path struct {
	Cells [MaxWaypoints]uint16
	Len   uint8
	// Partial is set when the query ran out of expansions or the path has too many
	// waypoints: it leads to the place nearest to the goal that was found.
	Partial bool
	// Short is set when there is no way for now: it leads to the place nearest to the
	// goal that can be reached.
	Short bool
}

// node is a cell's place in the running query; it counts only when its query number
// is the search's.
type node struct {
	query  uint32
	g, h   uint32
	parent uint16
	at     int32 // index in the heap; closed when out of it
}

const closed = -1

// Search answers path queries on a Nav and its Ground by A*. It is scratch memory: an
// answer never depends on earlier queries. Use it from one goroutine at a time.
type Search struct {
	nav    *Nav
	ground *Ground
	query  uint32
	nodes  []node
	heap   []uint16 // open cells, least in the order of before first
	chain  []uint16 // the cells of the path found
	size   Size     // of the running query,
	goal   uint16   // its goal,
	shun   shun     // what it keeps away from,
	most   uint32   // and the most that is left of the way: by way of some portal
	haste  uint32   // percent that the way ahead is overrated: 0 finds the cheapest
	spent  int32    // expansions since Begin
	flows  flows
}

// shun is a round place that costs more to walk through; radius zero: none.
type shun struct {
	pos    vec
	radius float64
}

// costShun is what a step in a shunned place costs more.
const costShun = 8000

// NewSearch makes the scratch memory for a ground's grid, 24 bytes a cell.
func NewSearch(ground *Ground) *Search {
	cells := ground.nav.Cells()
	return &Search{nav: ground.nav, ground: ground, nodes: make([]node, cells), heap: make([]uint16, 0, cells), chain: make([]uint16, 0, cells)}
}

// Nav returns the grid that s searches.
func (s *Search) Nav() *Nav { return s.nav }

// Ground returns what is on that grid for now.
func (s *Search) Ground() *Ground { return s.ground }

// Begin starts a tick: brains may ask for paths again. A game calls it once a tick
// before anybody thinks.
func (s *Search) Begin() { s.spent = 0 }

// Path writes to out the cheapest way on the grid from one place to another, pulled
// straight, and returns how many cells it expanded, at most budget. Places off the
// grid stand for the nearest cell; a goal that cannot be reached for the nearest one
// that can. Among equal paths the order (f, h, cell) of expansion decides.
func (s *Search) Path(size Size, from, to physics.Vec, budget int32, out *Path) (expanded int32) {
	s.shun, s.haste = shun{}, 0
	return s.path(size, from, to, budget, out)
}

// hurry is how brains ask for a path: away from a place, within a fraction of the
// expansions, for a way that is at most half as long again.
func (s *Search) hurry(size Size, from, to vec, away shun, budget int32, out *Path) (expanded int32) {
	s.shun, s.haste = away, 50
	expanded = s.path(size, from, to, budget, out)
	s.spent += expanded
	return expanded
}

func (s *Search) path(size Size, from, to vec, budget int32, out *Path) (expanded int32) {
	start := s.nav.Nearest(size, from)
	s.size, s.goal = size, s.ground.nearest(size, to, start)
	s.begin()
	end, expanded := s.run(start, budget)
	s.trace(start, end)
	s.pull(from, out)
	out.Short = end != s.goal && len(s.heap) == 0
	out.Partial = out.Partial || end != s.goal && !out.Short
	return expanded
}

// run expands cells until the goal is reached or the budget spent, and returns the
// goal or else the expanded cell nearest to it: least (h, g, cell).
func (s *Search) run(start uint16, budget int32) (end uint16, expanded int32) {
	s.nodes[start] = node{query: s.query, h: s.left(start), parent: start}
	s.push(start)
	end = start
	for len(s.heap) > 0 && expanded < budget {
		cell := s.pop()
		expanded++
		if cell == s.goal {
			return cell, expanded
		}
		a, b := &s.nodes[cell], &s.nodes[end]
		if a.h < b.h || a.h == b.h && (a.g < b.g || a.g == b.g && cell < end) {
			end = cell
		}
		s.expand(cell)
	}
	return end, expanded
}

func (s *Search) begin() {
	s.query++
	if s.query == 0 { // wrapped: old numbers would count again
		clear(s.nodes)
		s.query = 1
	}
	s.heap = s.heap[:0]
	s.most = math.MaxUint32
	for _, p := range s.nav.layers[s.size].portals {
		s.most = min(s.most, s.octile(p.to, s.goal)+costPortal)
	}
}

// left is a lower bound of the cost from a cell to the goal: straight on, or through
// some portal.
func (s *Search) left(cell uint16) uint32 { return min(s.octile(cell, s.goal), s.most) }

func (s *Search) expand(cell uint16) {
	l := &s.nav.layers[s.size]
	if exit := l.exit[cell]; exit != cell {
		if l.region[exit] >= 0 {
			s.reach(cell, exit, costPortal)
		}
		return
	}
	links := l.links[cell]
	for d := range steps {
		if links&(1<<d) == 0 {
			continue
		}
		next := int32(cell) + s.nav.offset[d]
		if !s.ground.open(s.size, next) {
			continue
		}
		cost := uint32(costStraight)
		if d&1 != 0 { // both cells beside a diagonal are to be free
			if !s.ground.open(s.size, int32(cell)+s.nav.offset[d-1]) || !s.ground.open(s.size, int32(cell)+s.nav.offset[(d+1)&7]) {
				continue
			}
			cost = costDiagonal
		}
		s.reach(cell, uint16(next), cost+s.ground.cost(next)+s.shunned(uint16(next)))
	}
}

// reach notes that next can be reached from cell at a cost.
func (s *Search) reach(cell, next uint16, cost uint32) {
	g := s.nodes[cell].g + cost
	n := &s.nodes[next]
	if n.query != s.query {
		*n = node{query: s.query, g: g, h: s.left(next), parent: cell}
		s.push(next)
	} else if n.at != closed && g < n.g { // the bound is consistent: a closed cell is final
		n.g, n.parent = g, cell
		s.up(n.at)
	}
}

func (s *Search) shunned(cell uint16) uint32 {
	if s.shun.radius > 0 && distance2(s.nav.Center(cell), s.shun.pos) < float64(s.shun.radius*s.shun.radius) {
		return costShun
	}
	return 0
}

// octile is the cost between two cells on an empty grid.
func (s *Search) octile(a, b uint16) uint32 {
	dx, dy := int32(a)%s.nav.cols-int32(b)%s.nav.cols, int32(a)/s.nav.cols-int32(b)/s.nav.cols
	dx, dy = max(dx, -dx), max(dy, -dy)
	return uint32(costStraight*(max(dx, dy)-min(dx, dy)) + costDiagonal*min(dx, dy))
}

// before is the total order of expansion.
func (s *Search) before(a, b uint16) bool {
	x, y := &s.nodes[a], &s.nodes[b]
	if fx, fy := x.g+x.h+x.h*s.haste/100, y.g+y.h+y.h*s.haste/100; fx != fy {
		return fx < fy
	}
	if x.h != y.h {
		return x.h < y.h
	}
	return a < b
}
