package puck

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

func newTestPredictor(t testing.TB, mode string, slot sim.Slot) *Predictor {
	t.Helper()
	p, err := newPredictor(testSetup(t, mode, 6).Static, sim.Self{Slot: slot})
	if err != nil {
		t.Fatal(err)
	}
	return p.(*Predictor)
}

// A client that knows nothing but rows moves its own paddle to the server's bits, until the
// puck touches it.
func TestPrediction(t *testing.T) {
	for mode, bots := range map[string][]uint8{"duel": {5}, "doubles": {3, 4, 5}, "cross": {3, 4, 5}} {
		seen := simtest.CheckPrediction(t, Spec(), testSetup(t, mode, 6), sim.Slot(len(bots)+1), humanScene(bots...), 2400, 12)
		if t.Logf("%s: %+v", mode, seen); seen.Compared < 15000 || seen.Interactions < 50 {
			t.Errorf("%s: saw %+v: the scene shows too little", mode, seen)
		}
	}
}

// duel is two humans whose sticks nobody changes, and a predictor of one of them.
func duel(t *testing.T) (g *Game, p *Predictor, step func(x1, y1, x2, y2 int8)) {
	g, p = newTestGame(t, "duel", 2), newTestPredictor(t, "duel", 1)
	var in sim.TickInput
	step = func(x1, y1, x2, y2 int8) {
		in.Reset(g.tick + 1)
		for s := sim.Slot(1); s <= 2; s++ {
			if g.tick == 0 {
				in.Joins = append(in.Joins, sim.Join{Slot: s, Name: "p"})
			}
			c := sim.Command{Tick: in.Tick, MoveX: x1, MoveY: y1}
			if s == 2 {
				c.MoveX, c.MoveY = x2, y2
			}
			in.Commands = append(in.Commands, sim.PlayerCommand{Slot: s, Verdict: sim.OnTime, Command: c})
		}
		mine := in.Commands[0].Command
		if p.tick == g.tick && p.tick > 0 {
			p.Step(&mine, nil, nil)
		}
		g.Step(&in)
	}
	step(0, 0, 0, 0)
	return g, p, step
}

// rowsOf are the fields of puck and paddles that a predictor has beside the server's.
func sameRows(t *testing.T, g *Game, p *Predictor) bool {
	t.Helper()
	var mine row.Set
	mine.Reset(uint32(p.tick))
	p.AppendRows(&mine)
	view := viewOf(g, 1)
	for _, index := range []uint16{1, 2, puckIndex} {
		a, b := mine.At(index), view.At(index)
		for i := range 4 {
			if a.Fields[i] != b.Fields[i] {
				return false
			}
		}
	}
	return true
}

// A puck that flies, bounces off walls and off a paddle goes on to the server's bits from
// the rows of any tick, however little the predictor knows of before.
func TestPuckFromRows(t *testing.T) {
	g, _, step := duel(t)
	g.lay(8, 3, -14, 9)
	g.stand(1, 2.5, 7)
	flights := 0
	for range 200 {
		p := newTestPredictor(t, "duel", 1)
		p.Overwrite(viewOf(g, 1))
		ahead := newTestGame(t, "duel", 2)
		ahead.CopyFrom(g)
		for range 8 {
			next := ahead.tick + 1
			cmd := sim.Command{Tick: next}
			p.Step(&cmd, nil, nil)
			ahead.Step(&sim.TickInput{Tick: next, Commands: []sim.PlayerCommand{{Slot: 1, Verdict: sim.OnTime, Command: cmd}, {Slot: 2, Verdict: sim.OnTime, Command: sim.Command{Tick: next}}}})
			if ahead.board.phase != PhasePlay {
				break // a goal is not predicted
			}
			if !sameRows(t, ahead, p) {
				t.Fatalf("tick %d, predicted from %d: puck %v, the server has %v", next, g.tick, get(p.state.world, p.bodies.puck), get(ahead.state.world, ahead.bodies.puck))
			}
			flights++
		}
		step(0, 0, 0, 0)
	}
	if flights < 1000 || g.players[0].touch < 2 {
		t.Errorf("%d comparisons, %d touches: the scene shows too little", flights, g.players[0].touch)
	}
}

