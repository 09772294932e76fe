package ai

// snag sees to it that a bot which wants to get on and does not tries something else:
// first a push to the side, then another way round the place, then another goal.
type snag struct {
	still    point  // where it was when it last got on,
	since    uint32 // at that tick
	least    int32  // the least distance left to the waypoint, 1/4096 unit,
	leastAt  uint32 // at that tick
	leastTo  uint16 // to that cell
	tries    uint8
	push     uint8  // the step that a push goes to
	pushTill uint32 // zero: no push
	shun     point  // the place to keep away from
	shunTill uint32 // zero: none
	gaveUp   bool   // to be told at the next thought
}

const (
	stillMs  = 700  // how long a bot that wants to walk may stand
	gainMs   = 2500 // how long it may walk without coming nearer
	shunMs   = 8000
	shunSize = 1.6 // units
	vainSize = 6.0 // units: whom mates see so near to it is not looked for either
	maxTries = 4
)

func (g *snag) pushes(now uint32) bool { return g.pushTill-now-1 < 1<<31-1 && g.pushTill != 0 }

// shuns returns the place to find ways around.
func (g *snag) shuns(now uint32) shun {
	if g.shunTill == 0 || g.shunTill-now-1 >= 1<<31-1 {
		return shun{}
	}
	return shun{pos: g.shun.vec(), radius: shunSize}
}

// shunFor keeps away from a place for a while.
func (g *snag) shunFor(place point, p *Percept) {
	g.shun, g.shunTill = place, p.Tick+p.ticks(shunMs)
}

// avoids reports whether a place is at what the bot could not get past lately.
func (g *snag) avoids(now uint32, place vec) bool { return g.shunned(now, place, shunSize) }

// vain reports whether a place is near where there was nothing to be found lately.
func (g *snag) vain(now uint32, place vec) bool { return g.shunned(now, place, vainSize) }

func (g *snag) shunned(now uint32, place vec, radius float64) bool {
	return g.shuns(now).radius > 0 && distance2(g.shun.vec(), place) < float64(radius*radius)
}

// unstick watches over a wish to walk, and changes it when it leads nowhere.
func (t *thought) unstick(move vec) vec {
	g, p, now := &t.b.snag, t.p, t.p.Tick
	if g.pushes(now) {
		return unit(vec{X: float64(steps[g.push].dx), Y: float64(steps[g.push].dy)})
	}
	g.pushTill = 0
	if (move == vec{}) {
		g.still, g.since, g.leastAt = toPoint(p.Self.Pos), now, now
		return move
	}
	t.gain()
	if distance(g.still.vec(), p.Self.Pos) > float64(t.s.nav.cell*0.7) {
		g.still, g.since = toPoint(p.Self.Pos), now
		if now-g.leastAt < p.ticks(stillMs) && now-g.pushTill > p.ticks(2000) {
			g.tries = 0
		}
	}
	if now-g.since < p.ticks(stillMs) && now-g.leastAt < p.ticks(gainMs) {
		return move
	}
	g.still, g.since, g.leastAt = toPoint(p.Self.Pos), now, now
	g.tries++
	if g.tries%2 == 0 || g.tries >= maxTries {
		g.shunFor(toPoint(t.onMap(add(p.Self.Pos, scale(move, 0.8)))), p)
		t.b.route.path, t.b.route.at, t.b.route.asked = Path{}, 0, false
	}
	if g.tries >= maxTries {
		g.tries, g.gaveUp = 0, true
		return move
	}
	g.push = uint8(t.rnd.at(now, drawPush) >> 29)
	g.pushTill = now + p.ticks(t.rnd.between(now, drawPushTicks, 150, 450))
	return move
}

// gain notes when the bot came nearer to its waypoint than ever.
func (t *thought) gain() {
	g, r := &t.b.snag, &t.b.route
	if r.at >= r.path.Len {
		g.leastAt = t.p.Tick
		return
	}
	cell := r.path.Cells[r.at]
	left := fixed(distance(t.p.Self.Pos, t.s.nav.Center(cell)))
	if cell != g.leastTo || left < g.least-fixed(0.2) {
		g.least, g.leastTo, g.leastAt = left, cell, t.p.Tick
	}
}
