package row

import (
	"math/rand/v2"
	"testing"
)

// ship has a field of every mode.
func ship(t testing.TB) *Schema {
	t.Helper()
	s, err := NewSchema(
		KindSpec{Name: "ship", Fields: []Field{
			{Name: "x", Bits: 32, Signed: true, Mode: Linear, Rate: "vx"},
			{Name: "vx", Bits: 20, Signed: true, Mode: Linear},
			{Name: "angle", Bits: 16, Mode: Turn, Rate: "spin"},
			{Name: "spin", Bits: 20, Signed: true},
			{Name: "heading", Bits: 8, Signed: true, Mode: Turn},
			{Name: "jump", Bits: 8, Mode: Cut},
			{Name: "health", Bits: 7, Audience: Team},
			{Name: "ammo", Bits: 6, Audience: Owner},
			{Name: "seed", Bits: 32, Signed: true, Audience: Server},
		}},
		KindSpec{Name: "flag"},
	)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const (
	fx = iota
	fvx
	fangle
	fspin
	fheading
	fjump
	fhealth
	fammo
	fseed
	shipFields
)

// at makes a ship's row of some fields; the rest are known and zero.
func at(fields map[int]int32) Row {
	r := Row{ID: ID{Index: 3, Gen: 1}, Kind: 1, Owner: 2, Mask: 1<<shipFields - 1, Tick: 10}
	for i, v := range fields {
		r.Fields[i] = v
	}
	return r
}

func TestBlendGolden(t *testing.T) {
	s := ship(t)
	for _, c := range []struct {
		name       string
		field      int
		a, b       int32
		num, den   uint32
		want       int32
		jump, gone bool
	}{
		{name: "half way", field: fx, a: 10, b: 20, num: 1, den: 2, want: 15},
		{name: "rounds down", field: fx, a: 0, b: 3, num: 1, den: 2, want: 1},
		{name: "rounds down below zero", field: fx, a: 0, b: -3, num: 1, den: 2, want: -2},
		{name: "rounds down from above", field: fx, a: 3, b: 0, num: 1, den: 2, want: 1},
		{name: "whole range", field: fx, a: -1 << 31, b: 1<<31 - 1, num: 1, den: 2, want: -1},
		{name: "whole range back", field: fx, a: 1<<31 - 1, b: -1 << 31, num: 255, den: 256, want: -2130706433},
		{name: "at the start", field: fx, a: 1, b: 9, num: 0, den: 5, want: 1},
		{name: "at the end", field: fx, a: 1, b: 9, num: 5, den: 5, want: 9},
		{name: "past the end", field: fx, a: 1, b: 9, num: 7, den: 5, want: 9},
		{name: "turn on", field: fangle, a: 100, b: 300, num: 1, den: 4, want: 150},
		{name: "turn over zero", field: fangle, a: 65500, b: 100, num: 1, den: 2, want: 32},
		{name: "turn back over zero", field: fangle, a: 100, b: 65500, num: 1, den: 2, want: 32},
		{name: "half a turn goes back", field: fangle, a: 0, b: 32768, num: 1, den: 2, want: 49152},
		{name: "turn of a signed field", field: fheading, a: 120, b: -120, num: 3, den: 4, want: -124},
		{name: "held", field: fspin, a: 5, b: 9, num: 255, den: 256, want: 5},
		{name: "held to the end", field: fspin, a: 5, b: 9, num: 256, den: 256, want: 9},
		{name: "teleported", field: fx, a: 10, b: 20, num: 1, den: 2, want: 10, jump: true},
		{name: "other entity", field: fx, a: 10, b: 20, num: 1, den: 2, want: 10, gone: true},
	} {
		a, b := at(map[int]int32{c.field: c.a}), at(map[int]int32{c.field: c.b})
		if c.jump {
			b.Fields[fjump] = 1
		}
		if c.gone {
			b.ID.Gen++
		}
		var dst Row
		s.Blend(&dst, &a, &b, c.num, c.den)
		if dst.Fields[c.field] != c.want {
			t.Errorf("%s: %d to %d at %d/%d is %d, want %d", c.name, c.a, c.b, c.num, c.den, dst.Fields[c.field], c.want)
		}
	}
}

// draw makes a row whose fields fit, some of them unknown.
func draw(rng *rand.Rand, spec *KindSpec) Row {
	r := at(nil)
	for i, f := range spec.Fields {
		lo, hi := f.Range()
		r.Fields[i] = int32(lo + rng.Int64N(hi-lo+1))
	}
	r.Fields[fjump] = int32(rng.IntN(8) / 7)
	if rng.IntN(4) == 0 {
		r.Restrict(rng.Uint32())
	}
	return r
}

// Whatever the rows: the ends are exact, values stay between them and in their range,
// a fraction may be reduced, only what both know is known, and dst may be a or b.
func TestBlendProperties(t *testing.T) {
	s := ship(t)
	spec := s.Spec(1)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		a, b := draw(rng, spec), draw(rng, spec)
		den := 1 + rng.Uint32N(SubTicks*8)
		num, times := rng.Uint32N(den+1), 1+rng.Uint32N(9)
		var first, last, mid, reduced Row
		s.Blend(&first, &a, &b, 0, den)
		s.Blend(&last, &a, &b, den, den)
		if first != a || last != b {
			t.Fatalf("ends of %+v and %+v are %+v and %+v", a, b, first, last)
		}
		s.Blend(&mid, &a, &b, num, den)
		s.Blend(&reduced, &a, &b, num*times, den*times)
		if mid != reduced {
			t.Fatalf("%d/%d differs from %d/%d", num, den, num*times, den*times)
		}
		ofA, ofB := a, b
		s.Blend(&ofA, &ofA, &b, num, den)
		s.Blend(&ofB, &a, &ofB, num, den)
		if ofA != mid || ofB != mid {
			t.Fatal("blending in place differs")
		}
		if num > 0 && num < den && a.Fields[fjump] == b.Fields[fjump] {
			checkBetween(t, spec, &a, &b, &mid)
		}
	}
}

