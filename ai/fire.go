package ai

import "math"

// fight is what a brain knows of the fight it is in.
type fight struct {
	strafe     int8 // -1 or 1: to the left or right of the aim; zero before the first
	moves      bool
	strafeTill uint32
	fled       uint32 // when it last fled; zero: never
	chosen     uint32 // when it last thought of another weapon
	weapon     uint8  // that it wants in hand; zero: whatever is
	throw      point  // where to throw a grenade
	throwTill  uint32 // zero: no
}

func (f *fight) begin() { f.strafe, f.throwTill = 0, 0 }

const (
	aimSlack = 250 // how near the aim must be to where it is meant to go, at least
	// aimAtOne is the angle of 1 unit at distance 1, small angles taken as their
	// sines: 65536 / (2*pi).
	aimAtOne = 10430
	quietMs  = 1200 // without anyone in sight are a chance to reload
	holdMs   = 700  // a charged shot is kept for a foe that went out of sight
)

// shoot aims, and decides on trigger, reload and the weapon in hand.
func (t *thought) shoot(move vec) Intent {
	p := t.p
	in := Intent{Aim: p.Self.Aim}
	if t.throws(&in) {
		return in
	}
	in.Weapon = t.choose()
	w, g := p.gun(p.Self.Weapon)
	if t.foe == nil {
		t.gaze(move, &in)
		in.Reload = t.reloads(w, g)
		return in
	}
	want := t.aim(w)
	in.Aim = t.turn(p.Self.Aim, want)
	if p.Arms == nil {
		in.Fire = t.onTarget(in.Aim, want, nil) && t.inBurst(nil)
		return in
	}
	if w == nil || p.Self.Busy || in.Weapon != 0 && in.Weapon != p.Self.Weapon {
		return in
	}
	if w.Mag > 0 && g.Mag == 0 {
		in.Reload = g.Reserve != 0
		return in
	}
	on := t.onTarget(in.Aim, want, w) && t.lineFree(w)
	switch {
	case w.ChargeMs > 0:
		in.Fire = on || p.Self.ChargePct < 85 // better lose the charge than the shot
	case w.IntervalMs >= 300 || w.Near == 0 && w.Far < 3: // each shot by itself
		in.Fire = on
	default:
		in.Fire = on && t.inBurst(w)
	}
	return in
}

// gaze turns the aim without a foe: to where something is expected, else along the
// way, and now and then over the shoulder.
func (t *thought) gaze(move vec, in *Intent) {
	p, look := t.p, t.facing
	if (look == vec{}) {
		look = move
		every := p.ticks(t.skill.lookMs)
		if phase := (p.Tick + uint32(p.Self.ID.Index)*37) % every; phase < p.ticks(350) && t.b.state == Patrol {
			look = scale(look, -1)
		}
	}
	if (look != vec{}) {
		in.Aim = t.turn(p.Self.Aim, toAim(look))
	}
}

// reloads decides on a reload with nobody to shoot at: when empty, and in a quiet
// moment when a third is gone.
func (t *thought) reloads(w *Weapon, g *Gun) bool {
	p := t.p
	if w == nil || w.Mag <= 0 || p.Self.Busy || g.Mag >= w.Mag || g.Reserve == 0 {
		return false
	}
	last := t.b.memory.freshest(p.Tick)
	quiet := last == nil || p.Tick-last.seen > p.ticks(quietMs)
	return g.Mag <= 0 || quiet && 3*int32(g.Mag) <= 2*int32(w.Mag)
}

// onTarget reports whether the aim is near enough to where it is meant to go: half of
// the foe's width, and of what the weapon spreads or blasts.
func (t *thought) onTarget(aim, want uint16, w *Weapon) bool {
	far := distance(t.p.Self.Pos, t.foe.pos.vec())
	wide := t.s.nav.layers[t.b.size].radius
	slack := int32(aimSlack)
	if w != nil {
		wide += float64(w.Blast * 0.3)
		slack += int32(w.Spread) / 2
	}
	slack += int32(float64(aimAtOne*wide) / max(far, 1))
	off := int32(int16(aim - want))
	return max(off, -off) <= slack
}

// lineFree reports whether a shot would meet neither a friend nor the shooter.
func (t *thought) lineFree(w *Weapon) bool {
	p := t.p
	target := t.foe.pos.vec()
	if w.Blast > 0 && distance(p.Self.Pos, target) < w.Blast+0.5 {
		return false
	}
	radius := float64(t.s.nav.layers[t.b.size].radius * 1.3)
	for i := range p.Others {
		o := &p.Others[i]
		if !o.Friend || !o.Alive {
			continue
		}
		if segmentDistance2(o.Pos, p.Self.Pos, target) < float64(radius*radius) || w.Blast > 0 && distance2(o.Pos, target) < float64(w.Blast*w.Blast) {
			return false
		}
	}
	return true
}

// inBurst tells bursts from pauses, counted from when the foe became a target. Near
// by, the trigger is held.
func (t *thought) inBurst(w *Weapon) bool {
	p, f, sk := t.p, t.foe, t.skill
	burst, pause := p.ticks(sk.burstMs), p.ticks(sk.pauseMs)
	if w != nil && distance(p.Self.Pos, f.pos.vec()) < float64(w.Far*0.3) {
		burst, pause = 2*burst, pause/2
	}
	period := max(burst+pause, 1)
	// Bots that see each other at the same tick must not fire in step for ever.
	shift := t.rnd.at(f.since, drawBurst) % max(burst, 1)
	return (p.Tick-f.since-uint32(f.react)+shift)%period < burst
}

// aimThrow takes aim at where somebody went out of sight, if the bot throws, has
// something to throw, and it is neither too near nor too far.
func (f *fight) aimThrow(t *thought, last *sighting) {
	p := t.p
	if number := t.thrown(); t.skill.throws && number != 0 && !last.told {
		w := &p.Arms[number]
		if far := distance(p.Self.Pos, last.pos.vec()); far >= w.Near && far <= w.Far && p.Tick-last.seen < p.ticks(1500) {
			f.throw, f.throwTill = last.pos, p.Tick+p.ticks(1800)
		}
	}
}

// thrown returns the weapon to throw, 0 for none.
func (t *thought) thrown() uint8 {
	for k := range uint8(MaxWeapons) {
		if w, g := t.p.gun(k + 1); w != nil && w.FuseMs > 0 && (g.Mag != 0 || g.Reserve != 0) {
			return k + 1
		}
	}
	return 0
}

// throws sees a throw through; it reports whether it is about one.
func (t *thought) throws(in *Intent) bool {
	f, p := &t.b.fight, t.p
	number := uint8(0)
	if f.throwTill != 0 && t.foe == nil {
		number = t.thrown()
	}
	if number == 0 || f.throwTill-p.Tick-1 >= 1<<31-1 {
		f.throwTill = 0
		return false
	}
	to := sub(f.throw.vec(), p.Self.Pos)
	want := toAim(to)
	in.Aim, in.Weapon = t.turn(p.Self.Aim, want), number
	off := int32(int16(in.Aim - want))
	if p.Self.Weapon == number && !p.Self.Busy && max(off, -off) < 900 {
		if ahead := add(p.Self.Pos, scale(unit(to), math.Min(3, length(to)))); t.s.ground.Visible(p.Self.Pos, ahead) {
			in.Fire, f.throwTill = true, 0
		}
	}
	return true
}
