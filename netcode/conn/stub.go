// Package conn keeps one end of a connection's datagrams in order: sequence
// numbers, acknowledgements both ways and the round-trip time, without clock or I/O.
package conn

// Header leads every datagram after its type byte.
type Header struct {
	Seq      uint16
	Ack      uint16 // newest sequence received; meaningful when AckMask or AckDelay say so: see Any
	AckMask  uint32 // bit i: Ack-1-i was received
	AckDelay uint16 // how long the newest waited here before this left, in 16 us, saturating
	Any      bool   // whether anything was received yet
}
