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

	freeBodies, freeShapes int32
	dynamic                []uint16 // dynamic bodies in order of key
	static                 statics

	touching    []touch  // contacts at the end of the last step, in order
	overlapping []touch  // the same of sensors
	memory      []memory // impulses at the end of the last step, in order

	begins, ends             []ContactEvent
	sensorBegins, sensorEnds []SensorEvent

	scratch scratch // means nothing between steps
}

// New makes an empty world. It panics when the options are out of bounds.
func New(opt Options) *World {
	if opt.SubSteps == 0 {
		opt.SubSteps = 4
	}
	if opt.Rate < 1 || opt.Rate > MaxRate || opt.SubSteps < 1 || opt.SubSteps > MaxSubSteps || !opt.Gravity.within(MaxSpeed) {
		panic("physics: options out of bounds")
	}
	dt := 1 / float64(opt.Rate)
	return &World{opt: opt, dt: dt, fall: float64(float64(opt.Gravity.length()*dt) * dt)}
}

// CopyFrom makes the receiver equal to src, which must have the same Options, events
// of the last step included. Warm, it allocates nothing.
func (w *World) CopyFrom(src *World) {
	if w.opt != src.opt {
		panic("physics: copy between worlds of different options")
	}
	w.bodies = append(w.bodies[:0], src.bodies...)
	w.shapes = append(w.shapes[:0], src.shapes...)
	w.geos = append(w.geos[:0], src.geos...)
	w.freeBodies, w.freeShapes = src.freeBodies, src.freeShapes
	w.dynamic = append(w.dynamic[:0], src.dynamic...)
	w.static.copyFrom(&src.static)
	w.touching = append(w.touching[:0], src.touching...)
	w.overlapping = append(w.overlapping[:0], src.overlapping...)
	w.memory = append(w.memory[:0], src.memory...)
	w.begins = append(w.begins[:0], src.begins...)
	w.ends = append(w.ends[:0], src.ends...)
	w.sensorBegins = append(w.sensorBegins[:0], src.sensorBegins...)
	w.sensorEnds = append(w.sensorEnds[:0], src.sensorEnds...)
}

// Step advances the world by 1/Rate seconds.
func (w *World) Step() {
	w.static.refresh(w)
	w.gather()
	w.findPairs()
	w.collide()
	w.color()
	w.solve()
	w.finish()
	w.report()
	if !w.opt.Memoryless {
		w.remember()
	}
}

// insertDynamic puts a new dynamic body into its place.
func (w *World) insertDynamic(index uint16) {
	at, _ := slices.BinarySearchFunc(w.dynamic, w.bodies[index].order, func(i uint16, order uint64) int {
		if w.bodies[i].order < order {
			return -1
		}
		return 1
	})
	w.dynamic = slices.Insert(w.dynamic, at, index)
}

func (w *World) removeDynamic(index uint16) {
	at := slices.Index(w.dynamic, index)
	w.dynamic = slices.Delete(w.dynamic, at, at+1)
}
