package sim

const (
	// MaxSlots bounds the players of a match: slots are a byte, and a tick's inputs
	// must fit one record. A Setup that asks for more is refused.
	MaxSlots = 64
	// MaxName bounds a player's name in bytes; hosts cut longer ones at a rune.
	MaxName = 32
	// MaxBotLevel is the strongest bot.
	MaxBotLevel = 5
	// MaxOrders, MaxOrderArgs and MaxOrderText bound what administrators can put
	// into one tick; hosts keep further orders for the next tick.
	MaxOrders    = 16
	MaxOrderArgs = 8
	MaxOrderText = 256
	// MaxViewExcept bounds an accepted view's exceptions; a match does not accept a view
	// that would need more.
	MaxViewExcept = 64
	// RewindSlackTicks is how much more of the past than the rewind cap a game keeps: a
	// screen within the cap may blend from an older snapshot when some were lost, and a
	// match caps the views that would need more.
	RewindSlackTicks = 8
	// MaxMapBytes bounds a map's file.
	MaxMapBytes = 1 << 20
	// MaxRulesBytes bounds a file of rules.
	MaxRulesBytes = 1 << 16
	// MaxTickRate bounds ticks per second.
	MaxTickRate = 240
	// MaxRewindTicks bounds the rewind cap: one second at the highest tick rate, so
	// that histories of poses stay small. A Setup with a greater one is refused.
	MaxRewindTicks = 240
	// MaxModeName bounds the names of modes and maps in bytes; a longer one is no
	// such mode.
	MaxModeName = 64

	// MaxEventKinds bounds a game's handler table, so that a set of kinds fits one
	// word. NewTable panics on a longer one.
	MaxEventKinds = 63
	// MaxSources bounds Event.Source: slots and indices of entities are smaller, and
	// counters by source stay in a flat list. Post panics beyond.
	MaxSources = 1 << 16
	// MaxEvents bounds the events of one tick: 6 MB, as much again for a batch, and 16
	// bytes an event at the greatest burst of each kind. Further ones are refused as
	// RefusedFull, and a class that may not be shed makes Run panic.
	MaxEvents = 1 << 17
	// MaxRounds bounds the batches of one kind in a tick; a chain of events that
	// cause events of their own kind goes on in the next tick.
	MaxRounds = 16
	// MaxOverdue bounds the events of one kind that wait for its budget, and by that
	// their wait; the newest are refused as RefusedFull. They are in every keyframe.
	// Each kind has its own room, so that none is starved by another.
	MaxOverdue = 1024
	// MaxDeferred bounds the events posted for the next tick; as for MaxEvents.
	MaxDeferred = 1024
	// MaxRefused bounds the refusals kept of one tick; further ones are counted.
	MaxRefused = 256
	// MaxTraced bounds the events that a Trace keeps of one tick; further ones are
	// counted.
	MaxTraced = MaxEvents
	// MaxTimers bounds the timers that are set; games bound theirs by entities, and
	// Set panics beyond.
	MaxTimers = 4096
)
