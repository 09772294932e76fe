package lab

import (
	"math"
	"math/rand/v2"
	"testing"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// TestRaysAgreeWithPhysics: two ways to the same meeting, but for what is doubtful.
func TestRaysAgreeWithPhysics(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	met := 0
	for range 20000 {
		s := solid{at: point{rng.Float64()*20 - 10, rng.Float64()*20 - 10}, angle: rng.Float64() * 2 * math.Pi}
		def := physics.ShapeDef{Kind: physics.Circle}
		if rng.IntN(2) == 0 {
			s.radius = 0.1 + rng.Float64()
			def.Radius = s.radius
		} else {
			s.half = point{0.1 + 2*rng.Float64(), 0.1 + rng.Float64()}
			def.Kind, def.Half = physics.Box, physics.Vec{X: s.half.x, Y: s.half.y}
		}
		from, d := point{rng.Float64()*20 - 10, rng.Float64()*20 - 10}, heading(rng.Float64())
		const reach = 30.0
		f, _, ok := physics.RayShape(&def, physics.Vec{X: s.at.x, Y: s.at.y}, s.angle/(2*math.Pi), physics.Vec{X: from.x, Y: from.y}, physics.Vec{X: d.x * reach, Y: d.y * reach})
		want := never
		if ok && f > 0 {
			want = f * reach
			met++
		}
		if got := s.meets(from, d); math.Abs(got-want) > 1e-6 && s.edgeOff(from, d) > doubtful {
			t.Fatalf("%+v from %v along %v: met at %v, physics says %v", s, from, d, got, want)
		}
	}
	if met < 500 {
		t.Errorf("only %d rays met anything", met)
	}
}

// field is a world with one shot in it: the shooter at (5, 9) of the pit.
type field struct {
	w *world
	p press
	e row.Effect
}

func newField(t *testing.T, weapon rules.Weapon) *field {
	t.Helper()
	w, err := newWorld(&Config{RewindCap: DefaultRewindCap}, Cell{Profile: WAN})
	if err != nil {
		t.Fatal(err)
	}
	f := &field{w: w, p: press{tick: 100, picture: []row.Row{person(1, 5, 9)}}}
	f.e.Source = row.ID{Index: 1, Gen: 1}
	f.e.Args[arena.ShotX], f.e.Args[arena.ShotY] = 5*4096, 9*4096
	f.e.Args[arena.ShotHow] = int32(weapon) << 2
	return f
}

// person is a living player's row.
func person(slot uint16, x, y float64) row.Row {
	r := row.Row{ID: row.ID{Index: slot, Gen: 1}, Kind: arena.KindPlayer}
	r.Fields[arena.PlayerX], r.Fields[arena.PlayerY], r.Fields[arena.PlayerAlive] = int32(x*4096), int32(y*4096), 1
	return r
}

func (f *field) target() uint16 {
	s := f.w.judge(&f.p, &f.e)
	return s.target.Index
}

// TestJudge: whom shots meet, told by hand.
func TestJudge(t *testing.T) {
	rifle := newField(t, rules.Rifle)
	if got := rifle.target(); got != 0 {
		t.Errorf("a shot at a wall met %d", got)
	}
	rifle.p.picture = append(rifle.p.picture, person(2, 6.4, 9), person(3, 5.9, 9.44), person(4, 5.7, 8.54))
	if got := rifle.target(); got != 3 {
		t.Errorf("a shot past slot 4, just, met %d, want 3, the first", got)
	}
	rifle.p.picture[2].Fields[arena.PlayerAlive] = 0
	if got := rifle.target(); got != 2 {
		t.Errorf("a shot through somebody dead met %d, want 2", got)
	}
	rifle.p.picture[1] = person(2, 12, 9)
	if got := rifle.target(); got != 2 {
		t.Errorf("a long shot met %d, want 2", got)
	}
	rifle.p.aim = 16384 // downward
	rifle.p.picture = append(rifle.p.picture, person(5, 5, 20))
	if got := rifle.target(); got != 0 {
		t.Errorf("a shot met %d behind the map's edge", got)
	}
	blow := newField(t, rules.Melee)
	blow.p.picture = append(blow.p.picture, person(2, 6, 10.1), person(3, 4, 9))
	if got := blow.target(); got != 2 {
		t.Errorf("a blow met %d, want 2, in its arc", got)
	}
	blow.p.picture[1] = person(2, 5.1, 10.4)
	if got := blow.target(); got != 0 {
		t.Errorf("a blow met %d behind its arc", got)
	}
}

// TestScreenIsBlendedByHand: the judge's blend, and that it notices a picture that is off.
func TestScreenIsBlendedByHand(t *testing.T) {
	from, to := person(2, 1, 2), person(2, 2, 0)
	from.Tick, to.Tick = 10, 12
	after := row.Set{Tick: 12, Rows: []row.Row{to}}
	got := between(&from, &after, 10, sim.Stamp(10<<8+129))
	want := person(2, 0, 0)
	want.Fields[arena.PlayerX], want.Fields[arena.PlayerY] = 4096+4096*129/512, 2*4096-8192*129/512
	if !alike(&got, &want) {
		t.Errorf("blended %v, want %v", got.Fields[:2], want.Fields[:2])
	}
	shown := row.Set{Rows: []row.Row{want}}
	if !same([]row.Row{got}, &shown) {
		t.Error("the same picture is said to differ")
	}
	shown.Rows[0].Fields[arena.PlayerY]++
	if same([]row.Row{got}, &shown) || same(nil, &shown) || same([]row.Row{got, got}, &shown) {
		t.Error("a picture that is off is not noticed")
	}
	to.Fields[arena.PlayerTeleport] = 1
	after.Rows[0] = to
	if got := between(&from, &after, 10, sim.Stamp(11<<8)); !alike(&got, &from) {
		t.Error("somebody thrown elsewhere slides there")
	}
}
