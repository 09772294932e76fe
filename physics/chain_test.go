package physics

import (
	"math"
	"testing"
)

// flat returns a chain along y = 0, solid below it where y grows downward, with a
// point every so often.
func flat(from, to, every float64) (points []Vec) {
	for x := from; x <= to; x += every {
		points = append(points, Vec{x, 0})
	}
	return points
}

// TestChainHasNoSeams slides and rolls shapes over a chain: nothing of their speed is
// lost, and they do not hop.
func TestChainHasNoSeams(t *testing.T) {
	hexagon := []Vec{{-0.5, 0}, {-0.25, -0.5}, {0.25, -0.5}, {0.5, 0}, {0.25, 0.5}, {-0.25, 0.5}}
	for name, def := range map[string]ShapeDef{
		"box":         {Kind: Box, Half: Vec{0.5, 0.5}},
		"round box":   {Kind: Box, Half: Vec{0.4, 0.4}, Radius: 0.1},
		"circle":      {Kind: Circle, Radius: 0.5},
		"capsule":     {Kind: Capsule, A: Vec{-0.5, 0}, B: Vec{0.5, 0}, Radius: 0.5},
		"polygon":     {Kind: Polygon, Points: hexagon},
		"small box":   {Kind: Box, Half: Vec{0.1, 0.5}},
		"upright one": {Kind: Capsule, A: Vec{0, -0.2}, B: Vec{0, 0.2}, Radius: 0.3},
	} {
		for n, every := range []float64{1, 0.37, 5} {
			w := New(Options{Rate: 60, Gravity: Vec{0, 10}})
			ground := w.CreateBody(BodyDef{})
			if links := w.AddChain(nil, ground, ChainDef{Points: flat(-5, 90, every)}); len(links) < 18 {
				t.Fatalf("%d links", len(links))
			}
			const low = 0.5
			def.Density = 1
			id := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0.2, -low}, Velocity: Vec{10, 0}, FixedRotation: name == "upright one" || name == "small box"})
			w.AddShape(id, def)
			for step := range 480 {
				w.Step()
				v, _ := w.Velocity(id)
				if math.Abs(v.X-10) > 1e-9 || math.Abs(v.Y) > 0.2 || step > 60 && math.Abs(v.Y) > 1e-3 {
					t.Fatalf("%s over sides of %g (%d): %v in step %d", name, every, n, v, step)
				}
			}
			pos, _ := w.Pose(id)
			if math.Abs(pos.X-80.2) > 1e-6 || math.Abs(pos.Y+low) > 0.02 {
				t.Errorf("%s over sides of %g: came to %v", name, every, pos)
			}
		}
	}
}

// TestChainIsOneSided lets balls and boxes come from behind.
func TestChainIsOneSided(t *testing.T) {
	for _, def := range []ShapeDef{{Kind: Circle, Radius: 0.3}, {Kind: Box, Half: Vec{0.3, 0.3}}, {Kind: Capsule, A: Vec{-0.3, 0}, B: Vec{0.3, 0}, Radius: 0.2}} {
		w := New(Options{Rate: 60})
		w.AddChain(nil, w.CreateBody(BodyDef{}), ChainDef{Points: flat(-5, 5, 1)})
		def.Density = 1
		up := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{0.5, 3}, Velocity: Vec{0, -6}, Key: 1})
		down := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{-3.4, -3}, Velocity: Vec{0, 6}, Key: 2})
		w.AddShape(up, def)
		w.AddShape(down, def)
		for range 60 {
			w.Step()
		}
		if pos, _ := w.Pose(up); math.Abs(pos.Y+3) > 1e-9 {
			t.Errorf("kind %d from behind came to %v", def.Kind, pos)
		}
		if pos, _ := w.Pose(down); pos.Y > 0 || pos.Y < -0.5 {
			t.Errorf("kind %d from before came to %v", def.Kind, pos)
		}
		if _, ok := w.RayCast(Vec{0.2, 2}, Vec{0, -4}, 1); ok {
			t.Error("a ray from behind hits")
		}
	}
}

