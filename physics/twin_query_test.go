package physics

import (
	"math"
	"slices"
	"testing"
)

// pose is where a body was.
type pose struct {
	pos   Vec
	turns float64
}

// twin answers queries by walking every shape.
type twin struct {
	w    *World
	past map[uint16]pose // nil for now
}

func (t twin) each(mask uint32, visit func(i int32, g *geometry)) {
	for i := range t.w.shapes {
		s := &t.w.shapes[i]
		if s.def.Kind == 0 || s.def.Sensor || s.def.Filter.Category&mask == 0 || t.w.bodies[s.body].disabled {
			continue
		}
		b := &t.w.bodies[s.body]
		at := pose{b.pos, b.angle}
		if t.past != nil {
			was, ok := t.past[s.body]
			if !ok && b.kind != kindStatic {
				continue
			}
			if ok {
				at = was
			}
		}
		g := placed(&s.def, t.w.hulls, s.hull, at.pos, rotOf(at.turns))
		visit(int32(i), &g)
	}
}

func (t twin) hit(i int32, fraction float64, normal, point Vec) Hit {
	s := &t.w.shapes[i]
	b := &t.w.bodies[s.body]
	return Hit{ShapeID{uint16(i), s.gen}, BodyID{s.body, b.gen}, b.user, point, normal, fraction}
}

func (t twin) order(hits []Hit) []Hit {
	slices.SortFunc(hits, t.w.compareHits)
	return hits
}

func (t twin) rayAll(r *ray, mask uint32) (hits []Hit) {
	t.each(mask, func(i int32, g *geometry) {
		if f, n, ok := g.cast(r, t.w.hulls); ok {
			hits = append(hits, t.hit(i, f, n, r.origin.add(r.delta.scale(f))))
		}
	})
	return t.order(hits)
}

func (t twin) castAll(def *ShapeDef, at pose, delta Vec, mask uint32) (hits []Hit) {
	a, ok := probeOf(def, at.pos, at.turns)
	if !ok {
		return nil
	}
	t.each(mask, func(i int32, g *geometry) {
		b := coreOf(g, t.w.hulls)
		if f, n, p, ok := castCore(&a.core, delta, &b); ok {
			hits = append(hits, t.hit(i, f, n, p))
		}
	})
	return t.order(hits)
}

func (t twin) closestAll(p Vec, radius float64, mask uint32) (hits []Hit) {
	t.each(mask, func(i int32, g *geometry) {
		at := g.nearest(p, t.w.hulls)
		d := p.sub(at)
		length := d.length()
		if length > radius {
			return
		}
		n := Vec{}
		if length > 0 {
			n = d.scale(1 / length)
		}
		hits = append(hits, t.hit(i, length/radius, n, at))
	})
	return t.order(hits)
}

// bodies returns those with a shape that fits.
func (t twin) bodies(mask uint32, fits func(g *geometry) bool) (ids []BodyID) {
	t.each(mask, func(i int32, g *geometry) {
		index := t.w.shapes[i].body
		if id := (BodyID{index, t.w.bodies[index].gen}); fits(g) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	})
	slices.SortFunc(ids, func(a, b BodyID) int { return less(t.w.bodies[a.Index].order < t.w.bodies[b.Index].order) })
	return ids
}

// asker is what World and Past have in common.
type asker interface {
	RayCast(origin, translation Vec, mask uint32) (Hit, bool)
	RayCastAll(dst []Hit, origin, translation Vec, mask uint32) []Hit
	RayAny(origin, translation Vec, mask uint32) bool
	CastShape(def *ShapeDef, pos Vec, turns float64, translation Vec, mask uint32) (Hit, bool)
	OverlapCircle(dst []BodyID, center Vec, radius float64, mask uint32) []BodyID
	OverlapShape(dst []BodyID, def *ShapeDef, pos Vec, turns float64, mask uint32) []BodyID
	OverlapBox(dst []BodyID, center, half Vec, turns float64, mask uint32) []BodyID
	Closest(point Vec, radius float64, mask uint32) (Hit, bool)
}

// anyWay makes the way of a ray.
func anyWay(r *rng) (at, delta Vec) {
	at, delta = r.vec(-15, 15), r.vec(-25, 25)
	switch r.intn(8) {
	case 0:
		delta.X = 0
	case 1:
		delta.Y = 0
	case 2:
		delta = Vec{}
	case 3:
		at, delta = at.scale(100), delta.scale(100)
	case 4:
		delta = delta.scale(0.05)
	}
	return at, delta
}

