package physics

import (
	"encoding/binary"
	"math"
)

// The state is little endian: version, options; each body slot: generation, kind and
// unless it is free what it is and its shapes in order; the generations of the shape
// slots; the joints; what touches, what is in a sensor and the impulses kept, of what
// sleeps and then of what does not. Everything else
// follows from these.
const stateVersion = 2

// AppendState appends the canonical bytes of the world: worlds that will step alike
// have equal bytes on every machine. Events of the last step are not part of it.
func (w *World) AppendState(b []byte) []byte {
	b = append(b, stateVersion)
	b = w.appendOptions(b)
	b = u32(b, uint32(len(w.bodies)))
	b = u32(b, uint32(len(w.shapes)))
	for i := range w.shapes {
		b = u16(b, w.shapes[i].gen)
	}
	for i := range w.bodies {
		b = w.appendBody(b, &w.bodies[i])
	}
	b = w.appendJoints(b)
	b = appendTouches(b, w.rested)
	b = appendTouches(b, w.restOverlap)
	b = appendMemory(b, w.restMemory)
	b = appendTouches(b, w.touching)
	b = appendTouches(b, w.overlapping)
	return appendMemory(b, w.memory)
}

func (w *World) appendOptions(b []byte) []byte {
	b = u32(u32(b, uint32(w.opt.Rate)), uint32(w.opt.SubSteps))
	b = vec(b, w.opt.Gravity)
	return append(b, bit(w.opt.Grid)|bit(w.opt.Memoryless)<<1|bit(w.opt.Sleep)<<2)
}

func (w *World) appendBody(b []byte, o *body) []byte {
	b = append(u16(b, o.gen), o.kind)
	if o.kind == 0 {
		return b
	}
	b = append(b, o.flags())
	b = f64(vec(b, o.pos), o.angle)
	b = f64(vec(b, o.vel), o.spin)
	b = f64(f64(f64(b, o.linearDamping), o.angularDamping), o.gravityScale)
	b = u16(u16(b, o.quiet), o.asleep)
	b = u32(u32(b, o.key), o.user)
	b = u16(b, o.shapeCount)
	for i := o.first; i >= 0; i = w.shapes[i].next {
		b = w.appendShape(u16(u16(b, uint16(i)), w.shapes[i].ordinal), &w.shapes[i])
	}
	return b
}

func (o *body) flags() uint8 {
	return bit(o.fixed) | bit(o.disabled)<<1 | bit(o.bullet)<<2 | bit(o.lockX)<<3 | bit(o.lockY)<<4 | bit(o.sleepless)<<5
}

func (w *World) appendShape(b []byte, s *shape) []byte {
	def := &s.def
	b = append(b, uint8(def.Kind), bit(def.Sensor))
	switch def.Kind {
	case Circle:
		b = f64(vec(b, def.Center), def.Radius)
	case Box:
		b = f64(vec(vec(b, def.Center), def.Half), def.Radius)
	case Segment:
		b = vec(vec(b, def.A), def.B)
	case Capsule:
		b = f64(vec(vec(b, def.A), def.B), def.Radius)
	case Polygon, Link:
		h := &w.hulls[s.hull]
		b = f64(append(b, uint8(h.count)), def.Radius)
		for _, p := range h.points[:h.count] {
			b = vec(b, p)
		}
	}
	b = f64(f64(f64(f64(b, def.Density), def.Friction), def.Restitution), def.Rolling)
	b = u32(u32(b, def.Filter.Category), def.Filter.Mask)
	return u32(u32(b, uint32(def.Group)), def.User)
}

func appendTouches(b []byte, ts []touch) []byte {
	b = u32(b, uint32(len(ts)))
	for i := range ts {
		t := &ts[i]
		b = t.order.append(b)
		b = u16(u16(b, t.bodyA.Gen), t.bodyB.Gen)
		b = u32(u32(b, t.userA), t.userB)
		b = vec(append(b, bit(t.sensorA)), t.normal)
	}
	return b
}

func appendMemory(b []byte, ms []memory) []byte {
	b = u32(b, uint32(len(ms)))
	for i := range ms {
		b = ms[i].append(b)
	}
	return b
}

func (m *memory) append(b []byte) []byte {
	b = f64(append(m.order.append(b), uint8(m.count)), m.rub)
	for j := range m.ids[:m.count] {
		b = f64(u32(b, m.ids[j]), m.push[j])
	}
	return b
}

func (o *order) append(b []byte) []byte {
	b = u64(u64(b, o.a), o.b)
	return u64(u32(b, o.ordinals), o.shapes)
}

func u16(b []byte, v uint16) []byte  { return binary.LittleEndian.AppendUint16(b, v) }
func u32(b []byte, v uint32) []byte  { return binary.LittleEndian.AppendUint32(b, v) }
func u64(b []byte, v uint64) []byte  { return binary.LittleEndian.AppendUint64(b, v) }
func f64(b []byte, v float64) []byte { return u64(b, math.Float64bits(plus(v))) }
func vec(b []byte, v Vec) []byte     { return f64(f64(b, v.X), v.Y) }

func bit(is bool) uint8 {
	if is {
		return 1
	}
	return 0
}
