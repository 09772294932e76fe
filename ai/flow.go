package ai

// flow is a flow field: the cost from cells to one goal for agents of one size, by
// Dijkstra from the goal outward. It goes only as far as somebody asks, and what it
// says about a cell never depends on how far it went for others: a field is a cache
// of something that follows from goal and ground, and no state.
type flow struct {
	size Size
	goal uint16
	rev  uint32 // of the ground
	used uint32 // when the field was last asked, for the cache
	cost []uint32
	// Cells wait in a ring of buckets by cost, each a list linked both ways. A step
	// costs less than the ring is long; what is in the bucket under way is final.
	bucket     [flowRing]int32
	next, last []int32
	now        uint32 // the cost of the bucket under way
	waiting    int32
}

const (
	flowScale = 100 // costs of a field are in 1/10 cell, a Path's are in 1/1000
	flowRing  = 256
	// flowDear is the most that a step costs beyond its length, in 1/10 cell: what is
	// dearer on the ground is no dearer in a field.
	flowDear = flowRing - costPortal/flowScale - 1
	unknown  = ^uint32(0) // no way found yet
	final    = 1 << 31    // the cost is settled
)

// flows is a cache of fields; the one unused for longest makes room.
type flows struct {
	list  []flow
	clock uint32
}

// flow returns the field of a goal.
func (s *Search) flow(size Size, goal uint16) *flow {
	c := &s.flows
	c.clock++
	oldest := 0
	for i := range c.list {
		f := &c.list[i]
		if f.size == size && f.goal == goal && f.rev == s.ground.rev {
			f.used = c.clock
			return f
		}
		if c.clock-f.used > c.clock-c.list[oldest].used {
			oldest = i
		}
	}
	if len(c.list) < MaxPrey*len(s.nav.layers) {
		oldest = len(c.list)
		cells := s.nav.Cells()
		c.list = append(c.list, flow{cost: make([]uint32, cells), next: make([]int32, cells), last: make([]int32, cells)})
	}
	f := &c.list[oldest]
	f.used = c.clock
	f.begin(size, goal, s.ground.rev)
	return f
}

func (f *flow) begin(size Size, goal uint16, rev uint32) {
	f.size, f.goal, f.rev, f.now, f.waiting = size, goal, rev, 0, 0
	for i := range f.cost {
		f.cost[i] = unknown
	}
	for i := range f.bucket {
		f.bucket[i] = -1
	}
	f.offer(int32(goal), 0)
}

// offer notes a way from a cell to the goal.
func (f *flow) offer(cell int32, cost uint32) {
	old := f.cost[cell]
	if old != unknown && (old&final != 0 || old <= cost) {
		return
	}
	if old != unknown {
		f.unlink(cell, old)
	}
	f.cost[cell] = cost
	b := &f.bucket[cost%flowRing]
	f.next[cell], f.last[cell] = *b, -1
	if *b >= 0 {
		f.last[*b] = cell
	}
	*b = cell
	f.waiting++
}

func (f *flow) unlink(cell int32, cost uint32) {
	next, last := f.next[cell], f.last[cell]
	if last >= 0 {
		f.next[last] = next
	} else {
		f.bucket[cost%flowRing] = next
	}
	if next >= 0 {
		f.last[next] = last
	}
	f.waiting--
}

// toward returns the cell to walk to next from a cell, or ok false when there is no
// way or it stands at the goal: of equally good neighbours the first in the order of
// steps.
func (s *Search) toward(f *flow, cell uint16) (next uint16, ok bool) {
	for f.cost[cell] == unknown || f.cost[cell]&final == 0 {
		if f.waiting == 0 {
			return cell, false
		}
		s.settle(f)
	}
	l := &s.nav.layers[f.size]
	if exit := l.exit[cell]; exit != cell || cell == f.goal {
		return exit, exit != cell
	}
	here := f.cost[cell]
	for d := range steps {
		if l.links[cell]&(1<<d) == 0 {
			continue
		}
		n := int32(cell) + s.nav.offset[d]
		if cost, ok := s.stride(f.size, int32(cell), d); ok && f.cost[n] != unknown && f.cost[n]+cost == here {
			return uint16(n), true
		}
	}
	return cell, false
}

// settle takes the cells of the least cost and offers ways to their neighbours.
func (s *Search) settle(f *flow) {
	for f.bucket[f.now%flowRing] < 0 {
		f.now++
	}
	cell := f.bucket[f.now%flowRing]
	f.unlink(cell, f.now)
	f.cost[cell] |= final
	l := &s.nav.layers[f.size]
	links := l.links[cell] // they go both ways
	for d := range steps {
		from := cell + s.nav.offset[d]
		if links&(1<<d) == 0 || f.cost[from] != unknown && f.cost[from]&final != 0 || l.exit[from] != uint16(from) {
			continue
		}
		// The way is walked from there to here.
		if cost, ok := s.stride(f.size, from, (d+4)%8); ok {
			f.offer(from, f.now+cost)
		}
	}
	l.entries(uint16(cell), func(from uint16) {
		if s.nav.stands(f.size, from) && s.ground.open(f.size, int32(from)) {
			f.offer(int32(from), f.now+costPortal/flowScale)
		}
	})
}

// stride returns what a linked step from a cell costs in a field. A step out of a
// blocked cell is allowed, into one is not.
func (s *Search) stride(size Size, cell int32, d int) (cost uint32, ok bool) {
	to := cell + s.nav.offset[d]
	if !s.ground.open(size, to) {
		return 0, false
	}
	cost = costStraight / flowScale
	if d&1 != 0 { // both cells beside a diagonal are to be free
		if !s.ground.open(size, cell+s.nav.offset[d-1]) || !s.ground.open(size, cell+s.nav.offset[(d+1)&7]) {
			return 0, false
		}
		cost = costDiagonal / flowScale
	}
	return cost + min(s.ground.cost(to)/flowScale, flowDear-costDiagonal/flowScale), true
}
