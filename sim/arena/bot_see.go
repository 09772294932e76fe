package arena

import (
	"hindsight/ai"
	"hindsight/physics"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// mind makes percepts of rows and effects, those of the server or those on a screen.
// Of others it reads only what every viewer may know, so both give the same. It is
// scratch memory for thinking.
type mind struct {
	search  *ai.Search
	percept ai.Percept
	arms    ai.Arms
	level   *level.Level
	mode    string
	doors   doors
	self    *row.Row
	flags   [level.Teams]*row.Row
	round   *row.Row
}

func newMind(l *level.Level, ru *ruleset, mode string) mind {
	m := mind{search: ai.NewSearch(ai.NewGround(l.Nav)), level: l, mode: mode, doors: newDoors(l, ru.Match.Teams), arms: armsOf(&ru.Rules)}
	p := &m.percept
	p.Rate, p.Speed, p.Sight = ru.rate, ru.Player.Speed, botView
	p.Others = make([]ai.Other, 0, 192)
	p.Items = make([]ai.Item, 0, level.MaxPickups)
	p.Threats = make([]ai.Threat, 0, MaxShots)
	p.Sounds = make([]ai.Sound, 0, row.MaxEffects)
	p.Hurts = make([]ai.Hurt, 0, row.MaxEffects)
	p.Objectives = make([]ai.Objective, 0, 16)
	m.fix()
	return m
}

// armsOf are the facts of the weapons that bots go by.
func armsOf(ru *rules.Rules) (arms ai.Arms) {
	for k := rules.Melee; k <= rules.Weapons; k++ {
		g := &ru.Weapons[k]
		pellets := max(g.Pellets, 1)
		every := max(g.EveryMS+g.ChargeMS, 20)
		w := ai.Weapon{Far: g.Range, Power: float64(g.Damage*pellets) * 1000 / float64(every), Speed: g.Speed, Blast: g.Blast,
			Spread: uint16(min(max(float64(g.Spread/360)*65536, 0), 16384)), IntervalMs: uint16(min(g.EveryMS, 60000)),
			ChargeMs: uint16(min(g.ChargeMS, 60000)), Mag: int16(min(g.Magazine, 255))}
		if g.Blast > 0 {
			w.Near = g.Blast + 0.6
		}
		switch {
		case k == rules.Grenade:
			w.FuseMs = uint16(min(g.FuseMS, 60000))
			w.Far = min(max(float64(g.Speed*float64(g.FuseMS))/1000*0.6, w.Near), 14)
		case g.Speed > 0:
			w.Far = 22
		case pellets > 1:
			w.Far = min(w.Far, 9)
		case k == rules.Melee:
			w.Far = max(w.Far, 0.1)
		}
		arms[k] = w
	}
	return arms
}

// begin starts the percept of the bot with row self.
func (m *mind) begin(tick uint32, self *row.Row, ru *ruleset) {
	m.self, m.round, m.flags = self, nil, [level.Teams]*row.Row{}
	f, p := &self.Fields, &m.percept
	p.Tick, p.Arms = tick, &m.arms
	p.Others, p.Items, p.Threats = p.Others[:0], p.Items[:0], p.Threats[:0]
	p.Sounds, p.Hurts, p.Objectives = p.Sounds[:0], p.Hurts[:0], p.Objectives[:0]
	p.Self = ai.Self{
		ID: self.ID, Pos: posOf(self), Vel: velOf(self), Aim: uint16(f[PlayerAim]), Alive: alive(self),
		HealthPct: uint8(min(f[PlayerHealth]*100/max(ru.Player.Health, 1), 100)), ArmourPct: uint8(min(f[PlayerArmour], 100)),
		Carrying: f[PlayerGlow]&GlowFlag != 0, DashReady: f[PlayerDash] == 0, Weapon: uint8(f[PlayerWeapon]), Busy: f[PlayerReload] > 0,
	}
	if w := &ru.Weapons[f[PlayerWeapon]&7%(rules.Weapons+1)]; w.ChargeMS > 0 {
		p.Self.ChargePct = uint8(min(f[PlayerCharge]*100/ru.ticks(w.ChargeMS), 100))
	}
	for k := rules.Melee; k <= rules.Weapons; k++ {
		g := ai.Gun{Owned: f[PlayerOwned]&(1<<k) != 0}
		if k >= rules.Rifle {
			ammo := f[PlayerAmmo+int(k-rules.Rifle)]
			g.Mag, g.Reserve = int16(ammo&0xff), int16(ammo>>8)
		}
		p.Self.Guns[k] = g
	}
}

// hearNoise takes in the noise of what others would be heard of by.
func (m *mind) hearNoise(e *row.Effect, sound func(arg int, kind ai.SoundKind)) {
	switch uint8(e.Args[NoiseOf]) {
	case EffectShot:
		if rules.Weapon(e.Args[NoiseWeapon]) == rules.Melee {
			sound(NoiseX, ai.SoundStep)
		} else {
			sound(NoiseX, ai.SoundShot)
		}
	case EffectBlast:
		sound(NoiseX, ai.SoundBlast)
	case EffectStrike:
		sound(NoiseX, ai.SoundShot)
	}
}

// hear takes in an effect that the bot perceives. Who made it is the row of its source,
// nil when that is not known.
func (m *mind) hear(e *row.Effect, source *row.Row) {
	p := &m.percept
	friend := source != nil && source.Kind == KindPlayer && (source.ID == m.self.ID || m.sides(source))
	sound := func(arg int, kind ai.SoundKind) {
		if len(p.Sounds) < cap(p.Sounds) {
			p.Sounds = append(p.Sounds, ai.Sound{Pos: placeOf(e, arg), Kind: kind, Friend: friend})
		}
	}
	switch e.Kind {
	case EffectShot:
		if WeaponOf(e) == rules.Melee {
			sound(ShotX, ai.SoundStep)
		} else if e.Args[ShotResult] != ShotDeadShooter {
			sound(ShotX, ai.SoundShot)
		}
	case EffectBlast:
		sound(BlastX, ai.SoundBlast)
	case EffectStrike:
		sound(StrikeX, ai.SoundShot)
	case EffectNoise:
		m.hearNoise(e, sound)
	case EffectHit:
		if e.Target == m.self.ID && e.Source != m.self.ID && len(p.Hurts) < cap(p.Hurts) {
			d := placeOf(e, HitX)
			from := physics.Atan2(d.Y-p.Self.Pos.Y, d.X-p.Self.Pos.X)
			p.Hurts = append(p.Hurts, ai.Hurt{From: uint16(int32(float64(from * 65536))), Damage: uint8(min(max(e.Args[HitDamage], 0), 255))})
		}
	}
}

func placeOf(e *row.Effect, arg int) physics.Vec {
	return physics.Vec{X: fromGrid(e.Args[arg], physics.PosGrid), Y: fromGrid(e.Args[arg+1], physics.PosGrid)}
}

// see takes in rows that the bot may know, in ascending order of index; free places
// are passed over.
func (m *mind) see(rows []row.Row) {
	for i := range rows {
		if rows[i].Kind != 0 {
			m.seeRow(&rows[i])
		}
	}
}

func (m *mind) seeRow(r *row.Row) {
	p := &m.percept
	switch r.Kind {
	case KindPlayer:
		if r.ID != m.self.ID && len(p.Others) < cap(p.Others) {
			p.Others = append(p.Others, ai.Other{ID: r.ID, Pos: posOf(r), Vel: velOf(r), Alive: alive(r), Friend: m.sides(r),
				Shield: r.Fields[PlayerGlow]&GlowProtected != 0})
		}
	case KindMonster:
		if len(p.Others) < cap(p.Others) {
			p.Others = append(p.Others, ai.Other{ID: r.ID, Pos: posOf(r), Vel: velOf(r), Alive: true, Species: uint8(r.Fields[MonsterType])})
		}
	case KindShot:
		m.seeShot(r)
	case KindPickup:
		m.seePickup(r)
	case KindFlag:
		if t := r.Fields[FlagTeam]; t == TeamRed || t == TeamBlue {
			m.flags[t-TeamRed] = r
		}
	case KindRound:
		m.round = r
	}
}

// sides reports whether a player is on the bot's side.
func (m *mind) sides(r *row.Row) bool {
	t := r.Fields[PlayerTeam]
	return m.mode == modeWaves || t == TeamSpectator || t != TeamNone && t == m.self.Fields[PlayerTeam]
}

func (m *mind) seeShot(r *row.Row) {
	f, p := &r.Fields, &m.percept
	number := rules.Weapon(f[ShotWeapon])
	mine := r.Owner == m.self.Owner && r.Owner != 0
	if mine && number != rules.Grenade || len(p.Threats) == cap(p.Threats) {
		return // it flies away
	}
	t := ai.Threat{ID: r.ID, Pos: posOf(r), Vel: velOf(r), Radius: 0.6}
	if number >= rules.Melee && number <= rules.Weapons {
		t.Radius = max(m.arms[number].Blast, t.Radius)
	}
	p.Threats = append(p.Threats, t)
}

// items are the pick-ups in the terms of bots.
var items = [level.PickupKinds + 1]ai.Item{
	level.Health: {Kind: ai.ItemHealth}, level.BigHealth: {Kind: ai.ItemHealth}, level.Armour: {Kind: ai.ItemArmour}, level.BigArmour: {Kind: ai.ItemArmour},
	level.Ammo: {Kind: ai.ItemAmmo}, level.Shotgun: {Kind: ai.ItemWeapon, Weapon: uint8(rules.Shotgun)}, level.Rocket: {Kind: ai.ItemWeapon, Weapon: uint8(rules.Rocket)},
	level.Grenade: {Kind: ai.ItemWeapon, Weapon: uint8(rules.Grenade)}, level.Rail: {Kind: ai.ItemWeapon, Weapon: uint8(rules.Rail)},
	level.Strength: {Kind: ai.ItemPower}, level.Haste: {Kind: ai.ItemPower},
}

func (m *mind) seePickup(r *row.Row) {
	p := &m.percept
	place := int(r.ID.Index) - pickupBase
	if place < 0 || place >= len(m.level.Pickups) || len(p.Items) == cap(p.Items) {
		return
	}
	x := items[m.level.Pickups[place].Kind]
	x.ID, x.Pos, x.Ready = r.ID, posOf(r), r.Fields[PickupReady] != 0
	p.Items = append(p.Items, x)
}
