package match

import (
	"testing"

	"hindsight/netcode"
)

// drive runs a clock whose host needs work for each tick, for a number of ticks.
func drive(c *clock, now netcode.Time, ticks int, work netcode.Time) netcode.Time {
	for range ticks {
		now = max(now, c.due)
		c.started(now)
		now += work
	}
	return now
}

func TestClockDoesNotDrift(t *testing.T) {
	c := newClock(0, 60)
	drive(&c, 0, 6000, 3*netcode.Millisecond)
	if want := 6001 * (netcode.Second / 60); c.due != want {
		t.Errorf("tick 6001 due at %v, want %v", c.due, want)
	}
	if c.late != 0 || c.dilated != 0 {
		t.Errorf("%d late ticks, %v dilated: want none", c.late, c.dilated)
	}
}

func TestClockDilatesUnderOverload(t *testing.T) {
	c := newClock(0, 60)
	work := 25 * netcode.Millisecond
	now := drive(&c, 0, 600, work)
	if got := c.tickLength(); got < work*9/10 {
		t.Errorf("ticks of %v ms under work of %v ms", got/netcode.Millisecond, work/netcode.Millisecond)
	}
	if behind := now - c.due; behind > 4*c.length {
		t.Errorf("the clock runs %v ms behind: it must not pile up ticks", behind/netcode.Millisecond)
	}
	if ran := now - 600*c.length; c.dilated < ran-4*c.length || c.dilated > ran+4*c.length {
		t.Errorf("dilated %v ms, the match took %v ms longer", c.dilated/netcode.Millisecond, ran/netcode.Millisecond)
	}
	drive(&c, now, 3000, netcode.Millisecond)
	if c.tickLength() != c.length {
		t.Errorf("stretch %v after the overload: want full rate", c.stretch)
	}
}

// Stalls of the machine now and then, as neighbours cause them, cost their own time
// and do not slow the match down for good.
func TestClockKeepsItsRateThroughStalls(t *testing.T) {
	c := newClock(0, 60)
	now := netcode.Time(0)
	for range 100 {
		now = drive(&c, now, 20, netcode.Millisecond)
		now += 30 * netcode.Millisecond
	}
	if c.stretch != 1 {
		t.Errorf("ticks are %v times as long after short stalls", c.stretch)
	}
}

func TestClockForgivesOneStall(t *testing.T) {
	c := newClock(0, 60)
	now := drive(&c, 0, 60, 0)
	drive(&c, now+netcode.Second, 60, 0)
	if c.dilated < netcode.Second*9/10 || c.dilated > netcode.Second*11/10 {
		t.Errorf("a stall of 1 s dilated %v ms", c.dilated/netcode.Millisecond)
	}
}
