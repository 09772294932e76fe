package snapshot

import (
	"fmt"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// Decoder reads one client's snapshots. Use NewDecoder, then SetBaseline.
type Decoder struct {
	code   *rowCode
	full   decoded
	ring   [Ring]decoded
	held   [Ring]bool
	begun  bool // full is set
	newest uint32
	inbox  effectInbox

	// Scratch of one Decode.
	next    decoded
	slots   [row.MaxRows]baseRow
	base    []baseRow
	fresh   []row.Row
	effects []row.Effect
	delta   delta
	in      reader
}

// decoded is a set, and what belongs to it beside its rows.
type decoded struct {
	set    row.Set
	drags  []drag // of each row
	models models
}

// baseRow is a row of the baseline.
type baseRow struct {
	row  *row.Row
	drag drag
}

func (d *decoded) add(r *row.Row, of drag) {
	d.set.Rows = append(d.set.Rows, *r)
	d.drags = append(d.drags, of)
}

// NewDecoder returns a decoder that holds nothing.
func NewDecoder(schema *row.Schema, tickRate uint32) *Decoder {
	return &Decoder{code: newRowCode(schema, tickRate)}
}

// SetBaseline gives the decoder the full set that ParseFull read. Tell the server
// then. All snapshots decoded before are forgotten.
func (d *Decoder) SetBaseline(set *row.Set) {
	d.full.set.CopyFrom(set)
	d.full.drags = append(d.full.drags[:0], make([]drag, len(set.Rows))...)
	d.full.models = d.code.layout.fresh()
	d.held = [Ring]bool{}
	d.newest, d.begun = set.Tick, true
}

// Set returns the set of a tick, the full baseline included, nil when it is not held.
// It is good until a set Ring ticks later is decoded.
//
// Its rows are true at Set.Tick, or at their own older Tick when they did not fit.
// Gone names what was destroyed since the baseline of the snapshot, so an end stands
// in several sets. What is in neither is hidden. Effects is empty: see Effects.
func (d *Decoder) Set(tick uint32) *row.Set {
	if k := d.find(tick); k != nil {
		return &k.set
	}
	return nil
}

func (d *Decoder) find(tick uint32) *decoded {
	switch at := tick % Ring; {
	case d.held[at] && d.ring[at].set.Tick == tick:
		return &d.ring[at]
	case d.begun && d.full.set.Tick == tick:
		return &d.full
	}
	return nil
}

// Newest returns the newest tick held, zero for none.
func (d *Decoder) Newest() uint32 { return d.newest }

// Effects appends to dst the effects that arrived since the last call, each one only
// once, in order of tick. One that a late packet brought may be older than what an
// earlier call returned.
func (d *Decoder) Effects(dst []row.Effect) []row.Effect { return d.inbox.take(dst) }

// Decode reads the body of the snapshot of tick and keeps its set. A body of a tick
// that is held already is not looked at. The body may come from anyone: on an error
// nothing changes, and the packet must not be acknowledged, or the server would take
// for a baseline what is not held here.
func (d *Decoder) Decode(body []byte, tick uint32) (*row.Set, error) {
	at := tick % Ring
	switch {
	case d.begun && tick <= d.full.set.Tick, d.held[at] && d.ring[at].set.Tick > tick:
		return nil, fmt.Errorf("%w: tick %d", ErrOld, tick)
	case d.held[at] && d.ring[at].set.Tick == tick:
		return &d.ring[at].set, nil
	}
	rest, err := d.baseline(body, tick)
	if err != nil {
		return nil, err
	}
	d.in.in.Reset(rest)
	d.read(tick)
	if err := d.in.in.Close(); err != nil {
		return nil, fmt.Errorf("%w: tick %d: %w", ErrMalformed, tick, err)
	}
	d.ring[at], d.next = d.next, d.ring[at]
	d.held[at] = true
	d.newest = max(d.newest, tick)
	for i := range d.effects {
		d.inbox.add(&d.effects[i])
	}
	return &d.ring[at].set, nil
}

// baseline reads which sets the snapshot of tick is coded against, joins their rows,
// and returns what follows.
func (d *Decoder) baseline(body []byte, tick uint32) (rest []byte, err error) {
	var r bits.Reader
	r.Reset(body)
	back := uint32(r.Bits(backBits))
	more := r.Bool()
	r.Align()
	first := tick - back
	if back == 0 {
		first = uint32(r.Bits(32))
	}
	extras := uint64(0)
	if more {
		if extras = r.Bits(extraBits); extras == 0 || back == 0 {
			r.Fail(bits.ErrRange)
		}
	}
	base := d.find(first)
	if back > tick || base == nil || (back == 0) != (base == &d.full) {
		base = nil
	}
	joined := base != nil && r.Err() == nil
	if joined {
		d.begin(base, extras > 0)
	}
	for range extras {
		t := first - uint32(r.Bits(offsetBits))
		if k := d.find(t); k == nil || k == &d.full || t >= first {
			joined = false
		} else if joined {
			d.join(k)
		}
	}
	rest = r.Rest()
	switch {
	case r.Err() != nil:
		return nil, fmt.Errorf("%w: tick %d: %w", ErrMalformed, tick, r.Err())
	case !joined:
		return nil, fmt.Errorf("%w: tick %d", ErrNoBaseline, tick)
	}
	if extras > 0 {
		d.collect()
	}
	return rest, nil
}

// begin takes the rows of the baseline, apart by index when others are to join.
func (d *Decoder) begin(base *decoded, apart bool) {
	d.next.models = append(d.next.models[:0], base.models...)
	d.in.models = d.next.models
	d.base = d.base[:0]
	if apart {
		d.slots = [row.MaxRows]baseRow{}
	}
	for i := range base.set.Rows {
		r := &base.set.Rows[i]
		if apart {
			d.slots[r.ID.Index] = baseRow{r, base.drags[i]}
		} else {
			d.base = append(d.base, baseRow{r, base.drags[i]})
		}
	}
}

// join adds what a snapshot itself said, where it is newer.
func (d *Decoder) join(k *decoded) {
	for i := range k.set.Rows {
		r := &k.set.Rows[i]
		if at := &d.slots[r.ID.Index]; r.Tick == k.set.Tick && (at.row == nil || at.row.Tick < r.Tick) {
			*at = baseRow{r, k.drags[i]}
		}
	}
}

func (d *Decoder) collect() {
	for i := range d.slots {
		if d.slots[i].row != nil {
			d.base = append(d.base, d.slots[i])
		}
	}
}

// read parses the rest of a body into the scratch; the reader keeps the error.
func (d *Decoder) read(tick uint32) {
	r, set := &d.in, &d.next.set
	set.Reset(tick)
	d.next.drags = d.next.drags[:0]
	d.effects = d.effects[:0]
	for r.bit(ctxList) {
		if len(set.Gone) == maxEnds {
			r.fail()
			break
		}
		set.Gone = append(set.Gone, row.Gone{ID: readID(r), Cause: readCause(r)})
	}
	d.fresh = d.code.readNew(r, ctxList+1, tick, d.fresh[:0])
	fresh := d.fresh
	asBefore := true
	for i := range d.base {
		old := &d.base[i]
		for len(fresh) > 0 && fresh[0].ID.Index < old.row.ID.Index {
			d.next.add(&fresh[0], drag{})
			fresh = fresh[1:]
		}
		s := r.state(d.code.stateCtx(old.row.Kind, d.code.moves(old.row), asBefore))
		asBefore = s == predicted
		d.readRow(old, s, tick)
		if s <= stale && len(fresh) > 0 && fresh[0].ID.Index == old.row.ID.Index {
			r.fail()
		}
		if r.bad() {
			return
		}
	}
	for i := range fresh {
		d.next.add(&fresh[i], drag{})
	}
	for r.bit(ctxEffect) {
		if len(d.effects) == maxEffects {
			r.fail()
			break
		}
		d.effects = append(d.effects, row.Effect{})
		readEffect(r, tick, &d.effects[len(d.effects)-1])
	}
}

// readRow reads what a row of the baseline became.
func (d *Decoder) readRow(old *baseRow, s state, tick uint32) {
	next := &d.next
	switch s {
	case stale:
		next.add(old.row, old.drag)
		return
	case destroyed:
		next.set.Gone = append(next.set.Gone, row.Gone{ID: old.row.ID, Cause: readCause(&d.in)})
		return
	case hidden:
		return
	}
	t := &d.delta
	t.ticks = tick - old.row.Tick
	if s == predicted {
		next.set.Rows = append(next.set.Rows, row.Row{})
		dst := &next.set.Rows[len(next.set.Rows)-1]
		d.code.predict(dst, old.row, t.ticks, old.drag)
		dst.Tick = tick
		next.drags = append(next.drags, d.code.learn(old.row, dst, t.ticks, old.drag))
		return
	}
	t.base = old.row
	d.code.predict(&t.pred, t.base, t.ticks, old.drag)
	next.set.Rows = append(next.set.Rows, row.Row{ID: old.row.ID, Tick: tick})
	dst := &next.set.Rows[len(next.set.Rows)-1]
	of := drag{}
	if d.code.readDelta(&d.in, t, dst) && !d.in.bad() {
		of = d.code.learn(old.row, dst, t.ticks, old.drag)
	}
	next.drags = append(next.drags, of)
}

// state reads what became of a row of the baseline.
func (r *reader) state(ctx int) state {
	for s := predicted; s < destroyed; s++ {
		if r.bit(ctx + int(s)) {
			return s
		}
	}
	return destroyed
}
