package sim

import (
	"fmt"
	"math/bits"
)

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

	pending []Event                       // of this tick, as they came
	some    uint64                        // bit k: events of kind k are pending, and
	keys    [MaxEventKinds + 1][]orderKey // theirs by kind, as they came

	overdue  []Event // of kinds with a budget, by kind and order, for the next tick
	deferred []Event // by kind and order once a tick is over

	refused      []Refusal
	refusedCount uint32

	seqs  []seqCount
	epoch uint32

	trace *Trace // who watches; nil for nobody

	// what is kept of memory only
	spare, postponed []orderKey
	places           []int32
	batch, scratch   []Event
}

// Refusal is an event that a handler or the queue refused, and why. Reasons are the
// game's own, except RefusedFull.
type Refusal struct {
	Event  Event
	Reason uint8
}

// RefusedFull is the reason of the queue itself: a limit was hit.
const RefusedFull uint8 = 255

// seqCount counts the events of a source; next and tie are of the tick of epoch.
type seqCount struct{ epoch, next, tie uint32 }

// Begin starts a tick with the events that were deferred or left over.
func (q *Queue) Begin(tick Tick) {
	q.tick, q.current, q.open, q.lost = tick, 1, true, 0
	q.epoch++
	q.clear()
	q.refused, q.refusedCount = q.refused[:0], 0
	q.trace.begin(tick)
	for i := range q.overdue {
		e := &q.overdue[i]
		q.push(e, e.Due, e.Seq, tieOf(tick, e.Source))
	}
	q.sortDeferred()
	for i := range q.deferred {
		e := &q.deferred[i]
		c := q.count(e.Source)
		q.push(e, tick, c.next-1, c.tie)
	}
	q.overdue, q.deferred = q.overdue[:0], q.deferred[:0]
}

// Post adds an event; the caller sets all but Seq and Due. An event beyond MaxEvents
// or MaxDeferred is refused as RefusedFull; if its class may not be shed, Run panics
// then, since games bound such events by slots and capacities.
func (q *Queue) Post(e Event) {
	if !e.possible(MaxEventKinds) {
		panic(checkEvent(&e, MaxEventKinds))
	}
	if !q.open || e.Kind < q.current {
		q.postpone(&e)
		return
	}
	if len(q.pending) >= MaxEvents {
		q.shed(&e)
		return
	}
	c := q.count(e.Source)
	q.push(&e, q.tick, c.next-1, c.tie)
}

// Refuse keeps what a handler refuses, with its reason, until the next Begin.
func (q *Queue) Refuse(e *Event, reason uint8) {
	q.trace.refuse(e, reason)
	q.keepRefusal(e, reason)
}

func (q *Queue) keepRefusal(e *Event, reason uint8) {
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
	if q.trace != nil {
		for i := range table {
			q.trace.kinds = append(q.trace.kinds, kindName{table[i].Name, table[i].Class})
		}
	}
	for i := range table {
		if q.current = EventKind(i + 1); q.some>>q.current&1 != 0 {
			runKind(q, &table[i], g)
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

// runKind hands over the events of the current kind, which has some.
func runKind[G any](q *Queue, spec *KindSpec[G], g G) {
	kind := q.current
	left, room := spec.Budget, len(q.overdue)+MaxOverdue
	for round := 0; q.some>>kind&1 != 0; round++ {
		keys := q.take(kind)
		if spec.Handle == nil {
			return
		}
		q.sort(keys)
		switch {
		case len(keys) == 1:
		case spec.Coalesce:
			keys = q.coalesce(keys)
		case spec.Distinct:
			keys = q.distinct(keys)
		}
		if round == MaxRounds {
			left = 0
		}
		if spec.Budget > 0 {
			n := min(len(keys), int(left))
			q.keepOverdue(keys[n:], room)
			keys, left = keys[:n], left-int32(n)
		} else if round == MaxRounds {
			q.postponeAll(keys)
			return
		}
		if len(keys) == 0 {
			return
		}
		q.fill(keys)
		q.trace.handled(q.batch, round)
		spec.Handle(g, q.batch)
	}
}

// end closes the tick of a table with a number of kinds.
func (q *Queue) end(kinds EventKind) {
	if q.some != 0 {
		panic(fmt.Sprintf("sim: event of kind %d, the table has %d", bits.TrailingZeros64(q.some), kinds))
	}
	q.open = false
	q.sortDeferred()
}

// keepOverdue makes ordered events wait, as long as no more than room do.
func (q *Queue) keepOverdue(keys []orderKey, room int) {
	for _, k := range keys {
		e := &q.pending[k.index()]
		if len(q.overdue) < room {
			q.overdue = append(q.overdue, *e)
			q.trace.add(e, Waits, 0)
		} else {
			q.shed(e)
		}
	}
}

func (q *Queue) postponeAll(keys []orderKey) {
	for _, k := range keys {
		q.postpone(&q.pending[k.index()])
	}
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
	q.trace.add(d, Deferred, 0)
}

func (q *Queue) shed(e *Event) {
	q.lost |= 1 << e.Kind
	q.trace.add(e, Refused, RefusedFull)
	q.keepRefusal(e, RefusedFull)
}

// push adds an event to those of its kind.
func (q *Queue) push(e *Event, due Tick, seq, tie uint32) {
	i := int32(len(q.pending))
	q.pending = append(q.pending, *e)
	p := &q.pending[i] // here, since e was written a moment ago: reading it would wait
	p.Due, p.Seq = due, seq
	q.some |= 1 << e.Kind
	keys := &q.keys[e.Kind]
	*keys = append(*keys, makeKey(e.Stamp, e.Source, seq, rankOf(q.tick, due), i, tie))
}

// take empties the list of a kind. It is valid until the next push.
func (q *Queue) take(kind EventKind) []orderKey {
	keys := q.keys[kind]
	q.keys[kind] = keys[:0]
	q.some &^= 1 << kind
	return keys
}

// clear forgets what is pending.
func (q *Queue) clear() {
	q.pending = q.pending[:0]
	for q.some != 0 {
		q.take(EventKind(bits.TrailingZeros64(q.some)))
	}
}

// count counts an event of a source in this tick.
func (q *Queue) count(source uint32) *seqCount {
	if source >= uint32(len(q.seqs)) || q.seqs[source].epoch != q.epoch {
		q.meet(source)
	}
	c := &q.seqs[source]
	c.next++
	return c
}

// meet begins the count of a source that this tick has not seen.
func (q *Queue) meet(source uint32) {
	for uint32(len(q.seqs)) <= source {
		q.seqs = append(q.seqs, seqCount{})
	}
	q.seqs[source] = seqCount{epoch: q.epoch, tie: tieOf(q.tick, source)}
}

// possible reports whether an event can be in a table of so many kinds.
func (e *Event) possible(kinds EventKind) bool {
	return e.Kind-1 < kinds && e.Source < MaxSources && e.Stamp <= maxStamp
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
