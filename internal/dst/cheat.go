package dst

import (
	"fmt"

	"hindsight/netcode/wire"
	"hindsight/sim"
)

// cheat forges the claims of a client: its shots are said to be fired at another
// moment than was on the screen.
type cheat struct {
	// claim returns the render time to claim for a command that was made at render.
	claim  func(tick sim.Tick, render sim.Stamp) sim.Stamp
	made   [shotRing]forged
	buffer []byte
	input  wire.Input
	gains  []int64 // of the shots accepted, in 1/256 tick: how much older than what was seen
	most   int64   // that was asked for
}

// forged is a command whose claim was changed.
type forged struct {
	tick       sim.Tick
	seen, said sim.Stamp
}

// forge changes the claims in a datagram. Every command is changed once: copies say the
// same.
func (c *cheat) forge(b []byte) []byte {
	if c.input.Parse(b) != nil {
		return b
	}
	for i := range c.input.Commands {
		cmd := &c.input.Commands[i]
		if cmd.ClaimNewest == 0 {
			continue
		}
		m := &c.made[cmd.Tick%shotRing]
		if m.tick != sim.Tick(cmd.Tick) {
			seen := sim.Stamp(cmd.ClaimRender)
			*m = forged{sim.Tick(cmd.Tick), seen, c.claim(sim.Tick(cmd.Tick), seen)}
			c.most = max(c.most, int64(seen-m.said), int64(m.said-seen))
		}
		cmd.ClaimRender = uint64(min(m.said, sim.Tick(cmd.ClaimNewest).At(0)))
	}
	c.buffer = c.input.Append(c.buffer[:0])
	return c.buffer
}

// judgeCheat notes what the match accepted of a forged claim.
func (w *World) judgeCheat(pc *sim.PlayerCommand) {
	for _, c := range w.Clients {
		if c.cheat == nil || c.holds != pc.Slot || pc.View.A == 0 {
			continue
		}
		if m := &c.cheat.made[pc.Command.Tick%shotRing]; m.tick == pc.Command.Tick {
			c.cheat.gains = append(c.cheat.gains, int64(m.seen)-int64(pc.View.Render))
		}
	}
}

func (c *cheat) String() string {
	return fmt.Sprintf("%d shots, asked for %d/256", len(c.gains), c.most)
}
