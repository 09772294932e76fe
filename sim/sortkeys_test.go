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
		mask := key.Uint64(round, 1) & key.Uint64(round, 2) // which bits of high may differ
		few := 1 + key.Intn(round, 3, 1000)                 // values of high
		keys := make([]orderKey, n)
		for i := range keys {
			keys[i] = orderKey{high: key.Uint64(round, 4+uint32(key.Intn(round, uint32(i)*4+50, few))) & mask, low: uint64(key.Intn(round, uint32(i)*4+51, 4))<<36 | uint64(i)}
		}
		if round%4 == 0 { // nearly sorted
			slices.SortFunc(keys, compareKeys)
			if n > 1 {
				keys[0], keys[n-1] = keys[n-1], keys[0]
			}
		}
		want := slices.Clone(keys)
		slices.SortFunc(want, compareKeys)
		sortKeys(keys, make([]orderKey, n))
		if !slices.Equal(keys, want) {
			t.Fatalf("round %d: %d keys with bits %#x of high are not sorted", round, n, mask)
		}
	}
}
