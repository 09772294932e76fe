package arena

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"hindsight/client/app/scene"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// fair is a map that has one of everything within a screen.
func fair() *level.Level {
	l := &level.Level{Width: 24, Height: 14, Walls: []level.Box{{MinX: 0, MinY: 0, MaxX: 24, MaxY: 0.5}, {MinX: 18, MinY: 5, MaxX: 19, MaxY: 11}}}
	for k := level.PropKind(1); k <= level.PropKinds; k++ {
		l.Props = append(l.Props, level.Prop{Kind: k, At: physics.Vec{X: 2 * float64(k), Y: 2}, Half: physics.Vec{X: 0.5, Y: 0.5}})
	}
	for k := level.PickupKind(1); k <= level.PickupKinds; k++ {
		l.Pickups = append(l.Pickups, level.Pickup{Kind: k, At: physics.Vec{X: float64(k), Y: 4}})
	}
	l.Movers = []level.Mover{{Kind: level.Door, Box: level.Box{MinX: 14, MinY: 2, MaxX: 16, MaxY: 2.5}}, {Kind: level.Bridge, Box: level.Box{MinX: 14, MinY: 9, MaxX: 16, MaxY: 11}}}
	for k := level.AreaKind(1); k <= level.Base; k++ {
		x := 3 * float64(k)
		l.Areas = append(l.Areas, level.Area{Kind: k, Box: level.Box{MinX: x - 1, MinY: 10, MaxX: x + 1, MaxY: 12}, To: physics.Vec{X: 5, Y: 6}, Team: level.Red, Movers: []uint8{0, 200}})
	}
	return l
}

func rowAt(kind row.Kind, n uint16, x, y float64) row.Row {
	r := row.Row{ID: row.ID{Index: firstOf(kind) + n, Gen: 1}, Kind: kind, Tick: 98}
	r.Fields[0], r.Fields[1] = grid(x), grid(y)
	return r
}

// crowd are rows of every kind on that map.
func crowd(l *level.Level) (rows []row.Row) {
	put := func(kind row.Kind, n int, x, y float64) *row.Row {
		rows = append(rows, rowAt(kind, uint16(n), x, y))
		return &rows[len(rows)-1]
	}
	for i, p := range l.Props {
		put(arena.KindProp, i, p.At.X, p.At.Y).Fields[arena.PropHealth] = 40
	}
	for i, p := range l.Pickups {
		put(arena.KindPickup, i, p.At.X, p.At.Y).Fields[arena.PickupReady] = 1
	}
	for i, v := range l.Movers {
		put(arena.KindMover, i, v.Box.Center().X, v.Box.Center().Y).Fields[arena.MoverHold] = 1
	}
	for i, weapon := range []rules.Weapon{rules.Rocket, rules.Grenade, 0} {
		r := put(arena.KindShot, i, 4+2*float64(i), 7)
		r.Fields[arena.ShotWeapon], r.Fields[arena.ShotVX] = int32(weapon), 15*physics.VelGrid
	}
	for i := range int32(rules.Monsters) {
		r := put(arena.KindMonster, int(i), 10+2*float64(i), 7)
		r.Fields[arena.MonsterType], r.Fields[arena.MonsterHealth], r.Fields[arena.MonsterWind] = i+1, 50, 10
	}
	for i, team := range []int32{arena.TeamRed, arena.TeamBlue} {
		r := put(arena.KindFlag, i, 20, 4+4*float64(i))
		r.Fields[arena.FlagTeam], r.Fields[arena.FlagReturn] = team, 300
	}
	r := put(arena.KindRound, 0, 0, 0)
	r.Fields[arena.RoundPhase], r.Fields[arena.RoundEnds], r.Fields[arena.RoundHill], r.Fields[arena.RoundLimit] = arena.PhaseLive, 3700, int32(level.Hill), 3
	r.Fields[arena.RoundNumber], r.Fields[arena.RoundRed] = 1, 2
	for i := range 6 {
		p := player(uint16(2+i), 3+3*float64(i), 9, 98)
		p.Fields[arena.PlayerWeapon], p.Fields[arena.PlayerGlow], p.Fields[arena.PlayerTeam] = int32(i)+1, 1<<i, 1+int32(i%2)
		p.Fields[arena.PlayerVX] = 6 * physics.VelGrid
		rows = append(rows, p)
	}
	return rows
}

func (v *view) names() map[string]bool {
	names := map[string]bool{}
	for _, it := range v.list.Items {
		names[it.Name] = true
	}
	return names
}

func (v *view) wantNames(what string, want ...string) {
	v.t.Helper()
	names := v.names()
	for _, n := range want {
		if !names[n] {
			v.t.Errorf("%s: no %q is drawn", what, n)
		}
	}
}

