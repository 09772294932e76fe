package session_test

import (
	"crypto/ed25519"
	"math/rand/v2"
	"testing"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/conn"
	"hindsight/netcode/snapshot"
	"hindsight/netcode/wire"
	"hindsight/sim/row"
)

func verify(nonce, signature []byte) bool {
	public := ownKey.Public().(ed25519.PublicKey)
	return ed25519.Verify(public, wire.SignedBytes(nonce, identity, public), signature)
}

// tape plays a recording to a session as time goes on, and swallows what it sends.
type tape struct {
	line
	now netcode.Time
}

func (t *tape) Receive() (netcode.Packet, bool) {
	if len(t.in) == 0 || t.in[0].At > t.now {
		return netcode.Packet{}, false
	}
	return t.line.Receive()
}

// play runs a session on a tape to a time.
func play(l *tape, s *session.Session, to netcode.Time) {
	for ; l.now < to; l.now += 2 * ms {
		s.Advance(l.now)
	}
}

// TestHostileDatagrams: whatever comes between, a session that goes on to get good
// snapshots plays on as if nothing had been.
func TestHostileDatagrams(t *testing.T) {
	packets, honest := record(t, 4*netcode.Second)
	rng := rand.New(rand.NewPCG(5, 5))
	var spoiled []netcode.Packet
	for _, p := range packets {
		if spoiled = append(spoiled, p); p.Kind != netcode.Datagram {
			continue
		}
		for range 3 {
			bad := p
			bad.Data = append([]byte(nil), p.Data[:rng.IntN(len(p.Data))]...)
			if n := len(bad.Data); n > 0 {
				bad.Data[rng.IntN(min(n, 3))] ^= 0x80 // the head: another type, another sequence
				bad.Data[0] |= 0x40
			}
			spoiled = append(spoiled, bad)
		}
	}
	l := &tape{line: line{in: spoiled}}
	s := session.New(config(), l, walker{}, 0)
	play(l, s, 4*netcode.Second)
	if s.State() != session.Playing || s.Stats.Snapshots != honest.Stats.Snapshots || s.Newest() != honest.Newest() {
		t.Errorf("state %d, %d snapshots of %d, newest %d of %d, %v", s.State(), s.Stats.Snapshots, honest.Stats.Snapshots, s.Newest(), honest.Newest(), s.Err())
	}
	if want := 3 * (honest.Stats.Snapshots - 2); s.Stats.Faults < want {
		t.Errorf("%d faults counted, want at least %d", s.Stats.Faults, want)
	}
	if p := s.Prediction(); p.WithoutInteraction != 0 {
		t.Errorf("prediction %+v", p)
	}
}

// TestImpossibleSnapshots: heads that say what cannot be, with bodies that parse.
func TestImpossibleSnapshots(t *testing.T) {
	packets, _ := record(t, netcode.Second)
	l := &tape{line: line{in: packets}}
	s := session.New(config(), l, walker{}, 0)
	play(l, s, netcode.Second)
	newest := s.Newest()
	body := asPredicted(t, s, packets)
	for i, tick := range []uint32{newest + 1, newest + 60, newest + 61, session.TickMax, session.TickMax + 1, 1<<32 - 1, 0, 1} {
		for _, micros := range []uint32{1, 16666, wire.MaxTickMicros} {
			snap := wire.Snapshot{Header: conn.Header{Seq: uint16(1000 + i)}, Tick: tick, TickMicros: micros, Newest: 1<<32 - 1, Heard: true, Slack: -1 << 31, Substituted: 1<<32 - 1, Late: 1<<32 - 1, Body: body}
			l.in = append(l.in, netcode.Packet{Kind: netcode.Datagram, At: l.now, Data: snap.Append(nil)})
			play(l, s, l.now+100*ms)
		}
	}
	if s.State() != session.Playing || s.Newest() != session.TickMax {
		t.Errorf("state %d, newest %d, %v", s.State(), s.Newest(), s.Err())
	}
}

// asPredicted is the body of a snapshot in which nothing is said beyond the first
// baseline: a body for any tick.
func asPredicted(t *testing.T, s *session.Session, packets []netcode.Packet) []byte {
	t.Helper()
	said := join(packets)
	var last wire.Piece
	if err := last.Parse(said[len(said)-1].Data); err != nil {
		t.Fatal(err)
	}
	e := snapshot.NewEncoder(spec.Schema, 60, 0)
	var view row.Set
	view.CopyFrom(s.Set(last.Tick))
	e.SetBaseline(view.Tick, &view)
	view.Tick++
	var h snapshot.History
	h.Put(&view)
	return e.Encode(nil, &view, &h, 0)
}

// FuzzSession feeds a playing session what bytes say: time, messages and datagrams,
// spoiled or anything. It must not panic, nor run away.
func FuzzSession(f *testing.F) {
	packets, _ := record(f, 700*ms)
	var good [][]byte
	for _, p := range packets {
		if p.Kind == netcode.Datagram {
			good = append(good, p.Data)
		}
	}
	f.Add([]byte{0, 1, 2, 3})
	f.Add([]byte{0, 0, 5, 0, 0, 5, 1, 3, 200, 0, 1, 7, 2, 9, 3, 1, 2, 3, 0, 90})
	f.Add([]byte("\x01\x10snapshot of nothing\x02\x05piece\x03\xff\x00\x00"))
	f.Fuzz(func(t *testing.T, ops []byte) {
		l := &tape{line: line{in: join(packets)}}
		s := session.New(config(), l, walker{}, 0)
		play(l, s, 200*ms)
		next := 0
		take := func(n int) []byte {
			n = min(n, len(ops))
			b := ops[:n:n]
			ops = ops[n:]
			return b
		}
		for len(ops) > 1 {
			op, arg := ops[0], int(ops[1])
			ops = ops[2:]
			p := netcode.Packet{Kind: netcode.Datagram, At: l.now}
			switch op % 4 {
			case 0: // a good one
				p.Data = good[next%len(good)]
				next++
			case 1: // a good one, spoiled
				p.Data = append([]byte(nil), good[next%len(good)]...)
				for i, b := range take(arg % 16) {
					p.Data[(arg*7+i*31)%len(p.Data)] ^= b
				}
			case 2:
				p.Data = take(arg)
			case 3:
				p.Kind, p.Data = netcode.Message, take(arg)
			}
			l.in = append(l.in, p)
			play(l, s, l.now+netcode.Time(arg%64)*ms)
		}
		if s.State() == session.Ended && s.Err() == nil {
			t.Error("ended without a word")
		}
	})
}

func TestAdvanceAllocatesNothing(t *testing.T) {
	packets, _ := record(t, 10*netcode.Second)
	l := &tape{line: line{in: packets}}
	s := session.New(config(), l, walker{}, 0)
	play(l, s, 6*netcode.Second)
	var shown []session.Shown
	if n := testing.AllocsPerRun(500, func() {
		l.now += 4 * ms
		s.Advance(l.now)
		s.Look(l.now)
		shown = s.TakeEffects(shown[:0])
	}); n != 0 {
		t.Errorf("%v allocations in a call of Advance", n)
	}
	if age := l.now - 10*netcode.Second; s.State() != session.Playing || age > 0 || s.Stats.Shots < 10 {
		t.Errorf("state %d, %d shots at %v", s.State(), s.Stats.Shots, l.now)
	}
}
