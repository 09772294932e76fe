package snapshot

import "hindsight/sim/row"

// state is what a snapshot says of an entity.
type state uint8

const (
	predicted state = iota
	changed
	stale
	hidden
	destroyed
	fresh // not in the baseline
	ended // not in the baseline, seen in a later snapshot, destroyed since
)

// codes are the words for a row of the baseline, lowest bit first.
var codes = [...]struct {
	word uint8
	bits uint
}{
	predicted: {0b0, 1},
	changed:   {0b01, 2},
	stale:     {0b011, 3},
	hidden:    {0b0111, 4},
	destroyed: {0b1111, 4},
}

// record is one entity of a snapshot in the making. Records are ordered by index; at
// one index the row of the baseline comes first. What is not chosen stays unsaid: a
// row of the baseline is stale then, another one missing.
type record struct {
	segment
	state  state
	chosen bool
	own    bool   // of the client's own player
	since  uint32 // tick since which the client's picture is wrong
	id     row.ID
	mask   uint32 // in the view
	old    held   // in the baseline
}

// plan makes the records and returns the bits that are spent whatever is chosen.
func (e *Encoder) plan(base *holding, view *row.Set, h *History) (fixed int) {
	e.records = e.records[:0]
	rows := view.Rows
	for i := range base.rows {
		old := &base.rows[i]
		for len(rows) > 0 && rows[0].ID.Index < old.id.Index {
			e.planFresh(&rows[0])
			rows = rows[1:]
		}
		if len(rows) > 0 && rows[0].ID == old.id {
			fixed += e.planKept(old, &rows[0], view.Tick, h)
			rows = rows[1:]
			continue
		}
		fixed += e.planLost(old)
	}
	for i := range rows {
		e.planFresh(&rows[i])
	}
	e.planEnded(base, view.Tick)
	fixed += backBits + 3 // three lists end
	if base == &e.full {
		fixed += 32
	}
	return fixed
}

// planKept compares what the client holds of a row, extrapolated, with the view.
func (e *Encoder) planKept(old *held, now *row.Row, tick uint32, h *History) (fixed int) {
	e.cur = *now
	e.cur.Restrict(e.code.public(now))
	rec := record{state: changed, own: e.owns(now), since: old.tick, id: old.id, mask: e.cur.Mask, old: *old}
	known := h.Row(old.tick, old.id.Index)
	start := e.scratch.Len()
	if known == nil || known.ID != old.id || old.mask&^known.Mask != 0 {
		e.code.writeReset(&e.scratch, &e.cur)
	} else {
		e.base = *known
		e.base.Restrict(old.mask)
		e.code.schema.Extrapolate(&e.pred, &e.base, tick-old.tick, e.code.tickRate)
		if e.pred.Equal(&e.cur) {
			rec.state, rec.chosen = predicted, true
			e.sight.waited[old.id.Index] = 0
			e.records = append(e.records, rec)
			return int(codes[predicted].bits)
		}
		e.code.writeDelta(&e.scratch, &e.base, &e.pred, &e.cur)
	}
	rec.segment = endSegment(&e.scratch, start)
	e.records = append(e.records, rec)
	return int(codes[stale].bits)
}

// planLost says of a row of the baseline that it is no longer in the view.
func (e *Encoder) planLost(old *held) (fixed int) {
	rec := record{state: hidden, since: old.tick, id: old.id, old: *old}
	if seen := e.sight.ended(old.id); seen != nil {
		rec.state = destroyed
		start := e.scratch.Len()
		writeCause(&e.scratch, seen.cause)
		rec.segment = endSegment(&e.scratch, start)
	}
	e.records = append(e.records, rec)
	return int(codes[stale].bits)
}

func (e *Encoder) planFresh(now *row.Row) {
	e.cur = *now
	e.cur.Restrict(e.code.public(now))
	start := e.scratch.Len()
	writeID(&e.scratch, now.ID)
	e.code.writeRow(&e.scratch, &e.cur)
	e.records = append(e.records, record{
		segment: endSegment(&e.scratch, start), state: fresh, own: e.owns(now),
		since: e.sight.since[now.ID.Index], id: now.ID, mask: e.cur.Mask,
	})
}

// planEnded adds what came and was destroyed since the baseline: a client that has
// one of the snapshots between would take it for hidden.
func (e *Encoder) planEnded(base *holding, tick uint32) {
	for i := range e.sight.ends {
		seen := &e.sight.ends[i]
		if seen.tick <= base.tick || seen.tick+Ring <= tick || base.find(seen.id) != nil {
			continue
		}
		start := e.scratch.Len()
		writeID(&e.scratch, seen.id)
		writeCause(&e.scratch, seen.cause)
		e.records = append(e.records, record{
			segment: endSegment(&e.scratch, start), state: ended, since: seen.tick, id: seen.id,
		})
	}
}

func (e *Encoder) owns(r *row.Row) bool { return e.own != 0 && r.Owner == e.own }

// isRow tells what carries values from what ends.
func (rec *record) isRow() bool { return rec.state == changed || rec.state == fresh }

// cost is what choosing the record adds to the fixed bits.
func (rec *record) cost() int {
	if rec.state >= fresh {
		return 1 + rec.segment.bits
	}
	return int(codes[rec.state].bits) - int(codes[stale].bits) + rec.segment.bits
}

// hold adds what the client has of the record's entity, if it has the snapshot.
func (rec *record) hold(s *holding, tick uint32) {
	switch {
	case rec.chosen && (rec.isRow() || rec.state == predicted):
		s.rows = append(s.rows, held{rec.id, rec.mask, tick})
	case !rec.chosen && rec.state < fresh:
		s.rows = append(s.rows, rec.old)
	}
}
