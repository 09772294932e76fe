package webtransport

import "time"

const (
	// MaxCertificates bounds the hashes of a statement: the certificates of two epochs,
	// twice over. Reading and Verify refuse more.
	MaxCertificates = 4
	// MaxNames bounds the names of a statement. Reading and Verify refuse more.
	MaxNames = 16
	// maxNameBytes is the longest name that the DNS knows. Verify refuses a longer one.
	maxNameBytes = 253
	// skewMax is how long a statement counts after its end: a browser's clock may be
	// that much ahead of the server's.
	skewMax = 5 * time.Minute
)
