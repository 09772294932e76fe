// Package snapshot says to a client what its player may know of a tick, in as few
// bits as it can: an Encoder for each client on the server, a Decoder on the client,
// both without clock, goroutine or I/O.
//
// A snapshot of tick T is coded against one baseline: the newest snapshot that the
// client has acknowledged, or the first full one, which came on the reliable stream.
// Both ends extrapolate what the client holds to T by the schema's integers; what
// turns out as predicted costs one bit, other fields cost their residuals, and what
// does not fit the budget stays as the client holds it, with the tick at which that
// was true.
//
// A body is a string of bits:
//
//	ticks back to the baseline  6 bits; zero: the full baseline, whose tick follows in 32
//	ended, not in the baseline  (1, id, cause)... 0
//	new                         (1, id, row)... 0, by ascending index
//	rows of the baseline        0 as predicted | 10 changed | 110 stale | 1110 hidden | 1111 destroyed, cause
//	effects                     (1, effect)... 0, in order of tick
package snapshot

import (
	"errors"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// What a Decoder can meet. The packet is to be dropped, and not acknowledged.
var (
	// ErrNoBaseline means that the baseline of a snapshot is not held here.
	ErrNoBaseline = errors.New("snapshot: baseline not held")
	// ErrOld means that a snapshot's place is taken by a newer one, or that it is not
	// after the full baseline.
	ErrOld = errors.New("snapshot: older than what is held")
	// ErrMalformed means that no Encoder wrote the body.
	ErrMalformed = errors.New("snapshot: malformed")
)

// writeID writes a valid id. Generations are small in most matches.
func writeID(w *bits.Writer, id row.ID) {
	if id.Gen == 0 || id.Index >= row.MaxRows {
		panic("snapshot: id out of range")
	}
	w.Bits(uint64(id.Index), indexBits)
	w.ExpGolomb(uint64(id.Gen-1), 3)
}

func readID(r *bits.Reader) row.ID {
	index := uint16(r.Bits(indexBits))
	gen := r.ExpGolomb(3)
	if gen >= 1<<16-1 {
		r.Fail(ErrMalformed)
		return row.ID{}
	}
	return row.ID{Index: index, Gen: uint16(gen) + 1}
}

func writeCause(w *bits.Writer, cause uint8) { w.ExpGolomb(uint64(cause), 1) }

func readCause(r *bits.Reader) uint8 {
	cause := r.ExpGolomb(1)
	if cause > 255 {
		r.Fail(ErrMalformed)
		return 0
	}
	return uint8(cause)
}
