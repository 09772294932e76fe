package arena

import (
	"hindsight/physics"
	"hindsight/sim/row"
)

// Kinds of rows.
const (
	KindPlayer row.Kind = iota + 1
	KindRound
	KindFlag
	KindMover
	KindPickup
	KindShot
	KindMonster
	KindProp
	KindStanding
)

// Fields of a player's row. Positions are in 1/4096 unit, velocities in 1/4096 unit/s,
// angles in 1/65536 turn, times in ticks.
const (
	PlayerX        = iota
	PlayerY        //
	PlayerVX       //
	PlayerVY       //
	PlayerAim      // direction of view, clockwise from +x
	PlayerAlive    // 1 or 0
	PlayerTeleport // counts spawns and teleports: where it differs nothing is blended
	PlayerTeam     // TeamNone and so on
	PlayerWeapon   // in hand: rules.Weapon
	PlayerGlow     // what can be seen of its state: GlowProtected and so on
	PlayerKills    //
	PlayerDeaths   //
	PlayerScore    // of the mode: kills less suicides, captures, time on the hill
	PlayerHealth   // the owner's and its team's
	PlayerArmour   // the fields from here on are the owner's
	PlayerCooldown // until the weapon may fire again: after a shot, a switch
	PlayerReload   // until the weapon is full, 0 when not reloading
	PlayerCharge   // for which the rail has been charged
	PlayerButtons  // held in the last tick
	PlayerRespawn  // until the dead come back
	PlayerDash     // until the next dash
	PlayerProtect  // for which it cannot be hurt
	PlayerStrength // for which it deals more damage
	PlayerHaste    // for which it is faster
	PlayerOwned    // bit w: it has weapon w
	PlayerAmmo     // of Rifle: rounds in the magazine, and 256 times the reserve; then of
	PlayerShotgun  // Shotgun,
	PlayerRocket   // Rocket,
	PlayerGrenade  // Grenade,
	PlayerRail     // Rail
	PlayerLives    // left in this wave, plus 1; 0: no limit
	PlayerTouch    // counts ticks in which something beyond own commands and the level mattered; wraps
	playerFields
)

// Values of PlayerTeam.
const (
	TeamNone int32 = iota
	TeamRed
	TeamBlue
	TeamSpectator
)

// Bits of PlayerGlow.
const (
	GlowProtected int32 = 1 << iota
	GlowStrength
	GlowHaste
	GlowCharging
	GlowFlag // carries one
	GlowDash
)

// Fields of what moves in the world begin like a player's: place and velocity. Angle is
// in 1/65536 turn, spin in 1/65536 turn/s.

// Fields of a prop's row. Its kind and size are those of the level's prop with the same
// number.
const (
	PropX = iota
	PropY
	PropVX
	PropVY
	PropAngle
	PropSpin
	PropTeleport // counts returns
	PropHealth   // percent
	PropBy       // who touched it last: index of a player or monster, for the score
	propFields
)

// Fields of a door's or bridge's row.
const (
	MoverX = iota // of its middle
	MoverY
	MoverVX
	MoverVY
	MoverOpen // ticks of its way that it has gone
	MoverHold // ticks until it closes, if nothing holds it open
	moverFields
)

// Fields of a pick-up's row.
const (
	PickupX = iota
	PickupY
	PickupReady // 1: it can be taken
	pickupFields
)

// Fields of a projectile's row.
const (
	ShotPosX = iota
	ShotPosY
	ShotVX
	ShotVY
	ShotAngle
	ShotSpin
	ShotTeleport
	ShotWeapon // rules.Weapon; 0: a monster's
	ShotTeam
	ShotBorn // tick of the command that fired it: the owner's
	ShotBy   // index of the entity that fired it
	shotFields
)

// Fields of a monster's row.
const (
	MonsterX = iota
	MonsterY
	MonsterVX
	MonsterVY
	MonsterAim
	MonsterTeleport
	MonsterType   // rules.Monster
	MonsterHealth // percent, at least 1
	MonsterWind   // ticks until it charges or blows up, 0: neither
	MonsterPoints // of health
	MonsterRest   // ticks until it may attack again
	monsterFields
)

// Fields of a flag's row.
const (
	FlagX = iota
	FlagY
	FlagVX
	FlagVY
	FlagTeam
	FlagCarrier // slot, 0: lies somewhere
	FlagHome    // 1: stands in its base
	FlagReturn  // tick at which it returns by itself, 0: it does not lie about
	FlagTeleport
	flagFields
)

