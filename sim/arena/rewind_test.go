package arena

import (
	"testing"

	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// history keeps what a client of a slot was sent, and shows it.
type history struct {
	sets map[sim.Tick]*row.Set
}

func (h *history) keep(g *Game, slot sim.Slot) {
	set := &row.Set{}
	set.Reset(uint32(g.tick))
	g.AppendView(slot, set)
	h.sets[g.tick] = set
}

// screen is what a client draws for a view: entities of the earlier snapshot, blended
// toward the later one. It is the obvious way, over whole rows.
func (h *history) screen(schema *row.Schema, view *sim.View) *row.Set {
	out := &row.Set{Tick: uint32(view.A)}
	num, den := view.Fraction()
	for i := range h.sets[view.A].Rows {
		id := h.sets[view.A].Rows[i].ID
		a, b := h.sets[view.A].Find(id), h.sets[view.B].Find(id)
		for _, e := range view.Except {
			if e.ID == id {
				a, b = nil, nil
				if e.A != 0 {
					a, b = h.sets[e.A].Find(id), h.sets[e.B].Find(id)
				}
			}
		}
		if a == nil {
			continue
		}
		if b == nil {
			b = a
		}
		var blended row.Row
		schema.Blend(&blended, a, b, num, den)
		out.Add(&blended)
	}
	return out
}

// randomView is a view of tick now that a match could accept: up to 15 ticks old, two
// snapshots up to 4 ticks apart, some entities from older ones or not on the screen.
func randomView(key sim.Key, now sim.Tick, set *row.Set) sim.View {
	b := now - 1 - sim.Tick(key.Intn(now, 10, 14))
	a := b - min(b-1, sim.Tick(key.Intn(now, 11, 5)))
	v := sim.View{A: a, B: b, Render: a.At(0) + sim.Stamp(key.Intn(now, 12, int32(b-a)*256+1))}
	for i := range set.Rows {
		switch ordinal := 100 + uint32(i)*4; key.Intn(now, ordinal, 12) {
		case 0:
			v.Except = append(v.Except, sim.ViewExcept{ID: set.Rows[i].ID})
		case 1:
			old := a - min(a-1, sim.Tick(key.Intn(now, ordinal+1, 3)))
			v.Except = append(v.Except, sim.ViewExcept{ID: set.Rows[i].ID, A: old, B: old})
		}
	}
	return v
}

// What a client's picture says of a shot is what the server decides, always: the same
// place, the same target, unless that is dead by now. So with crates, with barrels and a
// door, with monsters.
func TestRewindIsThePicture(t *testing.T) {
	yard, hall := testSetup(t, 9), rangeSetup("respawn_ms=200")
	hall.MaxPlayers = 9
	waves := modeSetup(modeWaves, 9, "waves.first=40", "waves.lives=0")
	for name, c := range map[string]struct {
		setup sim.Setup
		least shotCounts
	}{
		"yard":  {yard, shotCounts{shots: 600, hits: 50, props: 100, dead: 10}},
		"range": {hall, shotCounts{shots: 600, hits: 50, props: 50, dead: 10}},
		"waves": {waves, shotCounts{shots: 600, hits: 200, monsters: 150, dead: 10}},
	} {
		t.Run(name, func(t *testing.T) {
			got := countRewound(t, c.setup, 9, 6000)
			t.Logf("%+v", got)
			if got.shots < c.least.shots || got.hits < c.least.hits || got.props < c.least.props || got.dead < c.least.dead || got.monsters < c.least.monsters {
				t.Errorf("saw %+v: the scene shows too little", got)
			}
		})
	}
}

// shotCounts is what became of shots.
type shotCounts struct{ shots, hits, monsters, props, dead int }

// countRewound plays a match of bots and a human in the last slot, who fires at pictures
// of all sorts.
func countRewound(t *testing.T, setup sim.Setup, human sim.Slot, ticks sim.Tick) (n shotCounts) {
	made, err := newGame(setup)
	if err != nil {
		t.Fatal(err)
	}
	g := made.(*Game)
	if g.mode == modeDeathmatch {
		g.live()
	}
	scene := botScene(human - 1)
	self, err := newPredictor(setup.Static, sim.Self{Slot: human})
	if err != nil {
		t.Fatal(err)
	}
	h := history{sets: map[sim.Tick]*row.Set{}}
	key := sim.NewKey(3, "shots")
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		in := scene(tick)
		cmd := sim.Command{Tick: tick, MoveX: int8(key.Intn(tick/30, 0, 255) - 127), MoveY: int8(key.Intn(tick/30, 1, 255) - 127),
			Aim: uint16(key.Uint64(tick, 2)), Buttons: sim.Fire, FireSub: uint8(key.Uint64(tick, 3))}
		var view sim.View
		var fx row.Effects
		if tick == 1 {
			in.Joins = append(in.Joins, sim.Join{Slot: human, Name: "human"})
		}
		if tick > 30 { // when there is enough past
			now := h.sets[tick-1]
			view = randomView(key, tick, now)
			screen := h.screen(g.schema, &view)
			aimAtSomebody(key, g.level.Nav, &cmd, screen, now.At(uint16(human)))
			self.Overwrite(now)
			self.Step(&cmd, screen, &fx)
		}
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: human, Verdict: sim.OnTime, Command: cmd, View: view})
		g.Step(in)
		g.makeFrail(int(human))
		g.armForTest(tick, key)
		h.keep(g, human)
		delete(h.sets, tick-60)
		for i := range fx {
			n.count(t, &fx[i], findEffect(h.sets[tick], fx[i].EffectID))
		}
	}
	return n
}

