package puck

import (
	"fmt"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// rinkOf is the rink that the tests play a mode on.
var rinkOf = map[string]string{"duel": "classic", "doubles": "pins", "cross": "square"}

func testSetup(t testing.TB, mode string, players sim.Slot) sim.Setup {
	t.Helper()
	data, err := loadRink(rinkOf[mode])
	if err != nil {
		t.Fatal(err)
	}
	return sim.Setup{Static: sim.Static{Mode: mode, Map: rinkOf[mode], MapData: data, TickRate: 60}, MaxPlayers: players, Seed: 7}
}

func newTestGame(t testing.TB, mode string, players sim.Slot) *Game {
	t.Helper()
	g, err := newGame(testSetup(t, mode, players))
	if err != nil {
		t.Fatal(err)
	}
	return g.(*Game)
}

// botScene lets bots of some levels join at tick 1, one leave and come back, and the match
// begin anew once.
func botScene(levels ...uint8) simtest.Inputs {
	var in sim.TickInput
	join := func(i int) sim.Join {
		return sim.Join{Slot: sim.Slot(i + 1), Name: fmt.Sprint("bot ", i+1), Bot: levels[i], Stream: uint64(i)}
	}
	return func(tick sim.Tick) *sim.TickInput {
		in.Reset(tick)
		switch tick {
		case 1:
			for i := range levels {
				in.Joins = append(in.Joins, join(i))
			}
		case 400:
			in.Leaves = append(in.Leaves, sim.Leave{Slot: 1, Cause: sim.LeaveQuit})
		case 460:
			in.Joins = append(in.Joins, join(0))
		case 500:
			in.Orders = append(in.Orders, sim.Order{Name: "restart"})
		}
		return &in
	}
}

// humanScene adds a human in the slot behind the bots, who joins at tick 30 and moves at
// random, mostly toward somewhere else than the puck.
func humanScene(levels ...uint8) simtest.Inputs {
	scene := botScene(levels...)
	human := sim.Slot(len(levels) + 1)
	key := sim.NewKey(2, "hands")
	var last sim.Command
	return func(tick sim.Tick) *sim.TickInput {
		in := scene(tick)
		if tick == 30 {
			in.Joins = append(in.Joins, sim.Join{Slot: human, Name: "human", Stream: 9})
		}
		if tick >= 30 {
			c := sim.Command{Tick: tick, MoveX: last.MoveX, MoveY: last.MoveY}
			if key.Intn(tick, 1, 20) == 0 {
				c.MoveX, c.MoveY = int8(key.Intn(tick, 2, 255)-127), int8(key.Intn(tick, 3, 255)-127)
			}
			last = c
			in.Commands = append(in.Commands, sim.PlayerCommand{Slot: human, Verdict: sim.OnTime, Command: c})
		}
		return in
	}
}

func viewOf(g *Game, slot sim.Slot) *row.Set {
	set := &row.Set{}
	set.Reset(uint32(g.tick))
	g.AppendView(slot, set)
	return set
}

// lay puts the puck somewhere, free to move.
func (g *Game) lay(x, y, vx, vy float64) {
	put(g.state.world, g.bodies.puck, motion{at: roundVec(physics.Vec{X: x, Y: y}), v: physics.Vec{X: vx, Y: vy}})
	if g.board.phase != PhasePractice {
		g.board.phase, g.board.until = PhasePlay, 0
	}
	g.anchor(physics.Vec{X: x, Y: y})
	g.timers.Cancel(g.board.timer)
	g.board.timer = sim.TimerID{}
}

// stand puts a slot's paddle somewhere.
func (g *Game) stand(slot sim.Slot, x, y float64) {
	put(g.state.world, g.bodies.paddles[g.players[slot-1].seat-1], motion{at: roundVec(physics.Vec{X: x, Y: y})})
}
