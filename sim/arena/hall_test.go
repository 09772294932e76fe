package arena

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// hall is the small map with one of each thing that stands or lies about or moves:
//
//	door 0 (11.5 0 to 12 5) shuts the way above the middle wall and opens into it; its
//	trigger (9.5 0.5 to 14 3.5) is on both sides
//	door 1 (20 3 to 23 3.5) is blue's, with a trigger (20 1 to 23 5) on both sides
//	door 2 (8 10 to 8.5 12) drives toward the wall at 11.6, bridge 3 (13 12 to 15 14)
//	slides to 16 over the hazard (13 10 to 21 14): a trigger (4 12.5 to 6 14) opens both
//	a pad (14 6 to 16 8) throws up, a teleporter (2 4 to 3 5) leads to 20 7
func hall(t testing.TB) *level.Level {
	t.Helper()
	l, err := level.Load(smallMap())
	if err != nil {
		t.Fatal(err)
	}
	at := func(x, y float64) physics.Vec { return physics.Vec{X: x, Y: y} }
	box := func(x, y, w, h float64) level.Box { return level.Box{MinX: x, MinY: y, MaxX: x + w, MaxY: y + h} }
	half := at(0.5, 0.5)
	l.Props = []level.Prop{
		{Kind: level.Crate, At: at(6, 7), Half: half},
		{Kind: level.Block, At: at(6, 9), Half: at(0.75, 0.75)},
		{Kind: level.Barrel, At: at(6, 11), Half: at(0.4, 0.4)},
		{Kind: level.Ball, At: at(6, 5), Half: at(0.4, 0.4)},
		{Kind: level.Slab, At: at(18, 6.5), Half: half},
		{Kind: level.Slab, At: at(18, 7.5), Half: half},
	}
	l.Walls = append(l.Walls, box(11.6, 9.9, 0.5, 2.2))
	l.Movers = []level.Mover{
		{Kind: level.Door, Name: "top", Box: box(11.5, 0, 0.5, 5), Slide: at(0, 4.5), TravelMS: 500, HoldMS: 1000},
		{Kind: level.Door, Name: "blue", Box: box(20, 3, 3, 0.5), Slide: at(-3, 0), TravelMS: 250, HoldMS: 200},
		{Kind: level.Door, Name: "press", Box: box(8, 10, 0.5, 2), Slide: at(2.6, 0), TravelMS: 1000, HoldMS: 500},
		{Kind: level.Bridge, Name: "bridge", Box: box(13, 12, 2, 2), Slide: at(3, 0), TravelMS: 1000, HoldMS: 1000},
	}
	l.Areas = append(l.Areas,
		level.Area{Kind: level.Trigger, Box: box(9.5, 0.5, 4.5, 3), Movers: []uint8{0}},              // 4
		level.Area{Kind: level.Trigger, Box: box(20, 1, 3, 4), Team: level.Blue, Movers: []uint8{1}}, // 5
		level.Area{Kind: level.Trigger, Box: box(4, 12.5, 2, 1.5), Movers: []uint8{2, 3}},            // 6
		level.Area{Kind: level.Pad, Box: box(14, 6, 2, 2), To: at(0, -12)},                           // 7
		level.Area{Kind: level.Teleport, Box: box(2, 4, 1, 1), To: at(20, 7)},                        // 8
		level.Area{Kind: level.Hazard, Box: box(13, 10, 8, 4), Damage: 25},                           // 9
	)
	l.Pickups = []level.Pickup{
		{Kind: level.Health, At: at(3, 9.5)}, {Kind: level.BigHealth, At: at(4, 9.5)},
		{Kind: level.Armour, At: at(3, 11)}, {Kind: level.BigArmour, At: at(4.2, 11)},
		{Kind: level.Ammo, At: at(8, 2)}, {Kind: level.Shotgun, At: at(6, 2)}, {Kind: level.Rocket, At: at(16, 3)},
		{Kind: level.Grenade, At: at(17, 4)}, {Kind: level.Rail, At: at(18, 2)},
		{Kind: level.Strength, At: at(4, 2)}, {Kind: level.Haste, At: at(9, 8)},
	}
	return l
}

// specOn is Arena on a map made by hand.
func specOn(l *level.Level) *sim.Spec {
	s := Spec()
	s.New = func(setup sim.Setup) (sim.Game, error) { return newGameOn(l, &setup) }
	s.NewPredictor = func(st sim.Static, self sim.Self) (sim.Predictor, error) { return newPredictorOn(l, &st, self) }
	return s
}

