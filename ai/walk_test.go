package ai

import (
	"testing"

	"hindsight/physics"
)

// errand lets agents of a map walk to a place and returns how many ticks until all
// were there, or -1.
func errand(w *toy, ticks int, there func(a *agent) bool, each func()) int {
	var p Percept
	for n := range ticks {
		w.step(&p, 11)
		if each != nil {
			each()
		}
		done := true
		for i := range w.agents {
			done = done && (w.agents[i].script != nil || there(&w.agents[i]))
		}
		if done {
			return n
		}
	}
	return -1
}

func toPlace(place vec, near float64) func(a *agent) bool {
	return func(a *agent) bool { return distance(a.pos, place) < near }
}

// Scenes in which walking straight on leads nowhere. Each resolves itself.
func TestStuckResolves(t *testing.T) {
	lines := []string{
		"##################",
		"#A......#........#",
		"#.......#........#",
		"#................#",
		"#................#",
		"#.......#........#",
		"#.......#...#....#",
		"#.......#...#..B.#",
		"#................#",
		"#................#",
		"##################",
	}
	for name, spoil := range map[string]func(w *toy){
		"nothing": func(*toy) {},
		// What the bot does not know of: the toy holds it, the ground does not say so.
		"an invisible thing in the way": func(w *toy) {
			w.unseen = append(w.unseen, newBox(BoxDef{Center: vec{X: 8.5, Y: 3.6}, Half: vec{X: 0.3, Y: 0.6}}))
		},
		"a door that closes before it": func(w *toy) {
			w.search.ground.Set(0, Obstacle{Box: BoxDef{Center: vec{X: 8.5, Y: 4}, Half: vec{X: 0.5, Y: 1}}, Blocks: true})
		},
		"a corner of crates": func(w *toy) {
			for i, x := range []vec{{X: 3.5, Y: 3.5}, {X: 3.5, Y: 2.5}, {X: 3.5, Y: 1.5}} {
				w.search.ground.Set(i, Obstacle{Box: BoxDef{Center: x, Half: vec{X: 0.45, Y: 0.45}, Angle: 0.1}, Blocks: true})
			}
		},
	} {
		m := drawMap(lines, 0.5, 0.45)
		w := newToy(m.nav(t), []vec{m.places["A"]}, 3)
		w.goals = []Objective{{Task: TaskGo, Pos: m.places["B"], Weight: 255}}
		spoil(w)
		ticks := errand(w, 900, toPlace(m.places["B"], 1), nil)
		if ticks < 0 {
			t.Errorf("%s: not there after 15 s, but at %v in state %v", name, w.agents[0].pos, w.agents[0].brain.state)
		} else if name == "nothing" && ticks > 180 {
			t.Errorf("%s: there after %d ticks", name, ticks)
		}
	}
}

// Two bots meet in a corridor and pass. Nobody is a wall to anybody in the toy, but
// walking through each other counts.
func TestAvoidance(t *testing.T) {
	m := drawMap([]string{
		"####################",
		"#..................#",
		"#A................B#",
		"#..................#",
		"####################",
	}, 0.5, 0.45)
	w := newToy(m.nav(t), []vec{m.places["A"], m.places["B"]}, 3, 3)
	w.teams = true
	w.agents[0].team, w.agents[1].team = 0, 0
	touched := 0
	var p Percept
	there := 0
	w.alter = func(i int, p *Percept) {
		p.Objectives = []Objective{{ID: idOf(90 + i), Task: TaskGo, Pos: m.places[[]string{"B", "A"}[i]], Weight: 255}}
	}
	for range 240 {
		w.step(&p, 1)
		if distance(w.agents[0].pos, w.agents[1].pos) < 0.85 {
			touched++
		}
		if distance(w.agents[0].pos, m.places["B"]) < 1 && distance(w.agents[1].pos, m.places["A"]) < 1 {
			there++
		}
	}
	if touched > 2 || there == 0 {
		t.Errorf("they touched in %d ticks and were both there in %d", touched, there)
	}
}

// A rocket that flies at a bot is dodged, more often the higher the level; one that
// passes by is not.
func TestDodge(t *testing.T) {
	nav := drawMap([]string{"####################", "#..................#", "#..................#", "#..................#", "#..................#", "#..................#", "#..................#", "#..................#", "#..................#", "####################"}, 0.5, 0.45).nav(t)
	hits := [MaxLevel + 1]int{}
	for level := uint8(1); level <= MaxLevel; level++ {
		for seed := range uint64(200) {
			w := newToy(nav, []vec{{X: 3, Y: 5}, {X: -50, Y: -50}}, level, 1)
			w.agents[1].script = still
			w.goals = []Objective{{Task: TaskGo, Pos: w.agents[0].pos, Weight: 255}}
			w.agents[0].aim = uint16(0)
			w.shots = []flying{{id: uint16(seed + 1), pos: vec{X: 18, Y: 5}, vel: vec{X: -20}, by: 1, weapon: toyRocket}}
			w.shotID = uint16(seed + 1)
			var p Percept
			for range 60 {
				w.step(&p, seed)
			}
			if w.agents[0].health < 100 {
				hits[level]++
			}
		}
	}
	t.Logf("of 200 rockets hit, by level: %v", hits[1:])
	if hits[1] < 190 || hits[3] > 150 || hits[5] > 60 {
		t.Errorf("of 200 rockets hit, by level: %v", hits[1:])
	}
}

// Monsters of all sizes reach whom they hunt, through the one door, without standing
// in each other all the time.
func TestPackReaches(t *testing.T) {
	m := drawMap([]string{
		"########################",
		"#A.........#..........B#",
		"#..........#...........#",
		"#..........#...........#",
		"#......................#",
		"#......................#",
		"#..........#...........#",
		"#..........#...........#",
		"#..........#...........#",
		"########################",
	}, 0.5, 0.3)
	m.def.Radii = []float64{0.3, 0.45, 0.7}
	nav := m.nav(t)
	w := newToy(nav, []vec{m.places["B"]}, 1)
	w.agents[0].script = still
	for i := range 12 {
		a := agent{monster: true, creature: NewCreature(Swarm, Size(i%3)), health: 100, team: 7, weapon: toyMelee, guns: [MaxWeapons + 1]Gun{toyMelee: {Owned: true}}}
		a.pos = physics.Vec{X: 2 + float64(float64(i%4)*0.8), Y: 2 + float64(float64(i/4)*0.8)}
		w.agents = append(w.agents, a)
	}
	w.teams = true
	apart, pairs := 0, 0
	ticks := errand(w, 600, toPlace(m.places["B"], 2.2), func() {
		for i := 1; i < len(w.agents); i++ {
			for j := i + 1; j < len(w.agents); j++ {
				if distance(w.agents[i].pos, w.agents[j].pos) > 0.5 {
					apart++
				}
				pairs++
			}
		}
	})
	if ticks < 0 || apart*100 < pairs*95 {
		t.Errorf("all there after %d ticks, %d of %d pairs apart", ticks, apart, pairs)
	}
	if s, who := w.agents[1].creature.State(); s != Strike || who != idOf(0) {
		t.Errorf("the first is in state %v about %v", s, who)
	}
	// The prey gets behind a wall: they hunt on.
	w.agents[0].pos = m.places["A"]
	if ticks := errand(w, 600, toPlace(m.places["A"], 2.2), nil); ticks < 0 {
		t.Error("they lost their prey")
	}
}
