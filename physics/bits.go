package physics

import "math/bits"

// bitset is a set of slots. Reading beyond its end is allowed: nothing is in it there.
type bitset []uint64

func (s bitset) has(i int32) bool {
	n := int(i >> 6)
	return n < len(s) && s[n]>>(uint32(i)&63)&1 != 0
}

func (s *bitset) add(i int32) {
	for len(*s) <= int(i>>6) {
		*s = append(*s, 0)
	}
	s.mark(i)
}

// mark adds what is within the set's length.
func (s bitset) mark(i int32) { s[i>>6] |= 1 << (uint32(i) & 63) }

func (s bitset) remove(i int32) {
	if n := int(i >> 6); n < len(s) {
		s[n] &^= 1 << (uint32(i) & 63)
	}
}

// next returns the least element that is at least from, -1 if there is none.
func (s bitset) next(from int32) int32 {
	n := int(from >> 6)
	if n >= len(s) {
		return -1
	}
	if word := s[n] >> (uint32(from) & 63); word != 0 {
		return from + int32(bits.TrailingZeros64(word))
	}
	for n++; n < len(s); n++ {
		if s[n] != 0 {
			return int32(n<<6) + int32(bits.TrailingZeros64(s[n]))
		}
	}
	return -1
}
