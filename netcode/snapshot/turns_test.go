package snapshot

import (
	"testing"

	"hindsight/sim/row"
)

// restless returns a set whose rows jump in every tick, by as much each; row 0 to own-1
// belong to player 1.
func restless(tick uint32, rows, own uint16) *row.Set {
	s := &row.Set{Tick: tick}
	for i := range rows {
		r := row.Row{ID: row.ID{Index: i, Gen: 1}, Kind: 1, Owner: 2, Mask: 1<<5 - 1 | 1<<8}
		if i < own {
			r.Owner = 1
		}
		r.Fields[0] = int32(tick * 7919 % 10007) // never the same for long
		s.Add(&r)
	}
	return s
}

// Rows of equal worth take turns, long before any is old; and however many rows the
// own player has, the others have half of the room.
func TestTurns(t *testing.T) {
	for _, c := range []struct {
		rows, own uint16
		budget    int
		oldest    uint32
	}{
		{rows: 6, budget: 13, oldest: 8},
		{rows: 21, own: 20, budget: 30, oldest: 2 * maxAge},
	} {
		p := newPair(t, 1, restless(1, c.rows, c.own))
		p.budget = c.budget
		oldest, waited := uint32(0), false
		for tick := uint32(2); tick < 200; tick++ {
			view := restless(tick, c.rows, c.own)
			set := p.tick(view, view)
			p.e.Ack(tick)
			for i := c.own; i < c.rows; i++ {
				age := tick - set.Rows[i].Tick
				oldest, waited = max(oldest, age), waited || age > 0
			}
		}
		if oldest > c.oldest || !waited {
			t.Errorf("%+v: a row is %d ticks old", c, oldest)
		}
	}
}

// While no acknowledgement comes, each snapshot carries other rows of those that are old.
func TestStandingBaseline(t *testing.T) {
	const rows = 20
	p := newPair(t, 0, restless(1, rows, 0))
	p.budget = 9 // that is what all rows being stale take: nothing moves
	tick := uint32(2)
	for ; tick < 2+maxAge+5; tick++ {
		view := restless(tick, rows, 0)
		p.tick(view, view)
		p.e.Ack(tick)
	}
	p.budget = 30
	carried, most := map[row.ID]bool{}, 0
	for range 6 {
		view := restless(tick, rows, 0)
		set := p.tick(view, view)
		n := 0
		for i := range set.Rows {
			if set.Rows[i].Tick == tick && p.e.records[i].isRow() {
				carried[set.Rows[i].ID] = true
				n++
			}
		}
		most = max(most, n)
		tick += 2
	}
	if most == 0 || len(carried) < min(5*most, rows) {
		t.Errorf("six snapshots, of %d rows at most, carried %d rows of %d", most, len(carried), rows)
	}
}

// No row that is not the own player's has a place while an end has none.
func TestEndsBeforeRows(t *testing.T) {
	first := restless(1, 60, 0)
	p := newPair(t, 0, first)
	p.budget = (60*3+backBits+3+32)/8 + 12
	view := restless(2, 10, 0)
	full := restless(2, 10, 0)
	for i := 10; i < 60; i++ {
		full.Gone = append(full.Gone, row.Gone{ID: first.Rows[i].ID, Cause: 9})
	}
	p.tick(full, view)
	ends, rows, unsaid := 0, 0, 0
	for i := range p.e.records {
		switch rec := &p.e.records[i]; {
		case rec.isRow() && rec.chosen:
			rows++
		case rec.state == destroyed && rec.chosen:
			ends++
		case rec.state == destroyed:
			unsaid++
		}
	}
	if ends == 0 || unsaid == 0 || rows != 0 {
		t.Errorf("%d ends and %d rows were said, %d ends were not", ends, rows, unsaid)
	}
}

// The budget holds to the byte whatever it is, with effects too.
func TestBudgetHolds(t *testing.T) {
	for budget := 40; budget < 160; budget++ {
		p := newPair(t, 1, restless(1, 20, 2))
		p.budget = budget
		for tick := uint32(2); tick < 12; tick++ {
			view := restless(tick, 20, 2)
			p.h.Put(view)
			p.e.Perceive([]row.Effect{shot(tick, 0), shot(tick, 1), shot(tick, 2)})
			body := p.e.Encode(nil, view, p.h, budget)
			if len(body) > budget {
				t.Fatalf("tick %d: %d bytes, budget %d", tick, len(body), budget)
			}
			if _, err := p.d.Decode(body, tick); err != nil {
				t.Fatal(err)
			}
		}
	}
}
