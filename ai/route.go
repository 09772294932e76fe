package ai

// route is where a brain walks to, the path there, and what it may spend on finding
// paths. Credit is part of the state, so replays agree on who gets a path when.
type route struct {
	path    Path
	at      uint8  // the waypoint being walked to
	goal    uint16 // cell, when heading
	heading bool
	asked   bool   // the path is an answer for this goal
	credit  uint16 // expansions saved up
	need    uint16 // credit to wait for before the next query
	last    point  // where the bot was at its last thought
}

func newRoute() route { return route{credit: maxCredit, need: minCredit} }

func (r *route) earn(ticks uint32) {
	r.credit = uint16(min(uint32(r.credit)+ticks*creditPerTick, maxCredit))
}

// drop forgets where the bot was heading.
func (r *route) drop() {
	r.path, r.at, r.goal, r.heading, r.asked = Path{}, 0, 0, false, false
}

// head sets out for a cell.
func (r *route) head(cell uint16) {
	r.drop()
	r.goal, r.heading = cell, true
}

// follow heads for a goal that moves; what is walked on already is not taken away
// before there can be another path.
func (r *route) follow(n *Nav, cell uint16) {
	if !r.heading || distance(n.Center(r.goal), n.Center(cell)) > 2 && r.credit >= r.need {
		r.head(cell)
	}
}

// done reports that the bot arrived, as near as it can get, or has nowhere to go.
func (r *route) done() bool {
	return !r.heading || r.asked && r.at >= r.path.Len && !r.path.Partial
}

// walk returns the direction to walk in, zero when there is none (yet).
func (t *thought) walk() vec {
	r, s, p, size, pos := &t.b.route, t.s, t.p, t.b.size, t.p.Self.Pos
	moved := distance(r.last.vec(), pos)
	r.last = toPoint(pos)
	if moved > 4 {
		r.carried(s.nav, size, pos)
	}
	if r.done() && r.path.Short && t.now(p.ticks(1000)) {
		r.head(r.goal) // there may be a way by now
	}
	if r.done() {
		return vec{}
	}
	if r.at < r.path.Len && t.now(16) && !s.ground.even(size, pos, s.nav.Center(r.path.Cells[r.at])) {
		r.at = r.path.Len // something is in the way now
		r.path.Partial = true
	}
	if r.at >= r.path.Len && r.credit >= r.need && t.s.spent < tickCredit {
		t.ask()
	}
	// A bot that thinks seldom moves far between thoughts and must not circle round
	// a waypoint that it cannot hit.
	near := max(float64(s.nav.cell*0.5), float64(min(moved, 2)*0.6))
	for r.at < r.path.Len {
		cell := r.path.Cells[r.at]
		way := s.nav.Center(cell)
		far := distance(pos, way)
		if s.nav.layers[size].exit[cell] != cell && far > s.nav.cell*0.2 {
			return unit(sub(way, pos)) // it takes who walks to its middle
		}
		next := r.at + 1
		if far > near && (next >= r.path.Len || far > 3 || !s.ground.clear(size, pos, s.nav.Center(r.path.Cells[next]))) {
			return unit(sub(way, pos))
		}
		r.at++
	}
	return vec{}
}

// now reports whether a tick that is a multiple of n has come since the last thought.
func (t *thought) now(n uint32) bool { return t.p.Tick/n != (t.p.Tick-t.elapsed)/n }

// carried goes on after a portal, or asks anew.
func (r *route) carried(n *Nav, size Size, pos vec) {
	for k := r.at; k < r.path.Len; k++ {
		cell := r.path.Cells[k]
		if exit := n.layers[size].exit[cell]; exit != cell && distance(pos, n.Center(exit)) < 3 {
			r.at = k + 1
			return
		}
	}
	r.path, r.at, r.asked = Path{}, 0, false
}

// ask looks for a path. A query that runs out doubles what the next one waits for, one
// that does not halves it: on a map with long ways most of them are.
func (t *thought) ask() {
	r := &t.b.route
	spent := t.s.hurry(t.b.size, t.p.Self.Pos, t.s.nav.Center(r.goal), t.b.snag.shuns(t.p.Tick), int32(r.credit), &r.path)
	r.credit -= uint16(spent)
	r.at, r.asked = 0, true
	if r.path.Partial {
		r.need = min(2*r.need, maxCredit)
	} else {
		r.need = max(r.need/2, minCredit)
	}
}
