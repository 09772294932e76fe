package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Kinds of rows.
const (
	KindPlayer row.Kind = iota + 1
	KindCrate
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
	PlayerTeleport // counts respawns: where it differs nothing is blended
	PlayerKills    //
	PlayerDeaths   //
	PlayerScore    // kills less suicides
	PlayerHealth   // the fields from here on are the owner's
	PlayerAmmo     // rounds in the rifle
	PlayerCooldown // until the rifle may fire again
	PlayerReload   // until the rifle is full, 0 when not reloading
	PlayerButtons  // held in the last tick
	PlayerRespawn  // until the dead come back
	PlayerTouch    // counts ticks in which something beyond own commands and walls mattered; wraps
	playerFields
)

// Fields of a crate's row, in the units of a player's; spin is in 1/65536 turn/s.
const (
	CrateX = iota
	CrateY
	CrateVX
	CrateVY
	CrateAngle
	CrateSpin
	CrateTeleport // counts restarts of the match
	crateFields
)

// crateBase is the index of the first crate: behind every slot there could be, so that
// it does not depend on a match's number of players.
const crateBase = sim.MaxSlots + 1

// predictedFields of a player are those that its owner's commands decide; the others
// are copied from the server and their change is no misprediction. Touch belongs to
// neither: it says why.
const predictedFields = 1<<playerFields - 1 - (1<<PlayerKills | 1<<PlayerDeaths | 1<<PlayerScore | 1<<PlayerTouch)

const (
	posBits  = 20 // ±128 units
	velBits  = 18 // ±32 units/s
	spinBits = 20 // ±8 turns/s
)

func newSchema() *row.Schema {
	player := row.KindSpec{Name: "player", Fields: []row.Field{
		PlayerX:        {Name: "x", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vx"},
		PlayerY:        {Name: "y", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vy"},
		PlayerVX:       {Name: "vx", Bits: velBits, Signed: true, Mode: row.Linear},
		PlayerVY:       {Name: "vy", Bits: velBits, Signed: true, Mode: row.Linear},
		PlayerAim:      {Name: "aim", Bits: 16, Mode: row.Turn},
		PlayerAlive:    {Name: "alive", Bits: 1},
		PlayerTeleport: {Name: "teleport", Bits: 8, Mode: row.Cut},
		PlayerKills:    {Name: "kills", Bits: 16},
		PlayerDeaths:   {Name: "deaths", Bits: 16},
		PlayerScore:    {Name: "score", Bits: 17, Signed: true},
		PlayerHealth:   {Name: "health", Bits: 7, Audience: row.Owner},
		PlayerAmmo:     {Name: "ammo", Bits: 6, Audience: row.Owner},
		PlayerCooldown: {Name: "cooldown", Bits: 6, Audience: row.Owner},
		PlayerReload:   {Name: "reload", Bits: 9, Audience: row.Owner},
		PlayerButtons:  {Name: "buttons", Bits: 16, Audience: row.Owner},
		PlayerRespawn:  {Name: "respawn", Bits: 9, Audience: row.Owner},
		PlayerTouch:    {Name: "touch", Bits: 16, Audience: row.Owner},
	}}
	crate := row.KindSpec{Name: "crate", Fields: []row.Field{
		CrateX:        {Name: "x", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vx"},
		CrateY:        {Name: "y", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vy"},
		CrateVX:       {Name: "vx", Bits: velBits, Signed: true, Mode: row.Linear},
		CrateVY:       {Name: "vy", Bits: velBits, Signed: true, Mode: row.Linear},
		CrateAngle:    {Name: "angle", Bits: 16, Mode: row.Turn, Rate: "spin"},
		CrateSpin:     {Name: "spin", Bits: spinBits, Signed: true, Mode: row.Linear},
		CrateTeleport: {Name: "teleport", Bits: 8, Mode: row.Cut},
	}}
	schema, err := row.NewSchema(player, crate)
	if err != nil {
		panic(err)
	}
	return schema
}

// Positions and velocities are the first four fields of both kinds.

// posOf is where a row's entity stands, in units.
func posOf(r *row.Row) physics.Vec {
	return physics.Vec{X: fromGrid(r.Fields[PlayerX], physics.PosGrid), Y: fromGrid(r.Fields[PlayerY], physics.PosGrid)}
}

// velOf is how it moves, in units/s.
func velOf(r *row.Row) physics.Vec {
	return physics.Vec{X: fromGrid(r.Fields[PlayerVX], physics.VelGrid), Y: fromGrid(r.Fields[PlayerVY], physics.VelGrid)}
}

// turnsOf is the angle of a row's body: players do not turn.
func turnsOf(r *row.Row) float64 {
	if r.Kind != KindCrate {
		return 0
	}
	return fromGrid(r.Fields[CrateAngle], physics.TurnGrid)
}

func spinOf(r *row.Row) float64 {
	if r.Kind != KindCrate {
		return 0
	}
	return fromGrid(r.Fields[CrateSpin], physics.SpinGrid)
}

func alive(r *row.Row) bool { return r.Kind == KindPlayer && r.Fields[PlayerAlive] != 0 }

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