// newHallGame is a match in the hall that goes on for ever.
func newHallGame(t testing.TB, mode string, players sim.Slot, settings ...string) *Game {
	t.Helper()
	setup := modeSetup(mode, players, settings...)
	made, err := newGameOn(hall(t), &setup)
	if err != nil {
		t.Fatal(err)
	}
	g := made.(*Game)
	g.live()
	return g
}

// errand sends a human of a slot about the hall: to a place, for a while, then to
// another one.
func errand(slot sim.Slot, scene simtest.Inputs) simtest.Inputs {
	key := sim.NewKey(12, "errand")
	var last sim.Command
	return func(tick sim.Tick) *sim.TickInput {
		in := scene(tick)
		if tick == 1 {
			in.Joins = append(in.Joins, sim.Join{Slot: slot, Name: "errand", Stream: 5})
		}
		last = randomCommand(key, tick, last)
		if leg := tick / 50; tick%50 < 40 { // straight on, through whatever is there
			sin, cos := physics.SinCos(key.Float(leg, 9))
			last.MoveX, last.MoveY = int8(cos*127), int8(sin*127)
		}
		last.Buttons |= sim.Choose(uint8(key.Intn(tick/60, 11, 6)) + 1)
		if key.Intn(tick, 12, 60) == 0 {
			last.Buttons |= sim.Dash
		}
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: slot, Verdict: sim.OnTime, Command: last})
		return in
	}
}

// hallScene is bots, and a human on errands in the slot behind them.
func hallScene(bots sim.Slot) simtest.Inputs { return errand(bots+1, botScene(bots)) }

// alone is a scene without bots.
func alone(tick sim.Tick) *sim.TickInput { return &sim.TickInput{Tick: tick} }

// In a hall full of things everything can be rolled back, in every mode.
func TestHallRollback(t *testing.T) {
	if testing.Short() {
		t.Skip("steps every tick 20 times")
	}
	for _, mode := range [...]string{modeDeathmatch, modeWaves} {
		simtest.CheckRollback(t, specOn(hall(t)), modeSetup(mode, 8, "round_ms=4000", "all_weapons=true", "props.return_ms=400"), hallScene(7), 500, 6)
	}
}

// A client predicts doors, pads and teleporters, and what it cannot know of is an
// interaction: alone, with bots about and with monsters.
func TestHallPrediction(t *testing.T) {
	for _, c := range []struct {
		name, mode string
		scene      simtest.Inputs
		slot       sim.Slot
		compared   int
	}{
		{"alone", modeDeathmatch, errand(1, alone), 1, 8000},
		{"bots", modeTDM, hallScene(5), 6, 3000},
		{"monsters", modeWaves, errand(1, alone), 1, 2000},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := hall(t)
			for i := range l.Movers {
				l.Movers[i].TravelMS /= 4 // so fast that all of it happens within a prediction
			}
			seen := simtest.CheckPrediction(t, specOn(l), modeSetup(c.mode, 6, "round_ms=0", "all_weapons=true", "props.return_ms=400"), c.slot, c.scene, 2400, 12)
			t.Logf("%+v", seen)
			if seen.Compared < c.compared || seen.Interactions < 50 {
				t.Errorf("saw %+v: the scene shows too little", seen)
			}
		})
	}
}

// Leaning on a door that others open and shut is no misprediction without a reason.
func TestDoorsOfOthers(t *testing.T) {
	l := hall(t)
	for i := range l.Movers {
		l.Movers[i].TravelMS, l.Movers[i].HoldMS = 50, 50
	}
	for i := range l.Spawns { // all of red below blue's door, all of blue above
		s := &l.Spawns[i]
		s.At = physics.Vec{X: 21, Y: 4.5}
		if s.Team == level.Blue {
			s.At.Y = 1.5
		}
	}
	scene := func(tick sim.Tick) *sim.TickInput {
		in := &sim.TickInput{Tick: tick}
		if tick == 1 {
			in.Joins = append(in.Joins, sim.Join{Slot: 1, Name: "red"}, sim.Join{Slot: 2, Name: "blue"})
			in.Orders = append(in.Orders, sim.Order{Name: "team", Args: []string{"1", "red"}}, sim.Order{Name: "team", Args: []string{"2", "blue"}})
		}
		red, blue := sim.Command{Tick: tick, MoveY: -127}, sim.Command{Tick: tick, MoveX: -127}
		if tick/40%2 == 1 { // one comes back to the door, the other goes in and out of its trigger
			red.MoveY, blue.MoveX = 127, 127
		}
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime, Command: red}, sim.PlayerCommand{Slot: 2, Verdict: sim.OnTime, Command: blue})
		return in
	}
	seen := simtest.CheckPrediction(t, specOn(l), modeSetup(modeTDM, 2, "round_ms=0"), 1, scene, 1200, 12)
	t.Logf("%+v", seen)
	if seen.Compared < 2000 || seen.Interactions < 20 {
		t.Errorf("saw %+v: the scene shows too little", seen)
	}
}

