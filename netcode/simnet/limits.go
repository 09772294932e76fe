package simnet

import "hindsight/netcode"

const (
	// maxDelay bounds what a Spec can ask for of rtt and jitter; more is refused.
	maxDelay = 10 * netcode.Second
	// maxBurst bounds the mean length of a burst of losses; more is refused.
	maxBurst = 1000
	// minRate and maxRate bound a bottleneck, in bits per second; else refused.
	minRate, maxRate = 1000, 100_000_000_000

	// packetOverhead is what a bottleneck counts beside a packet's payload: IPv4 and
	// UDP headers. A QUIC packet's own head is in its payload where there is QUIC.
	packetOverhead = 28
	// bucketBytes is what a bottleneck that was idle lets through at once.
	bucketBytes = 3000
	// queueTime bounds the queue before a bottleneck, but it holds at least
	// queueBytesMin; a packet that does not fit is dropped.
	queueTime     = 200 * netcode.Millisecond
	queueBytesMin = 10_000

	// waveStep is how fast the common part of the jitter changes: packets nearer
	// together than this are delayed alike, as by a queue of others' packets.
	waveStep = 40 * netcode.Millisecond
	// waveShare is the common part of the jitter, in percent; each packet draws the rest anew.
	waveShare = 75
	// A packet that is reordered is held back so long, for others to overtake it at any usual rate.
	reorderMin, reorderMax = 20 * netcode.Millisecond, 40 * netcode.Millisecond
	// duplicateMax is the most that a second copy is behind the first.
	duplicateMax = 5 * netcode.Millisecond

	// pieceBytes is the most of a message that one packet carries.
	pieceBytes = 1200
	// streamWindow bounds the packets of a stream that are on their way: QUIC's initial
	// window. The rest wait with the sender.
	streamWindow = 32
	// resendMin is what a sender waits beyond round trip and jitter before it
	// sends a lost piece again.
	resendMin = 30 * netcode.Millisecond
)
