package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// coverCategories are what shelters from a blast.
const coverCategories = wallCategory | moverCategory | slabCategory

// blast is something that blows up.
type blast struct {
	at       physics.Vec
	by       row.ID
	cause    int32
	damage   int32 // at the middle; it falls evenly to nothing at the rim
	radius   float64
	push     float64 // as damage, in units/s
	selfPush float64 // percent of push
	born     int32   // of a player's projectile: the tick of the command that fired it
}

// blastEvent lets something blow up that has no row: a barrel, a bomber, a projectile
// that was fired at what it cannot pass.
func (w *world) blastEvent(by row.ID, at physics.Vec, cause int32) sim.Event {
	return sim.Event{Kind: kindBlast, Stamp: w.tick.At(255), Source: uint32(by.Index), A: by,
		Args: [4]int32{gridPos(at.X), gridPos(at.Y), cause}}
}

// onBlast lets projectiles, barrels and bombers blow up. Nothing is moved or hurt yet:
// all blasts of a tick meet the same world.
func (w *world) onBlast(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		b, ok := w.blastOf(e)
		if !ok {
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		w.tellBlast(e.Stamp.Sub(), e.B, &b)
		w.blow(e.Stamp, &b)
	}
}

// tellBlast tells of a blast. That of a player's projectile has the id of the command
// that fired it, with ordinal 1: its client may have shown it.
func (w *world) tellBlast(sub uint8, shot row.ID, b *blast) {
	e := row.Effect{Sub: sub, Kind: EffectBlast, Source: b.by, Target: shot,
		Args: [row.MaxEffectArgs]int32{BlastX: gridPos(b.at.X), BlastY: gridPos(b.at.Y), BlastRadius: gridPos(b.radius), BlastCause: b.cause}}
	if b.born == 0 || w.findPlayer(b.by) < 0 {
		w.addWorldEffect(e)
		return
	}
	e.EffectID = row.EffectID{Player: uint8(b.by.Index), CmdTick: uint32(b.born), Ordinal: 1}
	w.addEffect(e)
}

// showBurst is what a Predictor shows of its player's projectile that blows up.
func (w *world) showBurst(sub uint8, at physics.Vec, weapon, born int32) {
	w.tellBlast(sub, row.ID{}, &blast{at: at, by: w.players.rows[0].ID, cause: weapon, radius: w.rules.gunOf(weapon).Blast, born: born})
}

// blastOf is the blast of an event, false when it took place before. It takes a
// projectile out of the world.
func (w *world) blastOf(e *sim.Event) (b blast, ok bool) {
	b.at = physics.Vec{X: fromGrid(e.Args[0], physics.PosGrid), Y: fromGrid(e.Args[1], physics.PosGrid)}
	b.by, b.cause = e.A, e.Args[2]
	if !e.B.IsZero() {
		r := w.shots.find(e.B)
		if r == nil {
			return b, false
		}
		b.at, b.by, b.cause, b.born = posOf(r), w.idOf(uint32(r.Fields[ShotBy])), r.Fields[ShotWeapon], r.Fields[ShotBorn]
		w.remove(r, GoneBurst)
	}
	switch rules.Weapon(b.cause) {
	case rules.Rocket, rules.Grenade:
		if e.B.IsZero() {
			b.born = int32(w.tick)
		}
		gun := w.rules.gunOf(b.cause)
		b.damage, b.radius, b.push, b.selfPush = gun.Damage, gun.Blast, gun.Push, gun.SelfPush
		if by := w.findPlayer(b.by); by >= 0 {
			b.damage = w.rules.strengthened(&w.players.rows[by], b.damage)
		}
	case rules.Weapon(CauseBarrel):
		p := &w.rules.Props
		b.damage, b.radius, b.push, b.selfPush = p.BarrelDamage, p.BarrelBlast, p.BarrelPush, 100
	case rules.Weapon(CauseMonster):
		m := &w.rules.Waves.Kinds[rules.Bomber]
		b.damage, b.radius, b.push = m.Damage, m.Blast, m.Push
	default:
		return b, false
	}
	return b, true
}

// blow posts what a blast does to all that it reaches.
func (w *world) blow(at sim.Stamp, b *blast) {
	for _, l := range [...]*list{&w.players, &w.monsters, &w.props} {
		for i := range l.rows {
			if r := &l.rows[i]; r.Kind != 0 {
				w.blowOn(at, b, r)
			}
		}
	}
}

// blowOn posts what a blast does to one body, unless that is sheltered: a wall, a door or
// a slab is between its middle and that of the blast.
func (w *world) blowOn(at sim.Stamp, b *blast, r *row.Row) {
	shape, ok := w.shapeOf(r)
	if !ok {
		return
	}
	middle := posOf(r)
	away := sub(middle, b.at)
	near := distance(&shape, middle, turnsOf(r), b.at)
	if near >= b.radius || w.sheltered(b.at, away, r) {
		return
	}
	share := 1 - near/b.radius
	if points := int32(math.Floor(float64(float64(b.damage)*share) + 0.5)); points > 0 {
		w.post(kindDamage, sim.Event{Stamp: at, Source: uint32(b.by.Index), A: b.by, B: r.ID,
			Args: [4]int32{points, gridPos(b.at.X), gridPos(b.at.Y), b.cause}})
	}
	speed := float64(float64(b.push*share) * w.lightness(r))
	if r.ID == b.by {
		speed = float64(speed * b.selfPush / 100)
	}
	if far := length(away); far > 0 && speed > 0 {
		w.push(at, b.by, r.ID, scale(away, speed/far))
	}
}

// distance is how far a place is from a shape, 0 inside.
func distance(shape *physics.ShapeDef, middle physics.Vec, turns float64, at physics.Vec) float64 {
	d := sub(at, middle)
	ahead := direction(turns)
	x := max(math.Abs(dot(ahead, d))-shape.Half.X, 0)
	y := max(math.Abs(dot(physics.Vec{X: -ahead.Y, Y: ahead.X}, d))-shape.Half.Y, 0)
	return max(length(physics.Vec{X: x, Y: y})-shape.Radius, 0)
}

// sheltered reports whether something shelters r from a blast.
func (w *world) sheltered(from, way physics.Vec, r *row.Row) bool {
	hit, ok := w.bodies.world.RayCast(from, way, coverCategories)
	return ok && hit.User != uint32(r.ID.Index)
}

// lightness is what part of a push on a player moves a body: less of what is heavier,
// nothing of a slab.
func (w *world) lightness(r *row.Row) float64 {
	mass := w.mass(r)
	if mass == 0 {
		return 0
	}
	return min(discMass(PlayerRadius)/mass, 1.5)
}

// discMass is the mass of a player or a monster.
func discMass(radius float64) float64 {
	return float64(float64(math.Pi*playerDensity) * float64(radius*radius))
}
