// Package physics is a deterministic 2D rigid-body engine: circles, capsules, boxes,
// convex polygons and chains on static, kinematic and dynamic bodies, joints, sleep, a
// character that slides, events, and queries of now and of past poses. It steps to the
// same bits on every CPU, allocates nothing once warm, and a World is copied by plain
// slice copies.
//
// Units: lengths in units, time in seconds, mass in kilograms, angles in turns (1 is
// a full circle, clockwise where y grows downward), spin in turns per second. The tuning
// is for things of a tenth of a unit to ten: a person is about one.
//
// No method panics on what it is given: a definition out of bounds makes nothing and
// returns the zero id (its Check says why), and what is asked of a body that is gone
// is zero. An id of what was destroyed never names what came after it.
//
// # A world
//
// New makes one, with or without gravity; CreateBody puts a body into it and AddShape
// gives that a form and a weight. Step advances it by 1/Rate seconds: call it once a
// tick, never by the time of a frame. The game reads Pose and draws, or goes through
// Moves, which leaves out what sleeps. The first example is a whole program.
//
// Static bodies are the map. Terrain is best a chain (AddChain), over whose seams
// nothing trips. Dynamic bodies fall, are pushed and push: move them by velocity
// or ApplyImpulse. Kinematic bodies, lifts and doors, go as their velocity says and
// push what is in the way. SetPose puts a body elsewhere at once, through walls. Seen
// from above, leave gravity out and give bodies damping.
//
// A shape meets another if each one's Mask has a bit of the other's Category; Group
// overrides that. A sensor meets nothing and tells what is in it.
//
// # What happened
//
// Events are slices of the last step: ContactBegins and ContactEnds for what touches,
// ContactHits for what struck and how hard (Impulse is the mass times the change of
// speed, and so what damage goes by), SensorBegins and SensorEnds, JointBreaks, Moves.
// Each begin has one end, also where a body is destroyed, moved away or changed, and
// the order is the same everywhere. Touching and SensorOverlaps read the same as a
// state. User, set on a body, comes back in all of them: the game's entity.
//
// # Asking
//
// RayCast, RayCastAll, RayAny, CastShape, OverlapCircle, OverlapBox, OverlapShape and
// Closest see what is where between steps; they write nothing. A Past answers the same
// of where bodies were, for a shooter whose screen is a moment old. Explode pushes what
// is near and not sheltered.
//
// # Players
//
// A Character moves a player by how far it wants to go: along walls, round corners,
// against crates that it pushes. It keeps nothing between moves, so that a client can
// predict it. To let others meet the player, give it a Kinematic body and SetPose.
//
// # Going back
//
// CopyFrom keeps a world and brings it back, to the bit, in microseconds; keep one a
// tick and a command that comes late is played by going back and stepping again.
// AppendState and LoadState do the same through bytes, for saves and new machines.
// CopySubset and CopyArea take a part of a world, as much as a client predicts.
//
// Options.Grid rounds each step to what goes over the wire, and Options.Memoryless
// makes a step depend on poses and velocities alone: with both, a client that knows the
// rows of a snapshot has the server's world. Without Memoryless heaps stand firmer.
//
// # Sources
//
// The solver is soft step: E. Catto, "Solver2D" (2024); springs and what joints hold,
// his "Soft Constraints" (GDC 2011); colours, islands and the ghost corners of chains
// as in his Box2D. Contacts of two points are solved together as in his "Iterative
// Dynamics with Temporal Coherence" (2005). Shapes are told apart by separating axes
// and clipped (D. Gregorius, "The Separating Axis Test between Convex Polyhedra", GDC
// 2013). The time of impact is conservative advancement (B. Mirtich, 1996). The index
// folds a lattice onto a table (M. Teschner and others, "Optimized Spatial Hashing",
// 2003). Inertia is that of triangles, strips and sectors, by the parallel axis theorem.
// Sine and arc tangent are series, exact to rounding.
package physics

// How the engine is built.
//
// A step is a function of the state alone. The state is what AppendState writes:
// bodies, shapes, joints, what touches and what overlaps a sensor, the impulses kept
// (memory), and of what sleeps the same. All else is one of two things. Scratch means
// nothing between steps and is never copied. A cache (the index of static shapes, the
// geometry of shapes, the pool of hulls, a broad phase that lasts) follows from the
// state; it may depend on history only where that shows nowhere, and it is copied when
// that is cheaper than to make it anew. So rollback is exact if the state is complete,
// and whoever adds a field says which of the three it is: state goes into CopyFrom,
// AppendState and LoadState in the same commit.
//
// Order is by body (dynamic before kinematic before static, then key, then index) and
// by the shape's ordinal in its body; never by slot, pointer, or the order in which
// something was found. The broad phase proposes candidates as it likes; findPairs
// hands on those whose boxes, grown by what their bodies may move in the step, overlap
// exactly, sorted, so that the narrow phase cannot tell one broad phase from another.
//
// Places are found by three indexes of one kind: of static shapes, of the bodies that
// take part (in boxes that they do not leave for some steps), and of what sleeps. They
// serve steps and queries. What the game changes between steps is marked loose, by
// changed, and walked apart until the next step: so queries write nothing.
//
// A step is: refresh the index of statics; wake what may be reached; gather the active
// bodies (rank = place in order); find pairs; collide (manifolds through the table by
// kinds); colour; solve (joints, then contacts colour by colour); finish (sweep fast
// bodies, write poses, round to the grid, place geometry); report (what touches now,
// events by merging lists that are in order); remember impulses; rest.
//
// Contacts of both kinds of world share all code but two calls: a world that remembers
// starts them from memory (recall, by pair and feature ids), a Memoryless one from
// zero, with one more relaxation at the end. Sleep is ignored in a Memoryless world.
//
// Numbers are float64. The constraints of one colour share no body that moves, so that
// they can be solved four at once, where the processor has lanes for it (quad), without
// changing a bit.
