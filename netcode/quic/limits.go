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
	// lingerMax is how long a listener that closes repeats the end of its links to those
	// who have not heard it: a few times to a client that goes on sending.
	lingerMax = 250 * time.Millisecond
	// streamsMax bounds the streams that a client may open: the one of messages, and for
	// a browser the request that carries its session. Others are not read.
	streamsMax = 2
	// uniStreamsMax bounds the one-way streams: HTTP/3 has three (RFC 9114, section 6.2,
	// and RFC 9204, section 4.2), and clients may add some of reserved types.
	uniStreamsMax = 8
	// serverWindow bounds the bytes of a client's stream that wait for the server to
	// read them: two of the longest messages. A client may not send more.
	serverWindow = 128 << 10
	// connectionsMax bounds a listener's connections, those in their handshake included,
	// at 50 KiB each; further ones are refused.
	connectionsMax = 1024
	// perAddressMax bounds those of one address (of IPv6, one /64): a full LAN party or
	// a load test fits, and one address cannot take every place.
	perAddressMax = 256
	// stayMin is how long a connection counts for its address at least, however soon it
	// ends: so one address begins 51 handshakes a second, a millisecond each.
	stayMin = 5 * time.Second
	// strangersPerSecond is how many handshakes a second may begin from addresses that
	// have proved nothing; further ones must return a token first (a round trip), so that
	// invented addresses cost neither keys nor memory.
	strangersPerSecond = 64
)
