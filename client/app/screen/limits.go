package screen

import "hindsight/netcode"

const (
	// retryFirst and retryMost bound the pause between two attempts to connect; it
	// doubles from one to the next.
	retryFirst = netcode.Second / 2
	retryMost  = 8 * netcode.Second
	// retryFor is how long a lost match is looked for before the player is asked. A
	// server keeps a body for 15 s; after that one joins anew.
	retryFor = 60 * netcode.Second
	// awayMin is the pause between two calls of Advance beyond which nobody was looking:
	// a browser calls hidden pages once a second, later once a minute.
	awayMin = 3 * netcode.Second
)
