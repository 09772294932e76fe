package arena

const (
	// MaxShots bounds the projectiles in the air; a further one is not fired, and its
	// rounds stay.
	MaxShots = 128
	// MaxMonsters bounds the monsters alive; further ones of a wave wait.
	MaxMonsters = 64
	// MaxRewindTicks bounds how far back a shot may look: a quarter of a second at the
	// greatest tick rate. A Setup that asks for more is refused.
	MaxRewindTicks = 64
	// MinTickRate keeps a player from passing through a wall's edge within a tick. A
	// Setup that asks for less is refused.
	MinTickRate = 20

	// ownShots bounds the own projectiles that a client predicts; of further ones it shows
	// what the server says.
	ownShots = 16
	// maxPierces bounds what one ray passes; rules that ask for more get this.
	maxPierces = 16
	// thinkBudget bounds the bots that think in one tick; the others go on with their
	// last intent and think in one of the next ticks.
	thinkBudget = 32
	// speedMax bounds what a body may be pushed to, in units/s and turns/s, so that
	// velocities fit their fields; faster ones are cut.
	speedMax = 31.0
	spinMax  = 7.0
)
