package arena

import (
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// fields are those of a row.
type fields = [row.MaxFields]int32

// onFire lets a tick pass for what players carry and fires what is held and ready. All
// shots of a tick meet the same world: damage is dealt later.
func (w *world) onFire(batch []sim.Event) {
	for i := range batch {
		if p := w.findPlayer(batch[i].A); p >= 0 {
			w.useWeapon(p, &w.inputs[p])
		}
	}
}

// useWeapon is all that a player's command does with weapons. What it changes of the row
// follows from row and command alone, so that a client predicts it.
func (w *world) useWeapon(p int, in *input) {
	r := &w.players.rows[p]
	f := &r.Fields
	w.rules.pass(f)
	before, now := sim.Buttons(f[PlayerButtons]), in.command.Buttons
	f[PlayerButtons] = int32(now)
	if !alive(r) {
		w.denyShot(p, in)
		return
	}
	w.rules.take(f, rules.Weapon(now.Choice()))
	if now&^before&sim.Reload != 0 {
		w.rules.reload(f)
	}
	if w.rules.ready(f, now&sim.Fire != 0 && !w.frozen()) {
		w.fire(p, in)
	}
	if magazine, _ := rounds(f, inHand(f)); magazine == 0 {
		w.rules.reload(f) // by itself
	}
}

// fire fires the weapon in hand, which is ready. A projectile that there is no room for
// is not fired, which its client cannot know.
func (w *world) fire(p int, in *input) {
	f := &w.players.rows[p].Fields
	gun := w.rules.gun(f)
	if gun.Speed > 0 && w.server && w.shots.free() < 0 {
		w.touch(p)
		return
	}
	f[PlayerCooldown], f[PlayerProtect] = w.rules.ticks(gun.EveryMS), 0
	if gun.Magazine > 0 {
		magazine, reserve := rounds(f, inHand(f))
		setRounds(f, inHand(f), magazine-1, reserve)
	}
	switch {
	case gun.Speed > 0:
		w.launch(p, in)
	case !w.shows && !w.server: // stepped again: all of it was shown before
	case gun.Arc > 0:
		w.swing(p, in)
	default:
		w.shoot(p, in)
	}
}

// denyShot tells a dead shooter, whose client may not know yet, that there is no shot.
// It is told when its weapon would have fired, had it gone on. A charge ends with death.
func (w *world) denyShot(p int, in *input) {
	r := &w.players.rows[p]
	f := &r.Fields
	gun := w.rules.gun(f)
	if in.command.Buttons&sim.Fire == 0 || f[PlayerCooldown] > 0 || gun.Speed > 0 || gun.ChargeMS > 0 {
		return
	}
	f[PlayerCooldown] = w.rules.ticks(gun.EveryMS)
	if w.server {
		e := w.shotEffect(r, &in.command)
		e.Args[ShotResult] = ShotDeadShooter
		w.addEffect(e)
	}
}

// pass counts down what a player waits for. A magazine is filled at the end of its time.
func (ru *ruleset) pass(f *fields) {
	if f[PlayerReload] == 1 {
		magazine, reserve := rounds(f, inHand(f))
		n := min(max(ru.gun(f).Magazine-magazine, 0), reserve)
		setRounds(f, inHand(f), magazine+n, reserve-n)
	}
	for _, k := range [...]int{PlayerRespawn, PlayerCooldown, PlayerReload, PlayerDash, PlayerProtect, PlayerStrength, PlayerHaste} {
		f[k] = max(f[k]-1, 0)
	}
}

// take takes another weapon in hand, if the player has it and rounds for it. That ends a
// reload and a charge, and shortens no wait.
func (ru *ruleset) take(f *fields, weapon rules.Weapon) {
	if weapon < 1 || weapon > rules.Weapons || weapon == inHand(f) || f[PlayerOwned]>>weapon&1 == 0 {
		return
	}
	if magazine, reserve := rounds(f, weapon); ru.Weapons[weapon].Magazine > 0 && magazine+reserve == 0 {
		return
	}
	f[PlayerWeapon] = int32(weapon)
	f[PlayerReload], f[PlayerCharge] = 0, 0
	f[PlayerCooldown] = max(f[PlayerCooldown], ru.ticks(ru.gun(f).SwitchMS))
}

// reload begins to fill the magazine, if there is room and something to fill it with.
func (ru *ruleset) reload(f *fields) {
	gun := ru.gun(f)
	if magazine, reserve := rounds(f, inHand(f)); magazine < gun.Magazine && reserve > 0 && f[PlayerReload] == 0 {
		f[PlayerReload], f[PlayerCharge] = ru.ticks(gun.ReloadMS), 0
	}
}

// ready reports whether the weapon in hand fires in this tick. One that must be charged
// does when it is full; let go before, the charge is lost. Who pulls the trigger of a
// weapon that is empty for good takes the rifle in hand, or goes on without.
func (ru *ruleset) ready(f *fields, held bool) bool {
	weapon, gun := inHand(f), ru.gun(f)
	magazine, reserve := rounds(f, weapon)
	empty := gun.Magazine > 0 && magazine == 0
	if !held || f[PlayerCooldown] > 0 || f[PlayerReload] > 0 || empty || gun.EveryMS == 0 {
		f[PlayerCharge] = 0
		if held && empty && reserve == 0 {
			ru.take(f, rules.Melee)
			ru.take(f, rules.Rifle) // rather, if it has rounds
		}
		return false
	}
	if gun.ChargeMS > 0 {
		if f[PlayerCharge]++; f[PlayerCharge] < ru.ticks(gun.ChargeMS) {
			return false
		}
		f[PlayerCharge] = 0
	}
	return true
}

// gun is what a player's weapon can do. A row may come from anywhere: what names no
// weapon can do nothing.
func (ru *ruleset) gun(f *fields) *rules.Gun { return ru.gunOf(f[PlayerWeapon]) }

func (ru *ruleset) gunOf(weapon int32) *rules.Gun {
	if weapon < 0 || weapon > rules.Weapons {
		weapon = 0
	}
	return &ru.Weapons[weapon]
}

func inHand(f *fields) rules.Weapon { return rules.Weapon(f[PlayerWeapon]) }

// A field of ammunition holds rounds in the magazine and, times roundsUnit, in reserve.
const roundsUnit = 256

// ammoField is where the rounds of a weapon are, -1 if it needs none.
func ammoField(weapon rules.Weapon) int {
	if weapon < rules.Rifle || weapon > rules.Rail {
		return -1
	}
	return PlayerAmmo + int(weapon-rules.Rifle)
}

func rounds(f *fields, weapon rules.Weapon) (magazine, reserve int32) {
	k := ammoField(weapon)
	if k < 0 {
		return 0, 0
	}
	return f[k] % roundsUnit, f[k] / roundsUnit
}

func setRounds(f *fields, weapon rules.Weapon, magazine, reserve int32) {
	if k := ammoField(weapon); k >= 0 {
		f[k] = min(magazine, roundsUnit-1) + roundsUnit*min(reserve, roundsUnit-1)
	}
}

// arm gives a player what it spawns with.
func (ru *ruleset) arm(r *row.Row) {
	f := &r.Fields
	owned := 1<<rules.Melee | 1<<rules.Rifle
	if ru.Match.AllWeapons {
		owned = 1<<(rules.Weapons+1) - 2
	}
	f[PlayerWeapon], f[PlayerOwned] = int32(rules.Rifle), int32(owned)
	for weapon := rules.Rifle; weapon <= rules.Rail; weapon++ {
		setRounds(f, weapon, 0, 0)
		if owned>>weapon&1 != 0 {
			setRounds(f, weapon, ru.Weapons[weapon].Magazine, ru.Weapons[weapon].Reserve)
		}
	}
	f[PlayerCooldown], f[PlayerReload], f[PlayerCharge], f[PlayerRespawn], f[PlayerDash] = 0, 0, 0, 0, 0
	f[PlayerArmour], f[PlayerStrength], f[PlayerHaste] = 0, 0, 0
	f[PlayerProtect] = 0
	if ru.Match.ProtectMS > 0 {
		f[PlayerProtect] = ru.ticks(ru.Match.ProtectMS)
	}
}

// glow is what can be seen of a player's state. Only the flags' own rules know who
// carries one.
func (ru *ruleset) glow(f *fields) {
	glow := f[PlayerGlow] & GlowFlag
	if f[PlayerAlive] != 0 {
		for _, g := range [...]struct {
			bit int32
			on  bool
		}{
			{GlowProtected, f[PlayerProtect] > 0},
			{GlowStrength, f[PlayerStrength] > 0},
			{GlowHaste, f[PlayerHaste] > 0},
			{GlowCharging, f[PlayerCharge] > 0},
			{GlowDash, ru.dashing(f)},
		} {
			if g.on {
				glow |= g.bit
			}
		}
	}
	f[PlayerGlow] = glow
}
