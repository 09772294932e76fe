package webtransport

import "time"

const (
	// datagramsMax bounds the datagrams that wait in the browser, and again between its
	// event loop and the link: two seconds of a busy server. Beyond it the newest are lost.
	datagramsMax = 64
	// roomMax is how long a datagram waits for room in the browser; then it is dropped,
	// and the next one is newer.
	roomMax = 100 * time.Millisecond
)