// While a paddle pins the puck to a wall the world remembers impulses, which rows do not
// have. Who predicted it from its beginning has them and stays equal, through snapshots that
// change nothing; who starts in the midst of it comes near.
func TestPinnedPuck(t *testing.T) {
	g, p, step := duel(t)
	g.lay(5, 9.2, 0, 0)
	g.stand(1, 5, 7.6)
	p.Overwrite(viewOf(g, 1))
	worst, pinned := 0.0, 0
	for i := range 170 {
		step(0, 127, 0, 0)
		if !sameRows(t, g, p) {
			t.Fatalf("tick %d: predicted all along, and differs: %v, %v", g.tick, get(p.state.world, p.bodies.puck), get(g.state.world, g.bodies.puck))
		}
		if i%3 == 0 {
			if c := p.Overwrite(viewOf(g, 1)); c.Self {
				t.Fatalf("tick %d: a misprediction", g.tick)
			}
		}
		var kept, memory = len(g.state.world.Touching(nil)), newTestPredictor(t, "duel", 1)
		if kept < 2 {
			continue
		}
		pinned++
		memory.Overwrite(viewOf(g, 1))
		ahead := newTestGame(t, "duel", 2)
		ahead.CopyFrom(g)
		for range 6 {
			next := ahead.tick + 1
			cmd := sim.Command{Tick: next, MoveY: 127}
			memory.Step(&cmd, nil, nil)
			ahead.Step(&sim.TickInput{Tick: next, Commands: []sim.PlayerCommand{{Slot: 1, Verdict: sim.OnTime, Command: cmd}}})
		}
		worst = max(worst, distance(get(memory.state.world, memory.bodies.puck).at, get(ahead.state.world, ahead.bodies.puck).at))
	}
	t.Logf("%d ticks pinned, a fresh predictor is off by %.4f units after 6 ticks", pinned, worst)
	if pinned < 60 || worst > 0.15 {
		t.Errorf("%d ticks pinned, a fresh predictor is off by %v units", pinned, worst)
	}
}

func TestOverwrite(t *testing.T) {
	g, p, step := duel(t)
	if p.Self(&row.Row{}) {
		t.Error("an empty predictor has an own row")
	}
	view := viewOf(g, 1)
	if c := p.Overwrite(view); !c.Self || !c.Differs || !c.Interaction {
		t.Errorf("the first rows: %+v", c)
	}
	if c := p.Overwrite(view); c != (sim.Correction{}) {
		t.Errorf("the same rows again: %+v", c)
	}
	view.At(1).Fields[PlayerGoals]++
	if c := p.Overwrite(view); c != (sim.Correction{}) || p.players[0].goals != 1 {
		t.Errorf("a goal is no misprediction: %+v", c)
	}
	view.At(1).Fields[PlayerX]++
	if c := p.Overwrite(view); c != (sim.Correction{Differs: true, Self: true}) {
		t.Errorf("another place: %+v", c)
	}
	view.At(1).Fields[PlayerTouch]++
	if c := p.Overwrite(view); c != (sim.Correction{Differs: true, Interaction: true}) {
		t.Errorf("a touch: %+v", c)
	}
	view.At(puckIndex).Fields[PuckX]++
	if c := p.Overwrite(view); c != (sim.Correction{Differs: true}) {
		t.Errorf("the puck elsewhere: %+v", c)
	}
	view.At(puckIndex).Fields[PuckX]++
	view.At(puckIndex).Tick--
	if c := p.Overwrite(view); c != (sim.Correction{}) {
		t.Errorf("the puck's older row: %+v", c)
	}
	view.At(2).Fields[PlayerStickX] = 99
	if c := p.Overwrite(view); c != (sim.Correction{Differs: true}) || p.players[1].stickX != 99 {
		t.Errorf("another's stick: %+v", c)
	}
	view.Rows = view.Rows[1:]
	if c := p.Overwrite(view); !c.Differs || p.Self(&row.Row{}) {
		t.Errorf("gone: %+v", c)
	}
	step(0, 0, 0, 0)
}

// The puck is released on the tick that the board names.
func TestPredictsRelease(t *testing.T) {
	g, p, step := duel(t)
	p.Overwrite(viewOf(g, 1))
	for g.board.phase == PhaseFaceoff {
		step(0, 0, 0, 0)
		if p.board.phase != g.board.phase {
			t.Fatalf("tick %d: phase %d, the server has %d", g.tick, p.board.phase, g.board.phase)
		}
	}
	if g.board.phase != PhasePlay || g.tick < 60 {
		t.Errorf("tick %d: phase %d", g.tick, g.board.phase)
	}
}

// A client's bot plays from what its screen shows.
func TestClientBrain(t *testing.T) {
	g := newTestGame(t, "duel", 2)
	brain, err := newBrain(testSetup(t, "duel", 2).Static, sim.Self{Slot: 1, Stream: 5}, 5)
	if err != nil {
		t.Fatal(err)
	}
	var in sim.TickInput
	for tick := sim.Tick(1); tick < 10800; tick++ {
		in.Reset(tick)
		cmd := sim.Command{Tick: tick}
		if tick == 1 {
			in.Joins = append(in.Joins, sim.Join{Slot: 1, Name: "client"}, sim.Join{Slot: 2, Name: "bot", Bot: 1})
		} else {
			view := viewOf(g, 1)
			brain.Think(view, view.At(1), &cmd)
		}
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime, Command: cmd})
		g.Step(&in)
	}
	lines := g.Score(nil)
	t.Logf("%+v", lines)
	if lines[0].Score < 2 || lines[0].Score <= 2*lines[1].Score {
		t.Errorf("three minutes against the weakest bot: %+v", lines)
	}
}
