package quic

import "time"

const (
	// handshakeMax is how long a connection may take to prove itself and open its stream.
	handshakeMax = 5 * time.Second
	// idleMax is how long QUIC keeps a connection that says nothing; the session gives
	// up sooner and its player's body waits for it.
	idleMax = 20 * time.Second
	// keepAlive keeps NAT bindings of clients that are loading.
	keepAlive = 5 * time.Second
	// flushMax is how long a closing link waits for its last messages to be read.
	flushMax = 500 * time.Millisecond
	// writeMax is how long a message may wait for a peer that does not read.
	writeMax = 10 * time.Second
	// streamsMax bounds a peer's streams: the one of messages.
	streamsMax = 1
	// greetingMax bounds the connections that have not opened their stream; more are
	// refused, so that half-open ones cannot pile up.
	greetingMax = 256
)
