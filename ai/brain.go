package ai

import "hindsight/sim/row"

// Mode is what a brain is about.
type Mode uint8

const (
	Roam    Mode = iota // walk to the goal, or to random places
	Chase               // walk to where somebody was last seen
	Fight               // somebody is in sight: strafe, aim, shoot
	Retreat             // badly hurt: walk out of sight
	Unstuck             // pushing in some direction after standing still
	modes
)

var modeNames = [modes]string{"roam", "chase", "fight", "retreat", "unstuck"}

func (m Mode) String() string {
	if m < modes {
		return modeNames[m]
	}
	return "unknown"
}

const (
	retreatTicks = 240 // how long a bot runs for cover at most,
	braveTicks   = 600 // and how long it then fights on however hurt
)

// Brain is a bot's mind: a plain value without pointers, copied by assignment and
// compared by ==.
type Brain struct {
	level  uint8
	mode   Mode
	tick   uint32 // of the last thought; zero: none yet
	since  uint32 // when the mode began
	until  uint32 // when Unstuck ends, or the strafe may change
	calm   uint32 // no retreat before this tick
	target row.ID // whom it fights or chases
	strafe int8   // -1 or 1: to the left or right of the aim; zero before the first fight
	push   uint8  // the step that Unstuck takes
	route  route
	memory memory
}

// NewBrain makes a bot of a level from 1 to MaxLevel.
func NewBrain(level uint8) Brain {
	return Brain{level: min(max(level, 1), MaxLevel), route: route{credit: minCredit, need: minCredit}}
}

// Mode returns what the brain was about at its last thought.
func (b *Brain) Mode() Mode { return b.mode }

// Target returns whom the brain fights or chases; zero is nobody.
func (b *Brain) Target() row.ID { return b.target }

// Due reports whether the bot should think at this tick; when not, its last intent
// goes on without fire and reload.
func (b *Brain) Due(p *Percept) bool { return b.tick == 0 || p.Tick-b.tick >= ThinkEvery(p) }

// Think decides what to do at p.Tick, which must be later than at the last thought.
// s is scratch for the map that the bot is on, always the same; rnd is the key of the
// bot's own random stream.
func (b *Brain) Think(s *Search, p *Percept, rnd Rand) Intent {
	elapsed := uint32(1)
	if b.tick != 0 {
		elapsed = min(max(p.Tick-b.tick, 1), 4*MaxThinkEvery)
	}
	b.tick = p.Tick
	b.route.earn(elapsed)
	if !p.Self.Alive {
		b.forget()
		return Intent{Aim: p.Self.Aim}
	}
	b.memory.look(s.nav, p)
	foe := b.pick(p)
	b.decide(s, p, rnd, foe)
	var move vec
	switch b.mode {
	case Fight:
		move = b.dodge(s, p, rnd, foe)
	case Unstuck:
		move = unit(vec{X: float64(steps[b.push].dx), Y: float64(steps[b.push].dy)})
	default:
		move = b.walk(s, p, rnd)
	}
	b.notice(s, p, rnd, move)
	in := b.shoot(s, p, rnd, foe, elapsed, move)
	in.MoveX, in.MoveY = stick(move.X), stick(move.Y)
	return in
}

// forget drops everything that belongs to the body that died.
func (b *Brain) forget() {
	*b = Brain{level: b.level, tick: b.tick, route: route{credit: b.route.credit, need: minCredit}}
}

// pick returns the foe in sight to deal with, nil for none: the nearest that the bot
// had time to react to, staying with the present one unless another is much nearer.
func (b *Brain) pick(p *Percept) *sighting {
	var best *sighting
	bestScore := 0.0
	for i := range int(b.memory.count) {
		f := &b.memory.list[i]
		if f.seen != p.Tick || f.seen-f.since < skills[b.level].reactionTicks {
			continue
		}
		score := distance2(p.Self.Pos, f.pos.vec())
		if f.id == b.target {
			score = float64(score * 0.5)
		}
		if best == nil || score < bestScore {
			best, bestScore = f, score
		}
	}
	return best
}

// decide is the table of transitions.
func (b *Brain) decide(s *Search, p *Percept, rnd Rand, foe *sighting) {
	now := p.Tick
	switch {
	case b.mode == Unstuck && b.since <= now && now < b.until:
	case b.mode == Retreat && now-b.since < retreatTicks && !b.route.done():
	case foe != nil && p.Self.HealthPct <= skills[b.level].retreatPct && now >= b.calm:
		b.target, b.calm = foe.id, now+braveTicks
		b.become(Retreat, now)
		b.route.head(s.cover(p, rnd, foe.pos.vec()))
	case foe != nil:
		b.target = foe.id
		b.become(Fight, now)
	default:
		b.search(s, p)
	}
}

// search goes on without anyone in sight: to the place of the freshest memory, or on
// roaming. A visited place is forgotten.
func (b *Brain) search(s *Search, p *Percept) {
	for {
		last := b.memory.freshest()
		if last == nil {
			b.target = row.ID{}
			b.become(Roam, p.Tick)
			return
		}
		if last.seen == p.Tick { // in sight, still reacting
			if b.mode != Chase {
				b.become(Roam, p.Tick)
			}
			return
		}
		place := last.pos.vec()
		if b.mode == Chase && b.target == last.id && (b.route.done() || distance(p.Self.Pos, place) < s.nav.cell) {
			b.memory.remove(uint8(b.memory.find(last.id)))
			b.become(Roam, p.Tick)
			continue
		}
		if b.mode != Chase || b.target != last.id {
			b.target = last.id
			b.become(Chase, p.Tick)
			b.route.head(s.nav.Nearest(add(place, scale(last.vel.vec(), 0.25))))
		}
		return
	}
}

// become enters a mode; entering anew the one it is in changes nothing.
func (b *Brain) become(m Mode, now uint32) {
	if b.mode == m {
		return
	}
	b.mode, b.since = m, now
	b.route.drop()
}
