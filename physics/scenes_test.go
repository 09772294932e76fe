package physics

import (
	"math"
	"testing"
)

// The scenes that an engine must pass.

func TestThinWallStopsShots(t *testing.T) {
	for _, opt := range []Options{{Rate: 60}, arenaOptions} {
		for shot := range 200 {
			r := rng(shot)
			w := New(opt)
			addWall(w, Vec{0, 0}, Vec{0.05, 50})
			b := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{r.float(-6, -1), 0}, Velocity: Vec{[3]float64{50, 200, 300}[shot%3], r.float(-20, 20)}})
			w.AddShape(b, ShapeDef{Kind: Circle, Radius: 0.1, Density: 1, Restitution: float64(shot % 2)})
			hit := false
			for range 20 {
				w.Step()
				hit = hit || len(w.ContactBegins()) > 0
			}
			if p, _ := w.Pose(b); p.X > 0 || !hit {
				t.Fatalf("shot %d is at %v, hit %v", shot, p, hit)
			}
		}
	}
}

func TestSlope(t *testing.T) {
	const mu = 0.5
	critical := math.Atan(mu) / tau
	for _, over := range []float64{-0.5, 0.5, 1} {
		turns := critical + over/360
		sin, cos := SinCos(turns)
		w := New(stackOptions)
		ground := w.CreateBody(BodyDef{Angle: turns})
		w.AddShape(ground, ShapeDef{Kind: Segment, A: Vec{-100, 0}, B: Vec{100, 0}, Friction: mu})
		box := w.CreateBody(BodyDef{Type: Dynamic, Angle: turns, Position: Vec{float64(sin * 0.5), -float64(cos * 0.5)}})
		w.AddShape(box, ShapeDef{Kind: Box, Half: Vec{0.5, 0.5}, Density: 1, Friction: mu})
		from, _ := w.Pose(box)
		for range 300 {
			w.Step()
		}
		to, _ := w.Pose(box)
		slid := to.sub(from).length()
		theory := float64(0.5 * float64(25*float64(10*(sin-float64(mu*cos)))))
		if over < 0 && slid > 0.001 || over > 0 && math.Abs(slid-theory) > 0.1*theory {
			t.Errorf("%g degrees over the critical angle: slid %g, theory %g", over, slid, theory)
		}
	}
}

func TestPyramidStands(t *testing.T) {
	w := newPyramid(12)
	top := w.dynamic[len(w.dynamic)-1]
	from := w.bodies[top].pos
	for range 600 {
		w.Step()
	}
	var fastest float64
	for _, i := range w.dynamic {
		fastest = max(fastest, w.bodies[i].vel.length())
	}
	if d := w.bodies[top].pos.sub(from); abs(d.X) > 0.03 || d.Y > 0.03 || d.Y < 0 || fastest > 0.05 {
		t.Errorf("the top moved by %v, something at %g", d, fastest)
	}
}

// TestSpawnOnOneSpot puts many boxes in one place: they part, and none is shot away.
func TestSpawnOnOneSpot(t *testing.T) {
	for _, opt := range []Options{{Rate: 60}, arenaOptions} {
		w := New(opt)
		for i := range 50 {
			addCrate(w, uint32(i), Vec{}, float64(i)/50)
		}
		for range 120 {
			w.Step()
			for _, i := range w.dynamic {
				if v := w.bodies[i].vel.length(); !(v < 20) {
					t.Fatalf("%+v: a box flies at %g", opt, v)
				}
			}
		}
		for _, e := range w.Touching(nil) {
			a, _ := w.Pose(e.BodyA)
			b, _ := w.Pose(e.BodyB)
			if d := a.sub(b).length(); d < 0.9 {
				t.Errorf("%+v: boxes still overlap, %g apart", opt, d)
			}
		}
	}
}

