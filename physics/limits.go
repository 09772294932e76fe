package physics

const (
	// MaxBodies and MaxShapes bound a world, because ids are 16 bits. CreateBody and
	// AddShape return the zero id beyond them.
	MaxBodies = 1 << 15
	MaxShapes = 1 << 15
	// MaxCoord bounds positions, in units from the origin, and the reach of a shape
	// from its body. A body that flies out is held at the bound; a definition beyond
	// it is refused.
	MaxCoord = 1 << 20
	// MaxSpeed (units/s) and MaxSpin (turns/s) bound velocities; a step clamps what
	// is faster. A quarter turn in a sub-step of 1/240 s is 60 turns/s.
	MaxSpeed = 1000
	MaxSpin  = 60
	// MaxSubSteps and MaxRate bound the work of a step and of a hostile state.
	MaxSubSteps = 64
	MaxRate     = 1000
)

// Tuning of the solver, in units for objects of about one unit.
const (
	// margin is the gap at which two shapes that do not approach are given a contact.
	margin = 0.02
	// strayRoom is how far a body may be pushed beyond its way, in units a step, before
	// the pairs must be found again at the end of the step.
	strayRoom = 0.08
	// touchGap is the gap up to which shapes count as touching: contacts rest within
	// a grid step or two of zero, and their events must not flicker.
	touchGap = 0.005
	// seamGap is how near a corner must be to another static shape to be covered.
	seamGap = 0.005
	// pushSpeed bounds how fast overlapping shapes are pushed apart, in units/s.
	pushSpeed = 3.0
	// hitSpeed is the approach from which a contact is told as a hit, in units/s.
	hitSpeed = 1.0
	// bounceSpeed is the approach below which restitution does not act, in units/s.
	bounceSpeed = 1.0
	// sleepSpeed is the speed below which a body may sleep, in units/s.
	sleepSpeed = 0.05
	// contactHertz and contactDamping make the soft contact; hertz is bounded by a
	// quarter of the sub-step rate. Stiffer contacts sink less and tremble in great
	// heaps; more damping pushes so slowly that what is heavy squeezes light things out.
	contactHertz   = 32.0
	contactDamping = 10.0
)

// maxImpulse bounds the impulses that a state holds; greater ones, which a body of the
// greatest mass at the greatest speed has not, are forgotten.
const maxImpulse = 1e30

const (
	// MaxVertices bounds a polygon: a manifold's feature ids hold three bits a vertex.
	MaxVertices = 8
	// MaxJoints bounds a world, because ids are 16 bits.
	MaxJoints = 1 << 15
)

const (
	// MaxForce bounds motors and what a joint bears, in kg*unit/s^2.
	MaxForce = 1 << 40
	// JointSlack is how far the limits of a Revolute stay from half a turn, in turns:
	// a body that passes a limit by less is brought back the way it came.
	JointSlack = 1.0 / 64
	// SpringHertz is the greatest frequency that a joint's spring keeps exactly.
	SpringHertz = 15
)

const (
	// jointShare and jointDamping make the softness of what joints hold: its frequency
	// is a share of the sub-step rate, so that twice the sub-steps make joints four times
	// as stiff. Beyond a quarter a beam of welds begins to swing by itself in a world
	// that remembers impulses; without memory it takes a half.
	jointShare      = 1.0 / 4
	jointShareFresh = 1.0 / 2
	jointDamping    = 0.7
	// jointSpeed bounds how fast a joint draws together what is apart, in units/s or
	// radians/s.
	jointSpeed = 8.0
)
