package arena

import (
	"flag"
	"testing"

	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/simtest"
)

var wholeRounds = flag.Bool("rounds", false, "play every mode to the end of a round, on each map that it suits: minutes")

// mapSetup is a match of a mode on one of the game's maps, for 16.
func mapSetup(t testing.TB, mode, name string) sim.Setup {
	t.Helper()
	data, err := level.File(name)
	if err != nil {
		t.Fatal(err)
	}
	return sim.Setup{
		Static:     sim.Static{Mode: mode, Map: name, MapData: data, TickRate: 60, RewindCapTicks: 15},
		MaxPlayers: 16, Seed: 11,
	}
}

// The 20 seconds of each mode whose hashes must be the same on every machine.
func TestGoldenModes(t *testing.T) {
	for mode, name := range map[string]string{modeDeathmatch: "foundry", modeTDM: "yard", modeCTF: "bastion", modeKOTH: "summit", modeWaves: "outpost"} {
		t.Run(mode, func(t *testing.T) {
			hashes, _ := simtest.Play(t, Spec(), mapSetup(t, mode, name), botScene(16), 1200)
			simtest.GoldenHashes(t, "testdata/"+mode+".hashes", hashes, 60)
		})
	}
}

// A whole round of each mode on each map goes the same way twice, the second time from a
// copy that is taken now and then.
func TestWholeRounds(t *testing.T) {
	if !*wholeRounds {
		t.Skip("minutes: make soak, or -rounds")
	}
	for _, mode := range modes {
		for _, name := range level.For(mode) {
			t.Run(mode+"/"+name, func(t *testing.T) {
				setup := mapSetup(t, mode, name)
				g, twin := newGameOf(t, setup), newGameOf(t, setup)
				scene := botScene(16)
				for tick := sim.Tick(1); !g.roundIsOver(); tick++ {
					if tick > 60*60*15 {
						t.Fatalf("no end of the round in 15 minutes: phase %d", g.round.rows[0].Fields[RoundPhase])
					}
					if tick%600 == 0 {
						twin.CopyFrom(g)
					}
					in := scene(tick)
					in.Orders = in.Orders[:0] // nobody begins anew
					g.Step(in)
					twin.Step(in)
					if g.Hash() != twin.Hash() {
						t.Fatalf("tick %d: hashes %x and %x", tick, g.Hash(), twin.Hash())
					}
				}
				t.Logf("%d ticks", g.Tick())
			})
		}
	}
}

func newGameOf(t *testing.T, setup sim.Setup) *Game {
	made, err := newGame(setup)
	if err != nil {
		t.Fatal(err)
	}
	return made.(*Game)
}

func (g *Game) roundIsOver() bool { return g.round.rows[0].Fields[RoundPhase] == PhaseOver }
