package arena

import (
	"flag"
	"fmt"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
)

// progressMinutes is how long bots play each mode on each map in TestProgress: a minute in every
// test, ten in `make progress`.
var (
	progressMinutes = flag.Int("minutes", 0, "minutes that bots play each mode on each map")
	progressSeeds   = flag.Int("seeds", 1, "matches of each mode on each map")
)

const (
	progressBots = 16
	// stuckMS is how long a bot that does not mean to may stay within stuckReach units.
	stuckMS    = 5000
	stuckReach = 1.0
)

// No bot stays in one place for five seconds unless it means to, on any map, in any mode.
func TestProgress(t *testing.T) {
	minutes := *progressMinutes
	full := minutes > 0
	if !full {
		minutes = 1
	}
	for _, mode := range modes {
		for _, name := range level.For(mode) {
			t.Run(mode+"/"+name, func(t *testing.T) {
				if !full && testing.Short() && name != level.For(mode)[0] {
					t.Skip("one map of each mode will do")
				}
				for seed := range uint64(*progressSeeds) {
					p := playProgress(t, mode, name, seed+1, sim.Tick(minutes)*60*60)
					t.Logf("seed %d: stuck %d, %v", seed+1, len(p.stuck), p.seen)
					for _, s := range p.stuck {
						t.Errorf("seed %d, %s", seed+1, s)
					}
				}
			})
		}
	}
}

// progress is what was seen of a match.
type progress struct {
	seen  map[string]int32
	stuck []string
}

// playProgress lets bots of every level play and watches who gets on.
func playProgress(t *testing.T, mode, name string, seed uint64, ticks sim.Tick) (p progress) {
	t.Helper()
	file, err := level.File(name)
	if err != nil {
		t.Fatal(err)
	}
	made, err := newGame(sim.Setup{
		Static:     sim.Static{Mode: mode, Map: name, MapData: file, TickRate: 60, RewindCapTicks: 15},
		MaxPlayers: progressBots, Seed: seed,
	})
	if err != nil {
		t.Fatal(err)
	}
	g := made.(*Game)
	p.seen = map[string]int32{}
	var still [progressBots]sim.Tick
	var from [progressBots]physics.Vec
	key := sim.NewKey(seed, "streams")
	var in sim.TickInput
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		in.Reset(tick)
		if tick == 1 {
			for s := sim.Slot(1); s <= progressBots; s++ {
				in.Joins = append(in.Joins, botJoin(s, key))
			}
		}
		g.Step(&in)
		p.count(g)
		for i := range still {
			r := &g.players.rows[i]
			at := posOf(r)
			stays := g.seats[i].intent.Fire || g.seats[i].brain.Stays(at)
			if still[i]++; g.frozen() || !alive(r) || stays || length(sub(at, from[i])) > stuckReach {
				still[i], from[i] = 0, at
			}
			if still[i] == stuckMS*60/1000 {
				p.stuck = append(p.stuck, g.tellStuck(i))
			}
		}
	}
	return p
}

// count notes what the tick brought of what each mode is about.
func (p *progress) count(g *Game) {
	for i := range g.effects {
		e := &g.effects[i]
		count(p.seen, e)
		if e.Kind == EffectRound && e.Args[RoundFxPhase] == PhaseOver {
			p.seen["rounds"]++
			if e.Args[RoundFxWinner] == WinnerMonsters {
				p.seen["lost"]++
			}
		}
	}
	f := &g.round.rows[0].Fields
	p.seen["red"], p.seen["blue"] = max(p.seen["red"], f[RoundRed]), max(p.seen["blue"], f[RoundBlue])
}

// tellStuck says who is stuck where, and about what.
func (w *world) tellStuck(i int) string {
	brain, r := &w.seats[i].brain, &w.players.rows[i]
	state, since := brain.State()
	return fmt.Sprintf("tick %d: bot %d of level %d at %.2f, %v for %.1f s (%v)",
		w.tick, i+1, brain.Level(), posOf(r), state, float64(uint32(w.tick)-since)/60, brain.Last())
}
