package snapshot

import "hindsight/sim/row"

const (
	// Ring is how many ticks both ends, and the History, remember. What is older can
	// be neither a baseline nor a base of residuals: rows are then coded absolutely.
	Ring = 64
	// maxBack is how many ticks back a baseline may lie. It leaves 7 ticks of the
	// decoder's ring for packets that were overtaken.
	maxBack  = 56
	backBits = 6
	// maxExtras bounds the further snapshots by which a client holds what its baseline
	// did not say, extraBack how many ticks before it they lie. What only others have
	// is sent again.
	maxExtras  = 7
	extraBits  = 3
	extraBack  = 1<<5 - 1
	offsetBits = 5
	// maxAge is how old in ticks a client's value may get before its row goes ahead of
	// all that are younger, oldest first: about half the Ring, so that it can still be
	// coded as a residual.
	maxAge = 30
	// flightYield is how many ticks younger a row counts for each snapshot in flight
	// that carries it.
	flightYield = 8
	// hitTicks is for how long what the own player hit counts as near: a second at 60
	// ticks per second.
	hitTicks = 60
	// maxHits bounds the entities that count so; the oldest beyond it count no more.
	maxHits = 16
	// maxEnds bounds the entities a client saw ended that an Encoder remembers. Of the
	// oldest beyond it the client is told that they are hidden, not destroyed.
	maxEnds = 64
	// maxQueued bounds the effects that wait for an acknowledgement: those of half a
	// second of heavy fighting. The oldest beyond it are dropped.
	maxQueued = 512
	// maxFresh bounds the effects that a Decoder holds for a caller that does not
	// take them; further ones are dropped.
	maxFresh = 1024
	// effectRing bounds an effect's age in ticks, so that its number stays small:
	// half a second at 254 ticks per second.
	effectRing = 128
	// effectShare is the part of a budget that effects may take from rows: a quarter.
	effectShare = 4
	// firstShare is the part of a budget that ends, the own player's rows, what touches
	// it and what came to rest may take before all others: a half. It keeps them from
	// starving anybody.
	firstShare = 2
	// maxEffects bounds the effects of one snapshot, for the decoder's memory.
	maxEffects = row.MaxEffects

	indexBits = 10 // row.MaxRows
	kindBits  = 5  // row.MaxKinds
)
