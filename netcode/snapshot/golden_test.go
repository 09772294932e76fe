package snapshot

import (
	"encoding/hex"
	"errors"
	"testing"

	"hindsight/sim/row"
)

// TestGolden pins the bytes. Another wire needs another protocol version.
func TestGolden(t *testing.T) {
	a, b, c := crate(1, 1), crate(2, 1), crate(3, 7)
	first := setOf(1, a, b, c)
	p := newPair(t, 0, first)
	p.e.Perceive([]row.Effect{shot(3, 1)})
	if got, want := hex.EncodeToString(AppendFull(nil, p.schema, first)), goldenFull; got != want {
		t.Errorf("full baseline\n%s, want\n%s", got, want)
	}
	moved := a
	moved.Fields[0] += 3
	moved.Fields[2] = -60
	d := crate(4, 2)
	full := setOf(4, moved, b, d)
	full.Gone = []row.Gone{{ID: c.ID, Cause: 2}}
	p.h.Put(full)
	if got := hex.EncodeToString(p.e.Encode(nil, full, p.h, 1000)); got != goldenBody {
		t.Errorf("body\n%s, want\n%s", got, goldenBody)
	}
	p.e.Ack(4)
	full = setOf(5, moved, b, d)
	p.h.Put(full)
	if got := hex.EncodeToString(p.e.Encode(nil, full, p.h, 1000)); got != goldenNext {
		t.Errorf("next body\n%s, want\n%s", got, goldenNext)
	}
}

// TestRefusals names what a Decoder refuses, and that it changes nothing.
func TestRefusals(t *testing.T) {
	a := crate(1, 1)
	p := newPair(t, 0, setOf(10, a))
	view := setOf(12, a)
	p.h.Put(view)
	p.e.Perceive([]row.Effect{shot(12, 1)})
	body := p.e.Encode(nil, view, p.h, 1000)

	for n := range body {
		// What a coder reads from a cut body can be anything, so it may be a set.
		d := NewDecoder(p.schema, testRate)
		d.SetBaseline(setOf(10, a))
		if _, err := d.Decode(body[:n], 12); err == nil && n < len(body)-4 {
			t.Errorf("a body cut to %d of %d bytes was accepted", n, len(body))
		}
	}
	if _, err := p.d.Decode(append(body[:len(body):len(body)], 0), 12); err == nil {
		t.Error("trailing bytes were accepted")
	}
	if _, err := p.d.Decode(body, 10); !errors.Is(err, ErrOld) {
		t.Errorf("tick of the full baseline: %v", err)
	}
	if _, err := p.d.Decode([]byte{3}, 12); !errors.Is(err, ErrNoBaseline) {
		t.Errorf("three ticks back: %v", err)
	}
	if _, err := NewDecoder(p.schema, testRate).Decode(body, 12); !errors.Is(err, ErrNoBaseline) {
		t.Errorf("empty decoder: %v", err)
	}
	if p.d.Newest() != 10 || p.d.Set(12) != nil || len(p.d.Effects(nil)) != 0 {
		t.Error("a refused body left something")
	}
	set, err := p.d.Decode(body, 12)
	if err != nil || p.d.Newest() != 12 || p.d.Set(12) != set || p.d.Set(10) == nil || len(p.d.Effects(nil)) != 1 {
		t.Errorf("good body: %v", err)
	}
	if again, err := p.d.Decode(nil, 12); err != nil || again != set {
		t.Errorf("second copy: %v", err)
	}
}

const (
	goldenFull = "0100000000302b7e96479c63ddfd282d08faf107faa5186c17169ed8d41e"
	goldenBody = "0001000000804915bf320000320e588c4a2d05e37fe4e3fd01ef8817b0c21886b6e1b7341eba0f7fffff"
	goldenNext = "01e730b1"
)
