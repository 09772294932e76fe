package ai

const (
	// MaxCells bounds a navigation grid so that a cell fits 16 bits: a path is kept
	// in every brain's state. NewNav refuses a finer grid.
	MaxCells = 1 << 16
	// MaxBoxes bounds a map's solid boxes; NewNav refuses more.
	MaxBoxes = 4096
	// MaxWaypoints bounds a path after smoothing. A longer one is cut and marked
	// Partial; the brain asks again at its end.
	MaxWaypoints = 24
	// MaxMemory bounds the others a brain remembers. When it is full the one not
	// seen for longest makes room.
	MaxMemory = 8
	// MaxThinkEvery bounds the ticks between two thoughts of a bot that is far from
	// everyone, so that it still notices who walks up to it.
	MaxThinkEvery = 8
	// MaxLevel is the strongest bot; levels outside 1 to MaxLevel are clamped.
	MaxLevel = 5

	// creditPerTick is what a brain may spend on path queries, in expansions, on
	// average: 32 bots cost at most 2,048 expansions a tick.
	creditPerTick = 64
	// minCredit is what a first query waits for; after a query that ran out the next
	// one waits for twice as much, up to maxCredit, so a hard query gets through in
	// the end. maxCredit also bounds the worst query of one tick.
	minCredit = 1024
	maxCredit = 16384
	// maxLookahead bounds how many cells of a path smoothing tries to see past.
	maxLookahead = 64
)
