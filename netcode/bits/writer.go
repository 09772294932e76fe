// Package bits packs small numbers into bytes, least significant bit first: the form
// of everything that is sent every tick. The Writer trusts its caller and panics on
// misuse; the Reader trusts nobody and keeps its first error.
package bits

import (
	"fmt"
	"math/bits"
)

// MaxGolomb is the largest number that ExpGolomb can carry.
const MaxGolomb = 1<<62 - 1

// Writer appends bits to a slice of bytes. Reset starts it; it may be used again and
// again, and allocates only when the slice has to grow.
type Writer struct {
	buf   []byte
	start int
	acc   uint64 // bits not yet in buf, lowest first
	n     uint   // how many, 0 to 7
}

// Mark is a position that a Writer can return to.
type Mark struct {
	len int
	acc uint64
	n   uint
}

// Reset starts to append behind b.
func (w *Writer) Reset(b []byte) {
	w.buf, w.start, w.acc, w.n = b, len(b), 0, 0
}

// Len returns how many bits were written since Reset.
func (w *Writer) Len() int { return (len(w.buf)-w.start)*8 + int(w.n) }

// Mark returns the position, for Rewind.
func (w *Writer) Mark() Mark { return Mark{len(w.buf), w.acc, w.n} }

// Rewind forgets what was written after m.
func (w *Writer) Rewind(m Mark) {
	if m.len < w.start || m.len > len(w.buf) {
		panic("bits: rewind to a mark of another writing")
	}
	w.buf, w.acc, w.n = w.buf[:m.len], m.acc, m.n
}

// Bits writes the width low bits of v, 0 <= width <= 64; v must have no others.
func (w *Writer) Bits(v uint64, width uint) {
	if width > 64 || (width < 64 && v>>width != 0) {
		panic(fmt.Sprintf("bits: %d does not fit %d bits", v, width))
	}
	if width > 32 {
		w.put(v&0xffffffff, 32)
		v, width = v>>32, width-32
	}
	w.put(v, width)
}

// put writes at most 32 bits: with the 7 that may wait, they fit the accumulator.
func (w *Writer) put(v uint64, width uint) {
	w.acc |= v << w.n
	w.n += width
	for w.n >= 8 {
		w.buf = append(w.buf, byte(w.acc))
		w.acc >>= 8
		w.n -= 8
	}
}

// Bool writes one bit.
func (w *Writer) Bool(v bool) {
	if v {
		w.put(1, 1)
	} else {
		w.put(0, 1)
	}
}

// Signed writes v in two's complement of width bits, 1 <= width <= 64.
func (w *Writer) Signed(v int64, width uint) {
	if width < 1 || width > 64 || v>>(width-1) != v>>63 {
		panic(fmt.Sprintf("bits: %d does not fit %d signed bits", v, width))
	}
	w.Bits(uint64(v)&(1<<width-1), width)
}

// ExpGolomb writes v <= MaxGolomb in an exponential Golomb code of order k < 32
// (Teuhola 1978): k+1 bits below 1<<k, and two more each time v doubles.
func (w *Writer) ExpGolomb(v uint64, k uint) {
	if v > MaxGolomb || k > 31 {
		panic(fmt.Sprintf("bits: %d does not fit an order %d code", v, k))
	}
	head := v>>k + 1
	extra := uint(bits.Len64(head)) - 1
	w.Bits(0, extra)
	w.put(1, 1)
	w.Bits(head&(1<<extra-1), extra)
	w.Bits(v&(1<<k-1), k)
}

// SignedExpGolomb writes v as ExpGolomb of 0, -1, 1, -2, 2 ... in that order.
func (w *Writer) SignedExpGolomb(v int64, k uint) { w.ExpGolomb(ZigZag(v), k) }

// Align fills the byte with zeros.
func (w *Writer) Align() {
	if w.n > 0 {
		w.put(0, 8-w.n)
	}
}

// Raw writes whole bytes; the Writer must be aligned.
func (w *Writer) Raw(b []byte) {
	if w.n != 0 {
		panic("bits: raw bytes in the middle of a byte")
	}
	w.buf = append(w.buf, b...)
}

// Bytes aligns, and returns the slice given to Reset with everything behind it.
func (w *Writer) Bytes() []byte {
	w.Align()
	return w.buf
}

// ZigZag maps 0, -1, 1, -2, 2 ... to 0, 1, 2, 3, 4 ...
func ZigZag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

// UnZigZag is the inverse of ZigZag.
func UnZigZag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }
