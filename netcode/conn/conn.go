package conn

import "hindsight/netcode"

// Verdict says what a received header is.
type Verdict uint8

const (
	Fresh     Verdict = iota + 1 // newer than everything before
	Late                         // overtaken by newer ones, and new
	Duplicate                    // received before: ignore the datagram
	Stale                        // too old to know: ignore the datagram
)

func (v Verdict) String() string {
	return [...]string{"none", "fresh", "late", "duplicate", "stale"}[min(v, 4)]
}

// Counters of a Conn.
type Counters struct {
	Sent, Received, Late, Duplicate, Stale uint64
	Acked, Lost                            uint64 // of those sent
	Garbage                                uint64 // acknowledgements of what was never sent, or of times that cannot be
}

// fate of a datagram that was sent.
type fate uint8

const (
	settled fate = iota // acknowledged, or counted as lost
	open
)

type sent struct {
	at   netcode.Time
	fate fate
}

// Conn is one end. The zero Conn is ready.
type Conn struct {
	next   uint64 // sequence of the next datagram, without wrap
	oldest uint64 // everything before is settled
	sent   [maxSent]sent
	top    uint64 // one more than the newest acknowledged; zero none
	acked  [window]uint16
	nAcked int

	any      bool
	newest   uint64 // newest received, without wrap
	mask     uint32 // bit i: newest-1-i was received
	newestAt netcode.Time

	rtt      rtt
	loss     lossRing
	counters Counters
}

// Outgoing returns the header of a datagram that leaves now. Each call is one
// datagram: one that is not sent after all counts as lost.
func (c *Conn) Outgoing(now netcode.Time) Header {
	if c.next-c.oldest == maxSent {
		c.settleOldest()
	}
	c.sent[c.next%maxSent] = sent{now, open}
	h := Header{Seq: uint16(c.next)}
	c.next++
	c.counters.Sent++
	if c.any {
		wait := max(now-c.newestAt, 0) / AckDelayUnit
		h.Any, h.Ack, h.AckMask = true, uint16(c.newest), c.mask
		h.AckDelay = uint16(min(wait, MaxAckDelay))
	}
	return h
}

// Incoming takes the header of a datagram that arrived at now. Acknowledgements
// are used unless the verdict is Duplicate or Stale; Acked has what is new.
func (c *Conn) Incoming(now netcode.Time, h Header) Verdict {
	c.nAcked = 0
	v := c.receive(now, h.Seq)
	switch v {
	case Duplicate:
		c.counters.Duplicate++
		return v
	case Stale:
		c.counters.Stale++
		return v
	case Late:
		c.counters.Late++
	}
	c.counters.Received++
	if h.Any {
		c.acknowledge(now, h)
	}
	return v
}

// Acked returns the sequences that the last Incoming acknowledged for the first
// time, oldest first. It is valid until the next Incoming.
func (c *Conn) Acked() []uint16 { return c.acked[:c.nAcked] }

// Counters returns what happened so far.
func (c *Conn) Counters() Counters { return c.counters }

// Loss returns the share of the last settled datagrams of this end that never arrived.
func (c *Conn) Loss() float64 { return c.loss.share() }

// RTT returns the round-trip time without the peer's waiting; ok is false before
// the first sample.
func (c *Conn) RTT() (r RTT, ok bool) { return c.rtt.value, c.rtt.any }

// Waiting returns how long the oldest datagram that is still on its way, sent after
// the newest acknowledged one, has been out; ok is false if there is none.
func (c *Conn) Waiting(now netcode.Time) (age netcode.Time, ok bool) {
	first := max(c.top, c.oldest)
	if first == c.next {
		return 0, false
	}
	return now - c.sent[first%maxSent].at, true
}

// Hold says whether to send nothing now: the oldest datagram on its way should long
// be acknowledged, so a queue stands somewhere and more would lengthen it. One
// datagram in each such time still goes, for a path that lost all of them.
// interval is the time between this end's datagrams.
func (c *Conn) Hold(now, interval netcode.Time) bool {
	age, ok := c.Waiting(now)
	if !ok || !c.rtt.any {
		return false
	}
	limit := c.rtt.value.Min + interval + holdSlack
	return age > limit && now-c.sent[(c.next-1)%maxSent].at < limit
}

// receive files the sequence number of a datagram.
func (c *Conn) receive(now netcode.Time, seq uint16) Verdict {
	if !c.any {
		c.any, c.newest, c.newestAt = true, uint64(seq), now
		return Fresh
	}
	ahead := int16(seq - uint16(c.newest))
	switch {
	case ahead > 0:
		// The mask moves up; the old newest becomes bit ahead-1 of it.
		c.mask = c.mask<<ahead | 1<<(ahead-1)
		c.newest += uint64(ahead)
		c.newestAt = now
		return Fresh
	case ahead == 0:
		return Duplicate
	case ahead <= -window:
		return Stale
	}
	bit := uint32(1) << (-ahead - 1)
	if c.mask&bit != 0 {
		return Duplicate
	}
	c.mask |= bit
	return Late
}

// acknowledge settles what h speaks of.
func (c *Conn) acknowledge(now netcode.Time, h Header) {
	ack, ok := c.extend(h.Ack)
	if !ok {
		c.counters.Garbage++
		return
	}
	for i := window - 1; i >= 1; i-- { // oldest first
		if h.AckMask>>(i-1)&1 == 0 {
			continue
		}
		if uint64(i) > ack {
			c.counters.Garbage++ // of before the first
			continue
		}
		c.settle(ack - uint64(i))
	}
	if c.settle(ack) {
		c.sample(now, ack, h.AckDelay)
	}
	c.top = max(c.top, ack+1)
	// What is too old for this acknowledgement will not be acknowledged by a later one.
	for c.oldest < c.next && (c.oldest+window <= c.top || c.sent[c.oldest%maxSent].fate == settled) {
		c.settleOldest()
	}
}

// extend returns the sequence without wrap that seq stands for, ok false if no such was sent.
func (c *Conn) extend(seq uint16) (full uint64, ok bool) {
	if c.next == 0 {
		return 0, false
	}
	last := c.next - 1
	back := int16(uint16(last) - seq)
	if back < 0 || uint64(back) > last {
		return 0, false
	}
	return last - uint64(back), true
}

// settle acknowledges seq, and says whether that is news.
func (c *Conn) settle(seq uint64) bool {
	s := &c.sent[seq%maxSent]
	if seq < c.oldest || s.fate != open {
		return false
	}
	s.fate = settled
	c.acked[c.nAcked] = uint16(seq)
	c.nAcked++
	c.counters.Acked++
	c.loss.add(false)
	return true
}

// settleOldest moves the beginning of what is open by one, which is lost if not acknowledged.
func (c *Conn) settleOldest() {
	s := &c.sent[c.oldest%maxSent]
	if s.fate == open {
		s.fate = settled
		c.counters.Lost++
		c.loss.add(true)
	}
	c.oldest++
}

// sample measures the round trip of a datagram that was acknowledged just now.
func (c *Conn) sample(now netcode.Time, seq uint64, delay uint16) {
	trip := now - c.sent[seq%maxSent].at
	wait := netcode.Time(delay) * AckDelayUnit
	switch {
	case delay == MaxAckDelay:
	case wait > trip:
		c.counters.Garbage++ // it says to have waited longer than the whole trip took
	default:
		c.rtt.add(now, trip-wait)
	}
}
