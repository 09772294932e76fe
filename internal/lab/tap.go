package lab

import (
	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/netcode/wire"
	"hindsight/sim"
)

// missing is the arrival of what never arrived.
const missing = netcode.Time(1<<63 - 1)

// sentInput is a datagram of commands: every tick from one to the other.
type sentInput struct {
	sent, arrived netcode.Time
	from, to      sim.Tick
	bytes         int
}

// sentSnapshot is a datagram with a snapshot.
type sentSnapshot struct {
	sent, arrived netcode.Time
	tick          sim.Tick
	bytes         int
}

// trace is every datagram of one client's link.
type trace struct {
	up   []sentInput
	down []sentSnapshot

	upBySeq    map[uint16]int
	downByTick map[sim.Tick]int
}

func newTrace() trace {
	return trace{upBySeq: map[uint16]int{}, downByTick: map[sim.Tick]int{}}
}

// nearTap is a client's end of its link: it notes what leaves, and shows what arrives
// to the judge's own screen.
type nearTap struct {
	*simnet.End
	net    *simnet.Net
	trace  *trace
	screen *screen
	input  wire.Input
	snap   wire.Snapshot
}

// SendDatagram implements netcode.Link.
func (t *nearTap) SendDatagram(b []byte) {
	if t.input.Parse(b) == nil {
		c := t.input.Commands
		t.trace.upBySeq[t.input.Header.Seq] = len(t.trace.up)
		t.trace.up = append(t.trace.up, sentInput{sent: t.net.Now(), arrived: missing, from: sim.Tick(c[0].Tick), to: sim.Tick(c[len(c)-1].Tick), bytes: len(b)})
	}
	t.End.SendDatagram(b)
}

// Receive implements netcode.Link.
func (t *nearTap) Receive() (netcode.Packet, bool) {
	p, ok := t.End.Receive()
	switch {
	case !ok:
	case p.Kind == netcode.Message:
		t.screen.message(p.Data)
	case p.Kind == netcode.Datagram && t.snap.Parse(p.Data) == nil:
		if i, ok := t.trace.downByTick[sim.Tick(t.snap.Tick)]; ok {
			d := &t.trace.down[i]
			d.arrived = min(d.arrived, p.At)
		}
		t.screen.snapshot(&t.snap)
	}
	return p, ok
}

// farTap is the server's end of a client's link.
type farTap struct {
	*simnet.End
	net   *simnet.Net
	trace *trace
	input wire.Input
	snap  wire.Snapshot
}

// SendDatagram implements netcode.Link.
func (t *farTap) SendDatagram(b []byte) {
	if t.snap.Parse(b) == nil {
		tick := sim.Tick(t.snap.Tick)
		t.trace.downByTick[tick] = len(t.trace.down)
		t.trace.down = append(t.trace.down, sentSnapshot{sent: t.net.Now(), arrived: missing, tick: tick, bytes: len(b)})
	}
	t.End.SendDatagram(b)
}

// Receive implements netcode.Link.
func (t *farTap) Receive() (netcode.Packet, bool) {
	p, ok := t.End.Receive()
	if ok && p.Kind == netcode.Datagram && t.input.Parse(p.Data) == nil {
		if i, ok := t.trace.upBySeq[t.input.Header.Seq]; ok {
			u := &t.trace.up[i]
			u.arrived = min(u.arrived, p.At)
		}
	}
	return p, ok
}
