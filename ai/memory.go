package ai

import "hindsight/sim/row"

const (
	unbrokenMs = 400   // somebody out of sight for less needs no new reaction
	forgetMs   = 10000 // how long a last seen place is worth a visit
	// Whoever is nearer than nearAwareness is noticed on all sides; farther off a bot
	// sees what is within 100 degrees of its aim.
	nearAwareness = 2.5
	coneCos       = -0.17364817766693033
)

// sighting is where somebody was last seen.
type sighting struct {
	id       row.ID
	pos, vel point
	// guess is the velocity as the bot has understood it: it follows vel late.
	guess       point
	since, seen uint32 // the first and the last tick of an unbroken sight
	react       uint16 // ticks from since until the bot knows what it sees
	told        bool   // by a mate; the bot itself did not see it last
}

// memory holds the foes that a brain has seen or was told of, in the first count
// places; the others are zero.
type memory struct {
	count uint8
	list  [MaxMemory]sighting
}

// looker is who looks: sight needs the same few numbers for everyone.
type looker struct {
	s     *Search
	p     *Percept
	ahead vec
}

func newLooker(s *Search, p *Percept) looker {
	return looker{s: s, p: p, ahead: fromAim(p.Self.Aim)}
}

// sees reports whether a place is in sight: in reach, ahead or near, nothing between.
func (l *looker) sees(place vec) bool {
	d := sub(place, l.p.Self.Pos)
	far2 := dot(d, d)
	if far2 > float64(l.p.Sight*l.p.Sight) {
		return false
	}
	if far2 > nearAwareness*nearAwareness {
		// cos >= coneCos, without the root: behind only as far as the cone reaches.
		if along := dot(d, l.ahead); along < 0 && float64(along*along) > float64(far2*(coneCos*coneCos)) {
			return false
		}
	}
	return l.s.ground.Visible(l.p.Self.Pos, place)
}

// look renews what is in sight and forgets the long unseen, and whom it sees dead or
// gone over to its side: the latter it returns.
func (m *memory) look(l *looker, rnd Rand, sk *skill, elapsedMs int32) (gone row.ID) {
	p := l.p
	for i := uint8(0); i < m.count; {
		if p.Tick-m.list[i].seen > p.ticks(forgetMs) {
			m.remove(i)
		} else {
			i++
		}
	}
	for i := range p.Others {
		o := &p.Others[i]
		if o.Friend || !o.Alive {
			if k := m.find(o.ID); k >= 0 && l.sees(o.Pos) {
				gone = o.ID
				m.remove(uint8(k))
			}
		} else if l.sees(o.Pos) {
			m.see(o, p, rnd, sk, elapsedMs)
		}
	}
	return gone
}

func (m *memory) see(o *Other, p *Percept, rnd Rand, sk *skill, elapsedMs int32) {
	k := m.find(o.ID)
	if k < 0 {
		if k = m.room(p.Tick); k < 0 {
			return // everyone remembered is in sight too
		}
		m.list[k] = sighting{id: o.ID, seen: p.Tick - p.ticks(forgetMs)}
	}
	s := &m.list[k]
	if s.told || p.Tick-s.seen > p.ticks(unbrokenMs) {
		s.since, s.guess, s.told = p.Tick-p.ticks(elapsedMs)/2, toPoint(scale(o.Vel, 0.5)), false // it came between two thoughts
		s.react = uint16(p.ticks(rnd.between(p.Tick^uint32(o.ID.Index), drawReact, sk.reactMinMs, sk.reactMaxMs)))
	}
	s.pos, s.vel, s.seen = toPoint(o.Pos), toPoint(o.Vel), p.Tick
	share := min(1, float64(elapsedMs)/float64(sk.adaptMs))
	guess := s.guess.vec()
	s.guess = toPoint(add(guess, scale(sub(o.Vel, guess), share)))
}

// tell notes what a mate saw, unless it is no news. It reports whether it was.
func (m *memory) tell(r *report, p *Percept) bool {
	k := m.find(r.id)
	if k >= 0 && r.tick-m.list[k].seen-1 >= 1<<31-1 || k >= 0 && r.tick-m.list[k].seen < p.ticks(unbrokenMs) {
		return false
	}
	if k < 0 {
		if k = m.room(p.Tick); k < 0 {
			return false
		}
	}
	m.list[k] = sighting{id: r.id, pos: r.pos, vel: r.vel, since: r.tick, seen: r.tick, told: true}
	return true
}

// room returns a free place, or that of the one unseen for longest, or -1.
func (m *memory) room(tick uint32) int {
	if m.count < MaxMemory {
		m.count++
		return int(m.count - 1)
	}
	oldest := 0
	for i := range m.list {
		if tick-m.list[i].seen > tick-m.list[oldest].seen {
			oldest = i
		}
	}
	if m.list[oldest].seen == tick {
		return -1
	}
	return oldest
}

func (m *memory) find(id row.ID) int {
	for i := range int(m.count) {
		if m.list[i].id == id {
			return i
		}
	}
	return -1
}

func (m *memory) remove(i uint8) {
	copy(m.list[i:m.count], m.list[i+1:m.count])
	m.count--
	m.list[m.count] = sighting{}
}

// sees reports whether somebody remembered is in sight.
func (m *memory) sees(now uint32) bool {
	for i := range int(m.count) {
		if m.list[i].inSight(now) {
			return true
		}
	}
	return false
}

// of returns what is known of somebody, or nil.
func (m *memory) of(id row.ID) *sighting {
	if k := m.find(id); k >= 0 {
		return &m.list[k]
	}
	return nil
}

// freshest returns the sighting with the latest tick, the first of equals, or nil.
func (m *memory) freshest(now uint32) *sighting {
	var best *sighting
	for i := range int(m.count) {
		if s := &m.list[i]; best == nil || now-s.seen < now-best.seen {
			best = s
		}
	}
	return best
}

// inSight reports whether the bot sees it now; known, whether it has had the time to
// know what it sees.
func (s *sighting) inSight(now uint32) bool { return s != nil && s.seen == now && !s.told }

func (s *sighting) known(now uint32) bool {
	return s.inSight(now) && now-s.since >= uint32(s.react)
}
