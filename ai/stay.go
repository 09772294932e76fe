package ai

import "hindsight/physics"

// Stays reports whether a bot at a place means to be about there: it hides, or is at what
// it holds, follows or waits for. Who is no farther after seconds, and neither stays nor
// shoots, is stuck.
func (b *Brain) Stays(at physics.Vec) bool {
	switch b.state {
	case Cover, Flee:
		return b.route.done()
	case Defend:
		return b.task.within(at, 1.5)
	case Escort:
		return distance(at, b.task.pos.vec()) < 4
	case Carry, Seek:
		return distance(at, b.task.pos.vec()) < 1.5
	}
	return false
}
