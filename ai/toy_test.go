package ai

import (
	"math"

	"hindsight/physics"
	"hindsight/sim/row"
)

// toy is a world small enough to be seen through: agents walk and slide along boxes,
// dash, shots are rays or fly and burst, the dead come back after a second.
type toy struct {
	nav    *Nav
	search *Search
	spawns []physics.Vec
	tick   uint32
	agents []agent
	shots  []flying
	items  []Item
	goals  []Objective
	squads [8]Squad
	pack   Pack
	sounds []Sound
	teams  bool // those of one team are friends
	shotID uint16
	unseen []box // solid, and nobody told the bots
	alter  func(i int, p *Percept)
	full   bool // who comes back has every weapon
}

type agent struct {
	brain    Brain
	creature Creature // of a monster
	monster  bool
	intent   Intent
	pos, vel physics.Vec
	aim      uint16
	health   int32
	guns     [MaxWeapons + 1]Gun
	weapon   uint8
	busy     uint32 // tick until which it reloads, switches or rests
	charge   uint32 // ticks
	dash     uint32 // tick at which the next is ready
	back     uint32 // tick at which the dead come back
	kills    int32
	deaths   int32
	shots    int32
	hits     int32
	team     uint8
	hurts    []Hurt
	carrying bool
	script   func(tick uint32, pos physics.Vec) physics.Vec // velocity, instead of thoughts
}

// flying is a projectile.
type flying struct {
	id       uint16
	pos, vel vec
	by       int
	weapon   uint8
	burst    uint32 // tick of the fuse, 0: on touch
}

const (
	toySpeed = 6.5
	toySight = 30.0
)

// The weapons of the toy.
const (
	toyMelee = iota + 1
	toyRifle
	toyShotgun
	toyRocket
	toyGrenade
	toyRail
)

var toyArms = Arms{
	toyMelee:   {Far: 1.4, Power: 80, IntervalMs: 500},
	toyRifle:   {Far: 26, Power: 90, IntervalMs: 100, Spread: 150, Mag: 30},
	toyShotgun: {Far: 7, Power: 130, IntervalMs: 800, Spread: 900, Mag: 6},
	toyRocket:  {Near: 3.5, Far: 20, Power: 100, IntervalMs: 900, Speed: 20, Blast: 2.5, Mag: 4},
	toyGrenade: {Near: 4, Far: 13, Power: 60, IntervalMs: 900, Speed: 12, Blast: 3, FuseMs: 1500, Mag: 1},
	toyRail:    {Near: 6, Far: 40, Power: 85, IntervalMs: 600, ChargeMs: 700, Mag: 5},
}

var toyDamage = [...]int32{toyMelee: 40, toyRifle: 9, toyShotgun: 70, toyRocket: 90, toyGrenade: 90, toyRail: 80}

func newToy(nav *Nav, spawns []physics.Vec, levels ...uint8) *toy {
	w := &toy{nav: nav, search: NewSearch(NewGround(nav)), spawns: spawns}
	for i, level := range levels {
		a := agent{brain: NewBrain(level, 0), pos: spawns[i%len(spawns)], team: uint8(i % len(w.squads))}
		a.spawn()
		w.agents = append(w.agents, a)
	}
	return w
}

func (a *agent) spawn() {
	a.health, a.weapon, a.busy, a.charge, a.vel = 100, toyRifle, 0, 0, vec{}
	a.guns = [MaxWeapons + 1]Gun{toyMelee: {Owned: true}, toyRifle: {Owned: true, Mag: 30, Reserve: 120}}
}

// armAll gives everyone every weapon.
func (w *toy) armAll() {
	for i := range w.agents {
		w.agents[i].armAll()
	}
}

func (a *agent) armAll() {
	for k := range a.guns[1:7] {
		a.guns[k+1] = Gun{Owned: true, Mag: toyArms[k+1].Mag, Reserve: 4 * toyArms[k+1].Mag}
	}
}

func idOf(i int) row.ID { return row.ID{Index: uint16(i + 1), Gen: 1} }

func (w *toy) friends(a, b *agent) bool { return w.teams && a.team == b.team }

