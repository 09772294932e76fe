package snapshot

import (
	"testing"

	"hindsight/sim/row"
)

func shot(tick uint32, ordinal uint8) row.Effect {
	return row.Effect{
		EffectID: row.EffectID{Player: 3, CmdTick: tick - 4, Ordinal: ordinal}, Tick: tick, Sub: uint8(tick) % 3,
		Kind: 200, Source: row.ID{Index: 1, Gen: 9}, Args: [row.MaxEffectArgs]int32{-5, 1 << 20, 0, -1 << 31},
	}
}

// TestEffects loses two of three snapshots: every effect arrives once, unchanged, in
// order of tick, and is not sent again after the acknowledgement or after 500 ms.
func TestEffects(t *testing.T) {
	a := crate(1, 9)
	p := newPair(t, 0, setOf(1, a))
	var sent, got []row.Effect
	for tick := uint32(2); tick < 200; tick++ {
		view := setOf(tick, a)
		p.h.Put(view)
		if tick < 150 {
			effects := []row.Effect{shot(tick, 0), shot(tick, 1)}
			p.e.Perceive(effects)
			sent = append(sent, effects...)
		}
		body := p.e.Encode(nil, view, p.h, 1000)
		if n := len(p.e.sent[tick%Ring].effects); n > len(p.e.queue.items) {
			t.Fatalf("tick %d: %d effects count as sent, %d wait", tick, n, len(p.e.queue.items))
		}
		if tick%3 != 0 {
			continue
		}
		if _, err := p.d.Decode(body, tick); err != nil {
			t.Fatal(err)
		}
		got = p.d.Effects(got)
		if tick >= 9 {
			p.e.Ack(tick - 6)
		}
	}
	if n := len(p.e.queue.items); n != 0 {
		t.Errorf("%d effects still wait", n)
	}
	if len(got) != len(sent) {
		t.Fatalf("%d effects arrived, %d sent", len(got), len(sent))
	}
	for i := range got {
		if got[i] != sent[i] {
			t.Fatalf("effect %d is %+v, want %+v", i, got[i], sent[i])
		}
	}
}

// TestEffectsExpire leaves effects unacknowledged: they ride for 500 ms, the newest
// first where the room is short, and rows keep three quarters of it.
func TestEffectsExpire(t *testing.T) {
	a := crate(1, 9)
	p := newPair(t, 0, setOf(1, a))
	var effects []row.Effect
	for i := range uint8(60) {
		effects = append(effects, shot(2, i))
	}
	p.e.Perceive(effects)
	p.budget = 200
	b := crate(2, 1)
	last := uint32(0)
	for tick := uint32(2); tick < 50; tick++ {
		set := p.tick(setOf(tick, a, b), setOf(tick, a, b))
		if set.Find(b.ID) == nil {
			t.Fatalf("tick %d: effects took the room of a row", tick)
		}
		got := p.d.Effects(nil)
		if tick == 2 {
			if n := len(got); n < 5 || n >= 60 || got[n-1] != effects[59] || got[0] != effects[60-n] {
				t.Fatalf("%d effects, not the newest in order", n)
			}
		}
		if len(p.e.sent[tick%Ring].effects) > 0 {
			last = tick
		}
	}
	if last != 2+testRate/2 {
		t.Errorf("effects of tick 2 rode until tick %d", last)
	}
}

// More effects than one snapshot may have, on little room, all acknowledged: each
// arrives once, whichever went first.
func TestEffectsWaitTheirTurn(t *testing.T) {
	a := crate(1, 9)
	for _, budget := range []int{60, 1 << 16} {
		p := newPair(t, 0, setOf(1, a))
		p.budget = budget
		var effects []row.Effect
		for i := range uint8(200) {
			effects = append(effects, shot(4, i))
		}
		p.e.Perceive(effects)
		seen := map[uint8]int{}
		for tick := uint32(4); tick < 4+testRate/2; tick++ {
			p.tick(setOf(tick, a), setOf(tick, a))
			p.e.Ack(tick)
			got := p.d.Effects(nil)
			if len(got) > maxEffects {
				t.Fatalf("%d effects in a snapshot", len(got))
			}
			for _, e := range got {
				seen[e.Ordinal]++
			}
		}
		// Of one tick a decoder lets row.MaxEffects through.
		if want := min(len(effects), row.MaxEffects); len(seen) != want && budget > 60 || len(seen) < 60 {
			t.Errorf("budget %d: %d effects arrived, %d were sent", budget, len(seen), len(effects))
		}
		for ordinal, n := range seen {
			if n != 1 {
				t.Errorf("budget %d: effect %d arrived %d times", budget, ordinal, n)
			}
		}
	}
}

func TestEffectQueueDropsTheOldest(t *testing.T) {
	var q effectQueue
	for n := range 3 {
		effects := make([]row.Effect, 400)
		for i := range effects {
			effects[i].CmdTick = uint32(n*400 + i)
		}
		q.push(effects)
	}
	q.push(make([]row.Effect, 3))
	if n := len(q.items); n != maxQueued || q.items[0].effect.CmdTick != 1203-maxQueued || q.items[n-4].effect.CmdTick != 1199 {
		t.Errorf("%d effects wait, from %d to %d", n, q.items[0].effect.CmdTick, q.items[n-4].effect.CmdTick)
	}
	q.push(make([]row.Effect, maxQueued+9))
	if n := len(q.items); n != maxQueued {
		t.Errorf("%d effects wait, want %d", n, maxQueued)
	}
}

func TestEffectInbox(t *testing.T) {
	var in effectInbox
	effect := func(tick uint32, kind, ordinal uint8) *row.Effect {
		return &row.Effect{EffectID: row.EffectID{Ordinal: ordinal}, Tick: tick, Kind: kind}
	}
	for i, c := range []struct {
		e    *row.Effect
		want int
	}{
		{effect(effectRing+5, 1, 0), 1},
		{effect(effectRing+5, 1, 0), 0},   // again
		{effect(effectRing+5, 2, 0), 1},   // another kind
		{effect(effectRing+5, 1, 1), 1},   // another ordinal
		{effect(5, 1, 9), 0},              // of a tick that is forgotten
		{effect(2*effectRing+5, 1, 0), 1}, // its tick has the place now
	} {
		in.add(c.e)
		if got := in.take(nil); len(got) != c.want {
			t.Errorf("effect %d: %d come through, want %d", i, len(got), c.want)
		}
	}
	for i := range uint32(3 * row.MaxEffects) { // what was in a tick's place counts no more
		in.add(effect((i+3)*effectRing, 1, uint8(i)))
		if len(in.take(nil)) != 1 {
			t.Fatalf("effect of tick %d is held back", (i+3)*effectRing)
		}
	}
	in = effectInbox{}
	for i := range uint32(3 * maxFresh) {
		in.add(effect(i/64, 1, uint8(i)))
	}
	if n := len(in.take(nil)); n != maxFresh {
		t.Errorf("%d effects wait for a caller that takes none, want %d", n, maxFresh)
	}
}
