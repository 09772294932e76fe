package arena

import (
	"math"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// stepped returns a game of humans who have done nothing up to a tick, as it is within
// the next one.
func stepped(t *testing.T, humans sim.Slot, tick sim.Tick) *Game {
	g := newTestGame(t, humans)
	g.joinHumans(humans)
	in := sim.TickInput{}
	for now := sim.Tick(2); now <= tick; now++ {
		in.Reset(now)
		g.Step(&in)
	}
	g.tick = tick + 1
	return g
}

// What a view shows of poses: blended straight, not over a teleport, and nobody who was
// somebody else then.
func TestPictureOfPoses(t *testing.T) {
	g := stepped(t, 3, 39)
	gen := g.players.rows[1].ID.Gen
	crate := len(g.players.rows)
	at := func(x int32, gen uint16, teleport uint8) pose {
		return pose{x: x, gen: gen, teleport: teleport, alive: true, seen: 1}
	}
	for name, c := range map[string]struct {
		place int // in the ring
		a, b  pose
		want  int32 // x, or -1 for not shown
	}{
		"half way":           {1, at(1000, gen, 1), at(2000, gen, 1), 1500},
		"teleported":         {1, at(1000, gen, 1), at(2000, gen, 2), 1000},
		"another then":       {1, at(1000, gen+1, 1), at(2000, gen, 1), 1000}, // who is gone
		"not there then":     {1, pose{}, at(2000, gen, 1), -1},
		"another later":      {1, at(1000, gen, 1), at(2000, gen+1, 1), 1000},
		"hidden then":        {1, pose{x: 1000, gen: gen, alive: true}, at(2000, gen, 1), -1},
		"hidden later":       {1, at(1000, gen, 1), pose{x: 2000, gen: gen, alive: true, seen: 2}, 1000},
		"crate":              {crate, pose{x: 1000, gen: 1, seen: 1}, pose{x: 2000, gen: 1, seen: 1}, 1500},
		"crate of a restart": {crate, pose{x: 1000, gen: 1, teleport: 3, seen: 1}, pose{x: 2000, gen: 1, teleport: 4, seen: 1}, 1000},
	} {
		g.rewind.at(30, 39)[c.place], g.rewind.at(32, 39)[c.place] = c.a, c.b
		shown, code := g.picture(nil, g.players.rows[0].ID, &sim.View{A: 30, B: 32, Render: sim.Tick(31).At(0)})
		index := uint16(2)
		if c.place == crate {
			index = propBase
		}
		x := int32(-1)
		for i := range shown {
			if shown[i].ID.Index == index {
				x = shown[i].Fields[PlayerX]
			}
			if shown[i].ID == g.players.rows[0].ID {
				t.Errorf("%s: the shooter is in its own picture", name)
			}
		}
		if x != c.want || code != ViewExact {
			t.Errorf("%s: x is %d, want %d; code %d", name, x, c.want, code)
		}
	}
}

// The picture reaches back to the oldest tick of the ring, and not into this tick.
func TestPictureBounds(t *testing.T) {
	g := stepped(t, 2, 39)
	oldest := g.rewind.oldest(39)
	for tick, x := range map[sim.Tick]int32{oldest: 777, 39: 888} {
		p := &g.rewind.at(tick, 39)[1]
		p.x, p.seen = x, 1
	}
	for _, c := range []struct {
		view sim.View
		x    int32
		code int32
	}{
		{sim.View{A: oldest, B: oldest, Render: oldest.At(0)}, 777, ViewExact},
		{sim.View{A: 39, B: 39, Render: sim.Tick(39).At(0)}, 888, ViewExact},
		{sim.View{A: oldest, B: oldest, Render: oldest.At(0), Capped: true}, 777, ViewCapped},
		{sim.View{A: 39, B: 40, Render: sim.Tick(39).At(9)}, g.players.rows[1].Fields[PlayerX], ViewNone},
		{sim.View{}, g.players.rows[1].Fields[PlayerX], ViewNone},
	} {
		shown, code := g.picture(nil, g.players.rows[0].ID, &c.view)
		if shown[0].Fields[PlayerX] != c.x || code != c.code {
			t.Errorf("%+v: x %d, code %d; want %d, %d", c.view, shown[0].Fields[PlayerX], code, c.x, c.code)
		}
	}
}

// Of what is equally near the first counts; a shot from inside a crate passes it, and
// one from inside a player hits.
func TestTraceTies(t *testing.T) {
	g := stepped(t, 3, 5)
	at := g.level.Spawns[0].At
	east := physics.Vec{X: 0.5}
	for i := range g.players.rows {
		g.stand(t, sim.Slot(i+1), gridPos(at.X), gridPos(at.Y))
	}
	g.shown = append(g.shown[:0], g.players.rows...)
	far, result := g.trace(g.players.rows[0].ID, at, east, 0)
	if len(g.victims) != 1 || g.victims[0].id != g.players.rows[1].ID || result != ShotPlayer || far != 0 {
		t.Errorf("from inside two players: %v, %v, %+v", far, result, g.victims)
	}
	crate := g.props.rows[0]
	crate.Fields[PropX], crate.Fields[PropY] = gridPos(at.X), gridPos(at.Y)
	g.shown = append(g.shown[:0], crate)
	if far, result := g.trace(g.players.rows[0].ID, at, east, 0); result != ShotMiss || far != 1 {
		t.Errorf("from inside a crate: %v, %v", far, result)
	}
}

// A shot leaves from where the player will be at the press.
func TestMuzzle(t *testing.T) {
	g := stepped(t, 1, 5)
	r := g.stand(t, 1, 4096, 8192)
	r.Fields[PlayerVX], r.Fields[PlayerVY] = 6*4096, -3*4096
	for sub, want := range map[uint8]physics.Vec{0: {X: 1, Y: 2}, 128: {X: 1.05, Y: 1.975}} {
		got := g.muzzle(r, &sim.Command{FireSub: sub})
		if math.Abs(got.X-want.X) > 1.0/4096 || math.Abs(got.Y-want.Y) > 1.0/4096 {
			t.Errorf("pressed at %d/256: %v, want %v", sub, got, want)
		}
	}
}

// A dead player's client shows no shot, and its server tells it why.
func TestTheDeadDoNotShoot(t *testing.T) {
	g := stepped(t, 1, 5)
	g.tick = 5
	g.stand(t, 1, 4096, 4096)
	g.bury(0)
	p, _, _ := warmPredictor(t, g)
	cmd := sim.Command{Tick: 6, Buttons: sim.Fire}
	fx := row.Effects{}
	p.Step(&cmd, &row.Set{}, &fx)
	g.Step(&sim.TickInput{Tick: 6, Commands: []sim.PlayerCommand{{Slot: 1, Verdict: sim.OnTime, Command: cmd}}})
	if len(fx) != 0 || len(g.effects) != 1 || g.effects[0].Args[ShotResult] != ShotDeadShooter {
		t.Errorf("the client shows %v, the server says %v", fx, g.effects)
	}
}

// Whoever leaves takes its timer along: timers are bounded by slots in every state.
func TestTimersEndWithTheirPlayers(t *testing.T) {
	g := stepped(t, 2, 1)
	g.tick = 1
	in := sim.TickInput{}
	for round := range sim.Tick(5) {
		g.stand(t, 2, 4096, 4096)
		in.Reset(2 + 2*round)
		g.post(kindDeath, sim.Event{Source: 2, B: g.players.rows[1].ID})
		g.Step(&in)
		if g.timers.Len() != 1 || alive(&g.players.rows[1]) {
			t.Fatalf("round %d: %d timers", round, g.timers.Len())
		}
		in.Reset(3 + 2*round)
		in.Leaves = append(in.Leaves, sim.Leave{Slot: 2, Cause: sim.LeaveQuit})
		in.Joins = append(in.Joins, sim.Join{Slot: 2, Name: "again"})
		g.Step(&in)
		if g.timers.Len() != 0 {
			t.Fatalf("round %d: %d timers after the player left", round, g.timers.Len())
		}
	}
}

// Counters that wrap stay within their fields, and no id has generation 0.
func TestCountersWrap(t *testing.T) {
	g := stepped(t, 1, 5)
	g.tick = 5
	g.stand(t, 1, 4096, 4096).Fields[PlayerTeleport] = 255
	g.players.rows[0].Fields[PlayerCooldown] = 5
	g.players.gens[0] = math.MaxUint16
	in := sim.TickInput{Tick: 6, Orders: []sim.Order{{Name: "restart"}}}
	g.Step(&in)
	if f := &g.players.rows[0].Fields; f[PlayerTeleport] != 0 || f[PlayerCooldown] != 0 {
		t.Errorf("after a restart: teleport %d, cooldown %d", f[PlayerTeleport], f[PlayerCooldown])
	}
	in.Reset(7)
	in.Leaves = append(in.Leaves, sim.Leave{Slot: 1, Cause: sim.LeaveQuit})
	in.Joins = append(in.Joins, sim.Join{Slot: 1, Name: "next"})
	if g.Step(&in); g.players.rows[0].ID.Gen != 1 {
		t.Errorf("generation %d after the last", g.players.rows[0].ID.Gen)
	}
	g.live()
	g.countDeath(g.players.rows[0].ID, 0)
	if f := &g.players.rows[0].Fields; f[PlayerScore] != -1 || f[PlayerKills] != 0 {
		t.Errorf("who kills itself has score %d and %d kills", f[PlayerScore], f[PlayerKills])
	}
}

// A place under a crate is the last choice, however far the enemy.
func TestSpawnsAreClear(t *testing.T) {
	g := stepped(t, 2, 5)
	at := g.level.Spawns[0].At
	g.stand(t, 2, 0, 0)
	if g.findBlocked(); g.spawnScore(0, 0) == 0 {
		t.Fatal("a clear spawn scores 0")
	}
	g.props.rows[0].Fields[PropX], g.props.rows[0].Fields[PropY] = gridPos(at.X+PlayerRadius), gridPos(at.Y)
	if g.findBlocked(); g.spawnScore(0, 0) != 0 {
		t.Errorf("a spawn under a crate scores %d", g.spawnScore(0, 0))
	}
}

// Players push each other only where their circles overlap, not where their boxes do.
func TestPartsOnlyWhatOverlaps(t *testing.T) {
	g := stepped(t, 2, 5)
	const reach = 2 * PlayerRadius
	for _, c := range []struct {
		dx, dy float64
		want   bool
	}{{reach * 0.6, 0, true}, {reach * 0.6, reach * 0.6, true}, {reach * 0.8, reach * 0.8, false}, {0, 0, true}} {
		g.stand(t, 1, gridPos(10), gridPos(10))
		g.stand(t, 2, gridPos(10+c.dx), gridPos(10+c.dy))
		g.touched = 0
		g.onPart(nil)
		a, b := g.parts[0], g.parts[1]
		if (g.touched == 3) != c.want || (a != part{}) != c.want || a.x != -b.x || a.y != -b.y || a.x > 0 && c.dx > 0 {
			t.Errorf("%+v: parts %v and %v, touched %b", c, a, b, g.touched)
		}
	}
}

// What is beyond a limit is dropped and counted, and a bot takes no command from outside.
func TestBounds(t *testing.T) {
	g := stepped(t, 1, 5)
	g.effects = g.effects[:0]
	for range row.MaxEffects + 3 {
		g.addEffect(row.Effect{})
	}
	if len(g.effects) != row.MaxEffects || g.dropped != 3 {
		t.Errorf("%d effects, %d dropped", len(g.effects), g.dropped)
	}
	g = newTestGame(t, 2)
	g.Step(&sim.TickInput{Tick: 1, Joins: []sim.Join{{Slot: 1, Bot: 3}}})
	g.Step(&sim.TickInput{Tick: 2, Commands: []sim.PlayerCommand{{Slot: 1, Verdict: sim.OnTime, Command: sim.Command{Tick: 2, Aim: 12345}}}})
	if refused := g.queue.Refused(); len(refused) != 1 || refused[0].Reason != RefusedTwice || g.players.rows[0].Fields[PlayerAim] == 12345 {
		t.Errorf("a command for a bot: refused %v, aim %d", refused, g.players.rows[0].Fields[PlayerAim])
	}
}

// States whose numbers fit their fields and which no game has.
func TestLoadRefusesNonsense(t *testing.T) {
	for name, spoil := range map[string]func(g *Game){
		"alive without health": func(g *Game) { g.players.rows[0].Fields[PlayerHealth] = 0 },
		"off the map":          func(g *Game) { g.props.rows[0].Fields[PropX] = -1 },
		"another's seat":       func(g *Game) { g.players.rows[0].Owner++ },
		"too many timers": func(g *Game) {
			for range 1000 {
				g.timers.Set(9, g.respawnEvent(row.ID{}, 9))
			}
		},
		"pose off the grid": func(g *Game) { g.rewind.at(5, 5)[0].x = 1 << (posBits - 1) },
	} {
		g := stepped(t, 1, 5)
		g.tick = 5
		other := newTestGame(t, 1)
		if err := other.LoadState(g.AppendState(nil)); err != nil {
			t.Fatal(err)
		}
		before := other.Hash()
		if spoil(g); other.LoadState(g.AppendState(nil)) == nil || other.Hash() != before {
			t.Errorf("%s: loaded, or changed", name)
		}
	}
}
