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
