package arena

import (
	"fmt"
	"os"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// testSetup is a match on the yard as the tests know it, whatever becomes of the map of
// that name, with a quarter of a second of rewind.
func testSetup(t testing.TB, players sim.Slot) sim.Setup {
	t.Helper()
	data, err := os.ReadFile("testdata/yard.tmj")
	if err != nil {
		t.Fatal(err)
	}
	return sim.Setup{
		Static:     sim.Static{Mode: "deathmatch", Map: "yard", MapData: data, TickRate: 60, RewindCapTicks: 15},
		MaxPlayers: players, Seed: 7,
	}
}

// armedSetup is testSetup with all weapons.
func armedSetup(t testing.TB, players sim.Slot) sim.Setup {
	s := testSetup(t, players)
	s.Rules = []byte("[match]\nall_weapons = true\n")
	return s
}

// newTestGame is a match on the yard whose round goes on for ever, whoever is there.
func newTestGame(t testing.TB, players sim.Slot) *Game {
	t.Helper()
	g, err := newGame(testSetup(t, players))
	if err != nil {
		t.Fatal(err)
	}
	g.(*Game).live()
	return g.(*Game)
}

func (g *Game) live() {
	g.rules.least = 0
	g.round.rows[0].Fields[RoundPhase] = PhaseLive
	g.rehash()
}

// botScene lets bots of every level join at tick 1, one leave and come back, and the
// match begin anew once.
func botScene(bots sim.Slot) simtest.Inputs {
	var in sim.TickInput
	key := sim.NewKey(1, "streams")
	return func(tick sim.Tick) *sim.TickInput {
		in.Reset(tick)
		switch tick {
		case 1:
			for s := sim.Slot(1); s <= bots; s++ {
				in.Joins = append(in.Joins, botJoin(s, key))
			}
		case 200:
			in.Leaves = append(in.Leaves, sim.Leave{Slot: 2, Cause: sim.LeaveQuit})
		case 230:
			in.Joins = append(in.Joins, botJoin(2, key))
		case 400:
			in.Orders = append(in.Orders, sim.Order{Name: "restart"})
		}
		return &in
	}
}

func botJoin(s sim.Slot, key sim.Key) sim.Join {
	return sim.Join{Slot: s, Name: fmt.Sprint("bot ", s), Bot: uint8(s%sim.MaxBotLevel) + 1, Stream: uint64(key.Sub(uint64(s)))}
}

// humanScene adds to a scene of bots a human in the slot behind them, who runs, stops
// and shoots at random.
func humanScene(bots sim.Slot) simtest.Inputs {
	scene := botScene(bots)
	human := bots + 1
	var last sim.Command
	key := sim.NewKey(2, "hands")
	return func(tick sim.Tick) *sim.TickInput {
		in := scene(tick)
		if tick == 1 {
			in.Joins = append(in.Joins, sim.Join{Slot: human, Name: "human", Stream: 9})
		}
		last = randomCommand(key, tick, last)
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: human, Verdict: sim.OnTime, Command: last})
		return in
	}
}

// randomCommand changes direction and weapon now and then, dashes, and fires in bursts.
func randomCommand(key sim.Key, tick sim.Tick, last sim.Command) sim.Command {
	c := sim.Command{Tick: tick, MoveX: last.MoveX, MoveY: last.MoveY, Aim: last.Aim + uint16(key.Intn(tick, 0, 2000)) - 1000}
	if key.Intn(tick, 1, 20) == 0 {
		c.MoveX, c.MoveY = int8(key.Intn(tick, 2, 255)-127), int8(key.Intn(tick, 3, 255)-127)
	}
	if key.Intn(tick/16, 4, 3) == 0 {
		c.Buttons |= sim.Fire
		c.FireSub = uint8(key.Intn(tick, 5, 256))
	}
	if key.Intn(tick, 6, 200) == 0 {
		c.Buttons |= sim.Reload
	}
	if key.Intn(tick, 7, 60) == 0 {
		c.Buttons |= sim.Dash
	}
	c.Buttons |= sim.Choose(uint8(key.Intn(tick/80, 8, 8)))
	return c
}

// stand puts a slot's player somewhere, alive and well.
func (g *Game) stand(t testing.TB, slot sim.Slot, x, y int32) *row.Row {
	t.Helper()
	p := g.player(uint32(slot))
	if p < 0 {
		t.Fatalf("slot %d is free", slot)
	}
	r := &g.players.rows[p]
	g.timers.Cancel(g.seats[p].timer)
	f := &r.Fields
	f[PlayerX], f[PlayerY], f[PlayerVX], f[PlayerVY] = x, y, 0, 0
	f[PlayerAlive], f[PlayerHealth] = 1, 100
	g.rules.arm(r)
	f[PlayerProtect] = 0
	return r
}

// joinHumans steps tick 1, in which humans take the slots 1 to n.
func (g *Game) joinHumans(n sim.Slot) {
	in := sim.TickInput{Tick: 1}
	for s := sim.Slot(1); s <= n; s++ {
		in.Joins = append(in.Joins, sim.Join{Slot: s, Name: fmt.Sprint("p", s)})
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: s, Verdict: sim.OnTime, Command: sim.Command{Tick: 1}})
	}
	g.Step(&in)
}

// aimOf is the direction of a vector as a command has it.
func aimOf(x, y float64) uint16 {
	return uint16(int32(physics.RoundTurn(physics.Atan2(y, x)) * physics.TurnGrid))
}
