// Package conn keeps one end of a connection's datagrams in order: sequence
// numbers, acknowledgements both ways, round-trip time and loss, without clock or
// I/O. QUIC tells a sender nothing about its datagrams, so each carries a Header.
package conn

import "hindsight/netcode"

// Header leads every datagram after its type byte.
type Header struct {
	Seq uint16 // of this datagram; wraps
	// Any says whether anything was received yet; the fields below are zero if not.
	Any      bool
	Ack      uint16 // newest sequence received
	AckMask  uint32 // bit i: Ack-1-i was received
	AckDelay uint16 // how long Ack waited here before this left, in units of AckDelayUnit; MaxAckDelay: that or longer
}

const (
	// AckDelayUnit is finer than any jitter worth measuring and makes 16 bits last a second.
	AckDelayUnit = 16 * netcode.Microsecond
	// MaxAckDelay saturates: such a header gives no sample of the round-trip time.
	MaxAckDelay = 1<<16 - 1
)
