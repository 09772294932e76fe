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
	// still is where the bot was when it last got on, at stillTick; last where it was
	// at its last thought.
	still, last point
	stillTick   uint32
}

// stillTicks is how long a bot that wants to walk may stand before it is stuck.
const stillTicks = 45

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

// done reports that the bot arrived, as near as it can be reached.
func (r *route) done() bool {
	return !r.heading || r.asked && r.at >= r.path.Len && !r.path.Partial
}

// steer returns the direction to walk in, zero when there is none (yet).
func (r *route) steer(s *Search, pos vec) vec {
	moved := distance(r.last.vec(), pos)
	r.last = toPoint(pos)
	if r.done() {
		return vec{}
	}
	if r.at >= r.path.Len && r.credit >= r.need {
		r.ask(s, pos)
	}
	// A bot that thinks seldom moves far between thoughts and must not circle round
	// a waypoint that it cannot hit.
	near := max(float64(s.nav.cell*0.5), float64(min(moved, 2)*0.6))
	for r.at < r.path.Len {
		way := s.nav.Center(r.path.Cells[r.at])
		next := r.at + 1
		if distance(pos, way) > near && (next >= r.path.Len || !s.nav.squeeze(pos, s.nav.Center(r.path.Cells[next]))) {
			return unit(sub(way, pos))
		}
		r.at++
	}
	return vec{}
}

// ask looks for a path. A query that runs out doubles what the next one waits for.
func (r *route) ask(s *Search, pos vec) {
	spent := s.Path(pos, s.nav.Center(r.goal), int32(r.credit), &r.path)
	r.credit -= uint16(spent)
	r.at, r.asked = 0, true
	if r.path.Partial {
		r.need = min(2*r.need, maxCredit)
	} else {
		r.need = minCredit
	}
}
