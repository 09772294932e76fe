package puck

const (
	// maxTrail bounds the places of the puck that are drawn behind it; the oldest go first.
	maxTrail = 24
	// maxShown bounds the rings and sparks on the screen; the oldest go first.
	maxShown = 64
)
