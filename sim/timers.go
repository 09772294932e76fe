package sim

import (
	"fmt"
	"math/bits"
)

// Timers holds events that are to be posted at a later tick. Setting, cancelling and
// taking one that is due cost O(log n). The zero Timers is empty and ready.
type Timers struct {
	slots []timer
	free  [MaxTimers / 64]uint64 // bit i%64 of word i/64: slot i is free
	some  uint64                 // bit w: word w of free has a bit
	heap  []alarm                // of slots that are set, the next one due first
	set   uint64                 // timers set so far
}

// free has as many words as some has bits.
const _ = uint(64*64 - MaxTimers)

// TimerID names a timer that was set. The zero id names none. A slot's Gen comes round
// after 65,535 timers; keep no id longer than its timer matters.
type TimerID struct{ Index, Gen uint16 }

// none is the place of a timer that is not set.
const none int32 = -1

type timer struct {
	event Event
	place int32 // in heap; none when free
	gen   uint16
}

// alarm is when a slot's timer is due.
type alarm struct {
	at    Tick
	slot  int32
	order uint64 // of setting
}

// Len returns how many timers are set.
func (t *Timers) Len() uint32 { return uint32(len(t.heap)) }

// Set has e posted by the first Due at or after a tick. Free slots are reused lowest
// first.
func (t *Timers) Set(at Tick, e Event) TimerID {
	if err := checkEvent(&e, MaxEventKinds); err != nil {
		panic(err)
	}
	e.Seq, e.Due = 0, 0 // Post sets them
	i := t.allocate()
	s := &t.slots[i]
	s.event = e
	t.arm(alarm{at: at, slot: i, order: t.set})
	t.set++
	return TimerID{Index: uint16(i), Gen: s.gen}
}

// Cancel removes a timer and reports whether it was set still.
func (t *Timers) Cancel(id TimerID) bool {
	if int(id.Index) >= len(t.slots) {
		return false
	}
	s := &t.slots[id.Index]
	if s.gen != id.Gen || s.place == none {
		return false
	}
	t.remove(s.place)
	return true
}

// Due posts every event that is due, by the tick it was set for and then in the order
// of setting, and removes it.
func (t *Timers) Due(now Tick, q *Queue) {
	for len(t.heap) > 0 && t.heap[0].at <= now {
		e := t.slots[t.heap[0].slot].event
		t.remove(0)
		q.Post(e)
	}
}

// allocate takes the lowest free slot.
func (t *Timers) allocate() int32 {
	if t.some != 0 {
		w := bits.TrailingZeros64(t.some)
		bit := bits.TrailingZeros64(t.free[w])
		if t.free[w] &^= 1 << bit; t.free[w] == 0 {
			t.some &^= 1 << w
		}
		return int32(w*64 + bit)
	}
	if len(t.slots) >= MaxTimers {
		panic(fmt.Sprintf("sim: more than %d timers", MaxTimers))
	}
	t.slots = append(t.slots, timer{gen: 1, place: none})
	return int32(len(t.slots) - 1)
}

// release frees a slot whose place in the heap is gone.
func (t *Timers) release(i int32) {
	s := &t.slots[i]
	gen := s.gen + 1
	if gen == 0 {
		gen = 1
	}
	*s = timer{gen: gen, place: none}
	t.markFree(i)
}

func (t *Timers) markFree(i int32) {
	t.free[i/64] |= 1 << (i % 64)
	t.some |= 1 << (i / 64)
}

func (t *Timers) arm(a alarm) {
	t.heap = append(t.heap, a)
	t.up(int32(len(t.heap)-1), a)
}

func (t *Timers) remove(place int32) {
	i := t.heap[place].slot
	n := int32(len(t.heap) - 1)
	last := t.heap[n]
	t.heap = t.heap[:n]
	if place < n {
		t.up(t.down(place), last)
	}
	t.release(i)
}

// before is the order in which timers come due: when, then order of setting. The slot
// makes it total even for state that AppendState never wrote.
func (a *alarm) before(b *alarm) bool {
	if a.at != b.at {
		return a.at < b.at
	}
	if a.order != b.order {
		return a.order < b.order
	}
	return a.slot < b.slot
}

func (t *Timers) put(p int32, a alarm) {
	t.heap[p] = a
	t.slots[a.slot].place = p
}

// up puts an alarm where it belongs on the way from a place to the root.
func (t *Timers) up(p int32, a alarm) {
	for p > 0 {
		parent := (p - 1) / 2
		if !a.before(&t.heap[parent]) {
			break
		}
		t.put(p, t.heap[parent])
		p = parent
	}
	t.put(p, a)
}

// down closes a gap by the nearer of its children, again and again, and returns where
// the gap is in the end: most alarms that fill one belong near the leaves.
func (t *Timers) down(p int32) int32 {
	n := int32(len(t.heap))
	for {
		child := 2*p + 1
		if child >= n {
			return p
		}
		if child+1 < n && t.heap[child+1].before(&t.heap[child]) {
			child++
		}
		t.put(p, t.heap[child])
		p = child
	}
}
