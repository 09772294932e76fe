package arena

import (
	"bytes"
	"testing"

	"hindsight/sim"
)

// Cut or changed, a state is refused or is another state of the same match; a refused
// one changes nothing, and none makes a later step panic.
func TestLoadStateIsSafe(t *testing.T) {
	g, other := warmGame(t), newTestGame(t, 9)
	good := g.AppendState(nil)
	before := other.Hash()
	for n := 0; n < len(good); n += 37 {
		if err := other.LoadState(good[:n]); err == nil {
			t.Fatalf("accepted %d of %d bytes", n, len(good))
		}
	}
	if err := other.LoadState(append(bytes.Clone(good), 0)); err == nil {
		t.Error("accepted a byte too many")
	}
	if other.Hash() != before || other.Tick() != 0 {
		t.Error("a refused state changed the game")
	}
	key := sim.NewKey(5, "damage")
	for i := sim.Tick(1); i <= 400; i++ {
		bad := bytes.Clone(good)
		bad[key.Intn(i, 0, int32(len(bad)))] ^= 1 << key.Intn(i, 1, 8)
		loadAndStep(t, other, bad)
	}
}

// loadAndStep demands of bytes that are accepted that they are canonical and can be
// played on. It reports whether they were accepted.
func loadAndStep(t *testing.T, g *Game, state []byte) bool {
	t.Helper()
	if err := g.LoadState(state); err != nil {
		return false
	}
	if again := g.AppendState(nil); !bytes.Equal(again, state) {
		t.Fatal("an accepted state has other bytes when written again")
	}
	var in sim.TickInput
	for range 3 {
		in.Reset(g.Tick() + 1)
		if in.Tick == 0 {
			break // after the last tick there is
		}
		g.Step(&in)
	}
	return true
}

func FuzzLoadState(f *testing.F) {
	g := newTestGame(f, 3)
	f.Add(g.AppendState(nil))
	scene := botScene(2)
	for tick := sim.Tick(1); tick <= 300; tick++ {
		g.Step(scene(tick))
		if tick%100 == 0 {
			f.Add(g.AppendState(nil))
		}
	}
	f.Fuzz(func(t *testing.T, state []byte) { loadAndStep(t, g, state) })
}
