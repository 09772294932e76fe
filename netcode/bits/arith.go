package bits

// Prob is an adaptive estimate that a bit is one, in 1/65536, as a binary arithmetic
// coder uses it (Witten, Neal and Cleary 1987). Only integers: both ends agree to the
// bit. Even is the estimate to begin with.
type Prob uint16

// Even takes both bits for equally likely.
const Even Prob = 1 << 15

const (
	probBits = 16
	// probRate is the shift by which an estimate moves towards a bit: it forgets what
	// was 32 bits ago. The rounding keeps it from certainty, so that no bit costs more
	// than 12.
	probRate = 5
)

// Learn moves the estimate towards a bit.
func (p *Prob) Learn(one bool) {
	if one {
		*p += (1<<probBits - 1 - *p) >> probRate
	} else {
		*p -= *p >> probRate
	}
}

// CostUnit is how many units of Cost a bit has.
const CostUnit = 256

// costs is CostUnit*log2(1<<16/p) for p in steps of 64, made by hand so that no
// floating point decides what is sent.
var costs = makeCosts()

const costShift = 6

func makeCosts() (t [1 << (probBits - costShift)]uint16) {
	for i := range t {
		// log2 by squaring: each squaring of the mantissa yields a bit.
		x := uint64(2*i+1) << (costShift - 1)
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
	if !one {
		p = ^p
	}
	return int(costs[p>>costShift])
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
	split := uint32(uint64(w.width) * uint64(*p) >> probBits)
	if one {
		w.width = split
		*p += (1<<probBits - 1 - *p) >> probRate
	} else {
		w.width -= split
		w.add(split)
		*p -= *p >> probRate
	}
	if w.width < 1<<24 {
		w.shift()
	}
}

// Raw writes the n low bits of v, n <= 16, at a bit each; v must have no others.
func (w *ArithWriter) Raw(v uint32, n uint) {
	w.width >>= n
	w.add(v * w.width)
	w.shift()
}

// Symbol is a bit with the number of its estimate, or up to 16 raw bits.
type Symbol uint32

const rawSymbol Symbol = 1 << 31

// BitSymbol is a bit under the estimate of number ctx, below 1<<30.
func BitSymbol(ctx int, one bool) Symbol {
	v := Symbol(ctx) << 1
	if one {
		v |= 1
	}
	return v
}

// RawSymbol is the n low bits of v, n <= 16; v must have no others.
func RawSymbol(v uint32, n uint) Symbol { return rawSymbol | Symbol(n)<<16 | Symbol(v) }

// Symbols writes a list of symbols, as Bit and Raw would.
func (w *ArithWriter) Symbols(probs []Prob, list []Symbol) {
	low, width := w.low, w.width
	for _, s := range list {
		add := uint32(0)
		switch {
		case s >= rawSymbol:
			width >>= s >> 16 & 31
			add = uint32(s&0xffff) * width
		default:
			p := &probs[s>>1]
			split := uint32(uint64(width) * uint64(*p) >> probBits)
			if s&1 != 0 {
				width = split
				*p += (1<<probBits - 1 - *p) >> probRate
			} else {
				width -= split
				add = split
				*p -= *p >> probRate
			}
		}
		if low += add; low < add {
			w.carry()
		}
		for width < 1<<24 {
			w.buf = append(w.buf, byte(low>>24))
			low <<= 8
			width <<= 8
		}
	}
	w.low, w.width = low, width
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
	split := uint32(uint64(r.width) * uint64(*p) >> probBits)
	one := r.code < split
	if one {
		r.width = split
		*p += (1<<probBits - 1 - *p) >> probRate
	} else {
		r.width -= split
		r.code -= split
		*p -= *p >> probRate
	}
	if r.width < 1<<24 {
		r.shift()
	}
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
