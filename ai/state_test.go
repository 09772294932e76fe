package ai

import (
	"bytes"
	"testing"
)

// Saved and loaded in the middle of a fight, bots go on to the same bits.
func TestStateRoundTrip(t *testing.T) {
	nav, spawns := arena(t)
	w := newToy(nav, spawns, 1, 3, 5, 4)
	var buf []byte
	longest := 0
	for range 1500 {
		w.step(3)
		for i := range w.agents {
			b := &w.agents[i].brain
			buf = b.Append(buf[:0])
			longest = max(longest, len(buf))
			var loaded Brain
			rest, err := loaded.Load(nav, append(buf, 0xAB))
			if err != nil || loaded != *b || len(rest) != 1 {
				t.Fatalf("tick %d, bot %d: %v, %d bytes left\ngot  %+v\nwant %+v", w.tick, i, err, len(rest), loaded, *b)
			}
			if w.tick%50 == 0 {
				for n := range buf {
					if _, err := loaded.Load(nav, buf[:n]); err == nil || loaded != *b {
						t.Fatalf("cut at %d of %d: %v", n, len(buf), err)
					}
				}
			}
			*b = loaded
		}
	}
	if longest < 60 {
		t.Errorf("the longest state has %d bytes: nothing was in it", longest)
	}
}

func TestStateSize(t *testing.T) {
	b := NewBrain(3)
	b.route.path.Len, b.memory.count = MaxWaypoints, MaxMemory
	if n := len(b.Append(nil)); n > maxState {
		t.Errorf("a full brain takes %d bytes, promised %d", n, maxState)
	}
}

// Whatever Load accepts, it wrote itself, and the bot lives with it.
func FuzzBrainLoad(f *testing.F) {
	nav, spawns := arena(f)
	w := newToy(nav, spawns, 2, 5)
	for range 6 {
		for range 100 {
			w.step(5)
		}
		f.Add(w.agents[0].brain.Append(nil), w.tick)
		f.Add(w.agents[1].brain.Append(nil), uint32(0))
	}
	fresh := NewBrain(1)
	f.Add(fresh.Append(nil), uint32(1))
	f.Fuzz(func(t *testing.T, data []byte, tick uint32) {
		var b Brain
		rest, err := b.Load(nav, data)
		if err != nil {
			if b != (Brain{}) {
				t.Fatal("a refused state left traces")
			}
			return
		}
		if used := data[:len(data)-len(rest)]; !bytes.Equal(b.Append(nil), used) {
			t.Fatalf("not canonical: % x", used)
		}
		p := w.percept(0)
		for p.Tick = tick; p.Tick-tick < 3; p.Tick++ {
			if b.Due(&p) {
				b.Think(w.search, &p, 1)
			}
		}
	})
}
