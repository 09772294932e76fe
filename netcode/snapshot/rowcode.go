package snapshot

import (
	"fmt"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// rowCode is how the rows of a schema are written. Absolute rows stand alone;
// deltas are residuals against what the reader holds, extrapolated.
type rowCode struct {
	schema   *row.Schema
	tickRate uint32
}

// public clears what never leaves the server, whatever the view says.
func (c rowCode) public(r *row.Row) uint32 {
	if c.schema.Spec(r.Kind) == nil {
		panic(fmt.Sprintf("snapshot: row of kind %d, which the schema has not", r.Kind))
	}
	return r.Mask & c.schema.Mask(r.Kind, row.Owner)
}

func (c rowCode) writeRow(w *bits.Writer, r *row.Row) {
	w.Bits(uint64(r.Kind), kindBits)
	writeOwner(w, r.Owner)
	c.writeMask(w, r)
	for i, f := range c.schema.Spec(r.Kind).Fields {
		if r.Mask&(1<<i) != 0 {
			writeValue(w, f, r.Fields[i])
		}
	}
}

// readRow reads all of a row but its id and tick.
func (c rowCode) readRow(r *bits.Reader, dst *row.Row) {
	dst.Kind = row.Kind(r.Bits(kindBits))
	spec := c.schema.Spec(dst.Kind)
	if spec == nil {
		r.Fail(ErrMalformed)
		return
	}
	dst.Owner = readOwner(r)
	dst.Mask = c.readMask(r, dst.Kind)
	dst.Fields = [row.MaxFields]int32{}
	for i, f := range spec.Fields {
		if dst.Mask&(1<<i) != 0 {
			dst.Fields[i] = readValue(r, f)
		}
	}
}

// writeDelta writes cur for a reader that holds base, which extrapolates to pred.
func (c rowCode) writeDelta(w *bits.Writer, base, pred, cur *row.Row) {
	if plain := base.Kind == cur.Kind && base.Owner == cur.Owner && base.Mask == cur.Mask; plain {
		w.Bool(false)
	} else {
		w.Bool(true)
		w.Bool(base.Kind != cur.Kind)
		if base.Kind != cur.Kind {
			c.writeRow(w, cur)
			return
		}
		writeOwner(w, cur.Owner)
		c.writeMask(w, cur)
	}
	for i, f := range c.schema.Spec(cur.Kind).Fields {
		switch bit := uint32(1) << i; {
		case cur.Mask&bit == 0:
		case base.Mask&bit == 0:
			writeValue(w, f, cur.Fields[i])
		default:
			writeResidual(w, f, pred.Fields[i], cur.Fields[i])
		}
	}
}

// writeReset writes cur for a reader whose row cannot be a base.
func (c rowCode) writeReset(w *bits.Writer, cur *row.Row) {
	w.Bits(3, 2)
	c.writeRow(w, cur)
}

// readDelta reads what writeDelta and writeReset write. dst has the id.
func (c rowCode) readDelta(r *bits.Reader, base, pred, dst *row.Row) {
	dst.Kind, dst.Owner, dst.Mask = base.Kind, base.Owner, base.Mask
	if r.Bool() {
		if r.Bool() {
			c.readRow(r, dst)
			return
		}
		dst.Owner = readOwner(r)
		dst.Mask = c.readMask(r, dst.Kind)
	}
	dst.Fields = [row.MaxFields]int32{}
	for i, f := range c.schema.Spec(dst.Kind).Fields {
		switch bit := uint32(1) << i; {
		case dst.Mask&bit == 0:
		case base.Mask&bit == 0:
			dst.Fields[i] = readValue(r, f)
		default:
			dst.Fields[i] = readResidual(r, f, pred.Fields[i])
		}
	}
}

func writeOwner(w *bits.Writer, owner uint8) {
	w.Bool(owner != 0)
	if owner != 0 {
		w.Bits(uint64(owner), 8)
	}
}

func readOwner(r *bits.Reader) uint8 {
	if !r.Bool() {
		return 0
	}
	return uint8(r.Bits(8))
}

// writeMask has short words for what a stranger and an owner see.
func (c rowCode) writeMask(w *bits.Writer, r *row.Row) {
	switch r.Mask {
	case c.schema.Mask(r.Kind, row.Viewer):
		w.Bits(0, 1)
	case c.schema.Mask(r.Kind, row.Owner):
		w.Bits(1, 2)
	default:
		w.Bits(3, 2)
		w.Bits(uint64(r.Mask), uint(len(c.schema.Spec(r.Kind).Fields)))
	}
}

func (c rowCode) readMask(r *bits.Reader, k row.Kind) uint32 {
	if !r.Bool() {
		return c.schema.Mask(k, row.Viewer)
	}
	if !r.Bool() {
		return c.schema.Mask(k, row.Owner)
	}
	mask := uint32(r.Bits(uint(len(c.schema.Spec(k).Fields))))
	if mask&^c.schema.Mask(k, row.Owner) != 0 {
		r.Fail(ErrMalformed)
		return 0
	}
	return mask
}

// writeValue writes a field as it is; zeros are many.
func writeValue(w *bits.Writer, f row.Field, v int32) {
	mustFit(f, v)
	w.Bool(v != 0)
	if v != 0 {
		w.Bits(uint64(uint32(v))&(1<<f.Bits-1), uint(f.Bits))
	}
}

func readValue(r *bits.Reader, f row.Field) int32 {
	if !r.Bool() {
		return 0
	}
	return inField(r, f, int64(r.Bits(uint(f.Bits))))
}

// writeResidual writes one bit when the prediction came true. Else the way from it,
// the short way round where the field's numbers wrap.
func writeResidual(w *bits.Writer, f row.Field, pred, v int32) {
	mustFit(f, v)
	d := signed(int64(v)-int64(pred), f.Bits)
	w.Bool(d != 0)
	if d != 0 {
		w.ExpGolomb(bits.ZigZag(d)-1, residualOrder(f))
	}
}

func readResidual(r *bits.Reader, f row.Field, pred int32) int32 {
	if !r.Bool() {
		return pred
	}
	g := r.ExpGolomb(residualOrder(f))
	if g >= 1<<f.Bits {
		r.Fail(ErrMalformed)
		return 0
	}
	return inField(r, f, int64(pred)+bits.UnZigZag(g+1))
}

// residualOrder is the code's order: wide fields have wide residuals.
func residualOrder(f row.Field) uint { return uint(f.Bits) / 3 }

// inField wraps v into the field's bits and refuses what Range excludes.
func inField(r *bits.Reader, f row.Field, v int64) int32 {
	if f.Signed {
		return int32(signed(v, f.Bits))
	}
	v &= 1<<f.Bits - 1
	if _, hi := f.Range(); v > hi {
		r.Fail(ErrMalformed)
		return 0
	}
	return int32(v)
}

// signed reads the low bits of v as two's complement.
func signed(v int64, width uint8) int64 {
	shift := 64 - width
	return v << shift >> shift
}

func mustFit(f row.Field, v int32) {
	if lo, hi := f.Range(); int64(v) < lo || int64(v) > hi {
		panic(fmt.Sprintf("snapshot: field %s is %d, which does not fit %d bits", f.Name, v, f.Bits))
	}
}
