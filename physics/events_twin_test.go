package physics

import (
	"fmt"
	"slices"
	"testing"
)

// The twin of events: what touches and what is in a sensor, by comparing all shapes
// with all, and which begins are open, by counting.

// twinOptions are the worlds that go through twinOperations random operations each:
// 100,000 in all.
var twinOptions = append(slices.Clone(zooOptions), Options{Rate: 60, Gravity: Vec{0, 10}, Sleep: true}, Options{Rate: 60, Grid: true, Sleep: true})

const twinOperations = 17000

// TestEventsTwin looks after every step whether each begin has had no other without an
// end between, whether what is open is what touches, and whether sensors hold what
// brute force finds in them, asleep or not.
func TestEventsTwin(t *testing.T) {
	for n, opt := range twinOptions {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			r := rng(1000 + n)
			w := newZoo(opt, uint64(n))
			twin := eventsTwin{T: t, w: w, contacts: map[pairOfShapes]bool{}, sensors: map[pairOfShapes]bool{}}
			for done := 0; done < twinOperations; {
				for range 8 {
					done += meddle(w, &r)
				}
				twin.step()
				lullTwin(opt, &r, twin.step)
				if t.Failed() {
					t.Fatalf("after %d operations", done)
				}
			}
			t.Logf("%d contacts and %d overlaps began, %d slept", twin.begun, twin.entered, twin.slept)
			if twin.begun < 1000 || twin.entered < 100 || opt.Sleep && twin.slept < 1000 {
				t.Error("too few")
			}
		})
	}
}

// meddle does things of every kind and returns how many.
func meddle(w *World, r *rng) int { return reshape(w, r) + churn(w, r) }

// lullTwin now and then leaves a world in which bodies sleep in peace, until some do.
func lullTwin(opt Options, r *rng, step func()) {
	if opt.Sleep && r.intn(64) == 0 {
		for range 90 {
			step()
		}
	}
}

// reshape does what churn does not: it adds, resizes and destroys shapes, and makes and
// destroys joints. It returns how many things it did.
func reshape(w *World, r *rng) int {
	ids := w.Bodies(nil)
	a, b := ids[r.intn(len(ids))], ids[r.intn(len(ids))]
	body := w.body(a)
	if body.kind == kindStatic {
		return 0
	}
	switch op := r.intn(12); {
	case op == 0 && body.shapeCount < 4:
		w.AddShape(a, ShapeDef{Kind: Capsule, A: r.vec(-0.6, 0), B: r.vec(0.1, 0.6), Radius: r.float(0.1, 0.3), Density: 1, Sensor: r.intn(4) == 0})
	case op == 1 && body.first >= 0:
		id := ShapeID{uint16(body.last), w.shapes[body.last].gen}
		w.SetShape(id, ShapeDef{Kind: Polygon, Points: []Vec{r.vec(-0.8, -0.2), {r.float(0.2, 0.8), -0.5}, r.vec(0.2, 0.8)}, Density: 1, Radius: r.float(0, 0.1)})
	case op == 2 && body.shapeCount > 1:
		w.DestroyShape(ShapeID{uint16(body.first), w.shapes[body.first].gen})
	case op == 3:
		w.CreateJoint(JointDef{Kind: Distance, BodyA: a, BodyB: b, Length: 1, Hertz: 1, Damping: 1, Collide: r.intn(2) == 0})
	case op == 4:
		if joints := w.Joints(nil); len(joints) > 3 {
			w.DestroyJoint(joints[r.intn(len(joints))])
		}
	default:
		return 0
	}
	return 1
}

type eventsTwin struct {
	*testing.T
	w                 *World
	contacts, sensors map[pairOfShapes]bool // begun and not ended
	begun, entered    int
	slept             int // sleepers, summed over the steps
	late              map[pairOfShapes]bool
}

func (e *eventsTwin) step() {
	e.w.Step()
	e.check()
	e.slept += e.w.countAsleep()
}

func (e *eventsTwin) check() {
	w := e.w
	for _, v := range w.ContactBegins() {
		begin(e.T, e.contacts, pairOfShapes{v.ShapeA, v.ShapeB}, e.begun)
		e.begun++
	}
	for _, v := range w.ContactEnds() {
		end(e.T, e.contacts, pairOfShapes{v.ShapeA, v.ShapeB}, e.begun, w.opt.Memoryless)
	}
	for _, v := range w.SensorBegins() {
		begin(e.T, e.sensors, pairOfShapes{v.Sensor, v.Visitor}, e.begun)
		e.entered++
	}
	for _, v := range w.SensorEnds() {
		end(e.T, e.sensors, pairOfShapes{v.Sensor, v.Visitor}, e.begun, w.opt.Memoryless)
	}
	var touching, inside []pairOfShapes
	for _, v := range w.Touching(nil) {
		touching = append(touching, pairOfShapes{v.ShapeA, v.ShapeB})
	}
	for i := range w.shapes {
		if s := &w.shapes[i]; s.def.Sensor {
			inside = e.overlaps(inside, ShapeID{uint16(i), s.gen})
		}
	}
	e.compare("touch", touching, e.contacts, false)
	e.compare("in a sensor", inside, e.sensors, true)
}

