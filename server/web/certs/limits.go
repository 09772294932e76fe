package certs

import "time"

const (
	// publicMax is how long a statement on a public certificate counts, unless the
	// certificate ends before: pages ask for a new one at each connection, and a server
	// that leaves its domain is believed no longer than this.
	publicMax = 7 * 24 * time.Hour
	// lookEvery is how often files are looked at for a change: a handshake in between
	// costs no disk access.
	lookEvery = 5 * time.Second
	// fileMax bounds the bytes read of each file: the longest chains take a tenth of it.
	// A longer file is refused, or, when it has changed, not taken over.
	fileMax = 1 << 20
	// renewEvery is how often the age of a certificate is compared with its life.
	renewEvery = time.Minute
	// retryAfter is the pause after the authority has refused for good, or for a month
	// of attempts: the host may have changed the domain by then.
	retryAfter = time.Hour
)
