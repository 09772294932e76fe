package physics

import (
	"bytes"
	"math"
	"testing"
)

func newCharacter() Character { return Character{Shape: ShapeDef{Kind: Circle, Radius: 0.45}} }

// clear is how far a circle is from the nearest shape, below zero inside of one.
func clearOf(w *World, at Vec, radius float64) float64 {
	least := math.Inf(1)
	g := placed(&ShapeDef{Kind: Circle, Radius: radius}, nil, -1, at, rot{1, 0})
	a := coreOf(&g, nil)
	for i := range w.shapes {
		if w.shapes[i].def.Kind != 0 && !w.shapes[i].def.Sensor {
			b := coreOf(&w.geos[i], w.hulls)
			gap, _, _ := distance(&a, &b)
			least = min(least, gap)
		}
	}
	return least
}

// TestCharacterSlidesAlongWalls: it keeps all of its way along a wall, at any speed.
func TestCharacterSlidesAlongWalls(t *testing.T) {
	for _, turns := range []float64{0, 0.03, 0.125, 0.25, 0.4} {
		sin, cos := SinCos(turns)
		along, out := Vec{cos, sin}, Vec{-sin, cos}
		w := New(Options{Rate: 60})
		wall := w.CreateBody(BodyDef{Angle: turns})
		w.AddShape(wall, ShapeDef{Kind: Box, Half: Vec{500, 0.05}})
		for _, speed := range []float64{0.01, 0.1, 10, 400} {
			c := newCharacter()
			pos := out.scale(0.6)
			for range 3 {
				from := pos
				var hits []CharacterHit
				pos, hits = c.Move(w, pos, along.scale(speed*0.2).sub(out.scale(speed)))
				if d := pos.sub(from).dot(along); math.Abs(d-float64(speed*0.2)) > 1e-6 && pos.length() < 400 {
					t.Errorf("wall at %g, speed %g: slid %g", turns, speed, d)
				}
				if gap := clearOf(w, pos, 0.45); gap < CharacterSkin/3 || pos.dot(out) < 0 {
					t.Errorf("wall at %g, speed %g: gap %g", turns, speed, gap)
				}
				if speed > 1 && (len(hits) != 1 || hits[0].Body != wall || hits[0].Normal.dot(out) < 0.999) {
					t.Errorf("wall at %g: hits %v", turns, hits)
				}
			}
		}
	}
}

// TestCharacterRunsACorridor as wide as itself and its skins, and one a hair narrower.
func TestCharacterRunsACorridor(t *testing.T) {
	for _, room := range []float64{2 * CharacterSkin, 3 * CharacterSkin, CharacterSkin, 0.001} {
		w := New(Options{Rate: 60})
		y := 0.45 + room/2
		addWall(w, Vec{0, y + 0.5}, Vec{20, 0.5})
		addWall(w, Vec{0, -y - 0.5}, Vec{20, 0.5})
		c, pos := newCharacter(), Vec{-19, 0}
		for step := range 380 {
			pos, _ = c.Move(w, pos, Vec{0.1, float64(step%3-1) * 0.05})
		}
		if math.Abs(pos.X-19) > 0.001 || math.Abs(pos.Y) > room/2 {
			t.Errorf("room of %g: at %v", room, pos)
		}
	}
}

// TestCharacterIsSmoothOverSeams: a row of unit boxes is as one, however it is met.
func TestCharacterIsSmoothOverSeams(t *testing.T) {
	for _, shape := range []ShapeDef{
		{Kind: Circle, Radius: 0.45}, {Kind: Capsule, A: Vec{0, -0.4}, B: Vec{0, 0.1}, Radius: 0.35}, {Kind: Box, Half: Vec{0.3, 0.45}},
	} {
		for _, speed := range []float64{0.013, 0.1, 0.37, 3} {
			w := New(Options{Rate: 60})
			for i := range 60 {
				addWall(w, Vec{float64(i), 0.5}, Vec{0.5, 0.5})
			}
			c := Character{Shape: shape}
			pos, _ := c.Move(w, Vec{2, -2}, Vec{0, 2})
			floor := pos.Y
			for range int(50 / speed) {
				from := pos
				pos, _ = c.Move(w, pos, Vec{speed, speed / 2})
				if d := pos.X - from.X; math.Abs(d-speed) > 1e-4 || math.Abs(pos.Y-floor) > 1e-6 {
					t.Fatalf("shape %d at %v, speed %g: moved %v", shape.Kind, from, speed, pos.sub(from))
				}
			}
		}
	}
}

