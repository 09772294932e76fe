package physics

import (
	"errors"
	"math"
)

// JointKind is how a joint holds two bodies.
type JointKind uint8

const (
	// Revolute holds the anchors together, so that the bodies turn about them. Its
	// angle is of B against A, zero where B is turned by Angle more than A.
	Revolute JointKind = iota + 1
	// Distance holds the anchors Length apart. With limits it is loose between them
	// (a rope has Lower 0), with a spring it strives for Length.
	Distance
	// Prismatic lets B slide along Axis of A and keeps it from turning. Its position
	// is how far anchor B is along Axis; a spring strives for Length.
	Prismatic
	// Weld holds the anchors together and the angle at Angle. A spring makes the angle
	// soft, as of a plank that bends.
	Weld
	// Mouse draws anchor B toward Target, a point of the world, by a spring with a
	// force of at most Power. It has no body A.
	Mouse
	// Wheel lets B turn, and slide along Axis of A as Prismatic does: a wheel on its
	// suspension. Spring and limits are of the way along Axis, the motor turns B.
	Wheel
)

// JointDef describes a joint. Only what its kind uses counts.
type JointDef struct {
	Kind JointKind
	// BodyA and BodyB are two bodies, of which at least one is dynamic.
	BodyA, BodyB BodyID
	// AnchorA and AnchorB are where it holds them, each in the body's frame.
	AnchorA, AnchorB Vec
	Axis             Vec     // in the frame of A, of any length
	Angle            float64 // turns, of B against A
	Length           float64
	Target           Vec

	// Limited keeps the angle (turns, within half a turn less JointSlack), the distance
	// or the position from Lower to Upper.
	Limited      bool
	Lower, Upper float64
	// The motor brings B to Speed against A, turns/s or units/s, with a torque or force
	// of at most Power; it is off where Power is 0.
	Speed, Power float64
	// Hertz and Damping are the spring: its frequency, and the share of critical
	// damping; it is off where Hertz is 0. Up to SpringHertz it keeps both exactly for
	// two bodies that nothing else holds; a stiffer one is damped more than asked.
	Hertz, Damping float64

	// BreakForce and BreakTorque are what it bears, as a mean over a step; 0 is all.
	BreakForce, BreakTorque float64
	Collide                 bool // the two bodies may touch each other
	// Key orders joints as BodyDef.Key orders bodies: joints of equal key by index.
	Key, User uint32
}

// JointEvent says that a joint broke in the last step: it is destroyed.
type JointEvent struct {
	Joint              JointID
	BodyA, BodyB       BodyID
	User, UserA, UserB uint32 // the joint's, the bodies'
	Force              Vec    // that broke it
	Torque             float64
}

// joint is one slot of World.joints, all of it state.
type joint struct {
	def          JointDef // stripped
	gen          uint16
	bodyA, bodyB uint16 // A is B where there is no A
	// The impulses of the last sub-step, which Memoryless sets to zero when a step
	// begins, and the mean over the last step of what B was given.
	impulses
	force  Vec
	torque float64
}

// impulses is what a joint has given in a sub-step, by what it does.
type impulses struct {
	point                              Vec // at the anchor; across the axis and turning, of a Prismatic
	angle, lower, upper, motor, spring float64
}

// CreateJoint makes a joint. It makes nothing and returns none when the definition is
// out of bounds or of bodies that are gone, and when the world is full.
func (w *World) CreateJoint(def JointDef) JointID {
	def = def.stripped()
	if !def.valid() || !w.joinable(&def) {
		return JointID{}
	}
	index, ok := w.freeJoint()
	if !ok {
		return JointID{}
	}
	j := &w.joints[index]
	*j = joint{def: def, gen: nextGen(j.gen)}
	w.enlist(index)
	w.wakeJoint(j)
	return JointID{index, j.gen}
}

