package snapshot

import (
	"testing"

	"hindsight/sim/row"
)

// FuzzDecode feeds any body to a Decoder that holds a baseline and a few snapshots:
// no panic, sets in order and within limits, nothing changed by a refusal.
func FuzzDecode(f *testing.F) {
	w := newWorld(testSchema(f), 5, 1, 30)
	h := &History{}
	h.Put(w.full[0])
	e := NewEncoder(w.schema, testRate, 1)
	var full row.Set
	if err := ParseFull(AppendFull(nil, w.schema, w.views[0]), w.schema, &full); err != nil {
		f.Fatal(err)
	}
	e.SetBaseline(0, w.views[0])
	var bodies [][]byte
	for tick := uint32(1); tick <= 8; tick++ {
		w.step()
		h.Put(w.full[tick])
		e.Perceive([]row.Effect{{Tick: tick, Kind: 3, EffectID: row.EffectID{CmdTick: tick}}})
		bodies = append(bodies, e.Encode(nil, w.views[tick], h, 400))
		e.Ack(tick)
	}
	for _, b := range bodies {
		f.Add(b, uint32(8))
	}
	f.Add([]byte{}, uint32(1<<32-1))
	f.Fuzz(func(t *testing.T, body []byte, tick uint32) {
		d := NewDecoder(w.schema, testRate)
		d.SetBaseline(&full)
		for i, b := range bodies[:6] {
			if _, err := d.Decode(b, uint32(i+1)); err != nil {
				t.Fatal(err)
			}
		}
		fresh := len(d.Effects(nil))
		set, err := d.Decode(body, tick)
		if err != nil {
			if d.Newest() != 6 || len(d.Effects(nil)) != 0 || fresh != 6 {
				t.Fatal("a refused body left something")
			}
			return
		}
		if len(set.Rows) > row.MaxRows || len(set.Gone) > maxEnds+row.MaxRows {
			t.Fatalf("%d rows, %d gone", len(set.Rows), len(set.Gone))
		}
		for i := range set.Rows {
			r := &set.Rows[i]
			if r.ID.IsZero() || r.Tick > set.Tick || w.schema.Spec(r.Kind) == nil ||
				r.Mask&^w.schema.Mask(r.Kind, row.Owner) != 0 || (i > 0 && set.Rows[i-1].ID.Index >= r.ID.Index) {
				t.Fatalf("row %d: %+v", i, *r)
			}
		}
	})
}

// FuzzParseFull holds the first baseline to the same.
func FuzzParseFull(f *testing.F) {
	w := newWorld(testSchema(f), 6, 1, 20)
	f.Add(AppendFull(nil, w.schema, w.views[0]))
	f.Fuzz(func(t *testing.T, b []byte) {
		var set, again row.Set
		if ParseFull(b, w.schema, &set) != nil {
			return
		}
		if err := ParseFull(AppendFull(nil, w.schema, &set), w.schema, &again); err != nil {
			t.Fatal(err)
		}
		if len(set.Rows) != len(again.Rows) || len(set.Rows) > row.MaxRows {
			t.Fatalf("%d rows became %d", len(set.Rows), len(again.Rows))
		}
		for i := range set.Rows {
			if set.Rows[i] != again.Rows[i] {
				t.Fatalf("row %+v became %+v", set.Rows[i], again.Rows[i])
			}
		}
	})
}
