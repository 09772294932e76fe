//go:build !js

package webtransport

import "time"

const (
	// lingerMax is how long a connection stays after its session has ended or was
	// refused, so that the browser hears of it; then it is cut.
	lingerMax = 200 * time.Millisecond
	// headerBytesMax bounds the header of a browser's request: it has a path, an origin
	// and little more. Larger ones are refused.
	headerBytesMax = 8 << 10
	// originsMax bounds the pages from elsewhere that a server lets in; a longer list is
	// an error at start.
	originsMax = 64
)
