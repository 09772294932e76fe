package timesync

import (
	"slices"
	"testing"

	"hindsight/netcode"
)

const second = netcode.Second

// atLeast gates a share that a test measured.
func atLeast(t *testing.T, seed uint64, what string, got, want float64) {
	t.Helper()
	if !(got >= want) {
		t.Errorf("seed %d: %s: %.4f, want at least %.4f", seed, what, got, want)
	}
}

func atMost(t *testing.T, seed uint64, what string, got, want float64) {
	t.Helper()
	if !(got <= want) {
		t.Errorf("seed %d: %s: %.4f, want at most %.4f", seed, what, got, want)
	}
}

// leadOf returns a share of the leads from a number of snapshots on: 0.5 is the median.
func (tr *trace) leadOf(from int, share float64) float64 {
	leads := slices.Sorted(slices.Values(tr.leads[from:]))
	return float64(leads[int(share*float64(len(leads)-1))])
}

// On loopback a busy machine is all the jitter there is.
func TestLoopback(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(100*netcode.Microsecond, 4*ms, 0)
		tr.run(20 * second)
		atLeast(t, seed, "on time", tr.share(tr.startAt, 20*second), .995)
		atMost(t, seed, "median lead", tr.leadOf(5, .5), 1)
		atMost(t, seed, "greatest lead", tr.leadOf(5, 1), 2)
	})
}

func TestLossAndJitter(t *testing.T) {
	on, all := 0, 0
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(40*ms, 20*ms, .05)
		tr.run(30 * second)
		atLeast(t, seed, "on time from the start", tr.share(tr.startAt, 8*second), .99)
		atLeast(t, seed, "on time", tr.share(tr.startAt, 30*second), .99)
		atMost(t, seed, "median lead", tr.leadOf(5, .5), 9)
		on += between(tr.onTime, 8*second, 30*second)
		all += between(tr.onTime, 8*second, 30*second) + between(tr.late, 8*second, 30*second)
	})
	atLeast(t, 0, "on time of all seeds once learnt", float64(on)/float64(all), .995)
}

// Stationary jitter must not cost more than an oracle that knows the worst delay.
func TestLeadIsNearTheOracle(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(30*ms, 15*ms, 0)
		tr.run(30 * second)
		atLeast(t, seed, "on time", tr.share(8*second, 30*second), .995)
		// The slowest way takes 45 ms, the look each ms one more, a snapshot 30 to 45 and 1.
		oracle := float64(45+1+30+1) / 16.667
		atMost(t, seed, "median lead beyond the oracle's", tr.leadOf(300, .5)-oracle, 1)
	})
}

// rerouted makes both ways longer by so much from a time on.
func (tr *trace) rerouted(from, by netcode.Time) {
	up, down := tr.up, tr.down
	change := func(way func(netcode.Time) netcode.Time) func(netcode.Time) netcode.Time {
		return func(now netcode.Time) netcode.Time {
			d := way(now)
			if d >= 0 && now >= from {
				d += by
			}
			return d
		}
	}
	tr.up, tr.down = change(up), change(down)
}

func TestRouteBecomesLonger(t *testing.T) {
	for _, by := range []netcode.Time{20 * ms, 40 * ms, 80 * ms, 200 * ms} {
		seeds(t, func(t *testing.T, seed uint64) {
			tr := newTrace(seed)
			tr.path(20*ms, 5*ms, .01)
			tr.rerouted(15*second, by)
			tr.run(30 * second)
			atLeast(t, seed, "on time before", tr.share(5*second, 15*second), .995)
			atLeast(t, seed, "on time in the second after the first", tr.share(16*second+by, 17*second+by), .95)
			atLeast(t, seed, "on time after", tr.share(16*second+500*ms, 30*second), .99)
		})
	}
}

func TestRouteBecomesShorter(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		tr.rerouted(0, 80*ms)
		tr.rtt += 160 * ms
		tr.rerouted(15*second, -80*ms)
		tr.run(30 * second)
		atLeast(t, seed, "on time throughout", tr.share(tr.startAt, 30*second), .995)
		atMost(t, seed, "lead 5 s later", tr.leadOf(600, .5), 4)
	})
}

// One spike now and then is not worth a longer lead.
func TestIsolatedSpikes(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 4*ms, 0)
		up := tr.up
		tr.up = func(now netcode.Time) netcode.Time {
			if into := now % (10 * second); now > 5*second && into < 100*ms {
				return up(now) + 100*ms - into // all that was held up comes at once
			}
			return up(now)
		}
		tr.run(45 * second)
		atMost(t, seed, "greatest lead", tr.leadOf(30, 1), 5)
		atLeast(t, seed, "on time", tr.share(2*second, 45*second), .985)
	})
}

