package puck

import "hindsight/sim"

// The numbers of the rules. Lengths are in units, times in milliseconds, speeds in
// units per second.
const (
	PuckRadius   = 0.4
	PaddleRadius = 0.55
	PinRadius    = 0.3
	GoalDepth    = 1.6 // of the pocket behind a goal
	GoalsToWin   = 7

	paddleSpeedMax = 12.0
	paddleAccel    = 120.0 // units/s²
	puckSpeedMax   = 24.0
	serveSpeed     = 5.0

	puckDensity       = 2.0 // kg per square unit: about one kilogram
	paddleDensity     = 7.0 // about eight: a hand is behind it
	puckRestitution   = 0.85
	paddleRestitution = 0.7
	wallRestitution   = 0.9
	puckDamping       = 0.12 // per second, see physics.BodyDef

	// touchMargin is how near the puck counts as having touched a paddle: what it does
	// to it may depend on what no row tells.
	touchMargin = 0.1
	// hitStrong is the approach from which a hit is an effect.
	hitStrong = 1.5

	faceoffTime = 1500
	overTime    = 4000
	// idleTime is how long the puck may stay within idleReach of a place until it is
	// taken to the middle.
	idleTime  = 3000
	idleReach = 1.0
)

// rules are the numbers that depend on the tick rate.
type rules struct {
	rate         uint32 // ticks per second
	tickSeconds  float64
	accelPerTick float64 // units/s in a tick
	faceoff      sim.Tick
	over         sim.Tick
	idle         sim.Tick
}

func newRules(st *sim.Static) rules {
	return rules{
		rate:         st.TickRate,
		tickSeconds:  1 / float64(st.TickRate),
		accelPerTick: paddleAccel / float64(st.TickRate),
		faceoff:      ticksOf(faceoffTime, st.TickRate),
		over:         ticksOf(overTime, st.TickRate),
		idle:         ticksOf(idleTime, st.TickRate),
	}
}

// ticksOf returns milliseconds in whole ticks, to nearest and at least one.
func ticksOf(ms, rate uint32) sim.Tick { return sim.Tick(max((ms*rate+500)/1000, 1)) }