// TestPlayerPushesCrates runs a player into a row of crates, and along a wall.
func TestPlayerPushesCrates(t *testing.T) {
	w := New(arenaOptions)
	addWall(w, Vec{0, 1.45}, Vec{30, 1})
	addWall(w, Vec{0, -1.6}, Vec{30, 1}) // so that the crate cannot turn aside
	player := addPlayer(w, 1, Vec{-3, 0})
	crate := addCrate(w, 2, Vec{-1.5, -0.075}, 0)
	if ratio := w.Mass(crate) / w.Mass(player); ratio < 2.5 || ratio > 3.5 {
		t.Fatalf("a crate is %g players heavy", ratio)
	}
	var greatest float64
	for range 120 {
		w.SetVelocity(player, Vec{6, 2}, 0) // against the wall below too
		w.Step()
		for _, e := range w.ContactBegins() {
			if e.UserA == 1 && e.UserB == 2 {
				greatest = max(greatest, e.Impulse)
			}
		}
	}
	p, _ := w.Pose(player)
	c, _ := w.Pose(crate)
	if c.X-p.X < 0.93 || p.X < 0 || p.Y > 0.01 {
		t.Errorf("player at %v, crate at %v", p, c)
	}
	// Of two bodies that stick, the impulse is the reduced mass times the speed.
	want := 6 / (1/w.Mass(player) + 1/w.Mass(crate))
	if abs(greatest-want) > float64(0.3*want) {
		t.Errorf("the impulse of the hit is %g, want about %g", greatest, want)
	}
}

func TestFilterAndSensor(t *testing.T) {
	w := New(arenaOptions)
	zone := w.CreateBody(BodyDef{User: 77})
	w.AddShape(zone, ShapeDef{Kind: Circle, Radius: 1, Sensor: true, Filter: Filter{2, 2}})
	a := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{-3, 0}, Velocity: Vec{6, 0}, Key: 1, User: 1})
	w.AddShape(a, ShapeDef{Kind: Circle, Radius: 0.3, Density: 1, Filter: Filter{2, 2}})
	b := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{3, 0}, Velocity: Vec{-6, 0}, Key: 2, User: 2})
	w.AddShape(b, ShapeDef{Kind: Circle, Radius: 0.3, Density: 1, Filter: Filter{4, 6}})
	var entered, left []uint32
	for range 60 {
		w.Step()
		for _, e := range w.SensorBegins() {
			if p, _ := w.Pose(e.VisitorBody); abs(p.X+1.3) > 0.1 || e.SensorUser != 77 || e.SensorBody != zone {
				t.Errorf("entered %+v at %v", e, p)
			}
			entered = append(entered, e.VisitorUser)
		}
		for _, e := range w.SensorEnds() {
			left = append(left, e.VisitorUser)
		}
		if len(w.ContactBegins()) > 0 {
			t.Fatal("shapes that the filter keeps apart touch")
		}
	}
	if len(entered) != 1 || entered[0] != 1 || len(left) != 1 || left[0] != 1 {
		t.Errorf("entered %v, left %v, want only 1", entered, left)
	}
}

func TestMirroredScene(t *testing.T) {
	a, b := New(Options{Rate: 60}), New(Options{Rate: 60})
	r := rng(5)
	for i := range 60 {
		pos, vel, turns, spin := r.vec(-5, 5), r.vec(-5, 5), r.float(0, 1), r.float(-1, 1)
		for n, w := range []*World{a, b} {
			if n == 1 {
				pos.X, vel.X, turns, spin = -pos.X, -vel.X, -turns, -spin
			}
			id := w.CreateBody(BodyDef{Type: Dynamic, Position: pos, Velocity: vel, Angle: turns, Spin: spin, Key: uint32(i)})
			w.AddShape(id, ShapeDef{Kind: Circle, Radius: 0.4, Density: 1, Friction: 0.3})
		}
	}
	for range 60 {
		a.Step()
		b.Step()
	}
	for i := range a.bodies {
		p, q := a.bodies[i].pos, b.bodies[i].pos
		if abs(p.X+q.X) > 1e-9 || abs(p.Y-q.Y) > 1e-9 {
			t.Fatalf("body %d is at %v, mirrored at %v", i, p, q)
		}
	}
}
