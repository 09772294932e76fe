package snapshot

import (
	"testing"

	"hindsight/sim/row"
)

// pair is an Encoder and its Decoder with nothing between them.
type pair struct {
	t      testing.TB
	schema *row.Schema
	h      *History
	e      *Encoder
	d      *Decoder
	budget int
}

func newPair(t testing.TB, own uint8, first *row.Set) *pair {
	p := &pair{t: t, schema: testSchema(t), h: &History{}, budget: 1000}
	p.e, p.d = NewEncoder(p.schema, testRate, own), NewDecoder(p.schema, testRate)
	p.h.Put(first)
	begin(t, p.e, p.d, p.schema, first)
	return p
}

// tick writes a snapshot of a view of full, decodes it and returns the set.
func (p *pair) tick(full, view *row.Set) *row.Set {
	p.t.Helper()
	p.h.Put(full)
	set, err := p.d.Decode(p.e.Encode(nil, view, p.h, p.budget), view.Tick)
	if err != nil {
		p.t.Fatal(err)
	}
	return set
}

func crate(index, gen uint16) row.Row {
	return row.Row{ID: row.ID{Index: index, Gen: gen}, Kind: 2, Mask: 1<<6 - 1, Fields: [row.MaxFields]int32{int32(index) * 100, 50}}
}

func setOf(tick uint32, rows ...row.Row) *row.Set {
	s := &row.Set{Tick: tick}
	for i := range rows {
		s.Add(&rows[i])
	}
	return s
}

func ids(set *row.Set) (ids []row.ID) {
	for i := range set.Rows {
		ids = append(ids, set.Rows[i].ID)
	}
	return ids
}

func expect(t *testing.T, set *row.Set, rows []row.ID, gone ...row.Gone) {
	t.Helper()
	got := ids(set)
	same := len(got) == len(rows) && len(set.Gone) == len(gone)
	for i := range got {
		same = same && got[i] == rows[i]
	}
	for i := range gone {
		same = same && set.Gone[i] == gone[i]
	}
	if !same {
		t.Fatalf("tick %d: rows %v, gone %v; want %v, %v", set.Tick, got, set.Gone, rows, gone)
	}
}

// TestEnds follows entities that hide, end in sight, end out of sight, end between
// two snapshots, and whose index is used again; no snapshot is acknowledged until the
// last lines.
func TestEnds(t *testing.T) {
	a, b, c, x := crate(1, 1), crate(2, 1), crate(3, 1), crate(4, 1)
	p := newPair(t, 0, setOf(1, a, b, c))

	// b hides, a is destroyed by 5 at tick 2, between snapshots.
	full := setOf(2, b, c)
	full.Gone = []row.Gone{{ID: a.ID, Cause: 5}}
	p.h.Put(full)
	expect(t, p.tick(setOf(3, b, c, x), setOf(3, c, x)), []row.ID{c.ID, x.ID}, row.Gone{ID: a.ID, Cause: 5})

	// b is destroyed out of sight: that stays a secret. x, which no baseline has, ends
	// in sight. a's index is used again.
	a2 := crate(1, 2)
	full = setOf(4, a2, c)
	full.Gone = []row.Gone{{ID: b.ID, Cause: 6}, {ID: x.ID, Cause: 7}}
	expect(t, p.tick(full, setOf(4, a2, c)), []row.ID{a2.ID, c.ID}, row.Gone{ID: x.ID, Cause: 7}, row.Gone{ID: a.ID, Cause: 5})

	// After the acknowledgement nothing of that is repeated, and c comes and goes.
	p.e.Ack(4)
	expect(t, p.tick(setOf(5, a2, c), setOf(5, a2)), []row.ID{a2.ID})
	expect(t, p.tick(setOf(6, a2, c), setOf(6, a2, c)), []row.ID{a2.ID, c.ID})

	// Two generations of an index in one gap.
	a4 := crate(1, 4)
	full = setOf(7, c)
	full.Gone = []row.Gone{{ID: a2.ID, Cause: 1}}
	p.h.Put(full)
	full = setOf(8, a4, c)
	full.Gone = []row.Gone{{ID: row.ID{Index: 1, Gen: 3}, Cause: 2}}
	expect(t, p.tick(full, setOf(8, a4, c)), []row.ID{a4.ID, c.ID}, row.Gone{ID: a2.ID, Cause: 1})
}

// TestSpectator gives the full view to someone without a slot: the server's fields
// stay at home all the same, and nobody's rows are taken for its own.
func TestSpectator(t *testing.T) {
	player := row.Row{ID: row.ID{Index: 9, Gen: 1}, Kind: 1, Owner: 2, Mask: 1<<9 - 1}
	for i := range 9 {
		player.Fields[i] = 3
	}
	p := newPair(t, 0, setOf(1, player))
	p.h.Put(setOf(2, player))
	if p.e.Encode(nil, setOf(2, player), p.h, 1000); p.e.records[0].state != predicted {
		t.Errorf("a row that stands still is in state %d, want predicted", p.e.records[0].state)
	}
	nobodys := player
	nobodys.ID.Index, nobodys.Owner, nobodys.Fields[0] = 10, 0, 77
	player.Fields[7] = 12345
	full := setOf(3, player, nobodys)
	set := p.tick(full, full)
	expect(t, set, []row.ID{player.ID, nobodys.ID})
	for i := range set.Rows {
		want := full.Rows[i]
		want.Restrict(1<<9 - 1 - 1<<7)
		if !set.Rows[i].Equal(&want) {
			t.Errorf("row %+v, want %+v", set.Rows[i], want)
		}
		if p.e.owns(&full.Rows[i]) {
			t.Errorf("a spectator owns %v", full.Rows[i].ID)
		}
	}
}

// TestOwnFirst has room for little more than one row: it is the own player's.
func TestOwnFirst(t *testing.T) {
	rows := func(tick uint32) *row.Set {
		s := &row.Set{Tick: tick}
		for i := range uint16(20) {
			r := row.Row{ID: row.ID{Index: i, Gen: 1}, Kind: 1, Owner: uint8(i + 1), Mask: 1}
			r.Fields[0] = int32(tick*tick) * int32(i+1)
			s.Add(&r)
		}
		return s
	}
	p := newPair(t, 15, rows(1))
	p.budget = 24
	stale := 0
	for tick := uint32(2); tick < 60; tick++ {
		view := rows(tick)
		set := p.tick(view, view)
		p.e.Ack(tick)
		if own := set.At(14); own.Tick != tick {
			t.Fatalf("tick %d: own row is of tick %d", tick, own.Tick)
		}
		for i := range set.Rows {
			if set.Rows[i].Tick != tick {
				stale++
			}
		}
	}
	if stale == 0 {
		t.Fatal("the budget held everything")
	}
}
