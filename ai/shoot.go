package ai

import "math"

const (
	errorTicks = 16 // the aim error drifts from one draw to the next in this time
	// aimSlack is how near the aim must be to where it is meant to go before the
	// trigger is pulled, at least.
	aimSlack = 300
	// aimSlackAtOne is half of the angle of an agent of radius 1 at distance 1, small
	// angles taken as their sines: 65536 / (2*pi).
	aimSlackAtOne = 10430
	// quietTicks without anyone in sight are a chance to reload.
	quietTicks = 60
)

// shoot aims and decides on trigger and reload: at the foe with the level's error,
// else where the bot walks.
func (b *Brain) shoot(s *Search, p *Percept, rnd Rand, foe *sighting, elapsed uint32, move vec) Intent {
	in := Intent{Aim: p.Self.Aim}
	skill := &skills[b.level]
	limit := skill.turnPerTick * int32(elapsed)
	if foe == nil {
		if (move != vec{}) {
			in.Aim = turn(p.Self.Aim, toAim(move), limit)
		}
		in.Reload = b.reloads(p)
		return in
	}
	to := sub(foe.pos.vec(), p.Self.Pos)
	want := toAim(to) + uint16(b.aimError(p.Tick, rnd))
	in.Aim = turn(p.Self.Aim, want, limit)
	if p.Self.AmmoMax > 0 && p.Self.Ammo <= 0 {
		in.Reload = !p.Self.Reloading
		return in
	}
	tolerance := aimSlack + int32(float64(aimSlackAtOne*s.nav.radius)/max(math.Sqrt(dot(to, to)), s.nav.radius))
	off := int32(int16(in.Aim - want))
	in.Fire = max(off, -off) <= tolerance && b.inBurst(p.Tick, foe, rnd) && !friendInLine(p, foe.pos.vec(), s.nav.radius)
	return in
}

// reloads decides on a reload with nobody to shoot at: when empty, and in a quiet
// moment when a third is gone.
func (b *Brain) reloads(p *Percept) bool {
	self := &p.Self
	if self.AmmoMax <= 0 || self.Reloading || self.Ammo >= self.AmmoMax {
		return false
	}
	last := b.memory.freshest()
	quiet := last == nil || p.Tick-last.seen > quietTicks
	return self.Ammo <= 0 || quiet && 3*int32(self.Ammo) <= 2*int32(self.AmmoMax)
}

// aimError is the error of the tick in 1/65536 turn: draws at every errorTicks-th
// tick, the mean of two even ones each, and straight lines between them.
func (b *Brain) aimError(tick uint32, rnd Rand) int32 {
	most := skills[b.level].errorAim
	epoch, part := tick/errorTicks, int32(tick%errorTicks)
	from, to := errorDraw(epoch, rnd, most), errorDraw(epoch+1, rnd, most)
	return from + (to-from)*part/errorTicks
}

func errorDraw(epoch uint32, rnd Rand, most int32) int32 {
	return (span(rnd.at(epoch, drawError), -most, most) + span(rnd.at(epoch, drawErrorToo), -most, most)) / 2
}

// inBurst tells bursts from pauses, counted from when the foe became a target.
func (b *Brain) inBurst(tick uint32, foe *sighting, rnd Rand) bool {
	skill := &skills[b.level]
	period := skill.burstTicks + skill.pauseTicks
	// Bots that see each other at the same tick must not fire in step for ever.
	shift := rnd.at(foe.since, drawBurst) % skill.burstTicks
	return (tick-foe.since-skill.reactionTicks+shift)%period < skill.burstTicks
}

func friendInLine(p *Percept, target vec, radius float64) bool {
	for i := range p.Others {
		o := &p.Others[i]
		if o.Friend && o.Alive && segmentDistance2(o.Pos, p.Self.Pos, target) < float64(2.25*float64(radius*radius)) {
			return true
		}
	}
	return false
}

// turn moves an aim toward another the short way, by at most limit.
func turn(from, to uint16, limit int32) uint16 {
	d := int32(int16(to - from))
	return from + uint16(int16(min(max(d, -limit), limit)))
}
