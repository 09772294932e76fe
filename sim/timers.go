package sim

import (
	"fmt"
	"math/bits"
)

// Timers holds events that are to be posted at a later tick. Setting, cancelling and
// taking one that is due cost O(log n). The zero Timers is empty and ready.
type Timers struct {
	slots []timer
	free  []uint64 // bit i%64 of word i/64: slot i is free
	heap  []int32  // slots that are set, the next one due first
	set   uint64   // timers set so far
}

// TimerID names a timer that was set. The zero id names none. A slot's Gen comes round
// after 65,535 timers; keep no id longer than its timer matters.
type TimerID struct{ Index, Gen uint16 }

// none is the place of a timer that is not set.
const none int32 = -1

type timer struct {
	event Event
	order uint64 // of setting
	at    Tick
	place int32 // in heap; none when free
	gen   uint16
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
	s.event, s.at, s.order, s.place = e, at, t.set, int32(len(t.heap))
	t.set++
	t.heap = append(t.heap, i)
	t.up(s.place)
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
	for len(t.heap) > 0 && t.slots[t.heap[0]].at <= now {
		e := t.slots[t.heap[0]].event
		t.remove(0)
		q.Post(e)
	}
}

// allocate takes the lowest free slot.
func (t *Timers) allocate() int32 {
	for w, word := range t.free {
		if word != 0 {
			bit := bits.TrailingZeros64(word)
			t.free[w] &^= 1 << bit
			return int32(w*64 + bit)
		}
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
	for int32(len(t.free)) <= i/64 {
		t.free = append(t.free, 0)
	}
	t.free[i/64] |= 1 << (i % 64)
}

func (t *Timers) remove(place int32) {
	i := t.heap[place]
	last := int32(len(t.heap) - 1)
	t.swap(place, last)
	t.heap = t.heap[:last]
	if place < last {
		t.down(place)
		t.up(place)
	}
	t.release(i)
}

// before is the order of two slots: when, then order of setting. Index makes it total
// even for state that AppendState never wrote.
func (t *Timers) before(i, j int32) bool {
	a, b := &t.slots[i], &t.slots[j]
	if a.at != b.at {
		return a.at < b.at
	}
	if a.order != b.order {
		return a.order < b.order
	}
	return i < j
}

func (t *Timers) swap(p, q int32) {
	t.heap[p], t.heap[q] = t.heap[q], t.heap[p]
	t.slots[t.heap[p]].place, t.slots[t.heap[q]].place = p, q
}

func (t *Timers) up(p int32) {
	for p > 0 {
		parent := (p - 1) / 2
		if !t.before(t.heap[p], t.heap[parent]) {
			return
		}
		t.swap(p, parent)
		p = parent
	}
}

func (t *Timers) down(p int32) {
	n := int32(len(t.heap))
	for {
		least := p
		for child := 2*p + 1; child <= 2*p+2 && child < n; child++ {
			if t.before(t.heap[child], t.heap[least]) {
				least = child
			}
		}
		if least == p {
			return
		}
		t.swap(p, least)
		p = least
	}
}