// count demands that the server says the same of a shot.
func (n *shotCounts) count(t *testing.T, shown, confirmed *row.Effect) {
	t.Helper()
	n.shots++
	switch why := judge(shown, confirmed); {
	case why == reasonDeadShooter && shown.CmdTick == 400: // the match begins anew
	case why == reasonDeadTarget:
		n.dead++
	case seen(shown) == row.ID{} && confirmed != nil && confirmed.Args == shown.Args && confirmed.Target == shown.Target:
		if shown.Args[ShotResult] == ShotProp {
			n.props++
		}
	case why == "" && confirmed.Args == shown.Args:
		n.hits++
		if shown.Args[ShotResult] == ShotMonster {
			n.monsters++
		}
	default:
		t.Fatalf("tick %d: the picture says %+v, the server %+v: %q", shown.Tick, shown, confirmed, why)
	}
}

// aimAtSomebody aims a little beside the middle of a living player in sight, or else of
// anything on the screen.
func aimAtSomebody(key sim.Key, nav *ai.Nav, cmd *sim.Command, screen *row.Set, self *row.Row) {
	if len(screen.Rows) == 0 || self == nil {
		return
	}
	n := int32(len(screen.Rows))
	first := key.Intn(cmd.Tick, 4, n)
	target := &screen.Rows[first]
	for i := range n {
		r := &screen.Rows[(first+i)%n]
		if (alive(r) || r.Kind == KindMonster) && r.ID != self.ID && nav.Visible(posOf(self), posOf(r)) {
			target = r
			break
		}
	}
	p, q := posOf(self), posOf(target)
	cmd.Aim = aimOf(q.X-p.X, q.Y-p.Y) + uint16(key.Intn(cmd.Tick, 5, 600)) - 300
}

// armForTest gives the last slot's player one of the weapons that are rewound, ready to
// fire, and lets props bear everything, except some.
func (g *Game) armForTest(tick sim.Tick, key sim.Key) {
	f := &g.players.rows[len(g.players.rows)-1].Fields
	weapon := [...]rules.Weapon{rules.Rifle, rules.Rifle, rules.Shotgun, rules.Rail, rules.Melee}[key.Intn(tick, 6, 5)]
	f[PlayerWeapon], f[PlayerOwned], f[PlayerCooldown], f[PlayerReload] = int32(weapon), 127, 0, 0
	f[PlayerCharge] = g.rules.ticks(g.rules.Weapons[rules.Rail].ChargeMS) - 1
	setRounds(f, weapon, 9, 0)
	for i := range g.props.rows {
		if i%4 != 0 && g.props.rows[i].Kind != 0 {
			g.props.rows[i].Fields[PropHealth] = 100
		}
	}
}

// makeFrail lets everybody but one die of the next hit.
func (g *Game) makeFrail(except int) {
	for i := range g.players.rows {
		r := &g.players.rows[i]
		r.Fields[PlayerProtect] = 0
		if alive(r) && i+1 != except {
			r.Fields[PlayerHealth] = g.rules.Weapons[rules.Rifle].Damage
		} else if alive(r) {
			r.Fields[PlayerHealth] = 100
		}
	}
}