// joinable reports whether the bodies of a joint are there, and one of them dynamic.
func (w *World) joinable(def *JointDef) bool {
	a, b := w.body(def.BodyA), w.body(def.BodyB)
	if def.Kind == Mouse {
		return b != nil && b.kind == kindDynamic
	}
	return a != nil && b != nil && a != b && (a.kind == kindDynamic || b.kind == kindDynamic)
}

// DestroyJoint removes a joint.
func (w *World) DestroyJoint(id JointID) {
	if j := w.joint(id); j != nil {
		w.wakeJoint(j)
		w.removeJoint(id.Index)
	}
}

// ValidJoint reports whether id names a joint that neither broke nor was destroyed.
func (w *World) ValidJoint(id JointID) bool { return w.joint(id) != nil }

// joint returns a joint, nil when id names none.
func (w *World) joint(id JointID) *joint {
	if int(id.Index) >= len(w.joints) || w.joints[id.Index].def.Kind == 0 || w.joints[id.Index].gen != id.Gen {
		return nil
	}
	return &w.joints[id.Index]
}

// Joint returns the definition of a joint as it is now.
func (w *World) Joint(id JointID) (def JointDef, ok bool) {
	if j := w.joint(id); j != nil {
		return j.def, true
	}
	return JointDef{}, false
}

// Joints appends every joint, in order of index.
func (w *World) Joints(dst []JointID) []JointID {
	for i := range w.joints {
		if j := &w.joints[i]; j.def.Kind != 0 {
			dst = append(dst, JointID{uint16(i), j.gen})
		}
	}
	return dst
}

// JointForce returns what a joint did to B in the last step, as a mean over it: a
// force at the anchor and a torque.
func (w *World) JointForce(id JointID) (force Vec, torque float64) {
	if j := w.joint(id); j != nil {
		return j.force, j.torque
	}
	return Vec{}, 0
}

// JointAnchors returns where the anchors of a joint are; of a Mouse, the target for A.
func (w *World) JointAnchors(id JointID) (a, b Vec) {
	if j := w.joint(id); j != nil {
		return w.anchors(j)
	}
	return Vec{}, Vec{}
}

func (w *World) anchors(j *joint) (a, b Vec) {
	bodyA, bodyB := &w.bodies[j.bodyA], &w.bodies[j.bodyB]
	a, b = j.def.Target, bodyB.pos.add(bodyB.rotation.apply(j.def.AnchorB))
	if j.def.Kind != Mouse {
		a = bodyA.pos.add(bodyA.rotation.apply(j.def.AnchorA))
	}
	return a, b
}

// JointBreaks lists the joints that broke in the last step, in order of key.
func (w *World) JointBreaks() []JointEvent { return w.breaks }

// SetMotor sets the motor of a joint; power 0 turns it off.
func (w *World) SetMotor(id JointID, speed, power float64) {
	if def, ok := w.Joint(id); ok {
		def.Speed, def.Power = speed, power
		w.adjust(id, def)
	}
}

// SetLimits sets the limits of a joint, or takes them away.
func (w *World) SetLimits(id JointID, limited bool, lower, upper float64) {
	if def, ok := w.Joint(id); ok {
		def.Limited, def.Lower, def.Upper = limited, lower, upper
		w.adjust(id, def)
	}
}

// SetSpring sets the spring of a joint; hertz 0 takes it away.
func (w *World) SetSpring(id JointID, hertz, damping float64) {
	if def, ok := w.Joint(id); ok {
		def.Hertz, def.Damping = hertz, damping
		w.adjust(id, def)
	}
}

// SetLength sets the length that a joint holds or strives for.
func (w *World) SetLength(id JointID, length float64) {
	if def, ok := w.Joint(id); ok {
		def.Length = length
		w.adjust(id, def)
	}
}

// SetMouseTarget sets the point that a Mouse draws to.
func (w *World) SetMouseTarget(id JointID, target Vec) {
	if def, ok := w.Joint(id); ok {
		def.Target = target
		w.adjust(id, def)
	}
}

