package sim

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"hindsight/sim/row"
)

func TestReaderReadsWhatIsAppended(t *testing.T) {
	b := append([]byte(nil), 9)
	b = AppendI32(AppendU64(AppendU32(AppendU16(b, 0xfffe), 0xfffffffd), 1<<63|5), -7)
	b = AppendBool(AppendBool(AppendF64(b, -0.1), true), false)
	b = AppendString(AppendBytes(AppendID(b, row.ID{Index: 3, Gen: 4}), []byte{1, 2}), "text")
	r := NewReader(b)
	if r.U8() != 9 || r.U16() != 0xfffe || r.U32() != 0xfffffffd || r.U64() != 1<<63|5 || r.I32() != -7 {
		t.Error("integers differ")
	}
	if r.F64() != -0.1 || !r.Bool() || r.Bool() || r.ID() != (row.ID{Index: 3, Gen: 4}) {
		t.Error("number, truth or id differ")
	}
	if !bytes.Equal(r.Bytes(2), []byte{1, 2}) || r.String(4) != "text" || r.Done() != nil {
		t.Errorf("bytes differ, or %v", r.Err())
	}
}

// The first failure sticks, and a length that the bytes do not pay for is one.
func TestReaderFails(t *testing.T) {
	nan := AppendU64(nil, math.Float64bits(math.NaN()))
	for name, c := range map[string]struct {
		b    []byte
		read func(r *Reader)
	}{
		"short":         {[]byte{1}, func(r *Reader) { r.U16() }},
		"long":          {[]byte{1}, func(*Reader) {}},
		"truth":         {[]byte{2}, func(r *Reader) { r.Bool() }},
		"nan":           {nan, func(r *Reader) { r.F64() }},
		"limit":         {AppendBytes(nil, make([]byte, 5)), func(r *Reader) { r.Bytes(4) }},
		"huge length":   {AppendU32(nil, 1<<32-1), func(r *Reader) { r.Len(1<<31 - 1) }},
		"unpaid length": {AppendU32(nil, 3), func(r *Reader) { r.Len(9) }},
		"short string":  {append(AppendU32(nil, 3), 'a', 'b'), func(r *Reader) { _ = r.String(9) }},
	} {
		r := NewReader(c.b)
		c.read(&r)
		first := r.Done()
		r.Fail(errors.New("later"))
		if first == nil || r.Err() != first || r.U64() != 0 || r.Rest() != 0 {
			t.Errorf("%s: %v, then %v", name, first, r.Err())
		}
	}
	if panicOf(func() { AppendF64(nil, math.Inf(1)) }) == "" {
		t.Error("wrote an infinite number")
	}
}