// ask asks one query of each kind and compares.
func (t twin) ask(tt *testing.T, q asker, r *rng) (found int) {
	tt.Helper()
	const mask = 3
	at, delta := anyWay(r)
	first := func(what string, got Hit, ok bool, want []Hit) {
		tt.Helper()
		if found += len(want); ok != (len(want) > 0) || ok && got != want[0] {
			tt.Fatalf("%s at %v by %v: %v %+v, by walking %d: %+v", what, at, delta, ok, got, len(want), want[:min(1, len(want))])
		}
	}
	same := func(what string, got, want []BodyID) {
		tt.Helper()
		if found += len(want); !slices.Equal(got, want) {
			tt.Fatalf("%s at %v: %v, by walking %v", what, at, got, want)
		}
	}
	way := ray{at, delta}
	hits := t.rayAll(&way, mask)
	got, ok := q.RayCast(at, delta, mask)
	first("ray", got, ok, hits)
	if all := q.RayCastAll(nil, at, delta, mask); !slices.Equal(all, hits) || q.RayAny(at, delta, mask) != ok {
		tt.Fatalf("ray %v %v: all %+v, by walking %+v", at, delta, all, hits)
	}
	shape, turns := anyShape(r, 1), r.float(0, 1)
	got, ok = q.CastShape(&shape, at, turns, delta, mask)
	first("cast", got, ok, t.castAll(&shape, pose{at, turns}, delta, mask))
	radius := r.float(0.01, 6)
	got, ok = q.Closest(at, radius, mask)
	first("closest", got, ok, t.closestAll(at, radius, mask))
	same("circle", q.OverlapCircle(nil, at, radius, mask), t.bodies(mask, func(g *geometry) bool {
		d := g.nearest(at, t.w.hulls).sub(at)
		return d.dot(d) <= float64(radius*radius)
	}))
	touches := func(def *ShapeDef) func(g *geometry) bool {
		a, _ := probeOf(def, at, turns)
		return func(g *geometry) bool {
			b := coreOf(g, t.w.hulls)
			gap, _, _ := distance(&a.core, &b)
			return gap <= 0
		}
	}
	same("shape", q.OverlapShape(nil, &shape, at, turns, mask), t.bodies(mask, touches(&shape)))
	half := r.vec(0.01, 4)
	same("box", q.OverlapBox(nil, at, half, turns, mask), t.bodies(mask, touches(&ShapeDef{Kind: Box, Half: half})))
	return found
}

// anyShape makes a shape of any kind that AddShape takes.
func anyShape(r *rng, size float64) ShapeDef {
	def := ShapeDef{Density: 1, Friction: r.float(0, 1), Sensor: r.intn(8) == 0, Filter: Filter{uint32(1 + r.intn(4)), math.MaxUint32}}
	half := r.vec(0.1, 1).scale(size)
	switch def.Kind = Circle + ShapeKind(r.intn(5)); def.Kind {
	case Circle:
		def.Center, def.Radius = r.vec(-0.5, 0.5), half.X
	case Box:
		def.Center, def.Half, def.Radius = r.vec(-0.5, 0.5), half, r.float(0, 0.2)
	case Segment:
		def.A, def.B = half.neg(), half
	case Capsule:
		def.A, def.B, def.Radius = half.neg(), half, r.float(0.1, 0.5)
	case Polygon:
		def.Points = []Vec{{-half.X, -half.Y}, {half.X, -half.Y}, {half.X, half.Y}, {0, float64(half.Y * 1.5)}}
	}
	return def
}

