package arena

const (
	// maxLater bounds the effects that wait for the picture to reach them; the oldest
	// go first.
	maxLater = 256
	// maxShown bounds the tracers, sparks and so on that are on the screen; the oldest
	// go first.
	maxShown = 256
	// maxFeed bounds the lines of the kill feed; the oldest go first.
	maxFeed = 6
)
