// Package puck is the game Puck: air hockey for two to four paddles. It is part of the
// deterministic core, and a game as small as one can be that has physics, prediction,
// bots, modes and maps.
//
// Its physics is warm-started: a contact that lasts starts each step from the impulses of
// the last one, so the state holds the whole physics world, and rows do not tell all of
// it. What that means for prediction is in predict.go.
//
// A map is a rink (rink.go). A player in the match either has a seat, which is a paddle
// with a zone that it cannot leave, or watches until one is free (seat.go). Every change
// passes through the event queue; table.go is the order of play.
//
// Players are entities 1 to sim.MaxSlots, by slot; the puck and the board with the score
// follow behind them.
package puck

import (
	"slices"

	"hindsight/sim"
)

// Spec describes the game to servers, clients and tools.
func Spec() *sim.Spec {
	return &sim.Spec{
		Name:         "puck",
		Schema:       newSchema(),
		Modes:        slices.Clone(modeNames[:]),
		Maps:         slices.Clone(rinkNames[:]),
		LoadMap:      loadRink,
		MapExt:       ".json",
		CheckMap:     checkRink,
		New:          newGame,
		NewPredictor: newPredictor,
		Seen:         seen,
		Judge:        judge,
		Reasons:      refusals[:],
		NewBrain:     newBrain,
	}
}
