package puck

const (
	// MaxSeats bounds the paddles of a mode: one for each side of a rink.
	MaxSeats = 4
	// MinSide and MaxSide bound a rink's width and height in units, so that there is
	// room for zones and every place fits the fields of a row. Another rink is refused.
	MinSide = 6
	MaxSide = 28
	// MaxPins bounds a rink's pins; a rink with more is refused.
	MaxPins = 16
	// MinTickRate keeps the puck within reach of the solver: at its greatest speed it
	// moves its own size in a tick. A Setup that asks for less is refused.
	MinTickRate = 30
	// maxWorldBytes bounds the physics world in a state; a rink with all pins has 12 KB.
	maxWorldBytes = 1 << 16

	// thinkBudget bounds the bots that think in one tick: those that play, and a few that
	// have just ceased to. The others go on as before.
	thinkBudget = 8
	// speedMax bounds what a body may be pushed to, in units/s, so that velocities fit
	// their fields; the puck is cut to puckSpeedMax before.
	speedMax = 31.0
	// countMax is the greatest count that a row holds; counts stay there.
	countMax = 1<<16 - 1
)
