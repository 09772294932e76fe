package dst

import (
	"io"
	"testing"

	"hindsight/sim/puck"
)

// A game whose physics remembers holds under faults too: nothing here knows which game it is.
func TestPuck(t *testing.T) {
	for seed := range uint64(4) {
		if err := Simulate(t.Context(), puck.Spec(), seed+1, 400, io.Discard); err != nil {
			t.Errorf("seed %d: %v", seed+1, err)
		}
	}
}
