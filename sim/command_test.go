package sim

import "testing"

// A substitute moves and looks on, but presses, chooses and claims nothing.
func TestSubstitute(t *testing.T) {
	last := Command{Tick: 8, Buttons: Fire | Reload | Use | Dash | Alternate | Scoreboard | Choose(5), MoveX: -3, MoveY: 4, Aim: 5, FireSub: 6, Claim: ViewClaim{Render: 7, Newest: 8, Held: 9}}
	want := Command{Tick: 12, Buttons: Scoreboard, MoveX: -3, MoveY: 4, Aim: 5}
	if got := Substitute(last, 12); got != want {
		t.Errorf("Substitute = %+v, want %+v", got, want)
	}
}

func TestChoice(t *testing.T) {
	for n := range uint8(8) {
		if b := Fire | Scoreboard | Choose(n); b.Choice() != n || b&^Choose(7) != Fire|Scoreboard {
			t.Errorf("chosen %d is %d, in %b", n, b.Choice(), b)
		}
	}
	if Choose(8) != 0 {
		t.Error("8 is no number to choose")
	}
}

func TestStamp(t *testing.T) {
	s := Tick(1<<32 - 1).At(255)
	if s != maxStamp || s.Tick() != 1<<32-1 || s.Sub() != 255 || Tick(3).At(7).String() != "3+7/256" {
		t.Errorf("stamp %d is %s", uint64(s), s)
	}
}
