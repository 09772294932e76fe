package arena

import (
	"math"

	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// A pick-up is taken by whoever touches it and has a use for it, before what hurts in the
// tick; of several in one tick by the first in the order of events, which a hash of tick
// and slot decides. It is there again after its time, with none with the next round. A weapon
// does not come to hand by itself.

// takeReach is how far a pick-up's middle may be from that of its taker.
const takeReach = PlayerRadius + 0.5

// EffectTake is the player Source taking the pick-up Target: args TakeX and so on. Who is
// within takeHeard units of it perceives it.
const EffectTake uint8 = 64

const (
	TakeX    = iota
	TakeY    // in 1/4096 unit
	TakeKind // level.PickupKind
)

const takeHeard = 16.0

// putPickup makes a pick-up ready.
func (w *world) putPickup(i int) {
	r := &w.pickups.rows[i]
	if r.Kind == 0 {
		r = w.pickups.add(w.schema, i)
	}
	at := w.level.Pickups[i].At
	r.Fields = fields{PickupX: gridPos(at.X), PickupY: gridPos(at.Y), PickupReady: 1}
	w.timers.Cancel(w.stocks[i])
	w.stocks[i] = sim.TimerID{}
}

// findTakes posts who touches what it can use.
func (w *world) findTakes() {
	for i := range w.pickups.rows {
		r := &w.pickups.rows[i]
		if r.Kind == 0 || r.Fields[PickupReady] == 0 {
			continue
		}
		at := posOf(r)
		for k := range w.players.rows {
			p := &w.players.rows[k]
			if !alive(p) {
				continue
			}
			if q := posOf(p); math.Abs(q.X-at.X) > takeReach || math.Abs(q.Y-at.Y) > takeReach || distance2(q, at) > takeReach*takeReach {
				continue
			}
			if after := p.Fields; w.rules.give(&after, w.level.Pickups[i].Kind) {
				w.post(kindTake, sim.Event{Source: uint32(p.ID.Index), A: p.ID, B: r.ID})
			}
		}
	}
}

// onTake gives pick-ups to who was first.
func (w *world) onTake(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p, r := w.findPlayer(e.A), w.pickups.find(e.B)
		if p < 0 || r == nil || !alive(&w.players.rows[p]) || r.Fields[PickupReady] == 0 {
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		place := w.pickups.place(r)
		kind := w.level.Pickups[place].Kind
		if !w.rules.give(&w.players.rows[p].Fields, kind) {
			w.queue.Refuse(e, RefusedUseless)
			continue
		}
		w.touch(p)
		r.Fields[PickupReady] = 0
		w.restockLater(place, kind)
		w.addWorldEffect(row.Effect{Kind: EffectTake, Source: e.A, Target: e.B,
			Args: [row.MaxEffectArgs]int32{TakeX: r.Fields[PickupX], TakeY: r.Fields[PickupY], TakeKind: int32(kind)}})
	}
}

func (w *world) restockLater(i int, kind level.PickupKind) {
	w.timers.Cancel(w.stocks[i])
	w.stocks[i] = sim.TimerID{}
	if ms := w.rules.stockMS(kind); ms > 0 {
		at := w.tick + sim.Tick(w.rules.ticks(ms))
		id := w.pickups.rows[i].ID
		w.stocks[i] = w.timers.Set(at, sim.Event{Kind: kindRestock, Stamp: at.At(0), Source: uint32(id.Index), B: id})
	}
}

// onRestock makes pick-ups ready again.
func (w *world) onRestock(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		r := w.pickups.find(e.B)
		if r == nil {
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		w.putPickup(w.pickups.place(r))
	}
}

// stockMS is the time until a kind of pick-up is there again.
func (ru *ruleset) stockMS(kind level.PickupKind) uint32 {
	u := &ru.Pickups
	switch kind {
	case level.Health, level.BigHealth:
		return u.HealthMS
	case level.Armour, level.BigArmour:
		return u.ArmourMS
	case level.Ammo:
		return u.AmmoMS
	case level.Strength, level.Haste:
		return u.PowerMS
	}
	return u.WeaponMS
}

// weaponOf is the weapon that a kind of pick-up is, zero for none.
func weaponOf(kind level.PickupKind) rules.Weapon {
	return [level.PickupKinds + 1]rules.Weapon{level.Shotgun: rules.Shotgun, level.Rocket: rules.Rocket,
		level.Grenade: rules.Grenade, level.Rail: rules.Rail}[kind]
}

// give gives a player what a kind of pick-up is, and reports whether that changed
// anything.
func (ru *ruleset) give(f *fields, kind level.PickupKind) bool {
	before := *f
	u := &ru.Pickups
	switch kind {
	case level.Health:
		fill(&f[PlayerHealth], u.Health, ru.Player.Health)
	case level.BigHealth:
		fill(&f[PlayerHealth], u.BigHealth, ru.Player.HealthMax)
	case level.Armour:
		fill(&f[PlayerArmour], u.Armour, ru.Player.ArmourMax)
	case level.BigArmour:
		fill(&f[PlayerArmour], u.BigArmour, ru.Player.ArmourMax)
	case level.Ammo:
		for weapon := rules.Rifle; weapon <= rules.Rail; weapon++ {
			ru.addAmmo(f, weapon)
		}
	case level.Strength:
		fill(&f[PlayerStrength], ru.ticks(u.BoostMS), ru.ticks(u.BoostMS))
	case level.Haste:
		fill(&f[PlayerHaste], ru.ticks(u.BoostMS), ru.ticks(u.BoostMS))
	default:
		ru.giveWeapon(f, weaponOf(kind))
	}
	return *f != before
}

// fill adds to a field up to a bound; what is beyond it already stays.
func fill(field *int32, n, most int32) { *field = max(*field, min(*field+n, most)) }

// giveWeapon gives a weapon with the rounds that come with it, loaded, or its rounds
// alone to who has it.
func (ru *ruleset) giveWeapon(f *fields, weapon rules.Weapon) {
	if f[PlayerOwned]>>weapon&1 != 0 {
		ru.addAmmo(f, weapon)
		return
	}
	gun := &ru.Weapons[weapon]
	loaded := min(gun.Pickup, gun.Magazine)
	f[PlayerOwned] |= 1 << weapon
	setRounds(f, weapon, loaded, min(gun.Pickup-loaded, gun.Reserve))
}

// addAmmo adds the rounds of ammunition to the reserve of a weapon that a player has.
func (ru *ruleset) addAmmo(f *fields, weapon rules.Weapon) {
	if f[PlayerOwned]>>weapon&1 == 0 {
		return
	}
	magazine, reserve := rounds(f, weapon)
	fill(&reserve, ru.Weapons[weapon].Pickup, ru.Weapons[weapon].Reserve)
	setRounds(f, weapon, magazine, reserve)
}
