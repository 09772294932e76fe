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
		{"id":10,"class":"crate","x":60,"y":50,"point":true},{"id":11,"class":"crate","x":200,"y":50,"point":true},
		{"id":12,"class":"crate","x":220,"y":50,"point":true},{"id":13,"class":"crate","x":240,"y":50,"point":true},
		{"id":14,"class":"crate","x":120,"y":120,"point":true},{"id":15,"class":"crate","x":80,"y":160,"point":true},
		{"id":16,"class":"crate","x":360,"y":160,"point":true}]}]}`)
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
	square := func(half float64) physics.Vec { return physics.Vec{X: half, Y: half} }
	for i, p := range [...]level.Prop{{Kind: level.Crate, Half: square(0.5)}, {Kind: level.Barrel, Half: square(0.4)}, {Kind: level.Barrel, Half: square(0.4)},
		{Kind: level.Barrel, Half: square(0.4)}, {Kind: level.Slab, Half: physics.Vec{X: 0.25, Y: 1}}, {Kind: level.Ball, Half: square(0.4)},
		{Kind: level.Block, Half: square(1)}} {
		g.level.Props[i].Kind, g.level.Props[i].Half = p.Kind, p.Half
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
