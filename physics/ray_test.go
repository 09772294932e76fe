package physics

import (
	"math"
	"testing"
)

// TestRaysAgainstCircles compares rays with the quadratic formula.
func TestRaysAgainstCircles(t *testing.T) {
	r := rng(1)
	w := New(Options{Rate: 60})
	type disc struct {
		p Vec
		r float64
	}
	var discs []disc
	for i := range 100 {
		d := disc{r.vec(-50, 50), r.float(0.2, 3)}
		discs = append(discs, d)
		kind := Static
		if i%2 == 0 {
			kind = Dynamic
		}
		w.AddShape(w.CreateBody(BodyDef{Type: kind, Position: d.p, Key: uint32(i)}), ShapeDef{Kind: Circle, Radius: d.r, Density: 1})
	}
	w.static.refresh(w)
	var hits int
	for range 20000 {
		origin, delta := r.vec(-60, 60), r.vec(-60, 60)
		want := 2.0
		for _, d := range discs {
			m := origin.sub(d.p)
			a, b, c := delta.dot(delta), m.dot(delta), m.dot(m)-float64(d.r*d.r)
			if c <= 0 {
				want = 0
			} else if q := float64(b*b) - float64(a*c); q >= 0 {
				if f := (-b - math.Sqrt(q)) / a; f >= 0 && f <= 1 {
					want = math.Min(want, f)
				}
			}
		}
		hit, ok := w.RayCast(origin, delta, 1)
		if ok != (want <= 1) {
			t.Fatalf("ray %v %v: hit %v %+v, want %g", origin, delta, ok, hit, want)
		}
		if !ok {
			continue
		}
		hits++
		if off := math.Abs(hit.Fraction-want) * delta.length(); off > 1e-9 {
			t.Fatalf("ray %v %v: off by %g", origin, delta, off)
		}
		if math.Abs(hit.Normal.length()-1) > 1e-12 || hit.Normal.dot(delta) > 1e-9 {
			t.Fatalf("normal %v of ray %v", hit.Normal, delta)
		}
	}
	if hits < 5000 {
		t.Errorf("only %d rays hit", hits)
	}
}

// TestRaysAgainstBruteForce compares RayCast and RayCastAll with RayShape of every
// shape, before the static index is built and after.
func TestRaysAgainstBruteForce(t *testing.T) {
	w := newZoo(zooOptions[1], 3)
	r := rng(3)
	addWall(w, Vec{500, 0}, Vec{0.1, 900})
	for step := range 40 {
		for range 100 {
			origin, delta := r.vec(-12, 12), r.vec(-30, 30)
			switch r.intn(5) {
			case 0:
				delta.X = 0
			case 1:
				delta.Y = 0
			}
			checkRay(t, w, origin, delta)
		}
		churn(w, &r)
		if step%2 == 0 {
			w.Step()
		}
	}
}

func checkRay(t *testing.T, w *World, origin, delta Vec) {
	t.Helper()
	const mask = 1
	best, count := 2.0, 0
	for i := range w.shapes {
		s := &w.shapes[i]
		if s.def.Kind == 0 || s.def.Sensor || s.def.Filter.Category&mask == 0 || w.bodies[s.body].disabled {
			continue
		}
		b := &w.bodies[s.body]
		def, _ := w.Shape(ShapeID{uint16(i), s.gen})
		if f, _, ok := RayShape(&def, b.pos, b.angle, origin, delta); ok {
			best, count = math.Min(best, f), count+1
		}
	}
	hit, ok := w.RayCast(origin, delta, mask)
	if ok != (count > 0) || ok && hit.Fraction != best {
		t.Fatalf("ray %v %v: %v %+v, by brute force %d hits from %g", origin, delta, ok, hit, count, best)
	}
	all := w.RayCastAll(nil, origin, delta, mask)
	if len(all) != count || ok && all[0] != hit {
		t.Fatalf("ray %v %v: %d hits, by brute force %d; first %+v and %+v", origin, delta, len(all), count, all, hit)
	}
	for i := range all[:max(0, len(all)-1)] {
		if all[i].Fraction > all[i+1].Fraction {
			t.Fatalf("ray %v %v: hits out of order", origin, delta)
		}
	}
}

func TestOverlapCircle(t *testing.T) {
	w := newZoo(zooOptions[0], 4)
	r := rng(4)
	for range 500 {
		center, radius := r.vec(-10, 10), r.float(0.1, 3)
		want := map[BodyID]bool{}
		probe := core{count: 1, radius: radius}
		probe.points[0] = center
		for i := range w.shapes {
			s := &w.shapes[i]
			if s.def.Kind == 0 || s.def.Sensor {
				continue
			}
			c := coreOf(&w.geos[i], w.hulls)
			if gap, _, _ := distance(&probe, &c); gap <= 0 {
				want[BodyID{s.body, w.bodies[s.body].gen}] = true
			}
		}
		got := w.OverlapCircle(nil, center, radius, 1)
		if len(got) != len(want) {
			t.Fatalf("%d bodies within %g of %v, by brute force %d", len(got), radius, center, len(want))
		}
		for i, id := range got {
			if !want[id] || i > 0 && w.bodies[got[i-1].Index].order >= w.bodies[id.Index].order {
				t.Fatalf("body %v does not belong, or not there", id)
			}
		}
	}
}
