package physics

import "slices"

const (
	// keepRoom and keepSteps say how far beyond its way of one step a body may get
	// before the neighbours of all are looked for again: so many units, and so many
	// steps more at its speed.
	keepRoom  = 0.25
	keepSteps = 3
)

// crowd is the broad phase of the bodies that take part in steps: a cache. A body is
// kept in a box greater than where it can get to in a step, and while every body stays
// in its box the neighbours stay the same. So a step goes over lists; what it finds in
// them depends on the boxes as they are now and not on when they were kept.
//
// Between steps it serves queries; bodies that changed since the step are loose.
type crowd struct {
	bodies []uint16 // of a rank
	sole   []int32  // of a rank: its shape; -1 of a body of none or several
	index  index    // by rank: the box that a body is kept in
	start  []int32  // of a rank's neighbours in others; one more at the end
	others []int32  // ranks above; or, from len(bodies) on, static shapes; ascending
	stale  bool     // the static shapes changed
	loose  bitset   // bodies that the index does not tell of
	known  bool     // some are loose
	ids    []BodyID // scratch of what changes the world by a query

	sleepers []uint16 // bodies that sleep, in order
	beds     index    // by place in sleepers: where they are
	lying    bitset   // the same bodies
	stirred  bool     // other bodies sleep now
}

// follow looks for neighbours if a body may leave its box in this step, or if other
// bodies take part.
func (c *crowd) follow(w *World) {
	s := &w.scratch
	if !c.holds(s.fat) {
		s.keep = s.keep[:0]
		for r, i := range s.active {
			s.keep = append(s.keep, s.fat[r].reach(w.bodies[i].vel.scale(float64(keepSteps*w.dt))).grow(keepRoom))
		}
		c.index.build(s.keep)
		c.meet(w)
		c.stale = false
	}
	c.bodies, c.sole = append(c.bodies[:0], s.active...), append(c.sole[:0], s.sole...)
	for i := c.loose.next(0); c.known && i >= 0; i = c.loose.next(i + 1) {
		c.stirred = c.stirred || w.bodies[i].asleep != 0 || c.lying.has(i)
	}
	if c.stirred {
		c.lay(w)
	}
	c.settle()
}

// lay makes the index of what sleeps. Whatever puts a body to sleep or wakes it sets
// stirred; what falls asleep at the end of a step is in the other index until the next.
// Who asks for sleepers within a step, before follow, calls it first if stirred is set.
func (c *crowd) lay(w *World) {
	boxes := w.scratch.keep[:0]
	c.sleepers = c.sleepers[:0]
	clear(c.lying)
	for _, i := range w.dynamic {
		if b := &w.bodies[i]; b.asleep != 0 && !b.disabled {
			c.sleepers = append(c.sleepers, i)
			c.lying.add(int32(i))
			boxes = append(boxes, w.bounds(b))
		}
	}
	c.beds.build(boxes)
	w.scratch.keep = boxes
	c.stirred = false
}

func (c *crowd) holds(fat []aabb) bool {
	if c.stale || len(fat) != len(c.index.place) {
		return false
	}
	for r, p := range c.index.place {
		if !c.index.boxes[p].contains(fat[r]) {
			return false
		}
	}
	return true
}

// meet lists the neighbours of every rank: sorted by counting, then each list on its
// own, which is short.
func (c *crowd) meet(w *World) {
	s := &w.scratch
	n := int32(len(s.keep))
	s.near = c.index.pairs(s.near[:0])
	s.nearStatic = s.nearStatic[:0]
	if count := len(w.static.shapes); count < len(s.keep)/4 {
		for number := range count {
			c.index.each(w.static.box(int32(number)), func(rank uint16) {
				s.nearStatic = append(s.nearStatic, uint32(rank)<<16|uint32(number))
			})
		}
	} else {
		for r := range s.keep {
			w.static.index.each(&s.keep[r], func(number uint16) {
				s.nearStatic = append(s.nearStatic, uint32(r)<<16|uint32(number))
			})
		}
	}
	c.start = resize(c.start, n+1)
	clear(c.start)
	for _, p := range s.near {
		c.start[p>>16]++
	}
	for _, p := range s.nearStatic {
		c.start[p>>16]++
	}
	var end int32
	for r := range c.start {
		end += c.start[r]
		c.start[r] = end
	}
	c.others = resize(c.others, end)
	for _, p := range s.nearStatic {
		c.enter(p>>16, n+int32(p&0xffff))
	}
	for _, p := range s.near {
		c.enter(p>>16, int32(p&0xffff))
	}
	for r := range n {
		ascend(c.others[c.start[r]:c.start[r+1]])
	}
}

func (c *crowd) enter(rank uint32, other int32) {
	c.start[rank]--
	c.others[c.start[rank]] = other
}

// ascend sorts: by insertion what is short.
func ascend(list []int32) {
	if len(list) > 24 {
		slices.Sort(list)
		return
	}
	for i := 1; i < len(list); i++ {
		v, at := list[i], i
		for ; at > 0 && list[at-1] > v; at-- {
			list[at] = list[at-1]
		}
		list[at] = v
	}
}

// loosen says that the index does not tell of a body any more, until the next step.
func (c *crowd) loosen(body uint16) {
	c.loose.add(int32(body))
	c.known = true
}

func (c *crowd) isLoose(body uint16) bool { return c.known && c.loose.has(int32(body)) }

// settle says that the index tells of every body again.
func (c *crowd) settle() {
	if c.known {
		clear(c.loose)
		c.known = false
	}
}

func (c *crowd) copyFrom(src *crowd) {
	c.bodies, c.sole = append(c.bodies[:0], src.bodies...), append(c.sole[:0], src.sole...)
	c.index.copyFrom(&src.index)
	c.start = append(c.start[:0], src.start...)
	c.others = append(c.others[:0], src.others...)
	c.loose = append(c.loose[:0], src.loose...)
	c.stale, c.known, c.stirred = src.stale, src.known, src.stirred
	c.sleepers = append(c.sleepers[:0], src.sleepers...)
	c.beds.copyFrom(&src.beds)
	c.lying = append(c.lying[:0], src.lying...)
}

// changed says that a body is not where it was, or not what it was.
func (w *World) changed(body uint16) {
	w.crowd.loosen(body)
	if w.bodies[body].kind == kindStatic {
		w.static.stale = true
	}
}
