package timesync

import "hindsight/netcode"

// ViewClock decides which moment of the match is shown: behind the newest snapshot
// by the smallest delay with which the picture would have stood still for want of
// the next one at most 0.5 % of the last seconds.
type ViewClock struct {
	line    line
	window  window
	newest  uint32
	arrived netcode.Time // of newest
	delay   netcode.Time // goal, against the line

	running bool
	last    netcode.Time // of Advance
	view    float64      // ticks
	frames  uint64
	starved uint64
}

// NewViewClock returns a clock that waits for its first snapshot.
func NewViewClock() *ViewClock { return &ViewClock{} }

// Snapshot tells of a snapshot that arrived, and the length of a tick then. One that
// was overtaken is of no use to a view and is ignored.
func (v *ViewClock) Snapshot(arrived netcode.Time, tick uint32, tickLen netcode.Time) {
	if tickLen <= 0 || (v.line.known && int32(tick-v.newest) <= 0) {
		return
	}
	if !v.line.known {
		v.line.follow(arrived, tick, tickLen)
		v.newest, v.arrived = tick, arrived
		v.delay = 2 * tickLen
		return
	}
	// A view that had been at the snapshot before would have stood until now.
	s := sample{at: arrived - v.line.of(v.newest), gap: arrived - v.arrived}
	v.line.follow(arrived, tick, tickLen)
	v.newest, v.arrived = tick, arrived
	if s.gap < maxGap {
		v.window.add(s, v.delay, true)
		v.delay = v.plan() + v.window.young(tickLen)
	}
}

// Shift tells that the server stood still and has moved its ticks by that much, from
// the snapshot on that is told of next: nothing was late on the way.
func (v *ViewClock) Shift(by netcode.Time) {
	if !v.line.known || by <= 0 {
		return
	}
	v.line.shift(by)
	v.arrived += by
}

// plan returns the smallest delay that starves at most starveShare of the window,
// the worst sample aside if it stands alone.
func (v *ViewClock) plan() netcode.Time {
	w := &v.window
	total := netcode.Time(0)
	low, high := w.back(0).at, w.back(0).at
	for i := range w.n {
		s := w.back(i)
		total += s.gap
		low, high = min(low, s.at-s.gap), max(high, s.at)
	}
	worst := w.worst()
	allowed := total * starveShare / 1000
	high = min(high, worst)
	for high-low > netcode.Millisecond/8 {
		mid := (low + high) / 2
		if v.starvedTime(mid, worst) <= allowed {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// starvedTime is how long the view would have stood in the window with a delay, for
// all but the samples beyond worst.
func (v *ViewClock) starvedTime(delay, worst netcode.Time) netcode.Time {
	sum := netcode.Time(0)
	for i := range v.window.n {
		if s := v.window.back(i); s.at <= worst {
			sum += min(max(s.at-delay, 0), s.gap)
		}
	}
	return sum
}

// Advance returns the render time at now: tick*256 and the fraction in 1/256, zero
// before the first snapshot. It never goes back and never beyond the newest snapshot.
func (v *ViewClock) Advance(now netcode.Time) uint64 {
	if !v.line.known {
		return 0
	}
	want := float64(v.line.tick) + float64(now-v.delay-v.line.at)/float64(v.line.length)
	newest := float64(v.newest)
	if !v.running {
		v.running, v.last = true, now
		v.view = max(min(want, newest), 0)
	}
	elapsed := float64(max(now-v.last, 0)) / float64(v.line.length)
	v.last = max(v.last, now)
	next := max(v.view, min(max(want, v.view+elapsed*viewSlow/1000), v.view+elapsed*viewFast/1000))
	if (want-next)*float64(v.line.length) > float64(viewJump) {
		next = want
	}
	v.frames++
	if next > newest {
		v.starved++
		next = max(newest, v.view)
	}
	v.view = next
	return uint64(v.view * 256)
}

// Starved returns how many of the frames (calls of Advance) found no snapshot to
// go on to.
func (v *ViewClock) Starved() (starved, frames uint64) { return v.starved, v.frames }

// Delay returns how far behind the newest snapshot's moment of arrival the view is
// aimed, on average: interpolation delay without the way.
func (v *ViewClock) Delay() netcode.Time {
	if v.window.n == 0 {
		return v.delay
	}
	w := &v.window
	sum := netcode.Time(0)
	for i := range w.n {
		sum += w.back(i).at - w.back(i).gap
	}
	return v.delay - sum/netcode.Time(w.n)
}