// Everything that a row can show is on the screen, each kind as something of its own.
func TestEveryRow(t *testing.T) {
	l := fair()
	v := newViewOf(t, l, "ctf")
	v.f.Picture.Rows = crowd(l)
	v.f.Render = sim.Tick(100).At(0)
	v.f.Self = player(ownSlot, 12, 7, 100)
	v.f.Self.Fields[arena.PlayerTeam] = arena.TeamBlue
	v.f.Before = v.f.Self
	v.settled()
	v.wantNames("props", "crate", "block", "barrel", "ball", "slab", "crack", "barrel fire")
	v.wantNames("movers", "door", "bridge")
	v.wantNames("areas", "pad arrow", "teleporter", "exit", "hazard", "trigger lit", "hill", "base")
	for _, k := range pickupLooks[1:] {
		v.wantNames("pick-ups", k.name)
	}
	v.wantNames("projectiles", "rocket", "rocket trail", "grenade", "shot")
	v.wantNames("monsters", "swarm", "shooter", "charger", "bomber", "monster health", "wind reach", "wind way")
	v.wantNames("flags", "flag", "flag time")
	v.wantNames("weapons", "melee", "rifle", "shotgun", "rocket", "grenade", "rail")
	v.wantNames("glows", "protected", "strength glow", "haste glow", "charging", "carrier", "dash trail")
	v.wantNames("HUD", "team score", "clock", "flag state", "weapon key", "friend health", "power name", "armour track")
	if red, blue := v.find("enemy").Color, v.find("friend").Color; red != redTeam || blue != blueTeam {
		t.Errorf("the enemy is %v and the friend %v", red, blue)
	}
	for i := range v.f.Picture.Rows {
		if r := &v.f.Picture.Rows[i]; r.Kind == arena.KindPickup {
			r.Fields[arena.PickupReady] = 0
		}
	}
	v.next(0)
	if v.has("armour") || !v.has("pickup gone") {
		t.Error("pick-ups that were taken look as if they were there")
	}
}

// effectOf is an effect of others, due at once.
func effectOf(kind uint8, args ...int32) session.Shown {
	e := row.Effect{Kind: kind, Tick: 99, Source: row.ID{Index: 2, Gen: 1}, Target: row.ID{Index: 3, Gen: 1}}
	copy(e.Args[:], args)
	return session.Shown{Effect: e, Certainty: session.Heard}
}

// Everything that happens is drawn or told.
func TestEveryEffect(t *testing.T) {
	x, y, u := grid(10), grid(7), grid(14)
	fire := func(w rules.Weapon, result int32) session.Shown {
		return effectOf(arena.EffectShot, x, y, u, y, result, int32(w)<<2|1234<<5)
	}
	for name, c := range map[string]struct {
		e    session.Shown
		want string
	}{
		"rifle":    {fire(rules.Rifle, arena.ShotWall), "tracer"},
		"shotgun":  {fire(rules.Shotgun, arena.ShotWall), "tracer"},
		"rail":     {fire(rules.Rail, arena.ShotMonster), "beam"},
		"melee":    {fire(rules.Melee, arena.ShotPlayer), "swing"},
		"launch":   {fire(rules.Rocket, arena.ShotLaunched), "muzzle"},
		"unknown":  {fire(7, arena.ShotWall), "tracer"},
		"death":    {effectOf(arena.EffectDeath, x, y, int32(rules.Rail)), "feed cause"},
		"respawn":  {effectOf(arena.EffectRespawn, x, y), "ring"},
		"blast":    {effectOf(arena.EffectBlast, x, y, grid(3), arena.CauseBarrel), "blast"},
		"bounce":   {effectOf(arena.EffectBlast, x, y, 0, 0), "puff"},
		"break":    {effectOf(arena.EffectBreak, x, y, int32(level.Crate)), "shard"},
		"take":     {effectOf(arena.EffectTake, x, y, int32(level.Haste)), "ring"},
		"round":    {effectOf(arena.EffectRound, arena.PhaseLive, 3), "news"},
		"flag":     {effectOf(arena.EffectFlag, arena.FlagTaken, arena.TeamRed, x, y), "feed victim"},
		"captured": {effectOf(arena.EffectFlag, arena.FlagCaptured, arena.TeamRed, x, y), "news"},
		"hill":     {effectOf(arena.EffectHill, 1, arena.TeamRed), "feed victim"},
		"wave":     {effectOf(arena.EffectWave, 2, 12), "news"},
		"slain":    {effectOf(arena.EffectSlain, x, y, int32(rules.Bomber)), "shard"},
		"bite":     {effectOf(arena.EffectStrike, x, y, u, y, int32(rules.Swarm), 0), "puff"},
		"fired at": {effectOf(arena.EffectStrike, x, y, u, y, int32(rules.Shooter), 0), "tracer"},
	} {
		v := newViewOf(t, fair(), "deathmatch")
		v.f.Render = sim.Tick(100).At(0)
		v.settled()
		v.next(0, c.e)
		v.next(10 * netcode.Millisecond)
		v.wantNames(name, c.want)
	}
}

