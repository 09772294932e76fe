package sight

import "math"

const (
	// MaxSide bounds a map's width and height in units, so that cells fit their numbers
	// and a map's memory some 30 MB. A bigger map is refused.
	MaxSide = 128.0
	// MaxJumps bounds pads and teleporters, which are numbered in a byte. A map with
	// more is refused.
	MaxJumps = 255
	// MaxReach bounds how far an eye can go, in units; one that asks for more gets this.
	MaxReach = 16.0
	// MaxRim bounds the cells that an eye looks from; further ones are left out. It
	// takes a rim of 80 units, of which the greatest eye has no more without jumps.
	MaxRim = 320

	// clearance is how far from walls an eye's cells are: no body's middle comes as
	// near.
	clearance = 0.1
	// maxStarts bounds the places from which an eye spreads: where it is, and jumps'.
	maxStarts = 64

	// Costs of cells that an eye does not reach, or only passes through.
	never  = math.MaxInt32
	passed = never - 1
)
