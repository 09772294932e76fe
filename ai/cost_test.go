package ai

import (
	"slices"
	"testing"
	"time"
)

// bigMap is 96 x 80 units, with walls here and there.
func bigMap(t testing.TB) (*Nav, []vec) {
	lines := randomMap(3, 48, 40, 12)
	wide := make([]string, 0, 80)
	for _, line := range lines {
		var b []byte
		for i := range len(line) {
			b = append(b, line[i], line[i])
		}
		wide = append(wide, string(b), string(b))
	}
	m := drawMap(wide, 0.5, 0.45)
	m.def.Radii = []float64{0.3, 0.45, 0.7}
	nav := m.nav(t)
	var spawns []vec
	for i := range uint32(64) {
		spawns = append(spawns, nav.Center(nav.random(1, nav.layers[1].walkable[0], Rand(9).at(i, 0))))
	}
	return nav, spawns
}

// crowd is 64 bots of level 3 in four teams on a big map.
func crowd(t testing.TB) *toy {
	nav, spawns := bigMap(t)
	var levels []uint8
	for range 64 {
		levels = append(levels, 3)
	}
	w := newToy(nav, spawns, levels...)
	w.teams = true
	for i := range w.agents {
		w.agents[i].team = uint8(i % 4)
	}
	w.armAll()
	return w
}

func TestThinkDoesNotAllocate(t *testing.T) {
	w := brawl(t)
	var p Percept
	for range 600 {
		w.step(&p, 1)
	}
	if got := testing.AllocsPerRun(600, func() { w.step(&p, 1) }); got != 0 {
		t.Errorf("%v allocations a step, want 0", got)
	}
}

// BenchmarkCrowd is what 64 bots cost a tick, without the making of their percepts.
// Each tick's thoughts are thought three times from the same state and the least time
// counts, since other work on the machine is no cost of theirs.
func BenchmarkCrowd(b *testing.B) {
	w := crowd(b)
	percepts := make([]Percept, len(w.agents))
	for range 600 {
		w.step(&percepts[0], 1)
	}
	var spent []time.Duration
	thoughts := 0
	for b.Loop() {
		w.step(&percepts[0], 1)
		for i := range w.agents {
			w.percept(i, &percepts[i])
			percepts[i].Tick++
		}
		least := time.Hour
		for range 3 {
			squads := w.squads
			w.search.Begin()
			start := time.Now()
			for i := range w.agents {
				if brain := w.agents[i].brain; brain.Due(&percepts[i]) {
					thoughts++
					brain.Think(w.search, &squads[w.agents[i].team], &percepts[i], Rand(1+uint64(i)))
				}
			}
			least = min(least, time.Since(start))
		}
		spent = append(spent, least)
	}
	reportTimes(b, spent)
	b.ReportMetric(float64(thoughts)/float64(3*len(spent)), "thoughts/tick")
}

// BenchmarkHorde is the same of 64 monsters that hunt eight players.
func BenchmarkHorde(b *testing.B) {
	nav, spawns := bigMap(b)
	w := newToy(nav, spawns, 3, 3, 3, 3, 3, 3, 3, 3)
	for i := range w.agents {
		w.agents[i].team = 0
	}
	w.teams = true
	for i := range 64 {
		w.agents = append(w.agents, agent{monster: true, creature: NewCreature(Species(i%4)+1, Size(i%3)), pos: spawns[i], team: 7, health: 100, weapon: toyMelee,
			guns: [MaxWeapons + 1]Gun{toyMelee: {Owned: true}}})
	}
	percepts := make([]Percept, len(w.agents))
	var spent []time.Duration
	for b.Loop() {
		w.step(&percepts[0], 1)
		for i := range w.agents {
			w.percept(i, &percepts[i])
			percepts[i].Tick++
		}
		pack := w.pack
		start := time.Now()
		pack.Follow(w.search, 0, percepts[70].Others[:8])
		for i := 8; i < len(w.agents); i++ {
			if c := w.agents[i].creature; c.Due(&percepts[i]) {
				c.Think(w.search, &pack, &percepts[i], Rand(1+uint64(i)))
			}
		}
		spent = append(spent, time.Since(start))
	}
	reportTimes(b, spent)
}

func reportTimes(b *testing.B, spent []time.Duration) {
	slices.Sort(spent)
	b.ReportMetric(float64(spent[len(spent)/2].Microseconds()), "p50-us/tick")
	b.ReportMetric(float64(spent[len(spent)*99/100].Microseconds()), "p99-us/tick")
}
