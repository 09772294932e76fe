package bits

import (
	"errors"
	"math/bits"
)

// What a Reader can meet.
var (
	ErrShort   = errors.New("bits: input ends early")
	ErrRange   = errors.New("bits: number out of range")
	ErrPadding = errors.New("bits: padding or trailing bytes are not empty")
)

// Reader takes bits from bytes that anyone may have made. After the first error
// everything reads as zero, so a parser checks once, at its end.
type Reader struct {
	buf []byte
	acc uint64
	n   uint // bits in acc
	err error
}

// Reset starts to read b, which the Reader never changes.
func (r *Reader) Reset(b []byte) { *r = Reader{buf: b} }

// Err returns the first error.
func (r *Reader) Err() error { return r.err }

// Fail records an error of the caller's, unless there is one already.
func (r *Reader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.buf, r.acc, r.n = nil, 0, 0
}

// Left returns how many bits are left to read.
func (r *Reader) Left() int { return len(r.buf)*8 + int(r.n) }

// Bits reads width <= 64 bits.
func (r *Reader) Bits(width uint) uint64 {
	if width > 64 {
		panic("bits: more than 64 bits asked for")
	}
	if width <= 32 {
		return r.get(width)
	}
	low := r.get(32)
	return low | r.get(width-32)<<32
}

func (r *Reader) get(width uint) uint64 {
	for r.n < width {
		if len(r.buf) == 0 {
			r.Fail(ErrShort)
			return 0
		}
		r.acc |= uint64(r.buf[0]) << r.n
		r.buf = r.buf[1:]
		r.n += 8
	}
	v := r.acc & (1<<width - 1)
	r.acc >>= width
	r.n -= width
	return v
}

// Bool reads one bit.
func (r *Reader) Bool() bool { return r.get(1) != 0 }

// Signed reads two's complement of width bits, 1 <= width <= 64.
func (r *Reader) Signed(width uint) int64 {
	if width < 1 {
		panic("bits: a signed number has at least one bit")
	}
	shift := 64 - width
	return int64(r.Bits(width)<<shift) >> shift
}

// ExpGolomb reads what Writer.ExpGolomb wrote with the same k.
func (r *Reader) ExpGolomb(k uint) uint64 {
	if k > 31 {
		panic("bits: the order of a code is at most 31")
	}
	extra := uint(0)
	for r.get(1) == 0 {
		if extra++; extra > 62 || r.err != nil {
			r.Fail(ErrRange)
			return 0
		}
	}
	head := 1<<extra | r.Bits(extra)
	if uint(bits.Len64(head-1))+k > 62 {
		r.Fail(ErrRange)
		return 0
	}
	return (head-1)<<k | r.Bits(k)
}

// SignedExpGolomb reads what Writer.SignedExpGolomb wrote with the same k.
func (r *Reader) SignedExpGolomb(k uint) int64 { return UnZigZag(r.ExpGolomb(k)) }

// Align skips to the next whole byte; the bits between must be zero.
func (r *Reader) Align() {
	if r.get(r.n%8) != 0 {
		r.Fail(ErrPadding)
	}
}

// Rest aligns and returns all bytes that are left, a part of the slice given to Reset.
func (r *Reader) Rest() []byte {
	r.Align()
	b := r.buf // acc holds less than a byte between calls, so after Align nothing
	r.buf = nil
	return b
}

// Close says whether everything was read without error: nothing may be left but
// the zeros that fill the last byte.
func (r *Reader) Close() error {
	r.Align()
	if len(r.buf) != 0 {
		r.Fail(ErrPadding)
	}
	return r.err
}
