package bits

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// item is one number and the way it is written.
type item struct {
	form  int // 0 Bits, 1 Signed, 2 ExpGolomb, 3 SignedExpGolomb, 4 Bool, 5 Align
	width uint
	v     uint64
}

func randomItem(r *rand.Rand) item {
	it := item{form: r.IntN(6), width: uint(1 + r.IntN(64)), v: r.Uint64() >> r.IntN(64)}
	switch it.form {
	case 0:
		it.v &= 1<<it.width - 1
	case 1:
		it.v = uint64(int64(it.v<<(64-it.width)) >> (64 - it.width))
	case 2:
		it.width, it.v = it.width%32, it.v&MaxGolomb
	case 3:
		it.width, it.v = it.width%32, uint64(UnZigZag(it.v&MaxGolomb))
	case 4:
		it.v &= 1
	case 5:
		it.v = 0
	}
	return it
}

func (it item) write(w *Writer) {
	switch it.form {
	case 0:
		w.Bits(it.v, it.width)
	case 1:
		w.Signed(int64(it.v), it.width)
	case 2:
		w.ExpGolomb(it.v, it.width)
	case 3:
		w.SignedExpGolomb(int64(it.v), it.width)
	case 4:
		w.Bool(it.v == 1)
	case 5:
		w.Align()
	}
}

func (it item) read(r *Reader) uint64 {
	switch it.form {
	case 0:
		return r.Bits(it.width)
	case 1:
		return uint64(r.Signed(it.width))
	case 2:
		return r.ExpGolomb(it.width)
	case 3:
		return uint64(r.SignedExpGolomb(it.width))
	case 4:
		if r.Bool() {
			return 1
		}
		return 0
	}
	r.Align()
	return 0
}

