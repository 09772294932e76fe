package physics

import "math"

// An island is what contacts and joints hold together, over dynamic bodies: static
// bodies hold nothing together. Islands are found anew in each step, from the
// contacts (within reach, touching or not) and the joints, so that they are no state.
//
// With Options.Sleep an island whose bodies were all slow for half a second sleeps. The
// state of sleep is: body.quiet; body.asleep, the same number in all bodies of an
// island; and rested, restMemory and restOverlap, the touches and impulses that belong
// to sleeping bodies, each in order like the lists of the awake. A sleeping body has
// velocity zero, is in no scratch list, and moves no bit until it wakes: to the step
// it is not there, for what could touch it in a step wakes it before.
//
// A kinematic body never sleeps; while it moves, nothing sleeps within its reach.

// islands is the scratch of rest: a forest over the active bodies, by rank. The root
// of a tree is its lowest rank.
type islands struct {
	root  []int32
	quiet []uint16 // of a root: the least of its island; 0 of what may not sleep
}

func (f *islands) find(i int32) int32 {
	for f.root[i] != i {
		f.root[i] = f.root[f.root[i]]
		i = f.root[i]
	}
	return i
}

func (f *islands) join(i, j int32) {
	i, j = f.find(i), f.find(j)
	if i > j {
		i, j = j, i
	}
	f.root[j] = i
}

func (w *World) sleeps() bool { return w.opt.Sleep && !w.opt.Memoryless }

// rest is called at the end of a step. It counts quiet steps and puts islands to
// sleep.
func (w *World) rest() {
	if !w.sleeps() {
		return
	}
	s := &w.scratch
	due := false
	enough := w.quietSteps()
	for _, i := range s.active[:s.dynamic] {
		b := &w.bodies[i]
		if b.sleepless || !w.isQuiet(b) {
			b.quiet = 0
		} else if b.quiet < enough {
			b.quiet++
		}
		due = due || b.quiet == enough
	}
	if due && w.layDown(w.findIslands(), enough) {
		w.sortRest()
	}
}

// quietSteps is for how many steps a body must be slow before it sleeps.
func (w *World) quietSteps() uint16 { return uint16(w.opt.Rate/2 + 1) }

// isQuiet reports whether no point of a body is faster than sleepSpeed, about.
func (w *World) isQuiet(b *body) bool {
	if v := b.vel.dot(b.vel); v > sleepSpeed*sleepSpeed {
		return false
	}
	if b.spin == 0 {
		return true
	}
	box := w.bounds(b)
	reach := greater(box.max.X-box.min.X, box.max.Y-box.min.Y)
	return float64(abs(b.spin)*float64(tau/2*reach)) <= sleepSpeed
}

// findIslands joins the active dynamic bodies that contacts, joints and sensors hold
// together, and finds for how long each island was quiet.
func (w *World) findIslands() *islands {
	s := &w.scratch
	f := &s.islands
	f.root, f.quiet = resize(f.root, s.dynamic), resize(f.quiet, s.dynamic)
	for i := range f.root {
		f.root[i], f.quiet[i] = int32(i), w.bodies[s.active[i]].quiet
	}
	for i := range s.constraints {
		w.hold(f, s.constraints[i].a, s.constraints[i].b)
	}
	for i := range s.joints {
		w.hold(f, s.joints[i].a, s.joints[i].b)
	}
	for i := range s.pairs {
		if p := &s.pairs[i]; p.sensor {
			w.hold(f, p.rankA, p.rankB)
		}
	}
	for i := range f.root {
		if r := f.find(int32(i)); f.quiet[i] < f.quiet[r] {
			f.quiet[r] = f.quiet[i]
		}
	}
	return f
}

// hold joins two movers if both are dynamic, and keeps awake what a moving kinematic
// body holds.
func (w *World) hold(f *islands, a, b int32) {
	s := &w.scratch
	if a > b {
		a, b = b, a
	}
	switch {
	case a >= s.dynamic:
	case b < s.dynamic:
		f.join(a, b)
	case int(b) < len(s.active) && w.bodies[s.active[b]].moves():
		f.quiet[a] = 0
	}
}

// moves reports whether a body has a velocity.
func (b *body) moves() bool { return b.vel != Vec{} || b.spin != 0 }

// layDown puts the islands to sleep that were quiet for long enough.
func (w *World) layDown(f *islands, enough uint16) (any bool) {
	s := &w.scratch
	for i := range f.root {
		r := f.find(int32(i))
		if f.quiet[r] < enough {
			continue
		}
		w.putToSleep(s.active[i], s.active[r]+1)
		any = true
	}
	return any
}

func (w *World) putToSleep(index, island uint16) {
	b := &w.bodies[index]
	b.asleep, b.quiet, b.vel, b.spin = island, 0, Vec{}, 0
	w.sleeping++
	w.crowd.stirred = true
}

// wakeIsland wakes an island.
func (w *World) wakeIsland(island uint16) {
	if w.rouse(island); island != 0 {
		w.sortRest()
	}
}

// rouse wakes an island but leaves its touches where they are.
func (w *World) rouse(island uint16) {
	if island == 0 {
		return
	}
	for _, i := range w.dynamic {
		if b := &w.bodies[i]; b.asleep == island {
			b.asleep = 0
			w.sleeping--
		}
	}
	w.crowd.stirred = true
}

