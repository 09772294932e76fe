package ai

import "hindsight/sim/row"

// Brain is a bot's mind: a plain value without pointers, copied by assignment and
// compared by ==.
type Brain struct {
	level uint8
	size  Size
	alive bool
	every uint8  // ticks until the next thought is due
	tick  uint32 // of the last thought; zero: none yet
	since uint32 // when the state began

	state  State
	last   Transition
	target row.ID // whom it fights or looks for
	memory memory
	hunch  hunch
	task   task
	route  route
	snag   snag
	fight  fight
	threat threat
}

// hunch is a place where something was: a sound, a shot.
type hunch struct {
	pos  point
	tick uint32
	kind SoundKind
}

// NewBrain makes a bot of a level from 1 to MaxLevel, as big as size says.
func NewBrain(level uint8, size Size) Brain {
	return Brain{level: min(max(level, 1), MaxLevel), size: size, route: newRoute()}
}

// State returns what the brain was about at its last thought, and since when.
func (b *Brain) State() (s State, since uint32) { return b.state, b.since }

// Target returns whom the brain fights or looks for; zero is nobody.
func (b *Brain) Target() row.ID { return b.target }

// Last returns the latest change of state.
func (b *Brain) Last() Transition { return b.last }

// Level returns the bot's level.
func (b *Brain) Level() uint8 { return b.level }

// Due reports whether the bot should think at this tick: its time has come, or
// something happened to it. When not, Intent.Idle of its last intent goes on. It looks
// at no more of the percept than Tick, Rate, Self, Sounds and Hurts.
func (b *Brain) Due(p *Percept) bool {
	if b.tick == 0 || p.Tick-b.tick >= uint32(b.every) || p.Self.Alive != b.alive || len(p.Hurts) > 0 {
		return true
	}
	return calm.has(b.state) && b.loudest(p) != nil
}

// Think decides what to do at p.Tick, which must be later than at the last thought.
// s is scratch for the map that the bot is on, always the same; squad is what its side
// knows, nil for a loner; rnd is the key of the bot's own random stream.
func (b *Brain) Think(s *Search, squad *Squad, p *Percept, rnd Rand) Intent {
	t := thought{b: b, s: s, squad: squad, p: p, rnd: rnd, skill: &skills[b.level]}
	t.elapsed = uint32(1)
	if b.tick != 0 {
		t.elapsed = min(max(p.Tick-b.tick, 1), 8*MaxThinkEvery)
	}
	b.tick = p.Tick
	b.route.earn(t.elapsed)
	if !p.Self.Alive {
		b.forget()
		return Intent{Aim: p.Self.Aim}
	}
	t.sense()
	t.change()
	move := t.move()
	in := t.shoot(move)
	in.MoveX, in.MoveY = stick(move.X), stick(move.Y)
	in.Dash = t.dash
	b.every = t.rest()
	return in
}

// thought is what one Think works with.
type thought struct {
	b       *Brain
	s       *Search
	squad   *Squad
	p       *Percept
	rnd     Rand
	skill   *skill
	elapsed uint32 // ticks since the last thought
	look    looker
	news    news
	foe     *sighting // whom it deals with, in sight and known; nil: nobody
	facing  vec       // where to look without a foe; zero: where it walks
	dash    bool
}

// forget drops everything that belongs to the body that died.
func (b *Brain) forget() {
	kept := b.route
	*b = Brain{level: b.level, size: b.size, tick: b.tick, every: 1, last: b.last, route: newRoute()}
	b.route.credit = kept.credit
}

// rest returns in how many ticks to think again. It depends on what the bot knows
// only: who is on the screen and not noticed must change nothing.
func (t *thought) rest() uint8 {
	b := t.b
	switch {
	case b.memory.sees(t.p.Tick) || b.threat.id != (row.ID{}) || b.snag.pushes(t.p.Tick):
		return 1
	case !calm.has(b.state):
		return 2
	}
	return MaxThinkEvery
}