// TestCharacterRoundsCorners: pressed against a box off its middle, it comes by.
func TestCharacterRoundsCorners(t *testing.T) {
	w := New(Options{Rate: 60})
	addWall(w, Vec{}, Vec{1, 1})
	c, pos := newCharacter(), Vec{-3, -1.2}
	for range 60 {
		pos, _ = c.Move(w, pos, Vec{0.1, 0})
		if gap := clearOf(w, pos, 0.45); gap < CharacterSkin/3 {
			t.Fatalf("gap %g at %v", gap, pos)
		}
	}
	if pos.X < 2 {
		t.Errorf("hangs at %v", pos)
	}
}

// TestCharacterStopsInCorners of every angle, without trembling.
func TestCharacterStopsInCorners(t *testing.T) {
	for _, angle := range []float64{0.01, 0.03, 0.08, 0.125, 0.2, 0.25, 0.35, 0.45} {
		w := New(Options{Rate: 60})
		for _, turns := range []float64{angle / 2, -angle / 2} {
			sin, cos := SinCos(turns)
			b := w.CreateBody(BodyDef{})
			w.AddShape(b, ShapeDef{Kind: Segment, A: Vec{}, B: Vec{100 * cos, 100 * sin}})
		}
		r := rng(1)
		for _, speed := range []float64{0.1, 2, 500} {
			c, pos := newCharacter(), Vec{90, 0}
			for range 1000 {
				pos, _ = c.Move(w, pos, Vec{-speed, r.float(-0.2, 0.2) * speed})
			}
			var rest Vec
			for range 40 {
				rest = pos
				pos, _ = c.Move(w, pos, Vec{-speed, 0})
			}
			sin, _ := SinCos(angle / 2)
			want := (0.45 + CharacterSkin) / sin
			if gap := clearOf(w, pos, 0.45); gap < CharacterSkin/3 || pos.sub(rest).length() > 1e-6 || want < 90 && math.Abs(pos.X-want) > 0.5 {
				t.Errorf("corner of %g, speed %g: at %v, want x = %g, gap %g, moved %v", angle, speed, pos, want, gap, pos.sub(rest))
			}
		}
	}
}

// TestCharacterNeverTunnels runs about at random in a room with thin things in it.
func TestCharacterNeverTunnels(t *testing.T) {
	for seed := range 20 {
		r := rng(seed)
		w := New(Options{Rate: 60})
		for i := range 4 {
			sin, cos := SinCos(float64(i) / 4)
			b := w.CreateBody(BodyDef{Position: Vec{10 * cos, 10 * sin}, Angle: float64(i) / 4})
			w.AddShape(b, ShapeDef{Kind: Segment, A: Vec{0, -11}, B: Vec{0, 11}})
		}
		for range 12 {
			b := w.CreateBody(BodyDef{Position: r.vec(-9, 9), Angle: r.float(0, 1)})
			switch r.intn(4) {
			case 0:
				w.AddShape(b, ShapeDef{Kind: Segment, B: r.vec(-4, 4)})
			case 1:
				w.AddShape(b, ShapeDef{Kind: Box, Half: r.vec(0.01, 1)})
			case 2:
				w.AddShape(b, ShapeDef{Kind: Polygon, Points: []Vec{{-1, -0.5}, {1, -0.3}, {0.2, 1}}})
			default:
				w.AddShape(b, ShapeDef{Kind: Capsule, B: r.vec(-2, 2), Radius: 0.1})
			}
		}
		c, pos := newCharacter(), Vec{}
		for clearOf(w, pos, 0.45) < 0.01 {
			pos = r.vec(-9, 9)
		}
		for step := range 2000 {
			from := pos
			want := r.vec(-1, 1).scale([...]float64{0.05, 0.3, 5, 1000}[r.intn(4)])
			pos, _ = c.Move(w, pos, want)
			if gap := clearOf(w, pos, 0.45); gap < 0.0005 || !pos.within(10) {
				t.Fatalf("seed %d step %d: from %v by %v to %v, gap %g", seed, step, from, want, pos, gap)
			}
			if got, most := pos.sub(from).length(), want.length(); got > most+2*CharacterSkin {
				t.Fatalf("seed %d step %d: wanted %g, went %g", seed, step, most, got)
			}
		}
	}
}

