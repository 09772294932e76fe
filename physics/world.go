package physics

import "slices"

// World is a set of bodies that moves in equal steps. Make one with New. Its methods
// are called from one goroutine at a time; between steps any number of goroutines may
// call those that only read.
type World struct {
	opt    Options
	dt     float64
	fall   float64    // what gravity adds to a way in one step
	bodies []body     // by BodyID.Index; a slot of no kind is free
	shapes []shape    // by ShapeID.Index
	geos   []geometry // of shapes, where they are now
	hulls  []hull     // pool
	joints []joint    // by JointID.Index; a slot of no kind is free

	jointOrder []uint16 // joints in order of key
	apart      []uint32 // pairs of bodies that a joint keeps from touching, sorted

	freeBodies, freeShapes, freeJoints bitset // slots of no kind; caches

	freeHulls int32

	dynamic []uint16 // dynamic bodies and then kinematic ones, in order
	static  statics
	crowd   crowd

	touching    []touch  // contacts at the end of the last step, in order
	overlapping []touch  // the same of sensors
	memory      []memory // impulses at the end of the last step, in order

	// The same of what sleeps.
	rested, restOverlap []touch
	restMemory          []memory
	sleeping            int32 // how many bodies sleep: a cache

	begins, ends             []ContactEvent
	sensorBegins, sensorEnds []SensorEvent
	breaks                   []JointEvent
	hits                     []HitEvent
	moves                    []MoveEvent

	scratch scratch // means nothing between steps
}

// New makes an empty world. Options out of bounds are brought within them: gravity to
// none, the others to the nearest bound.
func New(opt Options) *World {
	if opt.SubSteps == 0 {
		opt.SubSteps = 4
	}
	opt.Rate, opt.SubSteps = min(max(opt.Rate, 1), MaxRate), min(max(opt.SubSteps, 1), MaxSubSteps)
	if !opt.Gravity.within(MaxSpeed) {
		opt.Gravity = Vec{}
	}
	dt := 1 / float64(opt.Rate)
	return &World{opt: opt, dt: dt, fall: float64(float64(opt.Gravity.length()*dt) * dt)}
}

// CopyFrom makes the receiver equal to src, options and events of the last step
// included. Warm, it allocates nothing.
func (w *World) CopyFrom(src *World) {
	w.opt, w.dt, w.fall = src.opt, src.dt, src.fall
	w.bodies = append(w.bodies[:0], src.bodies...)
	w.shapes = append(w.shapes[:0], src.shapes...)
	w.geos = append(w.geos[:0], src.geos...)
	w.hulls = append(w.hulls[:0], src.hulls...)
	w.joints = append(w.joints[:0], src.joints...)
	w.jointOrder = append(w.jointOrder[:0], src.jointOrder...)
	w.apart = append(w.apart[:0], src.apart...)
	w.breaks = append(w.breaks[:0], src.breaks...)
	w.freeBodies = append(w.freeBodies[:0], src.freeBodies...)
	w.freeShapes = append(w.freeShapes[:0], src.freeShapes...)
	w.freeHulls = src.freeHulls
	w.freeJoints = append(w.freeJoints[:0], src.freeJoints...)
	w.dynamic = append(w.dynamic[:0], src.dynamic...)
	w.static.copyFrom(&src.static)
	w.crowd.copyFrom(&src.crowd)
	w.touching = append(w.touching[:0], src.touching...)
	w.overlapping = append(w.overlapping[:0], src.overlapping...)
	w.memory = append(w.memory[:0], src.memory...)
	w.rested = append(w.rested[:0], src.rested...)
	w.restOverlap = append(w.restOverlap[:0], src.restOverlap...)
	w.restMemory = append(w.restMemory[:0], src.restMemory...)
	w.sleeping = src.sleeping
	w.hits = append(w.hits[:0], src.hits...)
	w.moves = append(w.moves[:0], src.moves...)
	w.begins = append(w.begins[:0], src.begins...)
	w.ends = append(w.ends[:0], src.ends...)
	w.sensorBegins = append(w.sensorBegins[:0], src.sensorBegins...)
	w.sensorEnds = append(w.sensorEnds[:0], src.sensorEnds...)
}

// Step advances the world by 1/Rate seconds.
func (w *World) Step() {
	w.static.refresh(w)
	w.wake()
	w.gather()
	w.findPairs()
	w.collide()
	w.color()
	w.solve()
	w.finish()
	w.reportHits()
	w.report()
	if !w.opt.Memoryless {
		w.remember()
	}
	w.rest()
	w.reportMoves()
}

// insertDynamic puts a new dynamic body into its place.
func (w *World) insertDynamic(index uint16) {
	w.dynamic = slices.Insert(w.dynamic, w.dynamicPlace(w.bodies[index].order), index)
}

// dynamicPlace returns where a body of an order is in w.dynamic, or would be.
func (w *World) dynamicPlace(order uint64) int {
	at, _ := slices.BinarySearchFunc(w.dynamic, order, func(i uint16, order uint64) int {
		if w.bodies[i].order < order {
			return -1
		}
		return 1
	})
	return at
}

func (w *World) removeDynamic(index uint16) {
	at := w.dynamicPlace(w.bodies[index].order)
	w.dynamic = slices.Delete(w.dynamic, at, at+1)
}
