package ai

import (
	"testing"

	"hindsight/physics"
	"hindsight/sim/row"
)

// A full memory keeps who is in sight, and gives up the one unseen for longest.
func TestMemoryIsBounded(t *testing.T) {
	var m memory
	for i := range uint16(MaxMemory) {
		m.see(&Other{ID: row.ID{Index: i, Gen: 1}}, 100)
	}
	m.see(&Other{ID: row.ID{Index: 50, Gen: 1}}, 100)
	if m.find(row.ID{Index: 50, Gen: 1}) >= 0 || m.count != MaxMemory {
		t.Error("somebody in sight was forgotten for another")
	}
	for i := range uint16(MaxMemory) {
		if i != 3 {
			m.see(&Other{ID: row.ID{Index: i, Gen: 1}}, 101)
		}
	}
	m.see(&Other{ID: row.ID{Index: 50, Gen: 1}}, 101)
	if m.find(row.ID{Index: 50, Gen: 1}) < 0 || m.find(row.ID{Index: 3, Gen: 1}) >= 0 {
		t.Error("the one unseen for longest did not make room")
	}
}

// What was last seen is forgotten after forgetTicks, and not before.
func TestMemoryFades(t *testing.T) {
	nav, spawns := arena(t)
	var m memory
	m.see(&Other{ID: row.ID{Index: 1, Gen: 1}}, 100)
	for tick, want := range map[uint32]uint8{100 + forgetTicks: 1, 101 + forgetTicks: 0} {
		kept := m
		if kept.look(nav, &Percept{Tick: tick, Self: Self{Pos: spawns[0]}}); kept.count != want {
			t.Errorf("tick %d: %d remembered, want %d", tick, kept.count, want)
		}
	}
}

// Nobody shoots through a friend.
func TestFriendInLine(t *testing.T) {
	at := func(x, y float64) physics.Vec { return physics.Vec{X: x, Y: y} }
	for _, c := range []struct {
		friend Other
		want   bool
	}{
		{Other{Pos: at(5, 0.5), Friend: true, Alive: true}, true},
		{Other{Pos: at(5, 2), Friend: true, Alive: true}, false},
		{Other{Pos: at(15, 0), Friend: true, Alive: true}, false},
		{Other{Pos: at(5, 0), Friend: true}, false},
		{Other{Pos: at(5, 0), Alive: true}, false},
	} {
		nav, _ := arena(t)
		p := Percept{Tick: 1000, Others: []Other{c.friend}, ViewDist: 30, Self: Self{Alive: true, Ammo: 9, AmmoMax: 9}}
		if got := friendInLine(&p, at(10, 0), 0.5); got != c.want {
			t.Errorf("%+v in line: %v", c.friend, got)
		}
		b, fired := NewBrain(MaxLevel), false
		for ; p.Tick < 1200; p.Tick++ {
			foe := sighting{pos: toPoint(at(10, 0)), since: 900, seen: p.Tick}
			in := b.shoot(&Search{nav: nav}, &p, 7, &foe, 1, vec{})
			p.Self.Aim = in.Aim
			fired = fired || in.Fire
		}
		if fired == c.want {
			t.Errorf("with %+v the bot fired: %v", c.friend, fired)
		}
	}
}
