package physics

// CopySubset makes the receiver a world with the static bodies of src and, of the
// others, those listed: with their ids, joints between them, and what lies between
// them of touches and impulses, but without events. Bodies that sleep come with all of
// their island. It is for prediction: a world of whole islands (see Island) steps as
// they do in src. Warm, it allocates nothing.
func (w *World) CopySubset(src *World, ids []BodyID) {
	w.CopyFrom(src)
	var keep, islands [MaxBodies/64 + 1]uint64
	in, asleep := bitset(keep[:]), bitset(islands[:])
	for _, id := range ids {
		if b := w.body(id); b != nil {
			in.mark(int32(id.Index))
			asleep.mark(int32(b.asleep))
		}
	}
	asleep.remove(0)
	dynamic := w.dynamic[:0]
	for _, i := range w.dynamic {
		if in.has(int32(i)) || asleep.has(int32(w.bodies[i].asleep)) {
			dynamic = append(dynamic, i)
		} else {
			w.vacate(i)
		}
	}
	w.dynamic = dynamic
	w.countSleepers()
	w.forget()
}

// CopyArea is CopySubset of the bodies in a box along the axes, given by its centre and
// half its size, and of all in their islands.
func (w *World) CopyArea(src *World, center, half Vec) {
	box := aabb{center.sub(half), center.add(half)}
	ids := w.crowd.ids[:0]
	for _, i := range src.dynamic {
		if b := &src.bodies[i]; src.bounds(b).overlaps(box) {
			ids = append(ids, BodyID{i, b.gen})
		}
	}
	ids = src.closure(ids, 0)
	w.CopySubset(src, ids)
	w.crowd.ids = ids
}

// forget drops what the world keeps of bodies that are not there.
func (w *World) forget() {
	w.begins, w.ends = w.begins[:0], w.ends[:0]
	w.sensorBegins, w.sensorEnds = w.sensorBegins[:0], w.sensorEnds[:0]
	w.breaks, w.hits, w.moves = w.breaks[:0], w.hits[:0], w.moves[:0]
	w.touching, w.overlapping = w.known(w.touching), w.known(w.overlapping)
	w.rested, w.restOverlap = w.known(w.rested), w.known(w.restOverlap)
	w.memory, w.restMemory = w.knownMemory(w.memory), w.knownMemory(w.restMemory)
}

func (w *World) known(ts []touch) []touch {
	kept := ts[:0]
	for i := range ts {
		if w.Valid(ts[i].bodyA) && w.Valid(ts[i].bodyB) {
			kept = append(kept, ts[i])
		}
	}
	return kept
}

func (w *World) knownMemory(ms []memory) []memory {
	kept := ms[:0]
	for i := range ms {
		if s := ms[i].order.shapes; w.shape(shapeID(s>>32)) != nil && w.shape(shapeID(s)) != nil {
			kept = append(kept, ms[i])
		}
	}
	return kept
}

// Island appends a body and all that it can have to do with in the next step, directly
// or through others: bodies so near that they may touch, and bodies at its joints. The
// order is that of keys. A kinematic body is part of an island but holds none together;
// static bodies are in none.
func (w *World) Island(dst []BodyID, id BodyID) []BodyID {
	b := w.body(id)
	if b == nil || b.kind == kindStatic {
		return dst
	}
	first := len(dst)
	return w.closure(append(dst, id), first)
}

// closure extends the bodies from first on by their islands.
func (w *World) closure(dst []BodyID, first int) []BodyID {
	var seen [MaxBodies / 64]uint64
	in := bitset(seen[:])
	for _, id := range dst[first:] {
		in.mark(int32(id.Index))
	}
	widest := 0.0
	for _, i := range w.dynamic {
		widest = greater(widest, w.growth(&w.bodies[i]))
	}
	add := func(i uint16) {
		if b := &w.bodies[i]; b.kind != kindStatic && !in.has(int32(i)) {
			in.mark(int32(i))
			dst = append(dst, BodyID{i, b.gen})
		}
	}
	for at := first; at < len(dst); at++ {
		i := dst[at].Index
		b := &w.bodies[i]
		if b.kind != kindDynamic || b.disabled {
			continue
		}
		fat := w.bounds(b).grow(w.growth(b))
		around := fat.grow(widest)
		view{w: w}.within(&around, func(shape int32, _ *geometry) {
			other := w.shapes[shape].body
			if o := &w.bodies[other]; w.bounds(o).grow(w.growth(o)).overlaps(fat) {
				add(other)
			}
		})
		for n := range w.joints {
			if j := &w.joints[n]; b.joints > 0 && j.def.Kind != 0 && (j.bodyA == i || j.bodyB == i) {
				add(j.bodyA)
				add(j.bodyB)
			}
		}
	}
	return w.sortBodies(dst, first)
}
