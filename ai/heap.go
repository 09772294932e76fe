package ai

// The heap of a Search: open cells, the one to expand next at its top. Nodes know
// their places in it.

func (s *Search) push(cell uint16) {
	s.heap = append(s.heap, cell)
	s.nodes[cell].at = int32(len(s.heap) - 1)
	s.up(s.nodes[cell].at)
}

func (s *Search) pop() uint16 {
	top := s.heap[0]
	last := s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	if len(s.heap) > 0 {
		s.place(0, last)
		s.down(0)
	}
	s.nodes[top].at = closed
	return top
}

func (s *Search) place(i int32, cell uint16) {
	s.heap[i] = cell
	s.nodes[cell].at = i
}

func (s *Search) up(i int32) {
	cell := s.heap[i]
	for i > 0 && s.before(cell, s.heap[(i-1)/2]) {
		s.place(i, s.heap[(i-1)/2])
		i = (i - 1) / 2
	}
	s.place(i, cell)
}

func (s *Search) down(i int32) {
	cell, n := s.heap[i], int32(len(s.heap))
	for {
		child := 2*i + 1
		if child >= n {
			break
		}
		if child+1 < n && s.before(s.heap[child+1], s.heap[child]) {
			child++
		}
		if !s.before(s.heap[child], cell) {
			break
		}
		s.place(i, s.heap[child])
		i = child
	}
	s.place(i, cell)
}
