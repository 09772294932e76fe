package physics

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// LoadState replaces the world by one that AppendState wrote for the same Options,
// without events, and returns the bytes that follow. It checks everything; on an
// error the receiver is unchanged. What memory it takes is bounded by the length of b.
func (w *World) LoadState(b []byte) (rest []byte, err error) {
	r := reader{b: b}
	if r.u8() != stateVersion {
		return nil, errors.New("physics: state of another version")
	}
	n := New(w.opt)
	opt := n.appendOptions(nil)
	if got := r.take(len(opt)); !bytes.Equal(got, opt) {
		return nil, errors.New("physics: state of a world with other options")
	}
	n.loadBodies(&r)
	n.loadJoints(&r)
	n.rested = r.touches("touching")
	n.restOverlap = r.touches("sensors")
	n.restMemory = r.memory()
	n.touching = r.touches("touching")
	n.overlapping = r.touches("sensors")
	n.memory = r.memory()
	if n.opt.Memoryless && len(n.memory) > 0 {
		r.fail("impulses")
	}
	if !n.sleepsSoundly() {
		r.fail("sleep")
	}
	if r.err != nil {
		return nil, fmt.Errorf("physics: state: %w", r.err)
	}
	n.scratch = w.scratch
	n.settle()
	*w = *n
	return r.b, nil
}

// Least bytes of things in a state: counts are checked against what is left.
const (
	leastBody   = 3
	leastTouch  = 28 + 4 + 8 + 1 + 16
	leastMemory = 28 + 1 + 8 + 12
)

func (w *World) loadBodies(r *reader) {
	bodies, shapes := r.u32(), r.u32()
	if bodies > MaxBodies || shapes > MaxShapes || int64(len(r.b)) < int64(bodies)*leastBody+int64(shapes)*2 {
		r.fail("too many bodies or shapes")
		return
	}
	w.bodies = make([]body, bodies)
	w.shapes = make([]shape, shapes)
	w.geos = make([]geometry, shapes)
	for i := range w.shapes {
		if w.shapes[i].gen = r.u16(); w.shapes[i].gen == 0 {
			r.fail("shape slot never used")
		}
	}
	for i := range w.bodies {
		if w.loadBody(r, uint16(i)); r.err != nil {
			return
		}
	}
}

func (w *World) loadBody(r *reader, index uint16) {
	b := &w.bodies[index]
	*b = body{gen: r.u16(), kind: r.u8(), first: -1, last: -1}
	if b.gen == 0 || b.kind > kindKinematic {
		r.fail("body of unknown kind")
		return
	}
	if b.kind == 0 {
		b.first, b.last = 0, 0
		return
	}
	flags := r.u8()
	if flags > 63 {
		r.fail("unknown flags")
	}
	b.fixed, b.disabled, b.bullet = flags&1 != 0, flags&2 != 0, flags&4 != 0
	b.lockX, b.lockY, b.sleepless = flags&8 != 0, flags&16 != 0, flags&32 != 0
	b.pos, b.angle = r.vec(), r.f64()
	b.vel, b.spin = r.vec(), r.f64()
	b.linearDamping, b.angularDamping, b.gravityScale = r.f64(), r.f64(), r.f64()
	b.quiet, b.asleep = r.u16(), r.u16()
	b.key, b.user = r.u32(), r.u32()
	def := BodyDef{
		Position: b.pos, Angle: b.angle, Velocity: b.vel, Spin: b.spin,
		LinearDamping: b.linearDamping, AngularDamping: b.angularDamping,
	}
	if !(abs(b.gravityScale) <= MaxSpeed) || !def.valid() || b.kind == kindStatic && (b.vel != Vec{} || b.spin != 0) {
		r.fail("body out of bounds")
	}
	b.order = bodyOrder(b.kind, b.key, index)
	count := r.u16()
	for range count {
		if w.loadShape(r, index); r.err != nil {
			return
		}
	}
}

func (w *World) loadShape(r *reader, bodyIndex uint16) {
	index, ordinal := r.u16(), r.u16()
	var def ShapeDef
	var h hull
	def.Kind = ShapeKind(r.u8())
	sensor := r.u8()
	def.Sensor = sensor == 1
	switch def.Kind {
	case Circle:
		def.Center, def.Radius = r.vec(), r.f64()
	case Box:
		def.Center, def.Half, def.Radius = r.vec(), r.vec(), r.f64()
	case Segment:
		def.A, def.B = r.vec(), r.vec()
	case Capsule:
		def.A, def.B, def.Radius = r.vec(), r.vec(), r.f64()
	case Polygon, Link:
		r.hull(&h, &def)
	}
	def.Density, def.Friction, def.Restitution, def.Rolling = r.f64(), r.f64(), r.f64(), r.f64()
	def.Filter = Filter{r.u32(), r.u32()}
	def.Group, def.User = int32(r.u32()), r.u32()
	switch {
	case r.err != nil:
	case int(index) >= len(w.shapes) || w.shapes[index].def.Kind != 0:
		r.fail("shape slot out of bounds or taken")
	case !def.sound() || sensor > 1 || def.Filter == Filter{}:
		r.fail("shape out of bounds")
	case w.bodies[bodyIndex].last >= 0 && ordinal <= w.shapes[w.bodies[bodyIndex].last].ordinal:
		r.fail("shapes out of order")
	default:
		w.link(bodyIndex, index, def, &h, w.shapes[index].gen, ordinal)
	}
}

