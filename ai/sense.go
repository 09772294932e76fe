package ai

import "hindsight/sim/row"

// How far sounds reach, units.
var earshot = [soundKinds]float64{SoundStep: 9, SoundShot: 32, SoundBlast: 45}

const (
	weakAgainMs = 9000 // a bot that fled fights on for so long, however hurt
	coverMs     = 4000
	fleeMs      = 5000
	chaseMs     = 9000
	lookMs      = 2500 // how long a bot looks about at a place
	safeMs      = 2500 // without a foe in sight
)

// loudest returns the most alarming sound of the tick that reaches the bot, or nil.
func (b *Brain) loudest(p *Percept) *Sound {
	var best *Sound
	for i := range p.Sounds {
		x := &p.Sounds[i]
		if x.Friend || x.Kind >= soundKinds {
			continue
		}
		reach := float64(earshot[x.Kind]*float64(skills[b.level].hearPct)) / 100
		if distance2(x.Pos, p.Self.Pos) > float64(reach*reach) {
			continue
		}
		if best == nil || x.Kind > best.Kind || x.Kind == best.Kind && distance2(x.Pos, p.Self.Pos) < distance2(best.Pos, p.Self.Pos) {
			best = x
		}
	}
	return best
}

// sense looks, listens, and raises what happened.
func (t *thought) sense() {
	b, p, n := t.b, t.p, &t.news
	t.look = newLooker(t.s, p)
	if !b.alive {
		b.alive = true
		n.raise(Spawned, row.ID{})
	}
	gone := b.memory.look(&t.look, t.rnd, t.skill, p.ms(t.elapsed))
	if gone != (row.ID{}) && gone == b.target {
		n.raise(Killed, gone)
	}
	if t.squad != nil {
		if gone != (row.ID{}) {
			t.squad.drop(gone)
		}
		t.squad.spread(&b.memory, p)
		who := t.squad.hear(&b.memory, p)
		if last := b.memory.of(who); last != nil && !b.task.urgent && !b.snag.vain(p.Tick, last.pos.vec()) {
			n.raise(Told, who)
		}
	}
	t.foe = t.pick()
	t.feel()
	t.hear()
	t.watch()
	t.weigh()
}

// pick returns the foe in sight to deal with, nil for none: the nearest that the bot
// had time to react to, staying with the present one unless another is much nearer.
func (t *thought) pick() *sighting {
	b, p := t.b, t.p
	var best *sighting
	bestScore := 0.0
	for i := range int(b.memory.count) {
		f := &b.memory.list[i]
		if !f.known(p.Tick) {
			continue
		}
		score := distance2(p.Self.Pos, f.pos.vec())
		if f.id == b.target {
			score = float64(score * 0.4)
		}
		if best == nil || score < bestScore {
			best, bestScore = f, score
		}
	}
	return best
}

// feel raises wounds and weakness.
func (t *thought) feel() {
	b, p := t.b, t.p
	if len(p.Hurts) > 0 && t.foe == nil {
		worst := &p.Hurts[0]
		for i := range p.Hurts {
			if p.Hurts[i].Damage > worst.Damage {
				worst = &p.Hurts[i]
			}
		}
		b.hunch = hunch{pos: toPoint(t.onMap(add(p.Self.Pos, scale(fromAim(worst.From), 9)))), tick: p.Tick, kind: SoundShot}
		t.news.raise(Wounded, row.ID{})
	}
	if p.Self.HealthPct <= t.skill.fleePct && (b.fight.fled == 0 || p.Tick-b.fight.fled >= p.ticks(weakAgainMs)) && (t.foe != nil || len(p.Hurts) > 0) {
		who := row.ID{}
		if t.foe != nil {
			who = t.foe.id
		}
		t.news.raise(Weak, who)
	}
	if p.Self.Carrying != (b.state == Carry) {
		if p.Self.Carrying && t.home() != nil {
			t.news.raise(Grabbed, row.ID{})
		} else if !p.Self.Carrying {
			t.news.raise(Dropped, row.ID{})
		}
	}
}

