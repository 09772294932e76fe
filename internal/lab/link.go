package lab

import (
	"hindsight/netcode"
	"hindsight/netcode/simnet"
)

// link is a named condition: what kinds of access are like, and what goes wrong on them.
type link struct {
	name, about string
	spec        simnet.Spec
	// change is the condition so long after the measuring began, which may be before;
	// nil: it stays.
	change func(since netcode.Time, s simnet.Spec) simnet.Spec
	// event is when something happens that recovery is measured from; zero: nothing does.
	event netcode.Time
}

const (
	eventAt    = 5 * netcode.Second
	stallEvery = 10 * netcode.Second
	stallFor   = 500 * netcode.Millisecond
	routeMore  = 80 * netcode.Millisecond
	moveDark   = 300 * netcode.Millisecond
	moveMore   = 20 * netcode.Millisecond
)

// links are all of them. Figures of access are round ones of what is common.
var links = []link{
	{name: "fibre", about: "8 ms, 1 ms of jitter", spec: simnet.Spec{RTT: ms(8), Jitter: ms(1), LossPercent: 0.01}},
	{name: "cable", about: "25 ms, 4 ms of jitter, 0.1 % lost", spec: simnet.Spec{RTT: ms(25), Jitter: ms(4), LossPercent: 0.1}},
	{name: "wifi", about: "30 ms, 20 ms of jitter, 1 % lost by threes, some overtake", spec: simnet.Spec{RTT: ms(30), Jitter: ms(20), LossPercent: 1, Burst: 3, ReorderPercent: 0.2}},
	{name: "4g", about: "60 ms, 30 ms of jitter, 0.5 % lost by twos", spec: simnet.Spec{RTT: ms(60), Jitter: ms(30), LossPercent: 0.5, Burst: 2}},
	{name: "satellite", about: "600 ms, 20 ms of jitter, 1 % lost by twos", spec: simnet.Spec{RTT: ms(600), Jitter: ms(20), LossPercent: 1, Burst: 2}},
	{name: "bufferbloat", about: "40 ms, and a queue of up to 200 ms before a bottleneck of 64 kbit/s each way", spec: simnet.Spec{RTT: ms(40), Jitter: ms(4), Rate: 64_000}},
	{name: "stall", about: "40 ms; every 10 s nothing arrives for 500 ms, then all of it", spec: simnet.Spec{RTT: ms(40), Jitter: ms(4), LossPercent: 0.1}, change: stalls},
	{name: "route", about: "40 ms; 5 s on, the way becomes 80 ms longer for good", spec: simnet.Spec{RTT: ms(40), Jitter: ms(4), LossPercent: 0.1}, change: reroutes, event: eventAt},
	{name: "move", about: "40 ms; 5 s on, nothing passes for 300 ms, then a way that is 20 ms longer", spec: simnet.Spec{RTT: ms(40), Jitter: ms(4), LossPercent: 0.1}, change: moves, event: eventAt},
}

// stalls holds everything back until the stall is over: order is kept, so it comes all
// at once.
func stalls(since netcode.Time, s simnet.Spec) simnet.Spec {
	if at := since % stallEvery; since >= 0 && at >= eventAt && at < eventAt+stallFor {
		s.RTT += 2 * (eventAt + stallFor - at)
	}
	return s
}

func reroutes(since netcode.Time, s simnet.Spec) simnet.Spec {
	if since >= eventAt {
		s.RTT += routeMore
	}
	return s
}

func moves(since netcode.Time, s simnet.Spec) simnet.Spec {
	if since >= eventAt {
		s.RTT += moveMore
	}
	if since >= eventAt && since < eventAt+moveDark {
		s.LossPercent = 100
	}
	return s
}
