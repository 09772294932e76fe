package physics

import (
	"math"
	"testing"
)

func TestRestitution(t *testing.T) {
	for _, e := range []float64{0, 0.25, 0.5, 0.75, 1} {
		w := New(stackOptions)
		addWall(w, Vec{0, 1}, Vec{10, 1})
		ball := addBall(w, 1, Vec{0, -5.3}, Vec{}, e)
		top, bounced := 0.0, false
		for range 300 {
			w.Step()
			p, _ := w.Pose(ball)
			v, _ := w.Velocity(ball)
			bounced = bounced || p.Y > -0.6 && v.Y <= 0
			if bounced && v.Y > 0.5 {
				break
			}
			if bounced {
				top = greater(top, -0.3-p.Y)
			}
		}
		if got, want := top/5, float64(e*e); math.Abs(got-want) > 0.01 || got > want+0.001 {
			t.Errorf("restitution %g: rises to %.3f of the drop, want %.3f", e, got, want)
		}
	}
}

func TestMomentumIsConserved(t *testing.T) {
	w := New(Options{Rate: 60})
	r := rng(7)
	for i := range 200 {
		pos, vel := r.vec(-8, 8), r.vec(-8, 8)
		if i%2 == 0 {
			addBall(w, uint32(i), pos, vel, 0.5)
			continue
		}
		b := w.CreateBody(BodyDef{Type: Dynamic, Position: pos, Velocity: vel, Angle: r.float(0, 1), Key: uint32(i)})
		w.AddShape(b, ShapeDef{Kind: Box, Half: Vec{0.4, 0.3}, Density: 1, Friction: 0.4})
	}
	momentum := func() (p Vec) {
		for i := range w.bodies {
			p = p.add(w.bodies[i].vel.scale(w.bodies[i].mass))
		}
		return p
	}
	before := momentum()
	for range 300 {
		w.Step()
	}
	if d := momentum().sub(before); d.length() > 1e-9 {
		t.Errorf("momentum changed by %g", d.length())
	}
}

func TestHeadOnBallsSwapVelocities(t *testing.T) {
	w := New(Options{Rate: 60})
	a := addBall(w, 1, Vec{-2, 0}, Vec{5, 0}, 1)
	b := addBall(w, 2, Vec{2, 0}, Vec{-3, 0}, 1)
	for range 60 {
		w.Step()
	}
	va, _ := w.Velocity(a)
	vb, _ := w.Velocity(b)
	if math.Abs(va.X+3) > 0.05 || math.Abs(vb.X-5) > 0.05 {
		t.Errorf("velocities after: %v and %v, want -3 and 5", va, vb)
	}
}

func TestNoTunnelling(t *testing.T) {
	for shot := range 400 {
		r := rng(shot)
		w := New(arenaOptions)
		turns := r.float(0, 1)
		wall := w.CreateBody(BodyDef{Angle: turns})
		if shot%2 == 0 {
			w.AddShape(wall, ShapeDef{Kind: Box, Half: Vec{0.125, 4}})
		} else {
			w.AddShape(wall, ShapeDef{Kind: Segment, A: Vec{0, -4}, B: Vec{0, 4}})
		}
		q := rotOf(turns)
		player := addPlayer(w, 1, q.apply(Vec{-2, r.float(-1, 1)}))
		way := q.apply(Vec{27, r.float(-12, 12)})
		for range 10 {
			w.SetVelocity(player, way, 0)
			w.Step()
		}
		pos, _ := w.Pose(player)
		if l := q.unapply(pos); l.X > 0 && abs(l.Y) < 4 {
			t.Fatalf("shot %d: through the wall, at %v", shot, l)
		}
	}
}

func TestCircleSlidesOverSeams(t *testing.T) {
	for _, opt := range []Options{arenaOptions, {Rate: 60, Gravity: Vec{0, 10}}, {Rate: 60, Gravity: Vec{0, 10}, Memoryless: true}} {
		w := New(opt)
		for i := range 90 {
			addWall(w, Vec{float64(i), 0.5}, Vec{0.5, 0.5})
		}
		b := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0, -playerRadius}, FixedRotation: true, Velocity: Vec{10, 0}})
		w.AddShape(b, ShapeDef{Kind: Circle, Radius: playerRadius, Density: 1})
		for range 490 {
			v, _ := w.Velocity(b)
			if v.X < 9.9 {
				p, _ := w.Pose(b)
				t.Fatalf("%+v: slowed to %v at %v", opt, v, p)
			}
			if opt.Gravity.Y == 0 { // pressed against the wall, as by a player
				w.SetVelocity(b, Vec{v.X, 4}, 0)
			}
			w.Step()
		}
		if p, _ := w.Pose(b); p.X < 80 || abs(p.Y+playerRadius) > 0.02 {
			t.Errorf("%+v: ended at %v", opt, p)
		}
	}
}

func TestRestsExactly(t *testing.T) {
	for _, gravity := range []Vec{{}, {0, 10}} {
		w := New(Options{Rate: 60, Grid: true, Memoryless: true, Gravity: gravity})
		addRoom(w, 6)
		r := rng(3)
		var ids []BodyID
		for i := range 8 {
			id := addCrate(w, uint32(i), Vec{float64(float64(i)*1.4) - 5, 5.4}, 0)
			w.SetVelocity(id, r.vec(-4, 4), r.float(-1, 1))
			ids = append(ids, id)
		}
		for range 600 {
			w.Step()
		}
		for _, id := range ids {
			if v, spin := w.Velocity(id); v != (Vec{}) || spin != 0 {
				p, a := w.Pose(id)
				t.Errorf("gravity %v: %v at %v, %g still moves at %v, %g", gravity, id, p, a, v, spin)
			}
		}
	}
}
