package arena

import (
	"math"

	"hindsight/client/app/scene"
	"hindsight/netcode"
	"hindsight/sim"
)

// hands turns what is held down into commands. A press that is over before the next
// tick is kept for it.
type hands struct {
	in      scene.Input
	fire    bool         // pressed since the last command
	fireAt  netcode.Time // when it was
	reload  bool
	command netcode.Time // when the last command was made
}

func (h *hands) take(in *scene.Input) {
	if in.Fire && !h.in.Fire {
		h.fire, h.fireAt = true, in.Now
	}
	if in.Reload && !h.in.Reload {
		h.reload = true
	}
	h.in = *in
}

// fill makes the command of a tick that looks toward an angle in radians.
func (h *hands) fill(cmd *sim.Command, aim float64, tickRate uint32) {
	in := &h.in
	cmd.MoveX, cmd.MoveY = move(in)
	cmd.Aim = uint16(int64(math.Round(aim / (2 * math.Pi) * 65536)))
	if in.Fire || h.fire {
		cmd.Buttons |= sim.Fire
	}
	if h.fire {
		cmd.FireSub = part(h.fireAt-h.command, tickRate)
	}
	if in.Reload || h.reload {
		cmd.Buttons |= sim.Reload
	}
	if in.Scores {
		cmd.Buttons |= sim.Scoreboard
	}
	h.fire, h.reload, h.command = false, false, in.Now
}

// move is where the keys go, or else a stick.
func move(in *scene.Input) (x, y int8) {
	kx, ky := axis(in.Left, in.Right), axis(in.Up, in.Down)
	switch {
	case kx != 0 && ky != 0: // the game shortens it to the length of the straight
		kx, ky = kx*90/127, ky*90/127
	case kx == 0 && ky == 0 && in.Sticks != nil:
		return stick(in.Sticks.MoveX), stick(in.Sticks.MoveY)
	}
	return int8(kx), int8(ky)
}

// stick is a stick's way in 1/127; whatever a device says stays in range.
func stick(part float64) int8 {
	return int8(math.Round(min(max(part, -1), 1) * 127))
}

// stickSight is how far from the middle of the screen, as a part of its smaller side,
// a stick held fully looks: as far as a mouse usually is.
const stickSight = 0.42

// sight is the pixel that the hands look at, seen from the middle of the screen.
func (h *hands) sight() (x, y float64) {
	in := &h.in
	if s := in.Sticks; s != nil {
		r := stickSight * min(in.W, in.H)
		return s.AimX * r, s.AimY * r
	}
	return in.MouseX - in.W/2, in.MouseY - in.H/2
}

func axis(less, more bool) int {
	switch {
	case less == more:
		return 0
	case less:
		return -127
	}
	return 127
}

// part is a time in 1/256 tick, within one tick.
func part(t netcode.Time, tickRate uint32) uint8 {
	return uint8(min(max(t*netcode.Time(tickRate)*256/netcode.Second, 0), 255))
}
