package snapshot

import "hindsight/netcode/bits"

// segment is a piece of scratch that starts at a whole byte.
type segment struct {
	at   int // byte
	bits int
}

// endSegment closes the segment that began when w had start bits.
func endSegment(w *bits.Writer, start int) segment {
	s := segment{at: start / 8, bits: w.Len() - start}
	w.Align()
	return s
}

// copyTo writes the segment's bits.
func (s segment) copyTo(w *bits.Writer, scratch []byte) {
	var r bits.Reader
	r.Reset(scratch[s.at:])
	for left := s.bits; left > 0; left -= 32 {
		n := uint(min(left, 32))
		w.Bits(r.Bits(n), n)
	}
}
