package row

// Set is what one viewer may know at one tick: rows in ascending order of index,
// the ids that ceased to exist at this tick with the cause, and the effects of this
// tick. Its slices are reused; a Set holds no pointer into a game.
type Set struct {
	Tick    uint32
	Rows    []Row
	Gone    []Gone
	Effects []Effect
}

// Gone says that an entity was destroyed, and why. Causes are the game's own.
type Gone struct {
	ID    ID
	Cause uint8
}

// EffectID identifies an effect on both ends: the same player's command of the
// same tick causes effects in the same order wherever it is simulated. Effects of
// the world have Player zero and the server's tick.
type EffectID struct {
	Player  uint8
	CmdTick uint32
	Ordinal uint8
}

// Effect is something to perceive: a shot, a hit, a death, a sound.
type Effect struct {
	EffectID
	Tick   uint32 // when it happened
	Sub    uint8  // sub-tick of it
	Kind   uint8  // the game's own
	Source ID
	Target ID
	Args   [MaxEffectArgs]int32
}

// Reset empties the set for a tick and keeps its memory.
func (s *Set) Reset(tick uint32) {
	s.Tick = tick
	s.Rows, s.Gone, s.Effects = s.Rows[:0], s.Gone[:0], s.Effects[:0]
}

// Add appends a row, true at this tick unless r.Tick says otherwise. Rows must be
// added in ascending order of index, at most one for an index.
func (s *Set) Add(r *Row) {
	if n := len(s.Rows); n > 0 && s.Rows[n-1].ID.Index >= r.ID.Index {
		panic("row: rows added out of order")
	}
	s.Rows = append(s.Rows, *r)
	if r.Tick == 0 {
		s.Rows[len(s.Rows)-1].Tick = s.Tick
	}
}

// AddEffect appends an effect; beyond MaxEffects it is dropped and false returned.
func (s *Set) AddEffect(e Effect) bool {
	if len(s.Effects) >= MaxEffects {
		return false
	}
	s.Effects = append(s.Effects, e)
	return true
}

// Find returns the row of an entity, nil when the set has none of that generation.
// The pointer is good until the set changes.
func (s *Set) Find(id ID) *Row {
	if r := s.At(id.Index); r != nil && r.ID == id {
		return r
	}
	return nil
}

// At returns the row with an index, whatever its generation, or nil.
func (s *Set) At(index uint16) *Row {
	lo, hi := 0, len(s.Rows)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if s.Rows[mid].ID.Index < index {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(s.Rows) && s.Rows[lo].ID.Index == index {
		return &s.Rows[lo]
	}
	return nil
}

// CopyFrom makes s equal to src, reusing s's memory.
func (s *Set) CopyFrom(src *Set) {
	s.Tick = src.Tick
	s.Rows = append(s.Rows[:0], src.Rows...)
	s.Gone = append(s.Gone[:0], src.Gone...)
	s.Effects = append(s.Effects[:0], src.Effects...)
}

// Effects is a list of effects in the order in which they happened.
type Effects []Effect
