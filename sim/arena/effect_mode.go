package arena

// Kinds of effects of modes.
const (
	// EffectRound begins a phase: args RoundFxPhase and so on.
	EffectRound uint8 = 32 + iota
	// EffectTeam is Target becoming one of a team: args TeamFxTeam.
	EffectTeam
	// EffectFlag is what Source, or nobody, did to the flag Target: args FlagFxDeed and
	// so on.
	EffectFlag
	// EffectHill says that another hill counts, or that another team holds it: args
	// HillFxHill, HillFxHolder.
	EffectHill
	// EffectWave is the begin of a wave, or the end of it: args WaveFxNumber,
	// WaveFxMonsters (0: the wave is over).
	EffectWave
	// EffectSlain is the death of the monster Target by Source, who may be nobody: args
	// SlainX and so on.
	EffectSlain
	// EffectStrike is an attack of the monster Source: args StrikeX and so on.
	EffectStrike
)

// Args of the effects. Places are in 1/4096 unit.
const (
	RoundFxPhase  = iota // PhaseWarmup and so on
	RoundFxNumber        // RoundNumber
	RoundFxWinner        // RoundWinner
)
const TeamFxTeam = 0 // PlayerTeam
const (
	FlagFxDeed = iota // FlagTaken and so on
	FlagFxTeam        // whose flag
	FlagFxX
	FlagFxY
)
const (
	HillFxHill   = iota // RoundHill
	HillFxHolder        // RoundHolder
)
const (
	WaveFxNumber = iota
	WaveFxMonsters
)
const (
	SlainX = iota
	SlainY
	SlainType
)
const (
	StrikeX = iota
	StrikeY
	StrikeEndX
	StrikeEndY
	StrikeType // rules.Monster
	StrikeWind // ticks until it comes; 0: now
)

// Values of FlagFxDeed.
const (
	FlagTaken int32 = iota + 1
	FlagDropped
	FlagReturned
	FlagCaptured
)

// Causes of what is gone.
const (
	GonePutBack uint8 = 16 + iota // a round ended
	GoneSlain                     // it was a monster
)