func TestDilation(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		tr.length = func(now netcode.Time) netcode.Time {
			if now > 10*second && now < 20*second {
				return tick * 3 / 2
			}
			return tick
		}
		tr.run(30 * second)
		atLeast(t, seed, "on time before", tr.share(5*second, 10*second), .995)
		atLeast(t, seed, "on time in it", tr.share(10*second, 20*second), .995)
		atLeast(t, seed, "on time after", tr.share(20*second+500*ms, 30*second), .99)
		atMost(t, seed, "greatest lead", tr.leadOf(30, 1), 5)
	})
}

// A client that stands still for 5 s is in step within one.
func TestStallOfTheClient(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		tr.stalled = func(now netcode.Time) bool { return now > 10*second && now < 15*second }
		tr.run(25 * second)
		atLeast(t, seed, "on time after", tr.share(15*second+100*ms, 25*second), .99)
		if tr.commands.Skipped() < 200 {
			t.Errorf("seed %d: %d skipped", seed, tr.commands.Skipped())
		}
		atMost(t, seed, "lead after", tr.leadOf(len(tr.leads)-60, 1), 5)
	})
}

// A server that stands still for 5 s makes the client wait, not run away.
func TestStallOfTheServer(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		tr.length = func(now netcode.Time) netcode.Time {
			if now > 10*second && !tr.stood {
				tr.stood = true
				return 5 * second
			}
			return tick
		}
		tr.claimed = tick
		tr.run(30 * second)
		atLeast(t, seed, "on time after", tr.share(15*second, 30*second), .99)
		atMost(t, seed, "lead after", tr.leadOf(len(tr.leads)-200, 1), 5)
	})
}

// Due never goes back, whatever is reported, and NextAt keeps its word.
func TestDueIsMonotone(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		c, last := NewCommandClock(), uint32(0)
		if c.Due(5) != 0 || c.NextAt() != 0 {
			t.Fatal("due before the first snapshot")
		}
		for now := netcode.Time(0); now < 30*second; now += netcode.Time(tr.rng.Int64N(int64(40 * ms))) {
			switch tr.rng.IntN(8) {
			case 0:
				c.Snapshot(now, uint32(now/tick)+uint32(tr.rng.IntN(20)), tick+netcode.Time(tr.rng.Int64N(int64(20*ms)))-8*ms, netcode.Time(tr.rng.Int64N(int64(second))))
			case 1:
				c.Slack(last-uint32(tr.rng.IntN(10)), netcode.Time(tr.rng.Int64N(int64(4*second))-int64(2*second)))
			}
			next := c.NextAt()
			due := c.Due(now)
			if due < last || (next > now && due > last && last > 0 && due-last <= MaxCatchUp && c.skipped == 0 && c.window.n > recentLen && !c.hurry && c.first < last) {
				t.Fatalf("seed %d: due %d after %d at %d, next was at %d", seed, due, last, now, next)
			}
			last = due
		}
	})
}

func TestClocksDoNotAllocate(t *testing.T) {
	c, v := NewCommandClock(), NewViewClock()
	now, n := netcode.Time(0), uint32(100)
	if allocs := testing.AllocsPerRun(1000, func() {
		now += tick
		n++
		c.Snapshot(now, n, tick, 20*ms)
		v.Snapshot(now, n, tick)
		c.Slack(c.Due(now)-1, ms)
		v.Advance(now)
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// A server that stood still and says so makes the clocks wait as long: neither takes
// it for a longer path.
func TestToldStallOfTheServer(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		tr.length = func(now netcode.Time) netcode.Time {
			if now > 10*second && !tr.stood {
				tr.stood = true
				tr.shifted = 400 * ms
				return tick + tr.shifted
			}
			return tick
		}
		tr.claimed = tick
		tr.run(10 * second)
		lead, delay := tr.leadOf(len(tr.leads)-60, 1), float64(tr.view.Delay())
		tr.run(11 * second)
		back := len(tr.leads)
		tr.run(14 * second)
		atMost(t, seed, "lead after", tr.leadOf(back, 1), lead+1)
		atMost(t, seed, "view delay after in ms", float64(tr.view.Delay())/float64(ms), delay/float64(ms)+8)
		atLeast(t, seed, "on time after", tr.share(11*second, 14*second), .99)
	})
}
