package physics

// An island is what contacts and joints hold together, over dynamic bodies: static
// bodies hold nothing together. Islands are found anew in each step, from the
// contacts (within reach, touching or not) and the joints, so that they are no state.
//
// With Options.Sleep an island whose bodies were all slow for sleepSteps in a row
// sleeps. The state of sleep is: body.quiet; body.asleep, the same number in all
// bodies of an island; and rested, restMemory and restOverlap, the touches and
// impulses that belong to sleeping bodies, each in order like the lists of the awake.
// A sleeping body has velocity zero, is in no scratch list, and moves no bit until it
// wakes: to the step it is like a static body.

// wake is called at the start of a step. It wakes every island that an awake body may
// reach in this step (a pair whose manifold, within reach, has points), and then what
// those may reach, to the end: the least such set, whatever the order.
func (w *World) wake() {}

// rest is called at the end of a step. It counts quiet steps and puts islands to
// sleep.
func (w *World) rest() {}

// wakeNear wakes the islands that touch a box: where the game moved, made, destroyed
// or changed a static body or a filter.
func (w *World) wakeNear(box aabb) {}
