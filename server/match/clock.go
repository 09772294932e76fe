package match

import "hindsight/netcode"

// clock says when ticks are due. It does not drift: tick n is due n tick lengths
// after the start, plus what was dilated away. When ticks start late again and
// again it makes them longer, so that every client slows down alike instead of
// missing ticks; when they start in time again it returns to its rate.
type clock struct {
	length  netcode.Time // of a tick at full rate
	stretch float64      // 1 at full rate
	due     netcode.Time // of the next tick
	dilated netcode.Time // how much longer the match took than its ticks at full rate
	shifted netcode.Time // the part of it by which stalls have moved all further ticks
	late    uint64       // ticks that started more than a quarter of a tick late
	behind  int          // ticks in a row that started more than half a tick late
}

func newClock(now netcode.Time, tickRate uint32) clock {
	length := netcode.Second / netcode.Time(tickRate)
	return clock{length: length, stretch: 1, due: now + length}
}

// tickLength is the length of a tick at present.
func (c *clock) tickLength() netcode.Time {
	return netcode.Time(float64(c.length) * c.stretch)
}

// started notes that the due tick starts now, and makes the next one due.
func (c *clock) started(now netcode.Time) {
	lateness := now - c.due
	if lateness > c.length/4 {
		c.late++
	}
	if lateness > c.length/2 {
		c.behind++
	} else {
		c.behind = 0
		c.stretch = max(c.stretch*0.998, 1)
	}
	if c.behind > behindTicksMax {
		c.stretch = min(c.stretch*1.02, stretchMax)
	}
	if excess := lateness - catchUpTicksMax*c.length; excess > 0 {
		c.due += excess
		c.dilated += excess
		c.shifted += excess
	}
	length := c.tickLength()
	c.dilated += length - c.length
	c.due += length
}

// startOf says when a tick will start, next being the tick that is due.
func (c *clock) startOf(tick, next uint32) netcode.Time {
	return c.due + netcode.Time(int64(tick)-int64(next))*c.tickLength()
}
