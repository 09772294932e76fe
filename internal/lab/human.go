package lab

import (
	"math"
	"math/rand/v2"

	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// human plays like a person: it knows its screen only, strafes in fights and changes its
// mind 2 to 4 times a second, its hand trembles, and its aim is off by some centimetres,
// often just about by half of what it shoots at. Where nobody is in sight the game's own
// brain finds the way.
type human struct {
	rng    *rand.Rand
	ground *ground
	brain  sim.Brain

	enemy          row.ID
	strafe, close  float64 // -1 to 1: across and toward the enemy
	strafeUntil    sim.Tick
	miss           float64 // units that the aim is off to one side
	missUntil      sim.Tick
	tremor         float64 // turns
	trigger        bool
	triggerUntil   sim.Tick
	weapon         rules.Weapon
	weaponUntil    sim.Tick
	lastAim        uint16
	fought, turned int // ticks in fights, changes of direction in them
}

const (
	// sight is how far a person looks for enemies, in units.
	sight = 22.0
	// strafeMin and strafeMax are the ticks between two changes of direction.
	strafeMin, strafeMax = 15, 30
	// tremorTurns is how far a hand trembles in a tick.
	tremorTurns = 0.0012
	// edgeShare is how often a person aims at about the edge of somebody.
	edgeShare = 0.6
)

// think fills in a command.
func (h *human) think(view *row.Set, self *row.Row, cmd *sim.Command) {
	h.brain.Think(view, self, cmd)
	cmd.Buttons &^= sim.Fire | sim.Alternate | sim.Choose(7)
	cmd.FireSub = 0
	enemy := h.find(view, self)
	if enemy == nil || self.Fields[arena.PlayerAlive] == 0 {
		h.trigger = false
		h.tremble(cmd)
		return
	}
	h.fight(enemy, self, cmd)
	h.tremble(cmd)
}

// find looks for the nearest enemy in sight, and keeps to one for as long as it is.
func (h *human) find(view *row.Set, self *row.Row) (best *row.Row) {
	at := placeOf(self)
	least := sight
	for i := range view.Rows {
		r := &view.Rows[i]
		if r.Kind != arena.KindPlayer || r.ID == self.ID || r.Fields[arena.PlayerAlive] == 0 {
			continue
		}
		far := at.to(placeOf(r)).length()
		if r.ID == h.enemy {
			far -= 3
		}
		if far < least && h.ground.sees(at, placeOf(r)) {
			least, best = far, r
		}
	}
	h.enemy = row.ID{}
	if best != nil {
		h.enemy = best.ID
	}
	return best
}

func (h *human) fight(enemy, self *row.Row, cmd *sim.Command) {
	h.fought++
	t := cmd.Tick
	to := placeOf(self).to(placeOf(enemy))
	far := max(to.length(), 0.5)
	if t >= h.strafeUntil {
		h.turned++
		h.strafeUntil = t + sim.Tick(strafeMin+h.rng.IntN(strafeMax-strafeMin))
		h.strafe = math.Copysign(0.6+0.4*h.rng.Float64(), h.rng.Float64()-0.5)
		h.close = min(max((far-7)/4, -1), 1) * h.rng.Float64()
	}
	if t >= h.missUntil {
		h.missUntil = t + sim.Tick(6+h.rng.IntN(18))
		h.miss = 0.4 * h.rng.NormFloat64()
		if h.rng.Float64() < edgeShare {
			h.miss = math.Copysign(arena.PlayerRadius, h.miss) + 0.03*h.rng.NormFloat64()
		}
	}
	ahead := to.times(1 / far)
	move := ahead.times(h.close).plus(point{-ahead.y, ahead.x}.times(h.strafe))
	k := 127 / max(move.length(), 1)
	cmd.MoveX, cmd.MoveY = int8(move.x*k), int8(move.y*k)
	turns := math.Atan2(to.y, to.x)/(2*math.Pi) + math.Atan(h.miss/far)/(2*math.Pi)
	cmd.Aim = uint16(int64(math.Round(turns * 65536)))
	h.shoot(far, self, cmd)
}

// shoot pulls the trigger in bursts, with a weapon of some seconds' liking.
func (h *human) shoot(far float64, self *row.Row, cmd *sim.Command) {
	t := cmd.Tick
	if t >= h.weaponUntil {
		h.weaponUntil = t + sim.Tick(180+h.rng.IntN(180))
		h.weapon = [...]rules.Weapon{rules.Rifle, rules.Rifle, rules.Rifle, rules.Rifle, rules.Shotgun, rules.Shotgun, rules.Rail, rules.Rail, rules.Melee, rules.Rocket}[h.rng.IntN(10)]
	}
	if rules.Weapon(self.Fields[arena.PlayerWeapon]) != h.weapon && t%30 == 0 {
		cmd.Buttons |= sim.Choose(uint8(h.weapon))
	}
	if t >= h.triggerUntil {
		h.trigger = !h.trigger
		h.triggerUntil = t + sim.Tick(12+h.rng.IntN(30))
		if !h.trigger {
			h.triggerUntil = t + sim.Tick(4+h.rng.IntN(14))
		}
		if h.trigger {
			cmd.FireSub = uint8(h.rng.Uint32())
		}
	}
	if h.trigger {
		cmd.Buttons |= sim.Fire
	}
}

// tremble moves the aim a little, as hands do.
func (h *human) tremble(cmd *sim.Command) {
	h.tremor = 0.8*h.tremor + tremorTurns*0.3*h.rng.NormFloat64()
	cmd.Aim += uint16(int64(math.Round(h.tremor * 65536)))
}
