package ai

// skill is what a level is worth. Ticks are meant for 60 a second.
type skill struct {
	reactionTicks uint32 // from coming into sight to being a target
	errorAim      int32  // the widest aim error, 1/65536 turn
	turnPerTick   int32  // how fast the aim turns, 1/65536 turn
	burstTicks    uint32 // how long the trigger is held,
	pauseTicks    uint32 // and how long not
	retreatPct    uint8  // health at which the bot runs for cover
}

var skills = [MaxLevel + 1]skill{
	1: {reactionTicks: 24, errorAim: 2400, turnPerTick: 450, burstTicks: 8, pauseTicks: 40, retreatPct: 0},
	2: {reactionTicks: 19, errorAim: 1700, turnPerTick: 700, burstTicks: 12, pauseTicks: 30, retreatPct: 15},
	3: {reactionTicks: 14, errorAim: 1150, turnPerTick: 1100, burstTicks: 18, pauseTicks: 22, retreatPct: 25},
	4: {reactionTicks: 10, errorAim: 750, turnPerTick: 1700, burstTicks: 26, pauseTicks: 15, retreatPct: 30},
	5: {reactionTicks: 6, errorAim: 420, turnPerTick: 2600, burstTicks: 40, pauseTicks: 10, retreatPct: 35},
}
