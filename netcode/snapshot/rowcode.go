package snapshot

import (
	"fmt"
	"math/bits"

	"hindsight/sim/row"
)

// rowCode is how the rows of a schema are written. Absolute rows stand alone;
// deltas are residuals against what the reader holds, moved on to the same tick.
type rowCode struct {
	schema   *row.Schema
	tickRate uint32
	perTick  int64 // 1<<32 / tickRate
	layout   *layout
}

func newRowCode(schema *row.Schema, tickRate uint32) *rowCode {
	return &rowCode{schema, tickRate, 1 << 32 / int64(tickRate), newLayout(schema)}
}

func (c *rowCode) kind(k row.Kind) *kindCode { return &c.layout.kinds[k-1] }

// public clears what never leaves the server, whatever the view says.
func (c *rowCode) public(r *row.Row) uint32 {
	if c.schema.Spec(r.Kind) == nil {
		panic(fmt.Sprintf("snapshot: row of kind %d, which the schema has not", r.Kind))
	}
	return r.Mask & c.kind(r.Kind).public
}

// restrict is r.Restrict(mask), for masks that take away little.
func restrict(r *row.Row, mask uint32) {
	for gone := r.Mask &^ mask; gone != 0; gone &= gone - 1 {
		r.Fields[bits.TrailingZeros32(gone)] = 0
	}
	r.Mask &= mask
}

func (c *rowCode) writeRow(w *symbols, r *row.Row) {
	w.raw(uint64(r.Kind), kindBits)
	writeOwner(w, r.Owner)
	c.writeMask(w, r)
	for i := range c.kind(r.Kind).fields {
		if f := &c.kind(r.Kind).fields[i]; r.Mask&(1<<f.index) != 0 {
			writeValue(w, f, r.Fields[f.index])
		}
	}
}

// readRow reads all of a row but its id and tick.
func (c *rowCode) readRow(r *reader, dst *row.Row) {
	dst.Kind = row.Kind(r.raw(kindBits))
	if c.schema.Spec(dst.Kind) == nil {
		r.fail()
		return
	}
	dst.Owner = readOwner(r)
	dst.Mask = c.readMask(r, dst.Kind)
	dst.Fields = [row.MaxFields]int32{}
	for i := range c.kind(dst.Kind).fields {
		if f := &c.kind(dst.Kind).fields[i]; dst.Mask&(1<<f.index) != 0 {
			dst.Fields[f.index] = readValue(r, f)
		}
	}
}

// delta is what the residuals of a row are coded against: what the reader holds, and
// what that becomes until now.
type delta struct {
	base  *row.Row
	pred  row.Row
	ticks uint32
	more  [row.MaxFields]int32 // by which rates are greater than foretold
	after [row.Server + 1]int  // of a class of fields: the last one was not zero
	size  int                  // of the last motion's residual in bits, -1 before the first
}

func (d *delta) begin() {
	d.more = [row.MaxFields]int32{}
	d.after = [row.Server + 1]int{}
	d.size = -1
}

// writeDelta writes cur for a reader that holds d.base.
func (c *rowCode) writeDelta(w *symbols, d *delta, cur *row.Row) {
	kind := c.kind(d.base.Kind)
	plain := d.base.Kind == cur.Kind && d.base.Owner == cur.Owner && d.base.Mask == cur.Mask
	w.bit(kind.at+ctxPlain, plain)
	if !plain {
		w.raw(b2u(d.base.Kind != cur.Kind), 1)
		if d.base.Kind != cur.Kind {
			c.writeRow(w, cur)
			return
		}
		writeOwner(w, cur.Owner)
		c.writeMask(w, cur)
	}
	d.begin()
	known := d.base.Mask & cur.Mask
	rests := false
	if rates := kind.rates & known; rates != 0 {
		rests = kind.rests(cur, rates)
		w.bit(kind.at+ctxRest+int(b2u(kind.rests(d.base, rates))), rests)
	}
	for i := range kind.fields {
		f := &kind.fields[i]
		switch bit := uint32(1) << f.index; {
		case cur.Mask&bit == 0:
		case known&bit == 0:
			writeValue(w, f, cur.Fields[f.index])
		case rests && f.isRate:
			d.more[f.index] = -d.pred.Fields[f.index]
		default:
			v := cur.Fields[f.index]
			mustFit(f, v)
			bucket, omen := d.context(f)
			res := residual(f, c.expect(f, d), v)
			w.number(f.number, bucket, d.after[class(f)], omen, res)
			d.note(f, res)
		}
	}
}

// writeReset writes cur for a reader whose row, of kind k, cannot be a base.
func (c *rowCode) writeReset(w *symbols, k row.Kind, cur *row.Row) {
	w.bit(c.kind(k).at+ctxPlain, false)
	w.raw(1, 1)
	c.writeRow(w, cur)
}

// readDelta reads what writeDelta and writeReset write. dst has the id. It reports
// whether the base had a part in it.
func (c *rowCode) readDelta(r *reader, d *delta, dst *row.Row) (based bool) {
	kind := c.kind(d.base.Kind)
	dst.Kind, dst.Owner, dst.Mask = d.base.Kind, d.base.Owner, d.base.Mask
	if !r.bit(kind.at + ctxPlain) {
		if r.raw(1) == 1 {
			c.readRow(r, dst)
			return false
		}
		dst.Owner = readOwner(r)
		dst.Mask = c.readMask(r, dst.Kind)
	}
	d.begin()
	known := d.base.Mask & dst.Mask
	rests := false
	if rates := kind.rates & known; rates != 0 {
		rests = r.bit(kind.at + ctxRest + int(b2u(kind.rests(d.base, rates))))
	}
	for i := range kind.fields {
		f := &kind.fields[i]
		switch bit := uint32(1) << f.index; {
		case dst.Mask&bit == 0:
		case known&bit == 0:
			dst.Fields[f.index] = readValue(r, f)
		case rests && f.isRate:
			d.more[f.index] = -d.pred.Fields[f.index]
		default:
			bucket, omen := d.context(f)
			res := r.number(f.number, bucket, d.after[class(f)], omen)
			d.note(f, res)
			dst.Fields[f.index] = inField(r, f, c.expect(f, d)+int64(res))
		}
	}
	return true
}