// TestCharacterStaysInAChain that turns its solid side inward, and passes it from
// behind.
func TestCharacterStaysInAChain(t *testing.T) {
	for _, inward := range []bool{true, false} {
		w := New(Options{Rate: 60})
		var points []Vec
		for i := range 40 {
			turns := float64(i) / 40
			if inward {
				turns = -turns
			}
			sin, cos := SinCos(turns)
			far := 8 + float64(i%4)
			points = append(points, Vec{cos * far, sin * far})
		}
		cave := w.CreateBody(BodyDef{})
		if ids := w.AddChain(nil, cave, ChainDef{Points: points, Loop: true}); len(ids) != 40 {
			t.Fatalf("a chain of %d links", len(ids))
		}
		r := rng(2)
		c, pos := newCharacter(), Vec{}
		for step := range 3000 {
			pos, _ = c.Move(w, pos, r.vec(-1, 1).scale([...]float64{0.1, 1, 300}[r.intn(3)]))
			if gap := clearOf(w, pos, 0.45); inward && (gap < 0.0005 || pos.length() > 11) {
				t.Fatalf("step %d: at %v, gap %g", step, pos, gap)
			}
		}
		if !inward && pos.length() < 11 {
			t.Errorf("from behind it stays at %v", pos)
		}
	}
}

// TestCharacterBetweenMovingBoxes: it is pushed before a box, and squeezed between two
// it stays sane and can get away sideways.
func TestCharacterBetweenMovingBoxes(t *testing.T) {
	w := New(Options{Rate: 60})
	var boxes [2]BodyID
	for i := range boxes {
		boxes[i] = w.CreateBody(BodyDef{Type: Kinematic, Position: Vec{float64(float64(i)*6) - 3, 0}, Key: uint32(i)})
		w.AddShape(boxes[i], ShapeDef{Kind: Box, Half: Vec{1, 1}})
		w.SetVelocity(boxes[i], Vec{2 - float64(float64(i)*4), 0}, 0)
	}
	c, pos := newCharacter(), Vec{-0.3, 0}
	for step := range 50 {
		w.Step()
		from := pos
		pos, _ = c.Move(w, pos, Vec{})
		if !pos.within(3) || pos.sub(from).length() > 0.2 {
			t.Fatalf("step %d: from %v to %v", step, from, pos)
		}
		a, _ := w.Pose(boxes[0])
		b, _ := w.Pose(boxes[1])
		if room := b.X - a.X - 2; room > 0.9 && clearOf(w, pos, 0.45) < 0 {
			t.Fatalf("step %d: room of %g, gap %g", step, room, clearOf(w, pos, 0.45))
		}
	}
	for _, id := range boxes {
		w.SetVelocity(id, Vec{}, 0)
	}
	for range 40 {
		pos, _ = c.Move(w, pos, Vec{0, 0.1})
	}
	if pos.Y < 1.4 || clearOf(w, pos, 0.45) < 0 {
		t.Errorf("still at %v", pos)
	}
}

// TestCharacterLeavesWhatItIsIn: it comes out of a box from any place in it, and off a
// floor of unit boxes in a corner; in two that push it to and fro it stays near.
func TestCharacterLeavesWhatItIsIn(t *testing.T) {
	r := rng(3)
	for n := range 200 {
		w := New(Options{Rate: 60})
		addWall(w, Vec{}, Vec{1, 1})
		if n%2 == 1 {
			addWall(w, Vec{1.5, 0}, Vec{1, 1.5})
		}
		c, pos := newCharacter(), r.vec(-1, 1)
		if n == 0 {
			pos = Vec{}
		}
		for range 8 {
			pos, _ = c.Move(w, pos, Vec{})
		}
		if gap := clearOf(w, pos, 0.45); n%2 == 0 && gap < 0 || !pos.within(4) {
			t.Errorf("case %d: at %v, gap %g", n, pos, gap)
		}
	}
	w := New(Options{Rate: 60})
	for i := range 8 {
		addWall(w, Vec{float64(i), 0.5}, Vec{0.5, 0.5})
		addWall(w, Vec{-1, 0.5 - float64(i)}, Vec{0.5, 0.5})
	}
	for n := range 200 {
		c, from := newCharacter(), Vec{r.float(-0.3, 5), r.float(-5, -0.2)}
		pos, _ := c.Move(w, from, Vec{})
		if gap := clearOf(w, pos, 0.45); gap < 0 || pos.sub(from).length() > 1 {
			t.Errorf("corner case %d: from %v to %v, gap %g", n, from, pos, gap)
		}
	}
}