// TestLoopIsItsPolygon compares the contacts and rays with the links of a closed chain
// with those of the polygon that it goes about, from outside.
func TestLoopIsItsPolygon(t *testing.T) {
	r := rng(12)
	var met int
	for n := range 20000 {
		def := r.anyShape(solidKinds[n%5])
		poly := ShapeDef{Kind: Polygon, Points: r.polygon()}
		hulls := make([]hull, 2)
		pos, turns := r.vec(-2, 2), r.float(0, 1)
		ga, gp := def.at(hulls, 0, pos, turns), poly.at(hulls, 1, Vec{}, 0)
		h := hulls[1]
		loop := ChainDef{Points: h.points[:h.count], Loop: true}
		reach := r.float(0, 0.3)
		var m manifold
		collide(&m, &ga, &gp, hulls, reach)
		ca, cp := coreOf(&ga, hulls), coreOf(&gp, hulls)
		want, _, _ := distance(&ca, &cp)
		if want < -0.02 || want < 1e-6-def.Radius {
			continue // deep: a link knows no inside
		}
		least := math.Inf(1)
		for i := range loop.links() {
			one := []hull{hulls[0], {}}
			one[1].buildLink(loop.link(i))
			s := loop.shape()
			g := placed(&s, one, 1, Vec{}, rot{1, 0})
			var k manifold
			collide(&k, &ga, &g, one, reach)
			for _, p := range k.points[:k.count] {
				least = math.Min(least, p.gap)
			}
		}
		if math.IsInf(least, 1) != (want > reach) || want <= reach && math.Abs(least-want) > 2*preferFirst {
			t.Fatalf("%d of kind %d: gap %g to the polygon, %g to the loop, reach %g, polygon's manifold %+v", n, def.Kind, want, least, reach, m)
		}
		if want <= reach {
			met++
		}
	}
	if met < 800 {
		t.Errorf("only %d met", met)
	}
}

// TestChainHolds drops shapes onto hills and into valleys: none comes through.
func TestChainHolds(t *testing.T) {
	for seed := range uint64(4) {
		r := rng(seed)
		w := New(Options{Rate: 60, Gravity: Vec{0, 10}, Grid: seed%2 == 1})
		points := []Vec{{-12, -8}}
		for x := -10.0; x <= 10; x += 1 {
			points = append(points, Vec{x, r.float(-1.5, 1.5)})
		}
		points = append(points, Vec{12, -8})
		w.AddChain(nil, w.CreateBody(BodyDef{}), ChainDef{Points: points, Friction: 0.5})
		for i := range 40 {
			def := r.anyShape([]ShapeKind{Circle, Box, Capsule, Polygon}[i%4])
			def.Friction = 0.4
			id := w.CreateBody(BodyDef{Type: Dynamic, Position: Vec{r.float(-8, 8), r.float(-30, -4)}, Angle: r.float(0, 1), Key: uint32(i)})
			w.AddShape(id, def)
		}
		for range 600 {
			w.Step()
		}
		for _, i := range w.dynamic {
			b := &w.bodies[i]
			c := b.pos.add(b.rotation.apply(b.center))
			if c.Y > 1.6 || math.Abs(c.X) > 13 {
				t.Errorf("seed %d: a body came to %v", seed, c)
			}
			if b.vel.length() > 1.5 {
				t.Errorf("seed %d: a body still moves by %v", seed, b.vel)
			}
		}
	}
}

// TestChainRefuses makes chains that are none.
func TestChainRefuses(t *testing.T) {
	w := New(Options{})
	id := w.CreateBody(BodyDef{})
	before := w.hash()
	for name, def := range map[string]ChainDef{
		"none":         {},
		"a point":      {Points: []Vec{{1, 1}}},
		"a flat loop":  {Points: []Vec{{0, 0}, {1, 0}}, Loop: true},
		"twice":        {Points: []Vec{{0, 0}, {1, 0}, {1, 0}}},
		"closed twice": {Points: []Vec{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, Loop: true},
		"not a number": {Points: []Vec{{0, 0}, {math.NaN(), 0}}},
		"friction":     {Points: []Vec{{0, 0}, {1, 0}}, Friction: -1},
		"too many":     {Points: flat(0, MaxShapes+1, 1)},
	} {
		if ids := w.AddChain(nil, id, def); len(ids) > 0 || w.hash() != before {
			t.Errorf("%s: made %d links", name, len(ids))
		}
	}
	if ids := w.AddChain(nil, BodyID{9, 9}, ChainDef{Points: flat(0, 3, 1)}); ids != nil {
		t.Error("a chain of no body")
	}
}
