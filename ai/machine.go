package ai

import "hindsight/sim/row"

// change applies the table of transitions to the news.
func (t *thought) change() {
	b := t.b
	if r := t.news.next(b.state); r != nil {
		t.enter(r)
	}
	if t.squad != nil {
		what := b.task.id
		if alert.has(b.state) || combat.has(b.state) {
			what = b.target
		}
		t.squad.claim(t.p.Self.ID, what, b.state, t.p)
	}
}

// enter does what a rule says. Going from a state to itself is a new beginning of it,
// for a new task or target, and no transition to tell of, unless somebody spawned.
func (t *thought) enter(r *rule) {
	b, p := t.b, t.p
	from, to := b.state, r.to
	who := t.news.who[r.on]
	switch {
	case to == byTask:
		if from == Patrol && r.on == Stuck {
			b.task = task{since: p.Tick}
		} else {
			b.task = t.best()
		}
		to = b.task.state
		b.target = row.ID{}
	case r.on == Lost || r.on == Told || r.on == Saw:
		b.target = who
	}
	if from == to && r.on != Spawned && to != Patrol && to != Collect && to != Seek && to != Investigate {
		return
	}
	if from != to || r.on == Spawned {
		b.last = Transition{From: from, To: to, Reason: r.on, Who: who, Tick: p.Tick}
	}
	b.state, b.since = to, p.Tick
	b.route.drop()
	switch to {
	case Investigate:
		if from == Chase { // nobody there: no more to be remembered of it
			if k := b.memory.find(b.target); k >= 0 && !b.memory.list[k].inSight(p.Tick) {
				if b.memory.list[k].told { // mates see it, and it does not see more from here
					b.snag.shunFor(b.memory.list[k].pos, p)
				}
				b.memory.remove(uint8(k))
			}
			b.hunch = hunch{pos: toPoint(p.Self.Pos), tick: p.Tick}
			return
		}
		b.route.head(t.s.ground.nearest(b.size, b.hunch.pos.vec(), t.here()))
	case Chase:
		last := b.memory.of(b.target)
		if last == nil {
			if last = b.memory.freshest(p.Tick); last == nil {
				return // and bored at the next thought
			}
			b.target = last.id
		}
		b.fight.aimThrow(t, last)
		place := add(last.pos.vec(), scale(last.vel.vec(), 0.4))
		b.route.head(t.s.ground.nearest(b.size, t.onMap(place), t.here()))
	case Attack:
		b.fight.begin()
	case Cover, Flee:
		if to == Flee {
			b.fight.fled = p.Tick
		}
		b.route.head(t.shelter(to == Flee))
	case Seek, Collect, Carry, Escort, Defend:
		b.route.head(t.s.ground.nearest(b.size, b.task.pos.vec(), t.here()))
	}
}

// here returns the cell that the bot stands in.
func (t *thought) here() uint16 { return t.s.nav.Nearest(t.b.size, t.p.Self.Pos) }

const coverTries = 10

// shelter returns a cell to hide at: of a few random ones around the nearest out of
// sight of the foe that it knows best. Who flees goes to where health lies, if that is
// not past the foe.
func (t *thought) shelter(flees bool) uint16 {
	b, p, g := t.b, t.p, t.s.ground
	here := t.here()
	foe := b.memory.freshest(p.Tick)
	if t.foe != nil {
		foe = t.foe
	}
	if foe == nil {
		return here
	}
	danger := foe.pos.vec()
	best, bestScore := here, 1e9
	try := func(place vec, bonus float64) {
		cell := g.nearest(b.size, t.onMap(place), here)
		place = t.s.nav.Center(cell)
		score := distance(p.Self.Pos, place) - float64(0.7*distance(danger, place)) - bonus
		if g.Visible(danger, place) {
			score += 25
		}
		if score < bestScore {
			best, bestScore = cell, score
		}
	}
	if flees {
		for i := range p.Items {
			x := &p.Items[i]
			if x.Ready && x.Kind == ItemHealth && distance(x.Pos, p.Self.Pos) < itemRange && distance(x.Pos, p.Self.Pos) < distance(x.Pos, danger) {
				try(x.Pos, 22)
			}
		}
	}
	for i := range uint8(coverTries) {
		draw := t.rnd.at(p.Tick, drawCover+i)
		far := 4 + float64(float64(draw>>16)*(14.0/65536))
		try(add(p.Self.Pos, scale(fromAim(uint16(draw)), far)), 0)
	}
	return best
}
