// Package timesync has the two clocks of a client: the CommandClock says when a
// tick's command is to be made so that it reaches the server just in time, and the
// ViewClock which moment of the match is to be shown. Both learn from what arrives
// and aim at a share of failures, not at a margin; neither reads a clock itself.
package timesync

import "hindsight/netcode"

// line is the server's ticks on the client's time, as the first snapshot had them: a
// reference that samples are measured against. It bends when the length of a tick changes.
type line struct {
	known  bool
	tick   uint32
	at     netcode.Time
	length netcode.Time
}

// follow starts the line, or bends it at a tick whose length is new.
func (l *line) follow(arrived netcode.Time, tick uint32, length netcode.Time) {
	switch {
	case !l.known:
		*l = line{true, tick, arrived, length}
	case l.length != length:
		*l = line{true, tick, l.of(tick), length}
	}
}

// shift moves the ticks from the newest known on: the server stood still.
func (l *line) shift(by netcode.Time) { l.at += by }

// of returns the time of a tick.
func (l *line) of(tick uint32) netcode.Time {
	return l.at + netcode.Time(int32(tick-l.tick))*l.length
}

// floor returns the last tick whose time is not after at.
func (l *line) floor(at netcode.Time) uint32 {
	d := at - l.at
	n := d / l.length
	if n*l.length > d {
		n--
	}
	return uint32(int64(l.tick) + int64(n))
}