// wakeNear wakes the islands that touch a box: where the game moved, made, destroyed
// or changed a body or a filter.
func (w *World) wakeNear(box aabb) {
	if w.sleeping == 0 {
		return
	}
	box = box.grow(margin)
	woken := false
	for _, i := range w.dynamic {
		if b := &w.bodies[i]; b.asleep != 0 && w.bounds(b).overlaps(box) {
			w.rouse(b.asleep)
			woken = true
		}
	}
	if woken {
		w.sortRest()
	}
}

// disturb wakes a body and what is near it, before it is changed.
func (w *World) disturb(b *body) {
	w.wakeIsland(b.asleep)
	w.wakeNear(w.bounds(b))
}

// wake is called at the start of a step. It wakes every island that an awake body may
// reach in this step, and then what those may reach, to the end: the least such set,
// whatever the order.
func (w *World) wake() {
	if w.sleeping == 0 {
		return
	}
	s := &w.scratch
	if w.crowd.stirred {
		w.crowd.lay(w) // and is left as it is while bodies in it wake
	}
	s.reaching = s.reaching[:0]
	for _, i := range w.dynamic {
		if b := &w.bodies[i]; b.asleep == 0 && !b.disabled && (b.kind == kindDynamic || b.moves()) {
			s.reaching = append(s.reaching, i)
		}
	}
	woken := w.wakeJoined()
	for at := 0; at < len(s.reaching); at++ {
		woken = w.wakeReached(s.reaching[at]) || woken
	}
	if woken {
		w.sortRest()
	}
}

// wakeJoined wakes what hangs on something awake by a joint. What sleeps together was
// held together, so that one pass is enough.
func (w *World) wakeJoined() (woken bool) {
	for _, i := range w.jointOrder {
		j := &w.joints[i]
		for _, p := range [2][2]uint16{{j.bodyA, j.bodyB}, {j.bodyB, j.bodyA}} {
			a, b := &w.bodies[p[0]], &w.bodies[p[1]]
			if awake := a.asleep == 0 && !a.disabled && (a.kind == kindDynamic || a.moves()); awake && b.asleep != 0 {
				w.reachIsland(b.asleep)
				woken = true
			}
		}
	}
	return woken
}

// wakeReached wakes the islands that a body may reach.
func (w *World) wakeReached(index uint16) (woken bool) {
	b := &w.bodies[index]
	still := margin + strayRoom + w.fall // how far a sleeper may be reached from
	box := w.bounds(b).grow(w.growth(b) + still)
	s := &w.scratch
	s.found = s.found[:0]
	w.crowd.beds.each(&box, func(n uint16) { s.found = append(s.found, w.crowd.sleepers[n]) })
	for _, i := range s.found {
		if o := &w.bodies[i]; o.asleep != 0 && w.reaches(b, o) {
			w.reachIsland(o.asleep)
			woken = true
		}
	}
	return woken
}

// reachIsland wakes an island in the course of wake.
func (w *World) reachIsland(island uint16) {
	s := &w.scratch
	for _, i := range w.crowd.sleepers {
		if w.bodies[i].asleep == island {
			s.reaching = append(s.reaching, i)
		}
	}
	w.rouse(island)
}

// reaches reports whether two bodies would have a contact, or one is near a sensor of
// the other.
func (w *World) reaches(a, b *body) bool {
	if w.jointed(a, b) {
		return false
	}
	if a.order > b.order {
		a, b = b, a
	}
	reach := w.reachOf(a, b)
	for i := a.first; i >= 0; i = w.shapes[i].next {
		for j := b.first; j >= 0; j = w.shapes[j].next {
			s, t := &w.shapes[i].def, &w.shapes[j].def
			if !mayMeet(s, t) || s.Sensor && t.Sensor || !w.geos[i].box.grow(reach).overlaps(w.geos[j].box) {
				continue
			}
			var m manifold
			if collide(&m, &w.geos[i], &w.geos[j], w.hulls, reach); m.count > 0 || s.Sensor || t.Sensor {
				return true
			}
		}
	}
	return false
}

// countSleepers works out the cache anew.
func (w *World) countSleepers() {
	w.sleeping = 0
	for _, i := range w.dynamic {
		if w.bodies[i].asleep != 0 {
			w.sleeping++
		}
	}
	w.crowd.stirred = true
}

// Asleep reports whether a body sleeps.
func (w *World) Asleep(id BodyID) bool {
	b := w.body(id)
	return b != nil && b.asleep != 0
}

// Wake wakes a body and its island.
func (w *World) Wake(id BodyID) {
	if b := w.body(id); b != nil {
		b.quiet = 0
		w.wakeIsland(b.asleep)
	}
}

// Sleep puts a body to sleep, and all that it might touch: what was awake comes to
// rest. Where Options.Sleep is not set, or one of them may not sleep, it does nothing.
func (w *World) Sleep(id BodyID) {
	b := w.body(id)
	if b == nil || b.kind != kindDynamic || b.disabled || b.asleep != 0 || !w.sleeps() {
		return
	}
	ids := w.Island(w.crowd.ids[:0], id)
	w.crowd.ids = ids
	first := uint64(math.MaxUint64)
	for _, id := range ids {
		if o := &w.bodies[id.Index]; o.kind == kindDynamic && (o.sleepless || o.disabled) || o.kind == kindKinematic && o.moves() {
			return
		}
		first = min(first, w.bodies[id.Index].order)
	}
	for _, id := range ids {
		w.rouse(w.bodies[id.Index].asleep)
	}
	for _, id := range ids {
		if w.bodies[id.Index].kind == kindDynamic {
			w.putToSleep(id.Index, uint16(first)+1)
		}
	}
	w.sortRest()
}
