package session_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/sim"
)

// joined returns the messages of a join: challenge, welcome, map, baseline.
func joined(t testing.TB) (messages []wire.Message) {
	t.Helper()
	packets, _ := record(t, 500*ms)
	for _, p := range join(packets) {
		m, err := wire.ParseMessage(p.Data)
		if err != nil {
			t.Fatal(err)
		}
		messages = append(messages, m)
	}
	for _, m := range messages[2:] {
		if _, ok := m.(*wire.Piece); !ok {
			t.Fatalf("a join has %T", m)
		}
	}
	return messages
}

func TestServerSpeaksNonsense(t *testing.T) {
	said := joined(t)
	challenge, welcome, pieces := said[0], *said[1].(*wire.Welcome), said[2:]
	piece := func(i int, change func(*wire.Piece)) *wire.Piece {
		p := *pieces[i].(*wire.Piece)
		p.Data = bytes.Clone(p.Data)
		change(&p)
		return &p
	}
	greet := func(change func(*wire.Welcome)) []wire.Message {
		w := welcome
		change(&w)
		return []wire.Message{challenge, &w}
	}
	last := len(pieces) - 1
	asBaseline := func(p *wire.Piece) { p.Of = wire.PieceBaseline }
	after := func(n int, m ...wire.Message) []wire.Message { return append(said[:n:n], m...) }
	for _, c := range []struct {
		words string
		say   []wire.Message
	}{
		{"the server sent *wire.Piece out of turn", []wire.Message{pieces[0]}},
		{"the server sent *wire.Roster out of turn", []wire.Message{&wire.Roster{}}},
		{"the server sent *wire.Hello out of turn", []wire.Message{&wire.Hello{Key: make([]byte, wire.KeyBytes)}}},
		{"the server sent *wire.Welcome out of turn", after(2, &welcome)},
		{"the server sent *wire.Challenge out of turn", after(2, challenge)},
		{"the server sent *wire.Piece out of turn", after(len(said), pieces[last])},
		{"the server sent *wire.Welcome out of turn", after(len(said), &welcome)},
		{`the server plays "chess", which this client does not have`, greet(func(w *wire.Welcome) { w.Game = "chess" })},
		{"the server's welcome makes no sense", greet(func(w *wire.Welcome) { w.Slot = 0 })},
		{"the server's welcome makes no sense", greet(func(w *wire.Welcome) { w.Slot = sim.MaxSlots + 1 })},
		{"the server's welcome makes no sense", greet(func(w *wire.Welcome) { w.TickRate = sim.MaxTickRate + 1 })},
		{"the server's rules have 65537 bytes, limit 65536", greet(func(w *wire.Welcome) { w.RulesBytes = 1<<16 + 1 })},
		{"the server's map has 2097152 bytes, limit 1048576", greet(func(w *wire.Welcome) { w.MapBytes = 2 << 20 })},
		{"piece of 2 out of order", after(2, piece(0, asBaseline))},
		{"piece of 1 out of order", after(2, pieces[1])},
		{"a piece announces 7 bytes, want 0", after(2, piece(0, func(p *wire.Piece) { p.Total = 7 }))},
		{"a piece announces 4000 bytes", after(3, piece(1, func(p *wire.Piece) { p.Total = 4000; p.Data = p.Data[:100] }))},
		{"does not follow on 0 bytes", after(3, piece(1, func(p *wire.Piece) { p.Offset, p.Data = 1, p.Data[1:] }))},
		{"a piece announces 300000 bytes, want 262144", after(len(said)-1, piece(last, func(p *wire.Piece) { p.Total = 300000 }))},
		{"first baseline: ", after(len(said)-1, piece(last, func(p *wire.Piece) { clear(p.Data[4:]); p.Data[4] = 0xff }))},
		{"first baseline of tick 0", after(len(said)-1, piece(last, func(p *wire.Piece) { clear(p.Data[:4]) }))},
		{"map ", append(after(2), mapOf(pieces, func(b []byte) { copy(b, "{]") })...)},
		{"map ", append(greet(func(w *wire.Welcome) { w.Mode = "chess" }), pieces...)},
		{"map ", append(greet(func(w *wire.Welcome) { w.RewindCap = 1 << 30 }), pieces...)},
	} {
		l := &line{}
		s := session.New(config(), l, walker{}, 0)
		l.say(0, c.say...)
		s.Advance(10 * ms)
		if s.State() != session.Ended || s.Err() == nil || !strings.Contains(s.Err().Error(), c.words) {
			t.Errorf("state %d, %v; want an end with %q", s.State(), s.Err(), c.words)
		}
		if !l.closed || l.code != netcode.CloseProtocol || !strings.Contains(l.reason, c.words) {
			t.Errorf("%s: link closed %v with %d %q", c.words, l.closed, l.code, l.reason)
		}
		if n := s.Advance(20 * ms); n <= 20*ms {
			t.Errorf("an ended session wants to be called at %v", n)
		}
	}
}

