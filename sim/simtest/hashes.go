package simtest

import (
	"fmt"
	"strings"
	"testing"

	"hindsight/sim"
)

// Hashes is the list of a match's state hashes: entry i is that after tick i+1.
type Hashes []uint64

// Text prints every step-th hash and the last, a line each: tick, hash.
func (h Hashes) Text(step int) []byte {
	var b strings.Builder
	for i, hash := range h {
		if (i+1)%step == 0 || i == len(h)-1 {
			fmt.Fprintf(&b, "%d %016x\n", i+1, hash)
		}
	}
	return []byte(b.String())
}

// Inputs makes the input of a tick. It is called with ascending ticks from 1, and
// what it returns is good until the next call.
type Inputs func(sim.Tick) *sim.TickInput

// Play steps a new game of a setup for ticks and returns its hashes and the game.
func Play(t testing.TB, spec *sim.Spec, setup sim.Setup, inputs Inputs, ticks sim.Tick) (Hashes, sim.Game) {
	t.Helper()
	g := newGame(t, spec, setup)
	hashes := make(Hashes, 0, ticks)
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		g.Step(inputs(tick))
		hashes = append(hashes, g.Hash())
	}
	return hashes, g
}

func newGame(t testing.TB, spec *sim.Spec, setup sim.Setup) sim.Game {
	t.Helper()
	g, err := spec.New(setup)
	if err != nil {
		t.Fatalf("new game of %s: %v", spec.Name, err)
	}
	return g
}

// Recorder keeps the inputs of a match, each in its canonical bytes, so that the match
// can be played again. The zero Recorder is empty.
type Recorder struct{ records [][]byte }

// Record returns inputs that are kept as they pass.
func (r *Recorder) Record(inputs Inputs) Inputs {
	return func(tick sim.Tick) *sim.TickInput {
		in := inputs(tick)
		r.records = append(r.records, in.Append(nil))
		return in
	}
}

// Ticks returns how many inputs were kept.
func (r *Recorder) Ticks() sim.Tick { return sim.Tick(len(r.records)) }

// Inputs returns the inputs that were kept, tick 1 being the first.
func (r *Recorder) Inputs(t testing.TB) Inputs {
	var in sim.TickInput
	return func(tick sim.Tick) *sim.TickInput {
		t.Helper()
		if err := in.Parse(r.records[tick-1]); err != nil {
			t.Fatalf("recorded input of tick %d: %v", tick, err)
		}
		return &in
	}
}
