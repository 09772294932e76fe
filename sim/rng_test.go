package sim

import (
	"math/bits"
	"testing"
)

// Streams are part of every replay: their values never change.
func TestKeyGolden(t *testing.T) {
	k := NewKey(42, "spread")
	for _, c := range []struct {
		name      string
		got, want uint64
	}{
		{"NewKey", uint64(k), 0xd3d4fc82b0753168},
		{"Sub", uint64(k.Sub(3)), 0xe8e9769802287be2},
		{"Uint64", k.Uint64(7, 2), 0x3d653002e5c1e7c4},
		{"Intn", uint64(k.Intn(7, 2, 1000)), 239},
	} {
		if c.got != c.want {
			t.Errorf("%s = %#x, want %#x", c.name, c.got, c.want)
		}
	}
}

// Streams, ticks and ordinals give different numbers, and each bit is set half of the
// time, whichever of the three counts up.
func TestKeyBits(t *testing.T) {
	const n = 4096
	base := NewKey(1, "bits")
	for name, draw := range map[string]func(i int) uint64{
		"tick":    func(i int) uint64 { return base.Uint64(Tick(i), 0) },
		"ordinal": func(i int) uint64 { return base.Uint64(9, uint32(i)) },
		"stream":  func(i int) uint64 { return base.Sub(uint64(i)).Uint64(9, 0) },
		"key":     func(i int) uint64 { return Key(i).Uint64(9, 0) },
	} {
		seen := map[uint64]bool{}
		var ones [64]int
		for i := range n {
			v := draw(i)
			seen[v] = true
			for b := range ones {
				ones[b] += int(v >> b & 1)
			}
		}
		if len(seen) != n {
			t.Errorf("%s: %d different numbers of %d", name, len(seen), n)
		}
		for b, c := range ones {
			if c < n/2-200 || c > n/2+200 { // 6 standard deviations
				t.Errorf("%s: bit %d is set in %d of %d", name, b, c, n)
			}
		}
	}
}

func TestKeyRanges(t *testing.T) {
	k := NewKey(1, "ranges")
	var counts [10]int
	for i := range uint32(10000) {
		counts[k.Intn(1, i, 10)]++
		if f := k.Float(1, i); f < 0 || f >= 1 {
			t.Fatalf("Float = %v", f)
		}
	}
	for v, c := range counts {
		if c < 820 || c > 1180 {
			t.Errorf("Intn gave %d in %d of 10000", v, c)
		}
	}
	if k.Intn(1, 1, 1) != 0 || panicOf(func() { k.Intn(1, 1, 0) }) == "" {
		t.Error("Intn at its limits")
	}
}

// Hash64 is part of every journal: its values never change.
func TestHash64Golden(t *testing.T) {
	for _, c := range []struct {
		text string
		want uint64
	}{
		{"", 0x12fc38fcfcb2f082},
		{"a", 0xcd436fba7683fda2},
		{"eight by", 0x6c7c68cfb73ed2fd},
		{"a tick of a match", 0xdfbae419aec6712f},
	} {
		if got := Hash64([]byte(c.text)); got != c.want {
			t.Errorf("Hash64(%q) = %#x, want %#x", c.text, got, c.want)
		}
	}
}

// One flipped bit of the input flips each bit of the hash about half of the time, and
// no two flips give the same hash; zeros of different length differ.
func TestHash64Avalanche(t *testing.T) {
	b := make([]byte, 100)
	for i := range b {
		b[i] = byte(mix64(uint64(i)))
	}
	base := Hash64(b)
	seen := map[uint64]bool{base: true}
	flipped := 0
	for i := range 800 {
		b[i/8] ^= 1 << (i % 8)
		h := Hash64(b)
		b[i/8] ^= 1 << (i % 8)
		n := bits.OnesCount64(h ^ base)
		if n < 10 || n > 54 || seen[h] {
			t.Errorf("bit %d flips %d bits of the hash; seen before: %v", i, n, seen[h])
		}
		seen[h] = true
		flipped += n
	}
	if flipped < 800*31 || flipped > 800*33 {
		t.Errorf("a flipped bit flips %d/800 bits", flipped)
	}
	zeros := make([]byte, 64)
	for n := range zeros {
		if h := Hash64(zeros[:n]); seen[h] {
			t.Errorf("%d zeros collide", n)
		} else {
			seen[h] = true
		}
	}
}

func BenchmarkHash64(b *testing.B) {
	data := make([]byte, 64<<10)
	b.SetBytes(int64(len(data)))
	sum := uint64(0)
	for b.Loop() {
		sum += Hash64(data)
	}
	_ = sum
}