// The pellets of a shot fly as its seed says, and no farther than a wall.
func TestPellets(t *testing.T) {
	v := newViewOf(t, fair(), "deathmatch")
	v.f.Render = sim.Tick(100).At(0)
	v.settled()
	v.next(0, effectOf(arena.EffectShot, grid(15), grid(8), grid(21), grid(8), arena.ShotWall, int32(rules.Shotgun)<<2|77<<5))
	var turns []float64
	for i := range v.m.fx.shown {
		if s := &v.m.fx.shown[i]; s.kind == tracer {
			turns = append(turns, s.v-8)
			if !near(s.u, 18, 0.01) {
				t.Errorf("a pellet ends at x %v, want at the wall at 18", s.u)
			}
		}
	}
	if len(turns) != int(v.m.rules.Weapons[rules.Shotgun].Pellets) || !slices.IsSorted(turns) || turns[0] >= 0 {
		t.Errorf("pellets end %v beside the aim", turns)
	}
}

// A number or the wheel chooses a weapon, in a few commands; the wheel passes what cannot fire.
func TestChoice(t *testing.T) {
	v := newView(t)
	r := player(ownSlot, 8, 8, 100)
	r.Fields[arena.PlayerOwned] |= 1<<rules.Rocket | 1<<rules.Rail
	r.Fields[arena.PlayerRail] = 3
	tell := func(change func(in *scene.Input)) sim.Buttons {
		in := v.in
		change(&in)
		v.m.Input(&in)
		v.m.Input(&v.in)
		var cmd sim.Command
		v.m.Command(v.f.Picture, &r, &cmd)
		return cmd.Buttons
	}
	for name, c := range map[string]struct {
		change func(in *scene.Input)
		want   rules.Weapon
	}{
		"5":              {func(in *scene.Input) { in.Choice = 5 }, rules.Grenade},
		"a notch on":     {func(in *scene.Input) { in.Wheel = 1 }, rules.Rail},
		"two notches on": {func(in *scene.Input) { in.Wheel = 2 }, rules.Melee},
		"a notch back":   {func(in *scene.Input) { in.Wheel = -1 }, rules.Melee},
		"next":           {func(in *scene.Input) { in.Next = true }, rules.Rail},
	} {
		if got := tell(c.change).Choice(); got != uint8(c.want) {
			t.Errorf("%s takes %d, want %v", name, got, c.want)
		}
	}
	for range askTicks - 2 {
		tell(func(in *scene.Input) {})
	}
	if b := tell(func(in *scene.Input) { in.Dash = true }); b&^sim.Choose(7) != sim.Dash || b.Choice() == 0 {
		t.Errorf("a dash and the last of the wishes are %b", b)
	}
	if b := tell(func(in *scene.Input) {}); b != 0 {
		t.Errorf("a press counts twice: %b", b)
	}
}

// Who has no body follows those who play, one after the other, or sees the middle.
func TestWatch(t *testing.T) {
	v := newView(t)
	v.f.Self.Fields[arena.PlayerTeam], v.f.Self.Fields[arena.PlayerAlive] = arena.TeamSpectator, 0
	v.f.Before = v.f.Self
	v.settled()
	if x, y := v.m.camera.x, v.m.camera.y; x != 12 || !near(y, 8, 0.01) || v.has("health") {
		t.Errorf("the camera is at %v,%v, want over the middle, without a bar of health", x, y)
	}
	dead := player(4, 10, 8, 98)
	dead.Fields[arena.PlayerAlive] = 0
	v.f.Picture.Rows = []row.Row{player(2, 11, 8, 98), player(3, 13, 8, 98), dead}
	var seen []uint16
	for range 3 {
		v.in.Fire = true
		v.next(50 * netcode.Millisecond)
		v.in.Fire = false
		v.next(50 * netcode.Millisecond)
		seen = append(seen, v.m.watch.slot)
	}
	v.in.Reload = true
	v.next(50 * netcode.Millisecond)
	if seen = append(seen, v.m.watch.slot); !slices.Equal(seen, []uint16{2, 3, 2, 3}) && !slices.Equal(seen, []uint16{3, 2, 3, 2}) {
		t.Errorf("follows %v", seen)
	}
	v.wantNames("watching", "watch", "watch how", "watched")
}

