package snapshot

import (
	"math/bits"
	"slices"

	netbits "hindsight/netcode/bits"
	"hindsight/sim/row"
)

// candidate is a record that wants room; the greatest key goes first.
type candidate struct {
	key    uint64
	record int
}

// Classes of keys. Below them is a value, and the record's number so that the order
// is total. What is of the upper three stands in the order twice: it has the first half
// of the room, and its turn among the others.
const (
	keyWaits uint64 = iota << 60
	keyOld
	keyRest // came to rest, and the client does not know
	keyNear // touches the own player, or was just hit by it
	keyFirst
	keyValue = 16 // shift
	keyMask  = 1<<keyValue - 1
)

// endPriority puts ends before all rows that are not old.
const endPriority = 1 << 32

// chooseAll gives everything a place and returns what that uses.
func (e *Encoder) chooseAll() (used int) {
	for i := range e.records {
		e.records[i].chosen = true
	}
	return e.total
}

// rank puts what may be said in order: see Encode.
func (e *Encoder) rank(base *holding, view *row.Set) {
	e.place = e.placeOf(view)
	e.order = e.order[:0]
	for i := range e.records {
		rec := &e.records[i]
		if rec.state == predicted {
			continue
		}
		last := uint64(keyMask - i)
		e.order = append(e.order, candidate{e.key(rec, base, view.Tick) | last, i})
		if first := e.firstKey(rec, view.Tick); first != 0 {
			e.order = append(e.order, candidate{first | last, i})
		}
	}
	slices.SortFunc(e.order, func(a, b candidate) int {
		if a.key > b.key {
			return -1
		}
		return 1 // keys differ
	})
}

// choose picks the records that get a place in the room and returns what they use,
// both in 1/bits.CostUnit bits.
func (e *Encoder) choose(room int) (used int) {
	for _, c := range e.order {
		rec, limit := &e.records[c.record], room
		if c.key >= keyRest {
			limit = room / firstShare
		}
		if !rec.chosen && used+rec.price <= limit && !e.blocked(c.record) {
			rec.chosen = true
			used += rec.price
		}
	}
	return used
}

// unchoose drops the choice.
func (e *Encoder) unchoose() {
	for i := range e.records {
		e.records[i].chosen = e.records[i].state == predicted
	}
	e.queue.forget()
}

// settle notes which rows found a place.
func (e *Encoder) settle(tick uint32) {
	for i := range e.records {
		switch rec := &e.records[i]; {
		case !rec.isRow():
		case rec.chosen:
			e.sight.found(rec, tick)
		default:
			e.sight.waited[rec.id.Index] += e.share(rec)
		}
	}
}

// firstKey is the rank of a record among those that go first, zero when it does not.
func (e *Encoder) firstKey(rec *record, tick uint32) uint64 {
	value := uint64(tick-rec.since) << keyValue
	switch {
	case rec.own || rec.state == hidden || rec.state == destroyed:
		return keyFirst | value
	case rec.isRow() && (e.place.near(e.code, rec) || e.sight.hitLately(rec.id, tick)):
		return keyNear | value
	case rec.state == changed && rec.old.moves && !rec.then.moves:
		return keyRest | value
	}
	return 0
}

// key is the rank of a record among all.
//
// Age is counted from what the client is known to have, since snapshots in flight may
// be lost. A row that rides in some of them yields, so that the same rows are not
// repeated while an acknowledgement is under way. Without any only the waiting counts.
func (e *Encoder) key(rec *record, base *holding, tick uint32) uint64 {
	if base != &e.full {
		age := int(tick-rec.since) - flightYield*e.sight.inFlight(rec, tick-base.tick, tick)
		if age > maxAge {
			return keyOld | uint64(age)<<keyValue
		}
	}
	if rec.isRow() {
		return keyWaits | uint64(e.sight.waited[rec.id.Index]+e.share(rec))<<keyValue
	}
	return keyWaits | endPriority<<keyValue
}

// place is where the own player is.
type place struct {
	known bool
	x, y  int64
	reach int64
}

// placeOf finds the own player's entity: the first row of its own with a place.
func (e *Encoder) placeOf(view *row.Set) place {
	for i := range view.Rows {
		r := &view.Rows[i]
		if k := e.code.kind(r.Kind); e.owns(r) && k.reach > 0 {
			return place{true, int64(r.Fields[k.x]), int64(r.Fields[k.y]), k.reach}
		}
	}
	return place{}
}

// far is how far an entity is, in reaches; many when either place is unknown.
func (p *place) far(code *rowCode, r *row.Row) int64 {
	k := code.kind(r.Kind)
	if !p.known || k.x < 0 {
		return 1 << 20
	}
	dx, dy := int64(r.Fields[k.x])-p.x, int64(r.Fields[k.y])-p.y
	return max(dx, -dx, dy, -dy) / p.reach
}

// near reports whether a row that moves is within reach.
func (p *place) near(code *rowCode, rec *record) bool {
	return len(code.kind(rec.now.Kind).moving) > 0 && p.far(code, rec.now) == 0
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

// share is the priority that a row gathers in each snapshot without it: more the
// larger the change is and the nearer the entity, and more for another player's.
func (e *Encoder) share(rec *record) uint32 {
	s := 8 + uint32(rec.span.cost/netbits.CostUnit)/4
	switch far := e.place.far(e.code, rec.now); {
	case far < 3:
		s *= 4
	case far < 6:
		s *= 2
	}
	if rec.now.Owner != 0 {
		s *= 2
	}
	return s
}

// found notes that a row found a place.
func (s *sight) found(rec *record, tick uint32) {
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
