package snapshot

import (
	"math/bits"
	"slices"
)

// candidate is a record that wants room; the greatest key goes first.
type candidate struct {
	key    uint64
	record int
}

// Classes of keys. Below them is a value, and the record's number so that the order
// is total.
const (
	keyWaits uint64 = iota << 60
	keyOld
	keyFirst
	keyValue = 16 // shift
	keyMask  = 1<<keyValue - 1
)

// endPriority puts ends before all rows that are not old.
const endPriority = 1 << 32

// choose picks the records that get a place in the room and returns the bits used.
func (e *Encoder) choose(base *holding, tick uint32, room int) (used int) {
	if e.rank(base, tick, room) > room {
		slices.SortFunc(e.order, func(a, b candidate) int {
			if a.key > b.key {
				return -1
			}
			return 1 // keys differ
		})
	}
	for _, c := range e.order {
		rec := &e.records[c.record]
		if cost := rec.cost(); used+cost <= room && !e.blocked(c.record) {
			rec.chosen = true
			used += cost
		}
		if rec.isRow() {
			e.sight.wait(rec, tick)
		}
	}
	return used
}

// rank fills order, ends before rows, and returns what all of it would cost.
func (e *Encoder) rank(base *holding, tick uint32, room int) (total int) {
	e.order = e.order[:0]
	first := room / firstShare
	for _, rows := range [...]bool{false, true} {
		for i := range e.records {
			rec := &e.records[i]
			if rec.state == predicted || rec.isRow() != rows {
				continue
			}
			cost := rec.cost()
			key := e.key(rec, base, tick)
			if (rec.own || rec.state == hidden || rec.state == destroyed) && cost <= first {
				first -= cost
				key = keyFirst // all of them fit
			}
			e.order = append(e.order, candidate{key | uint64(keyMask-i), i})
			total += cost
		}
	}
	return total
}

// key is the rank of a record among those that do not go first.
//
// Age is counted in the baseline, since snapshots in flight may be lost, and each of
// them carries on its own what its baseline lacked. A row that rides in some of them
// yields a little, so that a baseline that stands still for a while does not have the
// same rows repeated. Without any acknowledged baseline only the waiting counts.
func (e *Encoder) key(rec *record, base *holding, tick uint32) uint64 {
	if base != &e.full {
		age := int(tick-rec.since) - flightYield*e.sight.inFlight(rec, tick-base.tick, tick)
		if age > maxAge {
			return keyOld | uint64(age)<<keyValue
		}
	}
	if rec.isRow() {
		return keyWaits | uint64(e.sight.waited[rec.id.Index]+rec.share())<<keyValue
	}
	return keyWaits | endPriority<<keyValue
}

// flights is the ticks of the snapshots that carried a row: bit i is tick-i.
type flights struct {
	tick uint32
	mask uint64
}

// inFlight counts the snapshots of the last ticks (fewer than 64) that carried a row.
func (s *sight) inFlight(rec *record, ticks, tick uint32) int {
	f := s.flights[rec.id.Index]
	return bits.OnesCount64(f.mask << (tick - f.tick) & (1<<ticks - 1))
}

// share is the priority that a row gathers in each snapshot without it: the size of
// its record grows with the size of the change.
func (rec *record) share() uint32 { return 8 + uint32(rec.segment.bits)/4 }

// wait notes whether a row found a place.
func (s *sight) wait(rec *record, tick uint32) {
	if !rec.chosen {
		s.waited[rec.id.Index] += rec.share()
		return
	}
	s.waited[rec.id.Index] = 0
	f := &s.flights[rec.id.Index]
	f.mask = f.mask<<(tick-f.tick) | 1
	f.tick = tick
}

// blocked reports whether a row's index is still taken by an entity whose end found
// no place.
func (e *Encoder) blocked(i int) bool {
	if e.records[i].state != fresh || i == 0 {
		return false
	}
	before := &e.records[i-1]
	return before.id.Index == e.records[i].id.Index && !before.chosen
}
