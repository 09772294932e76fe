package sim

import "fmt"

// CopyFrom makes t equal to src.
func (t *Timers) CopyFrom(src *Timers) {
	t.slots = append(t.slots[:0], src.slots...)
	t.heap = append(t.heap[:0], src.heap...)
	t.free, t.some, t.set = src.free, src.some, src.set
}

// Reset removes all timers, forgets all ids and keeps the memory.
func (t *Timers) Reset() {
	t.slots, t.heap = t.slots[:0], t.heap[:0]
	t.free, t.some, t.set = [MaxTimers / 64]uint64{}, 0, 0
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
			b = AppendU32(b, uint32(t.heap[s.place].at))
			b = AppendU64(b, t.heap[s.place].order)
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
		a, armed := alarm{slot: i}, r.Bool()
		if armed {
			a.at, a.order, s.event = Tick(r.U32()), r.U64(), r.Event(kinds)
			if a.order >= t.set || s.event.Seq != 0 || s.event.Due != 0 {
				r.Fail(fmt.Errorf("sim: timer %d is impossible", i))
			}
		}
		t.slots = append(t.slots, s)
		if armed {
			t.arm(a)
		} else {
			t.markFree(i)
		}
	}
	if r.Err() != nil {
		t.Reset()
	}
}
