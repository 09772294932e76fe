package arena

import (
	"strings"
	"testing"

	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
	"hindsight/sim/simtest"
)

// The 20 seconds whose hashes must be the same on every machine.
func TestGolden(t *testing.T) {
	spec := Spec()
	hashes, g := simtest.Play(t, spec, testSetup(t, 8), botScene(8), 1200)
	simtest.GoldenHashes(t, "testdata/yard.hashes", hashes, 60)
	kills := int32(0)
	for _, line := range g.Score(nil) {
		kills += line.Kills
	}
	if kills == 0 {
		t.Error("eight bots killed nobody: the scene shows too little")
	}
}

func TestRollback(t *testing.T) {
	if testing.Short() {
		t.Skip("steps every tick 20 times")
	}
	simtest.CheckRollback(t, Spec(), armedSetup(t, 9), humanScene(8), 450, 6)
}

// A client that rebuilds its world from rows steps it to the server's bits, as long as
// nobody interferes.
func TestPrediction(t *testing.T) {
	seen := simtest.CheckPrediction(t, Spec(), armedSetup(t, 4), 3, humanScene(2), 1500, 12)
	t.Logf("%+v", seen)
	if seen.Compared < 5000 || seen.Interactions < 50 {
		t.Errorf("saw %+v: the scene shows too little", seen)
	}
}

// What a view may hold: every value fits its field, the own fields are the owner's.
func TestViews(t *testing.T) {
	spec := Spec()
	g := newTestGame(t, 9)
	scene := humanScene(8)
	var set row.Set
	private := spec.Schema.Mask(KindPlayer, row.Owner) &^ spec.Schema.Mask(KindPlayer, row.Viewer)
	for tick := sim.Tick(1); tick <= 900; tick++ {
		g.Step(scene(tick))
		for slot := sim.Slot(0); slot <= 9; slot += 3 {
			set.Reset(uint32(tick))
			g.AppendView(slot, &set)
			for i := range set.Rows {
				r := &set.Rows[i]
				for k, f := range spec.Schema.Spec(r.Kind).Fields {
					if lo, hi := f.Range(); int64(r.Fields[k]) < lo || int64(r.Fields[k]) > hi {
						t.Fatalf("tick %d: %s of %v is %d", tick, f.Name, r.ID, r.Fields[k])
					}
				}
				if mine := slot == 0 || r.Owner == uint8(slot); r.Kind == KindPlayer && (r.Mask&private != 0) != mine {
					t.Fatalf("tick %d: slot %d knows %b of slot %d", tick, slot, r.Mask, r.Owner)
				}
			}
			for i := range set.Effects {
				if e := &set.Effects[i]; e.Kind == EffectHit && slot != 0 && e.Source.Index != uint16(slot) && e.Target.Index != uint16(slot) {
					t.Fatalf("tick %d: slot %d perceives somebody else's hit", tick, slot)
				}
			}
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for want, change := range map[string]func(*sim.Setup){
		`no mode "chess"`:      func(s *sim.Setup) { s.Mode = "chess" },
		"10 ticks per second":  func(s *sim.Setup) { s.TickRate = 10 },
		"rewind cap of 65":     func(s *sim.Setup) { s.RewindCapTicks = 65 },
		"0 players":            func(s *sim.Setup) { s.MaxPlayers = 0 },
		"65 players":           func(s *sim.Setup) { s.MaxPlayers = 65 },
		"not a Tiled JSON map": func(s *sim.Setup) { s.MapData = nil },
		`type is "tileset"`:    func(s *sim.Setup) { s.MapData = []byte(`{"type":"tileset"}`) },
		"limit 1048576":        func(s *sim.Setup) { s.MapData = make([]byte, sim.MaxMapBytes+1) },
	} {
		s := testSetup(t, 4)
		change(&s)
		if _, err := newGame(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	if _, err := level.File("moon"); err == nil || !strings.Contains(err.Error(), "yard") {
		t.Errorf("error %v, want one that names the maps there are", err)
	}
}

// The rules hold at the least, the usual and the greatest rate.
func TestRates(t *testing.T) {
	for _, rate := range []uint32{MinTickRate, 60, sim.MaxTickRate} {
		s := testSetup(t, 8)
		s.TickRate, s.RewindCapTicks = rate, rate/4
		_, played := simtest.Play(t, Spec(), s, botScene(8), sim.Tick(rate*4))
		g := played.(*Game)
		for i := range g.players.rows {
			for _, wall := range g.level.Walls {
				if r := &g.players.rows[i]; alive(r) && wall.Near(posOf(r), PlayerRadius-0.05) {
					t.Errorf("at %d ticks per second player %d stands in a wall at %v", rate, i+1, posOf(r))
				}
			}
		}
		// A second of running straight, from rest: the same way at every rate, nearly.
		r := g.stand(t, 1, gridPos(2.5), gridPos(30))
		for range rate {
			g.rules.move(r, &sim.Command{MoveX: 127})
			r.Fields[PlayerX] += gridPos(velOf(r).X * g.rules.tickSeconds)
		}
		if x := posOf(r).X - 2.5; x < 6.1 || x > 6.4 {
			t.Errorf("at %d ticks per second a second's run is %v units", rate, x)
		}
	}
}

// More bots than the budget: all of them think within ceil(40/16) ticks, and nobody's
// turn waits longer and longer.
func TestThinkBudget(t *testing.T) {
	g := newTestGame(t, 40)
	scene := botScene(40)
	for tick := sim.Tick(1); tick <= 4; tick++ {
		g.Step(scene(tick))
	}
	for i := range g.seats {
		if st := &g.seats[i]; st.brain == ai.NewBrain(st.bot, level.SizePlayer) {
			t.Errorf("bot %d has not thought after 4 ticks", i+1)
		}
	}
	for tick := sim.Tick(5); tick <= 120; tick++ {
		g.Step(scene(tick))
		if overdue, deferred := g.queue.Waiting(); overdue > 40-thinkBudget || deferred > 0 {
			t.Fatalf("tick %d: %d thoughts wait, %d other events", tick, overdue, deferred)
		}
	}
}

// The order of slots decides nothing: mirrored in the slots, a duel ends mirrored.
func TestSlotsAreEqual(t *testing.T) {
	duel := func(left, right sim.Slot) [2]row.Row {
		g := newTestGame(t, 2)
		g.joinHumans(2)
		g.stand(t, left, gridPos(20), gridPos(13.8))
		g.stand(t, right, gridPos(20.5), gridPos(13.8)) // in each other: they part
		var in sim.TickInput
		for tick := sim.Tick(2); tick < 40; tick++ {
			in.Reset(tick)
			for s := sim.Slot(1); s <= 2; s++ {
				cmd := sim.Command{Tick: tick, MoveY: int8(tick % 5), Buttons: sim.Fire}
				if s == right {
					cmd.Aim = 32768
				}
				in.Commands = append(in.Commands, sim.PlayerCommand{Slot: s, Verdict: sim.OnTime, Command: cmd})
			}
			g.Step(&in)
		}
		return [2]row.Row{g.players.rows[left-1], g.players.rows[right-1]}
	}
	a, b := duel(1, 2), duel(2, 1)
	for i := range a {
		if a[i].Fields[PlayerTeleport] = b[i].Fields[PlayerTeleport]; a[i].Fields != b[i].Fields {
			t.Errorf("%v\n%v", a[i].Fields, b[i].Fields)
		}
	}
	if a[0].Fields[PlayerHealth] >= 100 {
		t.Error("nobody was hit: the scene shows too little")
	}
}
