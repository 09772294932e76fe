package conn

import "hindsight/netcode"

const (
	// window is how many datagrams an acknowledgement speaks of: Ack and 32 before it.
	// A received one that is older is stale; a sent one that is older and not acknowledged is lost.
	window = 33
	// maxSent bounds the datagrams whose fate is open: 4 s of one every tick at 60 Hz.
	// When it is hit the oldest counts as lost; an acknowledgement of it is ignored.
	maxSent = 256
	// lossMemory is how many settled datagrams Loss speaks of: about 4 s.
	lossMemory = 256
	// minMemory is how long, once or twice over, RTT.Min remembers: a changed route
	// must show, and a queue must not.
	minMemory = 5 * netcode.Second
	// holdSlack is what Hold allows an acknowledgement beyond the least round trip
	// and one send interval: the peer's own send interval and jitter.
	holdSlack = 50 * netcode.Millisecond
)
