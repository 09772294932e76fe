package ai

import (
	"testing"
)

// dijkstra is the slow twin: on the drawn map itself, without heap or heuristic. It
// returns the cost of the cheapest way to each square, -1 where there is none.
func dijkstra(m *ascii, cols, start int32) []int64 {
	n := cols * int32(len(m.lines))
	cost, final := make([]int64, n), make([]bool, n)
	for i := range cost {
		cost[i] = -1
	}
	cost[start] = 0
	for {
		best := int32(-1)
		for i := range n {
			if !final[i] && cost[i] >= 0 && (best < 0 || cost[i] < cost[best]) {
				best = i
			}
		}
		if best < 0 {
			return cost
		}
		final[best] = true
		x, y := best%cols, best/cols
		for _, s := range steps {
			c := cost[best] + costStraight
			if s.dx != 0 && s.dy != 0 {
				c = cost[best] + costDiagonal
			}
			if m.solid(x+s.dx, y+s.dy) || m.solid(x+s.dx, y) || m.solid(x, y+s.dy) {
				continue
			}
			if j := (y+s.dy)*cols + x + s.dx; cost[j] < 0 || c < cost[j] {
				cost[j] = c
			}
		}
	}
}

func TestPathEqualsDijkstra(t *testing.T) {
	const cols, rows = 22, 16
	for seed := range uint64(60) {
		m := drawMap(randomMap(seed, cols, rows, uint32(seed%5)*10), 1, 0.4)
		nav := m.nav(t)
		s, fresh := NewSearch(NewGround(nav)), NewSearch(NewGround(nav))
		rnd := Rand(seed)
		for i := range uint32(12) {
			start := nav.layers[0].walkable[rnd.at(i, 1)%uint32(len(nav.layers[0].walkable))]
			goal := nav.layers[0].walkable[rnd.at(i, 2)%uint32(len(nav.layers[0].walkable))]
			cost := dijkstra(m, cols, int32(start))
			if reach := nav.layers[0].region[start] == nav.layers[0].region[goal]; reach != (cost[goal] >= 0) {
				t.Fatalf("seed %d: %d to %d: reach %v, twin cost %d", seed, start, goal, reach, cost[goal])
			}
			var p, again Path
			spent := s.Path(0, nav.Center(start), nav.Center(goal), MaxCells, &p)
			end := p.Cells[p.Len-1]
			if nav.layers[0].region[start] == nav.layers[0].region[goal] && !p.Partial && end != goal {
				t.Fatalf("seed %d: path from %d ends at %d, want %d", seed, start, end, goal)
			}
			if got := int64(chainCost(t, s)); got != cost[s.chain[len(s.chain)-1]] {
				t.Fatalf("seed %d: %d to %d costs %d, twin %d", seed, start, goal, got, cost[goal])
			}
			checkLegs(t, nav, nav.Center(start), &p)
			fresh.query = ^uint32(0) - i%2 // numbers of queries wrap
			if fresh.Path(0, nav.Center(start), nav.Center(goal), MaxCells, &again) != spent || again != p {
				t.Fatalf("seed %d: the answer depends on earlier queries", seed)
			}
		}
	}
}

func chainCost(t *testing.T, s *Search) (cost uint32) {
	t.Helper()
	for i := 1; i < len(s.chain); i++ {
		step := s.octile(s.chain[i-1], s.chain[i])
		if step != costStraight && step != costDiagonal {
			t.Fatalf("chain jumps from %d to %d", s.chain[i-1], s.chain[i])
		}
		cost += step
	}
	return cost
}

func checkLegs(t *testing.T, nav *Nav, from vec, p *Path) {
	t.Helper()
	for _, cell := range p.Cells[:p.Len] {
		to := nav.Center(cell)
		if !nav.Clear(0, from, to) {
			t.Fatalf("leg from %v to %v is blocked", from, to)
		}
		from = to
	}
}

func TestPathDoesNotAllocate(t *testing.T) {
	nav := drawMap(randomMap(3, 64, 48, 20), 1, 0.4).nav(t)
	s := NewSearch(NewGround(nav))
	var p Path
	n := uint32(0)
	if got := testing.AllocsPerRun(50, func() {
		n++
		s.Path(0, nav.Center(nav.random(0, nav.layers[0].walkable[0], Rand(1).at(n, 0))), nav.Center(nav.random(0, nav.layers[0].walkable[0], Rand(1).at(n, 1))), MaxCells, &p)
	}); got != 0 {
		t.Errorf("%v allocations a path, want 0", got)
	}
}

func BenchmarkPath(b *testing.B) {
	nav := drawMap(randomMap(3, 64, 48, 20), 1, 0.4).nav(b)
	s := NewSearch(NewGround(nav))
	var p Path
	expanded, n := int64(0), uint32(0)
	b.ReportAllocs()
	for b.Loop() {
		n++
		from, to := nav.random(0, nav.layers[0].walkable[0], Rand(1).at(n, 0)), nav.random(0, nav.layers[0].walkable[0], Rand(1).at(n, 1))
		expanded += int64(s.Path(0, nav.Center(from), nav.Center(to), MaxCells, &p))
	}
	b.ReportMetric(float64(expanded)/float64(b.N), "cells/op")
}
