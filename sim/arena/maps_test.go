package arena

import (
	"math"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
)

// Bots find their way on every map, in every mode that it is for: within twenty seconds
// each has been well away from where it was first seen.
func TestBotsPlayEveryMap(t *testing.T) {
	const bots, far = 8, 3.0
	for _, mode := range modes {
		for _, name := range level.For(mode) {
			file, err := level.File(name)
			if err != nil {
				t.Fatal(err)
			}
			g, err := newGame(sim.Setup{
				Static:     sim.Static{Mode: mode, Map: name, MapData: file, TickRate: 60, RewindCapTicks: 15, Rules: []byte("[match]\nwarmup_ms = 0\n")},
				MaxPlayers: bots, Seed: 3,
			})
			if err != nil {
				t.Errorf("%s on %s: %v", mode, name, err)
				continue
			}
			var first [bots]physics.Vec
			var way [bots]float64
			key := sim.NewKey(3, "streams")
			var in sim.TickInput
			for tick := sim.Tick(1); tick <= 1200; tick++ {
				in.Reset(tick)
				if tick == 1 {
					for s := sim.Slot(1); s <= bots; s++ {
						in.Joins = append(in.Joins, botJoin(s, key))
					}
				}
				g.Step(&in)
				for i := range first {
					at := posOf(&g.(*Game).players.rows[i])
					if tick == 1 {
						first[i] = at
					}
					way[i] = max(way[i], math.Hypot(at.X-first[i].X, at.Y-first[i].Y))
				}
			}
			for i := range way {
				if way[i] < far {
					t.Errorf("%s on %s: bot %d was never further than %.1f units from %v", mode, name, i+1, way[i], first[i])
				}
			}
		}
	}
}
