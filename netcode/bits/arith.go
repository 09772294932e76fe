package bits

// Prob is an adaptive estimate that a bit is one, as a binary arithmetic coder uses it
// (Witten, Neal and Cleary 1987; Howard and Vitter 1992 for the shifts): a probability
// in 12 bits above a count in 4, so that a new estimate learns fast and an old one is
// calm. Only integers: both ends agree to the bit. Even is the estimate to begin with.
type Prob uint16

// Even takes both bits for equally likely.
const Even Prob = 1 << 15

const (
	probBits  = 12
	countBits = 4
	countMax  = 1<<countBits - 1
	// probLow keeps estimates away from certainty, so that no bit costs more than 7.
	probLow = 1 << (probBits - 7)
)

// rates is the shift by which an estimate moves towards a bit, by its count.
var rates = [countMax + 1]uint8{1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5}

// One returns the estimate as a number of 1<<12ths, 1 to 1<<12-1.
func (p Prob) One() uint32 { return uint32(p >> countBits) }

// Learn moves the estimate towards a bit.
func (p *Prob) Learn(one bool) {
	v, n := int32(*p>>countBits), *p&countMax
	if one {
		v += (1<<probBits - probLow - v) >> rates[n]
	} else {
		v -= (v - probLow) >> rates[n]
	}
	if n < countMax {
		n++
	}
	*p = Prob(v)<<countBits | n
}

// CostUnit is how many units of Cost a bit has.
const CostUnit = 256

// costs is CostUnit*log2(1<<12/p) for p in steps of 16, made by hand so that no
// floating point decides what is sent.
var costs = makeCosts()

func makeCosts() (t [1 << (probBits - 4)]uint16) {
	for i := range t {
		// log2 by squaring: each squaring of the mantissa yields a bit.
		x := uint64(2*i+1) << 3 // of 1<<12
		whole := 0
		for x < 1<<probBits {
			x <<= 1
			whole++
		}
		frac, m := 0, x<<(31-probBits) // in [1<<31, 1<<32)
		for range 8 {
			m = m * m >> 31
			frac <<= 1
			if m >= 1<<32 {
				m >>= 1
				frac |= 1
			}
		}
		t[i] = uint16(whole*CostUnit - frac)
	}
	return t
}

// Cost returns what a bit costs under the estimate, in CostUnit-ths of a bit.
func (p Prob) Cost(one bool) int {
	v := p.One()
	if !one {
		v = 1<<probBits - v
	}
	return int(costs[v>>4])
}

// ArithWriter appends bits to a slice of bytes, each at the price of its probability.
// Reset starts it, Bytes ends it.
type ArithWriter struct {
	buf   []byte
	start int
	low   uint32
	width uint32
}

// Reset starts to append behind b.
func (w *ArithWriter) Reset(b []byte) { *w = ArithWriter{buf: b, start: len(b), width: 1<<32 - 1} }

// Bit writes a bit and lets p learn it.
func (w *ArithWriter) Bit(p *Prob, one bool) {
	split := w.width >> probBits * p.One()
	if one {
		w.width = split
	} else {
		w.width -= split
		w.add(split)
	}
	p.Learn(one)
	w.shift()
}

// Raw writes the n low bits of v, n <= 16, at a bit each; v must have no others.
func (w *ArithWriter) Raw(v uint32, n uint) {
	w.width >>= n
	w.add(v * w.width)
	w.shift()
}

func (w *ArithWriter) add(v uint32) {
	w.low += v
	if w.low < v {
		w.carry()
	}
}

// carry adds one to what was written. It ends within it: the whole is below one.
func (w *ArithWriter) carry() {
	for i := len(w.buf) - 1; i >= w.start; i-- {
		if w.buf[i]++; w.buf[i] != 0 {
			return
		}
	}
}

func (w *ArithWriter) shift() {
	for w.width < 1<<24 {
		w.buf = append(w.buf, byte(w.low>>24))
		w.low <<= 8
		w.width <<= 8
	}
}

// Len returns how many bytes Bytes would append now, or one to three more.
func (w *ArithWriter) Len() int { return len(w.buf) - w.start + 4 }

// Bytes ends the writing and returns the slice given to Reset with everything behind
// it: the shortest that reads the same with zeros behind.
func (w *ArithWriter) Bytes() []byte {
	for keep := uint(0); keep <= 32; keep += 8 {
		// The least number of keep high bits that lies in [low, low+width).
		rest := uint64(1)<<(32-keep) - 1
		v := (uint64(w.low) + rest) &^ rest
		if v-uint64(w.low) >= uint64(w.width) {
			continue
		}
		if v >= 1<<32 {
			w.carry()
		}
		for s := uint(24); keep > 0; s, keep = s-8, keep-8 {
			w.buf = append(w.buf, byte(v>>s))
		}
		break
	}
	for n := len(w.buf); n > w.start && w.buf[n-1] == 0; n-- {
		w.buf = w.buf[:n-1]
	}
	return w.buf
}

// ArithReader takes bits from bytes that anyone may have made, with zeros behind their
// end. After the first error everything reads as zero, so a parser checks once.
type ArithReader struct {
	buf   []byte
	at    int // bytes taken, those behind the end included
	code  uint32
	width uint32
	err   error
}

// arithTail is how many zeros behind the end a Reader may look at: beyond its last bit
// it sees four bytes. Where a writer drops more of them, they were data.
const arithTail = 1 << 11

// Reset starts to read b, which the reader never changes.
func (r *ArithReader) Reset(b []byte) {
	*r = ArithReader{buf: b, width: 1<<32 - 1}
	for range 4 {
		r.code = r.code<<8 | r.next()
	}
}

func (r *ArithReader) next() (v uint32) {
	if r.at < len(r.buf) {
		v = uint32(r.buf[r.at])
	}
	if r.at++; r.at > len(r.buf)+arithTail {
		r.Fail(ErrShort)
	}
	return v
}

// Err returns the first error.
func (r *ArithReader) Err() error { return r.err }

// Fail records an error of the caller's, unless there is one already.
func (r *ArithReader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Bit reads a bit and lets p learn it.
func (r *ArithReader) Bit(p *Prob) bool {
	if r.err != nil {
		return false
	}
	split := r.width >> probBits * p.One()
	one := r.code < split
	if one {
		r.width = split
	} else {
		r.width -= split
		r.code -= split
	}
	p.Learn(one)
	r.shift()
	return one
}

// Raw reads n <= 16 bits that cost a bit each.
func (r *ArithReader) Raw(n uint) uint32 {
	if r.err != nil {
		return 0
	}
	r.width >>= n
	v := r.code / r.width
	if v >= 1<<n {
		r.Fail(ErrRange)
		return 0
	}
	r.code -= v * r.width
	r.shift()
	return v
}

func (r *ArithReader) shift() {
	for r.width < 1<<24 {
		r.code = r.code<<8 | r.next()
		r.width <<= 8
	}
}

// Close says whether everything was read without error and the bytes are as short as
// an ArithWriter writes them: no byte is unread, the last one is not zero.
func (r *ArithReader) Close() error {
	if n := len(r.buf); r.err == nil && (n > r.at || n > 0 && r.buf[n-1] == 0) {
		r.Fail(ErrPadding)
	}
	return r.err
}
