package timesync

import (
	"slices"

	"hindsight/netcode"
)

// sample is one measurement, as a time against the line; what is greater is worse:
// a command that should have left earlier, a snapshot that came later.
type sample struct {
	at  netcode.Time
	gap netcode.Time // of the view clock: the time that the snapshot was awaited
	// again marks one more sample of a spike: it shows the path's median, not its tail.
	again bool
}

// window is the last samples of a path. It follows a changed path as a whole: when
// the median of the newest samples has moved, the older ones are moved along, so
// what they know of the tail is kept.
type window struct {
	ring    [windowLen]sample
	n       int
	next    int
	episode int // samples in a row beyond the goal
	scratch [windowLen]netcode.Time
}

// add takes a sample; goal is what is aimed at now, to tell a spike. It returns by
// how much the path has moved, nearly always zero.
func (w *window) add(s sample, goal netcode.Time, aimed bool) (moved netcode.Time) {
	if !aimed || s.at <= goal {
		w.episode = 0
	} else {
		s.again = w.episode%episodeLen != 0
		w.episode++
	}
	w.ring[w.next] = s
	w.next = (w.next + 1) % windowLen
	w.n = min(w.n+1, windowLen)
	return w.shift()
}

// back returns the sample of i samples ago.
func (w *window) back(i int) *sample {
	return &w.ring[(w.next+windowLen-1-i)%windowLen]
}

// sorted returns samples from to below to, counted back from the newest, in ascending order.
func (w *window) sorted(from, to int) []netcode.Time {
	s := w.scratch[:0]
	for i := from; i < to; i++ {
		s = append(s, w.back(i).at)
	}
	slices.Sort(s)
	return s
}

// shift moves the old samples when the newest show another path.
func (w *window) shift() (moved netcode.Time) {
	if w.n < 2*recentLen {
		return 0
	}
	recent := w.sorted(0, recentLen)
	now := recent[recentLen/2]
	old := w.sorted(recentLen, w.n)
	before := old[len(old)/2]
	spread := old[len(old)*3/4] - old[len(old)/4]
	moved = now - before
	if max(moved, -moved) <= max(shiftMin, spread) {
		return 0
	}
	for i := range w.n {
		s := w.back(i)
		// The newest samples from before the change move too: they are nearer to the old median.
		if i >= recentLen || max(s.at-before, before-s.at) < max(s.at-now, now-s.at) {
			s.at += moved
		}
		s.again = s.again && i >= recentLen
	}
	return moved
}

// worst returns the sample that nearly none exceeds: the worst of the window, unless
// it stands alone.
func (w *window) worst() netcode.Time {
	first, second, n := netcode.Time(0), netcode.Time(0), 0
	for i := range w.n {
		s := w.back(i)
		if s.again {
			continue
		}
		switch {
		case n == 0:
			first = s.at
		case s.at > first:
			first, second = s.at, first
		case n == 1 || s.at > second:
			second = s.at
		}
		n++
	}
	if n >= aloneLen && first-second > spikeMin {
		return second
	}
	return first
}

// young returns how much of a margin is still kept for want of samples.
func (w *window) young(margin netcode.Time) netcode.Time {
	return margin * netcode.Time(max(youngLen-w.n, 0)) / youngLen
}
