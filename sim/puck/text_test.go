package puck

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// TestText plays the scenes in testdata/*.txt. Every case starts from a new match of six
// slots. Its lines are
//
//	mode doubles              first, for another mode than duel
//	join p1 [bot=3]           with the next tick; leave p1 alike
//	order restart             with the next tick
//	stand p1 at X Y           puts a paddle there, in units
//	puck at X Y going VX VY   lays the puck there and lets it go, in units and units/s
//	goals right=6             sets goals of the round
//	cmd p1 X Y                the stick that p1 holds from now on, in 1/127
//	tick 30                   steps
//	score, board, seats       print what they say
//	puck                      prints where it is, in tenths of a unit
//	events                    prints the effects since the last time, and refusals
func TestText(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	for _, file := range files {
		simtest.Text(t, file, func(t *testing.T, input []string) string {
			s := script{t: t, g: newTestGame(t, "duel", 6), sticks: map[sim.Slot][2]int8{}}
			for _, line := range input {
				s.line = line
				s.do(strings.Fields(line))
			}
			return s.out.String()
		})
	}
}

type script struct {
	t       *testing.T
	g       *Game
	next    sim.TickInput
	sticks  map[sim.Slot][2]int8 // of the humans in the match
	effects []row.Effect
	refused []sim.Refusal
	line    string
	out     strings.Builder
}

func (s *script) do(words []string) {
	switch words[0] {
	case "mode":
		s.g = newTestGame(s.t, words[1], 6)
	case "join":
		j := sim.Join{Slot: s.slot(words[1]), Name: words[1]}
		if len(words) > 2 {
			j.Bot = uint8(s.number(strings.TrimPrefix(words[2], "bot=")))
		} else {
			s.sticks[j.Slot] = [2]int8{}
		}
		s.next.Joins = append(s.next.Joins, j)
	case "leave":
		s.next.Leaves = append(s.next.Leaves, sim.Leave{Slot: s.slot(words[1]), Cause: sim.LeaveQuit})
		delete(s.sticks, s.slot(words[1]))
	case "order":
		s.next.Orders = append(s.next.Orders, sim.Order{Name: words[1]})
	case "stand":
		s.g.stand(s.slot(words[1]), s.number(words[3]), s.number(words[4]))
	case "goals":
		name, n, _ := strings.Cut(words[1], "=")
		s.g.board.goals[map[string]int{"left": 0, "right": 1, "top": 2, "bottom": 3}[name]] = int32(s.number(n))
	case "cmd":
		s.sticks[s.slot(words[1])] = [2]int8{int8(s.number(words[2])), int8(s.number(words[3]))}
	case "tick":
		s.step(int(s.number(words[1])))
	case "puck":
		if len(words) > 1 {
			s.g.lay(s.number(words[2]), s.number(words[3]), s.number(words[5]), s.number(words[6]))
			return
		}
		m := get(s.g.state.world, s.g.bodies.puck)
		fmt.Fprintf(&s.out, "puck at %d,%d going %d,%d\n", gridPos(m.at.X)*10>>12, gridPos(m.at.Y)*10>>12, gridVel(m.v.X)>>12, gridVel(m.v.Y)>>12)
	case "score", "board", "seats", "events":
		map[string]func(){"score": s.score, "board": s.board, "seats": s.seats, "events": s.events}[words[0]]()
	default:
		s.t.Fatalf("no such line: %s", s.line)
	}
}

func (s *script) slot(word string) sim.Slot { return sim.Slot(s.number(strings.TrimPrefix(word, "p"))) }

func (s *script) number(word string) float64 {
	n, err := strconv.ParseFloat(word, 64)
	if err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
	return n
}

func (s *script) step(ticks int) {
	for range ticks {
		tick := s.g.Tick() + 1
		s.next.Tick = tick
		for slot := sim.Slot(1); slot <= 6; slot++ {
			if c, ok := s.sticks[slot]; ok {
				s.next.Commands = append(s.next.Commands, sim.PlayerCommand{Slot: slot, Verdict: sim.OnTime, Command: sim.Command{Tick: tick, MoveX: c[0], MoveY: c[1]}})
			}
		}
		s.g.Step(&s.next)
		s.next.Reset(tick + 1)
		s.effects = append(s.effects, s.g.effects...)
		s.refused = append(s.refused, s.g.queue.Refused()...)
	}
}

func (s *script) score() {
	for _, l := range s.g.Score(nil) {
		fmt.Fprintf(&s.out, "p%d %s won=%d scored=%d lost=%d\n", l.Slot, l.Name, l.Score, l.Kills, l.Deaths)
	}
}

func (s *script) board() {
	b := &s.g.board
	phase := [...]string{"practice", "face-off", "play", "over"}[b.phase]
	fmt.Fprintf(&s.out, "tick %d %s until %d goals %v rounds %v round %d winner %d\n", s.g.tick, phase, b.until, b.goals, b.rounds, b.round, b.winner)
}

func (s *script) seats() {
	for i := range s.g.players {
		if p := &s.g.players[i]; p.here() {
			fmt.Fprintf(&s.out, "p%d.%d seat %d\n", i+1, p.gen, p.seat)
		}
	}
}

func (s *script) events() {
	units := func(v int32) string { return strconv.Itoa(int(v*10/physics.PosGrid)) + "/10" }
	for _, e := range s.effects {
		switch e.Kind {
		case EffectHit:
			fmt.Fprintf(&s.out, "%d hit by %d.%d at %s,%s id p%d/%d/%d\n", e.Tick, e.Source.Index, e.Source.Gen, units(e.Args[HitX]), units(e.Args[HitY]), e.Player, e.CmdTick, e.Ordinal)
		case EffectGoal:
			fmt.Fprintf(&s.out, "%d goal in %d by %d.%d counts %d\n", e.Tick, e.Args[GoalIn], e.Source.Index, e.Source.Gen, e.Args[GoalCounts])
		case EffectRound:
			fmt.Fprintf(&s.out, "%d round won by %d\n", e.Tick, e.Args[RoundWinner])
		}
	}
	for _, r := range s.refused {
		fmt.Fprintf(&s.out, "refused %s of %d: %s\n", s.g.table[r.Event.Kind-1].Name, r.Event.Source, refusals[r.Reason])
	}
	s.effects, s.refused = nil, nil
}
