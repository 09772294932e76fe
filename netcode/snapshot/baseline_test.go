package snapshot

import (
	"errors"
	"testing"

	"hindsight/sim/row"
)

// A late acknowledgement does not take the baseline back, and a baseline lies at most
// maxBack ticks back: the decoder's ring has room for packets that were overtaken.
func TestBaselineIsTheNewest(t *testing.T) {
	a := crate(1, 1)
	p := newPair(t, 0, setOf(1, a))
	for tick := uint32(2); tick < 12; tick++ {
		p.tick(setOf(tick, a), setOf(tick, a))
	}
	p.e.Ack(10)
	p.e.Ack(4)
	p.e.Ack(99)
	if b := p.e.baseline(12); b.tick != 10 {
		t.Errorf("the baseline is of tick %d, acknowledged was 10", b.tick)
	}
	if b := p.e.baseline(10 + maxBack); b.tick != 10 {
		t.Errorf("%d ticks later the baseline is of tick %d", maxBack, b.tick)
	}
	if b := p.e.baseline(10 + maxBack + 1); b != &p.e.full {
		t.Errorf("%d ticks later the baseline is of tick %d", maxBack+1, b.tick)
	}
}

// A decoder keeps what is newest whatever order packets come in.
func TestOvertaken(t *testing.T) {
	a := crate(1, 1)
	p := newPair(t, 0, setOf(1, a))
	var bodies [100][]byte
	for tick := uint32(2); tick < 100; tick++ {
		p.h.Put(setOf(tick, a))
		bodies[tick] = p.e.Encode(nil, setOf(tick, a), p.h, 1000)
	}
	for _, tick := range []uint32{3, 2, 70, 69} {
		if _, err := p.d.Decode(bodies[tick], tick); err != nil {
			t.Fatal(err)
		}
	}
	if p.d.Newest() != 70 {
		t.Errorf("newest is %d, want 70", p.d.Newest())
	}
	for _, tick := range []uint32{6, 1, 0} { // 6 has the place of 70, and the baseline is of 1
		if _, err := p.d.Decode(bodies[tick], tick); !errors.Is(err, ErrOld) {
			t.Errorf("tick %d after 70: %v, want ErrOld", tick, err)
		}
	}
	if set := p.d.Set(70); set == nil || p.d.Set(6) != nil {
		t.Error("an overtaken packet took the place of a newer one")
	}
}

// A client that begins anew shares nothing with what was before.
func TestBeginAnew(t *testing.T) {
	a, b := crate(1, 1), crate(2, 1)
	p := newPair(t, 0, setOf(1, a, b))
	for tick := uint32(2); tick < 6; tick++ {
		p.tick(setOf(tick, a, b), setOf(tick, a, b))
		p.e.Ack(tick)
	}
	p.h.Put(setOf(6, a))
	begin(t, p.e, p.d, p.schema, setOf(6, a))
	if p.d.Set(5) != nil || p.d.Newest() != 6 || p.e.Sent(5) {
		t.Errorf("after the new baseline: set of tick 5 %v, newest %d, sent %v", p.d.Set(5), p.d.Newest(), p.e.Sent(5))
	}
	if _, ok := p.e.Held(5, b.ID); ok {
		t.Error("what was sent before is still held")
	}
	p.e.Ack(5)
	expect(t, p.tick(setOf(7, a), setOf(7, a)), []row.ID{a.ID})
	if base := p.e.baseline(8); base != &p.e.full {
		t.Errorf("an acknowledgement of before makes tick %d the baseline", base.tick)
	}
}

// Of more ends than are remembered the oldest count as hidden, and an end that is out
// of every ring is told no more.
func TestManyEnds(t *testing.T) {
	first, full := setOf(1), setOf(2)
	for i := range uint16(maxEnds + 6) {
		c := crate(i, 1)
		first.Add(&c)
		full.Gone = append(full.Gone, row.Gone{ID: c.ID, Cause: 3})
	}
	p := newPair(t, 0, first)
	set := p.tick(full, setOf(2))
	if len(set.Rows) != 0 || len(set.Gone) != maxEnds || set.Gone[0].ID.Index != 6 {
		t.Fatalf("%d rows, %d gone, want the last %d", len(set.Rows), len(set.Gone), maxEnds)
	}

	a, x := crate(1, 1), crate(4, 1)
	p = newPair(t, 0, setOf(1, a))
	p.tick(setOf(2, a, x), setOf(2, a, x))
	full = setOf(3, a)
	full.Gone = []row.Gone{{ID: x.ID, Cause: 7}}
	p.h.Put(full)
	p.e.Encode(nil, setOf(3, a), p.h, 1000)
	for tick := uint32(4); tick < 3+Ring; tick++ {
		expect(t, p.tick(setOf(tick, a), setOf(tick, a)), []row.ID{a.ID}, row.Gone{ID: x.ID, Cause: 7})
	}
	expect(t, p.tick(setOf(3+Ring, a), setOf(3+Ring, a)), []row.ID{a.ID})
}
