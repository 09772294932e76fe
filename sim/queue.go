package sim

import "fmt"

// Queue holds the events of a tick and hands them to a game's handlers in an order
// that does not depend on the order of arrival: by kind (hence by class), then Due
// (which differs for events that a budget made wait only), Stamp, a hash of tick and
// Source so that no slot is favoured, Source, Seq.
//
// A tick is Begin, any number of Post, Run. An event posted for a kind that has run
// already, or outside of Begin and Run, is deferred: it belongs to the next tick, and
// gets its Seq there. Only deferred and overdue events cross a tick; they are the
// queue's state. The zero Queue is empty and ready.
type Queue struct {
	tick    Tick
	current EventKind // kinds below have run
	open    bool      // between Begin and the end of Run
	lost    uint64    // bit k: an event of kind k did not fit this tick

	pending []Event // of this tick, as they came
	next    []int32 // links pending events of one kind, in order of arrival
	first   [MaxEventKinds + 1]int32
	last    [MaxEventKinds + 1]int32

	overdue  []Event // of kinds with a budget, by kind and order, for the next tick
	deferred []Event // by kind and order once a tick is over

	refused      []Refusal
	refusedCount uint32

	seqs  []seqCount
	epoch uint32

	// what is kept of memory only
	keys, spare []orderKey
	batch       []Event
	scratch     []Event
}

// Refusal is an event that a handler or the queue refused, and why. Reasons are the
// game's own, except RefusedFull.
type Refusal struct {
	Event  Event
	Reason uint8
}

// RefusedFull is the reason of the queue itself: a limit was hit.
const RefusedFull uint8 = 255

type seqCount struct{ epoch, next uint32 }

const none int32 = -1

// Begin starts a tick with the events that were deferred or left over.
func (q *Queue) Begin(tick Tick) {
	q.tick, q.current, q.open, q.lost = tick, 1, true, 0
	q.epoch++
	q.pending, q.next = q.pending[:0], q.next[:0]
	q.refused, q.refusedCount = q.refused[:0], 0
	for k := range q.first {
		q.first[k], q.last[k] = none, none
	}
	for i := range q.overdue {
		q.push(&q.overdue[i])
	}
	q.sortDeferred()
	for i := range q.deferred {
		e := &q.deferred[i]
		e.Due, e.Seq = tick, q.count(e.Source)
		q.push(e)
	}
	q.overdue, q.deferred = q.overdue[:0], q.deferred[:0]
}

// Post adds an event; the caller sets all but Seq and Due. An event beyond MaxEvents
// or MaxDeferred is refused as RefusedFull; if its class may not be shed, Run panics
// then, since games bound such events by slots and capacities.
func (q *Queue) Post(e Event) {
	if err := checkEvent(&e, MaxEventKinds); err != nil {
		panic(err)
	}
	if !q.open || e.Kind < q.current {
		q.postpone(&e)
		return
	}
	if len(q.pending) >= MaxEvents {
		q.shed(&e)
		return
	}
	e.Due, e.Seq = q.tick, q.count(e.Source)
	q.push(&e)
}

// Refuse keeps what a handler refuses, with its reason, until the next Begin.
func (q *Queue) Refuse(e *Event, reason uint8) {
	q.refusedCount++
	if len(q.refused) < MaxRefused {
		q.refused = append(q.refused, Refusal{Event: *e, Reason: reason})
	}
}

// Refused returns what was refused in this tick, at most MaxRefused events in order.
// It is valid until the next Begin.
func (q *Queue) Refused() []Refusal { return q.refused }

// RefusedCount returns how many events were refused in this tick.
func (q *Queue) RefusedCount() uint32 { return q.refusedCount }

// Waiting returns how many events wait for the next tick.
func (q *Queue) Waiting() (overdue, deferred uint32) {
	return uint32(len(q.overdue)), uint32(len(q.deferred))
}

