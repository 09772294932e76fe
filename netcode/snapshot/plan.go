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

// record is one entity of a snapshot in the making. Records are ordered by index; at
// one index the row of the baseline comes first. What is not chosen stays unsaid: a
// row of the baseline is stale then, another one missing.
type record struct {
	span
	state  state
	chosen bool
	price  int    // what choosing it adds, in 1/bits.CostUnit bits
	own    bool   // of the client's own player
	since  uint32 // tick since which the client's picture is wrong
	id     row.ID
	now    *row.Row // in the view, nil when it is not
	mask   uint32   // in the view
	old    held     // in the baseline
	then   held     // what the client holds if it is chosen and a row
}

// plan makes the records and returns what is spent whatever is chosen, in
// 1/bits.CostUnit bits.
func (e *Encoder) plan(base *holding, view *row.Set, h *History) (fixed int) {
	e.records, e.total = e.records[:0], 0
	e.symbols.reset(base.models)
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
	for _, ctx := range [...]int{ctxList, ctxList + 1, ctxEffect} {
		fixed += base.models[ctx].Cost(false)
	}
	return fixed
}

// add files a record whose symbols began at p.
func (e *Encoder) add(rec *record, p span) {
	rec.span = e.symbols.end(p)
	if rec.price = rec.span.cost; rec.state < fresh {
		rec.price += e.stateCost(&rec.old, rec.state) - e.stateCost(&rec.old, stale)
	}
	e.total += rec.price
}

func (e *Encoder) next() *record {
	if len(e.records) == cap(e.records) {
		e.records = append(e.records, record{})
	} else {
		e.records = e.records[:len(e.records)+1]
		e.records[len(e.records)-1] = record{}
	}
	return &e.records[len(e.records)-1]
}

// planKept compares what the client holds of a row, moved on, with the view.
func (e *Encoder) planKept(old *held, now *row.Row, tick uint32, h *History) (fixed int) {
	rec := e.next()
	cur := e.known(now, e.code.public(now), &e.cur)
	rec.state, rec.own, rec.since = changed, e.owns(now), old.tick
	rec.id, rec.now, rec.mask, rec.old = old.id, now, cur.Mask, *old
	rec.then = e.heldOf(cur, tick)
	known := h.Row(old.tick, old.id.Index)
	p := e.symbols.begin()
	if known == nil || known.ID != old.id || old.mask&^known.Mask != 0 {
		e.code.writeReset(&e.symbols, old.kind, cur)
		e.add(rec, p)
		return e.stateCost(old, stale)
	}
	d := &e.delta
	d.base, d.ticks = e.known(known, old.mask, &e.base), tick-old.tick
	e.code.predict(&d.pred, d.base, d.ticks, old.drag)
	if d.base.Kind == cur.Kind {
		rec.then.drag = e.code.learn(d.base, cur, d.ticks, old.drag)
	}
	if d.pred.Equal(cur) {
		rec.state, rec.chosen = predicted, true
		e.sight.waited[old.id.Index] = 0
		return e.stateCost(old, predicted)
	}
	e.code.writeDelta(&e.symbols, d, cur)
	e.add(rec, p)
	return e.stateCost(old, stale)
}

// known returns what of a row a mask leaves: the row, or a copy in scratch.
func (e *Encoder) known(r *row.Row, mask uint32, scratch *row.Row) *row.Row {
	if r.Mask&^mask == 0 {
		return r
	}
	*scratch = *r
	restrict(scratch, mask)
	return scratch
}

// heldOf is what a client knows that has a row of a tick.
func (e *Encoder) heldOf(r *row.Row, tick uint32) held {
	return held{id: r.ID, mask: r.Mask, tick: tick, kind: r.Kind, moves: e.code.moves(r)}
}

// planLost says of a row of the baseline that it is no longer in the view.
func (e *Encoder) planLost(old *held) (fixed int) {
	rec := e.next()
	rec.state, rec.since, rec.id, rec.old = hidden, old.tick, old.id, *old
	p := e.symbols.begin()
	if seen := e.sight.ended(old.id); seen != nil {
		rec.state = destroyed
		writeCause(&e.symbols, seen.cause)
	}
	e.add(rec, p)
	return e.stateCost(old, stale)
}

func (e *Encoder) planFresh(now *row.Row) {
	rec := e.next()
	e.cur = *now
	e.cur.Restrict(e.code.public(now))
	p := e.symbols.begin()
	e.symbols.bit(ctxList+1, true)
	writeID(&e.symbols, now.ID)
	e.code.writeRow(&e.symbols, &e.cur)
	rec.state, rec.own, rec.since = fresh, e.owns(now), e.sight.since[now.ID.Index]
	rec.id, rec.now, rec.mask = now.ID, now, e.cur.Mask
	rec.then = e.heldOf(&e.cur, e.last)
	e.add(rec, p)
}

// planEnded adds what came and was destroyed since the baseline: a client that has
// one of the snapshots between would take it for hidden.
func (e *Encoder) planEnded(base *holding, tick uint32) {
	for i := range e.sight.ends {
		seen := &e.sight.ends[i]
		if seen.tick <= base.tick || seen.tick+Ring <= tick || base.find(seen.id) != nil {
			continue
		}
		rec := e.next()
		p := e.symbols.begin()
		e.symbols.bit(ctxList, true)
		writeID(&e.symbols, seen.id)
		writeCause(&e.symbols, seen.cause)
		rec.state, rec.since, rec.id = ended, seen.tick, seen.id
		e.add(rec, p)
	}
}

func (e *Encoder) owns(r *row.Row) bool { return e.own != 0 && r.Owner == e.own }

// isRow tells what carries values from what ends.
func (rec *record) isRow() bool { return rec.state == changed || rec.state == fresh }

// stateCtx is where the flags are that say what became of a row of the baseline.
func (c *rowCode) stateCtx(kind row.Kind, moves, asBefore bool) int {
	set := 0
	if moves {
		set = 2
	}
	if asBefore {
		set++
	}
	return c.kind(kind).at + set*stateFlags
}

// stateCost is about what it costs to say what became of a row.
func (e *Encoder) stateCost(old *held, s state) (cost int) {
	ctx := e.code.stateCtx(old.kind, old.moves, s == predicted)
	for i := state(0); i < s && i < stateFlags; i++ {
		cost += e.symbols.models[ctx+int(i)].Cost(false)
	}
	if s < stateFlags {
		cost += e.symbols.models[ctx+int(s)].Cost(true)
	}
	return cost
}

// hold adds what the client has of the record's entity, if it has the snapshot.
func (rec *record) hold(s *holding) {
	switch {
	case rec.chosen && (rec.isRow() || rec.state == predicted):
		s.rows = append(s.rows, rec.then)
	case !rec.chosen && rec.state < fresh:
		s.rows = append(s.rows, rec.old)
	}
}