// mapOf returns the pieces with the first of the map changed.
func mapOf(pieces []wire.Message, change func([]byte)) (out []wire.Message) {
	for i, m := range pieces {
		p := *m.(*wire.Piece)
		if i == 1 {
			p.Data = bytes.Clone(p.Data)
			change(p.Data)
		}
		out = append(out, &p)
	}
	return out
}

func TestGarbageOnTheStreamEnds(t *testing.T) {
	l := &line{in: []netcode.Packet{{Kind: netcode.Message, Data: []byte{200, 1, 2}}}}
	s := session.New(config(), l, nil, 0)
	s.Advance(ms)
	if s.State() != session.Ended || !strings.Contains(s.Err().Error(), "message type 200") || l.code != netcode.CloseProtocol {
		t.Errorf("state %d, %v, closed with %d", s.State(), s.Err(), l.code)
	}
}

func TestRefused(t *testing.T) {
	l := &line{}
	s := session.New(config(), l, nil, 0)
	l.say(0, &wire.Refuse{Reason: "the server is full: 4 players"})
	s.Advance(ms)
	var refused *session.RefusedError
	if !errors.As(s.Err(), &refused) || refused.Error() != "the server refused: the server is full: 4 players" {
		t.Errorf("ended with %v", s.Err())
	}
}

func TestProofIsForThisServer(t *testing.T) {
	l := &line{}
	s := session.New(config(), l, nil, 0)
	nonce := bytes.Repeat([]byte{3}, wire.NonceBytes)
	l.say(0, &wire.Challenge{Nonce: nonce})
	s.Advance(ms)
	if len(l.sent) != 2 {
		t.Fatalf("sent %v", l.sent)
	}
	p, ok := l.sent[1].(*wire.Proof)
	if !ok || !verify(nonce, p.Signature) {
		t.Errorf("sent %+v: no signature of the nonce for this server", l.sent[1])
	}
	l.say(0, &wire.Challenge{Nonce: nonce})
	s.Advance(2 * ms)
	if s.State() != session.Ended || len(l.sent) != 2 {
		t.Errorf("a second nonce was signed: state %d", s.State())
	}
}

func TestSilence(t *testing.T) {
	l := &line{}
	s := session.New(config(), l, nil, 0)
	said := joined(t)
	for now := netcode.Time(0); now < session.JoinMax; now += 400 * ms { // says something, but lets nobody in
		l.in = append(l.in, netcode.Packet{Kind: netcode.Datagram, At: now, Data: []byte{2}})
		if s.Advance(now); s.State() != session.Joining {
			t.Fatalf("ended after %v ms: %v", now/ms, s.Err())
		}
	}
	if s.Advance(session.JoinMax + ms); s.Err() == nil || s.Err().Error() != "session: the server did not let us in within 15 s" || l.code != netcode.CloseTimeout {
		t.Errorf("ended with %v", s.Err())
	}

	l = &line{}
	s = session.New(config(), l, nil, 0)
	l.say(ms, said...)
	s.Advance(ms)
	if s.Advance(session.SilenceMax); s.State() != session.Playing {
		t.Fatalf("state %d, %v", s.State(), s.Err())
	}
	if s.Advance(session.SilenceMax + 2*ms); !errors.Is(s.Err(), session.ErrLost) || l.code != netcode.CloseTimeout {
		t.Errorf("ended with %v", s.Err())
	}
}
