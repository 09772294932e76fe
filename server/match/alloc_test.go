package match_test

import (
	"testing"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
)

// tape is the server's end of a link in a match that was played once: it gives each
// tick's datagrams as they came, and swallows what is sent.
type tape struct {
	*simnet.End
	packets []netcode.Packet
	now     *netcode.Time
}

func (t *tape) Receive() (netcode.Packet, bool) {
	if len(t.packets) == 0 || t.packets[0].At > *t.now {
		return netcode.Packet{}, false
	}
	p := t.packets[0]
	t.packets = t.packets[1:]
	return p, true
}

func (t *tape) SendDatagram([]byte)      {}
func (t *tape) SendMessage([]byte) error { return nil }

// recorder keeps what its end receives.
type recorder struct {
	*simnet.End
	packets []netcode.Packet
}

func (r *recorder) Receive() (netcode.Packet, bool) {
	p, ok := r.End.Receive()
	if ok {
		kept := p
		kept.Data = append([]byte(nil), p.Data...)
		r.packets = append(r.packets, kept)
	}
	return p, ok
}

// record plays a match with clients once and returns what each of them sent.
func record(t testing.TB, clients int, d netcode.Time) []*recorder {
	h := newHall(t, clients, 0)
	h.record = true
	for i := range clients {
		h.join("walker", key(byte(i+1)), nil)
	}
	h.run(d)
	for _, s := range h.sessions {
		h.plays(s)
	}
	return h.recorded
}

// replay returns the same match again with nothing but the match in it: its links
// play what was recorded as now goes on.
func replay(t testing.TB, recorded []*recorder) (h *hall, now *netcode.Time) {
	h = newHall(t, len(recorded), 0)
	now = new(h.net.Now())
	for _, r := range recorded {
		h.match.Connect(&tape{End: r.End, packets: r.packets, now: now}, *now)
	}
	return h, now
}

// TestAdvanceAllocatesNothing: with eight clients that move and shoot.
func TestAdvanceAllocatesNothing(t *testing.T) {
	h, now := replay(t, record(t, 8, 8*netcode.Second))
	step := func() {
		*now += 2 * ms
		h.match.Advance(*now)
	}
	for *now < 4*netcode.Second {
		step()
	}
	if n := testing.AllocsPerRun(1000, step); n != 0 {
		t.Errorf("%v allocations in a call of Advance", n)
	}
	if h.match.Humans() != 8 || h.match.Stats.Claims < 50 || h.match.Stats.Disconnects != 0 {
		t.Errorf("%d humans, stats %+v: the tapes did not play", h.match.Humans(), h.match.Stats)
	}
}

// BenchmarkAdvance is a tick of a match with 16 clients.
func BenchmarkAdvance(b *testing.B) {
	const length = netcode.Second / 60
	recorded := record(b, 16, 10*netcode.Second)
	var h *hall
	now := new(netcode.Second * 10)
	for b.Loop() {
		if *now += length; *now > 9*netcode.Second {
			b.StopTimer()
			for h, now = replay(b, recorded); *now < 2*netcode.Second; *now += length {
				h.match.Advance(*now)
			}
			b.StartTimer()
		}
		h.match.Advance(*now)
	}
}
