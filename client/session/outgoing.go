package session

import (
	"hindsight/netcode/wire"
	"hindsight/sim"
)

// outgoing keeps the commands that the server may not have yet: they repeat in
// every datagram until one that carried them is acknowledged.
type outgoing struct {
	commands  [wire.MaxCommands]wire.Command // of tick t at t%MaxCommands
	firstTick sim.Tick                       // first command ever made
	through   sim.Tick                       // the server has everything up to here, or its time has passed
	newest    sim.Tick
	carried   [carriedRing]carried
}

// carriedRing is how many datagrams are remembered for their acknowledgement.
const carriedRing = 64

// carried says which commands a datagram had: every tick from one to the other.
type carried struct {
	seq      uint16
	from, to sim.Tick
}

// begin starts with the tick after t.
func (o *outgoing) begin(t sim.Tick) {
	*o = outgoing{firstTick: t + 1, through: t, newest: t}
}

// add keeps a command of a tick after the newest. Where ticks were skipped, those
// before the gap are given up: a datagram has consecutive ones.
func (o *outgoing) add(cmd *sim.Command) {
	if cmd.Tick != o.newest+1 {
		o.through = cmd.Tick - 1
	}
	o.newest = cmd.Tick
	o.through = max(o.through, cmd.Tick-min(cmd.Tick, wire.MaxCommands))
	o.commands[cmd.Tick%wire.MaxCommands] = wire.Command{
		Tick: uint32(cmd.Tick), Buttons: uint16(cmd.Buttons), MoveX: cmd.MoveX, MoveY: cmd.MoveY, Aim: cmd.Aim, FireSub: cmd.FireSub,
		ClaimRender: uint64(cmd.Claim.Render), ClaimNewest: uint32(cmd.Claim.Newest), ClaimHeld: cmd.Claim.Held,
	}
}

// fill appends the commands that still have to be sent, oldest first, and notes
// that the datagram seq carries them.
func (o *outgoing) fill(dst []wire.Command, seq uint16) []wire.Command {
	for t := o.through + 1; t <= o.newest; t++ {
		dst = append(dst, o.commands[t%wire.MaxCommands])
	}
	o.carried[seq%carriedRing] = carried{seq: seq, from: o.through + 1, to: o.newest}
	return dst
}

// acknowledge forgets what datagrams that arrived have carried.
func (o *outgoing) acknowledge(seqs []uint16) {
	for _, seq := range seqs {
		c := &o.carried[seq%carriedRing]
		if c.seq == seq && c.from <= o.through+1 {
			o.through = max(o.through, c.to)
		}
	}
}

// passed forgets commands whose tick the server has stepped: they cannot help.
func (o *outgoing) passed(t sim.Tick) {
	o.through = max(o.through, min(t, o.newest))
}
