package snapshot

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"hindsight/sim/row"
)

// flight is a packet or an acknowledgement under way.
type flight struct {
	due, tick uint32
	body      []byte
}

// badLink is a bad connection in virtual time.
type badLink struct {
	rng          *rand.Rand
	loss         int // percent
	delay, extra uint32
	air          []flight
}

func (l *badLink) send(now, tick uint32, body []byte) {
	for range 1 + l.rng.IntN(10)/9 { // a tenth goes twice
		if l.rng.IntN(100) >= l.loss {
			due := now + l.delay + uint32(l.rng.IntN(int(l.extra)+1))
			l.air = append(l.air, flight{due, tick, append([]byte(nil), body...)})
		}
	}
}

func (l *badLink) arrive(now uint32, take func(flight)) {
	kept := l.air[:0]
	for _, f := range l.air {
		if f.due <= now {
			take(f)
		} else {
			kept = append(kept, f)
		}
	}
	l.air = kept
}

type condition struct {
	loss         int
	delay, extra uint32 // one way, ticks
	every        uint32 // ticks between snapshots
	budget       int
	own          uint8
	entities     int
}

// TestAnyConnection holds every set that a client decodes against full sets: each row
// must be what the server had at the row's own tick, under the viewer's mask, and the
// Encoder must know what the client holds.
func TestAnyConnection(t *testing.T) {
	schema := testSchema(t)
	for i, c := range []condition{
		{0, 0, 0, 1, 1 << 16, 1, 20},
		{5, 3, 2, 2, 1 << 16, 2, 30},
		{20, 6, 12, 1, 1 << 16, 3, 30},
		{60, 10, 20, 3, 1 << 16, 1, 20},
		{5, 3, 2, 2, 120, 1, 40},
		{20, 6, 12, 1, 200, 0, 60},
		{40, 20, 30, 2, 90, 2, 40},
		{90, 30, 10, 2, 150, 2, 20},
		{5, 3, 2, 2, 10, 1, 50},
		{0, 2, 0, 2, 300, 4, 341},
	} {
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			for seed := range uint64(4) {
				runCondition(t, schema, c, uint64(i)<<8|seed)
			}
		})
	}
}

func runCondition(t *testing.T, schema *row.Schema, c condition, seed uint64) {
	w := newWorld(schema, seed, c.own, c.entities)
	rng := rand.New(rand.NewPCG(seed, 2))
	down := &badLink{rng: rng, loss: c.loss, delay: c.delay, extra: c.extra}
	up := &badLink{rng: rng, loss: c.loss, delay: c.delay, extra: c.extra}
	h := &History{}
	h.Put(w.full[0])
	e, d := NewEncoder(schema, testRate, c.own), NewDecoder(schema, testRate)
	begin(t, e, d, schema, w.views[0])
	accepted, old := 0, 0
	for tick := uint32(1); tick < 400; tick++ {
		w.step()
		h.Put(w.full[tick])
		if tick%c.every == 0 {
			body := e.Encode(nil, w.views[tick], h, c.budget)
			if limit := max(c.budget, 16+(3*(2*c.entities)+7)/8); len(body) > limit {
				t.Fatalf("tick %d: %d bytes, limit %d", tick, len(body), limit)
			}
			down.send(tick, tick, body)
		}
		down.arrive(tick, func(f flight) {
			set, err := d.Decode(f.body, f.tick)
			if errors.Is(err, ErrOld) || errors.Is(err, ErrNoBaseline) {
				old++
				return
			}
			if err != nil {
				t.Fatalf("tick %d: %v", f.tick, err)
			}
			accepted++
			w.check(t, set, c.budget == 1<<16)
			checkHeld(t, e, w, set)
			up.send(tick, f.tick, nil)
		})
		up.arrive(tick, func(f flight) { e.Ack(f.tick) })
	}
	if accepted < 10 || old > accepted/10 {
		t.Fatalf("%d packets accepted, %d without baseline or too old", accepted, old)
	}
}

func begin(t testing.TB, e *Encoder, d *Decoder, schema *row.Schema, view *row.Set) {
	t.Helper()
	var full row.Set
	if err := ParseFull(AppendFull(nil, schema, view), schema, &full); err != nil {
		t.Fatal(err)
	}
	e.SetBaseline(view.Tick, view)
	d.SetBaseline(&full)
}

