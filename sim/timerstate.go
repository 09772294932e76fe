package sim

import "fmt"

// CopyFrom makes t equal to src.
func (t *Timers) CopyFrom(src *Timers) {
	t.slots = append(t.slots[:0], src.slots...)
	t.free = append(t.free[:0], src.free...)
	t.heap = append(t.heap[:0], src.heap...)
	t.set = src.set
}

// Reset removes all timers, forgets all ids and keeps the memory.
func (t *Timers) Reset() {
	t.slots, t.free, t.heap, t.set = t.slots[:0], t.free[:0], t.heap[:0], 0
}

// AppendState appends the canonical bytes of t: slots in ascending order.
func (t *Timers) AppendState(b []byte) []byte {
	b = AppendU64(b, t.set)
	b = AppendU32(b, uint32(len(t.slots)))
	for i := range t.slots {
		s := &t.slots[i]
		b = AppendU16(b, s.gen)
		b = AppendBool(b, s.place != none)
		if s.place != none {
			b = AppendU32(b, uint32(s.at))
			b = AppendU64(b, s.order)
			b = AppendEvent(b, &s.event)
		}
	}
	return b
}

// LoadState replaces t by timers that AppendState wrote for a table of so many kinds.
// When r fails, t is left empty.
func (t *Timers) LoadState(r *Reader, kinds int) {
	t.Reset()
	t.set = r.U64()
	for i, n := int32(0), int32(r.Len(MaxTimers)); i < n && r.Err() == nil; i++ {
		s := timer{gen: r.U16(), place: none}
		if s.gen == 0 {
			r.Fail(fmt.Errorf("sim: timer %d has generation 0", i))
		}
		armed := r.Bool()
		if armed {
			s.at, s.order, s.event = Tick(r.U32()), r.U64(), r.Event(kinds)
			if s.order >= t.set || s.event.Seq != 0 || s.event.Due != 0 {
				r.Fail(fmt.Errorf("sim: timer %d is impossible", i))
			}
			s.place = int32(len(t.heap))
		}
		t.slots = append(t.slots, s)
		if armed {
			t.heap = append(t.heap, i)
			t.up(s.place)
		} else {
			t.markFree(i)
		}
	}
	if r.Err() != nil {
		t.Reset()
	}
}
