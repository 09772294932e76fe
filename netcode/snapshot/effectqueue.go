package snapshot

import "hindsight/sim/row"

// effectQueue holds the effects that a client is not known to have, oldest first.
type effectQueue struct {
	items  []queued
	next   uint32 // number of the next effect
	chosen int    // since prepare
}

type queued struct {
	effect row.Effect
	number uint32
	record span
	chosen bool
}

func (q *effectQueue) push(effects []row.Effect) {
	if extra := len(q.items) + len(effects) - maxQueued; extra > 0 {
		if extra > len(q.items) {
			effects = effects[extra-len(q.items):]
			extra = len(q.items)
		}
		q.items = append(q.items[:0], q.items[extra:]...)
	}
	for _, e := range effects {
		q.items = append(q.items, queued{effect: e, number: q.next})
		q.next++
	}
}

// prepare drops what is older than window ticks, and writes the others to w.
func (q *effectQueue) prepare(tick, window uint32, w *symbols) {
	q.chosen = 0
	kept := q.items[:0]
	for _, it := range q.items {
		if it.effect.Tick+window < tick {
			continue
		}
		p := w.begin()
		w.bit(ctxEffect, true)
		writeEffect(w, tick, &it.effect)
		it.record, it.chosen = w.end(p), false
		kept = append(kept, it)
	}
	q.items = kept
}

// choose takes effects, the newest first, into a room and returns how much of it they
// use, in 1/bits.CostUnit bits. It may be called again with further room.
func (q *effectQueue) choose(room int) (used int) {
	for i := len(q.items) - 1; i >= 0 && q.chosen < maxEffects; i-- {
		it := &q.items[i]
		if cost := it.record.cost; !it.chosen && used+cost <= room {
			it.chosen = true
			used += cost
			q.chosen++
		}
	}
	return used
}

// acknowledge drops the effects with these numbers, which ascend.
func (q *effectQueue) acknowledge(numbers []uint32) {
	kept := q.items[:0]
	for _, it := range q.items {
		for len(numbers) > 0 && numbers[0] < it.number {
			numbers = numbers[1:]
		}
		if len(numbers) == 0 || numbers[0] != it.number {
			kept = append(kept, it)
		}
	}
	q.items = kept
}

// forget drops the choice.
func (q *effectQueue) forget() {
	for i := range q.items {
		q.items[i].chosen = false
	}
	q.chosen = 0
}
