package headless

import "time"

const (
	// CountMax bounds the clients of one process.
	CountMax = 1000
	// dialMax is how long a connection may take.
	dialMax = 10 * time.Second
	// resumesMax is how often in a row a client that lost its server fails to return
	// before it gives up.
	resumesMax = 5
	// resumePause is the wait before the first return; each further one doubles it.
	resumePause = 100 * time.Millisecond
	// pauseMax is the longest that a client sleeps: a packet waits no longer.
	pauseMax = 4 * time.Millisecond
)
