package lab

import (
	"math"
	"slices"
	"testing"

	"hindsight/netcode"
	"hindsight/sim"
)

// steady is a path on which everything takes the same time, or what delay says of a
// datagram: 40 s of it.
func steady(every uint32, delay func(i int) netcode.Time) *path {
	p := &path{begun: 600, every: every, frame: netcode.Second / 100, oneWay: func(netcode.Time) netcode.Time { return 50 * netcode.Millisecond }}
	for t := range 2400 {
		at := netcode.Time(t) * tickLength
		p.stepAt = append(p.stepAt, at)
		p.up = append(p.up, sentInput{sent: at, arrived: at + delay(t)})
		if t > 0 && t%int(every) == 0 {
			p.down = append(p.down, sentSnapshot{sent: at, arrived: at + 50*netcode.Millisecond, tick: sim.Tick(t)})
		}
	}
	return p
}

func constant(int) netcode.Time { return 50 * netcode.Millisecond }

func middle(list []float64) float64 {
	s := slices.Clone(list)
	slices.Sort(s)
	return quantile(s, 0.5)
}

// TestLightyearAsPublished: 65 ms behind at 60 Hz and 5 ms of jitter, which is half the
// mean deviation of round trips.
func TestLightyearAsPublished(t *testing.T) {
	uneven := func(i int) netcode.Time { return netcode.Time(50+20*(i%2)-10) * netcode.Millisecond }
	l := newLightyear(1)
	out := steady(1, uneven).play(l)
	if math.Abs(l.jitter()-5) > 0.5 || math.Abs(l.viewDelay()-65) > 2 {
		t.Errorf("jitter %.2f ms, view delay aimed at %.2f ms, want 5 and 65", l.jitter(), l.viewDelay())
	}
	if got := middle(out.delays); math.Abs(got-65) > tickMS {
		t.Errorf("the view is %.1f ms behind, want 65 within its dead band of a tick", got)
	}
	calm := newLightyear(1)
	out = steady(1, constant).play(calm)
	if got := middle(out.leads); math.Abs(got-(50+tickMS)) > tickMS || out.missing != 0 {
		t.Errorf("without jitter the lead is %.1f ms with %d missing, want a way and a tick", got, out.missing)
	}
}

// TestDDNetAsPublished: inputs are there 10 ms early; single spikes move nothing, several
// do.
func TestDDNetAsPublished(t *testing.T) {
	out := steady(1, constant).play(newDDNet())
	if got := middle(out.leads) - 50; math.Abs(got-ddnetMargin) > 1.5 || out.missing != 0 {
		t.Errorf("inputs are %.1f ms early with %d missing, want the margin", got, out.missing)
	}
	if got := middle(out.delays); math.Abs(got-tickMS) > 2 {
		t.Errorf("the view is %.1f ms behind, want a tick", got)
	}
	s := newSmoothTime(0, 0)
	s.update(1000, 1500, -60, true)
	s.update(1100, 1500, -60, true)
	if s.target != 0 {
		t.Error("a spike moved the clock")
	}
	s.update(1200, 1500, -60, true)
	if s.target != 1500 || s.up != 0.6 {
		t.Errorf("the third in a row did not: target %v, speed %v", s.target, s.up)
	}
	for range 20 {
		s.update(1300, 1500, -1, true)
	}
	if s.up < 30 || s.up > 60 {
		t.Errorf("late again and again, the speed is %v", s.up)
	}
	for range 200 {
		s.update(1400, 1500, 5, true)
	}
	if s.up != 2 {
		t.Errorf("on time again and again, the speed is %v, want 2", s.up)
	}
}

// TestN4EAsPublished: commands are two ticks ahead of the tick that the server is at, and
// the view two network ticks behind; jitter adds a quarter more than it is.
func TestN4EAsPublished(t *testing.T) {
	u := newN4E(1)
	out := steady(1, constant).play(u)
	if math.Abs(u.age+n4eSlack) > 0.3 || out.missing != 0 {
		t.Errorf("commands are %.2f ticks old with %d missing, want -2", u.age, out.missing)
	}
	if got := middle(out.delays); math.Abs(got-2*tickMS) > 4 {
		t.Errorf("the view is %.1f ms behind, want two network ticks", got)
	}
	v := newN4E(2)
	out = steady(2, constant).play(v)
	if got := middle(out.delays); math.Abs(got-4*tickMS) > 4 {
		t.Errorf("at half as many snapshots the view is %.1f ms behind, want four ticks", got)
	}
	u.gap.deviation = 10
	before := u.viewDelay
	u.pass(u.last + 20000)
	if got := (u.viewDelay - before) * tickMS; math.Abs(got-12.5) > 1 {
		t.Errorf("10 ms of jitter add %.1f ms, want 12.5", got)
	}
}
