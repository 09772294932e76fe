package sim

import (
	"slices"
	"testing"
)

// sortKeys does what sorting by comparison does, whichever bits of the keys differ.
func TestSortKeysTwin(t *testing.T) {
	key := NewKey(4, "keys")
	for round := range Tick(300) {
		n := key.Intn(round, 0, 600)
		mask := key.Uint64(round, 1) & key.Uint64(round, 2) // which bits of time may differ
		ranks := key.Intn(round, 3, 2) * key.Intn(round, 4, 5)
		keys := make([]orderKey, n)
		for i := range keys {
			o := uint32(i+2) * 4
			keys[i] = orderKey{index: int32(i), time: key.Uint64(round, o) & mask, who: uint64(key.Intn(round, o+1, 4))}
			if ranks > 0 {
				keys[i].rank = uint32(key.Intn(round, o+2, ranks))
			}
		}
		want := slices.Clone(keys)
		slices.SortFunc(want, compareKeys)
		sortKeys(keys, make([]orderKey, n))
		if !slices.Equal(keys, want) {
			t.Fatalf("round %d: %d keys with bits %#x of time are not sorted", round, n, mask)
		}
	}
}
