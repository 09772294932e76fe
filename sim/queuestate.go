package sim

import "fmt"

// CopyFrom makes q equal to src between two ticks: what waits for the next tick. What
// was refused is not part of it.
func (q *Queue) CopyFrom(src *Queue) {
	q.Reset()
	q.tick = src.tick
	q.overdue = append(q.overdue, src.overdue...)
	q.deferred = append(q.deferred, src.deferred...)
}

// Reset empties the queue and keeps its memory.
func (q *Queue) Reset() {
	q.tick, q.open, q.lost = 0, false, 0
	q.clear()
	q.overdue, q.deferred = q.overdue[:0], q.deferred[:0]
	q.refused, q.refusedCount = q.refused[:0], 0
}

// AppendState appends the canonical bytes of what waits for the next tick.
func (q *Queue) AppendState(b []byte) []byte {
	b = AppendU32(b, uint32(q.tick))
	b = AppendU32(b, uint32(len(q.overdue)))
	for i := range q.overdue {
		b = AppendEvent(b, &q.overdue[i])
	}
	b = AppendU32(b, uint32(len(q.deferred)))
	for i := range q.deferred {
		b = AppendEvent(b, &q.deferred[i])
	}
	return b
}

// LoadState replaces the queue by one that AppendState wrote for a table of so many
// kinds. When r fails the queue is left empty.
func (q *Queue) LoadState(r *Reader, kinds int) {
	q.Reset()
	q.tick = Tick(r.U32())
	q.overdue = readEvents(q.overdue, r, MaxOverdue*min(kinds, MaxEventKinds), kinds)
	q.deferred = readEvents(q.deferred, r, MaxDeferred, kinds)
	if r.Err() != nil {
		q.Reset()
	}
}

func readEvents(events []Event, r *Reader, limit, kinds int) []Event {
	for n := r.Len(limit); n > 0 && r.Err() == nil; n-- {
		e := r.Event(kinds)
		if e.Seq >= 1<<seqBits {
			r.Fail(fmt.Errorf("sim: event of Seq %d, limit %d", e.Seq, 1<<seqBits))
		}
		events = append(events, e)
	}
	return events
}

// AppendEvent appends the canonical bytes of an event.
func AppendEvent(b []byte, e *Event) []byte {
	b = AppendU64(b, uint64(e.Stamp))
	b = AppendU32(b, e.Source)
	b = AppendU32(b, e.Seq)
	b = AppendID(b, e.A)
	b = AppendID(b, e.B)
	for _, a := range e.Args {
		b = AppendI32(b, a)
	}
	b = AppendU32(b, uint32(e.Due))
	return append(b, byte(e.Kind))
}

// Event reads an event for a table of so many kinds.
func (r *Reader) Event(kinds int) Event {
	e := Event{Stamp: Stamp(r.U64()), Source: r.U32(), Seq: r.U32(), A: r.ID(), B: r.ID()}
	for i := range e.Args {
		e.Args[i] = r.I32()
	}
	e.Due, e.Kind = Tick(r.U32()), EventKind(r.U8())
	if r.Err() == nil {
		if err := checkEvent(&e, EventKind(min(kinds, MaxEventKinds))); err != nil {
			r.Fail(err)
		}
	}
	return e
}
