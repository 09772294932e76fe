package ai

import (
	"testing"

	"hindsight/physics"
)

// litter lays some obstacles onto a ground: closed ones, dear ones, a bridge.
func litter(g *Ground, rnd Rand, cols, rows int32) {
	for i := range uint32(12) {
		o := Obstacle{Box: BoxDef{Center: vec{X: coord(rnd, i, 0, 1, float64(cols-1)), Y: coord(rnd, i, 1, 1, float64(rows-1))}, Half: vec{X: coord(rnd, i, 2, 0.2, 1.5), Y: coord(rnd, i, 3, 0.2, 1.5)}}}
		switch i % 4 {
		case 0, 1:
			o.Blocks = true
		case 2:
			o.Cost = 5000
		case 3:
			o.Covers = true
		}
		g.Set(int(i), o)
	}
}

// A field's cost to each cell is that of the slow twin, wherever and in whatever order
// it is asked, and following it goes down to the goal.
func TestFlowEqualsDijkstra(t *testing.T) {
	const cols, rows = 22, 16
	for seed := range uint64(40) {
		m := drawMap(randomMap(seed, cols, rows, uint32(seed%4)*10), 1, 0.4)
		if seed%2 == 1 {
			m.def.Portals = []PortalDef{{Pos: vec{X: 3.5, Y: 3.5}, Half: vec{X: 0.9, Y: 0.9}, To: vec{X: 17.5, Y: 12.5}}, {Pos: vec{X: 12.5, Y: 4.5}, Half: vec{X: 0.6, Y: 0.3}, To: vec{X: 2.5, Y: 9.5}}}
		}
		nav := m.nav(t)
		s := NewSearch(NewGround(nav))
		litter(s.ground, Rand(seed), cols, rows)
		l := &nav.layers[0]
		goal := s.ground.nearest(0, nav.Center(nav.random(0, l.walkable[0], Rand(seed).at(1, 0))), l.walkable[0])
		if s.nav.layers[0].exit[goal] != goal {
			continue // nobody stays on a portal
		}
		twin := twinField(s, goal)
		f := s.flow(0, goal)
		for i := range uint32(60) {
			cell := nav.random(0, goal, Rand(seed).at(i, 1))
			next, ok := s.toward(f, cell)
			if want := twin[cell] != unknown && cell != goal; ok != want {
				t.Fatalf("seed %d: from %d to %d: a way %v, twin %v", seed, cell, goal, ok, want)
			}
			if !ok {
				continue
			}
			if got := f.cost[cell] &^ final; got != twin[cell] {
				t.Fatalf("seed %d: from %d to %d costs %d, twin %d", seed, cell, goal, got, twin[cell])
			}
			for steps := 0; cell != goal; steps++ {
				if next, ok = s.toward(f, cell); !ok || steps > cols*rows || twin[next] >= twin[cell] {
					t.Fatalf("seed %d: the way stops at %d", seed, cell)
				}
				cell = next
			}
		}
	}
}

// twinField relaxes all steps until nothing changes.
func twinField(s *Search, goal uint16) []uint32 {
	cost := make([]uint32, s.nav.Cells())
	for i := range cost {
		cost[i] = unknown
	}
	cost[goal] = 0
	for changed := true; changed; {
		changed = false
		try := func(from, to int32, price uint32) {
			if cost[to] != unknown && (cost[from] == unknown || cost[to]+price < cost[from]) {
				cost[from], changed = cost[to]+price, true
			}
		}
		for c := range s.nav.Cells() {
			if exit := s.nav.layers[0].exit[c]; int32(exit) != c {
				if s.nav.stands(0, uint16(c)) && s.ground.open(0, c) {
					try(c, int32(exit), costPortal/flowScale)
				}
				continue
			}
			for d := range steps {
				if price, ok := uint32(0), s.nav.layers[0].links[c]&(1<<d) != 0; ok {
					if price, ok = s.stride(0, c, d); ok {
						try(c, c+s.nav.offset[d], price)
					}
				}
			}
		}
	}
	return cost
}

// What a field says does not depend on what it said before, nor on the cache.
func TestFlowIsNoState(t *testing.T) {
	nav, spawns := arena(t)
	warm := NewSearch(NewGround(nav))
	for i := range uint32(400) {
		goal := nav.Nearest(0, spawns[i%4])
		if i%7 == 0 {
			litter(warm.ground, Rand(i), 30, 10)
		}
		cold := NewSearch(warm.ground)
		cell := nav.random(0, goal, Rand(3).at(i, 0))
		a, okA := warm.toward(warm.flow(0, goal), cell)
		b, okB := cold.toward(cold.flow(0, goal), cell)
		if a != b || okA != okB {
			t.Fatalf("query %d: %d %v, from scratch %d %v", i, a, okA, b, okB)
		}
	}
}

