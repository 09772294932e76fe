package physics

import (
	"math"
	"testing"
)

// TestRaysOfAllKinds compares the rays of each kind with a point that is cast by
// distances, and with the signed distance along the way.
func TestRaysOfAllKinds(t *testing.T) {
	r := rng(3)
	var hits int
	for n := range 20000 {
		hulls := make([]hull, 1)
		def := r.anyShape(solidKinds[n%5])
		pos, turns := r.vec(-0.5, 0.5), r.float(0, 1)
		g := def.at(hulls, 0, pos, turns)
		b := coreOf(&g, hulls)
		origin, delta := r.vec(-3, 3), r.vec(-5, 5)
		if n%2 == 0 {
			delta = r.vec(-1, 1).sub(origin).scale(2)
		}
		f, normal, ok := RayShape(&def, pos, turns, origin, delta)
		a := core{count: 1}
		a.points[0] = origin
		at := func(f float64) float64 {
			p := core{count: 1}
			p.points[0] = origin.add(delta.scale(f))
			return slowGap(&p, &b)
		}
		if def.Kind != Segment && at(0) < -1e-9 {
			if !ok || f != 0 || math.Abs(normal.dot(delta)+delta.length()) > 1e-9 {
				t.Fatalf("ray %d from within: %g %v %v", n, f, normal, ok)
			}
			continue
		}
		slow, slowNormal, _, slowOK := castCore(&a, delta, &b)
		if ok != slowOK {
			if near := at(f); math.Abs(near) < 1e-9 {
				continue // it grazes
			}
			t.Fatalf("ray %d of kind %d: hit %v at %g, cast %v at %g", n, def.Kind, ok, f, slowOK, slow)
		}
		for k := range 60 {
			x := float64(k) / 60
			if ok {
				x *= f * 0.999
			}
			if at(x) < 0 && def.Kind != Segment {
				t.Fatalf("ray %d of kind %d: inside at %g, hit %v at %g", n, def.Kind, x, ok, f)
			}
		}
		if !ok {
			continue
		}
		hits++
		if math.Abs(f-slow)*delta.length() > 1e-9 && math.Abs(normal.dot(delta)) > 1e-3 {
			t.Fatalf("ray %d of kind %d: %g, cast %g", n, def.Kind, f, slow)
		}
		if math.Abs(at(f)) > 1e-9 || math.Abs(normal.length()-1) > 1e-12 || normal.dot(delta) > 0 {
			t.Fatalf("ray %d of kind %d: gap %g at the hit, normal %v", n, def.Kind, at(f), normal)
		}
		if def.Radius > 0 && normal.sub(slowNormal).length() > 1e-4 {
			t.Fatalf("ray %d of kind %d: normal %v, cast %v", n, def.Kind, normal, slowNormal)
		}
	}
	if hits < 1500 {
		t.Errorf("only %d hits", hits)
	}
}

// TestCastCore compares the casts of all pairs of kinds with the signed distance along
// the way.
func TestCastCore(t *testing.T) {
	r := rng(4)
	var hits int
	for n := range 3000 {
		hulls := make([]hull, 2)
		da, db := r.anyShape(solidKinds[n%5]), r.anyShape(solidKinds[n/5%5])
		ga, gb := da.at(hulls, 0, r.vec(-4, 4), r.float(0, 1)), db.at(hulls, 1, Vec{}, r.float(0, 1))
		a, b := coreOf(&ga, hulls), coreOf(&gb, hulls)
		delta := r.vec(-8, 8)
		f, normal, point, ok := castCore(&a, delta, &b)
		moved := a
		at := func(f float64) float64 {
			moved.shift(&a, delta.scale(f))
			return slowGap(&moved, &b)
		}
		end := 1.0
		if ok {
			hits++
			end = f - 1e-6
			gap := at(f)
			if f > 0 && math.Abs(gap) > 1e-9 || math.Abs(normal.length()-1) > 1e-12 {
				t.Fatalf("cast %d: gap %g at %g, normal %v", n, gap, f, normal)
			}
			if f > 0 && normal.dot(delta) > 0 {
				t.Fatalf("cast %d: normal %v of %v", n, normal, delta)
			}
			p := core{count: 1}
			p.points[0] = point
			if f > 0 && (math.Abs(slowGap(&p, &b)) > 1e-9 || slowGap(&p, &moved) > 1e-9) {
				t.Fatalf("cast %d: the point is %g and %g off", n, slowGap(&p, &b), slowGap(&p, &moved))
			}
			if f == 0 && gap > 1e-9 {
				t.Fatalf("cast %d: gap %g at the start", n, gap)
			}
		}
		for k := range 50 {
			x := float64(k) * end / 50
			moved.shift(&a, delta.scale(x))
			if gap, _, _ := distance(&moved, &b); x > 0 && gap < -1e-9 {
				t.Fatalf("cast %d: overlap of %g at %g, hit %v at %g", n, gap, x, ok, f)
			}
		}
	}
	if hits < 500 {
		t.Errorf("only %d hits", hits)
	}
}

