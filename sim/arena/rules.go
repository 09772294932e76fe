package arena

import "hindsight/sim"

// The numbers of the rules. Lengths are in units, times in milliseconds, speeds in
// units per second.
const (
	PlayerRadius = 0.45
	CrateHalf    = 0.5

	moveSpeedMax = 6.5
	moveAccel    = 60.0 // units/s²
	// pushSpeed is how fast two players that stand on one spot part; it falls to
	// nothing where they only just touch.
	pushSpeed = 5.0

	playerDensity      = 1.6 // kg per square unit: about one kilogram
	crateDensity       = 0.6
	crateFriction      = 0.2
	crateRestitution   = 0.1
	crateDamping       = 5.0 // per second, see physics.BodyDef
	crateSpinDamping   = 6.0
	crateContactMargin = 0.25 // a crate this near counts as touching its pusher

	HealthMax    = 100
	RifleRounds  = 30
	rifleDamage  = 12
	rifleRange   = 40.0
	rifleEvery   = 100
	rifleReload  = 1200
	respawnAfter = 2000

	botView = 24.0 // how far a bot sees, in units
)

// rules are the numbers that depend on the tick rate.
type rules struct {
	rate         uint32  // ticks per second
	accelPerTick float64 // units/s in a tick
	tickSeconds  float64
	rifleEvery   int32 // ticks
	rifleReload  int32
	respawnAfter int32
}

func newRules(st *sim.Static) rules {
	return rules{
		rate:         st.TickRate,
		accelPerTick: moveAccel / float64(st.TickRate),
		tickSeconds:  1 / float64(st.TickRate),
		rifleEvery:   ticksOf(rifleEvery, st.TickRate),
		rifleReload:  ticksOf(rifleReload, st.TickRate),
		respawnAfter: ticksOf(respawnAfter, st.TickRate),
	}
}

// ticksOf returns milliseconds in whole ticks, to nearest and at least one.
func ticksOf(ms, rate uint32) int32 { return max(int32((ms*rate+500)/1000), 1) }