// checkBetween holds for a blend that is neither end nor cut.
func checkBetween(t *testing.T, spec *KindSpec, a, b, mid *Row) {
	t.Helper()
	if mid.Mask != a.Mask&b.Mask {
		t.Fatalf("mask %x of %x and %x", mid.Mask, a.Mask, b.Mask)
	}
	for i, f := range spec.Fields {
		from, to, v := int64(a.Fields[i]), int64(b.Fields[i]), int64(mid.Fields[i])
		lo, hi := f.Range()
		known := mid.Mask&(1<<i) != 0
		turn := f.Mode == Turn
		switch {
		case !known && v != 0, v < lo || v > hi:
			t.Fatalf("%s is %d", f.Name, v)
		case known && f.Mode == Linear && (v < min(from, to) || v > max(from, to)):
			t.Fatalf("%s is %d between %d and %d", f.Name, v, from, to)
		case known && turn && around(from, v, f.Bits)+around(v, to, f.Bits) != around(from, to, f.Bits):
			t.Fatalf("%s turns the long way: %d between %d and %d", f.Name, v, from, to)
		case known && f.Mode == Hold && v != from:
			t.Fatalf("%s is %d before the end of %d to %d", f.Name, v, from, to)
		}
	}
}

// around is the shorter way between two points of a circle.
func around(a, b int64, bits uint8) int64 {
	full := int64(1) << bits
	d := ((b-a)%full + full) % full
	return min(d, full-d)
}

func TestExtrapolate(t *testing.T) {
	s := ship(t)
	for _, c := range []struct {
		name        string
		row         Row
		ticks, rate uint32
		field       int
		want        int32
	}{
		{"moves", at(map[int]int32{fx: 100, fvx: 120}), 30, 60, fx, 160},
		{"rounds toward zero", at(map[int]int32{fx: 100, fvx: 59}), 1, 60, fx, 100},
		{"rounds toward zero below it", at(map[int]int32{fx: 100, fvx: -119}), 1, 60, fx, 99},
		{"stays in range", at(map[int]int32{fx: 1<<31 - 5, fvx: 600}), 60, 60, fx, 1<<31 - 1},
		{"stays in range below", at(map[int]int32{fx: -1 << 31, fvx: -600}), 1 << 31, 60, fx, -1 << 31},
		{"turns on over zero", at(map[int]int32{fangle: 65000, fspin: 1000}), 60, 60, fangle, 464},
		{"keeps a field without a rate", at(map[int]int32{fvx: 7}), 60, 60, fvx, 7},
		{"counts an unknown rate as zero", hide(at(map[int]int32{fx: 5, fvx: 60}), 1<<fvx), 60, 60, fx, 5},
		{"leaves unknown fields zero", hide(at(map[int]int32{fx: 5, fvx: 60}), 1<<fx), 60, 60, fx, 0},
		{"stands still at rate zero", at(map[int]int32{fx: 5, fvx: 60}), 60, 0, fx, 5},
	} {
		var dst Row
		s.Extrapolate(&dst, &c.row, c.ticks, c.rate)
		if dst.Fields[c.field] != c.want || dst.Mask != c.row.Mask || dst.ID != c.row.ID {
			t.Errorf("%s: %d, want %d", c.name, dst.Fields[c.field], c.want)
		}
		in := c.row
		if s.Extrapolate(&in, &in, c.ticks, c.rate); in != dst {
			t.Errorf("%s: differs in place", c.name)
		}
	}
	unknown := Row{Kind: 9}
	var dst Row
	if s.Extrapolate(&dst, &unknown, 1, 60); dst != unknown {
		t.Error("an unknown kind changes")
	}
}

func hide(r Row, mask uint32) Row {
	r.Restrict(^mask)
	return r
}

func TestBlendAllocatesNothing(t *testing.T) {
	s := ship(t)
	a, b := at(map[int]int32{fx: 1}), at(map[int]int32{fx: 9})
	if n := testing.AllocsPerRun(100, func() {
		s.Blend(&a, &a, &b, 1, 2)
		s.Extrapolate(&a, &a, 1, 60)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkBlend(b *testing.B) {
	s := ship(b)
	from, to := at(map[int]int32{fx: 1, fangle: 9}), at(map[int]int32{fx: 900, fangle: 65000})
	var dst Row
	b.ReportAllocs()
	for b.Loop() {
		s.Blend(&dst, &from, &to, 100, 256)
	}
}
