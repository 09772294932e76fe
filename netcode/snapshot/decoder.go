package snapshot

import (
	"fmt"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// Decoder reads one client's snapshots. Use NewDecoder, then SetBaseline.
type Decoder struct {
	code   rowCode
	full   row.Set
	ring   [Ring]row.Set
	held   [Ring]bool
	begun  bool // full is set
	newest uint32
	inbox  effectInbox

	// Scratch of one Decode.
	set     row.Set
	fresh   []row.Row
	effects []row.Effect
	pred    row.Row
	in      bits.Reader
}

// NewDecoder returns a decoder that holds nothing.
func NewDecoder(schema *row.Schema, tickRate uint32) *Decoder {
	return &Decoder{code: rowCode{schema, tickRate}}
}

// SetBaseline gives the decoder the full set that ParseFull read. Tell the server
// then. All snapshots decoded before are forgotten.
func (d *Decoder) SetBaseline(set *row.Set) {
	d.full.CopyFrom(set)
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
	switch at := tick % Ring; {
	case d.held[at] && d.ring[at].Tick == tick:
		return &d.ring[at]
	case d.begun && d.full.Tick == tick:
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
	case d.begun && tick <= d.full.Tick, d.held[at] && d.ring[at].Tick > tick:
		return nil, fmt.Errorf("%w: tick %d", ErrOld, tick)
	case d.held[at] && d.ring[at].Tick == tick:
		return &d.ring[at], nil
	}
	d.in.Reset(body)
	base := d.baseline(tick)
	if err := d.in.Err(); err != nil {
		return nil, fmt.Errorf("snapshot: tick %d: %w", tick, err)
	}
	if base == nil {
		return nil, fmt.Errorf("%w: tick %d", ErrNoBaseline, tick)
	}
	d.read(base, tick)
	if err := d.in.Close(); err != nil {
		return nil, fmt.Errorf("snapshot: tick %d: %w", tick, err)
	}
	d.ring[at], d.set = d.set, d.ring[at]
	d.held[at] = true
	d.newest = max(d.newest, tick)
	for i := range d.effects {
		d.inbox.add(&d.effects[i])
	}
	return &d.ring[at], nil
}

// baseline reads which set the snapshot of tick is coded against.
func (d *Decoder) baseline(tick uint32) *row.Set {
	back := uint32(d.in.Bits(backBits))
	if back == 0 {
		if named := uint32(d.in.Bits(32)); d.begun && named == d.full.Tick {
			return &d.full
		}
		return nil
	}
	if at := (tick - back) % Ring; back <= tick && d.held[at] && d.ring[at].Tick == tick-back {
		return &d.ring[at]
	}
	return nil
}

// read parses the rest of a body into the scratch; the reader keeps the error.
func (d *Decoder) read(base *row.Set, tick uint32) {
	r := &d.in
	d.set.Reset(tick)
	d.effects = d.effects[:0]
	for r.Bool() {
		if len(d.set.Gone) == maxEnds {
			r.Fail(ErrMalformed)
			break
		}
		d.set.Gone = append(d.set.Gone, row.Gone{ID: readID(r), Cause: readCause(r)})
	}
	d.fresh = d.code.readNew(r, tick, d.fresh[:0])
	fresh := d.fresh
	for i := range base.Rows {
		old := &base.Rows[i]
		for len(fresh) > 0 && fresh[0].ID.Index < old.ID.Index {
			d.set.Rows = append(d.set.Rows, fresh[0])
			fresh = fresh[1:]
		}
		stays := d.readRow(old, tick)
		if stays && len(fresh) > 0 && fresh[0].ID.Index == old.ID.Index {
			r.Fail(ErrMalformed)
		}
		if r.Err() != nil {
			return
		}
	}
	d.set.Rows = append(d.set.Rows, fresh...)
	for r.Bool() {
		if len(d.effects) == maxEffects {
			r.Fail(ErrMalformed)
			break
		}
		d.effects = append(d.effects, row.Effect{})
		readEffect(r, tick, &d.effects[len(d.effects)-1])
	}
}

// readRow reads what became of a row of the baseline, and reports whether it stays.
func (d *Decoder) readRow(old *row.Row, tick uint32) bool {
	switch d.readState() {
	case predicted:
		d.set.Rows = append(d.set.Rows, row.Row{})
		dst := &d.set.Rows[len(d.set.Rows)-1]
		d.code.schema.Extrapolate(dst, old, tick-old.Tick, d.code.tickRate)
		dst.Tick = tick
	case changed:
		d.code.schema.Extrapolate(&d.pred, old, tick-old.Tick, d.code.tickRate)
		d.set.Rows = append(d.set.Rows, row.Row{ID: old.ID, Tick: tick})
		d.code.readDelta(&d.in, old, &d.pred, &d.set.Rows[len(d.set.Rows)-1])
	case stale:
		d.set.Rows = append(d.set.Rows, *old)
	case destroyed:
		d.set.Gone = append(d.set.Gone, row.Gone{ID: old.ID, Cause: readCause(&d.in)})
		return false
	case hidden:
		return false
	}
	return true
}

// readState reads one of the codes.
func (d *Decoder) readState() state {
	for s := predicted; s < destroyed; s++ {
		if !d.in.Bool() {
			return s
		}
	}
	return destroyed
}
