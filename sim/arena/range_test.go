package arena

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/simtest"
)

// Props of the range, by place.
const (
	rangeCrate   = iota // at 6, 5
	rangeBarrel1        // three in a row from 20, 5 on, two units apart
	rangeBarrel2
	rangeBarrel3
	rangeSlab  // across y = 12 from x = 11.75 to 12.25
	rangeBall  // at 8, 16
	rangeBlock // at 36, 16
)

// rangeMap is 48 x 20 units with a wall from 30, 0 to 31, 8 and a door from 44, 10 to
// 44.5, 14, which who comes near opens.
func rangeMap() []byte {
	return []byte(`{"type":"map","orientation":"orthogonal","width":48,"height":20,"tilewidth":10,"tileheight":10,"layers":[
	{"type":"objectgroup","name":"walls","objects":[{"id":1,"x":300,"y":0,"width":10,"height":80}]},
	{"type":"objectgroup","name":"spawns","objects":[
		{"id":2,"x":20,"y":20,"point":true},{"id":3,"x":20,"y":180,"point":true},
		{"id":4,"x":460,"y":20,"point":true},{"id":5,"x":460,"y":180,"point":true}]},
	{"type":"objectgroup","name":"movers","objects":[
		{"id":6,"name":"door","class":"door","x":440,"y":100,"width":5,"height":40,"properties":[{"name":"slide_y","value":4}]}]},
	{"type":"objectgroup","name":"areas","objects":[
		{"id":7,"class":"trigger","x":430,"y":105,"width":25,"height":30,"properties":[{"name":"opens","value":"door"}]}]},
	{"type":"objectgroup","name":"props","objects":[
		{"id":10,"class":"crate","x":60,"y":50,"point":true},
		{"id":11,"class":"barrel","x":196,"y":46,"width":8,"height":8},
		{"id":12,"class":"barrel","x":216,"y":46,"width":8,"height":8},
		{"id":13,"class":"barrel","x":236,"y":46,"width":8,"height":8},
		{"id":14,"class":"slab","x":117.5,"y":110,"width":5,"height":20},
		{"id":15,"class":"ball","x":80,"y":160,"point":true},
		{"id":16,"class":"block","x":350,"y":150,"width":20,"height":20}]}]}`)
}

// rangeSetup is a match of eight slots on the range, with such keys of its rules as
// settings change.
func rangeSetup(settings ...string) sim.Setup {
	setup := modeSetup(modeDeathmatch, 8, settings...)
	setup.MapData = rangeMap()
	return setup
}

// newRangeGame is one whose round goes on for ever.
func newRangeGame(t testing.TB, settings ...string) *Game {
	t.Helper()
	g, err := newGame(rangeSetup(settings...))
	if err != nil {
		t.Fatal(err)
	}
	g.(*Game).live()
	return g.(*Game)
}

// rangeDuel is the range with two humans, at 20, 10 and 26, 10, who have all weapons.
func rangeDuel(t testing.TB) *Game {
	g := newRangeGame(t, "all_weapons=true")
	g.joinHumans(2)
	g.stand(t, 1, gridPos(20), gridPos(10))
	g.stand(t, 2, gridPos(26), gridPos(10))
	g.recordAgain()
	return g
}

// play steps a number of ticks with the commands of two humans.
func (g *Game) play(ticks int, first, second sim.Command) {
	var in sim.TickInput
	for range ticks {
		in.Reset(g.tick + 1)
		for slot, c := range [...]sim.Command{first, second} {
			c.Tick = in.Tick
			in.Commands = append(in.Commands, sim.PlayerCommand{Slot: sim.Slot(slot + 1), Verdict: sim.OnTime, Command: c})
		}
		g.Step(&in)
	}
}

// rangeScene lets eight humans do whatever they like with all weapons.
func rangeScene() simtest.Inputs {
	key := sim.NewKey(5, "hands")
	commands := make([]sim.Command, 8)
	var in sim.TickInput
	return func(tick sim.Tick) *sim.TickInput {
		in.Reset(tick)
		for i := range commands {
			if tick == 1 {
				in.Joins = append(in.Joins, sim.Join{Slot: sim.Slot(i + 1), Name: "human", Stream: uint64(i)})
			}
			commands[i] = randomCommand(key.Sub(uint64(i)), tick, commands[i])
			if tick%200 > 12 { // long enough to charge
				commands[i].Buttons |= sim.Fire
			}
			c := sim.PlayerCommand{Slot: sim.Slot(i + 1), Verdict: sim.OnTime, Command: commands[i]}
			if tick > 10 {
				c.View = sim.View{A: tick - 9, B: tick - 7, Render: (tick - 8).At(9)}
			}
			in.Commands = append(in.Commands, c)
		}
		return &in
	}
}

// Weapons, what they throw and what they break can be rolled back and predicted.
func TestWeaponsRollback(t *testing.T) {
	if testing.Short() {
		t.Skip("steps every tick 20 times")
	}
	setup := rangeSetup("all_weapons=true", "respawn_ms=200", "warmup_ms=0")
	simtest.CheckRollback(t, Spec(), setup, rangeScene(), 600, 6)
	for _, slot := range []sim.Slot{1, 5} {
		seen := simtest.CheckPrediction(t, Spec(), setup, slot, rangeScene(), 2000, 12)
		t.Logf("%+v", seen)
		if seen.Compared < 5000 || seen.Interactions < 100 {
			t.Errorf("saw %+v: the scene shows too little", seen)
		}
	}
}
