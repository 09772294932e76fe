// Package arena is the game Arena: a top-down shooter with rigid props, bots, monsters
// and lag-compensated weapons. It is part of the deterministic core.
//
// The state is rows on the integer grid (package row) and a few things no row shows.
// The physics world is memoryless and holds no state: before each step every body is
// put where its row says. So a copy is a copy of rows, and a client that rebuilds a
// world from rows steps it to the same bits.
//
// Every change passes through the event queue; table.go is the order of play. Entities
// are in lists by kind (list.go), each with indices of its own: players by slot, what
// the map has by its place in the map. Package level reads maps, package rules holds
// the numbers.
package arena

import (
	"slices"

	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
)

// Spec describes the game to servers, clients and tools.
func Spec() *sim.Spec {
	return &sim.Spec{
		Name:         "arena",
		Schema:       newSchema(),
		Modes:        slices.Clone(modes[:]),
		Maps:         level.Names(),
		LoadMap:      level.File,
		CheckMap:     level.Check,
		Rules:        rules.Table,
		New:          newGame,
		NewPredictor: newPredictor,
		Seen:         seen,
		Judge:        judge,
		Reasons:      refusedTexts[:],
		EffectName:   effectName,
		NewBrain:     newBrain,
	}
}