func findEffect(set *row.Set, id row.EffectID) *row.Effect {
	for i := range set.Effects {
		if set.Effects[i].EffectID == id {
			return &set.Effects[i]
		}
	}
	return nil
}

// A tick the ring does not hold any more counts as its oldest, and the shot is told so.
func TestRewindEnds(t *testing.T) {
	g := newTestGame(t, 2)
	g.joinHumans(2)
	in := sim.TickInput{}
	for tick := sim.Tick(2); tick < 100; tick++ {
		in.Reset(tick)
		g.Step(&in)
	}
	view := sim.View{A: 3, B: 98, Render: sim.Tick(50).At(0)}
	g.tick = 100 // as within a step
	if _, code := g.picture(nil, row.ID{}, &view); code != ViewCapped {
		t.Errorf("code %d for a view from before the ring, want %d", code, ViewCapped)
	}
	oldest := g.rewind.oldest(99)
	if want := sim.Tick(99 - (15 + sim.RewindSlackTicks) + 1); oldest != want {
		t.Errorf("oldest tick %d, want %d", oldest, want)
	}
	if got, want := &g.rewind.at(1, 99)[0], &g.rewind.at(oldest, 99)[0]; got != want {
		t.Error("an older tick is not the oldest")
	}
}

func TestJudge(t *testing.T) {
	target := row.ID{Index: 2, Gen: 1}
	shot := func(target row.ID, args ...int32) *row.Effect {
		e := &row.Effect{Kind: EffectShot, Target: target}
		copy(e.Args[:], args)
		return e
	}
	mine := shot(target, 10, 10, 50, 10, ShotPlayer, how(ViewExact, rules.Rifle, 0))
	for want, server := range map[string]*row.Effect{
		"":                shot(target, 10, 10, 50, 10, ShotPlayer, how(ViewCapped, rules.Rifle, 0)),
		reasonLate:        nil,
		reasonDeadShooter: shot(row.ID{}, 0, 0, 0, 0, ShotDeadShooter, how(ViewNone, rules.Rifle, 0)),
		reasonDeadTarget:  shot(target, 10, 10, 50, 10, ShotDeadTarget, how(ViewExact, rules.Rifle, 0)),
		reasonMoved:       shot(row.ID{}, 11, 10, 90, 10, ShotWall, how(ViewExact, rules.Rifle, 0)),
		reasonCapped:      shot(row.ID{}, 10, 10, 90, 10, ShotWall, how(ViewCapped, rules.Rifle, 0)),
		reasonClamped:     shot(row.ID{}, 10, 10, 90, 10, ShotWall, how(ViewClamped, rules.Rifle, 0)),
		reasonUnseen:      shot(row.ID{}, 10, 10, 90, 10, ShotWall, how(ViewNone, rules.Rifle, 0)),
		reasonBlocked:     shot(row.ID{Index: 70, Gen: 1}, 10, 10, 20, 10, ShotProp, how(ViewExact, rules.Rifle, 0)),
		reasonLost:        shot(row.ID{}, 10, 10, 90, 10, ShotMiss, how(ViewExact, rules.Rifle, 0)),
	} {
		if got := judge(mine, server); got != want {
			t.Errorf("judge says %q, want %q", got, want)
		}
	}
	other := *mine
	other.Args[ShotHow] = how(ViewExact, rules.Shotgun, 0)
	if got := judge(&other, mine); got != "" {
		t.Errorf("the same target is a hit with whatever weapon: %q", got)
	}
	if other.Target.Index++; judge(&other, mine) != reasonMoved {
		t.Error("another weapon and another target are no reason")
	}
	if mine.Args[ShotResult] = ShotMonster; seen(mine) != target || judge(mine, mine) != "" {
		t.Error("monsters are not seen to be hit")
	}
	if mine.Args[ShotHow] = how(ViewCapped, rules.Rail, 0xffff); ViewOf(mine) != ViewCapped || WeaponOf(mine) != rules.Rail || SeedOf(mine) != 0xffff {
		t.Errorf("packed %b", mine.Args[ShotHow])
	}
	if seen(mine) != target || seen(shot(target, 0, 0, 0, 0, ShotProp)) != (row.ID{}) {
		t.Error("seen names another target than the player who was hit")
	}
}
