package snapshot

import (
	"fmt"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// AppendFull appends a set's rows, all true at set.Tick, for a reader that holds
// nothing: the first baseline, which travels on the reliable stream. Fields of
// audience Server are left out whatever the rows' masks say.
func AppendFull(b []byte, schema *row.Schema, set *row.Set) []byte {
	code := rowCode{schema: schema}
	var w bits.Writer
	w.Reset(b)
	w.Bits(uint64(set.Tick), 32)
	for i := range set.Rows {
		r := set.Rows[i]
		r.Restrict(code.public(&r))
		w.Bool(true)
		writeID(&w, r.ID)
		code.writeRow(&w, &r)
	}
	w.Bool(false)
	return w.Bytes()
}

// ParseFull reads what AppendFull wrote into dst. Bytes may come from anyone; after
// an error dst's content is undefined.
func ParseFull(b []byte, schema *row.Schema, dst *row.Set) error {
	code := rowCode{schema: schema}
	var r bits.Reader
	r.Reset(b)
	dst.Reset(uint32(r.Bits(32)))
	dst.Rows = code.readNew(&r, dst.Tick, dst.Rows)
	if err := r.Close(); err != nil {
		return fmt.Errorf("snapshot: full baseline: %w", err)
	}
	return nil
}

// readNew appends a list of absolute rows in ascending order of index.
func (c rowCode) readNew(r *bits.Reader, tick uint32, rows []row.Row) []row.Row {
	for r.Bool() {
		id := readID(r)
		if n := len(rows); n > 0 && rows[n-1].ID.Index >= id.Index {
			r.Fail(ErrMalformed)
		}
		if r.Err() != nil {
			break
		}
		rows = append(rows, row.Row{ID: id, Tick: tick})
		c.readRow(r, &rows[len(rows)-1])
	}
	return rows
}
