package ai

import (
	"math"
)

// move returns the direction to walk in, of length 1 or zero.
func (t *thought) move() vec {
	want := t.wish()
	if t.foe == nil || t.b.state != Attack {
		want = t.unstick(want)
	}
	return t.dodge(t.avoid(want))
}

// wish is where the bot would walk if nobody were in its way.
func (t *thought) wish() vec {
	b, p, s := t.b, t.p, t.s
	switch b.state {
	case Attack:
		if t.foe != nil {
			return t.strafe()
		}
		return vec{}
	case Patrol:
		if b.route.done() {
			b.route.head(s.nav.random(b.size, t.here(), t.rnd.at(p.Tick, drawRoam)))
		}
	case Chase:
		if last := b.memory.of(b.target); last != nil {
			t.facing = sub(last.pos.vec(), p.Self.Pos)
		}
	case Investigate:
		t.facing = sub(b.hunch.pos.vec(), p.Self.Pos)
		if b.route.done() || dot(t.facing, t.facing) < 4 {
			t.scan()
		}
	case Defend:
		return t.guard()
	case Escort:
		place := b.task.pos.vec()
		if distance(p.Self.Pos, place) < 3 {
			b.route.drop()
			t.scan()
			return vec{}
		}
		b.route.follow(s.nav, s.ground.nearest(b.size, place, t.here()))
	case Seek, Carry:
		place := b.task.pos.vec()
		if distance(p.Self.Pos, place) < 0.6 {
			return vec{}
		}
		if b.route.done() && distance(p.Self.Pos, place) < 2 && s.nav.squeeze(b.size, p.Self.Pos, place) {
			return unit(sub(place, p.Self.Pos)) // the last step off the grid
		}
		b.route.follow(s.nav, s.ground.nearest(b.size, place, t.here()))
	case Collect:
		place := b.task.pos.vec()
		if b.route.done() && s.nav.squeeze(b.size, p.Self.Pos, place) {
			return unit(sub(place, p.Self.Pos))
		}
	case Cover, Flee:
		if b.route.done() {
			if last := b.memory.freshest(p.Tick); last != nil {
				t.facing = sub(last.pos.vec(), p.Self.Pos)
			}
		}
	}
	return t.walk()
}

// guard moves about in an area: to some place in it, a look round, and on.
func (t *thought) guard() vec {
	b, p, s := t.b, t.p, t.s
	place := b.task.pos.vec()
	if !b.task.within(p.Self.Pos, 1) {
		b.route.follow(s.nav, s.ground.nearest(b.size, place, t.here()))
		return t.walk()
	}
	if b.route.done() {
		t.scan()
		if t.now(p.ticks(lookMs)) {
			draw := t.rnd.at(p.Tick, drawRoam)
			r := float64(fixedUnits(b.task.radius) * float64(draw>>16) / 65536)
			b.route.head(s.ground.nearest(b.size, t.onMap(add(place, scale(fromAim(uint16(draw)), r))), t.here()))
		}
	}
	return t.walk()
}

// scan looks somewhere else every now and then.
func (t *thought) scan() {
	epoch := t.p.Tick / t.p.ticks(700)
	t.facing = fromAim(uint16(t.rnd.at(epoch, drawLook)))
}

// strafe moves round the foe, at a distance at which the weapon in hand is good.
func (t *thought) strafe() vec {
	b, p := t.b, t.p
	to := sub(t.foe.pos.vec(), p.Self.Pos)
	away := length(to)
	f := &b.fight
	if f.strafe == 0 || f.strafeTill-p.Tick-1 >= 1<<31-1 {
		f.strafe = int8(1 - 2*int32(t.rnd.at(p.Tick, drawStrafe)&1))
		f.moves = t.rnd.chance(p.Tick, drawStrafe, t.skill.strafePct)
		f.strafeTill = p.Tick + p.ticks(t.rnd.between(p.Tick, drawStrafeTicks, 280, 800))
	}
	ahead := unit(to)
	if away == 0 {
		ahead = vec{X: 1}
	}
	near, far := float64(p.Sight*0.3), float64(p.Sight*0.6)
	if w, _ := p.gun(p.Self.Weapon); w != nil {
		near, far = w.Near+float64((w.Far-w.Near)*0.3), w.Near+float64((w.Far-w.Near)*0.8)
	}
	toward := 0.0
	switch {
	case away > far:
		toward = 1
	case away < near:
		toward = -0.8
	}
	if b.task.state == Defend && !b.task.within(p.Self.Pos, 0.9) {
		return t.back(ahead)
	}
	if !f.moves && toward == 0 {
		return vec{}
	}
	return t.step(ahead, toward)
}

// back moves toward what the bot defends.
func (t *thought) back(ahead vec) vec {
	home := unit(sub(t.b.task.pos.vec(), t.p.Self.Pos))
	if t.s.safe(t.b.size, t.p.Self.Pos, home) {
		return home
	}
	return t.step(ahead, 0)
}

// step returns the first way that is free: to the side it strafes to or the other
// one, with and then without a change of distance; else straight on or back.
func (t *thought) step(ahead vec, toward float64) vec {
	f, pos := &t.b.fight, t.p.Self.Pos
	across := scale(side(ahead), float64(f.strafe))
	for _, k := range [2]float64{toward, 0} {
		for _, sign := range [2]float64{1, -1} {
			if move := unit(add(scale(across, sign), scale(ahead, k))); t.s.safe(t.b.size, pos, move) {
				f.strafe *= int8(sign)
				return move
			}
		}
	}
	if toward >= 0 && t.s.safe(t.b.size, pos, ahead) {
		return ahead
	}
	if back := scale(ahead, -1); t.s.safe(t.b.size, pos, back) {
		return back
	}
	return vec{}
}

// stick turns a component of a unit vector into 1/127.
func stick(v float64) int8 {
	return int8(math.Floor(float64(min(max(v, -1), 1)*127) + 0.5))
}
