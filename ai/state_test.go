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

// Bytes that are well formed and of no brain on this map.
func TestLoadRefuses(t *testing.T) {
	nav, spawns := arena(t)
	wall := uint16(0)
	for nav.stands(wall) {
		wall++
	}
	here := nav.Nearest(spawns[0])
	for name, spoil := range map[string]func(b *Brain){
		"level 0":             func(b *Brain) { b.level = 0 },
		"level over":          func(b *Brain) { b.level = MaxLevel + 1 },
		"unknown mode":        func(b *Brain) { b.mode = modes },
		"ninth step":          func(b *Brain) { b.push = uint8(len(steps)) },
		"strafe 2":            func(b *Brain) { b.strafe = 2 },
		"behind its path":     func(b *Brain) { b.route.at = 3 },
		"path through a wall": func(b *Brain) { b.route.path.Cells[1] = wall },
		"path off the map":    func(b *Brain) { b.route.path.Cells[1] = 1<<16 - 1 },
		"goal in a wall":      func(b *Brain) { b.route.heading, b.route.goal = true, wall },
		"goal without way":    func(b *Brain) { b.route.heading, b.route.goal = false, 1<<16-1 },
		"too rich":            func(b *Brain) { b.route.credit = maxCredit + 1 },
		"needs nothing":       func(b *Brain) { b.route.need = minCredit - 1 },
		"seen twice":          func(b *Brain) { b.memory.list[1].id = b.memory.list[0].id },
		"far away":            func(b *Brain) { b.memory.list[0].pos.x = maxCoordinate*4096 + 1 },
	} {
		b := NewBrain(2)
		b.route.path.Len, b.route.path.Cells[0], b.route.path.Cells[1] = 2, here, here
		b.memory.count, b.memory.list[0].id.Index, b.memory.list[1].id.Index = 2, 1, 2
		var got Brain
		if _, err := got.Load(nav, b.Append(nil)); err != nil || got != b {
			t.Fatalf("%s: before it was spoilt: %v", name, err)
		}
		spoil(&b)
		kept := got
		if _, err := got.Load(nav, b.Append(nil)); err == nil || got != kept {
			t.Errorf("%s: %v", name, err)
		}
	}
}
