package puck

import (
	"bytes"
	"strings"
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// levels are the bots of a mode's scene: one more than there are seats, who watches.
var levels = map[string][]uint8{"duel": {3, 4, 2}, "doubles": {3, 4, 2, 5, 1}, "cross": {3, 4, 2, 5, 1}}

// The 20 seconds of each mode whose hashes must be the same on every machine.
func TestGolden(t *testing.T) {
	for _, mode := range modeNames {
		hashes, _ := simtest.Play(t, Spec(), testSetup(t, mode, 6), botScene(levels[mode]...), 1200)
		simtest.GoldenHashes(t, "testdata/"+mode+".hashes", hashes, 60)
	}
}

func TestRollback(t *testing.T) {
	if testing.Short() {
		t.Skip("steps every tick 20 times")
	}
	for _, mode := range modeNames {
		simtest.CheckRollback(t, Spec(), testSetup(t, mode, 6), humanScene(levels[mode]...), 700, 6)
	}
}

// Bots play whole rounds on every rink: goals are scored and somebody wins.
func TestRounds(t *testing.T) {
	for _, mode := range modeNames {
		g := newTestGame(t, mode, 6)
		scene := botScene(levels[mode]...)
		won, goals := 0, 0
		for tick := sim.Tick(1); tick <= 30*3600 && won == 0; tick++ {
			g.Step(scene(tick))
			for i := range g.effects {
				switch e := &g.effects[i]; e.Kind {
				case EffectGoal:
					goals++
				case EffectRound:
					won++
					if winner := e.Args[RoundWinner]; g.board.goals[winner-1] < GoalsToWin || g.board.rounds[winner-1] != 1 {
						t.Errorf("%s: side %d wins with %v", mode, winner, g.board)
					}
				}
			}
			if at := get(g.state.world, g.bodies.puck).at; !(at.X > -GoalDepth && at.Y > -GoalDepth && at.X < g.rink.Width+GoalDepth && at.Y < g.rink.Height+GoalDepth) {
				t.Fatalf("%s: tick %d: the puck is at %v", mode, tick, at)
			}
			for i := range g.players {
				if p := &g.players[i]; p.seat > 0 {
					at := get(g.state.world, g.bodies.paddles[p.seat-1]).at
					if d := distance(at, g.zones[p.seat-1].Clamp(at)); d > 0.4 {
						t.Fatalf("%s: tick %d: paddle %d is %v out of its zone", mode, tick, p.seat, d)
					}
				}
			}
		}
		t.Logf("%s: %d goals until a round is won, at tick %d", mode, goals, g.tick)
		if won == 0 {
			t.Errorf("%s: half an hour with %d goals, and nobody has won", mode, goals)
		}
	}
}

// The better bot scores more.
func TestLevels(t *testing.T) {
	var in sim.TickInput
	for _, strong := range []uint8{3, 5} {
		var goals [2]int32
		for seed := range uint64(6) {
			setup := testSetup(t, "duel", 2)
			setup.Seed = seed
			bots := []uint8{strong - 2, strong}
			if seed%2 == 1 {
				bots = []uint8{strong, strong - 2}
			}
			_, g := simtest.Play(t, Spec(), setup, func(tick sim.Tick) *sim.TickInput {
				in.Reset(tick)
				for i, level := range bots {
					if tick == 1 {
						in.Joins = append(in.Joins, sim.Join{Slot: sim.Slot(i + 1), Name: "bot", Bot: level})
					}
				}
				return &in
			}, 5400)
			for i, line := range g.Score(nil) {
				if bots[i] == strong {
					goals[1] += line.Score
				} else {
					goals[0] += line.Score
				}
			}
		}
		if t.Logf("level %d: %d goals, level %d: %d", strong-2, goals[0], strong, goals[1]); goals[1] < goals[0]*3/2 {
			t.Errorf("level %d scores %d, level %d only %d", strong-2, goals[0], strong, goals[1])
		}
	}
}

// What a view may hold: every value fits its field, the touch is the owner's.
func TestViews(t *testing.T) {
	spec := Spec()
	for _, mode := range modeNames {
		g := newTestGame(t, mode, 6)
		scene := humanScene(levels[mode]...)
		for tick := sim.Tick(1); tick <= 900; tick++ {
			g.Step(scene(tick))
			slot := sim.Slot(tick % 6)
			set := viewOf(g, slot)
			for i := range set.Rows {
				r := &set.Rows[i]
				for k, f := range spec.Schema.Spec(r.Kind).Fields {
					if lo, hi := f.Range(); int64(r.Fields[k]) < lo || int64(r.Fields[k]) > hi {
						t.Fatalf("%s: tick %d: %s of %v is %d", mode, tick, f.Name, r.ID, r.Fields[k])
					}
				}
				if mine := slot == 0 || r.Owner == uint8(slot); r.Kind == KindPlayer && (r.Mask&(1<<PlayerTouch) != 0) != mine {
					t.Fatalf("%s: tick %d: slot %d knows %b of slot %d", mode, tick, slot, r.Mask, r.Owner)
				}
			}
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for want, change := range map[string]func(*sim.Setup){
		`no mode "chess"`: func(s *sim.Setup) { s.Mode = "chess" },
		"needs a rink with 4 goals, this one has 2; built in for it: square": func(s *sim.Setup) { s.Mode = "cross" },
		"10 ticks per second":         func(s *sim.Setup) { s.TickRate = 10 },
		"0 players":                   func(s *sim.Setup) { s.MaxPlayers = 0 },
		"not a rink's JSON":           func(s *sim.Setup) { s.MapData = nil },
		`unknown field "colour"`:      func(s *sim.Setup) { s.MapData = []byte(`{"colour":"red"}`) },
		"0 x 0 units":                 func(s *sim.Setup) { s.MapData = []byte(`{}`) },
		"something follows":           func(s *sim.Setup) { s.MapData = []byte(`{} {}`) },
		"limit 1048576":               func(s *sim.Setup) { s.MapData = make([]byte, sim.MaxMapBytes+1) },
		"3 goals":                     rink(`"width":20,"height":10,"goals":3`),
		"is a square":                 rink(`"width":20,"height":10,"goals":4`),
		"mouth of 6":                  rink(`"width":20,"height":10,"goals":2,"mouth":6`),
		"corner of 5 reaches a goal":  rink(`"width":20,"height":10,"goals":2,"mouth":3,"corner":5`),
		"gap of 1":                    rink(`"width":20,"height":10,"goals":2,"mouth":3,"gap":1`),
		"pins need 2 goals and a gap": rink(`"width":20,"height":10,"goals":2,"mouth":3,"pins":[{"x":10,"y":5}]`),
		"pin 0 at 9,5: want it on the middle line": rink(`"width":20,"height":10,"goals":2,"mouth":3,"gap":0.35,"pins":[{"x":9,"y":5}]`),
		"limit 16":                            rink(`"width":20,"height":10,"goals":2,"mouth":3,"gap":0.35,"pins":[` + strings.Repeat(`{"x":10,"y":5},`, 16) + `{"x":10,"y":5}]`),
		"no room for the puck among the pins": rink(`"width":20,"height":6,"goals":2,"mouth":3,"gap":0.35,"pins":[{"x":10,"y":1},{"x":10,"y":2},{"x":10,"y":3},{"x":10,"y":4},{"x":10,"y":5}]`),
	} {
		s := testSetup(t, "duel", 4)
		change(&s)
		if _, err := newGame(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	if _, err := loadRink("moon"); err == nil || !strings.Contains(err.Error(), "classic") {
		t.Errorf("error %v, want one that names the rinks there are", err)
	}
}

func rink(text string) func(*sim.Setup) {
	return func(s *sim.Setup) { s.MapData = []byte("{" + text + "}") }
}

// Cut or changed, a state is refused or is another state of the same match; a refused
// one changes nothing, and none makes a later step panic.
func TestLoadStateIsSafe(t *testing.T) {
	g, other := newTestGame(t, "duel", 6), newTestGame(t, "duel", 6)
	scene := botScene(levels["duel"]...)
	for tick := sim.Tick(1); tick <= 350; tick++ {
		g.Step(scene(tick))
	}
	good := g.AppendState(nil)
	before := other.Hash()
	for n := 0; n < len(good); n += 29 {
		if err := other.LoadState(good[:n]); err == nil {
			t.Fatalf("accepted %d of %d bytes", n, len(good))
		}
	}
	if err := other.LoadState(append(bytes.Clone(good), 0)); err == nil {
		t.Error("accepted a byte too many")
	}
	if err := newTestGame(t, "doubles", 6).LoadState(good); err == nil {
		t.Error("accepted a state of another mode")
	}
	if other.Hash() != before || other.Tick() != 0 {
		t.Error("a refused state changed the game")
	}
	key := sim.NewKey(5, "damage")
	for i := sim.Tick(1); i <= 600; i++ {
		bad := bytes.Clone(good)
		bad[key.Intn(i, 0, int32(len(bad)))] ^= 1 << key.Intn(i, 1, 8)
		loadAndStep(t, other, bad)
	}
}

// loadAndStep demands of bytes that are accepted that they are canonical and can be
// played on.
func loadAndStep(t *testing.T, g *Game, state []byte) {
	t.Helper()
	if err := g.LoadState(state); err != nil {
		return
	}
	if again := g.AppendState(nil); !bytes.Equal(again, state) {
		t.Fatal("an accepted state has other bytes when written again")
	}
	var in sim.TickInput
	var set row.Set
	for range 3 {
		in.Reset(g.Tick() + 1)
		if in.Tick == 0 {
			return // the last tick there is
		}
		g.Step(&in)
		set.Reset(uint32(g.tick))
		g.AppendView(1, &set)
	}
}

func FuzzLoadState(f *testing.F) {
	g := newTestGame(f, "duel", 3)
	f.Add(g.AppendState(nil))
	scene := botScene(3, 4)
	for tick := sim.Tick(1); tick <= 300; tick++ {
		g.Step(scene(tick))
		if tick%100 == 0 {
			f.Add(g.AppendState(nil))
		}
	}
	f.Fuzz(func(t *testing.T, state []byte) { loadAndStep(t, g, state) })
}

func FuzzLoadRink(f *testing.F) {
	for _, name := range rinkNames {
		data, _ := loadRink(name)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, mode := range modeNames {
			s := sim.Setup{Static: sim.Static{Mode: mode, MapData: data, TickRate: 60}, MaxPlayers: 4}
			if g, err := newGame(s); err == nil {
				scene := botScene(3, 3, 3, 3)
				for tick := sim.Tick(1); tick <= 5; tick++ {
					g.Step(scene(tick))
				}
			}
		}
	})
}

// Warm, nothing that runs every tick allocates.
func TestAllocations(t *testing.T) {
	g, other := newTestGame(t, "cross", 6), newTestGame(t, "cross", 6)
	scene := botScene(levels["cross"]...)
	for tick := sim.Tick(1); tick <= 1800; tick++ {
		g.Step(scene(tick))
	}
	view := viewOf(g, 1)
	p, q := newTestPredictor(t, "cross", 1), newTestPredictor(t, "cross", 1)
	p.Overwrite(view)
	other.CopyFrom(g)
	var in sim.TickInput
	var set row.Set
	var state []byte
	fx := make(row.Effects, 0, row.MaxEffects)
	for name, run := range map[string]func(){
		"Step":        func() { in.Reset(g.tick + 1); g.Step(&in) },
		"CopyFrom":    func() { other.CopyFrom(g) },
		"AppendView":  func() { set.Reset(uint32(g.tick)); g.AppendView(3, &set) },
		"AppendState": func() { state = g.AppendState(state[:0]) },
		"Predictor.Step": func() {
			fx = fx[:0]
			p.Step(&sim.Command{Tick: p.tick + 1, MoveX: 90, MoveY: int8(p.tick)}, nil, &fx)
		},
		"Predictor.CopyFrom":  func() { q.CopyFrom(p) },
		"Predictor.Overwrite": func() { view.Tick = uint32(q.tick); q.Overwrite(view) },
	} {
		if n := testing.AllocsPerRun(600, run); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	g := newTestGame(b, "cross", 6)
	scene := botScene(levels["cross"]...)
	b.ReportAllocs()
	for b.Loop() {
		g.Step(scene(g.tick + 1))
	}
}