func (w *toy) percept(i int, p *Percept) {
	a := &w.agents[i]
	*p = Percept{
		Tick: w.tick, Rate: 60, Arms: &toyArms, Sight: toySight, Speed: toySpeed,
		Others: p.Others[:0], Threats: p.Threats[:0], Sounds: p.Sounds[:0], Hurts: a.hurts, Items: w.items, Objectives: w.goals,
		Self: Self{ID: idOf(i), Pos: a.pos, Vel: a.vel, Aim: a.aim, Alive: a.health > 0, HealthPct: uint8(max(a.health, 0)), DashReady: w.tick >= a.dash,
			Carrying: a.carrying, Weapon: a.weapon, Busy: w.tick < a.busy, ChargePct: uint8(min(a.charge*100/42, 100)), Guns: a.guns},
	}
	for j := range w.agents {
		if o := &w.agents[j]; j != i {
			p.Others = append(p.Others, Other{ID: idOf(j), Pos: o.pos, Vel: o.vel, Alive: o.health > 0, Friend: w.friends(a, o)})
		}
	}
	for _, s := range w.shots {
		p.Threats = append(p.Threats, Threat{ID: row.ID{Index: s.id, Gen: 2}, Pos: s.pos, Vel: s.vel, Radius: toyArms[s.weapon].Blast})
	}
	for _, s := range w.sounds {
		s.Friend = distance(s.Pos, a.pos) < 0.5
		p.Sounds = append(p.Sounds, s)
	}
}

// step lets everyone think, then act on it.
func (w *toy) step(p *Percept, seed uint64) {
	w.tick++
	w.search.Begin()
	var prey [16]Other
	players := prey[:0]
	for i := range w.agents {
		if a := &w.agents[i]; !a.monster && a.health > 0 && len(players) < len(prey) {
			players = append(players, Other{ID: idOf(i), Pos: a.pos, Alive: true})
		}
	}
	w.pack.Follow(w.search, 0, players)
	for i := range w.agents {
		a := &w.agents[i]
		if a.script != nil {
			continue
		}
		w.percept(i, p)
		if w.alter != nil {
			w.alter(i, p)
		}
		var squad *Squad
		if w.teams {
			squad = &w.squads[a.team]
		}
		switch {
		case a.monster && a.creature.Due(p):
			a.intent = a.creature.Think(w.search, &w.pack, p, Rand(seed+uint64(i)))
		case !a.monster && a.brain.Due(p):
			a.intent = a.brain.Think(w.search, squad, p, Rand(seed+uint64(i)))
		default:
			a.intent = a.intent.Idle()
		}
		a.hurts = a.hurts[:0]
	}
	w.sounds = w.sounds[:0]
	for i := range w.agents {
		a := &w.agents[i]
		if a.health > 0 {
			w.move(a)
			w.use(i)
		} else if w.tick >= a.back && a.script == nil {
			a.spawn()
			if w.full {
				a.armAll()
			}
			a.pos = w.spawns[(int(a.deaths)+i)%len(w.spawns)]
		}
	}
	w.fly()
}

func (w *toy) move(a *agent) {
	d := physics.Vec{X: float64(a.intent.MoveX) / 127, Y: float64(a.intent.MoveY) / 127}
	if n := length(d); n > 1 {
		d = unit(d)
	}
	d = scale(d, toySpeed)
	if a.script != nil {
		d = a.script(w.tick, a.pos)
	}
	if a.intent.Dash && w.tick >= a.dash {
		a.dash = w.tick + 90
	}
	if a.dash > w.tick+83 {
		d = scale(unit(d), 18)
	}
	before := a.pos
	if to := add(a.pos, physics.Vec{X: d.X / 60}); w.free(to) {
		a.pos = to
	}
	if to := add(a.pos, physics.Vec{Y: d.Y / 60}); w.free(to) {
		a.pos = to
	}
	a.pos = toPoint(a.pos).vec()
	if exit := w.nav.layers[0].exit[w.nav.at(a.pos)]; int32(exit) != w.nav.at(a.pos) {
		a.pos = w.nav.Center(exit)
		before = a.pos
	}
	a.vel = scale(sub(a.pos, before), 60)
	a.aim = a.intent.Aim
}

func (w *toy) free(p vec) bool {
	for i := range w.unseen {
		if w.unseen[i].outside2(w.unseen[i].local(p)) < 0.45*0.45 {
			return false
		}
	}
	return w.nav.Clear(0, p, p) && w.search.ground.open(0, w.nav.at(p))
}

