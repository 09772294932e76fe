package physics

import (
	"math"
	"testing"
)

// anyShape returns a shape of a kind in its body's frame, about one unit in size.
func (r *rng) anyShape(kind ShapeKind) ShapeDef {
	def := ShapeDef{Kind: kind, Density: 1, Center: r.vec(-0.5, 0.5)}
	switch kind {
	case Circle:
		def.Radius = r.float(0.2, 1)
	case Box:
		def.Half = Vec{r.float(0.2, 1), r.float(0.2, 1)}
		if r.intn(2) == 0 {
			def.Radius = r.float(0.05, 0.3)
		}
	case Segment, Capsule:
		def.A, def.B = r.vec(-1, 0), r.vec(0.1, 1)
		def.Radius = r.float(0.1, 0.5)
	case Polygon:
		def.Points = r.polygon()
		if r.intn(2) == 0 {
			def.Radius = r.float(0.05, 0.3)
		}
	}
	def.strip()
	return def
}

// polygon returns a convex polygon, turning either way: corners on an ellipse.
func (r *rng) polygon() []Vec {
	for {
		n := 3 + r.intn(MaxVertices-2)
		points := make([]Vec, n)
		size := Vec{r.float(0.3, 1.2), r.float(0.3, 1.2)}
		center, turn, way := r.vec(-0.4, 0.4), rotOf(r.float(0, 1)), float64(1-2*r.intn(2))
		for i := range points {
			s, c := SinCos(float64(way*(float64(i)+r.float(0, 0.6))) / float64(n))
			points[i] = center.add(turn.apply(Vec{float64(c * size.X), float64(s * size.Y)}))
		}
		var h hull
		if h.build(points) {
			return points
		}
	}
}

// at places a shape without a world.
func (def *ShapeDef) at(hulls []hull, index int32, pos Vec, turns float64) geometry {
	if def.Kind == Polygon && !hulls[index].build(def.Points) {
		panic("no hull")
	}
	return placed(def, hulls, index, pos, rotOf(turns))
}

var solidKinds = []ShapeKind{Circle, Box, Segment, Capsule, Polygon}

// slowGap is the signed distance of two cores by brute force: of what is apart the
// least distance of a corner from a side, of what overlaps the least of the ways out
// along the normals of the hull of all differences of corners.
func slowGap(a, b *core) float64 {
	if depth := slowDepth(a, b); depth > 0 {
		return -depth - a.radius - b.radius
	}
	least := math.Inf(1)
	for _, p := range [2][2]*core{{a, b}, {b, a}} {
		for i := range p[0].count {
			for j := range p[1].count {
				u, v := p[0].points[i], p[0].points[(i+1)%p[0].count]
				least = math.Min(least, slowToLine(p[1].points[j], u, v))
			}
		}
	}
	return least - a.radius - b.radius
}

func slowToLine(p, u, v Vec) float64 {
	d := v.sub(u)
	t := 0.0
	if l := d.dot(d); l > 0 {
		t = math.Max(0, math.Min(1, p.sub(u).dot(d)/l))
	}
	return u.add(d.scale(t)).sub(p).length()
}

func slowDepth(a, b *core) float64 {
	var diffs []Vec
	for i := range a.count {
		for j := range b.count {
			diffs = append(diffs, b.points[j].sub(a.points[i]))
		}
	}
	least := math.Inf(1)
	for _, p := range diffs {
		for _, q := range diffs {
			d := q.sub(p)
			if d.length() < 1e-12 {
				continue
			}
			n := Vec{d.Y / d.length(), -d.X / d.length()}
			far := math.Inf(-1) // support of the difference along n; the origin is 0
			for _, x := range diffs {
				far = math.Max(far, n.dot(x))
			}
			least = math.Min(least, far)
		}
	}
	if math.IsInf(least, 1) || least < 0 {
		return 0
	}
	return least
}

// TestDistance compares distances of all pairs of kinds with brute force.
func TestDistance(t *testing.T) {
	r := rng(1)
	var apart, deep int
	for n := range 4000 {
		hulls := make([]hull, 2)
		da, db := r.anyShape(solidKinds[n%5]), r.anyShape(solidKinds[n/5%5])
		ga, gb := da.at(hulls, 0, r.vec(-1.5, 1.5), r.float(0, 1)), db.at(hulls, 1, r.vec(-1.5, 1.5), r.float(0, 1))
		a, b := coreOf(&ga, hulls), coreOf(&gb, hulls)
		want := slowGap(&a, &b)
		gap, pa, pb := distance(&a, &b)
		if math.Abs(gap-want) > 1e-9 {
			t.Fatalf("pair %d: distance %g, by brute force %g\n%+v\n%+v", n, gap, want, da, db)
		}
		if off := pb.sub(pa).length() - math.Abs(gap); math.Abs(off) > 1e-9 {
			t.Fatalf("pair %d: points %g apart at gap %g", n, pb.sub(pa).length(), gap)
		}
		if gap > 0 {
			apart++
		} else {
			deep++
		}
		if back, _, _ := distance(&b, &a); math.Abs(back-gap) > 1e-12 {
			t.Fatalf("pair %d: %g and back %g", n, gap, back)
		}
	}
	if apart < 800 || deep < 800 {
		t.Errorf("%d apart, %d deep", apart, deep)
	}
}

