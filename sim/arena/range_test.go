package arena

import (
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
)

// Props of the range, by place.
const (
	rangeCrate   = iota // at 6, 5
	rangeBarrel1        // three in a row from 20, 5 on, two units apart
	rangeBarrel2
	rangeBarrel3
	rangeSlab  // across x = 12 from y = 11 to 13
	rangeBall  // at 8, 16
	rangeBlock // at 36, 16
)

// rangeMap is 48 x 20 units with a wall from 30, 0 to 31, 8.
func rangeMap() []byte {
	return []byte(`{"type":"map","orientation":"orthogonal","width":48,"height":20,"tilewidth":10,"tileheight":10,"layers":[
	{"type":"objectgroup","name":"walls","objects":[{"id":1,"x":300,"y":0,"width":10,"height":80}]},
	{"type":"objectgroup","name":"spawns","objects":[
		{"id":2,"x":20,"y":20,"point":true},{"id":3,"x":20,"y":180,"point":true},
		{"id":4,"x":460,"y":20,"point":true},{"id":5,"x":460,"y":180,"point":true}]},
	{"type":"objectgroup","name":"props","objects":[
		{"id":10,"class":"crate","x":55,"y":45,"width":10,"height":10},
		{"id":11,"class":"crate","x":196,"y":46,"width":8,"height":8},
		{"id":12,"class":"crate","x":216,"y":46,"width":8,"height":8},
		{"id":13,"class":"crate","x":236,"y":46,"width":8,"height":8},
		{"id":14,"class":"crate","x":117,"y":110,"width":6,"height":20},
		{"id":15,"class":"crate","x":76,"y":156,"width":8,"height":8},
		{"id":16,"class":"crate","x":350,"y":150,"width":20,"height":20}]}]}`)
}

// newRangeGame is a match of eight slots on the range, that goes on for ever, with such
// keys of its rules as settings change. A door from 44, 10 to 44.5, 14 is there too.
func newRangeGame(t testing.TB, settings ...string) *Game {
	t.Helper()
	setup := modeSetup(modeDeathmatch, 8, settings...)
	setup.MapData = rangeMap()
	made, err := newGame(setup)
	if err != nil {
		t.Fatal(err)
	}
	g := made.(*Game)
	for i, kind := range [...]level.PropKind{level.Crate, level.Barrel, level.Barrel, level.Barrel, level.Slab, level.Ball, level.Block} {
		g.level.Props[i].Kind = kind
	}
	door := level.Mover{Kind: level.Door, Box: level.Box{MinX: 44, MinY: 10, MaxX: 44.5, MaxY: 14}, Slide: physics.Vec{Y: 4}, TravelMS: 500, HoldMS: 500}
	g.level.Movers = append(g.level.Movers, door)
	g.movers = newList(KindMover, moverBase, 1)
	r := g.movers.add(g.schema, 0)
	r.Fields[MoverX], r.Fields[MoverY] = gridPos(door.Box.Center().X), gridPos(door.Box.Center().Y)
	g.rewind = newRewind(g.rewind.ticks, g.solidCount())
	g.makeBodies()
	g.live()
	g.record()
	return g
}

// rangeDuel is the range with two humans, at 20, 10 and 26, 10, who have all weapons.
func rangeDuel(t testing.TB) *Game {
	g := newRangeGame(t, "all_weapons=true")
	g.joinHumans(2)
	g.stand(t, 1, gridPos(20), gridPos(10))
	g.stand(t, 2, gridPos(26), gridPos(10))
	g.record()
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
