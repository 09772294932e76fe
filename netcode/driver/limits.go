package driver

import "time"

const (
	// flushMax is how long a closing link has to bring its last messages over, whether
	// the peer reads or not; then it is cut.
	flushMax = 500 * time.Millisecond
	// WriteMax is how long a message may wait for a peer that does not read; then the
	// link is closed.
	WriteMax = 10 * time.Second
	// datagramsPerSecond bounds what a peer may send: four times what a client sends at
	// the highest tick rate. A link that goes a second's worth beyond is closed.
	datagramsPerSecond = 1000
	// readStep is how much memory a message gets before its bytes are there.
	readStep = 4 << 10
)
