package arena

import (
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// Kinds of effects.
const (
	// EffectShot is a weapon of Source being used; Target is the entity it hit by the
	// picture it was fired at, zero for none: of several, the living one that most of
	// its pellets hit. Its args are ShotX and so on. Its id is the shooter's slot and
	// command with ordinal 0, on both ends.
	EffectShot uint8 = iota + 1
	// EffectHit tells Source that it hit and Target that it was hit, by all that the
	// one did to the other in a tick: args HitDamage and so on. Only those two perceive
	// it.
	EffectHit
	// EffectDeath is the death of Target by Source, who may be the same, a monster or
	// nobody: args DeathX and so on.
	EffectDeath
	// EffectRespawn is Target entering the world: args RespawnX, RespawnY.
	EffectRespawn
	// EffectBlast is an explosion that Source caused, of the projectile Target or of
	// something else: args BlastX and so on. Radius 0: it only struck something. The id
	// of one by a player's projectile is the slot and the command that fired it with
	// ordinal 1, and its client predicts it. All other effects are the server's alone.
	EffectBlast
	// EffectBreak is a prop falling apart, by Source: args BreakX and so on.
	EffectBreak
)

// Args of the effects. Places are in 1/4096 unit.
const (
	ShotX = iota
	ShotY
	ShotEndX // where it ended; of several pellets, straight ahead as far as the farthest;
	ShotEndY // of a projectile, one unit ahead
	ShotResult
	ShotHow // ViewOf, WeaponOf and SeedOf take it apart
)
const (
	HitDamage = iota // before armour
	HitX             // where it came from, or where it hit
	HitY
	HitCause // rules.Weapon, or CauseBarrel and so on
)
const (
	DeathX = iota
	DeathY
	DeathCause // as HitCause
)
const (
	RespawnX = iota
	RespawnY
)
const (
	BlastX = iota
	BlastY
	BlastRadius
	BlastCause // as HitCause
)
const (
	BreakX = iota
	BreakY
	BreakKind // level.PropKind
)

// Values of ShotResult.
const (
	ShotMiss int32 = iota
	ShotWall
	ShotProp
	ShotPlayer
	ShotDeadTarget  // hit somebody of the picture who is dead by now: no damage
	ShotDeadShooter // was not fired: the shooter was dead; only it perceives this
	ShotMonster
	ShotLaunched // a projectile, which has a row of its own
)

// Values of ViewOf.
const (
	ViewNone    int32 = iota // no view was accepted: the present was hit
	ViewExact                // the shot met the picture it claims
	ViewCapped               // it met an older picture's replacement at the rewind cap
	ViewClamped              // it met the nearest picture that a client's clock could show
)

// how packs what a shot was fired with.
func how(view int32, weapon rules.Weapon, seed uint16) int32 {
	return view | int32(weapon)<<2 | int32(seed)<<5
}

// ViewOf says by what picture a shot was judged: ViewNone and so on.
func ViewOf(e *row.Effect) int32 { return e.Args[ShotHow] & 3 }

// WeaponOf is the weapon of a shot.
func WeaponOf(e *row.Effect) rules.Weapon { return rules.Weapon(e.Args[ShotHow] >> 2 & 7) }

// SeedOf is what PelletTurn makes the directions of a shot's pellets from.
func SeedOf(e *row.Effect) uint16 { return uint16(e.Args[ShotHow] >> 5) }

// Causes of a row.Gone beside those of a sim.Leave and of modes.
const (
	GoneBurst  uint8 = 32 + iota // it was a projectile
	GoneBroken                   // it was a prop
)

// Reasons why a hit of a client's picture was not confirmed.
const (
	reasonLate        = "late"         // the server stepped the tick with a substitute or could not fire yet: no shot
	reasonDeadShooter = "dead-shooter" // the shooter had died before
	reasonDeadTarget  = "dead-target"  // the target died between the picture and the shot
	reasonMoved       = "moved"        // the shooter stood elsewhere than predicted, or had another weapon in hand
	reasonCapped      = "capped"       // the picture was older than the rewind cap
	reasonClamped     = "clamped"      // the claimed picture was not of a moment that the client could be looking at
	reasonUnseen      = "unseen"       // the server did not accept the claimed picture
	reasonBlocked     = "blocked"      // something else stood in the way in the server's picture
	reasonLost        = "lost"         // the server's picture had the target elsewhere
)

// seen is sim.Spec.Seen.
func seen(predicted *row.Effect) row.ID {
	if predicted.Kind != EffectShot || !hitsLiving(predicted) {
		return row.ID{}
	}
	return predicted.Target
}

func hitsLiving(shot *row.Effect) bool {
	return shot.Args[ShotResult] == ShotPlayer || shot.Args[ShotResult] == ShotMonster
}

// blastShift is how far from where it was predicted a projectile may blow up to have been
// predicted, in 1/4096 unit.
const blastShift = 2048

// judgeBlast is judge for a projectile that was shown to blow up.
func judgeBlast(predicted, confirmed *row.Effect) string {
	if confirmed == nil {
		return reasonLost
	}
	dx, dy := confirmed.Args[BlastX]-predicted.Args[BlastX], confirmed.Args[BlastY]-predicted.Args[BlastY]
	if max(dx, -dx, dy, -dy) > blastShift {
		return reasonMoved
	}
	return ""
}

// judge is sim.Spec.Judge.
func judge(predicted, confirmed *row.Effect) string {
	if predicted.Kind == EffectBlast {
		return judgeBlast(predicted, confirmed)
	}
	switch {
	case confirmed == nil || confirmed.Kind != EffectShot:
		return reasonLate
	case confirmed.Args[ShotResult] == ShotDeadShooter:
		return reasonDeadShooter
	case confirmed.Target == predicted.Target && hitsLiving(confirmed):
		return ""
	case seen(predicted).IsZero() && confirmed.Args == predicted.Args && confirmed.Target == predicted.Target:
		return "" // a miss, or a projectile
	case confirmed.Target == predicted.Target && confirmed.Args[ShotResult] == ShotDeadTarget:
		return reasonDeadTarget
	case confirmed.Args[ShotX] != predicted.Args[ShotX] || confirmed.Args[ShotY] != predicted.Args[ShotY] ||
		WeaponOf(confirmed) != WeaponOf(predicted):
		return reasonMoved
	case ViewOf(confirmed) == ViewCapped:
		return reasonCapped
	case ViewOf(confirmed) == ViewClamped:
		return reasonClamped
	case ViewOf(confirmed) == ViewNone:
		return reasonUnseen
	case confirmed.Args[ShotResult] != ShotMiss:
		return reasonBlocked
	}
	return reasonLost
}
