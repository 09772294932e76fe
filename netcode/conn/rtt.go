package conn

import "hindsight/netcode"

// RTT is what is known of the round-trip time: between the driver of this end and
// of the other, without the time that the other kept the acknowledgement waiting.
type RTT struct {
	Latest   netcode.Time
	Smoothed netcode.Time // weight 1/8 for a new sample (RFC 9002, section 5.3)
	Jitter   netcode.Time // smoothed distance of a sample from Smoothed, weight 1/4
	Min      netcode.Time // least of the last 5 to 10 s
}

type rtt struct {
	any   bool
	value RTT
	// Two minima in turns: the least since the last turn, and of the turn before.
	least, before netcode.Time
	turn          netcode.Time // when least began
}

func (r *rtt) add(now, sample netcode.Time) {
	v := &r.value
	v.Latest = sample
	if !r.any {
		r.any, v.Smoothed, v.Jitter = true, sample, sample/2
		r.least, r.before, r.turn, v.Min = sample, sample, now, sample
		return
	}
	off := max(v.Smoothed-sample, sample-v.Smoothed)
	v.Jitter += (off - v.Jitter) / 4
	v.Smoothed += (sample - v.Smoothed) / 8
	if now-r.turn >= minMemory {
		r.before, r.least, r.turn = r.least, sample, now
	}
	r.least = min(r.least, sample)
	v.Min = min(r.least, r.before)
}

// lossRing remembers the fates of the last datagrams, one bit each.
type lossRing struct {
	bits  [lossMemory / 64]uint64
	next  int
	known int
	lost  int
}

func (l *lossRing) add(lost bool) {
	word, bit := &l.bits[l.next/64], uint64(1)<<(l.next%64)
	if *word&bit != 0 {
		l.lost--
	}
	*word &^= bit
	if lost {
		*word |= bit
		l.lost++
	}
	l.next = (l.next + 1) % lossMemory
	l.known = min(l.known+1, lossMemory)
}

func (l *lossRing) share() float64 {
	if l.known == 0 {
		return 0
	}
	return float64(l.lost) / float64(l.known)
}
