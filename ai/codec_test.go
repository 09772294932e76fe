package ai

import (
	"bytes"
	"testing"
)

// Saved and loaded in the middle of a fight, bots go on to the same bits.
func TestStateRoundTrip(t *testing.T) {
	w := brawl(t)
	var buf []byte
	var p Percept
	longest := 0
	for range 900 {
		w.step(&p, 3)
		for i := range w.agents {
			a := &w.agents[i]
			if a.monster {
				var loaded Creature
				if rest, err := loaded.Load(w.nav, a.creature.Append(nil)); err != nil || len(rest) > 0 || loaded != a.creature {
					t.Fatalf("tick %d, monster %d: %v", w.tick, i, err)
				}
				continue
			}
			buf = a.brain.Append(buf[:0])
			longest = max(longest, len(buf))
			var loaded Brain
			rest, err := loaded.Load(w.nav, append(buf, 0xAB))
			if err != nil || loaded != a.brain || len(rest) != 1 {
				t.Fatalf("tick %d, bot %d: %v, %d bytes left\ngot  %+v\nwant %+v", w.tick, i, err, len(rest), loaded, a.brain)
			}
			if w.tick%50 == 0 {
				for n := range buf {
					if _, err := loaded.Load(w.nav, buf[:n]); err == nil || loaded != a.brain {
						t.Fatalf("cut at %d of %d: %v", n, len(buf), err)
					}
				}
			}
			a.brain = loaded
		}
		for k := range w.squads {
			var squad Squad
			if rest, err := squad.Load(w.squads[k].Append(nil)); err != nil || len(rest) > 0 || squad != w.squads[k] {
				t.Fatalf("tick %d, squad %d: %v", w.tick, k, err)
			}
		}
		var pack Pack
		if rest, err := pack.Load(w.nav, w.pack.Append(nil)); err != nil || len(rest) > 0 || pack != w.pack {
			t.Fatalf("tick %d, pack: %v", w.tick, err)
		}
	}
	if longest < 200 {
		t.Errorf("the longest state has %d bytes: nothing was in it", longest)
	}
}

// brawl is two teams of bots of all levels with all weapons, and monsters.
func brawl(t testing.TB) *toy {
	nav, spawns := arena(t)
	w := newToy(nav, spawns, 1, 3, 5, 4, 3, 2)
	w.teams = true
	for i := range w.agents {
		w.agents[i].team = uint8(i % 2)
	}
	w.armAll()
	for i := range Species(4) {
		w.agents = append(w.agents, agent{monster: true, creature: NewCreature(i+1, 0), pos: spawns[i%4], team: 7, health: 100, weapon: toyMelee,
			guns: [MaxWeapons + 1]Gun{toyMelee: {Owned: true}}})
	}
	w.goals = []Objective{{ID: idOf(200), Task: TaskHold, Pos: vec{X: 16, Y: 5}, Radius: 4, Weight: 90, Wanted: 1}}
	w.items = []Item{{ID: idOf(300), Pos: vec{X: 25, Y: 2}, Kind: ItemHealth, Ready: true}}
	return w
}

func TestStateSize(t *testing.T) {
	b := NewBrain(3, 0)
	b.route.path.Len, b.memory.count = MaxWaypoints, MaxMemory
	var q Squad
	var k Pack
	c := NewCreature(Swarm, 0)
	for name, sizes := range map[string][2]int{
		"brain": {len(b.Append(nil)), MaxBrainBytes}, "squad": {len(q.Append(nil)), MaxSquadBytes},
		"pack": {len(k.Append(nil)), MaxPackBytes}, "creature": {len(c.Append(nil)), MaxCreatureBytes},
	} {
		if sizes[0] != sizes[1] {
			t.Errorf("a full %s takes %d bytes, promised %d", name, sizes[0], sizes[1])
		}
	}
}

// Whatever Load accepts, it wrote itself, and the bot lives with it.
func FuzzBrainLoad(f *testing.F) {
	w := brawl(f)
	var p Percept
	for range 6 {
		for range 100 {
			w.step(&p, 5)
		}
		f.Add(w.agents[0].brain.Append(nil), w.tick)
		f.Add(w.agents[2].brain.Append(nil), uint32(0))
		f.Add(w.agents[7].creature.Append(nil), uint32(7))
	}
	fresh := NewBrain(1, 0)
	f.Add(fresh.Append(nil), uint32(1))
	f.Fuzz(func(t *testing.T, data []byte, tick uint32) {
		var b Brain
		if rest, err := b.Load(w.nav, data); err == nil {
			if used := data[:len(data)-len(rest)]; !bytes.Equal(b.Append(nil), used) {
				t.Fatalf("not canonical: % x", used)
			}
		} else if b != (Brain{}) {
			t.Fatal("a refused state left traces")
		} else {
			b = NewBrain(3, 0)
		}
		var c Creature
		if rest, err := c.Load(w.nav, data); err != nil {
			c = NewCreature(Charger, 0)
		} else if used := data[:len(data)-len(rest)]; !bytes.Equal(c.Append(nil), used) {
			t.Fatalf("not canonical: % x", used)
		}
		var squad Squad
		_, _ = squad.Load(data)
		pack := w.pack
		_, _ = pack.Load(w.nav, data)
		w.percept(0, &p)
		for p.Tick = tick; p.Tick-tick < 12; p.Tick++ {
			if b.Due(&p) {
				b.Think(w.search, &squad, &p, 1)
			}
			if c.Due(&p) {
				c.Think(w.search, &pack, &p, 1)
			}
			pack.Follow(w.search, 0, p.Others)
		}
	})
}

// Bytes that are well formed and of no brain on this map.
func TestLoadRefuses(t *testing.T) {
	nav, spawns := arena(t)
	wall := uint16(0)
	for nav.stands(0, wall) {
		wall++
	}
	here := nav.Nearest(0, spawns[0])
	for name, spoil := range map[string]func(b *Brain){
		"level 0":             func(b *Brain) { b.level = 0 },
		"level over":          func(b *Brain) { b.level = MaxLevel + 1 },
		"unknown size":        func(b *Brain) { b.size = 1 },
		"unknown state":       func(b *Brain) { b.state = states },
		"sleeps":              func(b *Brain) { b.every = MaxThinkEvery + 1 },
		"unknown reason":      func(b *Brain) { b.last.Reason = reasons },
		"task of a fight":     func(b *Brain) { b.task.state = Attack },
		"ninth step":          func(b *Brain) { b.snag.push = uint8(len(steps)) },
		"strafe 2":            func(b *Brain) { b.fight.strafe = 2 },
		"ninth weapon":        func(b *Brain) { b.fight.weapon = MaxWeapons + 1 },
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
		b := NewBrain(2, 0)
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
