package arena

import (
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/arena/level"
)

const (
	// maxSlot is the greatest index that is a player's; whoever has a greater one and does
	// something is a monster.
	maxSlot = int(sim.MaxSlots)
	// maxLater bounds the effects that wait for the picture to reach them; the oldest
	// go first.
	maxLater = 256
	// maxShown bounds the tracers, sparks and so on that are on the screen; the oldest
	// go first.
	maxShown = 256
	// maxFeed bounds the lines of the feed; the oldest go first.
	maxFeed = 6
	// maxPellets bounds the streaks of a shot; further ones are not drawn.
	maxPellets = 16
	// maxBlast bounds the size of what is drawn for a blast, in units: a row may say
	// anything.
	maxBlast = 12.0
	// maxStreak bounds how long a line of the world is, in units: longer ones, which no map
	// has room for, are not drawn.
	maxStreak = 2 * level.MaxMapSide
	// feedTime is the time for which a line of the feed stays.
	feedTime = 5 * netcode.Second
)
