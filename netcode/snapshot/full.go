package snapshot

import (
	"encoding/binary"
	"fmt"

	"hindsight/sim/row"
)

// AppendFull appends a set's rows, all true at set.Tick, for a reader that holds
// nothing: the first baseline, which travels on the reliable stream. Fields of
// audience Server are left out whatever the rows' masks say.
func AppendFull(b []byte, schema *row.Schema, set *row.Set) []byte {
	code := newRowCode(schema, 1)
	models := code.layout.fresh()
	var s symbols
	s.reset(models)
	for i := range set.Rows {
		r := set.Rows[i]
		r.Restrict(code.public(&r))
		s.bit(ctxList, true)
		writeID(&s, r.ID)
		code.writeRow(&s, &r)
	}
	s.bit(ctxList, false)
	w := writer{models: models}
	w.out.Reset(binary.LittleEndian.AppendUint32(b, set.Tick))
	w.copy(s.list)
	return w.out.Bytes()
}

// ParseFull reads what AppendFull wrote into dst. Bytes may come from anyone; after
// an error dst's content is undefined.
func ParseFull(b []byte, schema *row.Schema, dst *row.Set) error {
	if len(b) < 4 {
		return fmt.Errorf("%w: full baseline of %d bytes", ErrMalformed, len(b))
	}
	code := newRowCode(schema, 1)
	r := reader{models: code.layout.fresh()}
	r.in.Reset(b[4:])
	dst.Reset(binary.LittleEndian.Uint32(b))
	dst.Rows = code.readNew(&r, ctxList, dst.Tick, dst.Rows)
	if err := r.in.Close(); err != nil {
		return fmt.Errorf("%w: full baseline: %w", ErrMalformed, err)
	}
	return nil
}

// readNew appends a list of absolute rows in ascending order of index.
func (c *rowCode) readNew(r *reader, ctx int, tick uint32, rows []row.Row) []row.Row {
	for r.bit(ctx) {
		id := readID(r)
		if n := len(rows); n > 0 && rows[n-1].ID.Index >= id.Index {
			r.fail()
		}
		if r.bad() {
			break
		}
		rows = append(rows, row.Row{ID: id, Tick: tick})
		c.readRow(r, &rows[len(rows)-1])
	}
	return rows
}
