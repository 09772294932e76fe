// Package snapshot says to a client what its player may know of a tick, in as few
// bits as it can: an Encoder for each client on the server, a Decoder on the client,
// both without clock, goroutine or I/O.
//
// A snapshot of tick T is coded against what the client has acknowledged: its newest
// snapshot, and for entities that this one had no place for, newer values by others
// before it. So each entity has a baseline of its own, the newest that is known to have
// arrived; the first is the full one, which came on the reliable stream.
//
// Both ends move what the client holds on to T by the same integers: by the schema's
// rates, less a drag that is learned for each entity. What turns out as predicted costs
// next to nothing, other fields cost their residuals, and what does not fit the budget
// stays as the client holds it, with the tick at which that was true.
//
// All of it is written by an arithmetic coder, whose estimates belong to the baseline:
// they begin as those of the snapshot that it is coded against ended. A packet that is
// lost takes nothing along.
//
// A body is a few bytes of head and what the coder wrote:
//
//	ticks back to the baseline  6 bits; zero: the full baseline, whose tick follows in 32
//	others add to it            1 bit; if set: 3 bits how many, 5 bits ticks before it for each
//	ended, not in the baseline  (1, id, cause)... 0
//	new                         (1, id, row)... 0, by ascending index
//	rows of the baseline        1 as predicted | 01 changed | 001 stale | 0001 hidden | 0000 destroyed, cause
//	effects                     (1, effect)... 0
package snapshot

import (
	"errors"

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
func writeID(w *symbols, id row.ID) {
	if id.Gen == 0 || id.Index >= row.MaxRows {
		panic("snapshot: id out of range")
	}
	w.raw(uint64(id.Index), indexBits)
	w.golomb(uint64(id.Gen-1), 3)
}

func readID(r *reader) row.ID {
	index := uint16(r.raw(indexBits))
	return row.ID{Index: index, Gen: uint16(r.golomb(3, 1<<16-2)) + 1}
}

func writeCause(w *symbols, cause uint8) { w.golomb(uint64(cause), 1) }

func readCause(r *reader) uint8 { return uint8(r.golomb(1, 255)) }
