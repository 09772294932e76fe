package snapshot

import "hindsight/sim/row"

// Screen writes to dst the set that the client has decoded for a tick, if it has: rows
// of different ticks, with the fields it was told. full is the view of the first
// baseline. It is false when the snapshot, or one of its rows, is no longer remembered.
func (e *Encoder) Screen(tick uint32, h *History, full, dst *row.Set) bool {
	if !e.Sent(tick) {
		dst.CopyFrom(full)
		return e.full.used && e.full.tick == tick && full.Tick == tick
	}
	dst.Reset(tick)
	for i := range e.sent[tick%Ring].rows {
		r := &e.sent[tick%Ring].rows[i]
		known := h.Row(r.tick, r.id.Index)
		if r.tick == full.Tick {
			known = full.At(r.id.Index)
		}
		if known == nil || known.ID != r.id {
			return false
		}
		dst.Rows = append(dst.Rows, *known)
		last := &dst.Rows[len(dst.Rows)-1]
		last.Restrict(r.mask)
		last.Tick = r.tick
	}
	return true
}