// hear turns the loudest sound into a hunch: a place off by a quarter of its distance
// at most.
func (t *thought) hear() {
	b, p := t.b, t.p
	x := b.loudest(p)
	if x == nil || t.foe != nil || t.look.sees(x.Pos) && x.Kind == SoundShot && t.sighted(x.Pos) {
		return
	}
	off := float64(distance(x.Pos, p.Self.Pos) * 0.25)
	angle := fromAim(uint16(t.rnd.at(p.Tick, drawHear)))
	at := add(x.Pos, scale(angle, float64(off*float64(t.rnd.at(p.Tick, drawHearToo)))/(1<<32)))
	fresh := b.hunch.tick == 0 || p.Tick-b.hunch.tick > p.ticks(lookMs) || x.Kind > b.hunch.kind
	if !fresh {
		return
	}
	b.hunch = hunch{pos: toPoint(t.onMap(at)), tick: p.Tick, kind: x.Kind}
	if !b.task.urgent && !(b.state == Defend && !b.task.within(at, 2)) {
		t.news.raise(Heard, row.ID{})
	}
}

// sighted reports whether somebody in memory stands where a sound came from.
func (t *thought) sighted(place vec) bool {
	for i := range int(t.b.memory.count) {
		if x := &t.b.memory.list[i]; x.inSight(t.p.Tick) && distance2(x.pos.vec(), place) < 4 {
			return true
		}
	}
	return false
}

func (t *thought) onMap(v vec) vec {
	n := t.s.nav
	return vec{X: min(max(v.X, n.origin.X), n.origin.X+float64(float64(n.cols)*n.cell)), Y: min(max(v.Y, n.origin.Y), n.origin.Y+float64(float64(n.rows)*n.cell))}
}

// watch raises what has become of the foe, and what has taken too long.
func (t *thought) watch() {
	b, p, n := t.b, t.p, &t.news
	in := p.Tick - b.since
	target := b.memory.of(b.target)
	if t.foe != nil && !b.task.urgent {
		n.raise(Saw, t.foe.id)
	}
	switch b.state {
	case Attack:
		switch {
		case t.foe != nil:
			b.target = t.foe.id
			if !t.armed() {
				n.raise(Empty, row.ID{})
			}
		case target == nil:
			n.raise(Killed, b.target)
		case (target.told || p.Tick-target.seen > p.ticks(unbrokenMs)) && b.task.leash(target.pos.vec()):
			n.raise(Strayed, b.target)
		case target.told || p.Tick-target.seen > p.ticks(unbrokenMs): // what mates see is not in sight
			n.raise(Lost, b.target)
		}
	case Chase:
		if target == nil {
			n.raise(Bored, b.target)
		} else if b.route.done() && b.route.asked || distance(p.Self.Pos, target.pos.vec()) < 1 {
			n.raise(Arrived, b.target)
		} else if in > p.ticks(chaseMs) {
			n.raise(Bored, b.target)
		}
	case Investigate:
		if in > p.ticks(chaseMs) || b.route.done() && in > p.ticks(lookMs) {
			n.raise(Bored, row.ID{})
		}
	case Cover:
		if t.armed() && !p.Self.Busy {
			n.raise(Loaded, b.target)
		} else if in > p.ticks(coverMs) {
			n.raise(Bored, b.target)
		}
	case Flee:
		last := b.memory.freshest(p.Tick)
		if last == nil || p.Tick-last.seen > p.ticks(safeMs) || in > p.ticks(fleeMs) || p.Self.HealthPct > 60 {
			n.raise(Recover, row.ID{})
		}
	}
	if t.barred() {
		b.snag.shunFor(b.task.pos, p) // something else, for a while
		n.raise(Stuck, row.ID{})
	}
	if b.snag.gaveUp {
		b.snag.gaveUp = false
		n.raise(Stuck, row.ID{})
	}
}

// barred reports whether there is no way for now to what the bot is at.
func (t *thought) barred() bool {
	b := t.b
	place := b.task.pos.vec()
	if !calm.has(b.state) || b.state == Patrol || !b.route.asked || !b.route.done() ||
		distance(t.p.Self.Pos, place) < 2 || b.state == Defend && b.task.within(t.p.Self.Pos, 1) {
		return false
	}
	return b.route.path.Short || b.route.goal == t.s.ground.nearest(b.size, place, t.here())
}

// armed reports whether the bot has something to shoot with now.
func (t *thought) armed() bool {
	for k := range uint8(MaxWeapons) {
		if w, g := t.p.gun(k + 1); w != nil && w.FuseMs == 0 && (w.Mag == 0 || g.Mag != 0) {
			return true
		}
	}
	return t.p.Arms == nil
}
