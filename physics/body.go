package physics

import (
	"errors"
	"math"
)

// body is one slot of World.bodies.
type body struct {
	pos   Vec // of the body's frame
	angle float64
	vel   Vec // of the centre of mass
	spin  float64

	linearDamping, angularDamping float64

	// Of the shapes, derived: centre of mass in the body's frame, inverse mass and
	// inverse rotational inertia about it, greatest distance of a corner from it, least
	// distance from the middle of a shape to its surface.
	center      Vec
	mass        float64
	invMass     float64
	invInertia  float64
	arm, thin   float64
	rotation    rot // of angle, derived
	order       uint64
	key, user   uint32
	first, last int32 // shapes, -1 is none
	shapeCount  uint16
	gen         uint16
	kind        uint8 // 0 is free, else BodyType+1
	fixed       bool
	disabled    bool
	bullet      bool // swept against dynamic bodies too
	lockX       bool // moves on y only
	lockY       bool
	sleepless   bool   // never sleeps, and so neither does its island
	quiet       uint16 // steps in a row in which it was slow; Options.Sleep only
	asleep      uint16 // 1 + index of the first body, in order, of its sleeping island; 0 is awake

	gravityScale float64
	joints       int32 // that hold it
}

const (
	kindStatic    = uint8(Static) + 1
	kindDynamic   = uint8(Dynamic) + 1
	kindKinematic = uint8(Kinematic) + 1

	orderKinematic = uint64(1) << 61
	orderStatic    = uint64(1) << 62
)

// bodyOrder is the place of a body in every list: dynamic bodies by key, then
// kinematic and then static ones by key; bodies of equal key by index.
func bodyOrder(kind uint8, key uint32, index uint16) uint64 {
	order := uint64(key)<<16 | uint64(index)
	switch kind {
	case kindKinematic:
		order |= orderKinematic
	case kindStatic:
		order |= orderStatic
	}
	return order
}

// CreateBody makes a body without shapes, enabled. It makes nothing and returns none
// when the definition is out of bounds (Check says why) or the world is full.
func (w *World) CreateBody(def BodyDef) BodyID {
	if !def.valid() {
		return BodyID{}
	}
	index, ok := w.freeBody()
	if !ok {
		return BodyID{}
	}
	b := &w.bodies[index]
	*b = body{
		pos: def.Position.unsigned(), angle: plus(def.Angle), vel: def.Velocity.unsigned(), spin: plus(def.Spin),
		linearDamping: plus(def.LinearDamping), angularDamping: plus(def.AngularDamping),
		fixed: def.FixedRotation, key: def.Key, user: def.User,
		kind: uint8(def.Type) + 1, gen: nextGen(b.gen), first: -1, last: -1,
		rotation: rotOf(def.Angle), gravityScale: def.gravityScale(),
		bullet: def.Bullet, lockX: def.LockX, lockY: def.LockY, sleepless: def.Sleepless,
	}
	b.order = bodyOrder(b.kind, b.key, index)
	if b.kind != kindStatic {
		w.insertDynamic(index)
	} else {
		b.vel, b.spin = Vec{}, 0
	}
	return BodyID{index, b.gen}
}

// Check says why CreateBody would refuse the body, nil if it would not.
func (def *BodyDef) Check() error {
	if !def.valid() {
		return errors.New("physics: body of unknown type or out of bounds")
	}
	return nil
}

func (def *BodyDef) valid() bool {
	damped := def.LinearDamping >= 0 && def.LinearDamping <= MaxSpeed && def.AngularDamping >= 0 && def.AngularDamping <= MaxSpeed
	scaled := math.Abs(def.GravityScale) <= MaxSpeed
	return def.Type <= Kinematic && damped && scaled && validPose(def.Position, def.Angle) && validVelocity(def.Velocity, def.Spin)
}

func (def *BodyDef) gravityScale() float64 {
	switch {
	case def.NoGravity:
		return 0
	case def.GravityScale == 0:
		return 1
	}
	return def.GravityScale
}

// validPose and validVelocity refuse NaN too.
func validPose(p Vec, turns float64) bool { return p.within(MaxCoord) && math.Abs(turns) <= MaxCoord }

func validVelocity(v Vec, spin float64) bool {
	return v.within(MaxCoord) && math.Abs(spin) <= MaxCoord
}

func nextGen(gen uint16) uint16 {
	if gen == math.MaxUint16 {
		return 1
	}
	return gen + 1
}

// freeBody returns the lowest free slot.
func (w *World) freeBody() (index uint16, ok bool) {
	if i := w.freeBodies.next(0); i >= 0 {
		w.freeBodies.remove(i)
		return uint16(i), true
	}
	if len(w.bodies) >= MaxBodies {
		return 0, false
	}
	w.bodies = append(w.bodies, body{})
	return uint16(len(w.bodies) - 1), true
}

// DestroyBody removes a body and its shapes. The end events of what it touched come
// with the next step.
func (w *World) DestroyBody(id BodyID) {
	b := w.body(id)
	if b == nil {
		return
	}
	w.disturb(b)
	if b.kind != kindStatic {
		w.removeDynamic(id.Index)
	}
	w.vacate(id.Index)
}

