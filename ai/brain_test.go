package ai

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/sim/row"
)

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

func arena(t testing.TB) (*Nav, []physics.Vec) {
	m := drawMap(arenaMap, 1, 0.45)
	return m.nav(t), []physics.Vec{m.places["A"], m.places["D"], m.places["B"], m.places["C"]}
}

// TestIntentsGolden compares what three bots do for 600 ticks with a file; every
// intent is in the hash at the end, every twentieth of the first bot is shown.
func TestIntentsGolden(t *testing.T) {
	const file = "testdata/intents.golden"
	nav, spawns := arena(t)
	w := newToy(nav, spawns, 3, 5, 1)
	var out strings.Builder
	sum := uint64(0)
	for range 600 {
		w.step(42)
		for i := range w.agents {
			in := w.agents[i].intent
			bits := uint64(uint8(in.MoveX)) | uint64(uint8(in.MoveY))<<8 | uint64(in.Aim)<<16 | uint64(bit(in.Fire))<<32 | uint64(bit(in.Reload))<<33
			sum = mix(sum ^ bits)
		}
		if a := &w.agents[0]; w.tick%20 == 0 {
			fmt.Fprintf(&out, "%3d %-7s at %2d,%2d health %3d move %4d %4d aim %5d fire %d\n", w.tick, a.brain.Mode(),
				int(a.pos.X), int(a.pos.Y), a.health, a.intent.MoveX, a.intent.MoveY, a.intent.Aim, bit(a.intent.Fire))
		}
	}
	fmt.Fprintf(&out, "intents %016x\n", sum)
	if *rewrite {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != out.String() {
		t.Errorf("%v\n--- got\n%s--- want\n%s", err, out.String(), want)
	}
}

// Eight bots fight for two minutes: every mode is used, all of them get about, kill
// and die, and nobody stands about for long.
func TestBotsPlay(t *testing.T) {
	nav, spawns := arena(t)
	w := newToy(nav, spawns, 1, 2, 3, 4, 5, 3, 3, 3)
	var ticks [modes]int
	still := make([]int, len(w.agents))
	from := make([]vec, len(w.agents))
	for range 7200 {
		w.step(7)
		for i := range w.agents {
			a := &w.agents[i]
			ticks[a.brain.Mode()]++
			if still[i]++; a.health <= 0 || distance(a.pos, from[i]) > 0.5 {
				still[i], from[i] = 0, a.pos
			}
			if still[i] > 240 {
				t.Fatalf("bot %d stands at %v for %d ticks in mode %v", i, a.pos, still[i], a.brain.Mode())
			}
		}
	}
	for m, n := range ticks {
		if n == 0 && Mode(m) != Unstuck {
			t.Errorf("nobody was ever in mode %v", Mode(m))
		}
	}
	for i := range w.agents {
		if a := &w.agents[i]; a.deaths == 0 || a.kills == 0 {
			t.Errorf("bot %d: %d kills, %d deaths", i, a.kills, a.deaths)
		}
	}
	if t.Failed() {
		t.Log(ticks)
	}
}

// A level wins against the one two below it, in the sum over many duels.
func TestLevelsRank(t *testing.T) {
	nav, spawns := arena(t)
	for low := uint8(1); low+2 <= MaxLevel; low++ {
		won, lost := int32(0), int32(0)
		for seed := range uint64(6) {
			w := newToy(nav, spawns, low, low+2)
			for range 3600 {
				w.step(seed * 100)
			}
			won, lost = won+w.agents[1].kills, lost+w.agents[0].kills
		}
		if won <= lost {
			t.Errorf("level %d against %d: %d kills to %d", low+2, low, won, lost)
		}
	}
}

// meet puts a bot into an empty room with a foe 6 units to its right.
func meet(t testing.TB, level uint8) (*Search, Brain, Percept) {
	nav, err := NewNav(NavDef{Bounds: Bounds{Max: physics.Vec{X: 20, Y: 20}}, Radius: 0.45, Cell: 1})
	if err != nil {
		t.Fatal(err)
	}
	return NewSearch(nav), NewBrain(level), Percept{
		ViewDist: toyView, Self: Self{Pos: physics.Vec{X: 5, Y: 10}, Alive: true, HealthPct: 100},
		Others: []Other{{ID: row.ID{Index: 3, Gen: 1}, Pos: physics.Vec{X: 11, Y: 10}, Alive: true}},
	}
}

func TestReactionDelay(t *testing.T) {
	for level := uint8(1); level <= MaxLevel; level++ {
		s, b, p := meet(t, level)
		fired := false
		for p.Tick = 100; p.Tick < 200; p.Tick++ {
			in := b.Think(s, &p, 1)
			p.Self.Aim = in.Aim
			if fights := p.Tick-100 >= skills[level].reactionTicks; (b.Mode() == Fight) != fights || in.Fire && !fights {
				t.Fatalf("level %d, %d ticks after coming into sight: mode %v, fire %v", level, p.Tick-100, b.Mode(), in.Fire)
			}
			fired = fired || in.Fire
		}
		if !fired {
			t.Errorf("level %d never fired", level)
		}
	}
}

// Out of sight is chased, a visited place forgotten, the dead and friends left alone.
func TestTransitions(t *testing.T) {
	s, b, p := meet(t, 5)
	think := func(ticks int) Intent {
		var in Intent
		for range ticks {
			p.Tick++
			in = b.Think(s, &p, 1)
			p.Self.Aim = in.Aim
		}
		return in
	}
	expect := func(when string, want Mode) {
		t.Helper()
		if b.Mode() != want {
			t.Fatalf("%s: mode %v, want %v", when, b.Mode(), want)
		}
	}
	think(20)
	expect("foe in sight", Fight)
	foe := p.Others
	p.Others = nil
	if in := think(1); in.MoveX <= 100 {
		t.Errorf("chasing to the right moves %d, %d", in.MoveX, in.MoveY)
	}
	expect("foe gone", Chase)
	p.Self.Pos = foe[0].Pos
	think(2)
	expect("nobody where it was", Roam)
	p.Self.Pos, p.Others = physics.Vec{X: 5, Y: 10}, foe
	think(20)
	p.Self.HealthPct = 10
	think(1)
	expect("badly hurt", Retreat)
	foe[0].Alive = false
	think(retreatTicks + 1)
	expect("foe dead", Roam)
	foe[0].Alive, foe[0].Friend = true, true
	think(60)
	expect("a friend in sight", Roam)
	p.Self.Alive = false
	if in := think(1); in != (Intent{Aim: p.Self.Aim}) || b.Target() != (row.ID{}) {
		t.Errorf("dead, but wants %+v of %v", in, b.Target())
	}
}

func TestStuckPushes(t *testing.T) {
	s, b, p := meet(t, 3)
	p.Others = nil
	for p.Tick = 1; p.Tick < 600; p.Tick++ {
		if b.Think(s, &p, 9); b.Mode() == Unstuck {
			if p.Tick < stillTicks {
				t.Errorf("stuck after %d ticks already", p.Tick)
			}
			return
		}
	}
	t.Error("a bot that cannot move never tried another way")
}

func TestThinkEvery(t *testing.T) {
	_, b, p := meet(t, 3)
	p.Tick = 10
	b.tick = 9
	for _, c := range []struct {
		x    float64
		want uint32
	}{{11, 1}, {5 + 1.24*toyView, 1}, {5 + 1.26*toyView, 4}, {5 + 2.6*toyView, 8}} {
		p.Others[0].Pos.X = c.x
		if got := ThinkEvery(&p); got != c.want || b.Due(&p) != (got == 1) {
			t.Errorf("foe at %v: every %d ticks, want %d; due %v", c.x, got, c.want, b.Due(&p))
		}
	}
	p.Others[0].Friend = true
	if got := ThinkEvery(&p); got != MaxThinkEvery {
		t.Errorf("no foe: every %d ticks", got)
	}
}

func TestThinkDoesNotAllocate(t *testing.T) {
	nav, spawns := arena(t)
	w := newToy(nav, spawns, 1, 2, 3, 4, 5, 3, 3, 3)
	for range 200 {
		w.step(1)
	}
	if got := testing.AllocsPerRun(1000, func() { w.step(1) }); got != 0 {
		t.Errorf("%v allocations a step, want 0", got)
	}
}

func BenchmarkThink(b *testing.B) {
	nav, spawns := arena(b)
	w := newToy(nav, spawns, 1, 2, 3, 4, 5, 3, 3, 3)
	for range 600 {
		w.step(1)
	}
	percepts := make([]Percept, len(w.agents))
	for i := range percepts {
		percepts[i] = w.percept(i)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i = (i + 1) % len(percepts)
		percepts[i].Tick++
		w.agents[i].brain.Think(w.search, &percepts[i], 1)
	}
}
