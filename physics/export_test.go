package physics

import (
	"fmt"
	"slices"
)

// Fuses tells the tests outside of the package what fuses does.
const Fuses = fuses

// Allocations is allocations for the tests outside of the package.
var Allocations = allocations

// Rebuilt makes a Memoryless world of what w has between steps, dynamic bodies in
// another order.
func Rebuilt(w *World) *World {
	n := rebuilt(w, w.dynamic)
	at := map[BodyID]BodyID{}
	for i, index := range w.dynamic {
		at[BodyID{index, w.bodies[index].gen}] = BodyID{n.dynamic[i], n.bodies[n.dynamic[i]].gen}
	}
	next := uint16(0)
	for i := range w.bodies {
		if w.bodies[i].kind == kindStatic {
			at[BodyID{uint16(i), w.bodies[i].gen}] = BodyID{next, n.bodies[next].gen}
			next++
		}
	}
	for _, i := range w.jointOrder {
		def := w.joints[i].def
		def.BodyA, def.BodyB = at[def.BodyA], at[def.BodyB]
		if (n.CreateJoint(def) == JointID{}) {
			panic("a joint is refused")
		}
	}
	return n
}

// Differ says what tells a world after a step from one that was rebuilt before it, ""
// if nothing does. A rebuilt one tells begins of what the game moved apart before the
// step and the step brought back, which the other knew to touch; before is its copy.
func Differ(w, n, before *World) string {
	for i, index := range w.dynamic {
		a, b := &w.bodies[index], &n.bodies[n.dynamic[i]]
		if a.key != b.key || a.pos != b.pos || a.angle != b.angle || a.vel != b.vel || a.spin != b.spin {
			return fmt.Sprintf("body %d is at %v %v, rebuilt %v %v", a.key, a.pos, a.vel, b.pos, b.vel)
		}
	}
	known := map[string]bool{}
	for _, t := range append(append([]touch(nil), before.touching...), before.overlapping...) {
		known[before.told(t.bodyA, t.bodyB, shapeID(t.order.shapes>>32), shapeID(t.order.shapes))] = true
		known[before.told(t.bodyB, t.bodyA, shapeID(t.order.shapes), shapeID(t.order.shapes>>32))] = true
	}
	var got, want []string
	tell := func(w *World, list *[]string) {
		for _, e := range w.begins {
			if pair := w.told(e.BodyA, e.BodyB, e.ShapeA, e.ShapeB); w != n || !known[pair] {
				*list = append(*list, fmt.Sprint("began ", pair, e.Normal, e.Impulse))
			}
		}
		for _, e := range w.sensorBegins {
			if pair := w.told(e.SensorBody, e.VisitorBody, e.Sensor, e.Visitor); w != n || !known[pair] {
				*list = append(*list, "entered "+pair)
			}
		}
		for _, e := range w.hits {
			*list = append(*list, fmt.Sprint("hit ", w.told(e.BodyA, e.BodyB, e.ShapeA, e.ShapeB), e.Point, e.Normal, e.Approach, e.Impulse))
		}
		for _, e := range w.breaks {
			*list = append(*list, fmt.Sprint("broke ", e.UserA, e.UserB, e.Force, e.Torque))
		}
	}
	tell(w, &want)
	tell(n, &got)
	if !slices.Equal(got, want) {
		return fmt.Sprintf("%v, rebuilt %v", without(want, got), without(got, want))
	}
	return ""
}

// without is what is in a and not in b.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// told names a pair by what is the same in a world that was rebuilt.
func (w *World) told(a, b BodyID, shapeA, shapeB ShapeID) string {
	name := fmt.Sprint(w.bodies[a.Index].order>>16, w.bodies[b.Index].order>>16, w.shapes[shapeA.Index].ordinal, w.shapes[shapeB.Index].ordinal)
	for _, id := range []BodyID{a, b} {
		if body := &w.bodies[id.Index]; body.kind == kindStatic { // all of one key
			name += fmt.Sprint(body.pos)
		}
	}
	return name
}

// WithQuads calls f with the kernels of lanes or without, and reports whether there are
// any.
func WithQuads(on bool, f func()) bool {
	had := haveQuads
	defer func() { haveQuads = had }()
	haveQuads = had && on
	f()
	return had
}
