package app

import "time"

// pace keeps frames apart where no screen does: without it a virtual display draws as
// fast as the machine can.
type pace struct {
	every time.Duration // 0: no limit
	next  time.Time
}

func newPace(maxFPS int) pace {
	if maxFPS == 0 {
		return pace{}
	}
	return pace{every: time.Second / time.Duration(maxFPS)}
}

// wait returns how long the frame that was just drawn has to wait. A late frame does
// not make the next ones hurry.
func (p *pace) wait(now time.Time) time.Duration {
	if p.every == 0 {
		return 0
	}
	p.next = p.next.Add(p.every)
	if p.next.Before(now) {
		p.next = now
	}
	return p.next.Sub(now)
}
