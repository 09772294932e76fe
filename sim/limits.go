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
	// MaxViewExcept bounds an accepted view's exceptions; further entities count as
	// not on the screen.
	MaxViewExcept = 64
	// MaxMapBytes bounds a map's file.
	MaxMapBytes = 1 << 20
	// MaxTickRate bounds ticks per second.
	MaxTickRate = 240
)
