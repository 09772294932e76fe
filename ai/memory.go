package ai

import "hindsight/sim/row"

const (
	// unbrokenTicks is how long somebody may be out of sight and still need no new
	// reaction: at least as long as a bot may go without thinking.
	unbrokenTicks = MaxThinkEvery + 4
	// forgetTicks is how long a last seen place is worth a visit: 10 s at 60 Hz.
	forgetTicks = 600
)

// sighting is where somebody was last seen.
type sighting struct {
	id          row.ID
	pos, vel    point
	since, seen uint32 // the first and the last tick of an unbroken sight
}

// memory holds the foes that a brain has seen, in the first count places; the others
// are zero.
type memory struct {
	count uint8
	list  [MaxMemory]sighting
}

// look renews what is in sight and forgets the dead and the long unseen.
func (m *memory) look(nav *Nav, p *Percept) {
	for i := uint8(0); i < m.count; {
		if p.Tick-m.list[i].seen > forgetTicks {
			m.remove(i)
		} else {
			i++
		}
	}
	for i := range p.Others {
		o := &p.Others[i]
		if o.Friend || !o.Alive {
			if k := m.find(o.ID); k >= 0 {
				m.remove(uint8(k))
			}
		} else if nav.Sees(p.Self.Pos, o.Pos, p.ViewDist) {
			m.see(o, p.Tick)
		}
	}
}

func (m *memory) see(o *Other, tick uint32) {
	k := m.find(o.ID)
	if k < 0 {
		k = m.room(tick)
		if k < 0 {
			return // everyone remembered is in sight too
		}
		m.list[k] = sighting{id: o.ID, since: tick}
	} else if tick-m.list[k].seen > unbrokenTicks {
		m.list[k].since = tick
	}
	s := &m.list[k]
	s.pos, s.vel, s.seen = toPoint(o.Pos), toPoint(o.Vel), tick
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

// freshest returns the sighting with the latest tick, the first of equals, or nil.
func (m *memory) freshest() *sighting {
	var best *sighting
	for i := range int(m.count) {
		if s := &m.list[i]; best == nil || s.seen > best.seen {
			best = s
		}
	}
	return best
}
