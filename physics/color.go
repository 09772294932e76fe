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

// drawnColors is from among how many colours a contact draws the one to start from.
// Were it the lowest for all, of the two boxes that a box rests on the same one would
// come first all over a pyramid, and the pyramid would lean that way.
const drawnColors = 8

// color gives every contact a colour that is free at its bodies, in order of the
// contacts: the first from one drawn on, else the lowest. Then it lists them by colour,
// each in order. A contact's colour depends on nothing but the contacts of its island.
func (w *World) color() {
	s := &w.scratch
	n := s.dynamic // a kinematic body is in as many contacts of a colour as may be
	s.masks = resize(s.masks, n)
	clear(s.masks)
	s.draws = resize(s.draws, n)
	clear(s.draws)
	s.colors = resize(s.colors, int32(len(s.contacts)))
	s.counts = [2*colorCount + 1]int32{}
	for i := range s.contacts {
		p := &s.pairs[s.contacts[i].pair]
		var k int
		if p.rankB < n {
			used := uint32(s.masks[p.rankA] | s.masks[p.rankB])
			if k = bits.TrailingZeros32(^used &^ (1<<s.draw(p) - 1)); k >= drawnColors {
				k = bits.TrailingZeros32(^used)
			}
			if k < colorsMoving-1 {
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
			s.runs = append(s.runs, run{
				first: first, end: first + n, two: k%2 > 0, static: k >= 2*colorsMoving,
				serial: k/2 == colorsMoving-1 || k/2 == colorCount-1,
			})
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

// draw returns a number below drawnColors. It comes from the contacts that led to this
// one, not from keys, so that what is mirrored stays so.
func (s *scratch) draw(p *pair) uint32 {
	x := s.draws[p.rankA]*0x9e3779b1 + 0x3c6ef372
	s.draws[p.rankA] = x
	s.draws[p.rankB] ^= x >> 16
	return x >> 29 // of 32 bits, the upper three
}
