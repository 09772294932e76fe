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
	x, y := axis(in.Left, in.Right), axis(in.Up, in.Down)
	if x != 0 && y != 0 { // the game shortens it to the length of the straight
		x, y = x*90/127, y*90/127
	}
	cmd.MoveX, cmd.MoveY = int8(x), int8(y)
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
