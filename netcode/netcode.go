// Package netcode is what every connection of Hindsight has in common, whatever
// carries it: a Link with datagrams that never block and a reliable stream of
// messages. The pure halves of the protocol are in wire, conn, snapshot and
// timesync; the drivers in quic, webtransport and simnet.
package netcode

import "errors"

// Time is monotonic time in nanoseconds from an origin of the process's (or the
// simulation's) choosing. Pure code takes it as an argument.
type Time int64

// Durations in units of Time.
const (
	Microsecond Time = 1000
	Millisecond      = 1000 * Microsecond
	Second           = 1000 * Millisecond
)

// Seconds returns t in seconds.
func (t Time) Seconds() float64 { return float64(t) / float64(Second) }

// PacketKind says what a Packet is.
type PacketKind uint8

const (
	Datagram PacketKind = iota + 1
	Message             // of the reliable stream
	Closed              // the last packet of a link: Err says why
)

// Packet is something that a link received.
type Packet struct {
	Kind PacketKind
	At   Time   // when it arrived, stamped by the driver as early as it can
	Data []byte // valid until the next call of Receive
	Err  error  // of Closed
}

// Link is one end of a connection. Its methods never block and are called from one
// goroutine; drivers do their work in others.
type Link interface {
	// SendDatagram puts b into the mailbox: a datagram that still waits there is
	// replaced (the latest wins) and counted in Stats. b is copied; it must have at
	// most MaxDatagram bytes. On a link that has ended it does nothing.
	SendDatagram(b []byte)
	// SendMessage queues b on the reliable, ordered stream. b is copied and has at
	// most MaxMessage bytes. ErrQueueFull means that the peer does not read: close
	// the link. On a link that has ended it does nothing: the Closed packet says it.
	SendMessage(b []byte) error
	// Receive returns what has arrived, oldest first, ok false when there is nothing.
	// After a Closed packet there is nothing any more.
	Receive() (p Packet, ok bool)
	// Close sends what SendMessage queued, tells the peer code and reason (at most
	// MaxReason bytes), and ends the link. It returns at once.
	// What Receive gives after it is the driver's own affair: the caller lets go of the link.
	Close(code CloseCode, reason string)
	// Peer describes the other end for logs: driver and address.
	Peer() string
	Stats() LinkStats
}

// LinkStats counts what a link did.
type LinkStats struct {
	DatagramsSent, DatagramsReceived         uint64
	DatagramBytesSent, DatagramBytesReceived uint64 // payload
	DatagramsReplaced                        uint64 // overwritten in the mailbox
	DatagramsDropped                         uint64 // received and not kept: the inbox was full, or too long
	MessagesSent, MessagesReceived           uint64
}

// CloseCode says why a link ended.
type CloseCode uint32

const (
	CloseDone    CloseCode = iota // the match or the client ended as it should
	CloseRefused                  // join refused, the reason says why
	CloseKicked
	CloseProtocol // the peer broke the protocol
	CloseTimeout
	CloseFull     // queue overflow
	CloseStopping // the server is stopping; it may be back
)

// CloseError is the Err of a Closed packet when the peer closed with a reason.
type CloseError struct {
	Code   CloseCode
	Reason string
}

func (e *CloseError) Error() string {
	if e.Reason == "" {
		return "link closed by peer"
	}
	return "link closed by peer: " + e.Reason
}

// ErrQueueFull is returned when a bounded queue has no room.
var ErrQueueFull = errors.New("netcode: queue full")
