package match

import (
	"slices"

	"hindsight/netcode"
	"hindsight/netcode/timesync"
	"hindsight/sim"
)

// gaze knows which moment a client can be looking at. It keeps the client's own view
// clock, on what the server measures itself: when snapshots were sent and how long
// their round trips took, what the client kept back aside. That clock runs at 0.96 to
// 1.04 of the match's pace and stands only where a snapshot is missing, and so must the
// claims of a client's shots.
//
// Round trips are longer than the ways down by the ways up, and so are the times at
// which commands come than those at which they were made: the two cancel out, but for
// the way up's jitter.
type gaze struct {
	clock   *timesync.ViewClock // nil: nothing is known yet
	shifted netcode.Time        // as the newest snapshot had it
	arrived []arrival           // snapshots that the clock has not heard of, for they came after its time
	at      netcode.Time        // of clock
	render  sim.Stamp           // at that time
	slacks  [slackRing]netcode.Time
	n, next int
	sorted  [slackRing]netcode.Time // scratch
}

// arrival is a snapshot that reached the client.
type arrival struct {
	at netcode.Time // and as much later as the way up took
	sentSnapshot
}

// snapshot notes that a snapshot arrived.
func (g *gaze) snapshot(s sentSnapshot, trip netcode.Time) {
	if len(g.arrived) == arrivedMax {
		g.arrived = slices.Delete(g.arrived, 0, 1)
	}
	g.arrived = append(g.arrived, arrival{s.at + trip, s})
}

// command notes how early a command came.
func (g *gaze) command(slack netcode.Time) {
	g.slacks[g.next] = slack
	g.next = (g.next + 1) % slackRing
	g.n = min(g.n+1, slackRing)
}

// made is the earliest time at which a command can have been made that was due at due
// and came at came, and as much later as the fastest way up takes. A few commands that
// come far too early prove nothing.
func (g *gaze) made(due, came, slop netcode.Time) netcode.Time {
	if g.n == 0 {
		return came
	}
	s := append(g.sorted[:0], g.slacks[:g.n]...)
	slices.Sort(s)
	return min(due-min(s[g.n-1], s[g.n/2]+slop), came)
}

// bounds returns the render times that a client can claim with a command that was due
// at due and came at came. ok is false as long as too little is known. A command may be
// made a tick late, with one after it, where frames are longer than ticks.
func (g *gaze) bounds(due, came, tickLength, jitter netcode.Time) (low, high sim.Stamp, ok bool) {
	made := g.made(due, came, tickLength+jitter)
	g.follow(made)
	if g.clock == nil {
		return 0, 0, false
	}
	span := func(d netcode.Time) sim.Stamp { return sim.Stamp(d * 256 / tickLength) }
	low = g.render - min(g.render, claimSlop)
	high = g.render + max(claimSlop, span(min(came-made, tickLength))+claimRounds) + span(jitter)
	return low, high, true
}

// follow runs the clock up to a moment, in the order of what happened.
func (g *gaze) follow(now netcode.Time) {
	if now < g.at {
		return
	}
	g.at = now
	kept := g.arrived[:0]
	for _, a := range g.arrived {
		if a.at > now {
			kept = append(kept, a)
			continue
		}
		if g.clock == nil {
			g.clock, g.shifted = timesync.NewViewClock(), a.shifted
		}
		if a.shifted > g.shifted {
			g.clock.Shift(a.shifted - g.shifted)
			g.shifted = a.shifted
		}
		g.clock.Snapshot(a.at, a.tick, a.length)
	}
	g.arrived = kept
	if g.clock != nil {
		g.render = sim.Stamp(g.clock.Advance(now))
	}
}
