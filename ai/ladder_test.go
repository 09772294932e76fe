package ai

import "testing"

var arenaMap = []string{
	"################################",
	"#A............#...............B#",
	"#......##.....#......##........#",
	"#......##............##........#",
	"#..............................#",
	"#....####.....##.......####....#",
	"#.............##...............#",
	"#..............................#",
	"#......##............##........#",
	"#......##.....#......##........#",
	"#C............#...............D#",
	"################################",
}

func arena(t testing.TB) (*Nav, []vec) {
	m := drawMap(arenaMap, 0.5, 0.45)
	return m.nav(t), []vec{m.places["A"], m.places["D"], m.places["B"], m.places["C"]}
}

// Duels between neighbouring levels: the higher wins more of them.
func TestLevelsRank(t *testing.T) {
	nav, spawns := arena(t)
	for low := uint8(1); low < MaxLevel; low++ {
		won, lost := 0, 0
		for seed := range uint64(24) {
			w := newToy(nav, spawns, low, low+1)
			if seed%2 == 1 {
				w = newToy(nav, spawns, low+1, low)
			}
			var p Percept
			for range 3600 {
				w.step(&p, seed*100)
				if w.agents[0].kills+w.agents[1].kills >= 5 {
					break
				}
			}
			d := w.agents[1].kills - w.agents[0].kills
			if seed%2 == 1 {
				d = -d
			}
			if d > 0 {
				won++
			} else if d < 0 {
				lost++
			}
		}
		t.Logf("level %d against %d: %d to %d", low+1, low, won, lost)
	}
}
