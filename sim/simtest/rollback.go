package simtest

import (
	"bytes"
	"testing"

	"hindsight/sim"
)

// CheckRollback plays a match and proves at every tick that its state is all there is:
// stepping k ticks, going back by CopyFrom and stepping them again gives the same
// hashes; so does a copy that was used for another match before, and a game that
// loaded the state's bytes; and the bytes of a loaded state are those it was loaded
// from. It returns the hashes of the match.
//
// Inputs are asked for in ascending order, k ticks ahead of the match.
func CheckRollback(t testing.TB, spec *sim.Spec, setup sim.Setup, inputs Inputs, ticks sim.Tick, k int) Hashes {
	t.Helper()
	c := rollback{t: t, k: sim.Tick(k), rec: &Recorder{}}
	c.source = c.rec.Record(inputs)
	c.game, c.copied, c.loaded = newGame(t, spec, setup), newGame(t, spec, setup), newGame(t, spec, setup)
	hashes := make(Hashes, 0, ticks)
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		c.step(c.game, tick)
		if got := c.game.Tick(); got != tick {
			t.Fatalf("game is at tick %d after stepping tick %d", got, tick)
		}
		hashes = append(hashes, c.game.Hash())
		c.check(tick)
	}
	return hashes
}

type rollback struct {
	t                    testing.TB
	k                    sim.Tick
	source               Inputs
	rec                  *Recorder
	game, copied, loaded sim.Game
	state, again         []byte
	in                   sim.TickInput
}

// step steps g by the recorded input of a tick, recording it first when it is new.
func (c *rollback) step(g sim.Game, tick sim.Tick) {
	c.t.Helper()
	for c.rec.Ticks() < tick {
		c.source(c.rec.Ticks() + 1)
	}
	if err := c.in.Parse(c.rec.records[tick-1]); err != nil {
		c.t.Fatalf("input of tick %d: %v", tick, err)
	}
	g.Step(&c.in)
}

// check proves the claims for the state after a tick.
func (c *rollback) check(tick sim.Tick) {
	c.t.Helper()
	before := c.game.Hash()
	c.state = c.game.AppendState(c.state[:0])
	if err := c.loaded.LoadState(c.state); err != nil {
		c.t.Fatalf("tick %d: load the state that was just written: %v", tick, err)
	}
	c.same(tick, "loaded", c.loaded, c.state, before)
	c.copied.CopyFrom(c.game)
	c.same(tick, "copied", c.copied, c.state, before)

	var first Hashes
	for i := tick + 1; i <= tick+c.k; i++ {
		c.step(c.copied, i)
		first = append(first, c.copied.Hash())
	}
	c.again = c.game.AppendState(c.again[:0])
	if !bytes.Equal(c.again, c.state) {
		c.t.Fatalf("tick %d: stepping a copy changed the original, first at byte %d", tick, differAt(c.again, c.state))
	}
	c.copied.CopyFrom(c.game)
	for i := tick + 1; i <= tick+c.k; i++ {
		c.step(c.copied, i)
		c.step(c.loaded, i)
		want := first[i-tick-1]
		if got := c.copied.Hash(); got != want {
			c.t.Fatalf("tick %d, copied at tick %d: hash %016x, want %016x: CopyFrom misses something", i, tick, got, want)
		}
		if got := c.loaded.Hash(); got != want {
			c.t.Fatalf("tick %d, loaded at tick %d: hash %016x, want %016x: AppendState or LoadState misses something", i, tick, got, want)
		}
	}
}

// same demands that g has a state's bytes and hash.
func (c *rollback) same(tick sim.Tick, how string, g sim.Game, state []byte, hash uint64) {
	c.t.Helper()
	c.again = g.AppendState(c.again[:0])
	if !bytes.Equal(c.again, state) {
		c.t.Fatalf("tick %d: a %s game has other bytes, first at byte %d of %d", tick, how, differAt(c.again, state), len(state))
	}
	if got := g.Hash(); got != hash || g.Tick() != tick {
		c.t.Fatalf("tick %d: a %s game is at tick %d with hash %016x, want %016x", tick, how, g.Tick(), got, hash)
	}
}

func differAt(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
