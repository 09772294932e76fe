package snapshot

import (
	"fmt"
	mathbits "math/bits"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// writeEffect writes an effect that rides in the snapshot of tick, at most
// effectRing-1 ticks after it happened.
func writeEffect(w *bits.Writer, tick uint32, e *row.Effect) {
	if e.Tick > tick || tick-e.Tick >= effectRing {
		panic(fmt.Sprintf("snapshot: effect of tick %d in a snapshot of tick %d", e.Tick, tick))
	}
	w.Bits(uint64(tick-e.Tick), effectAgeBits)
	w.Bool(e.Sub != 0)
	if e.Sub != 0 {
		w.Bits(uint64(e.Sub), 8)
	}
	w.ExpGolomb(uint64(e.Kind), 3)
	writeOwner(w, e.Player)
	w.SignedExpGolomb(int64(e.Tick)-int64(e.CmdTick), 1)
	w.ExpGolomb(uint64(e.Ordinal), 1)
	writeRef(w, e.Source)
	writeRef(w, e.Target)
	n := len(e.Args)
	for n > 0 && e.Args[n-1] == 0 {
		n--
	}
	w.Bits(uint64(n), 3)
	for _, arg := range e.Args[:n] {
		writeArg(w, arg)
	}
}

func readEffect(r *bits.Reader, tick uint32, e *row.Effect) {
	*e = row.Effect{}
	age := uint32(r.Bits(effectAgeBits))
	if age > tick {
		r.Fail(ErrMalformed)
		return
	}
	e.Tick = tick - age
	if r.Bool() {
		e.Sub = uint8(r.Bits(8))
	}
	e.Kind = uint8(readUpTo(r, 3, 255))
	e.Player = readOwner(r)
	cmd := int64(e.Tick) - r.SignedExpGolomb(1)
	if cmd < 0 || cmd > 1<<32-1 {
		r.Fail(ErrMalformed)
		return
	}
	e.CmdTick = uint32(cmd)
	e.Ordinal = uint8(readUpTo(r, 1, 255))
	e.Source = readRef(r)
	e.Target = readRef(r)
	n := r.Bits(3)
	if n > row.MaxEffectArgs {
		r.Fail(ErrMalformed)
		return
	}
	for i := range e.Args[:n] {
		e.Args[i] = readArg(r)
	}
}

// writeArg writes a number's width, then its bits below the highest: an argument may
// be a flag or a place, and the game does not say which.
func writeArg(w *bits.Writer, v int32) {
	z := bits.ZigZag(int64(v))
	width := uint(mathbits.Len64(z))
	w.Bits(uint64(width), 6)
	if width > 1 {
		w.Bits(z&(1<<(width-1)-1), width-1)
	}
}

func readArg(r *bits.Reader) int32 {
	width := uint(r.Bits(6))
	switch {
	case width == 0:
		return 0
	case width > 32:
		r.Fail(ErrMalformed)
		return 0
	}
	return int32(bits.UnZigZag(1<<(width-1) | r.Bits(width-1)))
}

func readUpTo(r *bits.Reader, order uint, most uint64) uint64 {
	v := r.ExpGolomb(order)
	if v > most {
		r.Fail(ErrMalformed)
		return 0
	}
	return v
}

// writeRef writes an id or none.
func writeRef(w *bits.Writer, id row.ID) {
	w.Bool(!id.IsZero())
	if !id.IsZero() {
		writeID(w, id)
	}
}

func readRef(r *bits.Reader) row.ID {
	if !r.Bool() {
		return row.ID{}
	}
	return readID(r)
}

// effectWindow is how long an effect is repeated, in ticks: 500 ms.
func effectWindow(tickRate uint32) uint32 {
	return min(max(tickRate/2, 1), effectRing-1)
}
