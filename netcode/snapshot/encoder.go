package snapshot

import (
	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// Encoder writes one client's snapshots. It is the server's memory of what that
// client may hold. Use NewEncoder, then SetBaseline.
type Encoder struct {
	code   rowCode
	own    uint8
	window uint32 // of effects, in ticks

	full  holding
	sent  [Ring]holding
	acked uint32 // newest tick acknowledged since full, when hasAck
	last  uint32 // newest tick written or full

	hasAck bool
	sight  sight
	queue  effectQueue

	// Scratch of one Encode.
	records    []record
	order      []candidate
	scratch    bits.Writer
	scratchBuf []byte
	base, pred row.Row
	cur        row.Row
	out        bits.Writer
}

// NewEncoder returns the encoder for a client. Rows whose Owner is own are written
// before others; zero, a spectator's, owns nothing.
func NewEncoder(schema *row.Schema, tickRate uint32, own uint8) *Encoder {
	return &Encoder{code: rowCode{schema, tickRate}, own: own, window: effectWindow(tickRate)}
}

// SetBaseline says that the client has the full set of tick, which was written from
// view by AppendFull: call it when the client says so, and again with a further one
// for a client that begins anew. All snapshots sent before are forgotten.
func (e *Encoder) SetBaseline(tick uint32, view *row.Set) {
	e.full.reset(tick)
	for i := range view.Rows {
		r := &view.Rows[i]
		e.full.rows = append(e.full.rows, held{r.ID, e.code.public(r), tick})
	}
	for i := range e.sent {
		e.sent[i].used = false
	}
	e.hasAck, e.last = false, tick
	e.sight.ends = e.sight.ends[:0]
	e.sight.show(view)
}

// Perceive queues what the client's player perceived in a tick. Call it every tick,
// also when no snapshot is written. Each effect rides in snapshots until one that
// carried it is acknowledged, or until it is 500 ms old.
func (e *Encoder) Perceive(effects []row.Effect) { e.queue.push(effects) }

// Ack says that the client has decoded the snapshot of a tick. Ticks that were not
// sent, or are forgotten, change nothing; acknowledgements may come late, twice and
// in any order.
func (e *Encoder) Ack(tick uint32) {
	if !e.Sent(tick) {
		return
	}
	s := &e.sent[tick%Ring]
	e.queue.acknowledge(s.effects)
	s.effects = s.effects[:0]
	if !e.hasAck || tick > e.acked {
		e.acked, e.hasAck = tick, true
	}
}

// Sent reports whether a snapshot of tick was written and is remembered.
func (e *Encoder) Sent(tick uint32) bool {
	s := &e.sent[tick%Ring]
	return s.used && s.tick == tick
}

// Held returns the tick whose values of an entity the client holds, if it has the
// snapshot of tick (or the full baseline, if tick is its tick). ok is false when the
// entity was not in it, or when it is not remembered.
func (e *Encoder) Held(tick uint32, id row.ID) (valueTick uint32, ok bool) {
	s := &e.sent[tick%Ring]
	if !e.Sent(tick) {
		if s = &e.full; !s.used || s.tick != tick {
			return 0, false
		}
	}
	if r := s.find(id); r != nil {
		return r.tick, true
	}
	return 0, false
}

// baseline returns what a snapshot of tick is coded against.
func (e *Encoder) baseline(tick uint32) *holding {
	if e.hasAck && tick-e.acked <= maxBack {
		return &e.sent[e.acked%Ring]
	}
	return &e.full
}

// Encode appends the body of the snapshot of view.Tick to b. The body has at most
// budget bytes; if that is less than it takes to say of every row of the baseline
// that it is stale, 3 bits for each and 16 bytes, it says just that. h holds
// view.Tick; ticks ascend. The view is not kept.
//
// Who goes first when not all fits: ends and the own player's rows, within half of
// the room; then rows that the client would hold older than maxAge ticks, or has
// missed for so long, the oldest first; then those that gathered the most priority:
// a share for every snapshot they wait and more of it for larger changes. So where
// half of the room has place for c rows of those that wait, no row in a client's sets
// is older than maxAge + (n/c + 1 + flightYield) * d ticks, n the number of rows and d
// the most ticks between a snapshot and its baseline, as long as that is not the full
// one again.
func (e *Encoder) Encode(b []byte, view *row.Set, h *History, budget int) []byte {
	switch {
	case !e.full.used:
		panic("snapshot: Encode before SetBaseline")
	case view.Tick <= e.last:
		panic("snapshot: ticks encoded out of order")
	case !h.Has(view.Tick):
		panic("snapshot: history does not hold the tick to encode")
	}
	e.last = view.Tick
	e.sight.update(view, h)
	base := e.baseline(view.Tick)

	e.scratch.Reset(e.scratchBuf[:0])
	e.queue.prepare(view.Tick, e.window, &e.scratch)
	room := budget*8 - e.plan(base, view, h)
	forEffects := e.queue.choose(room / effectShare)
	room -= forEffects
	room -= e.choose(base, view.Tick, room)
	e.queue.choose(room)
	e.scratchBuf = e.scratch.Bytes()
	return e.write(b, base, view.Tick)
}

// write writes what was chosen and remembers it as sent.
func (e *Encoder) write(b []byte, base *holding, tick uint32) []byte {
	sent := &e.sent[tick%Ring]
	sent.reset(tick)
	w := &e.out
	w.Reset(b)
	if base == &e.full {
		w.Bits(0, backBits)
		w.Bits(uint64(base.tick), 32)
	} else {
		w.Bits(uint64(tick-base.tick), backBits)
	}
	e.writeList(w, ended)
	e.writeList(w, fresh)
	for i := range e.records {
		rec := &e.records[i]
		if rec.state < fresh {
			e.writeRecord(w, rec)
		}
		rec.hold(sent, tick)
	}
	for i := range e.queue.items {
		if it := &e.queue.items[i]; it.chosen {
			w.Bool(true)
			it.record.copyTo(w, e.scratchBuf)
			sent.effects = append(sent.effects, it.number)
		}
	}
	w.Bool(false)
	return w.Bytes()
}

func (e *Encoder) writeList(w *bits.Writer, s state) {
	for i := range e.records {
		if rec := &e.records[i]; rec.state == s && rec.chosen {
			w.Bool(true)
			rec.segment.copyTo(w, e.scratchBuf)
		}
	}
	w.Bool(false)
}

// writeRecord writes a row of the baseline.
func (e *Encoder) writeRecord(w *bits.Writer, rec *record) {
	s := rec.state
	if !rec.chosen {
		s = stale
	}
	w.Bits(uint64(codes[s].word), codes[s].bits)
	if rec.chosen {
		rec.segment.copyTo(w, e.scratchBuf)
	}
}