// Fields of the one row that says how the match stands.
const (
	RoundPhase    = iota // PhaseWarmup and so on
	RoundEnds            // tick at which the phase or the pause between waves ends, 0: no end
	RoundNumber          // from 1 on, wraps; 0 until the first one
	RoundRed             // score of the teams
	RoundBlue            //
	RoundLimit           // score that wins
	RoundWinner          // of the last round: a slot, or WinnerRed and so on
	RoundWave            // of waves
	RoundMonsters        // left in this wave
	RoundHill            // which hill counts: its place among the level's areas, plus 1
	RoundHolder          // team that holds it
	roundFields
)

// Fields of a player's standing, which everyone knows, also of those they do not see. It is
// made of the player's row for each view and is no entity of its own.
const (
	StandingTeam = iota // PlayerTeam
	StandingAlive
	StandingKills
	StandingDeaths
	StandingScore
	standingFields
)

// Values of RoundPhase.
const (
	PhaseWarmup int32 = iota
	PhaseLive
	PhaseSudden // a tie: who scores next wins
	PhaseOver
)

// Values of RoundWinner beside slots.
const (
	WinnerNone int32 = 0
	WinnerRed  int32 = 100 + iota
	WinnerBlue
	WinnerPlayers // of waves
	WinnerMonsters
	WinnerDraw
)

// predictedFields of a player are those that its owner's commands decide; the others
// are copied from the server and their change is no misprediction. Touch belongs to
// neither: it says why.
const predictedFields = 1<<playerFields - 1 - (1<<PlayerKills | 1<<PlayerDeaths | 1<<PlayerScore | 1<<PlayerTouch)

const (
	posBits  = 20 // ±128 units
	velBits  = 18 // ±32 units/s
	spinBits = 20 // ±8 turns/s
	timeBits = 13 // of ticks: half a minute at the greatest rate
)

