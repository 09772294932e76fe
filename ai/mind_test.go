package ai

import (
	"fmt"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/sim/row"
)

// stage is a toy with one bot, p1, and foes and mates that do as they are told; it
// prints what changes the bot's state.
type stage struct {
	w       *toy
	places  map[string]physics.Vec
	p       Percept
	last    Transition
	dodges  int
	thrown  bool
	weapons map[uint8]bool
}

// TestMind runs testdata/mind/*.txt, written like testdata/*.txt:
//
//	map cell=C radius=R           the map that follows; forgets everything else
//	bot at A [level=L] [aim=TURNS] [health=N] [armed] [team]   alone, in an empty place
//	foe N at A [walk=X,Y]         p2 and on; walks so many units/s
//	mate N at A                   one of the bot's side
//	dead N | gone N | health N | carry | drop
//	shot at A | step at A         a sound
//	hurt from A                   a wound
//	told N at A                   a mate's report
//	goal TASK at A [weight=N] [radius=R] [urgent] | goals none
//	item KIND at A | items none
//	door at A [size=HALF] | open  a closed one, 1 wide
//	run N                         so many ticks; prints what changed
func TestMind(t *testing.T) { runFiles(t, "testdata/mind/*.txt", func() runner { return &stage{} }) }

func (g *stage) run(t *testing.T, lines []string) string {
	var out strings.Builder
	for i := 0; i < len(lines); i++ {
		words := strings.Fields(lines[i])
		if words[0] == "map" {
			m := drawMap(lines[i+1:], option(t, words, "cell", 0.5), option(t, words, "radius", 0.45))
			*g = stage{w: newToy(m.nav(t), []physics.Vec{{X: 1.5, Y: 1.5}}), places: m.places}
			g.w.tick = 100
			return ""
		}
		g.do(t, words, &out)
	}
	return out.String()
}

func (g *stage) do(t *testing.T, words []string, out *strings.Builder) {
	at := vec{}
	for i, word := range words {
		if word == "at" || word == "from" {
			place, ok := g.places[words[i+1]]
			if !ok {
				t.Fatalf("no place %q", words[i+1])
			}
			at = place
		}
	}
	w := g.w
	switch words[0] {
	case "bot":
		a := agent{brain: NewBrain(uint8(option(t, words, "level", 3)), 0), pos: at, aim: uint16(option(t, words, "aim", 0) * 65536)}
		a.spawn()
		a.intent.Aim = a.aim
		a.health = int32(option(t, words, "health", 100))
		*w = *newToy(w.nav, w.spawns)
		w.tick, w.agents = 100, []agent{a}
		w.teams = has(words, "team")
		if has(words, "armed") {
			w.armAll()
		}
	case "foe", "mate":
		n := int(number(t, words[1]))
		for len(w.agents) < n {
			w.agents = append(w.agents, agent{script: still, team: 1})
		}
		a := &w.agents[n-1]
		a.pos, a.health, a.team = at, 100, 1
		if words[0] == "mate" {
			a.team = 0
		}
		if x, y, ok := strings.Cut(text(words, "walk"), ","); ok {
			v := vec{X: number(t, x), Y: number(t, y)}
			a.script = func(uint32, vec) vec { return v }
		}
	case "dead":
		w.agents[int(number(t, words[1]))-1].health = 0
	case "gone":
		w.agents[int(number(t, words[1]))-1].pos = vec{X: -100, Y: -100}
	case "run":
		g.play(int(number(t, words[1])), out)
	default:
		if !g.happen(t, words, at) {
			t.Fatalf("unknown command %q", words)
		}
	}
}

// happen does what befalls the bot, or lies about; at is the place that words name.
func (g *stage) happen(t *testing.T, words []string, at vec) bool {
	w := g.w
	switch words[0] {
	case "health":
		w.agents[0].health = int32(number(t, words[1]))
	case "empty":
		w.agents[0].guns = [MaxWeapons + 1]Gun{toyRifle: {Owned: true, Mag: 0, Reserve: 30}}
	case "carry", "drop":
		w.agents[0].carrying = words[0] == "carry"
	case "shot":
		w.sounds = append(w.sounds, Sound{Pos: at, Kind: SoundShot})
	case "step":
		w.sounds = append(w.sounds, Sound{Pos: at, Kind: SoundStep})
	case "hurt":
		w.agents[0].hurts = append(w.agents[0].hurts, Hurt{From: toAim(sub(at, w.agents[0].pos)), Damage: 10})
	case "told":
		id := idOf(int(number(t, words[1])) - 1)
		*w.squads[0].slot(id, w.tick) = report{id: id, pos: toPoint(at), since: w.tick, tick: w.tick}
	case "goal":
		task := map[string]Task{"go": TaskGo, "take": TaskTake, "hold": TaskHold, "carry": TaskCarry, "escort": TaskEscort}[words[1]]
		w.goals = append(w.goals, Objective{ID: row.ID{Index: 500 + uint16(len(w.goals)), Gen: 1}, Task: task, Pos: at,
			Weight: uint8(option(t, words, "weight", 200)), Radius: option(t, words, "radius", 2), Urgent: has(words, "urgent")})
	case "goals":
		w.goals = w.goals[:0]
	case "item":
		kind := map[string]ItemKind{"health": ItemHealth, "armour": ItemArmour, "power": ItemPower, "weapon": ItemWeapon}[words[1]]
		w.items = append(w.items, Item{ID: row.ID{Index: 700 + uint16(len(w.items)), Gen: 1}, Pos: at, Kind: kind, Ready: true})
	case "items":
		w.items = w.items[:0]
	case "door":
		w.search.Ground().Set(0, Obstacle{Box: BoxDef{Center: at, Half: vec{X: 0.5, Y: option(t, words, "size", 0.5)}}, Blocks: true, Opaque: true})
	case "open":
		w.search.Ground().Set(0, Obstacle{})
	default:
		return false
	}
	return true
}

func still(uint32, vec) vec { return vec{} }

// play lets ticks pass and prints what changed.
func (g *stage) play(ticks int, out *strings.Builder) {
	start, w := g.w.tick, g.w
	a := &w.agents[0]
	fired := a.shots
	for range ticks {
		w.step(&g.p, 5)
		if last := a.brain.Last(); last != g.last {
			g.last = last
			fmt.Fprintf(out, "%3d %v\n", w.tick-start, last)
		}
	}
	fmt.Fprintf(out, "%3d %v at %.0f,%.0f", w.tick-start, a.brain.state, a.pos.X-0.5, a.pos.Y-0.5)
	if a.shots > fired {
		fmt.Fprint(out, ", fired")
	}
	fmt.Fprintln(out)
}

func has(words []string, name string) bool {
	for _, w := range words {
		if w == name {
			return true
		}
	}
	return false
}

func text(words []string, name string) string {
	for _, w := range words {
		if value, ok := strings.CutPrefix(w, name+"="); ok {
			return value
		}
	}
	return ""
}

func option(t *testing.T, words []string, name string, otherwise float64) float64 {
	t.Helper()
	if s := text(words, name); s != "" {
		return number(t, s)
	}
	return otherwise
}
