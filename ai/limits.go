package ai

const (
	// MaxCells bounds a navigation grid so that a cell fits 16 bits: a path is kept
	// in every brain's state. NewNav refuses a finer grid.
	MaxCells = 1 << 16
	// MaxBoxes bounds a map's solid boxes; NewNav refuses more.
	MaxBoxes = 4096
	// MaxSizes bounds the sizes of agents that a grid is made for; NewNav refuses more.
	MaxSizes = 4
	// MaxPortals bounds a map's jump pads and teleporters; NewNav refuses more.
	MaxPortals = 64
	// MaxObstacles bounds what a Ground holds; Set panics beyond.
	MaxObstacles = 1024
	// MaxWaypoints bounds a path after smoothing. A longer one is cut and marked
	// Partial; the brain asks again at its end.
	MaxWaypoints = 24
	// MaxMemory bounds the foes a brain remembers. When it is full the one not seen
	// for longest makes room.
	MaxMemory = 8
	// MaxReports bounds the foes a squad knows of; the oldest makes room.
	MaxReports = 16
	// MaxMates bounds the claims of a squad; who finds no room goes without.
	MaxMates = 64
	// MaxPrey bounds whom monsters hunt across the map, and so the flow fields of a
	// Search. Players beyond are hunted by those monsters that see them.
	MaxPrey = 8
	// MaxWeapons bounds the kinds of weapons; their numbers run from 1.
	MaxWeapons = 8
	// MaxThinkEvery bounds the ticks between two thoughts of a bot that nothing
	// happens to, so that it still notices who walks up to it.
	MaxThinkEvery = 4
	// MaxLevel is the strongest bot; levels outside 1 to MaxLevel are clamped.
	MaxLevel = 5

	// creditPerTick is what a brain may spend on path queries, in expansions, on
	// average: the hardest query waits for a second and a half.
	creditPerTick = 256
	// minCredit is what a first query waits for; after a query that ran out the next
	// one waits for twice as much, up to maxCredit, so a hard query gets through in
	// the end. maxCredit also bounds a single query.
	minCredit = 512
	maxCredit = 24576
	// tickCredit bounds the expansions of all queries in a tick, but for the last
	// query; a brain that comes too late asks again at its next thought.
	tickCredit = 4096
	// maxLookahead bounds how many cells of a path smoothing tries to see past.
	maxLookahead = 64
)