// Each mode says what counts in it, and how a round stands.
func TestModes(t *testing.T) {
	for mode, want := range map[string][]string{
		"deathmatch": {"place", "clock", "round state"},
		"tdm":        {"team score", "clock", "own team"},
		"ctf":        {"team score", "flag state"},
		"koth":       {"team score", "hill state", "hill"},
		"waves":      {"wave", "monsters", "lives"},
	} {
		l := fair()
		v := newViewOf(t, l, mode)
		v.f.Picture.Rows = crowd(l)
		v.f.Render = sim.Tick(100).At(0)
		v.f.Self.Fields[arena.PlayerTeam], v.f.Self.Fields[arena.PlayerLives] = arena.TeamBlue, 2
		v.f.Before = v.f.Self
		v.in.Scores = true
		v.settled()
		v.wantNames(mode, append(want, "board", "board name")...)
		if mode != "waves" && v.find("clock").Text != "1:00" {
			t.Errorf("%s: the clock says %q", mode, v.find("clock").Text)
		}
		round := slices.IndexFunc(v.f.Picture.Rows, func(r row.Row) bool { return r.Kind == arena.KindRound })
		f := &v.f.Picture.Rows[round].Fields
		f[arena.RoundPhase], f[arena.RoundWinner] = arena.PhaseOver, arena.WinnerBlue
		v.next(0)
		if n := v.find("news"); n.Text != "Blue wins" {
			t.Errorf("%s: the end reads %q", mode, n.Text)
		}
		f[arena.RoundPhase], f[arena.RoundEnds] = arena.PhaseWarmup, 0
		v.next(0)
		if n := v.find("news"); !strings.Contains(n.Text, "waiting") {
			t.Errorf("%s: warm-up reads %q", mode, n.Text)
		}
	}
}

// Rows and effects that no server sends break nothing, and flood nothing.
func TestHostile(t *testing.T) {
	rnd := rand.New(rand.NewSource(7))
	value := func() int32 {
		switch rnd.Intn(4) {
		case 0:
			return int32(rnd.Uint32())
		case 1:
			return int32(rnd.Intn(256)) - 16
		case 2:
			return grid(float64(rnd.Intn(30)))
		}
		return int32(rnd.Intn(9))
	}
	for round := range 60 {
		mode := rules.Modes()[round%len(rules.Modes())]
		v := newViewOf(t, fair(), mode)
		for range 20 {
			v.f.Picture.Rows, v.f.Predicted.Rows = v.f.Picture.Rows[:0], v.f.Predicted.Rows[:0]
			for range 60 {
				r := row.Row{ID: row.ID{Index: uint16(rnd.Intn(800)), Gen: uint16(rnd.Intn(2))}, Kind: row.Kind(rnd.Intn(10))}
				if rnd.Intn(2) == 0 && r.Kind >= arena.KindPlayer && r.Kind <= arena.KindProp {
					r.ID.Index = firstOf(r.Kind) + uint16(rnd.Intn(8))
				}
				for i := range r.Fields {
					r.Fields[i] = value()
				}
				v.f.Picture.Rows = append(v.f.Picture.Rows, r)
				if rnd.Intn(5) == 0 {
					v.f.Predicted.Rows = append(v.f.Predicted.Rows, r)
				}
			}
			for i := range v.f.Self.Fields {
				v.f.Self.Fields[i] = value()
			}
			v.f.Before, v.f.Self.Kind = v.f.Self, row.Kind(rnd.Intn(2))
			v.f.Render = sim.Stamp(rnd.Uint64() >> uint(rnd.Intn(64)))
			v.in.Fire, v.in.Scores, v.in.Choice, v.in.Wheel = rnd.Intn(2) == 0, rnd.Intn(2) == 0, uint8(rnd.Intn(256)), rnd.Intn(2000)-1000
			var all []session.Shown
			for range 40 {
				s := effectOf(uint8(rnd.Intn(70)), value(), value(), value(), value(), value(), value())
				s.Effect.Tick, s.Certainty = uint32(value()), session.Certainty(rnd.Intn(6))
				s.Effect.Source.Index, s.Effect.Target.Index = uint16(rnd.Intn(700)), uint16(rnd.Intn(700))
				all = append(all, s)
			}
			v.next(30*netcode.Millisecond, all...)
			var cmd sim.Command
			v.m.Command(v.f.Picture, &v.f.Self, &cmd)
			if n := len(v.list.Items); n > 12000 {
				t.Fatalf("%d items in a frame", n)
			}
			for _, it := range v.list.Items {
				if it.Text == "" && (it.W > 40000 || it.H > 40000 || it.W != it.W || it.X != it.X) {
					t.Fatalf("%s is %v x %v at %v,%v", it.Name, it.W, it.H, it.X, it.Y)
				}
			}
		}
	}
}