// A predictor opens the door that its player walks through, to the server's bits, with
// a crate that is pushed before it.
func TestPredictsDoors(t *testing.T) {
	g := newHallGame(t, modeDeathmatch, 1)
	g.joinHumans(1)
	g.stand(t, 1, gridPos(8.5), gridPos(2))
	crate := &g.props.rows[0].Fields
	crate[PropX], crate[PropY] = gridPos(9.6), gridPos(2.1)
	setup := modeSetup(modeDeathmatch, 1)
	made, err := newPredictorOn(g.level, &setup.Static, sim.Self{Slot: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := made.(*Predictor)
	p.Overwrite(viewOf(g, 1))
	in := sim.TickInput{}
	opened := int32(0)
	for tick := g.tick + 1; tick < 200; tick++ {
		cmd := sim.Command{Tick: tick, MoveX: 127}
		if tick > 60 {
			cmd.MoveX = -127
		}
		in.Reset(tick)
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime, Command: cmd})
		g.Step(&in)
		p.Step(&cmd, nil, nil)
		opened = max(opened, g.movers.rows[0].Fields[MoverOpen])
		for _, pair := range [...][2]*row.Row{{&g.movers.rows[0], &p.movers.rows[0]}, {&g.props.rows[0], &p.props.rows[0]}} {
			for k := range PropHealth { // that is the server's, as who pushed it
				if pair[0].Fields[k] != pair[1].Fields[k] {
					t.Fatalf("tick %d:\nserver %v\nclient %v", tick, pair[0].Fields, pair[1].Fields)
				}
			}
		}
		if a, b := &g.players.rows[0].Fields, &p.players.rows[0].Fields; a[PlayerX] != b[PlayerX] || a[PlayerVX] != b[PlayerVX] {
			t.Fatalf("tick %d: own row\nserver %v\nclient %v", tick, *a, *b)
		}
	}
	if opened != g.travel(0) || g.movers.rows[0].Fields[MoverOpen] == opened {
		t.Errorf("the door opened by %d of %d ticks and is at %d", opened, g.travel(0), g.movers.rows[0].Fields[MoverOpen])
	}
}

// Cut or changed, a state with everything in it is refused or can be played on.
func TestHallLoadStateIsSafe(t *testing.T) {
	g, other := newHallGame(t, modeWaves, 8), newHallGame(t, modeWaves, 8)
	scene := hallScene(7)
	for tick := sim.Tick(1); tick <= 300; tick++ {
		g.Step(scene(tick))
	}
	good := g.AppendState(nil)
	present := int32(len(g.appendPresent(nil)))
	key, loaded := sim.NewKey(6, "hall"), 0
	for i := sim.Tick(1); i <= 1500; i++ {
		bad := append([]byte(nil), good...)
		bad[key.Intn(i, 0, present)] ^= 1 << key.Intn(i, 1, 8)
		if loadAndStep(t, other, bad) {
			loaded++
		}
	}
	if loaded < 100 {
		t.Errorf("%d changed states were accepted: the test shows too little", loaded)
	}
}

// show prints fields of a row.
func (s *script) show(words []string) {
	r := (*row.Row)(nil)
	if l := map[string]*list{"prop": &s.g.props, "mover": &s.g.movers, "pickup": &s.g.pickups, "monster": &s.g.monsters}[words[0]]; l != nil {
		r, words = &l.rows[s.number(words[1])], words[1:]
	} else {
		r = &s.g.players.rows[s.slot(words[0])-1]
	}
	if r.Kind == 0 {
		fmt.Fprintf(&s.out, "%d: gone\n", s.g.Tick())
		return
	}
	fmt.Fprintf(&s.out, "%d: %s %d.%d", s.g.Tick(), s.g.schema.Spec(r.Kind).Name, r.ID.Index, r.ID.Gen)
	for _, name := range words[1:] {
		switch v := r.Fields[s.g.schema.Index(r.Kind, name)]; name {
		case "x", "y", "vx", "vy":
			fmt.Fprintf(&s.out, " %s=%.2f", name, fromGrid(v, physics.PosGrid)) // as VelGrid
		case "ammo", "shotgun", "rocket", "grenade", "rail":
			fmt.Fprintf(&s.out, " %s=%d/%d", name, v%roundsUnit, v/roundsUnit)
		default:
			fmt.Fprintf(&s.out, " %s=%d", name, v)
		}
	}
	s.out.WriteByte('\n')
}

