package snapshot

import (
	"fmt"

	"hindsight/netcode/bits"
	"hindsight/sim/row"
)

// writeEffect writes an effect that rides in the snapshot of tick, at most
// effectRing-1 ticks after it happened.
func writeEffect(w *symbols, tick uint32, e *row.Effect) {
	if e.Tick > tick || tick-e.Tick >= effectRing {
		panic(fmt.Sprintf("snapshot: effect of tick %d in a snapshot of tick %d", e.Tick, tick))
	}
	w.golomb(uint64(tick-e.Tick), 2)
	w.bit(ctxEffect+1, e.Sub != 0)
	if e.Sub != 0 {
		w.raw(uint64(e.Sub), 8)
	}
	w.tree(ctxKind, uint(e.Kind), 8)
	w.bit(ctxEffect+4, e.Player != 0)
	if e.Player != 0 {
		w.raw(uint64(e.Player), 8)
	}
	w.golomb(bits.ZigZag(int64(e.Tick)-int64(e.CmdTick)), 1)
	w.golomb(uint64(e.Ordinal), 1)
	writeRef(w, ctxEffect+2, e.Source)
	writeRef(w, ctxEffect+3, e.Target)
	n := len(e.Args)
	for n > 0 && e.Args[n-1] == 0 {
		n--
	}
	w.raw(uint64(n), 3)
	for i, arg := range e.Args[:n] {
		writeArg(w, i, arg)
	}
}

func readEffect(r *reader, tick uint32, e *row.Effect) {
	*e = row.Effect{}
	age := uint32(r.golomb(2, effectRing-1))
	if age > tick {
		r.fail()
		return
	}
	e.Tick = tick - age
	if r.bit(ctxEffect + 1) {
		e.Sub = uint8(r.raw(8))
	}
	e.Kind = uint8(r.tree(ctxKind, 8))
	if r.bit(ctxEffect + 4) {
		e.Player = uint8(r.raw(8))
	}
	cmd := int64(e.Tick) - bits.UnZigZag(r.golomb(1, 1<<33))
	if cmd < 0 || cmd > 1<<32-1 {
		r.fail()
		return
	}
	e.CmdTick = uint32(cmd)
	e.Ordinal = uint8(r.golomb(1, 255))
	e.Source = readRef(r, ctxEffect+2)
	e.Target = readRef(r, ctxEffect+3)
	n := r.raw(3)
	if n > row.MaxEffectArgs {
		r.fail()
		return
	}
	for i := range e.Args[:n] {
		e.Args[i] = readArg(r, i)
	}
}

// writeArg writes a number's width, then its bits below the highest: an argument may
// be a flag or a place, and the game does not say which.
func writeArg(w *symbols, place int, v int32) {
	z := bits.ZigZag(int64(v))
	width := sizeOf(uint32(z))
	w.tree(ctxWidth+64*place, uint(width), 6)
	if width > 1 {
		w.raw(z&(1<<(width-1)-1), uint(width-1))
	}
}

func readArg(r *reader, place int) int32 {
	width := r.tree(ctxWidth+64*place, 6)
	switch {
	case width == 0:
		return 0
	case width > 32:
		r.fail()
		return 0
	}
	return int32(bits.UnZigZag(1<<(width-1) | r.raw(width-1)))
}

// writeRef writes an id or none.
func writeRef(w *symbols, ctx int, id row.ID) {
	w.bit(ctx, !id.IsZero())
	if !id.IsZero() {
		writeID(w, id)
	}
}

func readRef(r *reader, ctx int) row.ID {
	if !r.bit(ctx) {
		return row.ID{}
	}
	return readID(r)
}

// effectWindow is how long an effect is repeated, in ticks: 500 ms.
func effectWindow(tickRate uint32) uint32 {
	return min(max(tickRate/2, 1), effectRing-1)
}