// TestTimeOfImpact compares with small steps along the way.
func TestTimeOfImpact(t *testing.T) {
	r := rng(5)
	var hits, early, late int
	for n := range 3000 {
		hulls := make([]hull, 2)
		da, db := r.anyShape(solidKinds[n%5]), r.anyShape(solidKinds[n/5%5])
		ca, cb := r.vec(-4, 4), Vec{}
		ga, gb := da.at(hulls, 0, ca, r.float(0, 1)), db.at(hulls, 1, cb, r.float(0, 1))
		a, b := coreOf(&ga, hulls), coreOf(&gb, hulls)
		ma, mb := motion{ca, r.vec(-8, 8), 0}, motion{cb, r.vec(-1, 1), 0}
		if n%2 == 0 {
			ma.turns, mb.turns = r.float(-1, 1), r.float(-0.2, 0.2)
		}
		gap := r.float(-0.05, 0.05)
		f, ok := toi(&a, &b, &ma, &mb, gap)
		atA, atB := a, b
		at := func(f float64) float64 {
			atA.advance(&a, &ma, f)
			atB.advance(&b, &mb, f)
			d, _, _ := distance(&atA, &atB)
			return d - gap
		}
		end := 1.0
		if ok {
			end = f
			hits++
			if left := at(f); f > 0 && left > toiGap+1e-9 {
				early++
				if left > 0.05 {
					late++
				}
			}
		}
		for k := range 400 {
			if x := float64(k) * end / 400; x < end && at(x) < -1e-9 && f > 0 {
				t.Fatalf("pair %d: within the gap by %g at %g, hit %v at %g", n, at(x), x, ok, f)
			}
		}
	}
	t.Logf("%d hits, %d told before they were within reach, %d by more than 0.05", hits, early, late)
	if hits < 500 || early > hits/100 || late > 0 {
		t.Errorf("%d hits, %d early, %d much", hits, early, late)
	}
}

// TestNearest compares the nearest point of each kind with the signed distance.
func TestNearest(t *testing.T) {
	r := rng(6)
	for n := range 20000 {
		hulls := make([]hull, 1)
		def := r.anyShape(solidKinds[n%5])
		g := def.at(hulls, 0, r.vec(-1, 1), r.float(0, 1))
		b := coreOf(&g, hulls)
		p := core{count: 1}
		p.points[0] = r.vec(-3, 3)
		gap := slowGap(&p, &b)
		near := g.nearest(p.points[0], hulls)
		if d := near.sub(p.points[0]).length(); math.Abs(d-math.Max(gap, 0)) > 1e-9 {
			t.Fatalf("kind %d: nearest %g away, distance %g", def.Kind, d, gap)
		}
	}
}

// TestMass compares mass, centre and inertia of each kind with those of a polygon of
// very many corners about it.
func TestMass(t *testing.T) {
	r := rng(7)
	for n := range 20 {
		hulls := make([]hull, 1)
		def := r.anyShape([]ShapeKind{Circle, Box, Capsule, Polygon}[n%4])
		def.Density = r.float(0.5, 3)
		w := New(Options{})
		id := w.CreateBody(BodyDef{Type: Dynamic})
		if w.AddShape(id, def) == (ShapeID{}) {
			t.Fatal(def.Check())
		}
		g := def.at(hulls, 0, Vec{}, 0)
		c := coreOf(&g, hulls)
		const around = 1 << 17
		var mass, inertia float64
		var first Vec
		prev := Vec{}
		for i := range around + 1 {
			s, k := SinCos(float64(i) / around)
			n := Vec{k, s}
			best, at := math.Inf(-1), Vec{}
			for _, p := range c.points[:c.count] {
				if d := p.dot(n); d > best {
					best, at = d, p
				}
			}
			at = at.add(n.scale(c.radius))
			if i > 0 {
				area := prev.cross(at) / 2
				mass += area
				first = first.add(prev.add(at).scale(area / 3))
				inertia += area * (prev.dot(prev) + at.dot(at) + prev.dot(at)) / 6
			}
			prev = at
		}
		center := first.scale(1 / mass)
		mass *= def.Density
		inertia = float64(def.Density*inertia) - float64(mass*center.dot(center))
		b := &w.bodies[id.Index]
		if math.Abs(b.mass-mass) > 1e-9*mass || b.center.sub(center).length() > 1e-9 || math.Abs(1/b.invInertia-inertia) > 1e-8*inertia {
			t.Fatalf("kind %d: mass %.12g, %.12g; centre %v, %v; inertia %.12g, %.12g", def.Kind, b.mass, mass, b.center, center, 1/b.invInertia, inertia)
		}
	}
}
