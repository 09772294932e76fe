package sim

import (
	"cmp"
	"slices"
)

// orderKey is what events are ordered by, packed for comparison. The index makes the
// order total even among overdue events that took over an age.
type orderKey struct {
	rank  uint32 // Due
	index int32  // into pending
	time  uint64 // stamp, 40 bits, then the tie-break, 24 bits
	who   uint64 // source, then Seq
}

// maxStamp is the last stamp of the last tick: 40 bits.
const maxStamp = Stamp(1<<40 - 1)

func keyOf(e *Event, rank uint32, index int32, tick Tick) orderKey {
	tie := mix64(uint64(tick)<<32|uint64(e.Source)) >> 40
	return orderKey{rank: rank, index: index, time: uint64(e.Stamp)<<24 | tie, who: uint64(e.Source)<<32 | uint64(e.Seq)}
}

func compareKeys(a, b orderKey) int {
	switch {
	case a.rank != b.rank:
		return cmp.Compare(a.rank, b.rank)
	case a.time != b.time:
		return cmp.Compare(a.time, b.time)
	case a.who != b.who:
		return cmp.Compare(a.who, b.who)
	}
	return cmp.Compare(a.index, b.index)
}

// order takes all pending events of a kind and makes keys their order.
func (q *Queue) order(kind EventKind, coalesce bool) {
	q.keys = q.keys[:0]
	for i := q.first[kind]; i != none; i = q.next[i] {
		e := &q.pending[i]
		q.keys = append(q.keys, keyOf(e, uint32(e.Due), i, q.tick))
	}
	q.first[kind] = none
	q.sort()
	if coalesce && len(q.keys) > 1 {
		q.coalesce()
	}
}

// coalesce keeps of ordered events with equal source and subjects the last, and gives
// it the age of the oldest, so that an event superseded every tick is served still.
func (q *Queue) coalesce() {
	slices.SortFunc(q.keys, func(a, b orderKey) int {
		if c := compareSubjects(&q.pending[a.index], &q.pending[b.index]); c != 0 {
			return c
		}
		return compareKeys(a, b)
	})
	kept := q.keys[:0]
	for _, k := range q.keys {
		e := &q.pending[k.index]
		if n := len(kept); n > 0 && compareSubjects(&q.pending[kept[n-1].index], e) == 0 {
			k.rank = kept[n-1].rank
			e.Due = Tick(k.rank)
			kept[n-1] = k
			continue
		}
		kept = append(kept, k)
	}
	q.keys = kept
	q.sort()
}

func compareSubjects(a, b *Event) int {
	switch {
	case a.Source != b.Source:
		return cmp.Compare(a.Source, b.Source)
	case a.A != b.A:
		return compareIDs(a.A.Less(b.A))
	case a.B != b.B:
		return compareIDs(a.B.Less(b.B))
	}
	return 0
}

func compareIDs(less bool) int {
	if less {
		return -1
	}
	return 1
}

func (q *Queue) sort() {
	if n := len(q.keys); len(q.spare) < n {
		q.spare = slices.Grow(q.spare[:0], n)[:n]
	}
	sortKeys(q.keys, q.spare)
}

// fill copies the events of keys into the batch.
func (q *Queue) fill() {
	q.batch = q.batch[:0]
	for _, k := range q.keys {
		q.batch = append(q.batch, q.pending[k.index])
	}
}

// sortDeferred brings the deferred events into the order of the tick they wait for, so
// that equal states have equal bytes.
func (q *Queue) sortDeferred() {
	if len(q.deferred) == 0 {
		return
	}
	q.keys = q.keys[:0]
	for i := range q.deferred {
		e := &q.deferred[i]
		q.keys = append(q.keys, keyOf(e, uint32(e.Kind), int32(i), e.Due))
	}
	q.sort()
	q.scratch = append(q.scratch[:0], q.deferred...)
	for i, k := range q.keys {
		q.deferred[i] = q.scratch[k.index]
		q.deferred[i].Seq = uint32(i)
	}
}
