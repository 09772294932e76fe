package physics

import "slices"

// Beside the slots there are two lists, which follow from them: jointOrder, the joints
// in the order in which they are solved, and apart, the pairs of bodies that a joint
// keeps from touching each other.

// freeJoint returns the lowest free slot.
func (w *World) freeJoint() (index uint16, ok bool) {
	if i := w.freeJoints.next(0); i >= 0 {
		w.freeJoints.remove(i)
		return uint16(i), true
	}
	if len(w.joints) >= MaxJoints {
		return 0, false
	}
	w.joints = append(w.joints, joint{})
	return uint16(len(w.joints) - 1), true
}

// enlist makes a joint known to its bodies and to the lists.
func (w *World) enlist(index uint16) {
	j := &w.joints[index]
	j.bodyA, j.bodyB = j.def.BodyA.Index, j.def.BodyB.Index
	if j.def.Kind == Mouse {
		j.bodyA = j.bodyB
	}
	w.bodies[j.bodyA].joints++
	if j.bodyA != j.bodyB {
		w.bodies[j.bodyB].joints++
	}
	at, _ := slices.BinarySearchFunc(w.jointOrder, index, w.compareJoints)
	w.jointOrder = slices.Insert(w.jointOrder, at, index)
	if j.keepsApart() {
		at, _ := slices.BinarySearch(w.apart, bodyPair(j.bodyA, j.bodyB))
		w.apart = slices.Insert(w.apart, at, bodyPair(j.bodyA, j.bodyB))
	}
}

// removeJoint frees a joint's slot.
func (w *World) removeJoint(index uint16) {
	j := &w.joints[index]
	w.bodies[j.bodyA].joints--
	if j.bodyA != j.bodyB {
		w.bodies[j.bodyB].joints--
	}
	if at, ok := slices.BinarySearchFunc(w.jointOrder, index, w.compareJoints); ok {
		w.jointOrder = slices.Delete(w.jointOrder, at, at+1)
	}
	if j.keepsApart() {
		if at, ok := slices.BinarySearch(w.apart, bodyPair(j.bodyA, j.bodyB)); ok {
			w.apart = slices.Delete(w.apart, at, at+1)
		}
	}
	*j = joint{gen: j.gen}
	w.freeJoints.add(int32(index))
}

// compareJoints orders joints by key, then by index.
func (w *World) compareJoints(a, b uint16) int {
	x, y := w.joints[a].def.Key, w.joints[b].def.Key
	switch {
	case x != y:
		return less(x < y)
	case a != b:
		return less(a < b)
	}
	return 0
}

// dropJoints destroys the joints of a body that goes.
func (w *World) dropJoints(index uint16) {
	if w.bodies[index].joints == 0 {
		return
	}
	for i := range w.joints {
		if j := &w.joints[i]; j.def.Kind != 0 && (j.bodyA == index || j.bodyB == index) {
			w.wakeJoint(j)
			w.removeJoint(uint16(i))
		}
	}
}

func (j *joint) keepsApart() bool { return !j.def.Collide && j.bodyA != j.bodyB }

// jointed reports whether a joint says that two bodies do not touch each other.
func (w *World) jointed(a, b *body) bool {
	if a.joints == 0 || b.joints == 0 {
		return false
	}
	_, ok := slices.BinarySearch(w.apart, bodyPair(uint16(a.order), uint16(b.order)))
	return ok
}

// bodyPair is a pair of bodies, whichever comes first. A body's order ends in its
// index.
func bodyPair(a, b uint16) uint32 { return uint32(min(a, b))<<16 | uint32(max(a, b)) }