// checkManifold checks a manifold against the signed distance.
func checkManifold(t *testing.T, n int, ga, gb *geometry, hulls []hull, reach float64) manifold {
	t.Helper()
	var m, back manifold
	collide(&m, ga, gb, hulls, reach)
	collide(&back, gb, ga, hulls, reach)
	if (m.count == 0) != (back.count == 0) {
		t.Fatalf("pair %d of %d and %d: %d points, from the other side %d", n, ga.kind, gb.kind, m.count, back.count)
	}
	a, b := coreOf(ga, hulls), coreOf(gb, hulls)
	want := slowGap(&a, &b)
	sharp := ga.kind <= Segment && gb.kind <= Segment && ga.kind != Circle && gb.kind != Circle && ga.r == 0 && gb.r == 0
	if m.count == 0 {
		if want < reach-1e-9 && !sharp {
			t.Fatalf("pair %d of %d and %d: no contact at gap %g", n, ga.kind, gb.kind, want)
		}
		return m
	}
	if math.Abs(m.normal.length()-1) > 1e-12 {
		t.Fatalf("pair %d: normal %v", n, m.normal)
	}
	least := math.Min(m.points[0].gap, m.points[m.count-1].gap)
	slack := 1e-9
	if want+ga.r+gb.r <= preferFirst { // of two axes nearly alike the first is taken
		slack += preferFirst
	}
	if sharp {
		if least < want-slack-1 {
			t.Fatalf("pair %d: gap %g, by brute force %g", n, least, want)
		}
		return m
	}
	if math.Abs(least-want) > slack {
		t.Fatalf("pair %d of %d and %d: gap %g, by brute force %g\n%+v\n%+v\n%+v", n, ga.kind, gb.kind, least, want, m, ga, gb)
	}
	if m.count == 2 && m.points[0].id == m.points[1].id {
		t.Fatalf("pair %d: two points have id %d", n, m.points[0].id)
	}
	for _, p := range m.points[:m.count] {
		if p.gap > reach || p.id >= 1<<9 {
			t.Fatalf("pair %d: point %+v", n, p)
		}
	}
	return m
}

// TestManifolds checks the manifolds of all pairs of kinds.
func TestManifolds(t *testing.T) {
	r := rng(2)
	var counts [3]int
	for n := range 8000 {
		hulls := make([]hull, 4)
		da, db := r.anyShape(solidKinds[n%5]), r.anyShape(solidKinds[n/5%5])
		pa, pb, ta, tb := r.vec(-1.5, 1.5), r.vec(-1.5, 1.5), r.float(0, 1), r.float(0, 1)
		if n%3 == 0 {
			ta, tb = float64(r.intn(8))/8, float64(r.intn(8))/8
		}
		ga, gb := da.at(hulls, 0, pa, ta), db.at(hulls, 1, pb, tb)
		reach := r.float(0, 0.5)
		m := checkManifold(t, n, &ga, &gb, hulls, reach)
		checkManifold(t, n, &gb, &ga, hulls, reach)
		counts[m.count]++
	}
	if counts[0] < 800 || counts[1] < 800 || counts[2] < 800 {
		t.Errorf("manifolds of 0, 1, 2 points: %v", counts)
	}
}

// TestCoresAtTheBounds: far from the origin, huge, tiny and in one place, what comes
// out is a number, and normals are of unit length.
func TestCoresAtTheBounds(t *testing.T) {
	r := rng(13)
	for n := range 20000 {
		hulls := make([]hull, 2)
		size := []float64{1, 1e-3, 1e5}[n%3]
		da, db := r.anyShape(solidKinds[r.intn(5)]).sized(size), r.anyShape(solidKinds[r.intn(5)]).sized([]float64{1, 1e-3, 1e5}[r.intn(3)])
		if da.Check() != nil || db.Check() != nil {
			continue
		}
		pos := r.vec(-MaxCoord, MaxCoord)
		off := r.vec(-1, 1).scale([]float64{0, 1e-9, 1, 1e5}[r.intn(4)])
		turns := float64(r.intn(8)) / 8
		ga, gb := da.at(hulls, 0, pos, turns), db.at(hulls, 1, pos.add(off), turns)
		a, b := coreOf(&ga, hulls), coreOf(&gb, hulls)
		delta := r.vec(-1, 1).scale([]float64{0, 1e-9, 10, 1e6}[r.intn(4)])
		gap, pa, pb := distance(&a, &b)
		f, normal, point, ok := castCore(&a, delta, &b)
		at, hit := toi(&a, &b, &motion{pos, delta, r.float(-1, 1)}, &motion{center: pos}, 0)
		var m manifold
		collide(&m, &ga, &gb, hulls, 0.1)
		fine := math.Abs(gap) < 1e8 && pa.within(1e8) && pb.within(1e8) && f >= 0 && f <= 1 && at >= 0 && at <= 1 && point.within(1e8)
		if fine = fine && m.normal.within(1.001); ok {
			fine = fine && math.Abs(normal.length()-1) < 1e-9
		}
		for _, p := range m.points[:m.count] {
			fine = fine && math.Abs(p.gap) < 1e8 && p.at.within(1e8)
		}
		if !fine {
			t.Fatalf("%d: gap %g, points %v %v, cast %g %v %v %v, impact %g %v, %+v\n%+v\n%+v", n, gap, pa, pb, f, normal, point, ok, at, hit, m, da, db)
		}
	}
}

// sized returns a shape so many times as great.
func (def ShapeDef) sized(k float64) ShapeDef {
	def.Center, def.Half, def.A, def.B = def.Center.scale(k), def.Half.scale(k), def.A.scale(k), def.B.scale(k)
	def.Radius = float64(def.Radius * k)
	for i := range def.Points {
		def.Points[i] = def.Points[i].scale(k)
	}
	return def
}
