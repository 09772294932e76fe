package ai

import (
	"math"

	"hindsight/physics"
	"hindsight/sim/row"
)

// toy is a world small enough to be seen through: agents walk and slide along boxes,
// shots are rays, the dead come back after a second.
type toy struct {
	nav    *Nav
	search *Search
	spawns []physics.Vec
	tick   uint32
	agents []agent
}

type agent struct {
	brain  Brain
	intent Intent
	pos    physics.Vec
	aim    uint16
	health int32
	ammo   int16
	reload uint32 // tick at which a reload is done
	back   uint32 // tick at which the dead come back
	kills  int32
	deaths int32
	team   uint8
	others []Other
}

const (
	toySpeed    = 5.0 / 60 // units/tick
	toyView     = 14.0
	toyMagazine = 30
)

func newToy(nav *Nav, spawns []physics.Vec, levels ...uint8) *toy {
	w := &toy{nav: nav, search: NewSearch(nav), spawns: spawns}
	for i, level := range levels {
		w.agents = append(w.agents, agent{brain: NewBrain(level), pos: spawns[i%len(spawns)], health: 100, ammo: toyMagazine, team: uint8(i)})
	}
	return w
}

func (w *toy) percept(i int) Percept {
	a := &w.agents[i]
	a.others = a.others[:0]
	for j := range w.agents {
		if o := &w.agents[j]; j != i {
			a.others = append(a.others, Other{ID: row.ID{Index: uint16(j), Gen: 1}, Pos: o.pos, Alive: o.health > 0, Friend: o.team == a.team})
		}
	}
	return Percept{
		Tick: w.tick, Others: a.others, ViewDist: toyView,
		Self: Self{Pos: a.pos, Aim: a.aim, Alive: a.health > 0, HealthPct: uint8(max(a.health, 0)), Ammo: a.ammo, AmmoMax: toyMagazine, Reloading: w.tick < a.reload},
	}
}

// step lets everyone think, then act on it.
func (w *toy) step(seed uint64) {
	w.tick++
	for i := range w.agents {
		a := &w.agents[i]
		p := w.percept(i)
		if a.brain.Due(&p) {
			a.intent = a.brain.Think(w.search, &p, Rand(seed+uint64(i)))
		} else {
			a.intent.Fire, a.intent.Reload = false, false
		}
	}
	for i := range w.agents {
		if a := &w.agents[i]; a.health > 0 {
			w.move(a)
			w.shoot(a)
		} else if w.tick >= a.back {
			a.pos, a.health, a.ammo, a.reload = w.spawns[(int(a.deaths)+i)%len(w.spawns)], 100, toyMagazine, 0
		}
	}
}

func (w *toy) move(a *agent) {
	d := physics.Vec{X: float64(a.intent.MoveX) / 127, Y: float64(a.intent.MoveY) / 127}
	if n := math.Sqrt(dot(d, d)); n > 1 {
		d = unit(d)
	}
	d = scale(d, toySpeed)
	if to := add(a.pos, physics.Vec{X: d.X}); w.free(to) {
		a.pos = to
	}
	if to := add(a.pos, physics.Vec{Y: d.Y}); w.free(to) {
		a.pos = to
	}
	a.pos = toPoint(a.pos).vec()
	a.aim = a.intent.Aim
}

func (w *toy) free(p vec) bool { return w.nav.Clear(p, p) }

// shoot fires six times a second along the aim, 20 a hit.
func (w *toy) shoot(a *agent) {
	if a.intent.Reload && w.tick >= a.reload {
		a.reload, a.ammo = w.tick+60, toyMagazine
	}
	if !a.intent.Fire || w.tick%10 != 0 || w.tick < a.reload || a.ammo == 0 {
		return
	}
	a.ammo--
	sin, cos := physics.SinCos(float64(a.aim) / 65536)
	end := add(a.pos, scale(vec{X: cos, Y: sin}, toyView))
	var hit *agent
	nearest := math.Inf(1)
	for j := range w.agents {
		o := &w.agents[j]
		if d := distance2(a.pos, o.pos); o != a && o.health > 0 && d < nearest && segmentDistance2(o.pos, a.pos, end) < float64(w.nav.radius*w.nav.radius) && w.nav.Visible(a.pos, o.pos) {
			hit, nearest = o, d
		}
	}
	if hit == nil {
		return
	}
	if hit.health -= 20; hit.health <= 0 {
		a.kills++
		hit.deaths++
		hit.back = w.tick + 60
	}
}
