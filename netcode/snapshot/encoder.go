package snapshot

import (
	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// Encoder writes one client's snapshots. It is the server's memory of what that
// client may hold. Use NewEncoder, then SetBaseline.
type Encoder struct {
	code   *rowCode
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
	records []record
	order   []candidate
	symbols symbols
	total   int // price of all records
	merger  merger
	delta   delta
	base    row.Row
	cur     row.Row
	place   place
	out     writer
}

// NewEncoder returns the encoder for a client. Rows whose Owner is own are written
// before others; zero, a spectator's, owns nothing.
func NewEncoder(schema *row.Schema, tickRate uint32, own uint8) *Encoder {
	return &Encoder{code: newRowCode(schema, tickRate), own: own, window: effectWindow(tickRate)}
}

// SetBaseline says that the client has the full set of tick, which was written from
// view by AppendFull: call it when the client says so, and again with a further one
// for a client that begins anew. All snapshots sent before are forgotten.
func (e *Encoder) SetBaseline(tick uint32, view *row.Set) {
	e.full.reset(tick)
	e.full.models = e.code.layout.fresh()
	for i := range view.Rows {
		e.cur = view.Rows[i]
		e.cur.Restrict(e.code.public(&view.Rows[i]))
		e.full.rows = append(e.full.rows, e.heldOf(&e.cur, tick))
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
func (e *Encoder) Perceive(effects []row.Effect) {
	e.queue.push(effects)
	e.sight.hurt(e.own, effects)
}

// Ack says that the client has decoded the snapshot of a tick. Ticks that were not
// sent, or are forgotten, change nothing; acknowledgements may come late, twice and
// in any order.
func (e *Encoder) Ack(tick uint32) {
	if !e.Sent(tick) {
		return
	}
	s := &e.sent[tick%Ring]
	s.acked = true
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
		return e.merger.merge(&e.sent[e.acked%Ring], &e.sent, tick, e.full.tick)
	}
	e.merger.extras = e.merger.extras[:0]
	return &e.full
}

// Encode appends the body of the snapshot of view.Tick to b. The body has at most
// budget bytes; if that is less than it takes to say of every row of the baseline
// that it is stale, about a bit for each and 64 bytes at most, it says just that. h
// holds view.Tick; ticks ascend. The view is not kept.
//
// Who goes first when not all fits: within half of the room ends, then the own player's
// rows, what is within reach of its entity or was hit by it in the last second, and
// what came to rest, each until the client is known to have it. Then rows that the
// client is not known to hold younger than maxAge ticks, the oldest first; then those
// that gathered the most priority: a share for every snapshot they wait, more of it for
// larger changes, near entities and other players. So where half of the room has place
// for c rows of those that wait, no row in a client's sets is older than
// maxAge + (n/c + 1 + flightYield) * d ticks, n the number of rows and d the most ticks
// between a snapshot and its baseline, as long as that is not the full one again.
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

	fixed := e.plan(base, view, h)
	e.queue.prepare(view.Tick, e.window, &e.symbols)
	return e.fit(b, base, view, budget, fixed)
}

// fit chooses and writes. What bits cost is known about before they are written, so
// sometimes it takes another turn with less.
func (e *Encoder) fit(b []byte, base *holding, view *row.Set, budget, fixed int) []byte {
	room := (budget*8-e.headBits(base))*bits.CostUnit - fixed - (budget/16+8)*bits.CostUnit
	ranked := false
	for {
		left := room - e.queue.choose(room/effectShare)
		used := e.total
		if used <= left {
			e.chooseAll()
		} else {
			if !ranked {
				e.rank(base, view)
				ranked = true
			}
			used = e.choose(left)
		}
		left -= used
		left -= e.queue.choose(left)
		out := e.write(b, base, view.Tick)
		over := len(out) - len(b) - budget
		if over <= 0 || used == 0 && e.queue.chosen == 0 {
			e.settle(view.Tick)
			return out
		}
		room = min(room, room-left) - (over*8+32)*bits.CostUnit
		e.unchoose()
	}
}

// headBits is the size of what stands before the coded bits.
func (e *Encoder) headBits(base *holding) int {
	n := 8
	if base == &e.full {
		n += 32
	}
	if k := len(e.merger.extras); k > 0 {
		n += extraBits + k*offsetBits + 7
	}
	return n
}

// write writes what was chosen and remembers it as sent.
func (e *Encoder) write(b []byte, base *holding, tick uint32) []byte {
	sent := &e.sent[tick%Ring]
	sent.reset(tick)
	sent.models = append(sent.models[:0], base.models...)
	w := &e.out
	w.models = sent.models
	w.out.Reset(e.writeHead(b, base, tick))
	e.writeList(w, ctxList, ended)
	e.writeList(w, ctxList+1, fresh)
	sent.whole = true
	asBefore := true
	for i := range e.records {
		rec := &e.records[i]
		if rec.state < fresh {
			s := rec.state
			if !rec.chosen {
				s = stale
			}
			w.state(e.code.stateCtx(rec.old.kind, rec.old.moves, asBefore), s)
			if asBefore = s == predicted; rec.chosen {
				w.copy(e.symbols.list[rec.from:rec.to])
			}
		}
		sent.whole = sent.whole && rec.chosen
		rec.hold(sent)
	}
	for i := range e.queue.items {
		if it := &e.queue.items[i]; it.chosen {
			w.copy(e.symbols.list[it.record.from:it.record.to])
			sent.effects = append(sent.effects, it.number)
		}
	}
	w.bit(ctxEffect, false)
	return w.out.Bytes()
}

func (e *Encoder) writeHead(b []byte, base *holding, tick uint32) []byte {
	var w bits.Writer
	w.Reset(b)
	if base == &e.full {
		w.Bits(0, backBits)
	} else {
		w.Bits(uint64(tick-base.tick), backBits)
	}
	w.Bool(len(e.merger.extras) > 0)
	w.Align()
	if base == &e.full {
		w.Bits(uint64(base.tick), 32)
	}
	if n := len(e.merger.extras); n > 0 {
		w.Bits(uint64(n), extraBits)
		for _, back := range e.merger.extras {
			w.Bits(uint64(back), offsetBits)
		}
	}
	return w.Bytes()
}

func (e *Encoder) writeList(w *writer, ctx int, s state) {
	for i := range e.records {
		if rec := &e.records[i]; rec.state == s && rec.chosen {
			w.copy(e.symbols.list[rec.from:rec.to])
		}
	}
	w.bit(ctx, false)
}

// state writes what became of a row of the baseline.
func (w *writer) state(ctx int, s state) {
	for i := range s {
		w.bit(ctx+int(i), false)
	}
	if s < stateFlags {
		w.bit(ctx+int(s), true)
	}
}
