package ai

import (
	"encoding/binary"
	"errors"

	"hindsight/sim/row"
)

// errState is what Load answers to bytes that no Append wrote.
var errState = errors.New("ai: state is damaged or of another map")

func bit(v bool) uint8 {
	if v {
		return 1
	}
	return 0
}

func appendU16(dst []byte, v uint16) []byte { return binary.LittleEndian.AppendUint16(dst, v) }

func appendU32(dst []byte, list ...uint32) []byte {
	for _, v := range list {
		dst = binary.LittleEndian.AppendUint32(dst, v)
	}
	return dst
}

func appendID(dst []byte, id row.ID) []byte { return appendU16(appendU16(dst, id.Index), id.Gen) }

func appendPoint(dst []byte, p point) []byte { return appendU32(dst, uint32(p.x), uint32(p.y)) }

// reader takes numbers from bytes; once bad it yields zeros and stays bad.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) check(ok bool) { r.bad = r.bad || !ok }

// take returns the next n bytes, n at most 4.
func (r *reader) take(n int) (out [4]byte) {
	if r.bad || len(r.data) < n {
		r.bad = true
		return out
	}
	copy(out[:], r.data[:n])
	r.data = r.data[n:]
	return out
}

func (r *reader) u8() uint8 { return r.take(1)[0] }

// below returns a byte that must be less than n.
func (r *reader) below(n uint8) uint8 {
	v := r.u8()
	r.check(v < n)
	if v >= n {
		return 0
	}
	return v
}

func (r *reader) bool() bool { return r.below(2) == 1 }

func (r *reader) u16() uint16 {
	b := r.take(2)
	return binary.LittleEndian.Uint16(b[:])
}

func (r *reader) u32() uint32 {
	b := r.take(4)
	return binary.LittleEndian.Uint32(b[:])
}

func (r *reader) id() row.ID { return row.ID{Index: r.u16(), Gen: r.u16()} }

func (r *reader) point() point {
	p := point{int32(r.u32()), int32(r.u32())}
	const limit = maxCoordinate * 4096
	r.check(p.x >= -limit && p.x <= limit && p.y >= -limit && p.y <= limit)
	return p
}
