package ai

import (
	"math"

	"hindsight/sim/row"
)

// Species is a kind of monster.
type Species uint8

const (
	Swarm   Species = iota + 1 // runs at the nearest and bites
	Shooter                    // keeps its distance and shoots
	Charger                    // charges in a straight line
	Bomber                     // runs up and bursts
	Kinds   = iota
)

// Creature is a monster's mind: a plain value like Brain, and much less of one. It
// knows where people are, as monsters do, and cannot be fooled nor led. What it does
// to them is weapon 1 of its percept: Far is its reach, Self.Busy that it winds up or
// rests.
type Creature struct {
	species Species
	size    Size
	state   State // Hunt, Rush, Shoot or Strike
	every   uint8
	tick    uint32 // of the last thought; zero: none yet
	last    Transition
	target  row.ID
	chosen  uint32 // when the target was
	still   point  // where it was when it last got on,
	since   uint32 // at that tick
	push    uint8  // the step that it takes until pushTill, when it does not get on
	until   uint32 // zero: no push
}

// NewCreature makes a monster as big as size says.
func NewCreature(species Species, size Size) Creature {
	return Creature{species: min(max(species, Swarm), Kinds), size: size, state: Hunt}
}

// State returns what the monster was about at its last thought, and whom.
func (c *Creature) State() (State, row.ID) { return c.state, c.target }

// Last returns the latest change of state.
func (c *Creature) Last() Transition { return c.last }

// Due is Brain.Due of a monster.
func (c *Creature) Due(p *Percept) bool { return c.tick == 0 || p.Tick-c.tick >= uint32(c.every) }

const (
	rushDist   = 14   // who is nearer is run at, if nothing is between
	chargeDist = 9    // from here a charger charges
	chooseAgMs = 1500 // how often a monster looks for somebody nearer
)

// Think is Brain.Think of a monster, whose side is the pack.
func (c *Creature) Think(s *Search, pack *Pack, p *Percept, rnd Rand) Intent {
	elapsed := uint32(1)
	if c.tick != 0 {
		elapsed = min(max(p.Tick-c.tick, 1), MaxThinkEvery)
	}
	c.tick = p.Tick
	in := Intent{Aim: p.Self.Aim}
	prey := c.pick(p)
	if prey == nil || !p.Self.Alive {
		c.become(Hunt, Killed, row.ID{}, p.Tick)
		c.every = MaxThinkEvery / 2
		return in
	}
	to := sub(prey.Pos, p.Self.Pos)
	far := length(to)
	clear := far < rushDist && s.ground.clear(c.size, p.Self.Pos, prey.Pos)
	move := c.act(s, pack, p, prey, rnd, clear)
	if c.state == Strike {
		in.Fire = !p.Self.Busy
	}
	look := move
	if clear || c.state == Strike {
		look = to
	}
	if (look != vec{}) {
		limit := 60000 * p.ms(elapsed) / 1000
		d := int32(int16(toAim(look) - p.Self.Aim))
		in.Aim = p.Self.Aim + uint16(int16(min(max(d, -limit), limit)))
		in.Fire = in.Fire && max(d, -d) < 1500
	}
	move = c.unstick(s, p, rnd, s.spread(p, c.size, move))
	in.MoveX, in.MoveY = stick(move.X), stick(move.Y)
	c.every = 2
	if far > rushDist {
		c.every = 2 + uint8(p.Self.ID.Index%3) // not all at once
	}
	return in
}

// pick returns whom to hunt: the nearest, looked for anew every now and then.
func (c *Creature) pick(p *Percept) *Other {
	var kept, best *Other
	least := math.Inf(1)
	for i := range p.Others {
		o := &p.Others[i]
		if o.Friend || !o.Alive {
			continue
		}
		if o.ID == c.target {
			kept = o
		}
		if d := distance2(o.Pos, p.Self.Pos); d < least {
			best, least = o, d
		}
	}
	if kept != nil && p.Tick-c.chosen < p.ticks(chooseAgMs) {
		return kept
	}
	c.target, c.chosen = row.ID{}, p.Tick
	if best != nil {
		c.target = best.ID
	}
	return best
}

func (c *Creature) become(s State, why Reason, who row.ID, now uint32) {
	if c.state != s {
		c.last = Transition{From: c.state, To: s, Reason: why, Who: who, Tick: now}
		c.state = s
	}
}

// act changes state and returns the direction to walk in.
func (c *Creature) act(s *Search, pack *Pack, p *Percept, prey *Other, rnd Rand, clear bool) vec {
	to := sub(prey.Pos, p.Self.Pos)
	far, ahead := length(to), unit(to)
	reach := 1.0
	if p.Arms != nil {
		reach = p.Arms[1].Far
	}
	if !clear {
		if c.species == Shooter && far < reach && s.ground.Visible(p.Self.Pos, prey.Pos) {
			c.become(Strike, Near, prey.ID, p.Tick)
			return vec{}
		}
		c.become(Hunt, Lost, prey.ID, p.Tick)
		return pack.toward(s, c.size, p.Self.Pos, prey)
	}
	switch {
	case c.species == Shooter && far < reach:
		c.become(Strike, Near, prey.ID, p.Tick)
		across := side(ahead)
		if rnd.at(p.Tick/p.ticks(900), drawStrafe)&1 != 0 {
			across = scale(across, -1)
		}
		move := across
		if far < float64(reach*0.45) {
			move = unit(sub(across, ahead))
		}
		if !s.safe(c.size, p.Self.Pos, move) {
			move = vec{}
		}
		return move
	case c.species == Charger && far < chargeDist || far < reach:
		c.become(Strike, Near, prey.ID, p.Tick)
	default:
		c.become(Rush, Saw, prey.ID, p.Tick)
	}
	if p.Self.Busy && c.species == Charger {
		return vec{}
	}
	return ahead
}

// unstick pushes somewhere else when a wish to walk leads nowhere.
func (c *Creature) unstick(s *Search, p *Percept, rnd Rand, move vec) vec {
	now := p.Tick
	if c.until != 0 && c.until-now-1 < 1<<31-1 {
		return unit(vec{X: float64(steps[c.push].dx), Y: float64(steps[c.push].dy)})
	}
	c.until = 0
	if (move == vec{}) || c.state == Strike || distance(c.still.vec(), p.Self.Pos) > float64(s.nav.cell*0.7) {
		c.still, c.since = toPoint(p.Self.Pos), now
		return move
	}
	if now-c.since > p.ticks(stillMs) {
		c.still, c.since = toPoint(p.Self.Pos), now
		c.push = uint8(rnd.at(now, drawPush) >> 29)
		c.until = now + p.ticks(rnd.between(now, drawPushTicks, 150, 400))
	}
	return move
}

// spread turns a wish to walk away from those of one's kind that are too close.
func (s *Search) spread(p *Percept, size Size, move vec) vec {
	radius := s.nav.layers[size].radius
	push := vec{}
	for i := range p.Others {
		o := &p.Others[i]
		if !o.Friend || !o.Alive {
			continue
		}
		d := sub(p.Self.Pos, o.Pos)
		room := radius + radius + 0.25
		if o.Size > 0 {
			room = radius + float64(float64(o.Size)/256) + 0.25
		}
		if d2 := dot(d, d); d2 < float64(room*room) && d2 > 0 {
			away := math.Sqrt(d2)
			push = add(push, scale(d, (room-away)/float64(away*room)))
		}
	}
	if (push == vec{}) || (move == vec{}) {
		return move
	}
	if turned := unit(add(move, push)); s.safe(size, p.Self.Pos, turned) {
		return turned
	}
	return move
}
