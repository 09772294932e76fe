package app

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"hindsight/client/app/scene"
	"hindsight/client/app/screen"
	"hindsight/client/app/touch"
	"hindsight/netcode"
)

// padMode says when a pad is drawn on the glass.
type padMode uint8

const (
	padAuto padMode = iota // while fingers are what the player uses
	padOn
	padOff
)

// handsMax is how long hands go on as they were seen last: after it nobody draws the
// window any more, and nobody sees where its player runs.
const handsMax = netcode.Second

// hands are all that a player has: keys and mouse, or fingers on the glass.
type hands struct {
	mode    padMode
	glass   bool // fingers are what the player uses
	pad     touch.Pad
	points  []touch.Point
	mouse   [2]int // where it was
	tap     screen.Tap
	buttons []screen.Button // of the page that was drawn last
	last    scene.Input
	wheel   float64 // turned, less than a notch
	resting bool    // let go of everything, until they are seen again
}

// look takes what the hands do at a moment; page says that nothing is played.
func (h *hands) look(w *window, now netcode.Time, page bool) {
	h.points = w.system.fingers(h.points[:0], w.dot)
	x, y := ebiten.CursorPosition()
	switch {
	case h.mode == padOn:
		h.glass = true
	case len(h.points) > 0:
		h.glass = h.mode == padAuto
	case h.mouse != [2]int{x, y} || inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft):
		h.glass = false
	}
	h.mouse = [2]int{x, y}
	in := scene.Input{Now: now, W: w.w, H: w.h, MouseX: float64(x), MouseY: float64(y), Free: w.rims}
	if h.mode != padOff {
		h.pad.Take(h.points, touch.Glass{W: w.w, H: w.h, Dot: w.dot,
			Left: w.rims.Left, Top: w.rims.Top, Right: w.rims.Right, Bottom: w.rims.Bottom}, !page)
	}
	if h.glass {
		h.pad.Input(&in)
	}
	if wheel := h.notches(); !page {
		keys(&in)
		in.Wheel = wheel
	}
	h.last, h.resting = in, false
}

// keys adds what keyboard and mouse do.
func keys(in *scene.Input) {
	in.Left = held(ebiten.KeyA, ebiten.KeyArrowLeft)
	in.Right = held(ebiten.KeyD, ebiten.KeyArrowRight)
	in.Up = held(ebiten.KeyW, ebiten.KeyArrowUp)
	in.Down = held(ebiten.KeyS, ebiten.KeyArrowDown)
	in.Reload = in.Reload || held(ebiten.KeyR)
	in.Scores = in.Scores || held(ebiten.KeyTab)
	in.Fire = in.Fire || ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	in.Dash = in.Dash || held(ebiten.KeySpace, ebiten.KeyShiftLeft, ebiten.KeyShiftRight)
	for i := range ebiten.Key(numbers) {
		if held(ebiten.KeyDigit1+i, ebiten.KeyNumpad1+i) {
			in.Choice = uint8(i + 1)
		}
	}
}

// numbers is how many keys of numbers there are, from 1 on.
const numbers = 7

// notches is how far the wheel was turned toward the player since the last frame. Half
// notches of fine wheels wait for their other half.
func (h *hands) notches() int {
	_, y := ebiten.Wheel()
	y /= wheelNotch
	if math.Abs(y) > notchesMax {
		y = math.Copysign(notchesMax, y)
	}
	h.wheel -= y
	whole := math.Trunc(h.wheel)
	h.wheel -= whole
	return int(whole)
}

// notchesMax bounds what a frame takes of a wheel that was spun.
const notchesMax = 4

func held(keys ...ebiten.Key) bool {
	for _, k := range keys {
		if ebiten.IsKeyPressed(k) {
			return true
		}
	}
	return false
}

// choice is what the player chose of the page that is shown, by a key, a finger or the
// mouse.
func (h *hands) choice() screen.Action {
	down, x, y := ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft), h.last.MouseX, h.last.MouseY
	if len(h.points) > 0 {
		down, x, y = true, h.points[0].X, h.points[0].Y
	}
	if did := h.tap.Follow(h.buttons, down, x, y); did != screen.Nothing {
		return did
	}
	enter := inpututil.IsKeyJustPressed(ebiten.KeyEnter) || inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter)
	escape := inpututil.IsKeyJustPressed(ebiten.KeyEscape)
	for _, b := range h.buttons {
		if enter && b.Key == "Enter" || escape && b.Key == "Esc" {
			return b.Do
		}
	}
	return screen.Nothing
}

// rest lets go of everything when nobody has looked at the hands for long. It reports
// whether there is anything new to tell.
func (h *hands) rest(now netcode.Time, hidden bool) bool {
	if h.resting || !hidden && now-h.last.Now <= handsMax {
		return false
	}
	h.pad.Release()
	h.last, h.resting = h.last.Rest(now), true
	return true
}
