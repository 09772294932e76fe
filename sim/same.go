package sim

import (
	"math/bits"
	"slices"
)

// dropped is the key of an event that another one stands for; no index is that high.
var dropped = orderKey{low: 1<<64 - 1}

// coalesce keeps of ordered events with equal source and subjects the last, and gives
// it the age of the oldest, so that an event superseded every tick is served still.
func (q *Queue) coalesce(keys []orderKey) []orderKey {
	q.clearPlaces(len(keys))
	aged := false
	for i, k := range keys {
		e := &q.pending[k.index()]
		place := q.place(keys, e, sameSubjects, hashSubjects(e))
		if *place != 0 {
			old := &q.pending[keys[*place-1].index()]
			q.trace.add(old, Superseded, 0)
			if old.Due != e.Due {
				e.Due, aged = old.Due, true
				keys[i] = k.ranked(rankOf(q.tick, e.Due))
			}
			keys[*place-1] = dropped
		}
		*place = int32(i + 1)
	}
	keys = compact(keys)
	if aged {
		q.sort(keys)
	}
	return keys
}

// distinct keeps of ordered events that are equal but for Seq and Due the first.
func (q *Queue) distinct(keys []orderKey) []orderKey {
	q.clearPlaces(len(keys))
	for i, k := range keys {
		e := &q.pending[k.index()]
		place := q.place(keys, e, sameEvent, hashEvent(e))
		if *place != 0 {
			q.trace.add(e, Duplicate, 0)
			keys[i] = dropped
			continue
		}
		*place = int32(i + 1)
	}
	return compact(keys)
}

// clearPlaces makes a hash table of twice as many places as there are keys. What is kept
// does not depend on where an event's place is.
func (q *Queue) clearPlaces(keys int) {
	n := 1 << bits.Len(uint(2*keys))
	q.places = slices.Grow(q.places[:0], n)[:n]
	clear(q.places)
}

// place finds where the number of the key that stands for an event is, plus 1; 0 when
// there is none yet.
func (q *Queue) place(keys []orderKey, e *Event, same func(a, b *Event) bool, hash uint64) *int32 {
	mask := uint64(len(q.places) - 1)
	for p := hash & mask; ; p = (p + 1) & mask {
		n := q.places[p]
		if n == 0 || same(&q.pending[keys[n-1].index()], e) {
			return &q.places[p]
		}
	}
}

func compact(keys []orderKey) []orderKey {
	return slices.DeleteFunc(keys, func(k orderKey) bool { return k == dropped })
}

func sameSubjects(a, b *Event) bool { return a.Source == b.Source && a.A == b.A && a.B == b.B }

func sameEvent(a, b *Event) bool {
	return sameSubjects(a, b) && a.Stamp == b.Stamp && a.Args == b.Args
}

func hashSubjects(e *Event) uint64 {
	ids := uint64(e.A.Index)<<48 | uint64(e.A.Gen)<<32 | uint64(e.B.Index)<<16 | uint64(e.B.Gen)
	return mix64(ids ^ mix64(uint64(e.Source)))
}

func hashEvent(e *Event) uint64 {
	h := hashSubjects(e) ^ uint64(e.Stamp)
	for i := 0; i < len(e.Args); i += 2 {
		h = hashWord(h, uint64(uint32(e.Args[i]))<<32|uint64(uint32(e.Args[i+1])))
	}
	return mix64(h)
}
