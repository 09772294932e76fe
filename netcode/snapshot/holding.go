package snapshot

import "hindsight/sim/row"

// holding is what a client holds if it has one snapshot (or the full baseline).
type holding struct {
	tick    uint32
	used    bool
	rows    []held   // by ascending index
	effects []uint32 // numbers of the effects that rode along, ascending
}

// held is what a client knows of an entity: the fields of mask, true at tick.
type held struct {
	id   row.ID
	mask uint32
	tick uint32
}

func (h *holding) reset(tick uint32) {
	h.tick, h.used = tick, true
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
