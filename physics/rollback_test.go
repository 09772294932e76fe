package physics

import (
	"bytes"
	"slices"
	"testing"
)

// TestRollback goes back at every step of a scene under churn, by a copy and by bytes
// into a new world, and steps again: same bytes, same events.
func TestRollback(t *testing.T) {
	const ahead = 3
	for n, opt := range zooOptions {
		w, back := newZoo(opt, uint64(n)), New(opt)
		r := rng(n)
		for step := range 300 {
			back.CopyFrom(w)
			loaded := New(opt)
			if rest, err := loaded.LoadState(append(w.AppendState(nil), 1, 2)); err != nil || !bytes.Equal(rest, []byte{1, 2}) {
				t.Fatalf("scene %d step %d: load: %v, rest %v", n, step, err, rest)
			}
			for k := range ahead {
				future := rng(step<<8 | k)
				for _, v := range []*World{w, back, loaded} {
					again := future
					churn(v, &again)
					v.Step()
				}
				if !same(w, back) || !same(w, loaded) {
					t.Fatalf("scene %d step %d: differs %d steps after going back", n, step, k+1)
				}
			}
			churn(w, &r)
			w.Step()
		}
	}
}

func same(a, b *World) bool {
	return bytes.Equal(a.AppendState(nil), b.AppendState(nil)) &&
		slices.Equal(a.begins, b.begins) && slices.Equal(a.ends, b.ends) &&
		slices.Equal(a.hits, b.hits) && slices.Equal(a.moves, b.moves) &&
		slices.Equal(a.sensorBegins, b.sensorBegins) && slices.Equal(a.sensorEnds, b.sensorEnds)
}

// rebuilt makes a world that has the static bodies of w and the given dynamic ones,
// made in another order, from nothing but what goes over the wire.
func rebuilt(w *World, indices []uint16) *World {
	n := New(w.opt)
	for i := range w.bodies {
		if w.bodies[i].kind == kindStatic {
			n.adopt(w, uint16(i))
		}
	}
	for _, i := range slices.Backward(indices) {
		n.adopt(w, i)
	}
	return n
}

func (w *World) adopt(src *World, index uint16) {
	b := &src.bodies[index]
	id := w.CreateBody(BodyDef{
		Type: BodyType(b.kind - 1), Position: b.pos, Angle: b.angle, Velocity: b.vel, Spin: b.spin,
		LinearDamping: b.linearDamping, AngularDamping: b.angularDamping, FixedRotation: b.fixed, Key: b.key, User: b.user,
		GravityScale: b.gravityScale, NoGravity: b.gravityScale == 0, Bullet: b.bullet, LockX: b.lockX, LockY: b.lockY, Sleepless: b.sleepless,
	})
	for i := b.first; i >= 0; i = src.shapes[i].next {
		def, _ := src.Shape(ShapeID{uint16(i), src.shapes[i].gen})
		if def.Kind != Link {
			w.AddShape(id, def)
			continue
		}
		var h hull
		def.hull(&h)
		w.addShape(id.Index, def, &h)
	}
	w.SetEnabled(id, !b.disabled)
}

// TestMemorylessWorldIsItsRows steps a world beside one that is rebuilt from rows
// before every step.
func TestMemorylessWorldIsItsRows(t *testing.T) {
	a := newArena(arenaOptions, 8, 24, 1)
	var begins int
	for step := range 400 {
		a.drive(step)
		n := rebuilt(a.w, a.w.dynamic)
		a.w.Step()
		n.Step()
		compareByKey(t, a.w, n, step)
		begins += len(a.w.ContactBegins())
		if len(a.w.begins) != len(n.begins) || len(a.w.ends) != len(n.ends) || len(a.w.sensorBegins) != len(n.sensorBegins) {
			t.Fatalf("step %d: other events: %v, rebuilt %v", step, a.w.begins, n.begins)
		}
		for i := range a.w.begins {
			x, y := a.w.begins[i], n.begins[i]
			if x.UserA != y.UserA || x.UserB != y.UserB || x.Normal != y.Normal || x.Impulse != y.Impulse {
				t.Fatalf("step %d: began %+v, rebuilt %+v", step, x, y)
			}
		}
	}
	if begins < 50 {
		t.Errorf("only %d contacts began", begins)
	}
}

// compareByKey compares the bodies of part with those of w that have the same keys.
func compareByKey(t *testing.T, w, part *World, step int) {
	t.Helper()
	for _, i := range part.dynamic {
		p := &part.bodies[i]
		at, ok := slices.BinarySearchFunc(w.dynamic, p.key, func(j uint16, key uint32) int { return int(int64(w.bodies[j].key) - int64(key)) })
		if !ok {
			t.Fatalf("no body with key %d", p.key)
		}
		if b := &w.bodies[w.dynamic[at]]; b.pos != p.pos || b.angle != p.angle || b.vel != p.vel || b.spin != p.spin {
			t.Fatalf("step %d: body %d is at %v %v, rebuilt %v %v", step, b.key, b.pos, b.vel, p.pos, p.vel)
		}
	}
}

// TestIslandDependsOnItselfOnly rebuilds, before every step, a world from the bodies
// of one island and steps it: they must go where they go in the whole.
func TestIslandDependsOnItselfOnly(t *testing.T) {
	for seed := range uint64(3) {
		opt := arenaOptions
		opt.Grid = seed > 0
		a := newArena(opt, 12, 40, seed)
		var islandsOfMany int
		for step := range 250 {
			a.drive(step)
			before := New(opt)
			before.CopyFrom(a.w)
			a.w.Step()
			islands := islandsOf(a.w)
			for _, members := range islands {
				if len(members) > 1 {
					islandsOfMany++
				} else if step%10 > 0 {
					continue // lone bodies now and then
				}
				part := rebuilt(before, members)
				part.Step()
				compareByKey(t, a.w, part, step)
			}
		}
		if islandsOfMany < 300 {
			t.Errorf("seed %d: only %d islands of more than one body", seed, islandsOfMany)
		}
	}
}

// islandsOf groups the bodies that the last step's contacts tie together.
func islandsOf(w *World) map[int32][]uint16 {
	s := &w.scratch
	root := make([]int32, len(s.active))
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for i := range s.constraints {
		if c := &s.constraints[i]; int(c.b) < len(root) {
			root[find(c.a)] = find(c.b)
		}
	}
	islands := map[int32][]uint16{}
	for i, index := range s.active {
		r := find(int32(i))
		islands[r] = append(islands[r], index)
	}
	return islands
}