// TestCharacterPushes a crate by no more than its impulse, and never faster than
// itself.
func TestCharacterPushes(t *testing.T) {
	for _, push := range []float64{0, 0.2, 1, 1e6} {
		w := New(arenaOptions)
		crate := addCrate(w, 1, Vec{2, 0}, 0)
		wall := addWall(w, Vec{20, 0}, Vec{1, 5})
		c, pos := newCharacter(), Vec{}
		c.Push = push
		var greatest, fastest float64
		for range 600 {
			var hits []CharacterHit
			pos, hits = c.Move(w, pos, Vec{0.05, 0})
			for _, h := range hits {
				greatest = max(greatest, h.Impulse)
				if h.Body == wall && h.Impulse != 0 {
					t.Error("pushed a wall")
				}
			}
			v, _ := w.Velocity(crate)
			fastest = max(fastest, v.X)
			w.Step()
		}
		at, _ := w.Pose(crate)
		if greatest > push || fastest > 3.001 || (push == 0) != (at.X == 2) || push == 1e6 && at.X < 18 || clearOf(w, pos, 0.45) < -0.01 {
			t.Errorf("push %g: crate at %v, impulse %g, speed %g, character at %v", push, at, greatest, fastest, pos)
		}
	}
}

// TestCharacterIsAFunctionOfTheWorld: a copy, a world loaded from bytes and the same
// character or a new one go the same way, and it allocates nothing.
func TestCharacterIsAFunctionOfTheWorld(t *testing.T) {
	a := newArena(arenaOptions, 8, 24, 3)
	old := newCharacter()
	old.Push = 0.5
	pos := Vec{}
	back := New(arenaOptions)
	for step := range 300 {
		a.drive(step)
		a.w.Step()
		r := rng(step / 30)
		want := r.vec(-0.2, 0.2)
		back.CopyFrom(a.w)
		loaded := New(arenaOptions)
		if _, err := loaded.LoadState(a.w.AppendState(nil)); err != nil {
			t.Fatal(err)
		}
		end, _ := old.Move(a.w, pos, want)
		for _, w := range []*World{back, loaded} {
			fresh := newCharacter()
			fresh.Push = 0.5
			if got, _ := fresh.Move(w, pos, want); got != end || !bytes.Equal(w.AppendState(nil), a.w.AppendState(nil)) {
				t.Fatalf("step %d: at %v, a copy at %v", step, end, got)
			}
		}
		pos = end
	}
	step := 0
	if n := allocations(200, func() {
		step++
		r := rng(step)
		pos, _ = old.Move(a.w, pos, r.vec(-2, 2))
	}); n != 0 {
		t.Errorf("%g allocations a move", n)
	}
}

// TestCharacterTakesAnything: what is out of bounds moves nothing and breaks nothing.
func TestCharacterTakesAnything(t *testing.T) {
	w := New(Options{Rate: 60})
	addWall(w, Vec{5, 0}, Vec{1, 5})
	ball := addBall(w, 1, Vec{-2, 0}, Vec{}, 0)
	nan, inf, pos := math.NaN(), math.Inf(1), Vec{1, 1}
	before := w.AppendState(nil)
	for _, want := range []Vec{{nan, 0}, {0, inf}, {-inf, nan}, {1e300, 0}} {
		c := newCharacter()
		if end, hits := c.Move(w, pos, want); end != pos || len(hits) != 0 {
			t.Errorf("%v moved to %v", want, end)
		}
	}
	for _, c := range []Character{
		{}, {Shape: ShapeDef{Kind: Circle}}, {Shape: ShapeDef{Kind: Circle, Radius: nan}}, {Shape: ShapeDef{Kind: Polygon}},
		{Shape: ShapeDef{Kind: Circle, Radius: 1}, Push: nan}, {Shape: ShapeDef{Kind: Circle, Radius: 1}, Push: -1},
	} {
		if end, _ := c.Move(w, pos, Vec{1, 0}); end != pos || c.Ready() {
			t.Errorf("%+v moved", c.Shape)
		}
	}
	c := newCharacter()
	if end, _ := c.Move(w, Vec{nan, 0}, Vec{}); !math.IsNaN(end.X) {
		t.Error("a place that is NaN became another")
	}
	for _, want := range []Vec{{MaxCoord, 0}, {-MaxCoord, MaxCoord}, {1e-300, 0}} {
		if end, _ := c.Move(w, pos, want); !end.within(MaxCoord) || want.X > 0 && end.X > 4 {
			t.Errorf("%v moved to %v", want, end)
		}
	}
	c.Push, c.Body = MaxForce, BodyID{9, 9}
	if !bytes.Equal(w.AppendState(nil), before) {
		t.Error("the world changed")
	}
	c.Move(w, Vec{-1, 0}, Vec{-MaxCoord, 0})
	if v, _ := w.Velocity(ball); !v.within(MaxCoord) || v.X == 0 {
		t.Errorf("the ball was pushed to %v", v)
	}
}
