package dst

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
)

// Faults says what goes wrong in a history and how badly. A seed first draws for
// each kind whether it happens at all, then its strength: what never meets in an even
// mixture of everything meets here. Zero is: not at all.
type Faults struct {
	Path    simnet.Spec  // the worst that a path gets; each direction of each client draws its own below it
	Freeze  float64      // chance per client and second that its computer stands still
	FreezeT netcode.Time // longest
	Cut     float64      // chance per client and second that its link fails
	Leave   float64      // chance per client and second that its player leaves, to come back later
	Late    int          // clients that come after the first second
	Echo    float64      // share of moments at which an old datagram is sent again
	Fast    int          // clients whose clock runs 0.5 % fast
	Stall   float64      // chance per second that the server stands still
	StallT  netcode.Time // longest
	Slow    float64      // chance per second that the server's ticks take too long for a second
	Wild    int          // clients whose player presses Fire at random and looks anywhere
	Hostile int          // links that break the rules
	Garble  float64      // share of a hostile link's datagrams that are spoiled
}

// drawFaults draws a swarm.
func drawFaults(rng *rand.Rand, clients int) Faults {
	var f Faults
	on := func() bool { return rng.IntN(2) == 0 }
	upTo := func(most float64) float64 { return most * rng.Float64() }
	if on() {
		f.Path.RTT = netcode.Time(rng.Int64N(int64(250 * netcode.Millisecond)))
	}
	if on() {
		f.Path.Jitter = netcode.Time(rng.Int64N(int64(f.Path.RTT/2 + netcode.Millisecond)))
	}
	if on() {
		f.Path.LossPercent = upTo(25)
		f.Path.Burst = 1 + upTo(9)
	}
	if on() {
		f.Path.DupPercent = upTo(10)
	}
	if on() {
		f.Path.ReorderPercent = upTo(10)
	}
	if on() {
		f.Path.Rate = 150_000 + rng.Int64N(1_000_000)
	}
	if on() {
		f.Freeze, f.FreezeT = upTo(0.3), netcode.Time(rng.Int64N(int64(5*netcode.Second)))
	}
	if on() {
		f.Cut = upTo(0.15)
	}
	if on() {
		f.Leave = upTo(0.15)
	}
	if on() {
		f.Late = rng.IntN(clients)
	}
	if on() {
		f.Echo = upTo(0.2)
	}
	if on() {
		f.Fast = 1 + rng.IntN(clients)
	}
	if on() {
		f.Stall, f.StallT = upTo(0.5), netcode.Time(rng.Int64N(int64(2*netcode.Second)))
	}
	if on() {
		f.Slow = upTo(0.3)
	}
	if on() {
		f.Wild = 1 + rng.IntN(clients)
	}
	if on() {
		f.Hostile, f.Garble = 1+rng.IntN(3), upTo(1)
	}
	return f
}

// String names the kinds that are on.
func (f Faults) String() string {
	var on []string
	add := func(name string, is bool, strength any) {
		if is {
			on = append(on, fmt.Sprintf("%s=%v", name, strength))
		}
	}
	ms := func(t netcode.Time) string { return fmt.Sprintf("%dms", t/netcode.Millisecond) }
	rate := func(v float64) string { return fmt.Sprintf("%.2g/s", v) }
	add("path", f.Path != simnet.Spec{}, f.Path)
	add("freeze", f.Freeze > 0, rate(f.Freeze)+"<"+ms(f.FreezeT))
	add("cut", f.Cut > 0, rate(f.Cut))
	add("leave", f.Leave > 0, rate(f.Leave))
	add("late", f.Late > 0, f.Late)
	add("echo", f.Echo > 0, fmt.Sprintf("%.2g", f.Echo))
	add("fast", f.Fast > 0, f.Fast)
	add("stall", f.Stall > 0, rate(f.Stall)+"<"+ms(f.StallT))
	add("slow", f.Slow > 0, rate(f.Slow))
	add("wild", f.Wild > 0, f.Wild)
	add("hostile", f.Hostile > 0, fmt.Sprintf("%d:%.2g", f.Hostile, f.Garble))
	if len(on) == 0 {
		return "none"
	}
	return strings.Join(on, " ")
}

// drawPath draws a path no worse than the worst.
func drawPath(rng *rand.Rand, worst simnet.Spec) simnet.Spec {
	s := worst
	part := rng.Float64()
	s.RTT = netcode.Time(part * float64(worst.RTT))
	s.Jitter = netcode.Time(part * float64(worst.Jitter))
	s.LossPercent *= rng.Float64()
	s.DupPercent *= rng.Float64()
	s.ReorderPercent *= rng.Float64()
	if rng.IntN(3) > 0 {
		s.Rate = 0 // a bottleneck is somewhere, not everywhere
	}
	return s
}
