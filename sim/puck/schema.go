package puck

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Kinds of rows.
const (
	KindPlayer row.Kind = iota + 1
	KindPuck
	KindBoard
)

// Fields of a player's row, with its paddle if it has a seat. Positions are in 1/4096
// unit, velocities in 1/4096 unit/s.
const (
	PlayerX = iota
	PlayerY
	PlayerVX
	PlayerVY
	PlayerSeat     // 1 to the mode's seats; 0: the player watches, and has no paddle
	PlayerStickX   // of the last command: others guess by it where the paddle goes
	PlayerStickY   //
	PlayerTeleport // counts seats taken: where it differs nothing is blended
	PlayerGoals    // scored by the player
	PlayerWon      // goals of its side while it played
	PlayerLost     // goals against its side while it played
	PlayerTouch    // the owner's: counts ticks in which the puck, or the server, moved or could have moved the paddle; wraps
	playerFields
)

// Fields of the puck's row. The first four are a player's.
const (
	PuckX = iota
	PuckY
	PuckVX
	PuckVY
	PuckHeld     // 1 while it lies and waits for the face-off
	PuckTeleport // counts face-offs
	PuckLast     // slot that touched it last, 0 for none
	puckFields
)

// Fields of the board's row.
const (
	BoardPhase  = iota
	BoardUntil                   // tick at which the phase ends, 0 for phases that have no end of their own
	BoardGoals                   // of Left, Right, Top and Bottom in this round
	BoardRounds = BoardGoals + 4 // won by them
	BoardRound  = BoardRounds + 4
	BoardWinner = BoardRound + 1 // side that won the round, while the phase is PhaseOver
	boardFields = BoardWinner + 1
)

// Phases of a match.
const (
	PhasePractice int32 = iota // fewer than two sides have a player: goals do not count
	PhaseFaceoff               // the puck is held
	PhasePlay
	PhaseOver // a round was won
	phases
)

// Indices of the entities that are no players: behind every slot there could be.
const (
	puckIndex  = sim.MaxSlots + 1
	boardIndex = sim.MaxSlots + 2
)

// predictedFields of a player are those that its own commands decide.
const predictedFields = 1<<PlayerX | 1<<PlayerY | 1<<PlayerVX | 1<<PlayerVY | 1<<PlayerSeat | 1<<PlayerTeleport

const (
	posBits = 18 // ±32 units
	velBits = 18 // ±32 units/s
)

func newSchema() *row.Schema {
	player := row.KindSpec{Name: "player", Fields: []row.Field{
		PlayerX:        {Name: "x", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vx"},
		PlayerY:        {Name: "y", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vy"},
		PlayerVX:       {Name: "vx", Bits: velBits, Signed: true, Mode: row.Linear},
		PlayerVY:       {Name: "vy", Bits: velBits, Signed: true, Mode: row.Linear},
		PlayerSeat:     {Name: "seat", Bits: 3},
		PlayerStickX:   {Name: "stick x", Bits: 8, Signed: true},
		PlayerStickY:   {Name: "stick y", Bits: 8, Signed: true},
		PlayerTeleport: {Name: "teleport", Bits: 8, Mode: row.Cut},
		PlayerGoals:    {Name: "goals", Bits: 16},
		PlayerWon:      {Name: "won", Bits: 16},
		PlayerLost:     {Name: "lost", Bits: 16},
		PlayerTouch:    {Name: "touch", Bits: 16, Audience: row.Owner},
	}}
	puck := row.KindSpec{Name: "puck", Fields: []row.Field{
		PuckX:        {Name: "x", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vx"},
		PuckY:        {Name: "y", Bits: posBits, Signed: true, Mode: row.Linear, Rate: "vy"},
		PuckVX:       {Name: "vx", Bits: velBits, Signed: true, Mode: row.Linear},
		PuckVY:       {Name: "vy", Bits: velBits, Signed: true, Mode: row.Linear},
		PuckHeld:     {Name: "held", Bits: 1},
		PuckTeleport: {Name: "teleport", Bits: 8, Mode: row.Cut},
		PuckLast:     {Name: "last", Bits: 7},
	}}
	board := row.KindSpec{Name: "board", Fields: []row.Field{
		BoardPhase:      {Name: "phase", Bits: 2},
		BoardUntil:      {Name: "until", Bits: 32},
		BoardGoals:      {Name: "left", Bits: 8},
		BoardGoals + 1:  {Name: "right", Bits: 8},
		BoardGoals + 2:  {Name: "top", Bits: 8},
		BoardGoals + 3:  {Name: "bottom", Bits: 8},
		BoardRounds:     {Name: "left won", Bits: 16},
		BoardRounds + 1: {Name: "right won", Bits: 16},
		BoardRounds + 2: {Name: "top won", Bits: 16},
		BoardRounds + 3: {Name: "bottom won", Bits: 16},
		BoardRound:      {Name: "round", Bits: 16},
		BoardWinner:     {Name: "winner", Bits: 3},
	}}
	schema, err := row.NewSchema(player, puck, board)
	if err != nil {
		panic(err)
	}
	return schema
}

// motion is where a body is and how it moves.
type motion struct{ at, v physics.Vec }

// motionOf takes a motion from a row: the first four fields of a player and of the puck.
func motionOf(r *row.Row) motion {
	return motion{
		at: physics.Vec{X: fromGrid(r.Fields[PlayerX], physics.PosGrid), Y: fromGrid(r.Fields[PlayerY], physics.PosGrid)},
		v:  physics.Vec{X: fromGrid(r.Fields[PlayerVX], physics.VelGrid), Y: fromGrid(r.Fields[PlayerVY], physics.VelGrid)},
	}
}

// write writes a motion to a row.
func (m *motion) write(r *row.Row) {
	r.Fields[PlayerX], r.Fields[PlayerY] = gridPos(m.at.X), gridPos(m.at.Y)
	r.Fields[PlayerVX], r.Fields[PlayerVY] = gridVel(m.v.X), gridVel(m.v.Y)
}

// fromGrid is v grid steps. Compilers divide by a power of two by multiplying, so the
// result is a product like any other.
func fromGrid(v int32, grid float64) float64 { return float64(float64(v) / grid) }

// gridPos rounds units to the grid of positions, within what a row can hold.
func gridPos(v float64) int32 {
	return int32(physics.RoundPos(min(max(v, -speedMax), speedMax)) * physics.PosGrid)
}

// gridVel rounds units/s to the grid of velocities, within what a row can hold.
func gridVel(v float64) int32 {
	return int32(physics.RoundVel(min(max(v, -speedMax), speedMax)) * physics.VelGrid)
}
