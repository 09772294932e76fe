package netcode

const (
	// Protocol is the version of the wire: ALPN of native clients and part of the hello.
	Protocol = "hindsight/2"
	// MaxDatagram is the payload of a datagram that passes every path and driver:
	// 1,162 is the least that QUIC and WebTransport were seen to carry. Links panic on
	// longer ones to send and drop longer ones received.
	MaxDatagram = 1150
	// MaxMessage bounds a message of the stream; a longer one ends the link.
	MaxMessage = 64 << 10
	// MaxQueuedBytes bounds the messages a link holds for a peer that does not read;
	// beyond it SendMessage returns ErrQueueFull.
	MaxQueuedBytes = 4 << 20
	// MaxInbox bounds the packets received and not yet taken: a quarter of a second of
	// datagrams of a client that sends one every tick, eight times over. Datagrams beyond
	// it are dropped (the newest first) and counted; messages beyond it hold up the stream.
	MaxInbox = 128
	// MaxReason bounds the words of a close.
	MaxReason = 256
)
