package web

import "time"

const (
	// connectionsMax bounds the connections, silent ones included, at about 50 KiB each;
	// a further one is closed at once.
	connectionsMax = 1024
	// perAddressMax bounds those of one address (of IPv6, one /64): a LAN party behind one
	// router fits at six connections a browser, and one address cannot take every place.
	perAddressMax = 256
	// stayMin is how long a connection counts for its address at least, however soon it
	// ends: so one address has no more than half of connectionsPerSecond.
	stayMin = 5 * time.Second
	// connectionsPerSecond and requestsMax, the requests of one connection, bound what
	// the page can cost the matches of the same machine. Connections beyond the first
	// wait in the system's queue; after requestsMax requests a browser has to connect
	// again, which it does by itself.
	connectionsPerSecond = 100
	connectionsBurst     = 256
	requestsMax          = 32
	// refusalsPerConnection is how many connections that are closed at once cost as much
	// as one that gets a place.
	refusalsPerConnection = 100
	// helloMax is how long a connection may take to say its first byte, once more for the
	// TLS handshake, and once more for the head of a request; then it is closed.
	helloMax = 5 * time.Second
	// headMax bounds the head of a request in bytes; longer ones are answered with 431.
	headMax = 8 << 10
	// readMax is how long a whole request may take: none that is answered has a body.
	readMax = 10 * time.Second
	// writeMax is how long an answer may take: the 3 MB of the game at 80 kbit/s. A peer
	// that does not read is cut then.
	writeMax = 5 * time.Minute
	// idleMax is how long a connection is kept for the next request.
	idleMax = 15 * time.Second
	// unpacksMax bounds the downloads that are unpacked at once, for clients that take no
	// compression: each costs a tenth of a second of a core. Further ones get 503.
	unpacksMax = 2
	// closeMax is how long Close lets answers finish; then they are cut.
	closeMax = time.Second
	// acceptPause is the wait after a failed accept, such as for want of descriptors.
	acceptPause = 100 * time.Millisecond
)
