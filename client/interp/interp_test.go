package interp

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
)

type ring map[uint32]*row.Set

func (r ring) Set(tick uint32) *row.Set { return r[tick] }

func testSchema(t testing.TB) *row.Schema {
	s, err := row.NewSchema(row.KindSpec{Name: "dot", Fields: []row.Field{{Name: "x", Bits: 20, Signed: true, Mode: row.Linear}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func dot(index uint16, x int32) *row.Row {
	return &row.Row{ID: row.ID{Index: index, Gen: 1}, Kind: 1, Mask: 1, Fields: [row.MaxFields]int32{x}}
}

func held(ticks map[uint32][]*row.Row) ring {
	r := ring{}
	for tick, rows := range ticks {
		s := &row.Set{Tick: tick}
		for _, d := range rows {
			s.Add(d)
		}
		r[tick] = s
	}
	return r
}

func TestPictureFollowsClaim(t *testing.T) {
	sets := held(map[uint32][]*row.Row{
		10: {dot(1, 0), dot(2, 7)},
		12: {dot(1, 512), dot(3, 9)},
		20: {dot(1, 0)},
	})
	for _, c := range []struct {
		newest uint32
		render sim.Stamp
		want   string
		x      []int32
	}{
		{12, sim.Tick(11).At(0), "half way", []int32{256, 7}},
		{12, sim.Tick(10).At(1), "one sub-tick", []int32{1, 7}},
		{12, sim.Tick(12).At(0), "newest", []int32{512, 9}},
		{12, sim.Tick(15).At(0), "starved", []int32{512, 9}},
		{20, sim.Tick(16).At(0), "over a gap", []int32{256, 9}},
		{20, sim.Tick(3).At(0), "before the oldest", []int32{0, 7}},
	} {
		claim := Claim(sets, c.newest, c.render)
		var pic row.Set
		Picture(testSchema(t), sets, &claim, &pic)
		if a, _ := claim.Bracket(); pic.Tick != uint32(a) || claim.Render > sim.Tick(c.newest).At(0) {
			t.Errorf("%s: picture of tick %d at %v", c.want, pic.Tick, claim.Render)
		}
		if len(pic.Rows) != len(c.x) {
			t.Fatalf("%s: %d rows, want %d", c.want, len(pic.Rows), len(c.x))
		}
		for i, x := range c.x {
			if got := pic.Rows[i].Fields[0]; got != x {
				t.Errorf("%s: row %d at %d, want %d", c.want, i, got, x)
			}
		}
	}
}

// TestPictureNeverGoesBack: a later snapshot may know an older row, when it was coded
// against an older baseline.
func TestPictureNeverGoesBack(t *testing.T) {
	old := dot(1, 1000)
	old.Tick = 4
	sets := held(map[uint32][]*row.Row{10: {dot(1, 0), dot(2, 0)}, 12: {old, dot(2, 100)}})
	claim := Claim(sets, 12, sim.Tick(11).At(0))
	var pic row.Set
	Picture(testSchema(t), sets, &claim, &pic)
	if a, b := pic.Rows[0], pic.Rows[1]; a.Fields[0] != 0 || a.Tick != 10 || b.Fields[0] != 50 {
		t.Errorf("drawn at %d (tick %d) and %d, want 0 as of tick 10 and 50", a.Fields[0], a.Tick, b.Fields[0])
	}
}

// A claim names snapshots as far back as its bits reach, and none of tick 0 or before.
func TestClaimReachesBack(t *testing.T) {
	sets := held(map[uint32][]*row.Row{0: {}, 1: {}, 3: {}, 36: {}, 35: {}, 68: {}, 1<<32 - 1: {}})
	for newest, want := range map[uint32]uint32{3: 1 << 1, 68: 1 << 31, 1: 0} {
		if claim := Claim(sets, newest, 0); claim.Held != want || claim.Newest != sim.Tick(newest) {
			t.Errorf("newest %d: %+v, want held %#x", newest, claim, want)
		}
	}
}

func TestPictureOfNothing(t *testing.T) {
	var pic row.Set
	pic.Add(dot(1, 1))
	claim := Claim(ring{}, 0, 0)
	Picture(testSchema(t), ring{}, &claim, &pic)
	if len(pic.Rows) != 0 {
		t.Errorf("picture of nothing has %d rows", len(pic.Rows))
	}
}

func TestPictureAllocatesNothing(t *testing.T) {
	sets := held(map[uint32][]*row.Row{10: {dot(1, 0)}, 12: {dot(1, 512)}})
	schema := testSchema(t)
	var pic row.Set
	if n := testing.AllocsPerRun(100, func() {
		claim := Claim(sets, 12, sim.Tick(11).At(3))
		Picture(schema, sets, &claim, &pic)
	}); n != 0 {
		t.Errorf("%v allocations a picture", n)
	}
}
