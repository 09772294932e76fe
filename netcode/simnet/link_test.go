package simnet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"hindsight/netcode"
)

const ms = netcode.Millisecond

var _ netcode.Link = (*End)(nil)

// drain takes everything an end has received, as text.
func drain(e netcode.Link) (got []string) {
	for p, ok := e.Receive(); ok; p, ok = e.Receive() {
		at := p.At / ms
		switch p.Kind {
		case netcode.Datagram:
			got = append(got, fmt.Sprintf("%d d %s", at, p.Data))
		case netcode.Message:
			got = append(got, fmt.Sprintf("%d m %s", at, p.Data))
		case netcode.Closed:
			got = append(got, fmt.Sprintf("%d closed %v", at, p.Err))
		}
	}
	return got
}

func check(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

func TestMailboxKeepsTheLatest(t *testing.T) {
	n := New(1)
	a, b := n.Pair(Spec{RTT: 100 * ms}, Spec{RTT: 20 * ms})
	a.SendDatagram([]byte("old"))
	a.SendDatagram([]byte("new"))
	n.Advance(ms)
	a.SendDatagram([]byte("next"))
	b.SendDatagram([]byte("back"))
	n.Advance(11 * ms)
	check(t, "a after 11 ms", drain(a), "11 d back")
	check(t, "b after 11 ms", drain(b))
	n.Advance(60 * ms)
	check(t, "b after 60 ms", drain(b), "50 d new", "51 d next")
	if s := a.Stats(); s.DatagramsReplaced != 1 || s.DatagramsSent != 2 || s.DatagramBytesSent != 7 || s.DatagramsReceived != 1 {
		t.Errorf("stats %+v", s)
	}
}

func TestCloseComesLast(t *testing.T) {
	n := New(1)
	a, b := n.Pair(Spec{RTT: 100 * ms, LossPercent: 60}, Spec{})
	for i := range 5 {
		if err := a.SendMessage(fmt.Appendf(nil, "m%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	a.Close(netcode.CloseKicked, "enough")
	a.SendDatagram([]byte("ignored"))
	b.SendDatagram([]byte("too late for a"))
	n.Advance(20 * netcode.Second)
	check(t, "the closed end", drain(a))
	var got []string
	for _, s := range drain(b) {
		var at int
		var rest string
		fmt.Sscanf(s, "%d %s", &at, &rest)
		got = append(got, s[len(fmt.Sprint(at))+1:])
	}
	check(t, "its peer", got, "m m0", "m m1", "m m2", "m m3", "m m4", "closed link closed by peer: enough")
	b.SendDatagram([]byte("ignored"))
	if err := b.SendMessage([]byte("ignored")); err != nil {
		t.Error(err)
	}
	b.Close(netcode.CloseDone, "")
	n.Advance(40 * netcode.Second)
	check(t, "after the end", append(drain(a), drain(b)...))
	if at, ok := n.Next(); ok {
		t.Errorf("something happens at %d, after both ends are closed", at)
	}
}

func TestCloseErrorAndFail(t *testing.T) {
	n := New(1)
	a, b := n.Pair(Spec{}, Spec{})
	a.Close(netcode.CloseFull, "full")
	n.Advance(ms)
	p, ok := b.Receive()
	var closed *netcode.CloseError
	if !ok || !errors.As(p.Err, &closed) || closed.Code != netcode.CloseFull || closed.Reason != "full" {
		t.Errorf("got %+v", p)
	}
	c, d := n.Pair(Spec{}, Spec{})
	d.SendDatagram([]byte("x"))
	n.Advance(2 * ms)
	c.Fail(errors.New("cut"))
	d.SendDatagram([]byte("y"))
	n.Advance(3 * ms)
	check(t, "the failed end", drain(c), "1 d x", "2 closed cut")
	check(t, "its peer knows nothing", drain(d))
}

func TestInboxIsBounded(t *testing.T) {
	n := New(1)
	a, b := n.Pair(Spec{}, Spec{})
	const sent = netcode.MaxInbox + 10
	for i := range sent {
		a.SendDatagram([]byte{byte(i)})
		if err := a.SendMessage([]byte{byte(i)}); err != nil {
			t.Fatal(err)
		}
		n.Advance(netcode.Time(i+1) * ms)
	}
	n.Advance(netcode.Second)
	datagrams, messages := 0, 0
	for p, ok := b.Receive(); ok; p, ok = b.Receive() {
		if p.Kind == netcode.Message {
			if int(p.Data[0]) != messages%256 {
				t.Fatalf("message %d came as number %d", p.Data[0], messages)
			}
			messages++
		} else {
			datagrams++
		}
	}
	if messages != sent || datagrams+messages >= 2*sent || b.Stats().DatagramsDropped != uint64(sent-datagrams) {
		t.Errorf("%d messages, %d datagrams, %+v", messages, datagrams, b.Stats())
	}
}

func TestQueueFull(t *testing.T) {
	n := New(1)
	a, b := n.Pair(Spec{RTT: ms}, Spec{RTT: ms})
	big := make([]byte, netcode.MaxMessage)
	for i := range netcode.MaxQueuedBytes / netcode.MaxMessage {
		if err := a.SendMessage(big); err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
	}
	if err := a.SendMessage(big); !errors.Is(err, netcode.ErrQueueFull) {
		t.Fatalf("one message too many: %v", err)
	}
	n.Advance(10 * netcode.Second)
	if _, ok := b.Receive(); !ok || a.Waiting() != 0 {
		t.Fatalf("nothing arrived, or %d bytes wait", a.Waiting())
	}
	if err := a.SendMessage(big); err != nil {
		t.Errorf("after the peer took all: %v", err)
	}
}

// Whatever the path does, messages arrive once each and in order, datagrams at most
// twice, and all of it the same with the same seed.
func TestStreamSurvivesEverything(t *testing.T) {
	spec, err := ParseSpec("rtt=80ms,jitter=30ms,loss=20%,burst=3,dup=10%,reorder=10%,rate=512kbit")
	if err != nil {
		t.Fatal(err)
	}
	run := func(seed uint64) (log []string) {
		n := New(seed)
		a, b := n.Pair(spec, spec)
		sent, got := uint32(0), uint32(0)
		seen := map[uint32]int{}
		for n.Now() < 20*netcode.Second {
			if n.Now() < 10*netcode.Second {
				msg := make([]byte, 4+int(sent*37%3000))
				binary.LittleEndian.PutUint32(msg, sent)
				if err := a.SendMessage(msg); err != nil {
					t.Fatal(err)
				}
				a.SendDatagram(msg[:4])
				sent++
			}
			n.Advance(n.Now() + 50*ms)
			for p, ok := b.Receive(); ok; p, ok = b.Receive() {
				id := binary.LittleEndian.Uint32(p.Data)
				log = append(log, fmt.Sprint(p.At, p.Kind, id))
				if p.Kind == netcode.Datagram {
					seen[id]++
					continue
				}
				if id != got || len(p.Data) != 4+int(id*37%3000) {
					t.Fatalf("seed %d: message %d of %d bytes came as number %d", seed, id, len(p.Data), got)
				}
				got++
			}
		}
		for id, times := range seen {
			if times > 2 {
				t.Errorf("seed %d: datagram %d came %d times", seed, id, times)
			}
		}
		if got != sent || len(seen) < int(sent)/2 {
			t.Errorf("seed %d: %d of %d messages and %d datagrams came", seed, got, sent, len(seen))
		}
		return log
	}
	for seed := range uint64(4) {
		if one, two := run(seed), run(seed); fmt.Sprint(one) != fmt.Sprint(two) {
			t.Errorf("seed %d gives two histories", seed)
		}
	}
	if fmt.Sprint(run(1)) == fmt.Sprint(run(2)) {
		t.Error("seeds do not matter")
	}
}

func TestDatagramsDoNotAllocate(t *testing.T) {
	n := New(1)
	a, b := n.Pair(Spec{RTT: ms, Jitter: ms, DupPercent: 10}, Spec{})
	msg := make([]byte, 300)
	step := func() {
		a.SendDatagram(msg)
		n.Advance(n.Now() + ms)
		for _, ok := b.Receive(); ok; _, ok = b.Receive() {
		}
	}
	for range 100 {
		step()
	}
	if allocs := testing.AllocsPerRun(500, step); allocs != 0 {
		t.Errorf("%v allocations a datagram", allocs)
	}
}
