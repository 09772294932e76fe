package ai

import "hindsight/sim/row"

// Squad is what the bots of a side have told each other: whom they saw, and what each
// is about. It is a plain value like Brain; the game keeps one for each side, and
// none for loners.
type Squad struct {
	reports [MaxReports]report
	claims  [MaxMates]claim
}

// report is somebody seen, the latest word on him.
type report struct {
	id          row.ID
	pos, vel    point
	since, tick uint32 // the first and the last tick of an unbroken sight by anybody
}

// claim is what a bot is about.
type claim struct {
	who, what row.ID
	state     State
	tick      uint32
}

const (
	tellMs  = 350  // from seeing somebody to a mate's knowing of it
	staleMs = 3000 // how long reports and claims hold
)

// spread tells the squad of everyone in sight.
func (q *Squad) spread(m *memory, p *Percept) {
	for i := range int(m.count) {
		if s := &m.list[i]; s.known(p.Tick) {
			r := q.slot(s.id, p.Tick)
			since := p.Tick
			if r.id == s.id && p.Tick-r.tick < p.ticks(tellMs) {
				since = r.since
			}
			*r = report{id: s.id, pos: s.pos, vel: s.vel, since: since, tick: p.Tick}
		}
	}
}

// slot returns the place of somebody's report, a free one, or the oldest.
func (q *Squad) slot(id row.ID, now uint32) *report {
	oldest := &q.reports[0]
	for i := range q.reports {
		r := &q.reports[i]
		if r.id == id {
			return r
		}
		if r.id == (row.ID{}) {
			if oldest.id != (row.ID{}) {
				oldest = r
			}
		} else if oldest.id != (row.ID{}) && now-r.tick > now-oldest.tick {
			oldest = r
		}
	}
	return oldest
}

// hear takes over what mates saw a while ago; it returns somebody new, or zero.
func (q *Squad) hear(m *memory, p *Percept) (who row.ID) {
	for i := range q.reports {
		r := &q.reports[i]
		if r.id != (row.ID{}) && p.Tick-r.since >= p.ticks(tellMs) && p.Tick-r.tick < p.ticks(staleMs) && m.tell(r, p) {
			who = r.id
		}
	}
	return who
}

// drop takes back what was told of the dead.
func (q *Squad) drop(id row.ID) {
	for i := range q.reports {
		if q.reports[i].id == id {
			q.reports[i] = report{}
		}
	}
}

// claim notes what a bot is about, in place of what it was.
func (q *Squad) claim(who, what row.ID, state State, p *Percept) {
	free := -1
	for i := range q.claims {
		c := &q.claims[i]
		if c.who == who {
			free = i
			break
		}
		if free < 0 && (c.who == (row.ID{}) || p.Tick-c.tick > p.ticks(staleMs)) {
			free = i
		}
	}
	if free >= 0 {
		q.claims[free] = claim{who: who, what: what, state: state, tick: p.Tick}
	}
}

// crowd returns how many mates are about the same thing.
func (q *Squad) crowd(who, what row.ID, state State, p *Percept) (n uint8) {
	for i := range q.claims {
		c := &q.claims[i]
		if c.who != who && c.who != (row.ID{}) && c.what == what && c.state == state && p.Tick-c.tick <= p.ticks(staleMs) {
			n++
		}
	}
	return n
}
