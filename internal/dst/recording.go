package dst

import (
	"fmt"
	"time"

	"hindsight/sim"
)

// Recording is a journal in memory: everything that is needed to play the history
// again.
type Recording struct {
	Setup  sim.Setup
	Inputs [][]byte // TickInput, by tick-1
	Hashes []uint64
}

// Verify plays the recording again and names the first tick that differs.
func (r *Recording) Verify(spec *sim.Spec) error {
	game, err := spec.New(r.Setup)
	if err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	var in sim.TickInput
	for i, b := range r.Inputs {
		if err := in.Parse(b); err != nil {
			return fmt.Errorf("replay: input of tick %d: %w", i+1, err)
		}
		game.Step(&in)
		if h := game.Hash(); h != r.Hashes[i] {
			return fmt.Errorf("replay: tick %d: recorded hash %016x, simulated again %016x", i+1, r.Hashes[i], h)
		}
	}
	return nil
}

// journal lets a World record and check what its match steps. It is a match.Journal.
type journal struct{ w *World }

func (j journal) Append(in *sim.TickInput) {
	j.w.Log.Inputs = append(j.w.Log.Inputs, in.Append(nil))
	if j.w.failure == nil {
		j.w.failure = j.w.checkViews(in)
	}
}

func (j journal) Hash(_ sim.Tick, hash uint64) { j.w.Log.Hashes = append(j.w.Log.Hashes, hash) }

func (j journal) KeyframeDue(sim.Tick) bool { return false }

func (j journal) Keyframe(sim.Tick, []byte) {}

func (j journal) Await(sim.Tick, time.Duration) bool { return true }