// adjust changes a joint to a definition of the same bodies, if that is in bounds.
func (w *World) adjust(id JointID, def JointDef) {
	def = def.stripped()
	if j := &w.joints[id.Index]; def != j.def && def.valid() {
		j.def = def
		w.wakeJoint(j)
	}
}

// wakeJoint wakes what a joint holds.
func (w *World) wakeJoint(j *joint) {
	for _, i := range [2]uint16{j.bodyA, j.bodyB} {
		w.wakeIsland(w.bodies[i].asleep)
	}
}

// Check says why CreateJoint would refuse the joint whatever its bodies, nil if it
// would not.
func (def *JointDef) Check() error {
	if d := def.stripped(); !d.valid() {
		return errors.New("physics: joint of unknown kind or out of bounds")
	}
	return nil
}

// stripped is the definition without what its kind does not use, so that equal joints
// have equal bytes.
func (def *JointDef) stripped() JointDef {
	d := *def
	slides := d.Kind == Prismatic || d.Kind == Wheel
	if !slides {
		d.Axis = Vec{}
	}
	if slides || d.Kind == Distance {
		d.Angle = 0
	}
	if d.Kind == Prismatic {
		d.Angle = def.Angle
	}
	if !slides && d.Kind != Distance {
		d.Length = 0
	}
	if d.Kind == Mouse {
		d.BodyA, d.AnchorA, d.Angle, d.Speed, d.Collide = BodyID{}, Vec{}, 0, 0, false
	} else {
		d.Target = Vec{}
	}
	if d.Kind == Mouse || d.Kind == Weld {
		d.Limited = false
	}
	if d.Kind == Weld || d.Power == 0 {
		d.Speed, d.Power = 0, 0
	}
	if !d.Limited {
		d.Lower, d.Upper = 0, 0
	}
	if d.Hertz == 0 {
		d.Hertz, d.Damping = 0, 0
	}
	d.AnchorA, d.AnchorB, d.Axis, d.Target = d.AnchorA.unsigned(), d.AnchorB.unsigned(), d.Axis.unsigned(), d.Target.unsigned()
	d.Angle, d.Length, d.Lower, d.Upper, d.Speed = plus(d.Angle), plus(d.Length), plus(d.Lower), plus(d.Upper), plus(d.Speed)
	d.Power, d.Damping, d.BreakForce, d.BreakTorque = plus(d.Power), plus(d.Damping), plus(d.BreakForce), plus(d.BreakTorque)
	return d
}

// valid refuses NaN too.
func (def *JointDef) valid() bool {
	common := def.AnchorA.within(MaxCoord) && def.AnchorB.within(MaxCoord) && def.Target.within(MaxCoord) && def.Axis.within(MaxCoord) &&
		abs(def.Angle) <= MaxCoord && abs(def.Length) <= MaxCoord && abs(def.Speed) <= MaxSpeed &&
		upTo(def.Power, MaxForce) && upTo(def.Hertz, MaxRate) && upTo(def.Damping, MaxSpeed) &&
		upTo(def.BreakForce, MaxForce) && upTo(def.BreakTorque, MaxForce)
	if !common || !def.inLimits() {
		return false
	}
	switch def.Kind {
	case Revolute, Weld:
		return true
	case Distance:
		return def.Length >= 0 && def.Lower >= 0
	case Prismatic, Wheel:
		return def.Axis.length() >= 1.0/PosGrid
	case Mouse:
		return def.Power > 0 && def.Hertz > 0
	}
	return false
}

// inLimits reports whether the limits are of the joint's kind.
func (def *JointDef) inLimits() bool {
	most := float64(MaxCoord)
	if def.Kind == Revolute {
		most = 0.5 - JointSlack
	}
	return def.Lower <= def.Upper && def.Lower >= -most && def.Upper <= most
}

func upTo(v, most float64) bool { return v >= 0 && v <= most }

// wrapped brings an angle in turns to half a turn about zero.
func wrapped(turns float64) float64 { return turns - math.Floor(turns+0.5) }