// Taking obstacles away leaves a ground as if they had never been.
func TestGroundForgets(t *testing.T) {
	nav, _ := arena(t)
	g, fresh := NewGround(nav), NewGround(nav)
	for round := range Rand(20) {
		litter(g, round, 30, 10)
	}
	for i := range 12 {
		g.Set(i, Obstacle{})
	}
	g.Set(3, Obstacle{Box: BoxDef{Center: vec{X: 5, Y: 5}, Half: vec{X: 1, Y: 1}}, Blocks: true})
	fresh.Set(3, Obstacle{Box: BoxDef{Center: vec{X: 5, Y: 5}, Half: vec{X: 1, Y: 1}}, Blocks: true})
	g.Set(4, Obstacle{Box: BoxDef{Center: vec{X: 1e300}}, Blocks: true}) // out of range: nothing
	for c := range nav.Cells() {
		if g.open(0, c) != fresh.open(0, c) || g.cost(c) != fresh.cost(c) {
			t.Fatalf("cell %d differs", c)
		}
	}
	if g.used != fresh.used {
		t.Errorf("%d obstacles in use, want %d", g.used, fresh.used)
	}
}

// Agents of different sizes: what the small one passes, the big one goes round.
func TestSizes(t *testing.T) {
	m := drawMap([]string{
		"##############",
		"#............#",
		"#............#",
		"#.####.#####.#",
		"#A....B......#",
		"##############",
	}, 0.5, 0.3)
	m.def.Radii = []float64{0.2, 0.7}
	m.lines[4] = "#A...........#"
	nav := m.nav(t)
	s := NewSearch(NewGround(nav))
	var small, big Path
	s.Path(0, vec{X: 6.5, Y: 1.5}, vec{X: 6.5, Y: 4.5}, MaxCells, &small)
	s.Path(1, vec{X: 6.5, Y: 1.5}, vec{X: 6.5, Y: 4.5}, MaxCells, &big)
	if end := nav.Center(small.Cells[small.Len-1]); distance(end, vec{X: 6.5, Y: 4.5}) > 0.5 || small.Len > 3 {
		t.Errorf("the small one ends at %v after %d waypoints", end, small.Len)
	}
	if end := nav.Center(big.Cells[big.Len-1]); end.Y > 3 {
		t.Errorf("the big one squeezes through to %v", end)
	}
}

// Ways lead through portals where that is shorter, around them where not, and a
// brain walks them.
func TestPortals(t *testing.T) {
	m := drawMap([]string{
		"####################",
		"#A...P....#........#",
		"#.........#........#",
		"#.........#....T.B.#",
		"#.........#........#",
		"####################",
	}, 0.5, 0.45)
	m.def.Portals = []PortalDef{{Pos: m.places["P"], Half: vec{X: 0.7, Y: 0.7}, To: m.places["T"]}}
	nav := m.nav(t)
	if _, err := nav.CheckReach(0, []physics.Vec{m.places["A"], m.places["B"]}); err == nil {
		t.Error("a one-way portal was taken for a way back")
	}
	m.def.Radii, m.def.Walkers = []float64{0.45, 0.45}, 2
	both := m.nav(t)
	s := NewSearch(NewGround(both))
	var carried, walking Path
	s.Path(0, m.places["A"], m.places["B"], MaxCells, &carried)
	s.Path(1, m.places["A"], m.places["B"], MaxCells, &walking)
	if end := both.Center(walking.Cells[walking.Len-1]); end.X > 10 || distance(both.Center(carried.Cells[carried.Len-1]), m.places["B"]) > 0.5 {
		t.Errorf("one that no portal takes ends at %v", end)
	}
	w := newToy(nav, []vec{m.places["A"]}, 3)
	w.goals = []Objective{{Task: TaskGo, Pos: m.places["B"], Weight: 255}}
	var p Percept
	for range 300 {
		if w.step(&p, 1); distance(w.agents[0].pos, m.places["B"]) < 1 {
			return
		}
	}
	t.Errorf("after 5 s it is at %v in state %v", w.agents[0].pos, w.agents[0].brain.state)
}
