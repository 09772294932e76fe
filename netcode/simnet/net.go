// Package simnet is a network in virtual time: links with delay, jitter, loss,
// duplication, reordering and bottlenecks drawn from a seed, on one goroutine. The
// same seed and calls give the same packets at the same times.
package simnet

import (
	"fmt"
	"math/rand/v2"

	"hindsight/netcode"
)

// Net is a network and its clock, which only Advance moves.
type Net struct {
	now    netcode.Time
	rng    *rand.Rand
	events eventHeap
	order  uint64
	ends   int
	pool   [][]byte
}

// New returns an empty network at time zero.
func New(seed uint64) *Net {
	return &Net{rng: rand.New(rand.NewPCG(seed, 0x5851f42d4c957f2d))}
}

// Now returns the time.
func (n *Net) Now() netcode.Time { return n.now }

// Next returns when something happens next, ok false if nothing will. It may be now.
func (n *Net) Next() (at netcode.Time, ok bool) {
	if len(n.events) == 0 {
		return 0, false
	}
	return n.events[0].at, true
}

// Advance lets everything happen up to a time, and makes it the present.
func (n *Net) Advance(to netcode.Time) {
	if to < n.now {
		panic(fmt.Sprintf("simnet: from %d back to %d", n.now, to))
	}
	for len(n.events) > 0 && n.events[0].at <= to {
		e := n.events.pop()
		n.now = e.at
		e.end.happen(&e)
	}
	n.now = to
}

// Pair returns both ends of a new link: ab is the condition from a to b.
func (n *Net) Pair(ab, ba Spec) (a, b *End) {
	n.ends++
	name := fmt.Sprintf("simnet/%d", n.ends)
	a = &End{net: n, name: name + "b", path: NewPath(ab, n.rng.Uint64())}
	b = &End{net: n, name: name + "a", path: NewPath(ba, n.rng.Uint64())}
	a.peer, b.peer = b, a
	return a, b
}

// schedule files an event; those of one time happen in the order of filing.
func (n *Net) schedule(e event) {
	n.order++
	e.order = n.order
	n.events.push(e)
}

// buffer returns a copy of b that recycle takes back.
func (n *Net) buffer(b []byte) []byte {
	var buf []byte
	if k := len(n.pool); k > 0 {
		buf, n.pool = n.pool[k-1], n.pool[:k-1]
	}
	return append(buf[:0], b...)
}

func (n *Net) recycle(b []byte) {
	if cap(b) > 0 {
		n.pool = append(n.pool, b)
	}
}
