package physics

import (
	"encoding/binary"
	"math"
	"testing"
)

// resting is a ball on a floor, after steps in which it has come to touch it.
func resting(opt Options) (w *World, ball, floor BodyID) {
	opt.Rate, opt.Gravity = 60, Vec{Y: 10}
	w = New(opt)
	ball = w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{Y: -0.5}, Key: 1})
	w.AddShape(ball, ShapeDef{Kind: Circle, Radius: 0.5, Density: 1})
	floor = w.CreateBody(BodyDef{Position: Vec{Y: 1}})
	w.AddShape(floor, ShapeDef{Kind: Box, Half: Vec{X: 10, Y: 1}})
	for range 30 {
		w.Step()
	}
	return w, ball, floor
}

// States that are well formed and of no world.
func TestLoadRefuses(t *testing.T) {
	bodyAt := func(w *World) int { return 1 + len(w.appendOptions(nil)) + 8 + 2*len(w.shapes) }
	for name, c := range map[string]struct {
		memoryless bool
		world      func(w *World)
		bytes      func(w *World, b []byte)
	}{
		"touching twice":        {world: func(w *World) { w.touching = append(w.touching, w.touching[0]) }},
		"impulses twice":        {world: func(w *World) { w.memory = append(w.memory, w.memory[0]) }},
		"a moving floor":        {world: func(w *World) { w.bodies[1].vel.X = 1 }},
		"one shape of two":      {world: func(w *World) { w.bodies[1].first = w.bodies[0].first }},
		"pulling impulse":       {world: func(w *World) { w.memory[0].push[0] = -1 }},
		"body off the world":    {world: func(w *World) { w.bodies[0].pos.X = 2 * MaxCoord }},
		"not a number":          {world: func(w *World) { w.bodies[0].spin = math.NaN() }},
		"no generation":         {world: func(w *World) { w.bodies[0].gen = 0 }},
		"memory of a forgetful": {memoryless: true, world: func(w *World) { w.memory = []memory{{count: 1}} }},
		"negative zero":         {bytes: func(w *World, b []byte) { binary.LittleEndian.PutUint64(b[bodyAt(w)+4:], 1<<63) }},
		"4 G bodies":            {bytes: func(w *World, b []byte) { binary.LittleEndian.PutUint32(b[1+len(w.appendOptions(nil)):], 1<<32-1) }},
		"more bodies than ids":  {bytes: func(w *World, b []byte) { binary.LittleEndian.PutUint32(b[1+len(w.appendOptions(nil)):], MaxBodies+1) }},
		"4 G sensors":           {memoryless: true, bytes: func(w *World, b []byte) { binary.LittleEndian.PutUint32(b[len(b)-8:], 1<<32-1) }},
		"4 G impulses":          {memoryless: true, bytes: func(w *World, b []byte) { binary.LittleEndian.PutUint32(b[len(b)-4:], 1<<32-1) }},
	} {
		w, _, _ := resting(Options{Memoryless: c.memoryless})
		other := New(w.opt)
		if _, err := other.LoadState(w.AppendState(nil)); err != nil {
			t.Fatalf("%s: before it was spoilt: %v", name, err)
		}
		if c.world != nil {
			c.world(w)
		}
		state := w.AppendState(nil)
		if c.bytes != nil {
			c.bytes(w, state)
		}
		before := string(other.AppendState(nil))
		if _, err := other.LoadState(state); err == nil || string(other.AppendState(nil)) != before {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A floor that is switched off or destroyed carries nothing any more.
func TestFloorGoes(t *testing.T) {
	for name, remove := range map[string]func(w *World, floor BodyID){
		"switched off": func(w *World, floor BodyID) { w.SetEnabled(floor, false) },
		"destroyed":    func(w *World, floor BodyID) { w.DestroyBody(floor) },
		"moved away":   func(w *World, floor BodyID) { w.SetPose(floor, Vec{X: 99}, 0) },
	} {
		w, ball, floor := resting(Options{})
		before, _ := w.Pose(ball)
		remove(w, floor)
		for range 30 {
			w.Step()
		}
		if at, _ := w.Pose(ball); at.Y < before.Y+0.5 || len(w.Touching(nil)) != 0 {
			t.Errorf("%s: the ball went from %v to %v", name, before, at)
		}
	}
}

// A body that flies out is held at the bound, and one of fixed rotation does not turn.
func TestBodiesStayInBounds(t *testing.T) {
	w := New(Options{Rate: 60})
	id := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{X: MaxCoord - 1}, Velocity: Vec{X: MaxSpeed}, Spin: 5, FixedRotation: true})
	w.AddShape(id, ShapeDef{Kind: Circle, Radius: 1, Density: 1})
	w.Step()
	at, turns := w.Pose(id)
	if v, _ := w.Velocity(id); at.X != MaxCoord || v.X != 0 || turns != 0 {
		t.Errorf("at %v with %v, turned by %v", at, v, turns)
	}
	if nextGen(math.MaxUint16) != 1 {
		t.Error("a generation is 0")
	}
	if got := Atan2(-1e-300, -1); got != 0.5 {
		t.Errorf("Atan2 of hardly below -x = %v, want 0.5", got)
	}
}
