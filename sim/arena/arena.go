// Package arena is the game Arena: a top-down shooter with rigid crates, bots and
// lag-compensated rifles. It is part of the deterministic core.
//
// The state is rows on the integer grid (package row) and a few things no row shows.
// The physics world is memoryless and holds no state: before each step every body is
// put where its row says. So a copy is a copy of rows, and a client that rebuilds a
// world from rows steps it to the same bits.
//
// Every change passes through the event queue; table.go is the order of play.
// Players are entities 1 to MaxPlayers, by slot; crates follow behind the greatest
// slot there could be.
package arena

import (
	"slices"

	"hindsight/sim"
)

// Spec describes the game to servers, clients and tools.
func Spec() *sim.Spec {
	return &sim.Spec{
		Name:         "arena",
		Schema:       newSchema(),
		Modes:        slices.Clone(modes[:]),
		Maps:         slices.Clone(mapNames[:]),
		LoadMap:      loadMap,
		New:          newGame,
		NewPredictor: newPredictor,
		Seen:         seen,
		Judge:        judge,
		NewBrain:     newBrain,
	}
}