// Run hands the events of the tick to their handlers, kind by kind in the order of the
// table. Events that a handler posts to its own kind form a further batch right after,
// up to MaxRounds batches a tick; what comes then waits for the next tick.
func Run[G any](q *Queue, table Table[G], g G) {
	if !q.open {
		panic("sim: Run without Begin")
	}
	for i := range table {
		spec := &table[i]
		kind := EventKind(i + 1)
		q.current = kind
		left := spec.Budget
		for round := 0; q.first[kind] != none; round++ {
			if spec.Handle == nil {
				q.first[kind] = none
				break
			}
			q.order(kind, spec.Coalesce)
			if spec.Budget > 0 {
				if round == MaxRounds {
					left = 0
				}
				left -= q.keepOverdue(left)
			} else if round == MaxRounds {
				q.postponeAll()
			}
			if len(q.keys) == 0 {
				break
			}
			q.fill()
			spec.Handle(g, q.batch)
		}
	}
	q.end(EventKind(len(table)))
	if q.lost != 0 {
		for i := range table {
			if q.lost&(1<<(i+1)) != 0 && !table[i].Class.sheddable() {
				panic(fmt.Sprintf("sim: more events of kind %s than the queue holds", table[i].Name))
			}
		}
	}
}

// end closes the tick of a table with a number of kinds.
func (q *Queue) end(kinds EventKind) {
	for k := int(kinds) + 1; k <= MaxEventKinds; k++ {
		if q.first[k] != none {
			panic(fmt.Sprintf("sim: event of kind %d, the table has %d", k, kinds))
		}
	}
	q.open = false
	q.sortDeferred()
}

// keepOverdue cuts the ordered keys to the first left of them; the others wait, as far
// as MaxOverdue allows. It returns how many are handled now.
func (q *Queue) keepOverdue(left int32) int32 {
	n := min(int32(len(q.keys)), left)
	for _, k := range q.keys[n:] {
		e := &q.pending[k.index]
		if len(q.overdue) < MaxOverdue {
			q.overdue = append(q.overdue, *e)
		} else {
			q.shed(e)
		}
	}
	q.keys = q.keys[:n]
	return n
}

func (q *Queue) postponeAll() {
	for _, k := range q.keys {
		q.postpone(&q.pending[k.index])
	}
	q.keys = q.keys[:0]
}

// postpone makes an event one of the next tick.
func (q *Queue) postpone(e *Event) {
	if len(q.deferred) >= MaxDeferred {
		q.shed(e)
		return
	}
	q.deferred = append(q.deferred, *e)
	d := &q.deferred[len(q.deferred)-1]
	d.Due, d.Seq = q.tick+1, uint32(len(q.deferred)-1)
}

func (q *Queue) shed(e *Event) {
	q.lost |= 1 << e.Kind
	q.Refuse(e, RefusedFull)
}

// push links an event to the others of its kind.
func (q *Queue) push(e *Event) {
	i := int32(len(q.pending))
	q.pending = append(q.pending, *e)
	q.next = append(q.next, none)
	if q.first[e.Kind] == none {
		q.first[e.Kind] = i
	} else {
		q.next[q.last[e.Kind]] = i
	}
	q.last[e.Kind] = i
}

// count returns the next Seq of a source in this tick.
func (q *Queue) count(source uint32) uint32 {
	for uint32(len(q.seqs)) <= source {
		q.seqs = append(q.seqs, seqCount{})
	}
	c := &q.seqs[source]
	if c.epoch != q.epoch {
		*c = seqCount{epoch: q.epoch}
	}
	c.next++
	return c.next - 1
}

// checkEvent says what makes an event impossible in a table of so many kinds.
func checkEvent(e *Event, kinds EventKind) error {
	switch {
	case e.Kind == 0 || e.Kind > kinds:
		return fmt.Errorf("sim: event of kind %d, want 1 to %d", e.Kind, kinds)
	case e.Source >= MaxSources:
		return fmt.Errorf("sim: event of source %d, limit %d", e.Source, MaxSources)
	case e.Stamp > maxStamp:
		return fmt.Errorf("sim: event of stamp %d, limit %d", uint64(e.Stamp), uint64(maxStamp))
	}
	return nil
}
