package replay_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"hindsight/replay"
	"hindsight/sim"
	"hindsight/sim/arena"
)

// recordArena plays Arena with four bots and a human who runs in circles and fires.
func recordArena(t testing.TB, ticks sim.Tick) (path string, hash uint64) {
	spec := arena.Spec()
	file, err := spec.LoadMap(spec.Maps[0])
	if err != nil {
		t.Fatal(err)
	}
	setup := sim.Setup{
		Static:     sim.Static{Mode: spec.Modes[0], Map: spec.Maps[0], MapData: file, TickRate: 60, RewindCapTicks: 15},
		MaxPlayers: 8, Seed: 4,
	}
	game, err := spec.New(setup)
	if err != nil {
		t.Fatal(err)
	}
	w, err := replay.NewWriter(t.TempDir(), "arena", &replay.Header{SimID: sim.ID, Game: spec.Name, Start: time.Unix(1, 0), Setup: setup}, replay.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var in sim.TickInput
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		in.Reset(tick)
		if tick == 1 {
			in.Joins = append(in.Joins, sim.Join{Slot: 1, Name: "ann", Stream: 1})
			for s := sim.Slot(2); s <= 5; s++ {
				in.Joins = append(in.Joins, sim.Join{Slot: s, Name: "bot", Bot: 3, Stream: uint64(s)})
			}
		}
		c := sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime}
		c.Command = sim.Command{Tick: tick, MoveX: int8(tick % 200 / 2), MoveY: -int8(tick % 120), Aim: uint16(tick) << 8, Buttons: sim.Buttons(tick / 8 % 2)}
		in.Commands = append(in.Commands, c)
		w.Append(&in)
		game.Step(&in)
		hash = game.Hash()
		w.Hash(tick, hash)
		if w.KeyframeDue(tick) {
			w.Keyframe(tick, game.AppendState(nil))
		}
	}
	if path, err = w.Close(); err != nil {
		t.Fatal(err)
	}
	return path, hash
}

// A match of the real game verifies to the hash it ended with; a flipped byte in each
// part of its archive is found.
func TestArena(t *testing.T) {
	path, hash := recordArena(t, 1300)
	if path != filepath.Join(filepath.Dir(path), "arena"+replay.ArchiveExt) {
		t.Errorf("recorded in %s", path)
	}
	verify := func(path string) (replay.Result, error) {
		r, err := replay.Open(path)
		if err != nil {
			return replay.Result{}, err
		}
		defer r.Close()
		return replay.Verify(r, arena.Spec())
	}
	res, err := verify(path)
	if err != nil || !res.Whole() || res.Ticks != 1300 || res.Hash != hash || res.Keyframes != 2 {
		t.Fatalf("%+v, %v; want state hash %016x", res, err, hash)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad.hsr")
	for i := range 12 {
		at := i * (len(b) - 1) / 11
		b[at] ^= 0x10
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		b[at] ^= 0x10
		if res, err := verify(bad); err == nil {
			t.Errorf("byte %d of %d flipped: %+v", at, len(b), res)
		}
	}
}

// BenchmarkVerify reports how much faster than the match it is verified.
func BenchmarkVerify(b *testing.B) {
	const ticks = 3600
	path, _ := recordArena(b, ticks)
	for b.Loop() {
		r, err := replay.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := replay.Verify(r, arena.Spec()); err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
	perMatch := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(ticks/60/perMatch, "x-real-time")
}
