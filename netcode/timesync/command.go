package timesync

import "hindsight/netcode"

// CommandClock decides when the command of a tick is made and sent. The server
// reports how early commands came; from it follows, for each, the latest moment at
// which it could have been made, and the clock makes the next ones a little before
// nearly all of these moments of the last seconds (at least 99.5 %). Its pace
// differs from the server's by 5 % at most; it jumps only at its start, and where that would
// lose commands for longer than a second.
type CommandClock struct {
	line   line
	window window
	newest uint32 // snapshot
	lead   int32

	// early is the least arrival of a snapshot against the line, and rtt the last
	// round trip: what the clock goes by before the first report.
	early netcode.Time
	rtt   netcode.Time

	started  bool
	first    uint32       // tick at the start or after a jump
	hurry    bool         // the path has become longer: jump if that is nearer than to hurry
	tick     uint32       // whose command was due last
	at       netcode.Time // when it was
	made     [madeLen]made
	reported uint32
	skipped  uint64
}

// made is when a tick's command was due.
type made struct {
	tick uint32
	at   netcode.Time
}

// NewCommandClock returns a clock that waits for its first snapshot.
func NewCommandClock() *CommandClock { return &CommandClock{} }

// Snapshot tells of a snapshot of tick that arrived, the length of a tick then, and
// the round-trip time as it is known, zero if it is not.
func (c *CommandClock) Snapshot(arrived netcode.Time, tick uint32, tickLen, rtt netcode.Time) {
	if tickLen <= 0 || (c.line.known && int32(tick-c.newest) <= 0) {
		return
	}
	first := !c.line.known
	c.line.follow(arrived, tick, tickLen)
	c.newest, c.rtt = tick, rtt
	if late := arrived - c.line.of(tick); first || late < c.early {
		c.early = late
	}
	if c.started {
		c.lead = int32(c.tick - tick)
	}
}

// Shift tells that the server stood still and has moved its ticks by that much, from
// the snapshot on that is told of next: commands already made will wait there, the
// next ones are due so much later. Reports of those made before say nothing of the path.
func (c *CommandClock) Shift(by netcode.Time) {
	if !c.started || by <= 0 {
		return
	}
	c.line.shift(by)
	c.at += by
	c.first = c.tick
}

// Slack tells of a report: how early a command came before its tick began. Reports of
// the same or an older tick than before are ignored, and those of a start: its first
// commands are made all at once.
func (c *CommandClock) Slack(tick uint32, slack netcode.Time) {
	m := &c.made[tick%madeLen]
	if m.tick != tick || tick == 0 || !c.line.known || int32(tick-c.reported) <= 0 {
		return
	}
	c.reported = tick
	if int32(tick-c.first) < settleTicks {
		return
	}
	latest := m.at + slack - c.line.of(tick)
	// What is greater is worse in a window: how much before the line it should have been made.
	moved := c.window.add(sample{at: -latest}, -c.goal(), c.window.n > 0)
	c.hurry = c.hurry || moved > lateMax
}

// goal returns when to make a tick's command, against the line.
func (c *CommandClock) goal() netcode.Time {
	if c.window.n == 0 {
		// A snapshot came half a trip after its tick, and a command takes the other half.
		rtt := c.rtt
		if rtt == 0 {
			rtt = unknownTrip
		}
		return c.early - rtt - c.line.length
	}
	return -c.window.worst() - slackFloor - c.window.young(c.line.length*3/2)
}

// Due returns the newest tick whose command should have been made by now, zero
// before the first snapshot. It never goes back. After a stall of more than
// MaxCatchUp ticks it skips: the caller makes at most the newest MaxCatchUp commands.
func (c *CommandClock) Due(now netcode.Time) uint32 {
	if !c.line.known {
		return 0
	}
	if !c.started {
		c.start(now, c.line.floor(now-c.goal()))
	}
	if t := c.line.floor(now - c.goal()); c.behind(now, t) {
		c.skipped += uint64(max(int32(t-c.tick)-MaxCatchUp, 0))
		c.start(now, t)
	}
	for next := c.NextAt(); next <= now; next = c.NextAt() {
		c.step(c.tick+1, next)
	}
	return c.tick
}

// behind says whether the clock has to jump to be at t, where it should be by now:
// the client stood still, or the goal is out of reach.
func (c *CommandClock) behind(now netcode.Time, t uint32) bool {
	if int32(t-c.tick) <= 0 {
		return false
	}
	stalled := now-c.at > MaxCatchUp*c.line.length && int32(t-c.tick) > MaxCatchUp
	limit := jumpMin
	switch {
	case c.window.n < recentLen:
		limit = c.line.length // the goal was little more than a guess
	case c.hurry:
		limit = lateMax
	}
	return stalled || c.line.of(c.tick+1)+c.goal() < c.at+c.line.length-limit
}

// start puts the clock on its goal: tick is the last that should have been made.
func (c *CommandClock) start(now netcode.Time, tick uint32) {
	c.started, c.hurry, c.first = true, false, tick
	for back := uint32(MaxCatchUp); back > 0; back-- {
		c.made[(tick-back)%madeLen] = made{tick - back, c.line.of(tick-back) + c.goal()}
	}
	c.step(tick, min(now, c.line.of(tick)+c.goal()))
}

func (c *CommandClock) step(tick uint32, at netcode.Time) {
	c.tick, c.at = tick, at
	c.made[tick%madeLen] = made{tick, at}
}

// NextAt returns when the next command will be due, as it looks now; zero before
// the first snapshot.
func (c *CommandClock) NextAt() netcode.Time {
	if !c.started {
		return 0
	}
	want := c.line.of(c.tick+1) + c.goal()
	length := c.line.length
	usual := c.at + length
	if want > usual+jumpMin || (want > usual && c.window.n < recentLen) {
		return want // the server stood still, or the first guess was too careful: wait for it
	}
	return min(max(want, c.at+length*1000/commandFast), c.at+length*1000/commandSlow)
}

// Lead returns how many ticks the command clock was ahead of the newest snapshot
// when that arrived.
func (c *CommandClock) Lead() int32 { return c.lead }

// Skipped returns how many commands were never due, for stalls of the client.
func (c *CommandClock) Skipped() uint64 { return c.skipped }
