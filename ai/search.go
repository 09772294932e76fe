package ai

import "hindsight/physics"

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

// Search answers path queries on a Nav by A*. It is scratch memory: an answer never
// depends on earlier queries. Use it from one goroutine at a time.
type Search struct {
	nav   *Nav
	query uint32
	nodes []node
	heap  []uint16 // open cells, least in the order of before first
	chain []uint16 // the cells of the path found
}

// NewSearch makes the scratch memory for a grid, 24 bytes a cell.
func NewSearch(nav *Nav) *Search {
	cells := nav.Cells()
	return &Search{nav: nav, nodes: make([]node, cells), heap: make([]uint16, 0, cells), chain: make([]uint16, 0, cells)}
}

// Nav returns the grid that s searches.
func (s *Search) Nav() *Nav { return s.nav }

// Path writes to out the shortest way on the grid from one place to another, pulled
// straight, and returns how many cells it expanded, at most budget. Places off the
// grid stand for the nearest cell; a goal that cannot be reached for the nearest one
// that can. Among equal paths the order (f, h, cell) of expansion decides.
func (s *Search) Path(from, to physics.Vec, budget int32, out *Path) (expanded int32) {
	start := s.nav.Nearest(from)
	goal := s.nav.nearest(to, s.nav.region[start])
	end, expanded := s.run(start, goal, budget)
	s.trace(start, end)
	s.pull(from, out)
	out.Partial = out.Partial || end != goal
	return expanded
}

// run expands cells until the goal is reached or the budget spent, and returns the
// goal or else the expanded cell nearest to it: least (h, g, cell).
func (s *Search) run(start, goal uint16, budget int32) (end uint16, expanded int32) {
	s.begin()
	s.nodes[start] = node{query: s.query, h: s.octile(start, goal), parent: start}
	s.push(start)
	end = start
	for len(s.heap) > 0 && expanded < budget {
		cell := s.pop()
		expanded++
		if cell == goal {
			return goal, expanded
		}
		a, b := &s.nodes[cell], &s.nodes[end]
		if a.h < b.h || a.h == b.h && (a.g < b.g || a.g == b.g && cell < end) {
			end = cell
		}
		s.expand(cell, goal)
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
}

func (s *Search) expand(cell, goal uint16) {
	for d, step := range steps {
		if s.nav.links[cell]&(1<<d) == 0 {
			continue
		}
		cost := uint32(costStraight)
		if step.dx != 0 && step.dy != 0 {
			cost = costDiagonal
		}
		next := uint16(int32(cell) + step.dx + step.dy*s.nav.cols)
		g := s.nodes[cell].g + cost
		n := &s.nodes[next]
		if n.query != s.query {
			*n = node{query: s.query, g: g, h: s.octile(next, goal), parent: cell}
			s.push(next)
		} else if n.at != closed && g < n.g { // the distance is consistent: a closed cell is final
			n.g, n.parent = g, cell
			s.up(n.at)
		}
	}
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
	if fx, fy := x.g+x.h, y.g+y.h; fx != fy {
		return fx < fy
	}
	if x.h != y.h {
		return x.h < y.h
	}
	return a < b
}

func (s *Search) push(cell uint16) {
	s.heap = append(s.heap, cell)
	s.nodes[cell].at = int32(len(s.heap) - 1)
	s.up(s.nodes[cell].at)
}

func (s *Search) pop() uint16 {
	top := s.heap[0]
	last := s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	if len(s.heap) > 0 {
		s.place(0, last)
		s.down(0)
	}
	s.nodes[top].at = closed
	return top
}

func (s *Search) place(i int32, cell uint16) {
	s.heap[i] = cell
	s.nodes[cell].at = i
}

func (s *Search) up(i int32) {
	cell := s.heap[i]
	for i > 0 && s.before(cell, s.heap[(i-1)/2]) {
		s.place(i, s.heap[(i-1)/2])
		i = (i - 1) / 2
	}
	s.place(i, cell)
}

func (s *Search) down(i int32) {
	cell, n := s.heap[i], int32(len(s.heap))
	for {
		child := 2*i + 1
		if child >= n {
			break
		}
		if child+1 < n && s.before(s.heap[child+1], s.heap[child]) {
			child++
		}
		if !s.before(s.heap[child], cell) {
			break
		}
		s.place(i, s.heap[child])
		i = child
	}
	s.place(i, cell)
}

// trace fills chain with the cells from start to end.
func (s *Search) trace(start, end uint16) {
	s.chain = append(s.chain[:0], end)
	for cell := end; cell != start; {
		cell = s.nodes[cell].parent
		s.chain = append(s.chain, cell)
	}
	for i, j := 0, len(s.chain)-1; i < j; i, j = i+1, j-1 {
		s.chain[i], s.chain[j] = s.chain[j], s.chain[i]
	}
}

// pull writes the chain's corners: from each waypoint the last cell in a row that an
// agent can walk to straight. Neighbours in the chain always can.
func (s *Search) pull(from vec, out *Path) {
	*out = Path{}
	anchor, i := from, 0
	for {
		for ahead := 0; i+1 < len(s.chain) && ahead < maxLookahead && s.nav.Clear(anchor, s.nav.Center(s.chain[i+1])); ahead++ {
			i++
		}
		if out.Len == MaxWaypoints {
			out.Partial = true
			return
		}
		out.Cells[out.Len] = s.chain[i]
		out.Len++
		if i+1 == len(s.chain) {
			return
		}
		anchor = s.nav.Center(s.chain[i])
	}
}
