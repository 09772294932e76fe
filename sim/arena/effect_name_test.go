package arena

import (
	"testing"

	"hindsight/sim/row"
)

func TestEffectNames(t *testing.T) {
	for want, e := range map[string]row.Effect{
		"shot":          {Kind: EffectShot},
		"prop broken":   {Kind: EffectBreak},
		"round over":    {Kind: EffectRound, Args: [row.MaxEffectArgs]int32{RoundFxPhase: PhaseOver}},
		"flag captured": {Kind: EffectFlag, Args: [row.MaxEffectArgs]int32{FlagFxDeed: FlagCaptured}},
		"wave survived": {Kind: EffectWave},
		"wave begun":    {Kind: EffectWave, Args: [row.MaxEffectArgs]int32{WaveFxMonsters: 3}},
		"hill":          {Kind: EffectHill},
		"monster slain": {Kind: EffectSlain},
		"taken":         {Kind: EffectTake},
		"other":         {Kind: 255},
	} {
		if got := effectName(&e); got != want {
			t.Errorf("effect of kind %d is called %q, want %q", e.Kind, got, want)
		}
	}
	if got := effectName(&row.Effect{Kind: EffectFlag, Args: [row.MaxEffectArgs]int32{FlagFxDeed: -1 << 31}}); got != "other" {
		t.Errorf("an impossible deed is called %q", got)
	}
}
