package sim

import "slices"

func (q *Queue) sort(keys []orderKey) {
	q.spare = slices.Grow(q.spare[:0], len(keys))
	sortKeys(keys, q.spare[:len(keys)])
}

// fill copies the events of keys into the batch.
func (q *Queue) fill(keys []orderKey) {
	q.batch = slices.Grow(q.batch[:0], len(keys))[:len(keys)]
	for i, k := range keys {
		q.batch[i] = q.pending[k.index()]
	}
}

// sortDeferred brings the deferred events into the order of the tick they wait for, so
// that equal states have equal bytes.
func (q *Queue) sortDeferred() {
	if len(q.deferred) == 0 {
		return
	}
	keys := q.postponed[:0]
	for i := range q.deferred {
		e := &q.deferred[i]
		keys = append(keys, makeKey(e.Stamp, e.Source, e.Seq, uint32(e.Kind), int32(i), tieOf(e.Due, e.Source)))
	}
	q.sort(keys)
	q.postponed = keys
	q.scratch = append(q.scratch[:0], q.deferred...)
	for i, k := range keys {
		q.deferred[i] = q.scratch[k.index()]
		q.deferred[i].Seq = uint32(i)
	}
}
