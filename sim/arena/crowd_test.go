package arena

import (
	"fmt"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// crowdLevel is 96 x 96 units with walls, 64 spawns, 300 props of every kind, doors,
// areas and pick-ups, spread evenly.
func crowdLevel(t testing.TB) *level.Level {
	t.Helper()
	var walls, spawns []string
	for i := range 64 {
		x, y := i%8*120+60, i/8*120+60
		spawns = append(spawns, fmt.Sprintf(`{"id":%d,"x":%d,"y":%d,"point":true}`, i+1, x, y))
		walls = append(walls, fmt.Sprintf(`{"id":%d,"x":%d,"y":%d,"width":40,"height":5}`, i+100, x-20, y+55))
	}
	l, err := level.Load([]byte(fmt.Sprintf(`{"type":"map","orientation":"orthogonal","width":96,"height":96,"tilewidth":10,"tileheight":10,"layers":[
		{"type":"objectgroup","name":"walls","objects":[%s]},{"type":"objectgroup","name":"spawns","objects":[%s]}]}`,
		strings.Join(walls, ","), strings.Join(spawns, ","))))
	if err != nil {
		t.Fatal(err)
	}
	at := func(x, y float64) physics.Vec { return physics.Vec{X: x, Y: y} }
	kinds := [...]level.PropKind{level.Crate, level.Crate, level.Block, level.Barrel, level.Ball, level.Slab}
	for i := range 300 {
		x, y := float64(i%20*46+35)/10, float64(i/20*12+5)/2
		l.Props = append(l.Props, level.Prop{Kind: kinds[i%len(kinds)], At: at(x, y), Half: at(0.5, 0.5)})
	}
	for i := range 32 {
		x, y := float64(i%8*12+1), float64(i/8*24+11)
		box := level.Box{MinX: x, MinY: y, MaxX: x + 3, MaxY: y + 0.5}
		l.Movers = append(l.Movers, level.Mover{Kind: level.Door, Box: box, Slide: at(3, 0), TravelMS: 500, HoldMS: 500})
		box.MinY, box.MaxY = y-3, y+3
		l.Areas = append(l.Areas, level.Area{Kind: level.Trigger, Box: box, Movers: []uint8{uint8(i)}})
	}
	for i := range 16 {
		x, y := float64(i%4*24+9), float64(i/4*24+9)
		l.Areas = append(l.Areas, level.Area{Kind: level.Hazard, Box: level.Box{MinX: x, MinY: y, MaxX: x + 2, MaxY: y + 2}, Damage: 5},
			level.Area{Kind: level.Pad, Box: level.Box{MinX: x + 3, MinY: y, MaxX: x + 5, MaxY: y + 2}, To: at(0, -12)})
	}
	for i := range 64 {
		l.Pickups = append(l.Pickups, level.Pickup{Kind: level.PickupKind(i%level.PickupKinds) + 1, At: at(float64(i%8*12+4), float64(i/8*12+8))})
	}
	return l
}

// crowdScene lets 64 humans run about and shoot with everything.
func crowdScene() func(tick sim.Tick) *sim.TickInput {
	var in sim.TickInput
	var last [sim.MaxSlots]sim.Command
	keys := [sim.MaxSlots]sim.Key{}
	return func(tick sim.Tick) *sim.TickInput {
		in.Reset(tick)
		for i := range last {
			slot := sim.Slot(i + 1)
			if tick == 1 {
				keys[i] = sim.NewKey(uint64(i), "crowd")
				in.Joins = append(in.Joins, sim.Join{Slot: slot, Name: "crowd", Stream: uint64(i)})
			}
			last[i] = randomCommand(keys[i], tick, last[i])
			last[i].Buttons |= sim.Choose(uint8(tick/90)%6 + 1)
			view := sim.View{}
			if tick > 10 {
				view = sim.View{A: tick - 8, B: tick - 6, Render: (tick - 7).At(100)}
			}
			in.Commands = append(in.Commands, sim.PlayerCommand{Slot: slot, Verdict: sim.OnTime, Command: last[i], View: view})
		}
		return &in
	}
}

func newCrowd(t testing.TB) *Game {
	t.Helper()
	setup := modeSetup(modeDeathmatch, sim.MaxSlots, "all_weapons=true")
	made, err := newGameOn(crowdLevel(t), &setup)
	if err != nil {
		t.Fatal(err)
	}
	g := made.(*Game)
	g.live()
	return g
}

// A step of 64 players who shoot among 300 props, without AI.
func BenchmarkCrowd(b *testing.B) {
	g, scene := newCrowd(b), crowdScene()
	for tick := sim.Tick(1); tick <= 300; tick++ {
		g.Step(scene(tick))
	}
	b.ReportAllocs()
	for b.Loop() {
		g.Step(scene(g.tick + 1))
	}
}

// What a crowd does allocates nothing once warm.
func TestCrowdAllocations(t *testing.T) {
	g, scene := newCrowd(t), crowdScene()
	for tick := sim.Tick(1); tick <= 900; tick++ {
		g.Step(scene(tick))
	}
	if n := testing.AllocsPerRun(300, func() { g.Step(scene(g.tick + 1)) }); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

// A crowd with every weapon among everything can be rolled back and predicted.
func TestCrowd(t *testing.T) {
	if testing.Short() {
		t.Skip("steps every tick 20 times")
	}
	setup := modeSetup(modeDeathmatch, sim.MaxSlots, "all_weapons=true", "props.return_ms=300", "pickups.health_ms=200")
	simtest.CheckRollback(t, specOn(crowdLevel(t)), setup, crowdScene(), 150, 3)
	seen := simtest.CheckPrediction(t, specOn(crowdLevel(t)), setup, 9, crowdScene(), 900, 8)
	t.Logf("%+v", seen)
	if seen.Compared < 1000 || seen.Interactions < 100 {
		t.Errorf("saw %+v: the scene shows too little", seen)
	}
}

// The view of one of them.
func BenchmarkCrowdView(b *testing.B) {
	g, scene := newCrowd(b), crowdScene()
	for tick := sim.Tick(1); tick <= 300; tick++ {
		g.Step(scene(tick))
	}
	var set row.Set
	b.ReportAllocs()
	for b.Loop() {
		set.Reset(uint32(g.tick))
		g.AppendView(9, &set)
	}
}
