package arena

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// What there is no room for is not fired: rounds stay, nothing is told, and its client
// is told that something interfered.
func TestMaxShots(t *testing.T) {
	g := rangeDuel(t)
	f := &g.players.rows[0].Fields
	f[PlayerWeapon] = int32(rules.Rocket)
	for i := range g.shots.rows[1:] {
		r := g.shots.add(g.schema, i+1)
		r.Fields[ShotPosX], r.Fields[ShotPosY] = gridPos(40), gridPos(3)
		r.Fields[ShotWeapon], r.Fields[ShotBorn] = int32(rules.Grenade), int32(g.tick)
	}
	fire := sim.Command{Buttons: sim.Fire, Aim: 16384}
	g.play(1, fire, sim.Command{})
	if magazine, _ := rounds(f, rules.Rocket); magazine != 3 || g.shots.free() >= 0 {
		t.Fatalf("the last place: %d rounds, place %d is free", magazine, g.shots.free())
	}
	f[PlayerCooldown] = 0
	touch := f[PlayerTouch]
	g.play(1, fire, sim.Command{})
	if magazine, _ := rounds(f, rules.Rocket); magazine != 3 || f[PlayerCooldown] != 0 || f[PlayerTouch] != touch+1 || len(g.effects) != 0 {
		t.Errorf("no place: %d rounds, cooldown %d, touch %d after %d, effects %v", magazine, f[PlayerCooldown], f[PlayerTouch], touch, g.effects)
	}
}

// Rows may come from anywhere: what names no weapon does nothing, and counts stay in
// their fields.
func TestNoSuchWeapon(t *testing.T) {
	g := rangeDuel(t)
	f := &g.players.rows[0].Fields
	for _, weapon := range []int32{0, 7} {
		f[PlayerWeapon] = weapon
		f[PlayerReload], f[PlayerCooldown] = 1, 0
		g.play(3, sim.Command{Buttons: sim.Fire | sim.Reload | sim.Choose(7)}, sim.Command{})
		if f[PlayerWeapon] != weapon || f[PlayerCooldown] != 0 || len(g.effects) != 0 {
			t.Errorf("weapon %d: %v", weapon, f)
		}
	}
	f[PlayerRail] = 255 + 255*roundsUnit
	setRounds(f, rules.Rail, 300, 300)
	if f[PlayerRail] != 255+255*roundsUnit {
		t.Errorf("%d is more than a field holds", f[PlayerRail])
	}
}

// The pellets of a shot are where its effect says, on both ends, within the spread, and
// no two ticks are alike.
func TestPellets(t *testing.T) {
	g := rangeDuel(t)
	gun := &g.rules.Weapons[rules.Shotgun]
	made, err := newPredictor(modeSetup(modeDeathmatch, 8, "all_weapons=true").Static, sim.Self{Slot: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := made.(*Predictor)
	seeds := map[uint16]bool{}
	for range 20 {
		f := &g.players.rows[0].Fields
		f[PlayerWeapon], f[PlayerCooldown], f[PlayerReload], f[PlayerShotgun] = int32(rules.Shotgun), 0, 0, 6
		p.Overwrite(viewOf(g, 1))
		var fx row.Effects
		p.Step(&sim.Command{Tick: g.tick + 1, Buttons: sim.Fire}, &row.Set{}, &fx)
		g.play(1, sim.Command{Buttons: sim.Fire}, sim.Command{})
		server := &g.effects[0]
		if len(fx) != 1 || SeedOf(&fx[0]) != SeedOf(server) || WeaponOf(server) != rules.Shotgun {
			t.Fatalf("the client shows %+v, the server %+v", fx, server)
		}
		seeds[SeedOf(server)] = true
		for i := range gun.Pellets {
			turn := PelletTurn(gun, SeedOf(server), i) * 360
			if part := (turn/gun.Spread + 1) / 2 * float64(gun.Pellets); part < float64(i) || part >= float64(i+1) {
				t.Fatalf("pellet %d leaves the aim by %v degrees", i, turn)
			}
		}
	}
	if len(seeds) < 15 {
		t.Errorf("%d seeds of 20 shots", len(seeds))
	}
}

// What flies is stepped from rows alone: a match that is loaded in the middle of it goes
// on alike.
func TestShotsAreState(t *testing.T) {
	g, other := rangeDuel(t), rangeDuel(t)
	g.players.rows[0].Fields[PlayerWeapon] = int32(rules.Grenade)
	g.players.rows[1].Fields[PlayerWeapon] = int32(rules.Rocket)
	g.play(1, sim.Command{Buttons: sim.Fire, Aim: 49152}, sim.Command{Buttons: sim.Fire, Aim: 16384})
	for range 120 {
		if err := other.LoadState(g.AppendState(nil)); err != nil {
			t.Fatal(err)
		}
		g.play(1, sim.Command{}, sim.Command{})
		other.play(1, sim.Command{}, sim.Command{})
		if g.Hash() != other.Hash() {
			t.Fatalf("tick %d: another state after loading", g.tick)
		}
	}
	if g.shots.gens[0] != 1 || g.shots.gens[1] != 1 || g.shots.free() != 0 {
		t.Error("nothing flew and burst: the scene shows too little")
	}
}

// Whatever eight players do with all weapons, among barrels, allocates nothing once warm.
func TestWeaponsAllocate(t *testing.T) {
	g := newRangeGame(t, "all_weapons=true", "respawn_ms=200")
	scene := rangeScene()
	var used [rules.Weapons + 1]int
	var blasts, deaths, broken int
	step := func() { g.Step(scene(g.tick + 1)) }
	for range 2000 {
		step()
		for i := range g.effects {
			switch e := &g.effects[i]; e.Kind {
			case EffectShot:
				used[WeaponOf(e)]++
			case EffectBlast:
				blasts++
			case EffectDeath:
				deaths++
			case EffectBreak:
				broken++
			}
		}
	}
	t.Logf("shots %v, %d blasts, %d deaths, %d broken props", used, blasts, deaths, broken)
	for weapon := rules.Melee; weapon <= rules.Weapons; weapon++ {
		if used[weapon] < 10 {
			t.Errorf("the scene shows too little of the %s", weapon)
		}
	}
	if blasts < 40 || deaths < 10 || broken < 4 {
		t.Error("the scene shows too little")
	}
	if n := testing.AllocsPerRun(300, step); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

// Cut or changed, a state with projectiles in the air is refused or can be played on.
func TestShotsLoadStateIsSafe(t *testing.T) {
	g, other := newRangeGame(t, "all_weapons=true"), newRangeGame(t, "all_weapons=true")
	scene, key := rangeScene(), sim.NewKey(8, "damage")
	loaded := 0
	for tick := sim.Tick(1); tick <= 600; tick++ {
		g.Step(scene(tick))
		if g.shots.rows[0].Kind == 0 || g.shots.rows[1].Kind == 0 {
			continue
		}
		bad := g.AppendState(nil)
		// Rows are in front: what is changed most is players, then projectiles.
		bad[key.Intn(tick, 0, 2500)] ^= 1 << key.Intn(tick, 1, 8)
		if loadAndStep(t, other, bad) {
			loaded++
		}
	}
	if loaded < 20 {
		t.Errorf("%d changed states were accepted: the test shows too little", loaded)
	}
}
