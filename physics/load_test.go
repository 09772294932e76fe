package physics

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestLoadStateRefuses damages a state in the ways that have a rule of their own.
func TestLoadStateRefuses(t *testing.T) {
	w := newZoo(zooOptions[1], 1)
	for range 30 {
		w.Step()
	}
	good := w.AppendState(nil)
	other := New(zooOptions[2])
	if _, err := other.LoadState(good); err == nil || !strings.Contains(err.Error(), "options") {
		t.Errorf("state of other options: %v", err)
	}
	before := other.AppendState(nil)
	for n := range len(good) {
		if n > 3000 && n%97 > 0 {
			continue
		}
		if _, err := w.LoadState(good[:n]); err == nil {
			t.Fatalf("a state cut at %d of %d bytes was taken", n, len(good))
		}
	}
	const counts = 1 + 4 + 4 + 16 + 1
	for at, v := range map[int]uint32{counts: math.MaxUint32, counts + 4: math.MaxUint32} {
		bad := slices.Clone(good)
		binary.LittleEndian.PutUint32(bad[at:], v)
		if _, err := w.LoadState(bad); err == nil {
			t.Errorf("count %d at %d was taken", v, at)
		}
	}
	nan := binary.LittleEndian.AppendUint64(nil, math.Float64bits(math.NaN()))
	posAt := bytes.Index(good, binary.LittleEndian.AppendUint64(nil, math.Float64bits(9.5)))
	bad := slices.Clone(good)
	copy(bad[posAt:], nan)
	if _, err := w.LoadState(bad); err == nil {
		t.Error("a body at NaN was taken")
	}
	if !bytes.Equal(w.AppendState(nil), good) || !bytes.Equal(other.AppendState(nil), before) {
		t.Error("a refused state changed the world")
	}
}

// FuzzLoadState: no panic, memory bounded by the input, what is taken is canonical and
// can be stepped.
func FuzzLoadState(f *testing.F) {
	for n, opt := range twinOptions {
		w, r := newZoo(opt, uint64(n)), rng(n)
		f.Add(uint8(n), w.AppendState(nil))
		for range 50 {
			churn(w, &r)
			w.Step()
		}
		f.Add(uint8(n), w.AppendState(nil))
		f.Add(uint8(n), newLinked(opt).AppendState(nil))
		small := New(opt)
		addBall(small, 1, Vec{}, Vec{}, 0)
		f.Add(uint8(n), small.AppendState(nil))
	}
	f.Fuzz(func(t *testing.T, n uint8, b []byte) {
		w := New(twinOptions[int(n)%len(twinOptions)])
		before := w.AppendState(nil)
		rest, err := w.LoadState(b)
		if err != nil {
			if !bytes.Equal(w.AppendState(nil), before) {
				t.Fatal("a refused state changed the world")
			}
			return
		}
		if got := w.AppendState(nil); !bytes.Equal(got, b[:len(b)-len(rest)]) {
			t.Fatal("a state that was taken is not canonical")
		}
		w.Step()
		w.Step()
		if _, err := New(w.opt).LoadState(w.AppendState(nil)); err != nil {
			t.Fatalf("stepped to a state that is refused: %v", err)
		}
	})
}
