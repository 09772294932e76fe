package physics

// jointKind is the kind of a joint; 0 is a free slot.
type jointKind uint8

// joint is one slot of World.joints, all of it state: what the game set, and the
// impulses of the last sub-step, which Memoryless sets to zero when a step begins.
type joint struct {
	kind             jointKind
	gen              uint16
	bodyA, bodyB     uint16 // B is dynamic; A may be static
	collide          bool   // the bodies it holds may touch each other
	limited, motored bool
	key, user        uint32

	localA, localB Vec // anchors in the bodies' frames
	axis           Vec // in the frame of A, of those that slide
	angle          float64
	length         float64
	lower, upper   float64
	speed, power   float64 // of the motor: units/s or radians/s, and the greatest force or torque
	hertz, damping float64
	breakForce     float64 // it breaks beyond this; 0 is never

	impulse                               Vec // at the anchor
	impulseAngle, impulseLower            float64
	impulseUpper, impulseMotor, impulseSp float64
}

// jointConstraint is a joint in the solver, in order of the joints' keys.
type jointConstraint struct {
	joint      int32
	a, b       int32 // movers
	armA, armB Vec
}

// The solver asks joints four things. All of them go through the joints in order of
// (key, index), before the contacts, so that contacts win over joints.
//
// prepareJoints makes s.joints from the joints whose bodies are enabled and awake and
// works out what stays the same in a step; at most one body may be static.
// warmJoints applies the impulses so far. solveJoints solves each once; soft says
// whether with the push out of error (as push does) or without (as relax). keepJoints
// stores the impulses in World.joints after the step and gathers those that broke.
func (w *World) prepareJoints(h float64)          { w.scratch.joints = w.scratch.joints[:0] }
func (w *World) warmJoints()                      {}
func (w *World) solveJoints(h float64, soft bool) {}
func (w *World) keepJoints()                      {}

// dropJoints destroys the joints of a body that goes.
func (w *World) dropJoints(index uint16) {}

// jointed reports whether a joint says that two bodies do not touch each other.
func (w *World) jointed(a, b *body) bool { return false }

// appendJoints and loadJoints are the joints' part of the state: the number of slots,
// and of each generation, kind and, unless it is free, every field. They write what
// World.joints holds, in order of index.
func (w *World) appendJoints(b []byte) []byte { return u32(b, uint32(len(w.joints))) }

func (w *World) loadJoints(r *reader) {
	if r.u32() != 0 {
		r.fail("joints")
	}
}
