package ai

// trace fills chain with the cells from start to end.
func (s *Search) trace(start, end uint16) {
	s.chain = append(s.chain[:0], end)
	for cell := end; cell != start; {
		cell = s.nodes[cell].parent
		s.chain = append(s.chain, cell)
	}
	for i, j := 0, len(s.chain)-1; i < j; i, j = i+1, j-1 {
		s.chain[i], s.chain[j] = s.chain[j], s.chain[i]
	}
}

// pull writes the chain's corners: from each waypoint the last cell in a row that an
// agent can walk to straight. Neighbours in the chain always can, except through a
// portal, whose entry is a waypoint and whose exit is where the next leg begins.
func (s *Search) pull(from vec, out *Path) {
	*out = Path{}
	anchor, i := from, 0
	for {
		for ahead := 0; i+1 < len(s.chain) && ahead < maxLookahead && !s.jumps(i) && s.straight(anchor, s.chain[i+1]); ahead++ {
			i++
		}
		if out.Len == MaxWaypoints {
			out.Partial = true
			return
		}
		out.Cells[out.Len] = s.chain[i]
		out.Len++
		if i+1 == len(s.chain) {
			return
		}
		anchor = s.nav.Center(s.chain[i])
		if s.jumps(i) {
			anchor = s.nav.Center(s.chain[i+1])
		}
		i++
	}
}

// jumps reports whether the chain goes through a portal after its cell i.
func (s *Search) jumps(i int) bool {
	return i+1 < len(s.chain) && s.nav.layers[s.size].exit[s.chain[i]] == s.chain[i+1]
}

func (s *Search) straight(from vec, cell uint16) bool {
	to := s.nav.Center(cell)
	return s.ground.even(s.size, from, to) && s.unshunned(from, to) && s.nav.Clear(s.size, from, to)
}

// unshunned reports whether a leg keeps clear of the shunned place, unless one end is
// in it anyway.
func (s *Search) unshunned(a, b vec) bool {
	r2 := float64(s.shun.radius * s.shun.radius)
	return r2 == 0 || distance2(a, s.shun.pos) < r2 || distance2(b, s.shun.pos) < r2 || segmentDistance2(s.shun.pos, a, b) >= r2
}
