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
//
// A snapshot that is acknowledged beside a newer one may have come in time, or have been
// overtaken, which leaves a gap in the client's picture. One clock takes it for the
// former, the other for the latter: what either can show may be claimed.
type gaze struct {
	clocks  [2]*timesync.ViewClock // nil: nothing is known yet
	shifted netcode.Time           // as the newest snapshot had it
	arrived []arrival              // snapshots that the clock has not heard of, for they came after its time
	at      netcode.Time           // of clocks
	render  [2]sim.Stamp           // at that time
	slacks  [slackRing]netcode.Time
	n, next int
	sorted  [slackRing]netcode.Time // scratch
}

// arrival is a snapshot that reached the client.
type arrival struct {
	at netcode.Time // and as much later as the way up took
	sentSnapshot
	newest bool // when it was acknowledged
}

// snapshot notes that a snapshot arrived.
func (g *gaze) snapshot(s sentSnapshot, trip netcode.Time, newest bool) {
	if len(g.arrived) == arrivedMax {
		g.arrived = slices.Delete(g.arrived, 0, 1)
	}
	g.arrived = append(g.arrived, arrival{s.at + trip, s, newest})
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
	if g.clocks[1] == nil {
		return 0, 0, false
	}
	span := func(d netcode.Time) sim.Stamp { return sim.Stamp(d * 256 / tickLength) }
	low = min(g.render[0], g.render[1])
	low -= min(low, claimSlop)
	high = max(g.render[0], g.render[1]) + max(claimSlop, span(min(came-made, tickLength))+claimRounds) + span(jitter)
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
		g.hear(&a)
	}
	g.arrived = kept
	for i, clock := range g.clocks {
		if clock != nil {
			g.render[i] = sim.Stamp(clock.Advance(now))
		}
	}
}

// hear tells the clocks of a snapshot.
func (g *gaze) hear(a *arrival) {
	if g.clocks[0] == nil {
		g.clocks, g.shifted = [2]*timesync.ViewClock{timesync.NewViewClock(), timesync.NewViewClock()}, a.shifted
	}
	by := max(a.shifted-g.shifted, 0)
	g.shifted += by
	for i, clock := range g.clocks {
		clock.Shift(by)
		if i == 0 || a.newest {
			clock.Snapshot(a.at, a.tick, a.length)
		}
	}
}
