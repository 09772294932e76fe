package arena

import (
	"flag"
	"testing"

	"hindsight/sim"
	"hindsight/sim/arena/level"
)

// duels is how many duels a pair of levels fights: few in every test, many in `make
// ladder`, which also judges by the shares that are promised.
var duels = flag.Int("ladder", 0, "duels for each pair of bot levels")

// A higher level beats the one below it, and the highest beats the lowest nearly always.
func TestLadder(t *testing.T) {
	n := uint64(*duels)
	full := n > 0
	if !full {
		n = 10
	}
	for _, pair := range [...]struct {
		low, high uint8
		pct       uint64 // of the duels that the higher level is to win
	}{{1, 2, 60}, {2, 3, 60}, {3, 4, 60}, {4, 5, 60}, {1, 5, 95}} {
		if !full && pair.high-pair.low == 1 && testing.Short() {
			continue
		}
		won, lost := uint64(0), uint64(0)
		for seed := range n {
			switch d := duel(t, seed, pair.low, pair.high); {
			case d > 0:
				won++
			case d < 0:
				lost++
			}
		}
		t.Logf("level %d against %d: %d won, %d lost of %d duels", pair.high, pair.low, won, lost, n)
		want := pair.pct
		if !full {
			want -= 20 // of so few
		}
		if won*100 < want*n {
			t.Errorf("level %d beats %d in %d of %d duels, want %d%%", pair.high, pair.low, won, n, want)
		}
	}
}

// duel lets two bots fight, until one has five kills or three minutes are over; it
// returns by how much the higher level leads. Who has which slot changes with the seed.
func duel(t *testing.T, seed uint64, low, high uint8) int32 {
	file, err := level.File(level.Names()[0])
	if err != nil {
		t.Fatal(err)
	}
	made, err := newGame(sim.Setup{
		Static: sim.Static{Mode: modeDeathmatch, Map: level.Names()[0], MapData: file, TickRate: 60, RewindCapTicks: 15,
			Rules: []byte("[match]\nwarmup_ms = 0\nround_ms = 0\nscore_limit = 0\nall_weapons = true\n")},
		MaxPlayers: 2, Seed: seed,
	})
	if err != nil {
		t.Fatal(err)
	}
	g := made.(*Game)
	levels := [2]uint8{low, high}
	if seed%2 == 1 {
		levels = [2]uint8{high, low}
	}
	var in sim.TickInput
	for tick := sim.Tick(1); tick <= 3*60*60; tick++ {
		in.Reset(tick)
		if tick == 1 {
			for i, l := range levels {
				in.Joins = append(in.Joins, sim.Join{Slot: sim.Slot(i + 1), Name: "bot", Bot: l, Stream: seed<<8 | uint64(i)})
			}
		}
		g.Step(&in)
		if g.players.rows[0].Fields[PlayerKills] >= 5 || g.players.rows[1].Fields[PlayerKills] >= 5 {
			break
		}
	}
	d := g.players.rows[1].Fields[PlayerKills] - g.players.rows[0].Fields[PlayerKills]
	if seed%2 == 1 {
		d = -d
	}
	return d
}