// rests reports whether none of some rates is other than zero.
func (k *kindCode) rests(r *row.Row, rates uint32) bool {
	for _, m := range k.moving {
		if rates&(1<<m.rate) != 0 && r.Fields[m.rate] != 0 {
			return false
		}
	}
	return true
}

// Classes of fields whose changes go together.
func class(f *fieldCode) int {
	switch {
	case f.isRate:
		return 0
	case f.rate >= 0:
		return 1
	}
	return 2
}

// expect returns where a field is foretold to be, now that its rate is known.
func (c *rowCode) expect(f *fieldCode, d *delta) int64 {
	v := int64(d.pred.Fields[f.index])
	if f.rate >= 0 && d.more[f.rate] != 0 {
		v += c.bend(d.more[f.rate], d.ticks)
	}
	return v
}

// context chooses among a field's contexts by what is known already: of what moves by
// how much its rate was, of others by how large the one before was.
func (d *delta) context(f *fieldCode) (bucket, omen int) {
	switch {
	case f.isRate:
		v := d.pred.Fields[f.index]
		switch {
		case v > 0:
			omen = 2
		case v < 0:
			omen = 1
		}
		if size := d.size; size >= 0 {
			return 3 + min((size+3)/4, motionBuckets-4), omen
		}
		return min(sizeOf(uint32(max(v, -v)))/6, 2), omen
	case f.rate >= 0:
		more := int64(d.more[f.rate])
		if more > 0 {
			omen = 1
		} else if more < 0 {
			omen, more = 2, -more
		}
		if more == 0 {
			return 0, omen
		}
		return 1 + min((sizeOf(uint32(more*int64(d.ticks)>>10))+1)/2, motionBuckets-2), omen
	case f.number.buckets > 1:
		return min((d.size+4)/3, motionBuckets-1), 0
	}
	return 0, 0
}

// note remembers a residual for the fields behind it.
func (d *delta) note(f *fieldCode, res int32) {
	if f.isRate {
		d.more[f.index] = res
	}
	if f.number.buckets > 1 {
		d.size = sizeOf(uint32(max(res, -res)))
	}
	d.after[class(f)] = int(b2u(res != 0))
}

func b2u(v bool) uint64 {
	if v {
		return 1
	}
	return 0
}

func writeOwner(w *symbols, owner uint8) {
	w.bit(ctxOwner, owner != 0)
	if owner != 0 {
		w.raw(uint64(owner), 8)
	}
}

func readOwner(r *reader) uint8 {
	if !r.bit(ctxOwner) {
		return 0
	}
	return uint8(r.raw(8))
}

// writeMask has short words for what a stranger and an owner see.
func (c *rowCode) writeMask(w *symbols, r *row.Row) {
	stranger := r.Mask == c.schema.Mask(r.Kind, row.Viewer)
	w.bit(ctxMask, stranger)
	if stranger {
		return
	}
	owner := r.Mask == c.schema.Mask(r.Kind, row.Owner)
	w.bit(ctxMask+1, owner)
	if !owner {
		w.raw(uint64(r.Mask), uint(len(c.kind(r.Kind).fields)))
	}
}

func (c *rowCode) readMask(r *reader, k row.Kind) uint32 {
	if r.bit(ctxMask) {
		return c.schema.Mask(k, row.Viewer)
	}
	if r.bit(ctxMask + 1) {
		return c.schema.Mask(k, row.Owner)
	}
	mask := uint32(r.raw(uint(len(c.kind(k).fields))))
	if mask&^c.kind(k).public != 0 {
		r.fail()
		return 0
	}
	return mask
}

// writeValue writes a field as it is; zeros are many.
func writeValue(w *symbols, f *fieldCode, v int32) {
	mustFit(f, v)
	w.bit(int(f.nonzero), v != 0)
	if v != 0 {
		w.raw(uint64(uint32(v))&(1<<f.Bits-1), uint(f.Bits))
	}
}

func readValue(r *reader, f *fieldCode) int32 {
	if !r.bit(int(f.nonzero)) {
		return 0
	}
	return inField(r, f, int64(r.raw(uint(f.Bits))))
}

// residual is the way from what is foretold, the short one where the field's numbers
// wrap.
func residual(f *fieldCode, pred int64, v int32) int32 {
	return int32(signed(int64(v)-pred, f.Bits))
}

// inField wraps v into the field's bits and refuses what Range excludes.
func inField(r *reader, f *fieldCode, v int64) int32 {
	if f.Signed {
		return int32(signed(v, f.Bits))
	}
	v &= 1<<f.Bits - 1
	if v > f.hi {
		r.fail()
		return 0
	}
	return int32(v)
}

// signed reads the low bits of v as two's complement.
func signed(v int64, width uint8) int64 {
	shift := 64 - width
	return v << shift >> shift
}

func mustFit(f *fieldCode, v int32) {
	if int64(v) < f.lo || int64(v) > f.hi {
		panic(fmt.Sprintf("snapshot: field %s is %d, which does not fit %d bits", f.Name, v, f.Bits))
	}
}
