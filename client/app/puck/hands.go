package puck

import (
	"math"

	"hindsight/client/app/scene"
	"hindsight/sim"
)

// hands turn what is held into a stick. The paddle follows the mouse from when it moves
// until a key or a finger moves the paddle.
type hands struct {
	in    scene.Input
	mouse bool
}

func (h *hands) take(in *scene.Input) {
	switch {
	case in.Sticks != nil || in.Left || in.Right || in.Up || in.Down:
		h.mouse = false
	case h.in.W > 0 && (in.MouseX != h.in.MouseX || in.MouseY != h.in.MouseY):
		h.mouse = true
	}
	h.in = *in
}

// followGain is the stick's length for each unit between paddle and mouse: the paddle
// goes at full speed when it is farther than half of its own width, and does not overshoot.
const followGain = 1 / 0.55

// fill makes the command of a tick; dx and dy lead from the paddle to the mouse, in units.
func (h *hands) fill(cmd *sim.Command, dx, dy float64) {
	in := &h.in
	x, y := axis(in.Left, in.Right), axis(in.Up, in.Down)
	switch {
	case x != 0 || y != 0: // keys go first
	case in.Sticks != nil:
		x, y = in.Sticks.MoveX, in.Sticks.MoveY
		if x == 0 && y == 0 { // either thumb will do
			x, y = in.Sticks.AimX, in.Sticks.AimY
		}
	case h.mouse:
		x, y = dx*followGain, dy*followGain
	}
	if d := math.Hypot(x, y); d > 1 {
		x, y = x/d, y/d
	}
	cmd.MoveX, cmd.MoveY = int8(math.Round(x*127)), int8(math.Round(y*127))
	cmd.Aim = uint16(int64(math.Round(math.Atan2(y, x) / (2 * math.Pi) * 65536)))
	if in.Scores {
		cmd.Buttons |= sim.Scoreboard
	}
}

func axis(less, more bool) float64 {
	switch {
	case less == more:
		return 0
	case less:
		return -1
	}
	return 1
}
