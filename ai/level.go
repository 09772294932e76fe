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
	1: {reactMinMs: 380, reactMaxMs: 550, lagMs: 220, adaptMs: 420, noise: 3000, noiseMs: 130, freshPct: 150,
		turnPerSec: 24000, settleMs: 220, burstMs: 250, pauseMs: 700, leadPct: 20, strafePct: 30, dodgePct: 0,
		fleePct: 0, hearPct: 50, choosePct: 30, lookMs: 6000},
	2: {reactMinMs: 280, reactMaxMs: 360, lagMs: 170, adaptMs: 330, noise: 2000, noiseMs: 90, freshPct: 130,
		turnPerSec: 36000, settleMs: 170, burstMs: 300, pauseMs: 450, leadPct: 45, strafePct: 50, dodgePct: 20,
		fleePct: 12, hearPct: 70, choosePct: 60, lookMs: 5000},
	3: {reactMinMs: 208, reactMaxMs: 242, lagMs: 130, adaptMs: 250, noise: 1300, noiseMs: 60, freshPct: 110,
		turnPerSec: 54000, settleMs: 130, burstMs: 400, pauseMs: 300, leadPct: 70, strafePct: 70, dodgePct: 45,
		fleePct: 20, hearPct: 85, choosePct: 80, throws: true, lookMs: 4000},
	4: {reactMinMs: 170, reactMaxMs: 230, lagMs: 100, adaptMs: 190, noise: 800, noiseMs: 40, freshPct: 90,
		turnPerSec: 80000, settleMs: 100, burstMs: 550, pauseMs: 200, leadPct: 88, strafePct: 85, dodgePct: 70,
		fleePct: 25, hearPct: 100, choosePct: 100, throws: true, lookMs: 3000},
	5: {reactMinMs: 130, reactMaxMs: 160, lagMs: 70, adaptMs: 130, noise: 420, noiseMs: 22, freshPct: 70,
		turnPerSec: 120000, settleMs: 70, burstMs: 800, pauseMs: 130, leadPct: 100, strafePct: 100, dodgePct: 90,
		fleePct: 28, hearPct: 115, choosePct: 100, throws: true, lookMs: 2200},
}