func checkHeld(t *testing.T, e *Encoder, w *world, set *row.Set) {
	t.Helper()
	if !e.Sent(set.Tick) {
		return // forgotten
	}
	for i := range w.gens {
		for gen := uint16(1); gen <= w.gens[i]; gen++ {
			id := row.ID{Index: uint16(i * 3), Gen: gen}
			tick, ok := e.Held(set.Tick, id)
			if r := set.Find(id); ok != (r != nil) || (ok && r.Tick != tick) {
				t.Fatalf("tick %d: encoder says %v is held of tick %d (%v), client holds %+v", set.Tick, id, tick, ok, r)
			}
		}
	}
}

// TestNothingStarves runs worlds in which everything changes all the time on budgets
// for a few rows, and holds the age of what clients hold to the stated bound.
func TestNothingStarves(t *testing.T) {
	schema := testSchema(t)
	for _, c := range []condition{
		{0, 0, 0, 1, 70, 1, 20},
		{0, 1, 0, 2, 150, 1, 20},
		{0, 4, 0, 2, 200, 2, 20},
		{0, 3, 0, 1, 70, 0, 12},
		{10, 4, 3, 2, 120, 2, 16},
	} {
		w := newWorld(schema, 7, c.own, c.entities)
		w.calm = true
		oldest, bound, steps := ages(t, w, c)
		t.Logf("%+v: oldest row %d ticks, bound %d, %d sets", c, oldest, bound, steps)
		if oldest > bound || steps < 100 {
			t.Errorf("%+v: a row is %d ticks old, bound %d (%d sets)", c, oldest, bound, steps)
		}
		if oldest == 0 {
			t.Errorf("%+v: nothing ever waited", c)
		}
	}
}

// ages runs a calm world and returns the greatest age of a row in any set and the
// bound that Encode states, with c and d as measured.
func ages(t *testing.T, w *world, c condition) (oldest, bound uint32, sets int) {
	rng := rand.New(rand.NewPCG(3, 4))
	down := &badLink{rng: rng, loss: c.loss, delay: c.delay, extra: c.extra}
	up := &badLink{rng: rng, loss: c.loss, delay: c.delay, extra: c.extra}
	h := &History{}
	h.Put(w.full[0])
	e, d := NewEncoder(w.schema, testRate, c.own), NewDecoder(w.schema, testRate)
	begin(t, e, d, w.schema, w.views[0])
	fewest, distance := len(w.gens), uint32(0)
	for tick := uint32(1); tick < 1000; tick++ {
		w.step()
		h.Put(w.full[tick])
		if tick%c.every == 0 {
			base := e.baseline(tick)
			if tick > 200 {
				if base == &e.full {
					t.Fatalf("tick %d: coded against the full baseline", tick)
				}
				distance = max(distance, tick-base.tick)
			}
			down.send(tick, tick, e.Encode(nil, w.views[tick], h, c.budget))
			if n := oldChosen(e); tick > 200 && n >= 0 {
				fewest = min(fewest, n)
			}
		}
		down.arrive(tick, func(f flight) {
			set, err := d.Decode(f.body, f.tick)
			if err != nil {
				return
			}
			up.send(tick, f.tick, nil)
			if sets++; f.tick > 400 {
				for i := range set.Rows {
					oldest = max(oldest, set.Tick-set.Rows[i].Tick)
				}
			}
		})
		up.arrive(tick, func(f flight) { e.Ack(f.tick) })
	}
	if fewest == 0 {
		t.Fatalf("%+v: a snapshot had no room for one row", c)
	}
	n := uint32(len(w.gens))
	return oldest, maxAge + (n/uint32(fewest)+1+flightYield)*distance, sets
}

// oldChosen returns how many rows of a snapshot with stale rows found room, besides
// the own player's, and -1 when nothing was stale.
func oldChosen(e *Encoder) (n int) {
	stale := false
	for i := range e.records {
		rec := &e.records[i]
		stale = stale || !rec.chosen
		if rec.chosen && rec.isRow() && !rec.own {
			n++
		}
	}
	if !stale {
		return -1
	}
	return n
}
