package dst

import (
	"math/rand/v2"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
)

// echoKept is how many sent datagrams a tap remembers to send again.
const echoKept = 16

// tap is an end of a link with a hand in it. It can send old datagrams again and
// spoil new ones, and it brings arrival times to the clock of its owner.
type tap struct {
	*simnet.End
	rng    *rand.Rand
	local  func(netcode.Time) netcode.Time // nil: the network's own
	echo   float64                         // share of datagrams after which an old one is sent again
	garble float64                         // share of datagrams that are spoiled
	kept   [echoKept][]byte
	count  int
	again  netcode.Time // when an old one goes out, never for none
	// forge changes what leaves, nil: nothing.
	forge func(b []byte) []byte
}

func newTap(end *simnet.End, rng *rand.Rand) *tap { return &tap{End: end, rng: rng, again: never} }

// Receive implements netcode.Link.
func (t *tap) Receive() (netcode.Packet, bool) {
	p, ok := t.End.Receive()
	if t.local != nil {
		p.At = t.local(p.At)
	}
	return p, ok
}

// SendDatagram implements netcode.Link.
func (t *tap) SendDatagram(b []byte) {
	if t.forge != nil {
		b = t.forge(b)
	}
	if t.echo > 0 || t.garble > 0 {
		k := &t.kept[t.count%echoKept]
		*k = append((*k)[:0], b...)
		t.count++
		if t.rng.Float64() < t.garble {
			b = spoil(t.rng, *k)
		}
	}
	t.End.SendDatagram(b)
}

// resend sends one of the old datagrams when its time has come. now is the network's.
func (t *tap) resend(now netcode.Time) {
	if now >= t.again {
		t.again = never
		if n := min(t.count, echoKept); n > 0 {
			t.End.SendDatagram(t.kept[t.rng.IntN(n)])
		}
	}
}

// plan decides whether an old datagram goes out, soon, when nothing else does.
func (t *tap) plan(now netcode.Time) {
	if t.again == never && t.echo > 0 && t.rng.Float64() < t.echo {
		t.again = now + netcode.Time(t.rng.Int64N(int64(10*netcode.Millisecond)))
	}
}

// spoil returns b cut, flipped, or something else altogether.
func spoil(rng *rand.Rand, b []byte) []byte {
	switch rng.IntN(4) {
	case 0:
		return b[:rng.IntN(len(b)+1)]
	case 1:
		b = append([]byte(nil), b...)
		for range 1 + rng.IntN(4) {
			b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
		}
		return b
	case 2:
		return noise(rng, rng.IntN(netcode.MaxDatagram+1))
	}
	return append([]byte{b[0]}, noise(rng, rng.IntN(64))...)
}

func noise(rng *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rng.Uint32())
	}
	return b
}
