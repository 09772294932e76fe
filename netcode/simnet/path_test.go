package simnet

import (
	"math"
	"testing"

	"hindsight/netcode"
)

// fates sends a packet every interval and sums up what became of them.
type fates struct {
	sent, lost, full, twice, overtaken int
	runs                               int // of losses
	least, most                        netcode.Time
	sum                                netcode.Time
	change                             netcode.Time // sum of differences of delay, one packet to the next
}

func observe(spec Spec, seed uint64, n int, interval netcode.Time, size int) (f fates) {
	p := NewPath(spec, seed)
	last, lastDelay, wasLost := netcode.Time(0), netcode.Time(0), false
	f.least = math.MaxInt64
	for i := range n {
		now := netcode.Time(i) * interval
		fate := p.Send(now, size)
		f.sent++
		if fate.Cause == Lost && !wasLost {
			f.runs++
		}
		wasLost = fate.Cause == Lost
		switch fate.Cause {
		case Lost:
			f.lost++
			continue
		case Overflow:
			f.full++
			continue
		}
		if fate.Copies == 2 {
			f.twice++
		}
		delay := fate.At[0] - now
		f.least, f.most, f.sum = min(f.least, delay), max(f.most, delay), f.sum+delay
		f.change += max(delay-lastDelay, lastDelay-delay)
		lastDelay = delay
		if fate.At[0] < last {
			f.overtaken++
		}
		last = max(last, fate.At[0])
	}
	return f
}

func near(t *testing.T, what string, got, want, off float64) {
	t.Helper()
	if math.Abs(got-want) > off {
		t.Errorf("%s is %.4f, want %.4f +- %.4f", what, got, want, off)
	}
}

func TestPathHasTheShareOfItsSpec(t *testing.T) {
	const n = 200_000
	spec := Spec{RTT: 100 * ms, Jitter: 20 * ms, LossPercent: 5, DupPercent: 1, ReorderPercent: 2}
	f := observe(spec, 1, n, 17*ms, 100)
	near(t, "loss", float64(f.lost)/n, .05, .003)
	near(t, "mean run of losses", float64(f.lost)/float64(f.runs), 1/.95, .02)
	near(t, "duplicates", float64(f.twice)/n, .0095, .001)
	near(t, "packets that overtake", float64(f.overtaken)/n, .023, .004)
	near(t, "mean delay in ms", float64(f.sum)/float64(n-f.lost)/float64(ms), 51, 1)
	spec.ReorderPercent = 0
	f = observe(spec, 2, n, 17*ms, 100)
	if f.overtaken != 0 || f.least < 40*ms || f.most > 60*ms || f.least > 42*ms || f.most < 58*ms {
		t.Errorf("%d overtaken, delays from %d to %d ms, want 0, 40, 60", f.overtaken, f.least/ms, f.most/ms)
	}
	if step := float64(f.change) / n / float64(ms); step > 4 {
		t.Errorf("delays of neighbours differ by %.1f ms on average: independent ones would by 6.7", step)
	}
	spec.Burst = 3
	f = observe(spec, 3, n, 17*ms, 100)
	near(t, "loss in bursts", float64(f.lost)/n, .05, .005)
	near(t, "mean burst", float64(f.lost)/float64(f.runs), 3, .15)
}

func TestPathExtremes(t *testing.T) {
	if f := observe(Spec{LossPercent: 100}, 1, 1000, ms, 10); f.lost != 1000 {
		t.Errorf("%d of 1000 lost of all", f.lost)
	}
	if f := observe(Spec{}, 1, 1000, ms, 10); f.lost+f.twice+f.overtaken != 0 || f.most != 0 {
		t.Errorf("a perfect path: %+v", f)
	}
	if f := observe(Spec{RTT: 2 * ms, Jitter: 50 * ms}, 1, 1000, ms, 10); f.least < 0 {
		t.Errorf("a delay of %d", f.least)
	}
}

func TestBottleneck(t *testing.T) {
	// 972+28 bytes every 10 ms are 800 kbit/s.
	f := observe(Spec{Rate: 1_000_000}, 1, 2000, 10*ms, 972)
	if f.full != 0 || f.most > 0 {
		t.Errorf("below the rate: %d dropped, delay up to %d us", f.full, f.most/netcode.Microsecond)
	}
	f = observe(Spec{Rate: 400_000}, 1, 2000, 10*ms, 972)
	near(t, "share that passes at half the rate", float64(f.sent-f.full)/float64(f.sent), .5, .02)
	if f.most < 180*ms || f.most > queueTime {
		t.Errorf("the queue is up to %d ms long", f.most/ms)
	}
}
