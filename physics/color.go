package physics

import "math/bits"

// Contacts are solved colour by colour. No two contacts of a colour share a moving
// body, so a colour could be solved at once, in any order, with the same result. The
// last colour of each half takes what no other has room for; it is solved in order.
// Contacts with static and kinematic bodies come last, so that walls win over what pushes into them.
const (
	colorCount   = 64
	colorsMoving = 32 // of the first half: contacts between moving bodies
)

// color gives every contact the lowest colour free at its bodies, in order of the
// contacts, then lists them by colour, each in order. A contact's colour depends on
// nothing but the contacts of its island.
func (w *World) color() {
	s := &w.scratch
	n := s.dynamic // a kinematic body is in as many contacts of a colour as may be
	s.masks = resize(s.masks, n)
	clear(s.masks)
	s.colors = resize(s.colors, int32(len(s.contacts)))
	s.counts = [2*colorCount + 1]int32{}
	for i := range s.contacts {
		p := &s.pairs[s.contacts[i].pair]
		var k int
		if p.rankB < n {
			used := uint32(s.masks[p.rankA] | s.masks[p.rankB])
			if k = bits.TrailingZeros32(^used); k < colorsMoving-1 {
				s.masks[p.rankA] |= 1 << k
				s.masks[p.rankB] |= 1 << k
			} else {
				k = colorsMoving - 1
			}
		} else if k = colorsMoving + bits.TrailingZeros32(^uint32(s.masks[p.rankA]>>colorsMoving)); k < colorCount-1 {
			s.masks[p.rankA] |= 1 << k
		} else {
			k = colorCount - 1
		}
		k = 2*k + int(s.contacts[i].manifold.count) - 1
		s.colors[i] = uint8(k)
		s.counts[k+1]++
	}
	s.runs = s.runs[:0]
	for k := range 2 * colorCount {
		first, n := s.counts[k], s.counts[k+1]
		s.counts[k+1] += first
		if n > 0 {
			s.runs = append(s.runs, run{first, first + n, k%2 > 0, k >= 2*colorsMoving})
		}
	}
	s.contact = resize(s.contact, int32(len(s.contacts)))
	for i := range s.contacts {
		k := s.colors[i]
		s.contacts[i].place = s.counts[k]
		s.contact[s.counts[k]] = int32(i)
		s.counts[k]++
	}
}
