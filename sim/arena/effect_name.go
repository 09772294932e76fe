package arena

import "hindsight/sim/row"

// effectName is sim.Spec.EffectName: what happened, in a word or two that reports and
// tools count.
func effectName(e *row.Effect) string {
	switch e.Kind {
	case EffectRound:
		return nameOf(e.Args[RoundFxPhase], PhaseWarmup, "warm-up", "round begun", "sudden death", "round over")
	case EffectFlag:
		return nameOf(e.Args[FlagFxDeed], FlagTaken, "flag taken", "flag dropped", "flag returned", "flag captured")
	case EffectWave:
		if e.Args[WaveFxMonsters] == 0 {
			return "wave survived"
		}
		return "wave begun"
	case EffectTake:
		return "taken"
	case EffectNoise:
		return "noise"
	}
	if e.Kind >= EffectRound {
		return nameOf(int32(e.Kind), int32(EffectTeam), "team", "", "hill", "", "monster slain", "monster attack")
	}
	return nameOf(int32(e.Kind), int32(EffectShot), "shot", "hit", "death", "spawn", "blast", "prop broken")
}

// nameOf returns the name of v, where the first name is that of first.
func nameOf(v, first int32, names ...string) string {
	if i := int64(v) - int64(first); i >= 0 && i < int64(len(names)) && names[i] != "" {
		return names[i]
	}
	return "other"
}
