package physics

import "testing"

// TestFoldingTellsNeighboursApart checks that cells at most two apart never fall
// together, whatever the number of cells.
func TestFoldingTellsNeighboursApart(t *testing.T) {
	for count := int32(1); count <= MaxShapes; count *= 2 {
		l := layer{count: count}
		l.divide(1)
		seen := map[int64]bool{}
		for x := int64(-2); x <= 2; x++ {
			for y := int64(-2); y <= 2; y++ {
				seen[l.fold(x, y)] = true
			}
		}
		if len(seen) != 25 || l.mask+1 < int64(2*count) {
			t.Errorf("%d boxes in %d cells: 25 neighbours fall into %d", count, l.mask+1, len(seen))
		}
	}
}
