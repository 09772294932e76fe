package ai

// errorMs is the time in which the aim error drifts from one draw to the next.
const errorMs = 260

// aim returns where the bot means to aim for a weapon, in 1/65536 turn: at where it
// believes the foe to be, ahead of it as far as the shot takes, off by its error.
func (t *thought) aim(w *Weapon) uint16 {
	p, f := t.p, t.foe
	vel, guess := f.vel.vec(), f.guess.vec()
	// What it sees is a little old, and made up for by what it takes the motion to be:
	// no error in a steady run, a large one where the foe turns.
	lag := float64(t.skill.lagMs) / 1000
	place := add(f.pos.vec(), scale(sub(guess, vel), lag))
	if w != nil && w.Speed > 0 {
		lead := float64(t.skill.leadPct) / 100
		first := distance(p.Self.Pos, place) / w.Speed
		ahead := distance(p.Self.Pos, add(place, scale(guess, first))) / w.Speed
		place = add(place, scale(guess, float64(min(ahead, 1.5)*lead)))
	}
	to := sub(place, p.Self.Pos)
	return toAim(to) + uint16(t.aimError(f, to))
}

// aimError is the error of the tick in 1/65536 turn: draws from time to time, the mean
// of two even ones each, and straight lines between them. It is wider on what sweeps
// past, and on what has just come into sight.
func (t *thought) aimError(f *sighting, to vec) int32 {
	p, sk := t.p, t.skill
	motion := sub(f.vel.vec(), p.Self.Vel)
	d2 := max(dot(to, to), 1)
	sweep := float64(dot(side(to), motion)/d2) * (65536 / 6.283185307179586)
	most := sk.noise + int32(min(max(sweep, -sweep), 65536))*sk.noiseMs/1000
	if age := p.ms(p.Tick - f.since); age < 700 {
		most += most * sk.freshPct / 100 * (700 - age) / 700
	}
	every := p.ticks(errorMs)
	epoch, part := p.Tick/every, int32(p.Tick%every)
	from, to2 := errorDraw(epoch, t.rnd, most), errorDraw(epoch+1, t.rnd, most)
	return from + (to2-from)*part/int32(every)
}

func errorDraw(epoch uint32, rnd Rand, most int32) int32 {
	return (rnd.between(epoch, drawError, -most, most) + rnd.between(epoch, drawErrorToo, -most, most)) / 2
}

// turn moves the aim toward another the short way, the faster the more is left, as
// fast as the bot can.
func (t *thought) turn(from, to uint16) uint16 {
	ms := t.p.ms(t.elapsed)
	limit := t.skill.turnPerSec / 1000 * ms
	d := int32(int16(to - from))
	share := min(ms*1000/t.skill.settleMs, 1000)
	step := d * share / 1000
	if least := 40 * int32(t.elapsed); max(step, -step) < least { // the rest at once
		step = min(max(d, -least), least)
	}
	return from + uint16(int16(min(max(step, -limit), limit)))
}
