package ai

import "testing"

// What is in sight: cone, nearness, range, walls, and what stands about.
func TestSees(t *testing.T) {
	m := drawMap([]string{
		"####################",
		"#..................#",
		"#......#...........#",
		"#..................#",
		"#..................#",
		"#..................#",
		"####################",
	}, 0.5, 0.45)
	nav := m.nav(t)
	s := NewSearch(NewGround(nav))
	s.ground.Set(7, Obstacle{Box: BoxDef{Center: vec{X: 12, Y: 4}, Half: vec{X: 0.5, Y: 0.5}, Angle: 0.1}, Opaque: true})
	s.ground.Set(8, Obstacle{Box: BoxDef{Center: vec{X: 5, Y: 4}, Half: vec{X: 0.5, Y: 0.5}}, Blocks: true})
	p := Percept{Sight: 12, Self: Self{Pos: vec{X: 3, Y: 4}, Alive: true}}
	for _, c := range []struct {
		aim   float64
		place vec
		want  bool
		why   string
	}{
		{0, vec{X: 10, Y: 4}, true, "ahead, past a barrel"},
		{0, vec{X: 14.9, Y: 4}, false, "behind a big crate"},
		{0, vec{X: 15.1, Y: 5.5}, false, "too far"},
		{0, vec{X: 12, Y: 1.2}, false, "behind a wall"},
		{0.5, vec{X: 10, Y: 4}, false, "behind its back"},
		{0.5, vec{X: 5.4, Y: 4}, true, "behind its back, and near"},
		{0.27, vec{X: 10, Y: 4}, true, "97 degrees to the left"},
		{0.285, vec{X: 10, Y: 4}, false, "103 degrees to the left"},
		{-0.27, vec{X: 10, Y: 4}, true, "97 degrees to the right"},
		{-0.285, vec{X: 10, Y: 4}, false, "103 degrees to the right"},
	} {
		p.Self.Aim = uint16(int32(c.aim * 65536))
		l := newLooker(s, &p)
		if got := l.sees(c.place); got != c.want {
			t.Errorf("%s: %v", c.why, got)
		}
	}
}

// Whom it does not see, hear or feel changes nothing: not one intent, not one bit of
// its mind.
func TestUnseenChangesNothing(t *testing.T) {
	nav, spawns := arena(t)
	noticed := 0
	for seed := range uint64(10) {
		w := newToy(nav, spawns, 3, 5, 4, 2)
		w.full = true
		w.armAll()
		var p, q Percept
		twin := w.agents[0].brain
		for range 600 {
			w.tick++ // the twin thinks of the tick to come
			w.percept(0, &q)
			w.tick--
			l := newLooker(w.search, &q)
			kept := q.Others[:0]
			for _, o := range q.Others {
				if l.sees(o.Pos) {
					kept = append(kept, o)
					noticed++
				}
			}
			q.Others = kept
			q.Hurts = append([]Hurt(nil), q.Hurts...)
			var in Intent
			due := twin.Due(&q)
			w.search.Begin()
			if due {
				in = twin.Think(w.search, nil, &q, Rand(seed))
			}
			w.step(&p, seed)
			if twin != w.agents[0].brain || due && in != w.agents[0].intent {
				t.Fatalf("seed %d, tick %d: knows of what it did not notice: %v, %v", seed, w.tick, twin.Last(), w.agents[0].brain.Last())
			}
		}
	}
	if noticed < 500 {
		t.Errorf("only %d sightings: the test shows too little", noticed)
	}
}
