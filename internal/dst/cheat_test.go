package dst

import (
	"slices"
	"testing"

	"hindsight/netcode/simnet"
	"hindsight/sim"
	"hindsight/sim/arena"
)

// TestForgedClaims: who shifts, holds or turns the claims of its shots to and fro gains
// a tick at most, and the jitter of the way; it is flagged, and others are not.
func TestForgedClaims(t *testing.T) {
	shift := func(ticks int64) func(sim.Tick, sim.Stamp) sim.Stamp {
		return func(_ sim.Tick, render sim.Stamp) sim.Stamp { return sim.Stamp(int64(render) + 256*ticks) }
	}
	var held sim.Stamp
	for _, c := range []struct {
		name  string
		claim func(tick sim.Tick, render sim.Stamp) sim.Stamp
	}{
		{"older", shift(-6)},
		{"newer", shift(6)},
		{"a little older", shift(-2)},
		{"to and fro", func(tick sim.Tick, render sim.Stamp) sim.Stamp {
			return shift(int64(tick%2)*8-4)(tick, render)
		}},
		{"held", func(_ sim.Tick, render sim.Stamp) sim.Stamp {
			if render > held+40*256 {
				held = render
			}
			return held
		}},
	} {
		for _, path := range []string{"rtt=40ms", "rtt=60ms,jitter=5ms,loss=1%"} {
			held = 0
			playForged(t, c.name, path, &cheat{claim: c.claim})
		}
	}
}

func playForged(t *testing.T, name, path string, forger *cheat) {
	t.Helper()
	spec, err := simnet.ParseSpec(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(Config{Spec: arena.Spec(), Seed: 5, Clients: 2, Bots: 3, Slots: 8, Path: spec, SnapshotEvery: 2, SnapshotBytes: 900, TickRate: 60, Level: 3})
	if err != nil {
		t.Fatal(err)
	}
	c := w.Add(spec, spec)
	c.cheat, c.wild = forger, true
	c.connect()
	if err := w.Run(900, nil); err != nil {
		t.Fatalf("%s, path %q: %v", name, path, err)
	}
	gains := forger.gains[len(forger.gains)/3:] // both clocks are new before
	for _, other := range w.Match.Stays().List {
		if forger := other.Name == "sim 2"; forger != (other.Clamped > 0) {
			t.Errorf("%s, path %q: %s has %d claims clamped", name, path, other.Name, other.Clamped)
		}
	}
	if len(gains) < 60 || forger.most < 2*256 {
		t.Fatalf("%s, path %q: %v: the scene shows too little", name, path, forger)
	}
	most := int64(256) + 2*int64(spec.Jitter)*60*256/1e9
	slices.Sort(gains)
	if gains[len(gains)-1] > most || gains[0] < -most {
		t.Errorf("%s, path %q: shots gained from %d to %d of 256 parts of a tick, want at most %d", name, path, gains[0], gains[len(gains)-1], most)
	}
}