// printTrace prints the tick's events of the kinds that are traced.
func (s *script) printTrace() {
	if len(s.traced) == 0 {
		return
	}
	for line := range strings.Lines(string(s.trace.AppendText(nil, refusedTexts[:]))) {
		if slices.Contains(s.traced, strings.Fields(line)[1]) {
			fmt.Fprintf(&s.out, "%d: %s", s.g.Tick(), line)
		}
	}
}

// A state in which a door is not where its way leads is refused.
func TestDoorsKeepToTheirWay(t *testing.T) {
	for name, change := range map[string]func(f *fields, travel int32){
		"":         func(f *fields, travel int32) {},
		"beside":   func(f *fields, travel int32) { f[MoverX]++ },
		"too far":  func(f *fields, travel int32) { f[MoverOpen] = travel + 1 },
		"not gone": func(f *fields, travel int32) { f[MoverOpen] = 1 },
	} {
		g, other := newHallGame(t, modeDeathmatch, 1), newHallGame(t, modeDeathmatch, 1)
		change(&g.movers.rows[0].Fields, g.travel(0))
		if err := other.LoadState(g.AppendState(nil)); (err != nil) != (name != "") {
			t.Errorf("%q: error %v", name, err)
		}
	}
}

// At every rate doors push who is in their way, and stay out of who cannot give way; a
// hazard takes the same in a second.
func TestHallRates(t *testing.T) {
	for _, rate := range [...]uint32{MinTickRate, 50, sim.MaxTickRate} {
		setup := modeSetup(modeDeathmatch, 8, "round_ms=0", "respawn_ms=200")
		setup.TickRate, setup.RewindCapTicks = rate, rate/4
		made, err := newGameOn(hall(t), &setup)
		if err != nil {
			t.Fatal(err)
		}
		g, scene, moved := made.(*Game), hallScene(7), 0
		g.live()
		for tick := sim.Tick(1); tick <= sim.Tick(rate*20); tick++ {
			g.Step(scene(tick))
			for i := range g.movers.rows {
				door := &g.movers.rows[i]
				if door.Fields[MoverVX] != 0 || door.Fields[MoverVY] != 0 {
					moved++
				}
				at, half := posOf(door), g.level.Movers[i].Box.Half()
				box := level.Box{MinX: at.X - half.X, MinY: at.Y - half.Y, MaxX: at.X + half.X, MaxY: at.Y + half.Y}
				for p := range g.players.rows {
					if r := &g.players.rows[p]; alive(r) && g.level.Movers[i].Kind == level.Door && box.Near(posOf(r), PlayerRadius-0.3) {
						t.Fatalf("at %d ticks per second, tick %d: player %d at %v is in door %d at %v", rate, tick, p+1, posOf(r), i, at)
					}
				}
			}
		}
		if moved < int(rate) {
			t.Errorf("at %d ticks per second doors moved in %d ticks: the scene shows too little", rate, moved)
		}
		g.tick = 7
		taken := int32(0)
		for range rate {
			g.tick++
			taken += g.hazard(25)
		}
		if taken != 25 {
			t.Errorf("at %d ticks per second a hazard of 25 takes %d", rate, taken)
		}
	}
}

// Events of a hostile state that name what is not there are refused.
func TestHallRefusesStrangeEvents(t *testing.T) {
	g := newHallGame(t, modeWaves, 2)
	g.joinHumans(2)
	ids := []row.ID{{}, {Index: 2, Gen: 9}, {Index: 1023, Gen: 1}, {Index: propBase, Gen: 1}, {Index: pickupBase, Gen: 7}, {Index: monsterBase, Gen: 1}, {Index: 65535, Gen: 1}}
	want := uint32(0)
	for _, kind := range [...]sim.EventKind{kindArea, kindTake, kindRestock, kindMend, kindBreak} {
		for _, id := range ids {
			for _, arg := range [...]int32{-1, 0, 5, 1 << 30} {
				if kind == kindBreak && id == g.props.rows[0].ID {
					continue
				}
				g.queue.Post(sim.Event{Kind: kind, Stamp: (g.tick + 1).At(0), A: id, B: id, Args: [4]int32{arg}})
				want++
			}
		}
	}
	g.Step(&sim.TickInput{Tick: g.tick + 1})
	if n := g.queue.RefusedCount(); n != want {
		t.Errorf("refused %d of %d", n, want)
	}
}
