package lab

import "math"

// roundTrip is an estimate of a round trip and of how far it strays, with weights.
type roundTrip struct {
	known            bool
	value, deviation float64
}

func (r *roundTrip) add(sample, weight, deviationWeight float64) {
	if !r.known {
		*r = roundTrip{true, sample, 0}
		return
	}
	r.deviation += (math.Abs(sample-r.value) - r.deviation) * deviationWeight
	r.value += (sample - r.value) * weight
}

// lightyear is after lightyear: the server's tick is estimated from snapshots and half
// the round trip; the commands run ahead of it by the other half and a margin of four
// jitters and a tick, the view behind by 1.7 send intervals and the same margin. Nothing
// is asked of the server.
type lightyear struct {
	every    float64 // ticks between snapshots
	trip     roundTrip
	pings    int
	offset   float64 // of the server's tick against now/tickMS
	known    bool
	commands syncedClock
	view     syncedClock
}

// Constants of lightyear.
const (
	lightyearJitters    = 4.0
	lightyearTicks      = 1.0
	lightyearSends      = 1.7
	lightyearPings      = 3
	lightyearDead       = 1.0  // ticks: a smaller error is left alone
	lightyearMost       = 10.0 // ticks: a greater one is jumped over
	lightyearInRow      = 3    // errors of one sign before the pace changes
	lightyearPace       = 0.05
	lightyearRedundancy = 5
)

func newLightyear(every uint32) *lightyear { return &lightyear{every: float64(every)} }

func (l *lightyear) redundancy() int                     { return lightyearRedundancy }
func (l *lightyear) timing(float64, int, float64)        {}
func (l *lightyear) jitter() float64                     { return l.trip.deviation / 2 }
func (l *lightyear) margin() float64                     { return lightyearJitters*l.jitter() + lightyearTicks*tickMS }
func (l *lightyear) viewDelay() float64                  { return lightyearSends*l.every*tickMS + l.margin() }
func (l *lightyear) estimate(now float64) (tick float64) { return now/tickMS + l.offset }

func (l *lightyear) snapshot(now float64, n news) {
	l.trip.add(n.rtt, 1.0/12, 1.0/6)
	if l.pings++; l.pings < lightyearPings {
		return
	}
	raw := n.tick + l.trip.value/2/tickMS - now/tickMS
	if !l.known {
		l.known, l.offset = true, raw
	}
	share := min(max((l.jitter()-1)/9, 0), 1)
	l.offset += (raw - l.offset) * (0.10 - 0.08*share)
	l.commands.sync(now, l.estimate(now)+(l.trip.value/2+l.margin())/tickMS)
	l.view.sync(now, l.estimate(now)-(l.trip.value/2+l.viewDelay())/tickMS)
}

func (l *lightyear) step(now float64) int {
	if !l.known {
		return 0
	}
	return int(l.commands.at(now))
}

func (l *lightyear) render(now float64) float64 { return l.view.at(now) }

// syncedClock is a clock in ticks that changes its pace after errors of one sign.
type syncedClock struct {
	begun      bool
	tick, last float64
	pace       float64
	errors     int
	ahead      bool
}

func (c *syncedClock) at(now float64) float64 {
	if !c.begun {
		return 0
	}
	c.tick += (now - c.last) / tickMS * c.pace
	c.last = now
	return c.tick
}

func (c *syncedClock) sync(now, objective float64) {
	if !c.begun {
		*c = syncedClock{begun: true, tick: objective, last: now, pace: 1}
		return
	}
	off := c.at(now) - objective
	sign, before := off > 0, c.ahead
	c.ahead = sign
	switch {
	case math.Abs(off) > lightyearMost:
		c.tick, c.errors, c.pace = objective, 0, 1
	case math.Abs(off) <= lightyearDead:
		c.errors, c.pace = 0, 1
	default:
		if c.errors++; sign != before || c.errors < lightyearInRow {
			return
		}
		c.pace = 1 + lightyearPace*2*min(math.Abs(off)/lightyearMost, 1)
		if off > 0 {
			c.pace = 1 / c.pace
		}
	}
}

