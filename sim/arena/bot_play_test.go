package arena

import (
	"testing"

	"hindsight/ai"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Eight bots play each mode for three minutes: they score as the mode wants it, and none
// stands about for five seconds unless it means to.
func TestBotsPlayModes(t *testing.T) {
	for _, c := range []struct {
		mode  string
		least map[string]int32 // of what must have happened
	}{
		{modeDeathmatch, map[string]int32{"kills": 15}},
		{modeTDM, map[string]int32{"kills": 15}},
		{modeCTF, map[string]int32{"kills": 10, "taken": 4, "captured": 1, "returned": 1}},
		{modeKOTH, map[string]int32{"kills": 10, "score": 40}},
		{modeWaves, map[string]int32{"slain": 20, "waves": 2}},
	} {
		t.Run(c.mode, func(t *testing.T) {
			g := newModeGame(t, c.mode, 8, "round_ms=0", "score_limit=0", "hill_move_ms=40000", "waves.first=6")
			var still [8]sim.Tick
			var from [8]physics.Vec
			seen := map[string]int32{}
			var in sim.TickInput
			for tick := sim.Tick(1); tick <= 3*60*60; tick++ {
				in.Reset(tick)
				if tick == 1 {
					for s := sim.Slot(1); s <= 8; s++ {
						in.Joins = append(in.Joins, sim.Join{Slot: s, Name: "bot", Bot: uint8(s%3) + 3, Stream: uint64(s)})
					}
				}
				g.Step(&in)
				for i := range g.effects {
					count(seen, &g.effects[i])
				}
				for p := range still {
					r, brain := &g.players.rows[p], &g.seats[p].brain
					at := posOf(r)
					state, _ := brain.State()
					means := state == ai.Defend || state == ai.Escort || state == ai.Cover || state == ai.Attack || state == ai.Flee
					if still[p]++; !alive(r) || means || length(sub(at, from[p])) > 0.5 || g.round.rows[0].Fields[RoundPhase] != PhaseLive {
						still[p], from[p] = 0, at
					}
					if still[p] > 300 {
						t.Fatalf("tick %d: bot %d stands at %v for 5 s in state %v, latest %v", tick, p+1, at, state, brain.Last())
					}
				}
			}
			f := &g.round.rows[0].Fields
			seen["score"] = f[RoundRed] + f[RoundBlue]
			seen["waves"] = max(seen["waves"], f[RoundWave])
			t.Log(seen)
			for what, n := range c.least {
				if seen[what] < n {
					t.Errorf("%s: %d, want %d at least; seen %v", what, seen[what], n, seen)
				}
			}
		})
	}
}

// Four bots of the middle level stand against five waves and more, and not for ever: on
// outpost, by the rules as they are.
func TestWavesOfFour(t *testing.T) {
	if testing.Short() {
		t.Skip("minutes of play")
	}
	file, err := level.File("outpost")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(3) {
		made, err := newGame(sim.Setup{
			Static:     sim.Static{Mode: modeWaves, Map: "outpost", MapData: file, TickRate: 60, RewindCapTicks: 15},
			MaxPlayers: 4, Seed: seed,
		})
		if err != nil {
			t.Fatal(err)
		}
		g := made.(*Game)
		best, over := int32(0), int32(0)
		var in sim.TickInput
		for tick := sim.Tick(1); tick <= 20*60*60 && over == 0; tick++ {
			in.Reset(tick)
			if tick == 1 {
				for s := sim.Slot(1); s <= 4; s++ {
					in.Joins = append(in.Joins, sim.Join{Slot: s, Name: "bot", Bot: 3, Stream: seed<<8 | uint64(s)})
				}
			}
			g.Step(&in)
			best = max(best, g.round.rows[0].Fields[RoundWave])
			for i := range g.effects {
				if e := &g.effects[i]; e.Kind == EffectRound && e.Args[RoundFxPhase] == PhaseOver {
					over = e.Args[RoundFxWinner]
				}
			}
		}
		t.Logf("seed %d: wave %d, won by %d after %d ticks", seed, best, over, g.tick)
		if best < 5 || over == 0 {
			t.Errorf("seed %d: came to wave %d, won by %d: want wave 5 at least, and an end within 20 minutes", seed, best, over)
		}
	}
}

func count(seen map[string]int32, e *row.Effect) {
	switch e.Kind {
	case EffectDeath:
		seen["kills"]++
	case EffectSlain:
		seen["slain"]++
	case EffectFlag:
		seen[[...]string{"", "taken", "dropped", "returned", "captured"}[e.Args[FlagFxDeed]]]++
	case EffectWave:
		seen["waves"] = max(seen["waves"], e.Args[WaveFxNumber])
	}
}
