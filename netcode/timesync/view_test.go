package timesync

import (
	"testing"

	"hindsight/netcode"
)

// checkPace demands that the view never goes back, and that outside of jumps it
// advances by 0.9 to 1.1 ticks per tick of length from..to.
func (tr *trace) checkPace(t *testing.T, seed uint64, from, to, length netcode.Time) {
	t.Helper()
	for i := 1; i < len(tr.views); i++ {
		a, b := tr.views[i-1], tr.views[i]
		if b.view < a.view {
			t.Fatalf("seed %d: the view goes back at %d ms", seed, b.at/ms)
		}
	}
	// Over 100 ms at a time, so that the rounding of a stamp is nothing.
	const span = 100
	for i := span; i < len(tr.views); i += span {
		a, b := tr.views[i-span], tr.views[i]
		if a.at < from || b.at >= to || b.starved != a.starved {
			continue
		}
		pace := float64(b.view-a.view) / 256 * float64(length) / float64(b.at-a.at)
		if pace < .94 || pace > 1.06 {
			t.Fatalf("seed %d: at %d ms the view advances %.3f ticks per tick", seed, b.at/ms, pace)
		}
	}
}

func TestViewStarvesSeldom(t *testing.T) {
	for _, c := range []struct {
		name         string
		every        uint32
		base, jitter netcode.Time
		loss         float64
		delay        netcode.Time // most that is allowed
	}{
		{"loopback at 30 Hz", 2, 0, 3 * ms, 0, 36 * ms},
		{"lan at 60 Hz", 1, 2 * ms, 5 * ms, .01, 35 * ms},
		{"wan at 30 Hz", 2, 40 * ms, 20 * ms, .01, 72 * ms},
		{"bad wan at 30 Hz", 2, 40 * ms, 20 * ms, .05, 85 * ms},
	} {
		starved, delay := 0.0, netcode.Time(0)
		seeds(t, func(t *testing.T, seed uint64) {
			tr := newTrace(seed)
			tr.every = c.every
			tr.path(c.base, c.jitter, c.loss)
			tr.run(30 * second)
			starved += tr.starvedShare(5*second, 30*second) / seedCount
			delay += tr.view.Delay() / seedCount
			tr.checkPace(t, seed, 2*second, 30*second, tick)
			atMost(t, seed, c.name+": starved", tr.starvedShare(5*second, 30*second), .01)
		})
		atMost(t, 0, c.name+": starved, all seeds", starved, .005)
		atMost(t, 0, c.name+": delay in ms, all seeds", float64(delay)/float64(ms), float64(c.delay)/float64(ms))
	}
}

func TestViewFollowsARoute(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		tr.rerouted(15*second, 80*ms)
		tr.run(30 * second)
		// What a longer way costs is its length, once.
		atMost(t, seed, "starved seconds of the change", tr.starvedShare(15*second, 16*second), .15)
		atMost(t, seed, "starved after", tr.starvedShare(16*second, 30*second), .005)
		atMost(t, seed, "delay after in ms", float64(tr.view.Delay())/float64(ms), 45)
		tr.checkPace(t, seed, 2*second, 30*second, tick)
	})
}

func TestViewIgnoresASpike(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 4*ms, 0)
		down := tr.down
		tr.down = func(now netcode.Time) netcode.Time {
			if into := now % (10 * second); now > 5*second && into < 150*ms {
				return down(now) + 150*ms - into
			}
			return down(now)
		}
		tr.run(12 * second)
		atMost(t, seed, "delay in ms after a spike", float64(tr.view.Delay())/float64(ms), 45)
		atMost(t, seed, "starved seconds by it", tr.starvedShare(10*second, 12*second)*2, .17)
	})
}

func TestViewInDilation(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		tr.length = func(now netcode.Time) netcode.Time {
			if now > 10*second {
				return tick * 3 / 2
			}
			return tick
		}
		tr.run(20 * second)
		atMost(t, seed, "starved", tr.starvedShare(5*second, 20*second), .01)
		tr.checkPace(t, seed, 2*second, 10*second, tick)
		tr.checkPace(t, seed, 11*second, 20*second, tick*3/2)
	})
}

// After 5 s without a snapshot the view is at the present at once, and no less
// smooth than before.
func TestViewAfterAStall(t *testing.T) {
	seeds(t, func(t *testing.T, seed uint64) {
		tr := newTrace(seed)
		tr.path(20*ms, 5*ms, 0)
		down := tr.down
		tr.down = func(now netcode.Time) netcode.Time {
			if now > 10*second && now < 15*second {
				return -1
			}
			return down(now)
		}
		tr.run(20 * second)
		atLeast(t, seed, "starved in the stall", tr.starvedShare(10*second+200*ms, 15*second), .99)
		atMost(t, seed, "starved after", tr.starvedShare(15*second+200*ms, 20*second), .01)
		atMost(t, seed, "delay after in ms", float64(tr.view.Delay())/float64(ms), 45)
		tr.checkPace(t, seed, 2*second, 10*second, tick)
		tr.checkPace(t, seed, 15*second+200*ms, 20*second, tick)
	})
}

func TestViewBeforeAnything(t *testing.T) {
	v := NewViewClock()
	if v.Advance(5*second) != 0 {
		t.Error("a view of nothing")
	}
	v.Snapshot(6*second, 1, tick)
	if got := v.Advance(6 * second); got > 256 {
		t.Errorf("the first snapshot is of tick 1, the view is at %d/256", got)
	}
	v.Snapshot(7*second, 0, tick)
	v.Snapshot(7*second, 2, 0)
	if v.newest != 1 {
		t.Error("a snapshot without length, or an old one, is used")
	}
	if got := v.Advance(5 * second); got > 256 {
		t.Errorf("time goes back: %d", got)
	}
}
