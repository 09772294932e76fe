package sim

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"hindsight/sim/row"
)

// Canonical bytes are little-endian and of fixed width; lists have their length in 32
// bits before them. Equal values have equal bytes on every machine.

func AppendU16(b []byte, v uint16) []byte { return binary.LittleEndian.AppendUint16(b, v) }
func AppendU32(b []byte, v uint32) []byte { return binary.LittleEndian.AppendUint32(b, v) }
func AppendU64(b []byte, v uint64) []byte { return binary.LittleEndian.AppendUint64(b, v) }
func AppendI32(b []byte, v int32) []byte  { return AppendU32(b, uint32(v)) }

// AppendF64 appends the bits of v, which must be finite.
func AppendF64(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		panic("sim: state has a number that is not finite")
	}
	return AppendU64(b, math.Float64bits(v))
}

// AppendBool appends a byte, 0 or 1.
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// AppendID appends an entity's id.
func AppendID(b []byte, id row.ID) []byte { return AppendU16(AppendU16(b, id.Index), id.Gen) }

// AppendBytes appends the length of v, then v.
func AppendBytes(b, v []byte) []byte { return append(AppendU32(b, uint32(len(v))), v...) }

// AppendString is AppendBytes of a string.
func AppendString(b []byte, v string) []byte { return append(AppendU32(b, uint32(len(v))), v...) }

// ErrShort is the error of a Reader that has come to the end of its bytes too early.
var ErrShort = errors.New("bytes end too early")

// Reader reads canonical bytes that may come from a damaged or hostile file. The first
// failure sticks: all reads after it return zero. Check Err, or Done, at the end.
type Reader struct {
	b   []byte
	err error
}

// NewReader returns a reader of b.
func NewReader(b []byte) Reader { return Reader{b: b} }

// Err returns the first failure.
func (r *Reader) Err() error { return r.err }

// Fail makes err the first failure, unless there was one.
func (r *Reader) Fail(err error) {
	if r.err == nil {
		r.err, r.b = err, nil
	}
}

// Rest returns the number of bytes left.
func (r *Reader) Rest() uint32 { return uint32(len(r.b)) }

// Done returns the first failure; bytes that are left over are one.
func (r *Reader) Done() error {
	if r.err == nil && len(r.b) > 0 {
		r.Fail(fmt.Errorf("%d bytes too many", len(r.b)))
	}
	return r.err
}

func (r *Reader) take(n uint32) []byte {
	if uint64(len(r.b)) < uint64(n) {
		r.Fail(ErrShort)
		return nil
	}
	v := r.b[:n]
	r.b = r.b[n:]
	return v
}

func (r *Reader) U8() uint8 {
	if v := r.take(1); v != nil {
		return v[0]
	}
	return 0
}

func (r *Reader) U16() uint16 {
	if v := r.take(2); v != nil {
		return binary.LittleEndian.Uint16(v)
	}
	return 0
}

func (r *Reader) U32() uint32 {
	if v := r.take(4); v != nil {
		return binary.LittleEndian.Uint32(v)
	}
	return 0
}

func (r *Reader) U64() uint64 {
	if v := r.take(8); v != nil {
		return binary.LittleEndian.Uint64(v)
	}
	return 0
}

func (r *Reader) I32() int32 { return int32(r.U32()) }

// F64 reads a finite number.
func (r *Reader) F64() float64 {
	v := math.Float64frombits(r.U64())
	if math.IsNaN(v) || math.IsInf(v, 0) {
		r.Fail(errors.New("a number is not finite"))
		return 0
	}
	return v
}

// Bool reads a byte that must be 0 or 1.
func (r *Reader) Bool() bool {
	v := r.U8()
	if v > 1 {
		r.Fail(fmt.Errorf("truth value is %d", v))
	}
	return v == 1
}

// ID reads an entity's id.
func (r *Reader) ID() row.ID { return row.ID{Index: r.U16(), Gen: r.U16()} }

// Len reads the length of a list, at most limit and at most one element for each byte
// that is left, so that nothing is allocated that the bytes do not pay for.
func (r *Reader) Len(limit int) int {
	n := r.U32()
	if uint64(n) > uint64(limit) {
		r.Fail(fmt.Errorf("list of %d, limit %d", n, limit))
		return 0
	}
	if n > r.Rest() {
		r.Fail(ErrShort)
		return 0
	}
	return int(n)
}

// Bytes reads a length of at most limit, then so many bytes. They share the reader's
// memory.
func (r *Reader) Bytes(limit int) []byte { return r.take(uint32(r.Len(limit))) }

// String reads a string of at most limit bytes.
func (r *Reader) String(limit int) string { return string(r.Bytes(limit)) }
