package physics

// Vec is a point or a direction.
type Vec struct{ X, Y float64 }

// BodyID names a body; the zero value is none.
type BodyID struct{ Index, Gen uint16 }

// ShapeID names a shape; the zero value is none.
type ShapeID struct{ Index, Gen uint16 }

// JointID names a joint; the zero value is none.
type JointID struct{ Index, Gen uint16 }

// Options say how a world behaves. They never change.
type Options struct {
	Rate     int32 // steps per second
	SubSteps int32 // solver sub-steps in a step; 0 means 4
	Gravity  Vec
	// Grid rounds every moved body at the end of a step to what goes over the wire:
	// position to 1/PosGrid, angle to 1/TurnGrid, velocity and spin to 1/VelGrid and
	// 1/SpinGrid toward zero. A body in contact that is too slow to get anywhere on
	// the grid in a step comes to rest, unless it slips and gains speed.
	Grid bool
	// Memoryless makes a step depend on nothing but bodies and shapes: impulses
	// start at zero, contacts are ordered by the bodies' keys, begin and end events
	// derive from the touching at the start of the step. A world rebuilt from its
	// bodies' poses and velocities steps to the same bits, and so does one rebuilt
	// from the bodies of one island only. A body that the game puts where it touches
	// has no begin event then; the end of what it moved away from is told by the world
	// that stepped before, not by a rebuilt one.
	Memoryless bool
	// Sleep lets what has come to rest sleep, by islands: it costs next to nothing until
	// something reaches it. What others push against it, beyond its own way, wakes it a
	// step later. A Memoryless world ignores it.
	Sleep bool
}

// The grid that Options.Grid rounds to, in parts per unit, turn, unit/s and turn/s.
const (
	PosGrid  = 4096
	TurnGrid = 65536
	VelGrid  = 4096
	SpinGrid = 65536
)

// BodyType says how a body moves.
type BodyType uint8

const (
	Static    BodyType = iota // never moves
	Dynamic                   // moved by forces and contacts
	Kinematic                 // moves as its velocity says, whatever is in the way
)

// BodyDef describes a body to make.
type BodyDef struct {
	Type     BodyType
	Position Vec
	Angle    float64 // turns
	Velocity Vec
	Spin     float64 // turns/s
	// LinearDamping and AngularDamping slow a body: v *= 1/(1 + dt*damping).
	LinearDamping, AngularDamping float64
	FixedRotation                 bool
	GravityScale                  float64 // of gravity; 0 means 1
	NoGravity                     bool    // gravity does nothing
	LockX, LockY                  bool    // the centre of mass keeps its x, or its y
	// Bullet keeps a body from passing through dynamic bodies however fast it is; no
	// body passes through static ones.
	Bullet bool
	// Sleepless keeps a body, and what it touches, from sleep.
	Sleepless bool
	// Key orders contacts and events in place of the body's index, so that a world
	// holding some of another's bodies treats those alike. Unique among dynamic
	// bodies and among kinematic ones; the game uses its entity index. Dynamic bodies
	// come first, then kinematic, then static ones, in order of key and, where keys are
	// equal, of index: of creation, unless bodies were destroyed before.
	Key uint32
	// User is the game's own and comes back with events and hits.
	User uint32
}

// ShapeKind is the geometry of a shape.
type ShapeKind uint8

const (
	Circle  ShapeKind = iota + 1 // Center, Radius
	Box                          // Center, Half: half width and half height, along the body's axes
	Segment                      // A to B
	Capsule                      // A to B, Radius
	Polygon                      // Points, convex, 3 to MaxVertices; Radius rounds it outward
	Link                         // one side of a chain, A to B, made by AddChain only
)

// ShapeDef describes a shape of a body, in the body's frame. The engine keeps no slice
// of it.
type ShapeDef struct {
	Kind        ShapeKind
	Center      Vec
	Radius      float64
	Half        Vec
	A, B        Vec
	Density     float64 // kg per square unit; of a static body ignored
	Friction    float64
	Restitution float64
	// Rolling resists rolling as Friction resists sliding: a torque of at most Rolling
	// units times the normal force. Of two shapes the greater counts.
	Rolling float64
	Filter  Filter
	// Group comes before Filter: two shapes of one group below zero never collide, of
	// one group above zero always. 0 is no group.
	Group  int32
	Sensor bool // reports overlaps, collides with nothing
	User   uint32
	Points []Vec // of a Polygon, in either order of turning
}

// Filter decides what collides: two shapes do when each one's Mask has a bit of the
// other's Category. A zero filter is category 1 that collides with everything.
type Filter struct{ Category, Mask uint32 }

// Hit is where a ray met a shape.
type Hit struct {
	Shape    ShapeID
	Body     BodyID
	User     uint32 // the body's
	Point    Vec
	Normal   Vec     // unit length, out of the shape
	Fraction float64 // of the translation, 0 to 1
}

// ContactEvent says that two shapes began or ceased to touch in the last step.
// BodyA is dynamic and comes before BodyB in order of key; a kinematic or static body
// is BodyB.
type ContactEvent struct {
	BodyA, BodyB   BodyID
	ShapeA, ShapeB ShapeID
	UserA, UserB   uint32  // the bodies'
	Normal         Vec     // from A to B, of begin events
	Impulse        float64 // of begin events: what the step gave along the normal, kg*unit/s
}

// SensorEvent says that a shape entered or left a sensor in the last step.
type SensorEvent struct {
	Sensor, Visitor         ShapeID
	SensorBody, VisitorBody BodyID
	SensorUser, VisitorUser uint32 // the bodies'
}
