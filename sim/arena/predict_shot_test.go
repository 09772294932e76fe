package arena

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// shotsOf are the projectiles of a slot's player in a view, by the tick of their command,
// as its client may know them.
func shotsOf(set *row.Set, slot uint8) map[int32][shotFields]int32 {
	shots := map[int32][shotFields]int32{}
	for i := range set.Rows {
		if r := &set.Rows[i]; r.Kind == KindShot && r.Owner == slot {
			known := [shotFields]int32(r.Fields[:shotFields])
			known[ShotBy] = 0 // nobody's
			shots[r.Fields[ShotBorn]] = known
		}
	}
	return shots
}

// gunner walks and fires rockets and grenades, aiming all about.
func gunner(tick sim.Tick) sim.Command {
	cmd := sim.Command{Tick: tick, MoveX: int8(tick % 100), Aim: uint16(tick * 977), Buttons: sim.Fire, FireSub: uint8(tick * 31)}
	cmd.Buttons |= sim.Choose([...]uint8{uint8(rules.Rocket), uint8(rules.Grenade)}[tick/200%2])
	return cmd
}

// A client's own projectiles fly, bounce off walls and crates and blow up to the server's
// bits from the tick of the command on, without a word of it.
func TestPredictsItsShots(t *testing.T) {
	g := newTestGame(t, 2)
	g.joinHumans(2)
	g.stand(t, 2, gridPos(3), gridPos(3)) // far away
	for _, weapon := range []rules.Weapon{rules.Rocket, rules.Grenade} {
		f := &g.players.rows[0].Fields
		f[PlayerOwned] |= 1 << weapon
		setRounds(f, weapon, 200, 200)
	}
	made, err := newPredictor(testSetup(t, 2).Static, sim.Self{Slot: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := made.(*Predictor)
	p.Overwrite(viewOf(g, 1))
	in, compared, blasts := sim.TickInput{}, 0, 0
	predicted := map[row.EffectID]row.Effect{}
	for tick := sim.Tick(2); tick < 800; tick++ {
		cmd := gunner(tick)
		in.Reset(tick)
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime, Command: cmd}, sim.PlayerCommand{Slot: 2, Verdict: sim.OnTime, Command: sim.Command{Tick: tick}})
		g.players.rows[0].Fields[PlayerHealth] = 100
		g.Step(&in)
		var fx row.Effects
		var set row.Set
		set.Reset(uint32(tick))
		p.Step(&cmd, &row.Set{}, &fx)
		p.AppendRows(&set)
		view := viewOf(g, 1)
		want, got := shotsOf(view, 1), shotsOf(&set, 1)
		for born, shot := range want {
			if got[born] != shot {
				t.Fatalf("tick %d: the projectile of tick %d is\n%v, the server has\n%v", tick, born, got[born], shot)
			}
			compared++
		}
		if len(want) != len(got) {
			t.Fatalf("tick %d: %d projectiles are predicted, there are %d", tick, len(got), len(want))
		}
		for _, e := range fx {
			predicted[e.EffectID] = e
		}
		for i := range view.Effects {
			e := &view.Effects[i]
			if e.Kind != EffectBlast || e.Args[BlastCause] == CauseBarrel {
				continue
			}
			blasts++
			if shown, ok := predicted[e.EffectID]; !ok || shown.Args != e.Args || judge(&shown, e) != "" {
				t.Fatalf("tick %d: blast %+v was shown as %+v", tick, e, shown)
			}
		}
		if tick%7 == 0 || len(view.Effects) > len(fx) || g.players.rows[0].Fields[PlayerTouch] != p.touch { // a blast throws things
			p.Overwrite(view)
		}
	}
	if compared < 300 || blasts < 8 {
		t.Errorf("%d projectiles compared, %d blasts: the scene shows too little", compared, blasts)
	}
}

// What the server did not fire goes with its first word of that tick, and what only the
// server knows comes.
func TestShotsAreOverwritten(t *testing.T) {
	g := newTestGame(t, 1)
	g.joinHumans(1)
	made, err := newPredictor(testSetup(t, 1).Static, sim.Self{Slot: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := made.(*Predictor)
	f := &g.players.rows[0].Fields
	f[PlayerOwned], f[PlayerWeapon] = 127, int32(rules.Rocket)
	setRounds(f, rules.Rocket, 9, 9)
	p.Overwrite(viewOf(g, 1))
	fire := sim.Command{Tick: 2, Buttons: sim.Fire}
	p.Step(&fire, nil, nil)
	flying := func() (n int) {
		for i := range p.shots.rows {
			if p.shots.rows[i].Kind != 0 {
				n++
			}
		}
		return n
	}
	if flying() != 1 {
		t.Fatal("nothing was fired, or not in a step that shows nothing")
	}
	in := sim.TickInput{Tick: 2, Commands: []sim.PlayerCommand{{Slot: 1, Verdict: sim.Substituted, Command: sim.Command{Tick: 2}}}}
	late := newTestGame(t, 1)
	late.CopyFrom(g)
	late.Step(&in)
	if c := p.Overwrite(viewOf(late, 1)); !c.Differs || flying() != 0 {
		t.Errorf("denied: %+v, %d still fly", c, flying())
	}
	in.Commands[0].Command = fire
	g.Step(&in)
	view := viewOf(g, 1)
	if c := p.Overwrite(view); !c.Differs || flying() != 1 {
		t.Errorf("fired after all: %+v, %d fly", c, flying())
	}
	for i := range view.Rows {
		if view.Rows[i].Kind == KindShot {
			view.Rows[i].Fields[ShotPosX]++
		}
	}
	p.Overwrite(view)
	if c := p.Overwrite(view); c.Differs || flying() != 1 {
		t.Errorf("the same again: %+v, %d fly", c, flying())
	}
}
