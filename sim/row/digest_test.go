package row

import "testing"

// Whatever a screen could show otherwise makes another digest, and what it cannot does not.
func TestDigest(t *testing.T) {
	set := func(change func(s *Set)) uint32 {
		s := Set{Tick: 7, Rows: []Row{
			{ID: ID{1, 1}, Kind: 1, Owner: 1, Mask: 3, Tick: 7, Fields: [MaxFields]int32{5, -9}},
			{ID: ID{2, 4}, Kind: 2, Mask: 1, Tick: 6, Fields: [MaxFields]int32{1}},
		}}
		change(&s)
		return s.Digest()
	}
	want := set(func(*Set) {})
	for name, change := range map[string]func(s *Set){
		"a field":      func(s *Set) { s.Rows[0].Fields[1]++ },
		"a far bit":    func(s *Set) { s.Rows[0].Fields[0] ^= -1 << 31 },
		"a generation": func(s *Set) { s.Rows[1].ID.Gen++ },
		"an owner":     func(s *Set) { s.Rows[1].Owner = 1 },
		"a mask":       func(s *Set) { s.Rows[1].Mask = 3 },
		"fewer rows":   func(s *Set) { s.Rows = s.Rows[:1] },
	} {
		if set(change) == want {
			t.Errorf("%s makes no difference", name)
		}
	}
	if set(func(s *Set) { s.Tick, s.Rows[0].Tick, s.Rows[1].Fields[9] = 9, 9, 4 }) != want {
		t.Error("when it was true, or what is not known, makes a difference")
	}
}
