package puck

import (
	"math"

	"hindsight/physics"
)

// sight is what a bot decides by: no more than what every player sees.
type sight struct {
	me, puck motion
	held     bool
	side     Side
	target   Side // whose goal to shoot at
	zone     *Zone
	rink     *Rink
}

// skill is how good a bot of a level is.
type skill struct {
	everyMillis uint32  // between two thoughts
	speed       float64 // of a paddle's greatest
	miss        float64 // how far beside the goal's middle it aims, at most, in mouths
	foresight   float64 // seconds that it sees the puck's way ahead
	fast        float64 // units/s: what comes faster it stops, and does not strike
}

var skills = [...]skill{
	{400, 0.35, 1.2, 0.2, 3},
	{260, 0.50, 0.9, 0.35, 5},
	{170, 0.65, 0.8, 0.5, 8},
	{85, 0.85, 0.8, 0.8, 14},
	{33, 1.00, 0.8, 1.0, 26},
}

func skillOf(level uint8) *skill { return &skills[min(max(int(level), 1), len(skills))-1] }

const (
	guardDistance = 1.7  // from the goal, in units, where a bot waits
	strikeReach   = 0.15 // how near behind the puck a bot begins to strike
	slowPuck      = 4.0  // units/s: what is slower waits until a bot comes
	giveWay       = 0.4  // chance of letting go of a puck that is stuck
	lookStep      = 1.0 / 30
)

// decide is the stick of a bot, in parts of its greatest speed. luck is from 0 to 1.
func decide(s *sight, k *skill, luck float64) (x, y float64) {
	aim := s.rink.GoalMiddle(s.target)
	beside := float64(float64((luck-0.5)*k.miss) * s.rink.Mouth)
	if out := s.target.Out(); out.X != 0 {
		aim.Y += beside
	} else {
		aim.X += beside
	}
	at, after, reached := s.meet(k)
	if s.held || !reached {
		return s.walk(s.guard(at), k)
	}
	if length(s.puck.v) < 1 && distance(s.me.at, s.puck.at) < PuckRadius+PaddleRadius+touchMargin && luck < giveWay {
		return s.walk(s.guard(at), k) // somebody else presses from the other side
	}
	if speed := length(s.puck.v); speed > k.fast && s.comes() && after > 0 {
		return s.walk(s.between(at, PaddleRadius), k)
	}
	return s.strike(at, aim, k)
}

// strike goes behind the puck, as seen from where it shall go, and then through it.
func (s *sight) strike(at, aim physics.Vec, k *skill) (x, y float64) {
	dir := toward(at, aim)
	const off = PuckRadius + PaddleRadius
	behind := physics.Vec{X: at.X - float64(dir.X*(off+0.15)), Y: at.Y - float64(dir.Y*(off+0.15))}
	fromPuck := physics.Vec{X: s.me.at.X - at.X, Y: s.me.at.Y - at.Y}
	ahead := float64(fromPuck.X*dir.X) + float64(fromPuck.Y*dir.Y)
	if ahead > -0.5*off && length(fromPuck) < off+0.8 {
		// On the wrong side of it: around, on the side where it is already.
		side := 1.0
		if float64(fromPuck.Y*dir.X)-float64(fromPuck.X*dir.Y) < 0 {
			side = -1
		}
		around := physics.Vec{X: behind.X - float64(float64(dir.Y*side)*(off+0.3)), Y: behind.Y + float64(float64(dir.X*side)*(off+0.3))}
		return s.walk(around, k)
	}
	if across := math.Abs(float64(fromPuck.Y*dir.X) - float64(fromPuck.X*dir.Y)); across > strikeReach {
		return s.walk(behind, k)
	}
	return s.walk(physics.Vec{X: at.X + float64(dir.X*2), Y: at.Y + float64(dir.Y*2)}, k)
}

// walk is the stick toward a place in the zone.
func (s *sight) walk(to physics.Vec, k *skill) (x, y float64) {
	to = s.zone.Clamp(to)
	dx, dy := (to.X-s.me.at.X)*2, (to.Y-s.me.at.Y)*2
	if d := math.Sqrt(float64(dx*dx) + float64(dy*dy)); d > 1 {
		dx, dy = dx/d, dy/d
	}
	return float64(dx * k.speed), float64(dy * k.speed)
}

// guard is where to wait for a puck that is, or will be, somewhere.
func (s *sight) guard(puck physics.Vec) physics.Vec { return s.between(puck, guardDistance) }

// between is the place so far from the own goal on the way from it to another.
func (s *sight) between(puck physics.Vec, from float64) physics.Vec {
	goal := s.rink.GoalMiddle(s.side)
	dir := toward(goal, puck)
	if from == PaddleRadius { // right before the puck
		from = max(distance(goal, puck)-PuckRadius, PaddleRadius)
	}
	return physics.Vec{X: goal.X + float64(dir.X*from), Y: goal.Y + float64(dir.Y*from)}
}

// comes reports whether the puck flies toward the own side.
func (s *sight) comes() bool {
	out := s.side.Out()
	return float64(s.puck.v.X*out.X)+float64(s.puck.v.Y*out.Y) > 0
}

// meet looks along the puck's way for where the paddle can be first. If it is too late
// everywhere, or the puck stays elsewhere, it returns where the puck is at the end. A slow
// one waits.
func (s *sight) meet(k *skill) (at physics.Vec, after float64, reached bool) {
	at = s.puck.at
	v := s.puck.v
	for t := 0.0; t <= k.foresight; t += lookStep {
		stand := s.zone.Clamp(at)
		const reach = PuckRadius + PaddleRadius
		if distance(stand, at) < reach && distance(s.me.at, stand)-reach <= float64(float64(t*paddleSpeedMax)*k.speed)+0.5 {
			return at, t, true
		}
		at.X, v.X = bounce(at.X+float64(v.X*lookStep), v.X, s.rink.Width)
		at.Y, v.Y = bounce(at.Y+float64(v.Y*lookStep), v.Y, s.rink.Height)
	}
	return at, 0, length(s.puck.v) < slowPuck && distance(s.zone.Clamp(at), at) < PuckRadius+PaddleRadius
}

// bounce folds a coordinate back between the walls.
func bounce(p, v, size float64) (at, speed float64) {
	switch {
	case p < PuckRadius:
		return 2*PuckRadius - p, math.Abs(v)
	case p > size-PuckRadius:
		return float64(2*(size-PuckRadius)) - p, -math.Abs(v)
	}
	return p, v
}

// toward is the direction from one place to another; none if they are one.
func toward(from, to physics.Vec) physics.Vec {
	d := physics.Vec{X: to.X - from.X, Y: to.Y - from.Y}
	if l := length(d); l > 0 {
		return physics.Vec{X: d.X / l, Y: d.Y / l}
	}
	return physics.Vec{}
}

func length(v physics.Vec) float64 { return math.Sqrt(float64(v.X*v.X) + float64(v.Y*v.Y)) }