// n4e is after Unity's Netcode for Entities: the commands run two ticks ahead of need by
// the server's word on their age, what was changed in the last round trip allowed for;
// the view is two network ticks and 1.25 jitters behind the newest snapshot.
type n4e struct {
	every            float64
	trip             roundTrip
	gap              roundTrip // between snapshots, ms
	begun            bool
	last             float64
	tick             float64 // of commands
	newest, estimate float64 // snapshot that arrived, and as it would be by now
	newestAt         float64
	age              float64
	adjusted         []adjustment
	view, viewDelay  float64
}

type adjustment struct{ at, by float64 }

// Constants of n4e.
const (
	n4eSlack      = 2.0 // ticks
	n4eShare      = 0.1 // of an error that the pace makes up for
	n4ePaceMin    = 0.9
	n4ePaceMax    = 1.1
	n4eMost       = 10.0 // ticks: a greater error is jumped over
	n4eRedundancy = 4
	n4eNetTicks   = 2.0
	n4eJitters    = 1.25
	n4eViewMin    = 0.85
	n4eViewMax    = 1.1
	n4eDelayShare = 0.1 // how fast the view's delay may change
)

func newN4E(every uint32) *n4e { return &n4e{every: float64(every)} }

func (u *n4e) redundancy() int              { return n4eRedundancy }
func (u *n4e) timing(float64, int, float64) {}

// ideal is where commands should be as far as the client knows alone.
func (u *n4e) ideal() float64 { return u.estimate + math.Ceil(u.trip.value/tickMS) + n4eSlack }

func (u *n4e) snapshot(now float64, n news) {
	u.trip.add(n.rtt, 1.0/8, 1.0/4)
	if !u.begun {
		u.begun, u.last, u.estimate, u.viewDelay = true, now, n.tick, n4eNetTicks*u.every
		u.tick, u.view = u.ideal(), n.tick-u.viewDelay
	} else {
		u.pass(now)
		u.estimate += (n.tick - u.estimate) / 8
		u.gap.add((now-u.newestAt)/(n.tick-u.newest)*u.every, 1.0/8, 1.0/4)
	}
	u.newest, u.newestAt, u.age = n.tick, now, n.age
}

func (u *n4e) step(now float64) int {
	if !u.begun {
		return 0
	}
	u.pass(now)
	return int(u.tick)
}

func (u *n4e) render(now float64) float64 {
	if !u.begun {
		return 0
	}
	u.pass(now)
	return u.view
}

// pass lets time go on.
func (u *n4e) pass(now float64) {
	passed := (now - u.last) / tickMS
	if passed <= 0 {
		return
	}
	u.last = now
	u.estimate += passed
	late := u.age + n4eSlack
	kept := u.adjusted[:0]
	for _, a := range u.adjusted {
		if a.at > now-u.trip.value {
			late -= a.by // the server's word does not know of it yet
			kept = append(kept, a)
		}
	}
	pace := min(max(1+n4eShare*late, n4ePaceMin), n4ePaceMax)
	u.tick += passed * pace
	u.adjusted = append(kept, adjustment{now, passed * (pace - 1)})
	if math.Abs(u.tick-u.ideal()) > n4eMost {
		u.tick, u.adjusted = u.ideal(), u.adjusted[:0]
	}
	want := n4eNetTicks*u.every + n4eJitters*u.gap.deviation/tickMS
	change := passed * n4eDelayShare
	u.viewDelay += min(max(want-u.viewDelay, -change), change)
	target := u.estimate - u.viewDelay
	u.view += passed * min(max(1+n4eShare*(target-u.view), n4eViewMin), n4eViewMax)
	if math.Abs(target-u.view) > n4eMost {
		u.view = target
	}
}
