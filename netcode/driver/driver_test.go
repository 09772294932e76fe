package driver

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"hindsight/netcode"
)

func TestLatestDatagramWins(t *testing.T) {
	o := newOutbox()
	o.put([]byte("old"))
	o.put([]byte("newer"))
	if got := string(o.take()); got != "newer" || o.take() != nil || o.stats.DatagramsReplaced != 1 {
		t.Errorf("mailbox gave %q, replaced %d", got, o.stats.DatagramsReplaced)
	}
	if n := testing.AllocsPerRun(100, func() { o.put([]byte("again")); o.take() }); n != 0 {
		t.Errorf("%v allocations a datagram", n)
	}
}

func TestQueueOfMessagesIsBounded(t *testing.T) {
	o := newOutbox()
	var err error
	for range netcode.MaxQueuedBytes/netcode.MaxMessage + 1 {
		err = errors.Join(err, o.queue(make([]byte, netcode.MaxMessage)))
	}
	if !errors.Is(err, netcode.ErrQueueFull) || o.queued > netcode.MaxQueuedBytes {
		t.Errorf("queued %d bytes, error %v", o.queued, err)
	}
}

func TestInboxDropsDatagramsAndHoldsMessages(t *testing.T) {
	in := newInbox()
	for range netcode.MaxInbox + 10 {
		in.datagram(1, []byte("d"))
	}
	if in.stats.DatagramsDropped != 10 {
		t.Errorf("dropped %d datagrams, want 10", in.stats.DatagramsDropped)
	}
	filed := make(chan bool)
	go func() { filed <- in.message(2, []byte("m")) }()
	for got := 0; ; got++ {
		if p, ok := in.take(); ok && p.Kind == netcode.Message {
			if got < netcode.MaxInbox {
				t.Errorf("the message overtook datagrams: %d before it", got)
			}
			break
		} else if !ok {
			got--
		}
	}
	if !<-filed {
		t.Error("the message was refused")
	}
	in.end(3, nil)
	if in.message(4, nil) {
		t.Error("a message was filed after the end")
	}
}

func TestBucketKeepsItsRate(t *testing.T) {
	b := NewBucket(100)
	allowed := 0
	for now := netcode.Time(0); now < 10*netcode.Second; now += netcode.Millisecond {
		if b.Take(now) {
			allowed++
		}
	}
	if allowed < 1090 || allowed > 1101 {
		t.Errorf("%d events in 10 s, want 100 at once and 100 a second", allowed)
	}
}

// FuzzReadFrame: whatever arrives, a message is what its frame says, and memory
// follows the bytes that came.
func FuzzReadFrame(f *testing.F) {
	f.Add(frame(nil))
	f.Add(frame([]byte("hello")))
	f.Add(frame(make([]byte, netcode.MaxMessage)))
	f.Add([]byte{0, 0, 255, 255, 1})
	f.Add([]byte{255, 255, 255, 255, 1, 2, 3})
	f.Fuzz(func(t *testing.T, in []byte) {
		b, err := readFrame(bytes.NewReader(in))
		if err != nil {
			if b != nil {
				t.Errorf("%d bytes beside %v", len(b), err)
			}
			return
		}
		if !bytes.HasPrefix(in, frame(b)) || len(b) > netcode.MaxMessage {
			t.Errorf("%d bytes came out of a frame of %d", len(b), len(in))
		}
	})
}

// TestDatagramPathDoesNotAllocate on its way through a link's boxes.
func TestDatagramPathDoesNotAllocate(t *testing.T) {
	in, b := newInbox(), make([]byte, 100)
	if n := testing.AllocsPerRun(100, func() { in.datagram(1, b); in.take() }); n != 0 {
		t.Errorf("%v allocations a datagram received", n)
	}
}

// TestGoodbyeSaysWhy and no more than a reason may be.
func TestGoodbyeSaysWhy(t *testing.T) {
	for _, want := range []netcode.CloseError{{}, {Code: netcode.CloseStopping, Reason: "a new version comes"}, {Code: 0x7fff, Reason: strings.Repeat("x", netcode.MaxReason)}} {
		b, err := readFrame(bytes.NewReader(goodbye(want.Code, want.Reason)))
		got, ok := errors.AsType[*netcode.CloseError](err)
		if !ok || *got != want || b != nil {
			t.Errorf("%+v came as %+v (%v)", want, got, err)
		}
	}
	_, err := readFrame(bytes.NewReader(goodbye(1, strings.Repeat("x", netcode.MaxReason+1))))
	if _, ok := errors.AsType[oversizeError](err); !ok {
		t.Errorf("a reason that is too long: %v", err)
	}
	_, err = readFrame(bytes.NewReader(goodbye(1, "cut")[:5]))
	if _, ok := errors.AsType[*netcode.CloseError](err); ok || err == nil {
		t.Errorf("half a goodbye: %v", err)
	}
}
