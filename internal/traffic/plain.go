package traffic

import (
	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// Plain is the packing to compare with: a bit for each body that changed, a bit for
// each of its fields that did, and the difference in the shortest of four widths, which
// are the best for each field among those that divide its width evenly.
type Plain struct {
	schema *row.Schema
	// Predict codes the difference from where the schema says that the body went,
	// instead of the difference from where it was.
	Predict bool
	w       bits.Writer
}

// NewPlain returns a packer of the set's rows.
func NewPlain(schema *row.Schema, predict bool) *Plain {
	return &Plain{schema: schema, Predict: predict}
}

// Append packs now for a reader that has was.
func (p *Plain) Append(b []byte, was, now *row.Set) []byte {
	p.w.Reset(b)
	p.w.Bits(uint64(now.Tick-was.Tick), 6)
	var from row.Row
	for i := range now.Rows {
		if from = was.Rows[i]; p.Predict {
			p.schema.Extrapolate(&from, &was.Rows[i], now.Tick-was.Tick, Rate)
		}
		p.row(&from, &now.Rows[i])
	}
	return p.w.Bytes()
}

func (p *Plain) row(from, to *row.Row) {
	p.w.Bool(from.Fields != to.Fields)
	if from.Fields == to.Fields {
		return
	}
	for i, f := range p.schema.Kinds[0].Fields {
		d := short(int64(to.Fields[i])-int64(from.Fields[i]), f.Bits)
		p.w.Bool(d != 0)
		if d == 0 {
			continue
		}
		widths := [...]uint{uint(f.Bits) * 1 / 5, uint(f.Bits) * 2 / 5, uint(f.Bits) * 3 / 5, uint(f.Bits)}
		for k, width := range widths {
			if short(d, uint8(width)) == d || k == len(widths)-1 {
				p.w.Bits(uint64(k), 2)
				p.w.Signed(d, width)
				break
			}
		}
	}
}

// short reads the low bits of v as two's complement: the short way round.
func short(v int64, width uint8) int64 { return v << (64 - width) >> (64 - width) }
