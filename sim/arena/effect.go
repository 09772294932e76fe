package arena

import "hindsight/sim/row"

// Kinds of effects.
const (
	// EffectShot is a shot of Source; Target is the entity it hit by the picture it
	// was fired at, zero for none. Its args are ShotX and so on. Its id is the
	// shooter's slot and command with ordinal 0, on both ends.
	EffectShot uint8 = iota + 1
	// EffectHit tells Source that it hit and Target that it was hit: args HitDamage,
	// HitX, HitY. Only those two perceive it. Its id is the shot's with ordinal 1.
	EffectHit
	// EffectDeath is the death of Target by Source, who may be the same or nobody:
	// args DeathX, DeathY.
	EffectDeath
	// EffectRespawn is Target entering the world: args RespawnX, RespawnY.
	EffectRespawn
)

// Args of the effects. Places are in 1/4096 unit.
const (
	ShotX = iota
	ShotY
	ShotEndX
	ShotEndY
	ShotResult
	ShotView
)
const (
	HitDamage = iota
	HitX
	HitY
)
const (
	DeathX = iota
	DeathY
)
const (
	RespawnX = iota
	RespawnY
)

// Values of ShotResult.
const (
	ShotMiss int32 = iota
	ShotWall
	ShotProp
	ShotPlayer
	ShotDeadTarget  // hit a player of the picture who is dead by now: no damage
	ShotDeadShooter // was not fired: the shooter was dead; only it perceives this
)

// Values of ShotView.
const (
	ViewNone   int32 = iota // no view was accepted: the present was hit
	ViewExact               // the shot met the picture it claims
	ViewCapped              // it met an older picture's replacement at the rewind cap
)

// Reasons why a hit of a client's picture was not confirmed.
const (
	reasonLate        = "late"         // the server stepped the tick with a substitute or could not fire yet: no shot
	reasonDeadShooter = "dead-shooter" // the shooter had died before
	reasonDeadTarget  = "dead-target"  // the target died between the picture and the shot
	reasonMoved       = "moved"        // the shooter stood or aimed elsewhere than predicted
	reasonCapped      = "capped"       // the picture was older than the rewind cap
	reasonUnseen      = "unseen"       // the server did not accept the claimed picture
	reasonBlocked     = "blocked"      // something else stood in the way in the server's picture
	reasonLost        = "lost"         // the server's picture had the target elsewhere
)

// seen is sim.Spec.Seen.
func seen(predicted *row.Effect) row.ID {
	if predicted.Kind != EffectShot || predicted.Args[ShotResult] != ShotPlayer {
		return row.ID{}
	}
	return predicted.Target
}

// judge is sim.Spec.Judge.
func judge(predicted, confirmed *row.Effect) string {
	switch {
	case confirmed == nil || confirmed.Kind != EffectShot:
		return reasonLate
	case confirmed.Args[ShotResult] == ShotDeadShooter:
		return reasonDeadShooter
	case confirmed.Target == predicted.Target && confirmed.Args[ShotResult] == ShotPlayer:
		return ""
	case confirmed.Target == predicted.Target && confirmed.Args[ShotResult] == ShotDeadTarget:
		return reasonDeadTarget
	case confirmed.Args[ShotX] != predicted.Args[ShotX] || confirmed.Args[ShotY] != predicted.Args[ShotY]:
		return reasonMoved
	case confirmed.Args[ShotView] == ViewCapped:
		return reasonCapped
	case confirmed.Args[ShotView] == ViewNone:
		return reasonUnseen
	case confirmed.Args[ShotResult] != ShotMiss:
		return reasonBlocked
	}
	return reasonLost
}
