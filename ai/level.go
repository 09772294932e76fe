package ai

// skill is what a level is worth, in numbers that can be measured of people too.
// Angles are 1/65536 turn.
type skill struct {
	reactMinMs, reactMaxMs int32 // from coming into sight to being a target
	lagMs                  int32 // how old what one aims at is; motion makes up for it
	adaptMs                int32 // to understand how a target's motion changed
	noise                  int32 // the widest aim error on a target at rest,
	noiseMs                int32 // more by what the target sweeps in this time,
	freshPct               int32 // and by this at first, for half a second
	turnPerSec             int32 // how fast the aim turns at most
	settleMs               int32 // how long it takes for most of what is left of a turn
	burstMs, pauseMs       int32 // how long the trigger is held, and how long not
	leadPct                int32 // how much of the way of a shot is aimed ahead
	strafePct              int32 // how much of a fight is spent moving
	dodgePct               int32 // of flying things that are seen in time
	fleePct                uint8 // health at which it runs for cover
	hearPct                int32 // how far sounds reach it
	choosePct              int32 // of changes to a better weapon that are made
	throws                 bool  // grenades at where somebody went
	lookMs                 int32 // how often it looks over the shoulder
}

var skills = [MaxLevel + 1]skill{
	1: {reactMinMs: 350, reactMaxMs: 480, lagMs: 190, adaptMs: 380, noise: 2300, noiseMs: 110, freshPct: 140,
		turnPerSec: 30000, settleMs: 190, burstMs: 300, pauseMs: 520, leadPct: 30, strafePct: 40, dodgePct: 5,
		fleePct: 0, hearPct: 55, choosePct: 40, lookMs: 6000},
	2: {reactMinMs: 270, reactMaxMs: 340, lagMs: 160, adaptMs: 310, noise: 1750, noiseMs: 82, freshPct: 125,
		turnPerSec: 41000, settleMs: 155, burstMs: 340, pauseMs: 400, leadPct: 50, strafePct: 55, dodgePct: 25,
		fleePct: 12, hearPct: 70, choosePct: 60, lookMs: 5000},
	3: {reactMinMs: 208, reactMaxMs: 242, lagMs: 130, adaptMs: 250, noise: 1300, noiseMs: 60, freshPct: 110,
		turnPerSec: 54000, settleMs: 130, burstMs: 400, pauseMs: 300, leadPct: 70, strafePct: 70, dodgePct: 45,
		fleePct: 20, hearPct: 85, choosePct: 80, throws: true, lookMs: 4000},
	4: {reactMinMs: 178, reactMaxMs: 215, lagMs: 110, adaptMs: 205, noise: 1000, noiseMs: 46, freshPct: 95,
		turnPerSec: 74000, settleMs: 110, burstMs: 480, pauseMs: 240, leadPct: 85, strafePct: 82, dodgePct: 65,
		fleePct: 24, hearPct: 100, choosePct: 90, throws: true, lookMs: 3000},
	5: {reactMinMs: 140, reactMaxMs: 175, lagMs: 85, adaptMs: 160, noise: 720, noiseMs: 33, freshPct: 80,
		turnPerSec: 100000, settleMs: 88, burstMs: 600, pauseMs: 180, leadPct: 100, strafePct: 95, dodgePct: 85,
		fleePct: 28, hearPct: 115, choosePct: 100, throws: true, lookMs: 2200},
}
