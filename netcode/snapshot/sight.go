package snapshot

import "hindsight/sim/row"

// sight remembers what the view of one client held from snapshot to snapshot: when
// entities came into it and which of them it saw end.
//
// Only those that were in the view of the snapshot before count as seen to end: what
// becomes of a hidden entity stays a secret.
type sight struct {
	visible []row.ID // in the last view, ascending
	since   [row.MaxRows]uint32
	waited  [row.MaxRows]uint32 // priority that a row has gathered while it waited
	flights [row.MaxRows]flights
	ends    []end // in order of tick, at most maxEnds
	hits    [maxHits]hit
	nextHit int
}

// hit is an entity that the client's own player hit.
type hit struct {
	id   row.ID
	tick uint32
}

// hurt remembers whom effects of the own player were aimed at.
func (s *sight) hurt(own uint8, effects []row.Effect) {
	for i := range effects {
		if f := &effects[i]; own != 0 && f.Player == own && !f.Target.IsZero() {
			s.hits[s.nextHit] = hit{f.Target, f.Tick}
			s.nextHit = (s.nextHit + 1) % maxHits
		}
	}
}

func (s *sight) hitLately(id row.ID, tick uint32) bool {
	for i := range s.hits {
		if s.hits[i].id == id && tick-s.hits[i].tick < hitTicks {
			return true
		}
	}
	return false
}

// end is an entity that the client saw destroyed.
type end struct {
	id    row.ID
	cause uint8
	tick  uint32 // of the first view without it
}

// update compares the view with the last one. h holds view.Tick.
func (s *sight) update(view *row.Set, h *History) {
	was := s.visible
	for i := range view.Rows {
		id := view.Rows[i].ID
		for len(was) > 0 && was[0].Less(id) {
			s.lose(was[0], view, h)
			was = was[1:]
		}
		if len(was) > 0 && was[0] == id {
			was = was[1:]
			continue
		}
		s.since[id.Index], s.waited[id.Index], s.flights[id.Index] = view.Tick, 0, flights{}
	}
	for _, id := range was {
		s.lose(id, view, h)
	}
	s.show(view)
}

// show makes the view the last one.
func (s *sight) show(view *row.Set) {
	s.visible = s.visible[:0]
	for i := range view.Rows {
		s.visible = append(s.visible, view.Rows[i].ID)
	}
}

// lose decides, once, whether an entity that left the view was destroyed.
func (s *sight) lose(id row.ID, view *row.Set, h *History) {
	cause, gone := goneIn(view, id)
	if !gone {
		if r := h.Row(view.Tick, id.Index); r != nil && r.ID == id {
			return // it lives on, out of sight
		}
		cause = h.cause(id, view.Tick)
	}
	if len(s.ends) == maxEnds {
		s.ends = append(s.ends[:0], s.ends[1:]...)
	}
	s.ends = append(s.ends, end{id, cause, view.Tick})
}

// ended returns how the client saw an entity end, nil when it did not.
func (s *sight) ended(id row.ID) *end {
	for i := len(s.ends) - 1; i >= 0; i-- {
		if s.ends[i].id == id {
			return &s.ends[i]
		}
	}
	return nil
}
