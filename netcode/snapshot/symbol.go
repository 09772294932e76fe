package snapshot

import (
	"hindsight/netcode/bits"
)

// symbols is what is to be written, and about what it will cost: a list of bits with
// their contexts, each made once and written when it is chosen.
type symbols struct {
	list   []bits.Symbol
	models models // to estimate by; they learn when the symbols are written
	cost   int    // of all, in 1/bits.CostUnit bits
}

func (s *symbols) reset(m models) { s.list, s.models, s.cost = s.list[:0], m, 0 }

func (s *symbols) bit(ctx int, one bool) {
	s.list = append(s.list, bits.BitSymbol(ctx, one))
	s.cost += s.models[ctx].Cost(one)
}

func (s *symbols) raw(v uint64, n uint) {
	for ; n > 16; n -= 16 {
		s.raw(v&0xffff, 16)
		v >>= 16
	}
	if n == 0 {
		return
	}
	s.list = append(s.list, bits.RawSymbol(uint32(v&(1<<n-1)), n))
	s.cost += int(n) * bits.CostUnit
}

// tree writes a number of n bits, the highest first, each in the context of those
// before it: 1<<n contexts from ctx on.
func (s *symbols) tree(ctx int, v, n uint) {
	node := uint(1)
	for i := int(n) - 1; i >= 0; i-- {
		one := v >> uint(i) & 1
		s.bit(ctx+int(node), one == 1)
		node = node<<1 | one
	}
}

// number writes a residual. after says whether a kindred one before it was not zero;
// omen is which sign to expect: 0 unknown, 1 more, 2 less.
func (s *symbols) number(n number, bucket, after, omen int, v int32) {
	s.bit(n.zero(bucket, after), v != 0)
	if v == 0 {
		return
	}
	s.bit(n.sign(omen), v < 0)
	m := uint32(v)
	if v < 0 {
		m = -m
	}
	size := sizeOf(m)
	s.tree(n.tree(bucket), uint(min(size-1, escape)), 4)
	if size-1 >= escape {
		s.raw(uint64(size-1), 5)
		s.raw(uint64(m), uint(size-1)) // without its highest bit
		return
	}
	s.raw(uint64(m), uint(size-1))
}

// golomb writes a number that is mostly small, raw: see bits.Writer.ExpGolomb.
func (s *symbols) golomb(v uint64, k uint) {
	head := v>>k + 1
	extra := uint(0)
	for ; head>>extra > 1; extra++ {
		s.raw(0, 1) // each as it is read
	}
	s.raw(1, 1)
	s.raw(head&(1<<extra-1), extra)
	s.raw(v&(1<<k-1), k)
}

// span is a part of a list of symbols.
type span struct {
	from, to int
	cost     int // in 1/bits.CostUnit bits
}

// begin starts a span and end ends it.
func (s *symbols) begin() span { return span{from: len(s.list), cost: -s.cost} }

func (s *symbols) end(p span) span { return span{p.from, len(s.list), p.cost + s.cost} }

// writer writes symbols, and its models learn from them.
type writer struct {
	out    bits.ArithWriter
	models models
}

func (w *writer) bit(ctx int, one bool) { w.out.Bit(&w.models[ctx], one) }

func (w *writer) copy(list []bits.Symbol) { w.out.Symbols(w.models, list) }

// reader reads what a writer wrote; its first error stays.
type reader struct {
	in     bits.ArithReader
	models models
}

// fail says that a number is one that no Encoder writes.
func (r *reader) fail()            { r.in.Fail(bits.ErrRange) }
func (r *reader) bad() bool        { return r.in.Err() != nil }
func (r *reader) bit(ctx int) bool { return r.in.Bit(&r.models[ctx]) }

func (r *reader) raw(n uint) (v uint64) {
	shift := uint(0)
	for ; n > 16; n -= 16 {
		v |= uint64(r.in.Raw(16)) << shift
		shift += 16
	}
	return v | uint64(r.in.Raw(n))<<shift
}

func (r *reader) tree(ctx int, n uint) uint {
	node := uint(1)
	for range n {
		node <<= 1
		if r.bit(ctx + int(node>>1)) {
			node |= 1
		}
	}
	return node - 1<<n
}

func (r *reader) number(n number, bucket, after, omen int) int32 {
	if !r.bit(n.zero(bucket, after)) {
		return 0
	}
	less := r.bit(n.sign(omen))
	size := r.tree(n.tree(bucket), 4) + 1
	m := uint32(1)
	switch {
	case size-1 == escape:
		if size = uint(r.raw(5)); size < escape {
			r.fail()
			return 0
		}
		m = 1<<size | uint32(r.raw(size))
	case size > 1:
		m = 1<<(size-1) | uint32(r.raw(size-1))
	}
	if less {
		m = -m
	}
	return int32(m)
}

// golomb reads what symbols.golomb wrote, at most most.
func (r *reader) golomb(k uint, most uint64) uint64 {
	extra := uint(0)
	for r.raw(1) == 0 {
		if extra++; extra > 32 || r.bad() {
			r.fail()
			return 0
		}
	}
	head := uint64(1)<<extra | r.raw(extra)
	v := (head-1)<<k | r.raw(k)
	if v > most {
		r.fail()
		return 0
	}
	return v
}
