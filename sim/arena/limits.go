package arena

const (
	// MaxMapSide bounds a map's width and height in units, so that every position fits
	// the 20 bits of a row's x and y. A bigger map is refused.
	MaxMapSide = 120
	// MaxWalls bounds a map's wall rectangles; a map with more is refused.
	MaxWalls = 1024
	// MaxSpawns and MinSpawns bound a map's spawn points; others are refused.
	MaxSpawns = 64
	MinSpawns = 2
	// MaxCrates bounds a map's crates; a map with more is refused. Every crate costs a
	// row in each snapshot.
	MaxCrates = 64
	// MaxRewindTicks bounds how far back a shot may look: a quarter of a second at the
	// greatest tick rate. A Setup that asks for more is refused.
	MaxRewindTicks = 64
	// MinTickRate keeps a player from passing through a wall's edge within a tick. A
	// Setup that asks for less is refused.
	MinTickRate = 20

	// thinkBudget bounds the bots that think in one tick; the others go on with their
	// last intent and think in one of the next ticks.
	thinkBudget = 16
	// speedMax bounds what a body may be pushed to, in units/s and turns/s, so that
	// velocities fit their fields; faster ones are cut.
	speedMax = 31.0
	spinMax  = 7.0
)
