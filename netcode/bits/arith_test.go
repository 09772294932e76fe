package bits

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// script is what a test writes: bits under some estimates, and raw numbers.
type script struct {
	ctx, n uint
	v      uint32
}

func drawScript(rng *rand.Rand, n int) []script {
	bias := rng.IntN(1001)
	s := make([]script, n)
	for i := range s {
		if s[i] = (script{ctx: uint(rng.IntN(4))}); rng.IntN(8) == 0 {
			s[i].n = uint(1 + rng.IntN(16))
			s[i].v = rng.Uint32() & (1<<s[i].n - 1)
		} else if rng.IntN(1000) < bias {
			s[i].v = 1
		}
	}
	return s
}

func writeScript(b []byte, s []script) []byte {
	probs := [4]Prob{Even, Even, Even, Even}
	var w ArithWriter
	w.Reset(b)
	for _, x := range s {
		if x.n > 0 {
			w.Raw(x.v, x.n)
		} else {
			w.Bit(&probs[x.ctx], x.v == 1)
		}
	}
	return w.Bytes()
}

// Whatever is written reads the same, and leaves what was before it alone.
func TestArithRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 3000 {
		s := drawScript(rng, rng.IntN(400))
		b := writeScript([]byte{0xff, 0xff}, s)
		if b[0] != 0xff || b[1] != 0xff {
			t.Fatal("a carry left its part")
		}
		probs := [4]Prob{Even, Even, Even, Even}
		var r ArithReader
		r.Reset(b[2:])
		for i, x := range s {
			var v uint32
			if x.n > 0 {
				v = r.Raw(x.n)
			} else if r.Bit(&probs[x.ctx]) {
				v = 1
			}
			if v != x.v {
				t.Fatalf("item %d of %d reads as %d, want %d", i, len(s), v, x.v)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatalf("%d items: %v", len(s), err)
		}
	}
}

// A bit of probability p costs about what information theory says, and Cost knows it.
func TestArithPrice(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for _, share := range []float64{0.5, 0.1, 0.02} {
		const n = 40000
		p, cost := Even, 0
		var w ArithWriter
		w.Reset(nil)
		for range n {
			one := rng.Float64() < share
			cost += p.Cost(one)
			w.Bit(&p, one)
		}
		bits := float64(len(w.Bytes()) * 8)
		entropy := -n * (share*math.Log2(share) + (1-share)*math.Log2(1-share))
		if bits > entropy*1.03+n*0.02 {
			t.Errorf("ones in %v: %.0f bits, entropy %.0f", share, bits, entropy)
		}
		if est := float64(cost) / CostUnit; est < bits*0.97 || est > bits*1.03 {
			t.Errorf("ones in %v: %.0f bits, estimated %.0f", share, bits, est)
		}
	}
}

// No estimate makes a bit cost more than 12, and none is ever certain.
func TestProbBounds(t *testing.T) {
	for _, one := range []bool{false, true} {
		p := Even
		for range 10000 {
			if p.Learn(one); p == 0 || p == 1<<16-1 {
				t.Fatalf("estimate %d", p)
			}
		}
		if c := p.Cost(!one); c < 8*CostUnit || c > 12*CostUnit {
			t.Errorf("a surprise costs %d/%d bits", c, CostUnit)
		}
	}
}

func TestArithRefusals(t *testing.T) {
	s := drawScript(rand.New(rand.NewPCG(3, 3)), 300)
	b := writeScript(nil, s)
	read := func(b []byte, n int) error {
		probs := [4]Prob{Even, Even, Even, Even}
		var r ArithReader
		r.Reset(b)
		for i := range n {
			if x := s[i%len(s)]; x.n > 0 {
				r.Raw(x.n)
			} else {
				r.Bit(&probs[x.ctx])
			}
		}
		return r.Close()
	}
	for name, c := range map[string]struct {
		b    []byte
		n    int
		want error
	}{
		"as written":  {b, len(s), nil},
		"unread":      {b, 3, ErrPadding},
		"zeros":       {append(b[:len(b):len(b)], 0), len(s), ErrPadding},
		"endless":     {b, 1 << 20, ErrShort},
		"raw too big": {[]byte{0xff, 0xff, 0xff, 0xff}, len(s), ErrRange},
	} {
		if err := read(c.b, c.n); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func BenchmarkArithBit(b *testing.B) {
	var w ArithWriter
	probs := [256]Prob{}
	for i := range probs {
		probs[i] = Even
	}
	buf := make([]byte, 0, 1<<20)
	w.Reset(buf)
	for i := 0; b.Loop(); i++ {
		if i&0xffff == 0 {
			w.Reset(buf[:0])
		}
		w.Bit(&probs[uint8(i*7)], uint32(i)*2654435761>>30 == 0)
	}
}
