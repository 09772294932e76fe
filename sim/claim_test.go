package sim

import "testing"

func TestBracket(t *testing.T) {
	const held = 1<<1 | 1<<3 | 1<<9 // ticks 98, 96, 90 beside 100
	for _, c := range []struct {
		render Stamp
		a, b   Tick
	}{
		{Tick(100).At(0), 100, 100},
		{Tick(103).At(7), 100, 100},
		{Tick(99).At(0), 98, 100},
		{Tick(98).At(0), 98, 98},
		{Tick(97).At(255), 96, 98},
		{Tick(91).At(0), 90, 96},
		{Tick(89).At(200), 90, 90},
	} {
		claim := ViewClaim{Render: c.render, Newest: 100, Held: held}
		if a, b := claim.Bracket(); a != c.a || b != c.b {
			t.Errorf("bracket of %v = %d, %d, want %d, %d", c.render, a, b, c.a, c.b)
		}
	}
	for tick, want := range map[Tick]bool{0: false, 90: true, 97: false, 98: true, 99: false, 100: true, 101: false, 67: false} {
		claim := ViewClaim{Newest: 100, Held: held}
		if claim.Holds(tick) != want {
			t.Errorf("holds(%d) = %v", tick, !want)
		}
	}
	if far := (ViewClaim{Newest: 100, Held: 1 << 31}); !far.Holds(100-HeldTicks) || far.Holds(100-HeldTicks-1) {
		t.Error("a claim does not reach back HeldTicks, or farther")
	}
	early := ViewClaim{Render: 0, Newest: 3, Held: ^uint32(0)}
	if a, b := early.Bracket(); a != 1 || b != 1 {
		t.Errorf("bracket near tick zero = %d, %d, want 1, 1", a, b)
	}
}

func TestFraction(t *testing.T) {
	v := View{A: 96, B: 98, Render: Tick(97).At(64)}
	if num, den := v.Fraction(); num != 320 || den != 512 {
		t.Errorf("fraction = %d/%d, want 320/512", num, den)
	}
	v.Render = Tick(99).At(0)
	if num, den := v.Fraction(); num != 512 || den != 512 {
		t.Errorf("fraction past the later tick = %d/%d, want 512/512", num, den)
	}
	still := View{A: 96, B: 96, Render: Tick(96).At(0)}
	if num, den := still.Fraction(); num != 0 || den != 1 {
		t.Errorf("fraction of one tick = %d/%d, want 0/1", num, den)
	}
}
