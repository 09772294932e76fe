package ai

import (
	"math"

	"hindsight/sim/row"
)

const (
	coverTries    = 8
	pushTicksMin  = 12
	pushTicksMax  = 30
	strafeTickMin = 18
	strafeTickMax = 50
	// Between these distances a fighting bot keeps its place, in parts of its view.
	keepNear, keepFar = 0.35, 0.6
)

// walk follows the route; a roaming bot picks its next goal.
func (b *Brain) walk(s *Search, p *Percept, rnd Rand) vec {
	if b.mode == Roam {
		b.roam(s, p, rnd)
	}
	return b.route.steer(s, p.Self.Pos)
}

func (b *Brain) roam(s *Search, p *Percept, rnd Rand) {
	if p.HasGoal && finite(p.Goal) {
		here := s.nav.Nearest(p.Self.Pos)
		cell := s.nav.nearest(p.Goal, s.nav.region[here])
		// A goal that moves must not take away the path before there can be another.
		if !b.route.heading || b.route.goal != cell && b.route.credit >= b.route.need {
			b.route.head(cell)
		}
	} else if b.route.done() {
		b.route.head(s.nav.random(s.nav.Nearest(p.Self.Pos), rnd.at(p.Tick, drawRoam)))
	}
}

// cover returns a cell to hide at: of a few random ones the nearest to the bot,
// measured against its distance from the threat, out of the threat's sight if any is.
func (s *Search) cover(p *Percept, rnd Rand, threat vec) uint16 {
	here := s.nav.Nearest(p.Self.Pos)
	best, bestScore := here, math.Inf(1)
	for i := range uint8(coverTries) {
		cell := s.nav.random(here, rnd.at(p.Tick, drawCover+i))
		place := s.nav.Center(cell)
		score := distance(p.Self.Pos, place) - distance(threat, place)
		if s.nav.Visible(threat, place) {
			score += 1000
		}
		if score < bestScore {
			best, bestScore = cell, score
		}
	}
	return best
}

// dodge strafes round the foe and keeps the distance at which aim errors matter.
func (b *Brain) dodge(s *Search, p *Percept, rnd Rand, foe *sighting) vec {
	to := sub(foe.pos.vec(), p.Self.Pos)
	away := math.Sqrt(dot(to, to))
	if b.strafe == 0 || p.Tick >= b.until || b.until-p.Tick > strafeTickMax {
		b.strafe = int8(1 - 2*int32(rnd.at(p.Tick, drawStrafe)&1))
		b.until = p.Tick + uint32(span(rnd.at(p.Tick, drawStrafeTicks), strafeTickMin, strafeTickMax))
	}
	ahead := unit(to)
	if away == 0 {
		ahead = vec{X: 1}
	}
	toward := 0.0
	switch {
	case away > float64(p.ViewDist*keepFar):
		toward = 1
	case away < float64(p.ViewDist*keepNear):
		toward = -0.7
	}
	return b.strafeMove(s, p.Self.Pos, ahead, toward)
}

// strafeMove returns the first way that is free for a few steps: to the side it
// strafes to or the other one, with and then without a change of distance; else
// straight on or back.
func (b *Brain) strafeMove(s *Search, pos, ahead vec, toward float64) vec {
	free := func(move vec) bool { return s.nav.squeeze(pos, add(pos, scale(move, 2*s.nav.radius))) }
	side := scale(vec{X: -ahead.Y, Y: ahead.X}, float64(b.strafe))
	for _, t := range [2]float64{toward, 0} {
		for _, sign := range [2]float64{1, -1} {
			if move := unit(add(scale(side, sign), scale(ahead, t))); free(move) {
				b.strafe *= int8(sign)
				return move
			}
		}
	}
	if free(ahead) {
		return ahead
	}
	return scale(ahead, -1)
}

// notice sees to it that a bot which wants to walk and stands still tries another way.
func (b *Brain) notice(s *Search, p *Percept, rnd Rand, move vec) {
	r := &b.route
	waits := move == vec{} || b.mode == Fight || b.mode == Unstuck
	if waits || distance(r.still.vec(), p.Self.Pos) > float64(s.nav.cell*0.5) {
		r.still, r.stillTick = toPoint(p.Self.Pos), p.Tick
		return
	}
	if p.Tick-r.stillTick < stillTicks {
		return
	}
	b.become(Unstuck, p.Tick)
	b.target = row.ID{}
	b.push = uint8(rnd.at(p.Tick, drawPush) >> 29)
	b.until = p.Tick + uint32(span(rnd.at(p.Tick, drawPushTicks), pushTicksMin, pushTicksMax))
	r.still, r.stillTick = toPoint(p.Self.Pos), p.Tick
}

// stick turns a component of a unit vector into 1/127.
func stick(v float64) int8 {
	return int8(math.Floor(float64(min(max(v, -1), 1)*127) + 0.5))
}
