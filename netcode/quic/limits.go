package quic

import "time"

const (
	// handshakeMax is how long a connection may take to prove itself, and once more to
	// open its stream and bring the first message; then it is closed.
	handshakeMax = 5 * time.Second
	// dialsMax is how often a client knocks at a server that has too many connections,
	// and dialPause how long it waits, longer each time.
	dialsMax  = 4
	dialPause = 200 * time.Millisecond
	// idleMax is how long QUIC keeps a connection that says nothing; the session gives
	// up sooner and its player's body waits for it.
	idleMax = 20 * time.Second
	// keepAlive keeps NAT bindings of clients that are loading.
	keepAlive = 5 * time.Second
	// flushMax is how long a closing link has to bring its last messages over, whether
	// the peer reads or not; then it is cut.
	flushMax = 500 * time.Millisecond
	// lingerMax is how long a listener that closes repeats the end of its links to those
	// who have not heard it: a few times to a client that goes on sending.
	lingerMax = 250 * time.Millisecond
	// writeMax is how long a message may wait for a peer that does not read; then the
	// link is closed.
	writeMax = 10 * time.Second
	// streamsMax bounds a peer's streams: the one of messages.
	streamsMax = 1
	// serverWindow bounds the bytes of a client's stream that wait for the server to
	// read them: two of the longest messages. A client may not send more.
	serverWindow = 128 << 10
	// connectionsMax bounds a listener's connections, those in their handshake included,
	// at 50 KiB each; further ones are refused.
	connectionsMax = 1024
	// perAddressMax bounds those of one address (of IPv6, one /64): a full LAN party or
	// a load test fits, and one address cannot take every place.
	perAddressMax = 256
	// strangersPerSecond is how many handshakes a second may begin from addresses that
	// have proved nothing; further ones must return a token first (a round trip), so that
	// invented addresses cost neither keys nor memory.
	strangersPerSecond = 64
	// datagramsPerSecond bounds what a peer may send: four times what a client sends at
	// the highest tick rate. A link that goes a second's worth beyond is closed.
	datagramsPerSecond = 1000
	// readStep is how much memory a message gets before its bytes are there.
	readStep = 4 << 10
)