// body are the first fields of everything that moves.
func body(angle bool) []row.Field {
	f := []row.Field{
		{Name: "x", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vx"},
		{Name: "y", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vy"},
		{Name: "vx", Bits: velBits, Signed: true, Mode: row.Linear},
		{Name: "vy", Bits: velBits, Signed: true, Mode: row.Linear},
	}
	if angle {
		f = append(f, row.Field{Name: "angle", Bits: 16, Mode: row.Turn, Rate: "spin"},
			row.Field{Name: "spin", Bits: spinBits, Signed: true, Mode: row.Linear})
	}
	return f
}

func newSchema() *row.Schema {
	own := func(name string, bits uint8) row.Field { return row.Field{Name: name, Bits: bits, Audience: row.Owner} }
	hidden := func(name string, bits uint8) row.Field {
		return row.Field{Name: name, Bits: bits, Audience: row.Server}
	}
	player := row.KindSpec{Name: "player", Fields: append(body(false),
		row.Field{Name: "aim", Bits: 16, Mode: row.Turn}, row.Field{Name: "alive", Bits: 1}, row.Field{Name: "teleport", Bits: 8, Mode: row.Cut},
		row.Field{Name: "team", Bits: 2}, row.Field{Name: "weapon", Bits: 3}, row.Field{Name: "glow", Bits: 6},
		row.Field{Name: "kills", Bits: 16}, row.Field{Name: "deaths", Bits: 16}, row.Field{Name: "score", Bits: 17, Signed: true},
		row.Field{Name: "health", Bits: 7, Audience: row.Team},
		own("armour", 7), own("cooldown", timeBits), own("reload", timeBits), own("charge", timeBits), own("buttons", 16), own("respawn", timeBits),
		own("dash", timeBits), own("protect", timeBits), own("strength", timeBits), own("haste", timeBits), own("owned", 7),
		own("ammo", 16), own("shotgun", 16), own("rocket", 16), own("grenade", 16), own("rail", 16), own("lives", 5), own("touch", 16))}
	round := row.KindSpec{Name: "round", NoHit: true, Fields: []row.Field{
		{Name: "phase", Bits: 2}, {Name: "ends", Bits: 31}, {Name: "number", Bits: 8}, {Name: "red", Bits: 16}, {Name: "blue", Bits: 16},
		{Name: "limit", Bits: 16}, {Name: "winner", Bits: 7}, {Name: "wave", Bits: 8}, {Name: "monsters", Bits: 10}, {Name: "hill", Bits: 9}, {Name: "holder", Bits: 2}}}
	flag := row.KindSpec{Name: "flag", NoHit: true, Fields: append(body(false),
		row.Field{Name: "team", Bits: 2}, row.Field{Name: "carrier", Bits: 7}, row.Field{Name: "home", Bits: 1},
		row.Field{Name: "return", Bits: 31}, row.Field{Name: "teleport", Bits: 8, Mode: row.Cut})}
	mover := row.KindSpec{Name: "mover", Fields: append(body(false), row.Field{Name: "open", Bits: 12}, row.Field{Name: "hold", Bits: timeBits})}
	pickup := row.KindSpec{Name: "pickup", NoHit: true, Fields: append(body(false)[:2:2], row.Field{Name: "ready", Bits: 1})}
	pickup.Fields[PickupX].Rate, pickup.Fields[PickupY].Rate = "", ""
	shot := row.KindSpec{Name: "shot", NoHit: true, Fields: append(body(true), row.Field{Name: "teleport", Bits: 8, Mode: row.Cut},
		row.Field{Name: "weapon", Bits: 3}, row.Field{Name: "team", Bits: 2}, own("born", 32), hidden("by", 10))}
	monster := row.KindSpec{Name: "monster", Fields: append(body(false),
		row.Field{Name: "aim", Bits: 16, Mode: row.Turn}, row.Field{Name: "teleport", Bits: 8, Mode: row.Cut}, row.Field{Name: "type", Bits: 3},
		row.Field{Name: "health", Bits: 7}, row.Field{Name: "wind", Bits: timeBits}, hidden("points", 12), hidden("rest", timeBits))}
	prop := row.KindSpec{Name: "prop", Fields: append(body(true),
		row.Field{Name: "teleport", Bits: 8, Mode: row.Cut}, row.Field{Name: "health", Bits: 7}, hidden("by", 10))}
	standing := row.KindSpec{Name: "standing", Fields: []row.Field{
		{Name: "team", Bits: 2}, {Name: "alive", Bits: 1}, {Name: "kills", Bits: 16}, {Name: "deaths", Bits: 16}, {Name: "score", Bits: 17, Signed: true}}}
	schema, err := row.NewSchema(player, round, flag, mover, pickup, shot, monster, prop, standing)
	if err != nil {
		panic(err)
	}
	return schema
}

// posOf is where a row's entity stands, in units.
func posOf(r *row.Row) physics.Vec {
	return physics.Vec{X: fromGrid(r.Fields[PlayerX], physics.PosGrid), Y: fromGrid(r.Fields[PlayerY], physics.PosGrid)}
}

// velOf is how it moves, in units/s.
func velOf(r *row.Row) physics.Vec {
	return physics.Vec{X: fromGrid(r.Fields[PlayerVX], physics.VelGrid), Y: fromGrid(r.Fields[PlayerVY], physics.VelGrid)}
}

// turns reports whether entities of a kind have an angle and a spin, which are then
// fields PropAngle and PropSpin.
func turning(k row.Kind) bool { return k == KindProp || k == KindShot }

// turnsOf is the angle of a row's body.
func turnsOf(r *row.Row) float64 {
	if !turning(r.Kind) {
		return 0
	}
	return fromGrid(r.Fields[PropAngle], physics.TurnGrid)
}

func spinOf(r *row.Row) float64 {
	if !turning(r.Kind) {
		return 0
	}
	return fromGrid(r.Fields[PropSpin], physics.SpinGrid)
}

func alive(r *row.Row) bool { return r.Kind == KindPlayer && r.Fields[PlayerAlive] != 0 }

// teleportField is the counter of jumps of a kind, -1 where there is none.
func teleportField(k row.Kind) int {
	switch k {
	case KindPlayer:
		return PlayerTeleport
	case KindProp, KindShot:
		return PropTeleport
	case KindMonster:
		return MonsterTeleport
	case KindFlag:
		return FlagTeleport
	}
	return -1
}

// fromGrid is v grid steps. Compilers divide by a power of two by multiplying, so the
// result is a product like any other.
func fromGrid(v int32, grid float64) float64 { return float64(float64(v) / grid) }

// gridPos rounds units to the grid of positions.
func gridPos(v float64) int32 { return int32(physics.RoundPos(v) * physics.PosGrid) }

// gridVel rounds units/s to the grid of velocities, within what a row can hold.
func gridVel(v float64) int32 {
	return int32(physics.RoundVel(min(max(v, -speedMax), speedMax)) * physics.VelGrid)
}

func gridSpin(v float64) int32 {
	return int32(physics.RoundSpin(min(max(v, -spinMax), spinMax)) * physics.SpinGrid)
}
