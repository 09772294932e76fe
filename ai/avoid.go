package ai

const (
	avoidReach = 2.5 // units: who is farther off is not in the way
	avoidTime  = 0.8 // seconds to look ahead
)

// turns are the ways round an obstacle that are tried, least first, as cosine and
// sine: 30, 60 and 90 degrees, right before left, so that two who meet pass.
var turns = [...]struct{ cos, sin float64 }{
	{0.8660254037844387, 0.5}, {0.8660254037844387, -0.5}, {0.5, 0.8660254037844386}, {0.5, -0.8660254037844386}, {0, 1}, {0, -1},
}

// around is who may be in the way.
type around struct {
	n   uint8
	who [8]struct {
		pos, vel vec // relative to the agent
		size     float64
	}
}

// near collects the first few of the friends, and of the foes in sight, that are close.
func (a *around) near(p *Percept, m *memory, radius float64) {
	a.n = 0
	for i := range p.Others {
		o := &p.Others[i]
		d := sub(o.Pos, p.Self.Pos)
		if !o.Alive || dot(d, d) > avoidReach*avoidReach || !o.Friend && !m.of(o.ID).inSight(p.Tick) {
			continue
		}
		w := &a.who[a.n]
		w.pos, w.vel, w.size = d, o.Vel, radius+radius
		if o.Size > 0 {
			w.size = radius + float64(float64(o.Size)/256)
		}
		if a.n++; int(a.n) == len(a.who) {
			return
		}
	}
}

// meets returns in how many seconds an agent that walks so meets somebody, avoidTime
// for not before.
func (a *around) meets(vel vec) float64 {
	soonest := avoidTime
	for i := range a.n {
		w := &a.who[i]
		v := sub(vel, w.vel)
		along, v2 := dot(w.pos, v), dot(v, v)
		if along <= 0 || v2 == 0 {
			continue // moving apart
		}
		when := along / v2
		if miss := sub(w.pos, scale(v, when)); dot(miss, miss) < float64(w.size*w.size) {
			soonest = min(soonest, max(0, when-w.size/length(v)))
		}
	}
	return soonest
}

// avoid turns a wish to walk so that it meets nobody soon, nor leaves the ground.
func (t *thought) avoid(want vec) vec {
	s, p, size := t.s, t.p, t.b.size
	if (want == vec{}) {
		return want
	}
	var a around
	a.near(p, &t.b.memory, s.nav.layers[size].radius)
	if a.n == 0 {
		return want
	}
	speed := max(p.Speed, 1)
	best, bestTime := want, a.meets(scale(want, speed))
	if bestTime >= avoidTime {
		return want
	}
	for _, k := range turns {
		dir := vec{X: float64(want.X*k.cos) - float64(want.Y*k.sin), Y: float64(want.X*k.sin) + float64(want.Y*k.cos)}
		if when := a.meets(scale(dir, speed)); when > bestTime && s.safe(size, p.Self.Pos, dir) {
			best, bestTime = dir, when
			if when >= avoidTime {
				break
			}
		}
	}
	return best
}

// safe reports whether a step in a direction stays on ground that is free, without
// danger, and takes nobody elsewhere.
func (s *Search) safe(size Size, pos, dir vec) bool {
	cell := s.nav.at(add(pos, scale(dir, s.nav.layers[size].radius+s.nav.cell)))
	l := &s.nav.layers[size]
	return l.region[cell] >= 0 && s.ground.open(size, cell) && s.ground.cost(cell) == 0 && l.exit[cell] == uint16(cell)
}
