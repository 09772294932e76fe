package arena

import (
	"math"

	"hindsight/client/app/scene"
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// hands turns what is held down into commands. A press that is over before the next
// tick is kept for it.
type hands struct {
	in      scene.Input
	fire    bool         // pressed since the last command
	fireAt  netcode.Time // when it was
	reload  bool
	dash    bool
	choice  uint8        // number that was pressed
	turn    int          // how many weapons further the wheel went
	wish    uint8        // weapon that commands ask for
	asking  int          // commands that still ask for it
	command netcode.Time // when the last command was made
	watch   int          // how many players further a spectator wants to look
}

func (h *hands) take(in *scene.Input) {
	if in.Fire && !h.in.Fire {
		h.fire, h.fireAt = true, in.Now
		h.watch++
	}
	if in.Reload && !h.in.Reload {
		h.reload = true
		h.watch--
	}
	h.dash = h.dash || in.Dash && !h.in.Dash
	if in.Choice != 0 && in.Choice != h.in.Choice {
		h.choice, h.turn = in.Choice, 0
	}
	if in.Next && !h.in.Next {
		h.turn++
	}
	h.turn = min(max(h.turn+in.Wheel, -rules.Weapons), rules.Weapons)
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
	if in.Dash || h.dash {
		cmd.Buttons |= sim.Dash
	}
	if in.Scores {
		cmd.Buttons |= sim.Scoreboard
	}
	h.fire, h.reload, h.dash, h.command = false, false, false, in.Now
}

// askTicks is how many commands ask for a weapon: one of them may come too late. Once it
// is in hand they change nothing.
const askTicks = 6

// choose adds the wish for another weapon to a command: the number that was pressed, or
// as far from the one in hand as the wheel went.
func (h *hands) choose(cmd *sim.Command, self *row.Row) {
	switch {
	case h.choice != 0:
		h.wish, h.asking = h.choice, askTicks
	case h.turn != 0:
		h.wish, h.asking = further(self, h.turn), askTicks
	}
	h.choice, h.turn = 0, 0
	if h.asking > 0 {
		cmd.Buttons |= sim.Choose(h.wish)
		h.asking--
	}
}

// further is the weapon some places from that in hand, among those that can fire.
func further(self *row.Row, places int) uint8 {
	step := 1
	if places < 0 {
		step, places = rules.Weapons-1, -places
	}
	at := int(self.Fields[arena.PlayerWeapon])
	for range places {
		for range rules.Weapons {
			at = (at-1+step+rules.Weapons)%rules.Weapons + 1
			if usable(self, int32(at)) {
				break
			}
		}
	}
	return uint8(at)
}

// usable reports whether a player has a weapon, and rounds for it.
func usable(self *row.Row, weapon int32) bool {
	if weapon >= int32(rules.Rifle) && self.Fields[arena.PlayerAmmo+int(weapon)-int(rules.Rifle)] == 0 {
		return false
	}
	return owns(self, weapon)
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