// hull reads the points of a polygon or a link, in the order in which they are kept.
func (r *reader) hull(h *hull, def *ShapeDef) {
	count := r.u8()
	def.Radius = r.f64()
	if count > MaxVertices || def.Kind == Link && count != 4 {
		r.fail("points")
		return
	}
	var points [MaxVertices]Vec
	for i := range count {
		points[i] = r.vec()
	}
	ok := false
	if def.Kind == Link {
		ok = h.buildLink([4]Vec(points[:4]))
	} else {
		ok = h.build(points[:count])
	}
	if !ok || h.points != points {
		r.fail("points")
	}
}

// settle works out what follows from the state.
func (w *World) settle() {
	for i := range w.bodies {
		b := &w.bodies[i]
		switch b.kind {
		case 0:
			w.freeBodies.add(int32(i))
			continue
		case kindDynamic, kindKinematic:
			w.dynamic = append(w.dynamic, uint16(i))
		}
		b.rotation = rotOf(b.angle)
		b.weigh(w)
		w.place(b)
	}
	for i := range w.shapes {
		if w.shapes[i].def.Kind == 0 {
			w.freeShapes.add(int32(i))
		}
	}
	w.settleJoints()
	slices.SortFunc(w.dynamic, func(i, j uint16) int { return less(w.bodies[i].order < w.bodies[j].order) })
	w.static.stale, w.crowd.stirred = true, true
	w.static.refresh(w)
	w.countSleepers()
	w.gather()
	w.crowd.follow(w)
}

func (r *reader) touches(noun string) []touch {
	count := r.u32()
	if int64(count)*leastTouch > int64(len(r.b)) {
		r.fail(noun)
		return nil
	}
	ts := make([]touch, count)
	for i := range ts {
		t := &ts[i]
		t.order = r.order()
		t.bodyA = BodyID{uint16(t.order.a), r.u16()}
		t.bodyB = BodyID{uint16(t.order.b), r.u16()}
		t.userA, t.userB = r.u32(), r.u32()
		sensor := r.u8()
		t.sensorA, t.normal = sensor == 1, r.vec()
		if sensor > 1 || !t.normal.within(2) || i > 0 && ts[i-1].order.compare(&t.order) >= 0 {
			r.fail(noun)
			return nil
		}
	}
	return ts
}

func (r *reader) memory() []memory {
	count := r.u32()
	if int64(count)*leastMemory > int64(len(r.b)) {
		r.fail("impulses")
		return nil
	}
	ms := make([]memory, count)
	for i := range ms {
		m := &ms[i]
		m.order = r.order()
		m.count, m.rub = int32(r.u8()), r.f64()
		if m.count < 1 || m.count > 2 || !(abs(m.rub) <= maxImpulse) || i > 0 && ms[i-1].order.compare(&m.order) >= 0 {
			r.fail("impulses")
			return nil
		}
		for j := range m.ids[:m.count] {
			m.ids[j], m.push[j] = r.u32(), r.f64()
			if !(m.push[j] >= 0 && m.push[j] <= maxImpulse) {
				r.fail("impulses")
				return nil
			}
		}
	}
	return ms
}

// reader reads with one sticky error; after it, everything is zero.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail(noun string) {
	if r.err == nil {
		r.err = errors.New(noun)
	}
}

func (r *reader) take(n int) []byte {
	if r.err != nil || len(r.b) < n {
		r.fail("cut short")
		r.b = nil
		return make([]byte, n)
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) u8() uint8   { return r.take(1)[0] }
func (r *reader) u16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *reader) u32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) u64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }
func (r *reader) vec() Vec    { return Vec{r.f64(), r.f64()} }

// f64 refuses -0, which AppendState never writes. NaN and infinity are caught by the
// bounds of whatever is read.
func (r *reader) f64() float64 {
	v := math.Float64frombits(r.u64())
	if v == 0 && math.Signbit(v) {
		r.fail("negative zero")
	}
	return v
}

func (r *reader) order() order { return order{r.u64(), r.u64(), r.u32(), r.u64()} }