// overlaps appends what a sensor holds, and asks the same of each visitor.
func (e *eventsTwin) overlaps(dst []pairOfShapes, id ShapeID) []pairOfShapes {
	for _, v := range e.w.SensorOverlaps(nil, id) {
		visitor := e.w.shape(v.Visitor)
		if v.Sensor != id || visitor == nil || v.VisitorBody.Index != visitor.body || v.VisitorUser != e.w.bodies[visitor.body].user {
			e.Errorf("asked for what is in %v, got %+v", id, v)
			continue
		}
		if in := e.w.SensorOverlaps(nil, v.Visitor); !slices.Contains(in, v) {
			e.Errorf("%+v is not among what the visitor is in: %+v", v, in)
		}
		dst = append(dst, pairOfShapes{v.Sensor, v.Visitor})
	}
	return dst
}

// compare holds the world's pairs against what is open and against brute force. What
// the game puts together in a Memoryless world has no begin.
func (e *eventsTwin) compare(what string, got []pairOfShapes, open map[pairOfShapes]bool, sensors bool) {
	unopened := 0
	for _, p := range got {
		if !open[p] {
			unopened++
		}
	}
	if len(got)-unopened != len(open) || unopened > 0 && !e.w.opt.Memoryless {
		e.Errorf("%d pairs %s, %d are open, %d without a begin", len(got), what, len(open), unopened)
	}
	// A world that remembers measures the gap of what touches as the solver does.
	slack := 0.0
	if !e.w.opt.Memoryless && !sensors {
		slack = 0.002
	}
	sure := brutePairsOf(e.w, sensors, -slack)
	may := sure
	if slack > 0 {
		may = brutePairsOf(e.w, sensors, slack)
	}
	was := e.late
	e.late = map[pairOfShapes]bool{}
	for _, p := range sure {
		if slices.Contains(got, p) {
			continue
		}
		// What was pushed against a sleeper farther than its own way wakes it a step later.
		a, b := &e.w.bodies[e.w.shapes[p.a.Index].body], &e.w.bodies[e.w.shapes[p.b.Index].body]
		if e.late[p] = true; was[p] || (a.asleep == 0) == (b.asleep == 0) {
			e.Errorf("%s %s by brute force only", e.describe(p), what)
		}
	}
	for _, p := range got {
		if !slices.Contains(may, p) && (slack == 0 || !e.cornered(p, slack)) {
			e.Errorf("%s do not %s by brute force", e.describe(p), what)
		}
	}
}

// cornered reports whether a pair is of a link of a chain, and near: which of two links
// has the corner between them turns with the normal, which the solver keeps for a step.
func (e *eventsTwin) cornered(p pairOfShapes, slack float64) bool {
	b := &e.w.geos[p.b.Index]
	if e.w.shapes[p.b.Index].def.Kind != Link && e.w.shapes[p.a.Index].def.Kind != Link {
		return false
	}
	coreA, coreB := coreOf(&e.w.geos[p.a.Index], e.w.hulls), coreOf(b, e.w.hulls)
	gap, _, _ := distance(&coreA, &coreB)
	return gap <= touchGap+slack
}

// describe says what a pair is.
func (e *eventsTwin) describe(p pairOfShapes) (text string) {
	for _, id := range []ShapeID{p.a, p.b} {
		s := &e.w.shapes[id.Index]
		b := &e.w.bodies[s.body]
		text += fmt.Sprintf("%v kind %d body type %d key %d at %v turned %v;  ", id, s.def.Kind, b.kind-1, b.key, b.pos, b.angle)
	}
	return text
}

// brutePairsOf lists the pairs of shapes that touch, or those of a sensor and what is
// in it, with a gap that is slack more or less.
func brutePairsOf(w *World, sensors bool, slack float64) (pairs []pairOfShapes) {
	gap := touchGap + slack
	if sensors {
		gap = 0
	}
	for i := range w.shapes {
		for j := range i {
			first, second := uint16(i), uint16(j)
			if w.shapes[i].def.Kind == 0 || w.shapes[j].def.Kind == 0 || !w.geos[i].box.grow(gap).overlaps(w.geos[j].box) {
				continue
			}
			bodyA, bodyB := &w.bodies[w.shapes[i].body], &w.bodies[w.shapes[j].body]
			if bodyA.order > bodyB.order {
				first, second, bodyA, bodyB = second, first, bodyB, bodyA
			}
			a, b := &w.shapes[first], &w.shapes[second]
			isSensor := a.def.Sensor || b.def.Sensor
			movers := bodyA.kind == kindDynamic || sensors && bodyA.kind != kindStatic
			switch {
			case a.body == b.body, isSensor != sensors, a.def.Sensor && b.def.Sensor, !movers, bodyA.disabled, bodyB.disabled:
			case !mayMeet(&a.def, &b.def), w.jointed(bodyA, bodyB), !meet(&w.geos[first], &w.geos[second], w.hulls, gap):
			case sensors && b.def.Sensor:
				pairs = append(pairs, pairOfShapes{ShapeID{second, b.gen}, ShapeID{first, a.gen}})
			default:
				pairs = append(pairs, pairOfShapes{ShapeID{first, a.gen}, ShapeID{second, b.gen}})
			}
		}
	}
	return pairs
}