// use does what the intent wants of weapons.
func (w *toy) use(i int) {
	a := &w.agents[i]
	in := &a.intent
	if in.Weapon != 0 && in.Weapon != a.weapon && a.guns[in.Weapon].Owned {
		a.weapon, a.busy, a.charge = in.Weapon, w.tick+20, 0
	}
	g, f := &a.guns[a.weapon], &toyArms[a.weapon]
	if in.Reload && w.tick >= a.busy && g.Mag < f.Mag && g.Reserve > 0 {
		n := min(f.Mag-g.Mag, g.Reserve)
		g.Mag, g.Reserve, a.busy = g.Mag+n, g.Reserve-n, w.tick+70
	}
	if w.tick < a.busy || f.Mag > 0 && g.Mag == 0 {
		return
	}
	if f.ChargeMs > 0 {
		if !in.Fire {
			a.charge = 0
			return
		}
		if a.charge++; a.charge < 42 {
			return
		}
		a.charge = 0
	} else if !in.Fire {
		return
	}
	if f.Mag > 0 {
		g.Mag--
	}
	a.busy = w.tick + uint32(f.IntervalMs)*60/1000
	a.shots++
	w.sounds = append(w.sounds, Sound{Pos: a.pos, Kind: SoundShot})
	dir := fromAim(a.aim)
	if f.Speed > 0 {
		w.shotID++
		s := flying{id: w.shotID, pos: a.pos, vel: scale(dir, f.Speed), by: i, weapon: a.weapon}
		if f.FuseMs > 0 {
			s.burst = w.tick + 90
		}
		w.shots = append(w.shots, s)
		return
	}
	w.ray(i, dir, f.Far)
}

// ray hits the nearest on a straight line.
func (w *toy) ray(i int, dir vec, reach float64) {
	a := &w.agents[i]
	end := add(a.pos, scale(dir, reach))
	hit, nearest := -1, math.Inf(1)
	for j := range w.agents {
		o := &w.agents[j]
		if d := distance2(a.pos, o.pos); j != i && o.health > 0 && d < nearest && segmentDistance2(o.pos, a.pos, end) < 0.45*0.45 && w.search.ground.Visible(a.pos, o.pos) {
			hit, nearest = j, d
		}
	}
	if hit >= 0 {
		a.hits++
		w.hurt(hit, i, toyDamage[a.weapon], a.pos)
	}
}

func (w *toy) hurt(j, by int, damage int32, from vec) {
	o := &w.agents[j]
	if o.script != nil {
		return
	}
	o.hurts = append(o.hurts, Hurt{From: toAim(sub(from, o.pos)), Damage: uint8(min(damage, 255))})
	if o.health -= damage; o.health <= 0 {
		w.agents[by].kills++
		o.deaths++
		o.back = w.tick + 60
	}
}

// fly moves the projectiles.
func (w *toy) fly() {
	kept := w.shots[:0]
	for _, s := range w.shots {
		to := add(s.pos, scale(s.vel, 1.0/60))
		burst := s.burst != 0 && w.tick >= s.burst
		if !w.nav.Visible(s.pos, to) {
			if s.burst == 0 {
				burst = true
			} else {
				s.vel, to = scale(s.vel, -0.5), s.pos
			}
		}
		for j := range w.agents {
			if o := &w.agents[j]; s.burst == 0 && j != s.by && o.health > 0 && segmentDistance2(o.pos, s.pos, to) < 0.36 {
				burst = true
				w.agents[s.by].hits++
			}
		}
		if s.burst != 0 {
			s.vel = scale(s.vel, 0.99)
		}
		if s.pos = to; !burst {
			kept = append(kept, s)
			continue
		}
		w.sounds = append(w.sounds, Sound{Pos: s.pos, Kind: SoundBlast})
		blast := toyArms[s.weapon].Blast
		for j := range w.agents {
			if d := distance(w.agents[j].pos, s.pos); w.agents[j].health > 0 && d < blast {
				w.hurt(j, s.by, int32(float64(toyDamage[s.weapon])*(1-float64(d*0.7)/blast)), s.pos)
			}
		}
	}
	w.shots = kept
}