// upset does one thing that games do between steps, to bodies of any type and size.
func upset(w *World, r *rng, ids []BodyID) {
	pick := BodyID{}
	if len(ids) > 0 {
		pick = ids[r.intn(len(ids))]
	}
	size := 1.0
	if r.intn(20) == 0 {
		size = 30
	}
	switch op := r.intn(10); {
	case op < 2 || len(ids) < 30:
		at := r.vec(-14, 14)
		if r.intn(30) == 0 {
			at = at.scale(5000)
		}
		id := w.CreateBody(BodyDef{Type: BodyType(r.intn(3)), Position: at, Angle: r.float(0, 1), Velocity: r.vec(-9, 9), Key: uint32(r.next()), LinearDamping: 1})
		for range 1 + r.intn(2) {
			w.AddShape(id, anyShape(r, size))
		}
	case op == 2 || len(ids) > 90:
		w.DestroyBody(pick)
	case op == 3:
		w.SetPose(pick, r.vec(-14, 14), r.float(0, 1))
	case op == 4:
		w.SetEnabled(pick, r.intn(2) == 0)
	case op == 5:
		w.SetType(pick, BodyType(r.intn(3)))
	case op == 6:
		w.SetVelocity(pick, r.vec(-30, 30), r.float(-2, 2))
	case op == 7:
		w.AddShape(pick, anyShape(r, size))
	default:
		resizeFirst(w, pick, r, size)
	}
}

// resizeFirst changes or destroys a body's first shape.
func resizeFirst(w *World, id BodyID, r *rng, size float64) {
	i := w.body(id).first
	if i < 0 {
		return
	}
	first := ShapeID{uint16(i), w.shapes[i].gen}
	if r.intn(2) == 0 && w.shapes[i].next >= 0 {
		w.DestroyShape(first)
	} else {
		w.SetShape(first, anyShape(r, size))
	}
}

// TestQueriesAreThoseOfWalkingAll does random things to a world and compares pairs and
// the answers to every query, now and in a past, with those of walking every shape.
func TestQueriesAreThoseOfWalkingAll(t *testing.T) {
	ops := 100000
	if testing.Short() {
		ops = 10000
	}
	for n, opt := range zooOptions {
		w, other := New(opt), New(opt)
		r := rng(n + 50)
		var past Past
		var ids []BodyID
		found := 0
		for op := range ops / len(zooOptions) {
			ids = w.Bodies(ids[:0])
			upset(w, &r, ids)
			if r.intn(8) == 0 {
				found += twin{w: w}.ask(t, w, &r)
			}
			if r.intn(16) == 0 {
				found += askPast(t, w, &past, &r)
			}
			if r.intn(8) == 0 {
				comparePairs(t, w, op)
				w.Step()
				lull(w, &r)
			}
			if op%500 == 0 { // the index goes along with a copy, and is made anew by a load
				other.CopyFrom(w)
				twin{w: other}.ask(t, other, &r)
				for i := range other.bodies {
					other.bodies[i].asleep = 0
				}
				other.sortRest()
				if _, err := other.LoadState(other.AppendState(nil)); err != nil {
					t.Fatal(err)
				}
				twin{w: other}.ask(t, other, &r)
			}
		}
		if found < ops/50 {
			t.Errorf("world %d: queries found only %d", n, found)
		}
	}
}

// lull makes bodies sleep or wake, as rest and wake do.
func lull(w *World, r *rng) {
	for range r.intn(4) {
		i := w.dynamic[r.intn(len(w.dynamic))]
		b := &w.bodies[i]
		w.crowd.stirred = true
		if b.asleep == 0 {
			b.asleep, b.vel, b.spin = i+1, Vec{}, 0
		} else {
			b.asleep = 0
		}
	}
}

// comparePairs compares the pairs of the next step with those of all pairs.
func comparePairs(t *testing.T, w *World, op int) {
	t.Helper()
	w.static.refresh(w)
	w.gather()
	w.findPairs()
	got := slices.Clone(w.scratch.pairs)
	if want := brutePairs(w); !slices.Equal(got, want) {
		t.Fatalf("operation %d: %d pairs, by walking %d, or in another order", op, len(got), len(want))
	}
}

func askPast(t *testing.T, w *World, past *Past, r *rng) int {
	t.Helper()
	past.Reset(w)
	was := map[uint16]pose{}
	for range 20 {
		b := r.intn(len(w.bodies))
		id, at := BodyID{uint16(b), w.bodies[b].gen}, pose{r.vec(-14, 14), r.float(0, 1)}
		_, twice := was[id.Index]
		ok := past.Put(id, at.pos, at.turns)
		if ok == (twice || !w.Valid(id) || w.bodies[b].disabled) {
			t.Fatalf("put %v: %v", id, ok)
		}
		if ok {
			was[id.Index] = at
		}
	}
	return twin{w, was}.ask(t, past, r)
}