// vacate frees the slots of a body and of what belongs to it, but leaves it in
// w.dynamic.
func (w *World) vacate(index uint16) {
	b := &w.bodies[index]
	for i := b.first; i >= 0; {
		next := w.shapes[i].next
		w.dropHull(w.shapes[i].hull)
		w.shapes[i] = shape{gen: w.shapes[i].gen}
		w.geos[i] = geometry{}
		w.freeShapes.add(i)
		i = next
	}
	w.dropJoints(index)
	w.changed(index)
	*b = body{gen: b.gen}
	w.freeBodies.add(int32(index))
}

// Valid reports whether id names a body that was not destroyed.
func (w *World) Valid(id BodyID) bool {
	return int(id.Index) < len(w.bodies) && w.bodies[id.Index].kind != 0 && w.bodies[id.Index].gen == id.Gen
}

// body returns a body, nil when id names none. What is asked of no body is zero, what
// is done to none is nothing.
func (w *World) body(id BodyID) *body {
	if !w.Valid(id) {
		return nil
	}
	return &w.bodies[id.Index]
}

// Pose returns where a body is and its angle.
func (w *World) Pose(id BodyID) (pos Vec, turns float64) {
	b := w.body(id)
	if b == nil {
		return Vec{}, 0
	}
	return b.pos, b.angle
}

// SetPose puts a body elsewhere at once. A pose out of bounds does nothing.
func (w *World) SetPose(id BodyID, pos Vec, turns float64) {
	b := w.body(id)
	if b == nil || !validPose(pos, turns) {
		return
	}
	if b.pos == pos && b.angle == turns {
		return
	}
	w.disturb(b)
	b.pos, b.angle, b.rotation = pos.unsigned(), plus(turns), rotOf(turns)
	w.place(b)
	w.wakeNear(w.bounds(b))
	w.changed(id.Index)
}

// place brings the geometry of a body's shapes to its pose.
func (w *World) place(b *body) {
	for i := b.first; i >= 0; i = w.shapes[i].next {
		w.geos[i].place(&w.shapes[i].def, w.hulls, w.shapes[i].hull, b.pos, b.rotation)
	}
}

// Velocity returns the velocity of a body's centre of mass, and its spin.
func (w *World) Velocity(id BodyID) (v Vec, spin float64) {
	b := w.body(id)
	if b == nil {
		return Vec{}, 0
	}
	return b.vel, b.spin
}

// SetVelocity sets the velocity of a body's centre of mass, and its spin. A static
// body stays at rest. A velocity out of bounds does nothing.
func (w *World) SetVelocity(id BodyID, v Vec, spin float64) {
	b := w.body(id)
	if b == nil || !validVelocity(v, spin) {
		return
	}
	if b.kind != kindStatic && (v != b.vel || spin != b.spin) {
		w.wakeIsland(b.asleep)
		b.vel, b.spin = v.unsigned(), plus(spin)
	}
}

// ApplyImpulse pushes a body at a point in world space, in kg*unit/s. An
// impulse that would bring it out of bounds does nothing.
func (w *World) ApplyImpulse(id BodyID, impulse, point Vec) {
	b := w.body(id)
	if b == nil {
		return
	}
	arm := point.sub(b.pos.add(b.rotation.apply(b.center)))
	v := b.vel.add(impulse.scale(b.invMass))
	spin := b.spin + float64(float64(b.invInertia*arm.cross(impulse))/tau)
	if !validVelocity(v, spin) || v == b.vel && spin == b.spin {
		return
	}
	w.wakeIsland(b.asleep)
	b.vel, b.spin = v.unsigned(), plus(spin)
}

// SetDamping sets how a body is slowed; see BodyDef. What is out of bounds does
// nothing.
func (w *World) SetDamping(id BodyID, linear, angular float64) {
	if b := w.body(id); b != nil && linear >= 0 && linear <= MaxSpeed && angular >= 0 && angular <= MaxSpeed {
		b.linearDamping, b.angularDamping = plus(linear), plus(angular)
	}
}

// SetGravityScale sets what share of gravity acts on a body: 0 is none. What is out of
// bounds does nothing.
func (w *World) SetGravityScale(id BodyID, scale float64) {
	if b := w.body(id); b != nil && math.Abs(scale) <= MaxSpeed {
		w.wakeIsland(b.asleep)
		b.gravityScale = plus(scale)
	}
}

// SetBullet says whether a body is kept from passing through dynamic ones.
func (w *World) SetBullet(id BodyID, bullet bool) {
	if b := w.body(id); b != nil {
		b.bullet = bullet
	}
}

// SetEnabled says whether a body takes part: a disabled one neither moves nor touches
// nor is hit. End events of what it touched come with the next step.
func (w *World) SetEnabled(id BodyID, enabled bool) {
	b := w.body(id)
	if b == nil {
		return
	}
	if b.disabled == enabled {
		w.disturb(b)
		b.disabled = !enabled
		w.changed(id.Index)
	}
}

// Mass returns a body's mass, zero for static bodies.
func (w *World) Mass(id BodyID) float64 {
	if b := w.body(id); b != nil {
		return b.mass
	}
	return 0
}

// Bodies appends every body, in order of index.
func (w *World) Bodies(dst []BodyID) []BodyID {
	for i := range w.bodies {
		if b := &w.bodies[i]; b.kind != 0 {
			dst = append(dst, BodyID{uint16(i), b.gen})
		}
	}
	return dst
}
