package snapshot

import (
	"testing"

	"hindsight/sim/row"
)

// sliders are a player and crates at some distances from it, in units of its reach, all
// of which are somewhere else in every tick.
func sliders(tick uint32, far ...int32) *row.Set {
	s := &row.Set{Tick: tick}
	me := row.Row{ID: row.ID{Index: 0, Gen: 1}, Kind: 1, Owner: 1, Mask: 1<<9 - 1 - 1<<7}
	s.Add(&me)
	for i, d := range far {
		r := crate(uint16(i+1), 1)
		r.Fields = [row.MaxFields]int32{d * 8192, int32(tick * 7919 % 1009), 1000 + int32(tick*104729%997), 1}
		s.Add(&r)
	}
	return s
}

// What is within reach of the own player, and what it hit, goes ahead of all others,
// which have their turns.
func TestNearGoesFirst(t *testing.T) {
	far := []int32{5, 6, 7, 8, 0, 9, 10, 11, 12, 13, 14, 15}
	p := newPair(t, 1, sliders(1, far...))
	p.budget = 40
	shot := row.Effect{EffectID: row.EffectID{Player: 1}, Target: row.ID{Index: 9, Gen: 1}}
	oldest := uint32(0)
	for tick := uint32(2); tick < 200; tick++ {
		if tick%50 == 0 {
			shot.Tick, shot.CmdTick = tick, tick
			p.e.Perceive([]row.Effect{shot})
		}
		set := p.tick(sliders(tick, far...), sliders(tick, far...))
		p.e.Ack(tick)
		if r := set.At(5); r.Tick != tick {
			t.Fatalf("tick %d: what touches the player is of tick %d", tick, r.Tick)
		}
		if r := set.At(9); tick > 50 && r.Tick != tick {
			t.Fatalf("tick %d: what the player hit is of tick %d", tick, r.Tick)
		}
		for i := range set.Rows {
			oldest = max(oldest, tick-set.Rows[i].Tick)
		}
	}
	if oldest == 0 || oldest > maxAge {
		t.Errorf("the oldest of the others is of %d ticks before", oldest)
	}
}

// What came to rest is said in each snapshot until one of them is acknowledged.
func TestRestIsRepeated(t *testing.T) {
	far := []int32{5, 6, 7, 8, 9, 10, 11, 12}
	still := func(tick uint32) *row.Set {
		s := sliders(tick, far...)
		s.Rows[3].Fields = [row.MaxFields]int32{77, 78}
		return s
	}
	p := newPair(t, 1, sliders(1, far...))
	p.budget = 36
	tick := uint32(2)
	for ; tick < 40; tick++ {
		p.tick(sliders(tick, far...), sliders(tick, far...))
		p.e.Ack(tick)
	}
	for range 10 {
		if r := p.tick(still(tick), still(tick)).At(3); r.Tick != tick || r.Fields[0] != 77 {
			t.Fatalf("tick %d: what rests is said as of tick %d", tick, r.Tick)
		}
		tick++
	}
	p.e.Ack(tick - 3)
	p.tick(still(tick), still(tick))
	if rec := &p.e.records[3]; rec.state != predicted {
		t.Errorf("acknowledged, what rests is in state %d", rec.state)
	}
}

// An entity's baseline is the newest acknowledged snapshot that had a place for it, and
// a snapshot can be read by who has just the acknowledged ones.
func TestBaselineOfEach(t *testing.T) {
	far := []int32{5, 6, 7, 8, 9, 10, 11, 12}
	p := newPair(t, 0, sliders(1, far...))
	p.budget = 30
	for tick := uint32(2); tick < 90; tick++ {
		view := sliders(tick, far...)
		p.h.Put(view)
		body := p.e.Encode(nil, view, p.h, p.budget)
		if old := tick - 6; old%3 != 0 && old%5 != 0 {
			p.e.Ack(old) // others are lost, or their acknowledgements are
		}
		if tick%3 == 0 {
			continue
		}
		if _, err := p.d.Decode(body, tick); err != nil {
			t.Fatal(err)
		}
	}
	base := p.e.baseline(90)
	if len(p.e.merger.extras) == 0 {
		t.Fatal("one snapshot alone had place for all")
	}
	newer := 0
	for i := range base.rows {
		got, first := &base.rows[i], p.e.sent[base.tick%Ring].find(base.rows[i].id)
		newest := uint32(0)
		for back := uint32(0); back <= base.tick-60; back++ {
			s := &p.e.sent[(base.tick-back)%Ring]
			if r := s.find(got.id); s.acked && r != nil {
				newest = max(newest, r.tick)
			}
		}
		if got.tick != newest {
			t.Errorf("%v is taken as of tick %d, acknowledged is %d", got.id, got.tick, newest)
		}
		if first.tick < got.tick {
			newer++
		}
	}
	if newer == 0 {
		t.Error("no row is newer by another snapshot")
	}
}

// What slows down by a part of itself turns out as predicted once that part is learned.
func TestDragIsLearned(t *testing.T) {
	a := crate(1, 1)
	a.Fields[2] = 60000
	code := newRowCode(testSchema(t), testRate)
	h := &History{}
	e := NewEncoder(code.schema, testRate, 0)
	h.Put(setOf(1, a))
	e.SetBaseline(1, setOf(1, a))
	first, last := 0, 0
	for tick := uint32(2); tick < 60; tick++ {
		a.Fields[2] -= a.Fields[2] / 40
		a.Fields[0] += int32(code.stepOf(int64(a.Fields[2])))
		h.Put(setOf(tick, a))
		n := len(e.Encode(nil, setOf(tick, a), h, 1000))
		if e.Ack(tick - 3); tick < 8 {
			first = max(first, n)
		} else if tick >= 50 {
			last = max(last, n)
		}
	}
	if last > 5 || first < last+3 {
		t.Errorf("%d bytes at first, %d in the end", first, last)
	}
}
