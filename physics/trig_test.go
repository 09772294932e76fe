package physics

import (
	"math"
	"testing"
)

func TestSinCos(t *testing.T) {
	r := rng(1)
	for range 20000 {
		turns := r.float(-2, 2)
		sin, cos := SinCos(turns)
		wantSin, wantCos := math.Sincos(float64(turns * tau))
		if math.Abs(sin-wantSin) > 2e-15 || math.Abs(cos-wantCos) > 2e-15 {
			t.Fatalf("SinCos(%g) = %g, %g, want %g, %g", turns, sin, cos, wantSin, wantCos)
		}
		if n := float64(sin*sin) + float64(cos*cos); math.Abs(n-1) > 5e-16 {
			t.Fatalf("SinCos(%g) has length² 1%+g", turns, n-1)
		}
	}
	for i, want := range []Vec{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}} {
		sin, cos := SinCos(float64(i) / 4)
		if got := (Vec{cos, sin}); got != want || math.Signbit(cos) != math.Signbit(want.X) || math.Signbit(sin) != math.Signbit(want.Y) {
			t.Errorf("SinCos(%d/4) = %v, want %v", i, got, want)
		}
	}
}

func TestAtan2(t *testing.T) {
	r := rng(2)
	for range 20000 {
		p := r.vec(-3, 3)
		if got, want := Atan2(p.Y, p.X), math.Atan2(p.Y, p.X)/tau; math.Abs(got-want) > 2e-16 {
			t.Fatalf("Atan2(%v) = %g, want %g", p, got, want)
		}
	}
	for i := range int32(8) {
		want := float64(i) / 8
		if want > 0.5 {
			want--
		}
		y := [8]float64{0, 1, 1, 1, 0, -1, -1, -1}[i]
		x := [8]float64{1, 1, 0, -1, -1, -1, 0, 1}[i]
		if got := Atan2(y, x); got != want {
			t.Errorf("Atan2(%g, %g) = %g, want %g", y, x, got, want)
		}
	}
	if Atan2(0, 0) != 0 {
		t.Error("Atan2(0, 0) is not 0")
	}
}

func TestRound(t *testing.T) {
	r := rng(3)
	for range 10000 {
		v := r.float(-100, 100)
		pos, turn, vel, spin := RoundPos(v), RoundTurn(v), RoundVel(v), RoundSpin(v)
		if math.Abs(pos-v) > 0.5/PosGrid || RoundPos(pos) != pos {
			t.Fatalf("RoundPos(%g) = %g", v, pos)
		}
		if turn < 0 || turn >= 1 || RoundTurn(turn) != turn {
			t.Fatalf("RoundTurn(%g) = %g", v, turn)
		}
		if math.Abs(vel) > math.Abs(v) || math.Abs(vel-v) >= 1.0/VelGrid || RoundVel(vel) != vel {
			t.Fatalf("RoundVel(%g) = %g", v, vel)
		}
		if math.Abs(spin) > math.Abs(v) || math.Abs(spin-v) >= 1.0/SpinGrid || RoundSpin(float64(spin*tau)/tau) != spin {
			t.Fatalf("RoundSpin(%g) = %g", v, spin)
		}
	}
	for _, v := range []float64{RoundPos(-1e-9), RoundVel(-1e-9), RoundSpin(-1e-9), RoundTurn(-1e-9), RoundTurn(0.9999999)} {
		if v != 0 || math.Signbit(v) {
			t.Errorf("%g rounds to no plain zero", v)
		}
	}
}
