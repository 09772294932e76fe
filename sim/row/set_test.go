package row

import "testing"

func TestSet(t *testing.T) {
	var s Set
	s.Reset(7)
	for _, index := range []uint16{2, 5, 9} {
		s.Add(&Row{ID: ID{Index: index, Gen: 3}, Kind: 1})
	}
	s.Add(&Row{ID: ID{Index: 10, Gen: 1}, Kind: 1, Tick: 4})
	for index := range uint16(12) {
		want := index == 2 || index == 5 || index == 9 || index == 10
		if r := s.At(index); (r != nil) != want || r != nil && r.ID.Index != index {
			t.Errorf("At(%d) = %+v", index, r)
		}
	}
	if s.Find(ID{5, 3}) == nil || s.Find(ID{5, 2}) != nil || s.Find(ID{}) != nil {
		t.Error("Find takes generations lightly")
	}
	if s.Rows[0].Tick != 7 || s.Rows[3].Tick != 4 {
		t.Errorf("rows are true at %d and %d, want 7 and 4", s.Rows[0].Tick, s.Rows[3].Tick)
	}
	for range MaxEffects {
		if !s.AddEffect(Effect{Kind: 1}) {
			t.Fatal("effect dropped below the limit")
		}
	}
	if s.AddEffect(Effect{}) || len(s.Effects) != MaxEffects {
		t.Error("effect kept beyond the limit")
	}
	for _, index := range []uint16{10, 3} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("added row %d after row 10", index)
				}
			}()
			s.Add(&Row{ID: ID{Index: index, Gen: 9}})
		}()
	}
}

// A copy shares nothing with its source, and copying into it again allocates nothing.
func TestSetCopy(t *testing.T) {
	var s, c Set
	s.Reset(7)
	s.Add(&Row{ID: ID{1, 1}, Kind: 1})
	s.Gone = append(s.Gone, Gone{ID: ID{2, 1}, Cause: 3})
	s.AddEffect(Effect{Kind: 4})
	c.CopyFrom(&s)
	s.Rows[0].Kind, s.Gone[0].Cause, s.Effects[0].Kind = 9, 9, 9
	if c.Tick != 7 || c.Rows[0].Kind != 1 || c.Gone[0].Cause != 3 || c.Effects[0].Kind != 4 {
		t.Errorf("copy is %+v", c)
	}
	if n := testing.AllocsPerRun(100, func() { c.Reset(8); c.CopyFrom(&s) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestRow(t *testing.T) {
	a := at(map[int]int32{fx: 3, fammo: 4})
	b := a
	b.Tick++
	if !a.Equal(&b) {
		t.Error("Equal minds when rows were true")
	}
	b.Restrict(1<<fx | 1<<30)
	if b.Mask != 1<<fx || b.Fields[fx] != 3 || b.Fields[fammo] != 0 || a.Equal(&b) {
		t.Errorf("restricted row is %+v", b)
	}
	if !(ID{1, 9}).Less(ID{2, 1}) || !(ID{2, 1}).Less(ID{2, 2}) || (ID{2, 2}).Less(ID{2, 2}) || !(ID{}).IsZero() || (ID{0, 1}).IsZero() {
		t.Error("ids are out of order")
	}
}
