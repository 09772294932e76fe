package physics

import (
	"fmt"
	"slices"
	"testing"
)

// The twin of events: what touches and what is in a sensor, by comparing all shapes
// with all, and which begins are open, by counting.

// twinOperations is how many operations each world of TestEventsTwin goes through.
const twinOperations = 25000

// TestEventsTwin does 100,000 random operations in all. After every step each begin
// has had no other without an end between, what is open is what touches, and sensors
// hold what brute force finds in them.
func TestEventsTwin(t *testing.T) {
	for n, opt := range zooOptions {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			r := rng(1000 + n)
			w := newZoo(opt, uint64(n))
			twin := eventsTwin{T: t, w: w, contacts: map[pairOfShapes]bool{}, sensors: map[pairOfShapes]bool{}}
			for done := 0; done < twinOperations; {
				for range 8 {
					reshape(w, &r)
					churn(w, &r)
					done += 2
				}
				w.Step()
				twin.check()
				if t.Failed() {
					t.Fatalf("after %d operations", done)
				}
			}
			if twin.begun < 1000 || twin.entered < 100 {
				t.Errorf("only %d contacts and %d overlaps began", twin.begun, twin.entered)
			}
		})
	}
}

// reshape does what churn does not: it adds, resizes and destroys shapes, and makes and
// destroys joints.
func reshape(w *World, r *rng) {
	ids := w.Bodies(nil)
	a, b := ids[r.intn(len(ids))], ids[r.intn(len(ids))]
	body := w.body(a)
	if body.kind == kindStatic {
		return
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
	}
}

type eventsTwin struct {
	*testing.T
	w                 *World
	contacts, sensors map[pairOfShapes]bool // begun and not ended
	begun, entered    int
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
	for i := range w.overlapping {
		v := w.overlapping[i].sensorEvent()
		inside = append(inside, pairOfShapes{v.Sensor, v.Visitor})
	}
	e.compare("touch", touching, e.contacts, false)
	e.compare("in a sensor", inside, e.sensors, true)
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
	for _, p := range sure {
		if !slices.Contains(got, p) {
			e.Errorf("%s %s by brute force only", e.describe(p), what)
		}
	}
	for _, p := range got {
		if !slices.Contains(may, p) {
			e.Errorf("%s do not %s by brute force", e.describe(p), what)
		}
	}
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
