package dst

import (
	"context"
	"os"
	"testing"

	"hindsight/sim/arena"
)

// TestSeeds plays fixed histories.
func TestSeeds(t *testing.T) {
	for seed := uint64(1); seed <= 20; seed++ {
		if err := Simulate(context.Background(), arena.Spec(), seed, 600, os.Stdout); err != nil {
			t.Error(err)
		}
	}
}
