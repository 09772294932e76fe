package arena

import (
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
)

// PlayerRadius is half of a player's width, in units.
const PlayerRadius = level.PlayerRadius

// What the rules do not set: the stuff that things are made of.
const (
	// pushSpeed is how fast two players that stand on one spot part; it falls to
	// nothing where they only just touch.
	pushSpeed = 5.0

	playerDensity = 1.6  // kg per square unit: about one kilogram
	contactMargin = 0.25 // a prop this near counts as touching its pusher

	botView = 24.0 // how far a bot sees, in units
)

// ruleset is the rules of a match, and the numbers of them that depend on the tick rate.
type ruleset struct {
	rules.Rules
	rate         uint32  // ticks per second
	accelPerTick float64 // units/s in a tick
	tickSeconds  float64
	least        int32 // players that a round needs
}

func newRules(st *sim.Static) (ruleset, error) {
	r, err := rules.Load(st.Mode, st.Rules)
	if err != nil {
		return ruleset{}, err
	}
	least := int32(2)
	if st.Mode == modeWaves {
		least = 1
	}
	return ruleset{
		Rules:        *r,
		least:        least,
		rate:         st.TickRate,
		accelPerTick: r.Player.Accel / float64(st.TickRate),
		tickSeconds:  1 / float64(st.TickRate),
	}, nil
}

// ticks returns milliseconds in whole ticks, to nearest and at least one.
func (ru *ruleset) ticks(ms uint32) int32 { return rules.Ticks(ms, ru.rate) }
