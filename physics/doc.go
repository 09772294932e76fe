// Package physics is a deterministic 2D rigid-body engine: circles, capsules, boxes,
// convex polygons and chains on static, kinematic and dynamic bodies, joints, sleep, a
// character that slides, events, and queries of now and of past poses. It steps to the same bits on every CPU, allocates nothing once warm, and a
// World is copied by plain slice copies.
//
// Units: lengths in units, time in seconds, mass in kilograms, angles in turns (1 is
// a full circle, clockwise where y grows downward), spin in turns per second.
//
// No method panics on what it is given: a definition out of bounds makes nothing and
// returns the zero id (its Check says why), and what is asked of a body that is gone
// is zero.
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
// Numbers are float64. Colours are in the first version of the order, so that a kernel
// of several lanes can come without changing a bit: the constraints of one colour
// share no body that moves.