func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var w Writer
	for range 2000 {
		items := make([]item, r.IntN(20))
		w.Reset([]byte("lead"))
		for i := range items {
			items[i] = randomItem(r)
			m := w.Mark()
			randomItem(r).write(&w) // and take it back: nothing may remain of it
			w.Rewind(m)
			items[i].write(&w)
		}
		b := w.Bytes()
		if string(b[:4]) != "lead" {
			t.Fatalf("the writer changed what it appends to: %q", b[:4])
		}
		var rd Reader
		rd.Reset(b[4:])
		for i, it := range items {
			if got := it.read(&rd); got != it.v || rd.Err() != nil {
				t.Fatalf("item %d %+v reads as %d, error %v", i, it, got, rd.Err())
			}
		}
		if err := rd.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Every number is written in the obvious way, one bit at a time, and compared.
func TestWriterAgainstBitList(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var list []byte
	var w Writer
	w.Reset(nil)
	for range 500 {
		width := uint(r.IntN(65))
		v := r.Uint64()
		if width < 64 {
			v &= 1<<width - 1
		}
		w.Bits(v, width)
		for i := range width {
			list = append(list, byte(v>>i&1))
		}
	}
	if w.Len() != len(list) {
		t.Fatalf("Len is %d, %d bits were written", w.Len(), len(list))
	}
	want := make([]byte, (len(list)+7)/8)
	for i, bit := range list {
		want[i/8] |= bit << (i % 8)
	}
	if got := w.Bytes(); !bytes.Equal(got, want) {
		t.Fatalf("bytes differ:\n got %x\nwant %x", got, want)
	}
}

func TestGolombLengths(t *testing.T) {
	for _, c := range []struct {
		v    uint64
		k    uint
		bits int
	}{{0, 0, 1}, {1, 0, 3}, {2, 0, 3}, {3, 0, 5}, {63, 6, 7}, {64, 6, 9}, {191, 6, 9}, {192, 6, 11}, {65535, 6, 27}} {
		var w Writer
		w.Reset(nil)
		w.ExpGolomb(c.v, c.k)
		if w.Len() != c.bits {
			t.Errorf("%d in order %d takes %d bits, want %d", c.v, c.k, w.Len(), c.bits)
		}
	}
}

func TestWriterPanicsOnMisuse(t *testing.T) {
	for name, misuse := range map[string]func(*Writer){
		"too wide":      func(w *Writer) { w.Bits(8, 3) },
		"65 bits":       func(w *Writer) { w.Bits(0, 65) },
		"signed":        func(w *Writer) { w.Signed(4, 3) },
		"signed low":    func(w *Writer) { w.Signed(-5, 3) },
		"golomb":        func(w *Writer) { w.ExpGolomb(MaxGolomb+1, 0) },
		"raw unaligned": func(w *Writer) { w.Bool(true); w.Raw([]byte{1}) },
		"foreign mark":  func(w *Writer) { w.Rewind(Mark{len: 9}) },
		"earlier mark":  func(w *Writer) { w.Reset([]byte("lead")); w.Rewind(Mark{}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			var w Writer
			w.Reset(nil)
			misuse(&w)
		}()
	}
}

func TestReaderErrorsStick(t *testing.T) {
	var r Reader
	r.Reset([]byte{0xff})
	r.Bits(9)
	if r.Err() != ErrShort || r.Bits(3) != 0 || r.Left() != 0 || r.Close() != ErrShort {
		t.Errorf("after reading too far: %v, %d bits left", r.Err(), r.Left())
	}
	r.Reset(make([]byte, 20))
	if r.ExpGolomb(0); r.Err() != ErrRange {
		t.Errorf("a code of zeros gives %v", r.Err())
	}
	r.Reset([]byte{0x03})
	if r.Bits(1); r.Close() != ErrPadding {
		t.Errorf("set padding gives %v", r.Err())
	}
	r.Reset([]byte{1, 2})
	if r.Bits(8); r.Close() != ErrPadding {
		t.Errorf("a trailing byte gives %v", r.Err())
	}
	r.Reset([]byte{0xff, 0xff})
	r.Fail(ErrRange)
	if r.Fail(ErrShort); r.Err() != ErrRange || r.Left() != 0 || r.Bits(8) != 0 {
		t.Errorf("after two errors of the caller's: %v, %d bits left", r.Err(), r.Left())
	}
}

func TestReaderKnowsWhereItIs(t *testing.T) {
	var r Reader
	r.Reset([]byte{0x05, 0xaa, 0xbb})
	if r.Bits(3); r.Left() != 21 {
		t.Errorf("%d bits left of 24 after 3", r.Left())
	}
	if rest := r.Rest(); !bytes.Equal(rest, []byte{0xaa, 0xbb}) || r.Left() != 0 || r.Close() != nil {
		t.Errorf("rest %x, then %d bits left, %v", rest, r.Left(), r.Err())
	}
	r.Reset([]byte{0x0d, 0xaa})
	if r.Bits(3); len(r.Rest()) != 0 || r.Err() != ErrPadding {
		t.Errorf("set bits before the rest give %v", r.Err())
	}
	var w Writer
	w.Reset([]byte("lead"))
	if w.Bits(0, 11); w.Len() != 11 {
		t.Errorf("%d bits written, want 11", w.Len())
	}
}

// The largest number of every order is read back, and one more is refused.
func TestGolombEnds(t *testing.T) {
	for k := range uint(32) {
		var w Writer
		var r Reader
		w.Reset(nil)
		w.ExpGolomb(MaxGolomb, k)
		r.Reset(w.Bytes())
		if got := r.ExpGolomb(k); got != MaxGolomb || r.Close() != nil {
			t.Errorf("order %d: %d, %v", k, got, r.Err())
		}
		w.Reset(nil)
		w.Bits(0, 62-k)
		w.Bool(true)
		w.Bits(1, 62-k) // head is 2^(62-k)+1: the number 2^62
		w.Bits(0, k)
		r.Reset(w.Bytes())
		if got := r.ExpGolomb(k); r.Err() != ErrRange {
			t.Errorf("order %d: 2^62 reads as %d, %v", k, got, r.Err())
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte{0, 1, 2}, []byte{1, 2, 3, 255, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, script, data []byte) {
		var r Reader
		r.Reset(data)
		left := r.Left()
		for _, s := range script {
			it := item{form: int(s) % 6, width: uint(s)/6%31 + 1}
			it.read(&r)
			if r.Left() > left {
				t.Fatal("reading made input")
			}
			left = r.Left()
		}
		if r.Err() != nil && left != 0 {
			t.Fatal("input is left after an error")
		}
	})
}

func TestNoAllocation(t *testing.T) {
	buf := make([]byte, 0, 64)
	var w Writer
	var r Reader
	if n := testing.AllocsPerRun(100, func() {
		w.Reset(buf)
		w.Bits(12345, 40)
		w.SignedExpGolomb(-77, 4)
		r.Reset(w.Bytes())
		if r.Bits(40) != 12345 || r.SignedExpGolomb(4) != -77 {
			t.Fatal("wrong")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
