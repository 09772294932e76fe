package snapshot

import "hindsight/sim/row"

// holding is what a client holds if it has one snapshot (or the full baseline).
type holding struct {
	tick    uint32
	used    bool
	acked   bool     // the client said so
	whole   bool     // nothing was left unsaid
	rows    []held   // by ascending index
	effects []uint32 // numbers of the effects that rode along, ascending
	models  models   // what the snapshot ended with
}

// held is what a client knows of an entity: the fields of mask, true at tick.
type held struct {
	id    row.ID
	mask  uint32
	tick  uint32
	drag  drag
	kind  row.Kind
	moves bool // not all of its rates are zero
}

func (h *holding) reset(tick uint32) {
	h.tick, h.used, h.acked, h.whole = tick, true, false, false
	h.rows, h.effects = h.rows[:0], h.effects[:0]
}

// find returns what is held of an entity, nil for nothing.
func (h *holding) find(id row.ID) *held {
	lo, hi := 0, len(h.rows)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if h.rows[mid].id.Index < id.Index {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(h.rows) && h.rows[lo].id == id {
		return &h.rows[lo]
	}
	return nil
}

// merger joins what a client holds by several snapshots that it acknowledged: of each
// entity what is newest. What a snapshot left unsaid may have been said by one before.
type merger struct {
	slots  [row.MaxRows]held // by index; without an id: nothing
	extras []uint32          // further snapshots, in ticks back from the first
	out    holding
}

// merge returns what a client has by base and the acknowledged snapshots of the ticks
// before it that add to it.
func (m *merger) merge(base *holding, sent *[Ring]holding, tick, begun uint32) *holding {
	m.extras = m.extras[:0]
	if base.whole {
		return base
	}
	filled := false
	for back := uint32(1); back <= extraBack && len(m.extras) < maxExtras; back++ {
		t := base.tick - back
		if t <= begun || tick-t > maxBack {
			break
		}
		s := &sent[t%Ring]
		if !s.used || s.tick != t || !s.acked {
			continue
		}
		if !filled {
			m.fill(base)
			filled = true
		}
		if m.add(s) {
			m.extras = append(m.extras, back)
		}
	}
	if len(m.extras) == 0 {
		return base
	}
	m.out.tick, m.out.models = base.tick, base.models
	m.out.rows = m.out.rows[:0]
	for i := range m.slots {
		if !m.slots[i].id.IsZero() {
			m.out.rows = append(m.out.rows, m.slots[i])
		}
	}
	return &m.out
}

func (m *merger) fill(base *holding) {
	m.slots = [row.MaxRows]held{}
	for i := range base.rows {
		m.slots[base.rows[i].id.Index] = base.rows[i]
	}
}

// add takes what a snapshot itself said, where it is newer, and reports whether
// anything was.
func (m *merger) add(s *holding) (adds bool) {
	for i := range s.rows {
		r := &s.rows[i]
		if at := &m.slots[r.id.Index]; r.tick == s.tick && (at.id.IsZero() || at.tick < r.tick) {
			*at, adds = *r, true
		}
	}
	return adds
}
