package snapshot

import "hindsight/sim/row"

// History is the rows of a match's last Ring ticks with every field, shared by the
// Encoders of all its clients. Encoders only read it, so several may run at once
// between two calls of Put. Its zero value is empty.
type History struct {
	sets [Ring]row.Set
	held [Ring]bool
}

// Put copies the full view (slot 0) of set.Tick. Every tick is put, in order, before
// a snapshot of it is encoded: the ends of ticks between two snapshots are told too.
func (h *History) Put(set *row.Set) {
	at := set.Tick % Ring
	if h.held[at] && h.sets[at].Tick >= set.Tick {
		panic("snapshot: history put out of order")
	}
	h.sets[at].CopyFrom(set)
	h.held[at] = true
}

// Row returns the row that had an index at a tick, nil when there was none or the
// tick is no longer held. It is good until the next Put.
func (h *History) Row(tick uint32, index uint16) *row.Row {
	if !h.Has(tick) {
		return nil
	}
	return h.sets[tick%Ring].At(index)
}

// Has reports whether a tick is held.
func (h *History) Has(tick uint32) bool {
	return h.held[tick%Ring] && h.sets[tick%Ring].Tick == tick
}

// cause returns why an entity was destroyed at a tick or before, zero when nobody
// said so.
func (h *History) cause(id row.ID, tick uint32) uint8 {
	for ; h.Has(tick); tick-- {
		if cause, ok := goneIn(&h.sets[tick%Ring], id); ok {
			return cause
		}
	}
	return 0
}

func goneIn(set *row.Set, id row.ID) (cause uint8, ok bool) {
	for _, g := range set.Gone {
		if g.ID == id {
			return g.Cause, true
		}
	}
	return 0, false
}
