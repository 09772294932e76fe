package match_test

import (
	"errors"
	"testing"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/server/match"
)

// refused fails unless the last word to a guest was a refusal with these words.
func (h *hall) refused(g *guest, words string) {
	h.t.Helper()
	if len(g.heard) == 0 || g.closed == nil {
		h.t.Fatalf("heard %v, closed with %v; want a refusal", g.heard, g.closed)
	}
	r, ok := g.heard[len(g.heard)-1].(*wire.Refuse)
	if !ok || r.Reason != words {
		h.t.Errorf("heard %+v\nwant %s", g.heard[len(g.heard)-1], words)
	}
	if g.closed.Code != netcode.CloseRefused || g.closed.Reason != words {
		h.t.Errorf("closed with %+v, want the same words", g.closed)
	}
}

func TestHelloRefused(t *testing.T) {
	for _, c := range []struct {
		words string
		spoil func(*wire.Hello)
	}{
		{`this server speaks protocol hindsight/2, your client "hindsight/0"`, func(m *wire.Hello) { m.Protocol = "hindsight/0" }},
		{`this server runs simulation sim-1 (build build-1), your client "sim-2": get the same version`, func(m *wire.Hello) { m.SimID = "sim-2" }},
		{`there is no room "attic" on this server`, func(m *wire.Hello) { m.Room = "attic" }},
		{`a name has 1 to 32 bytes of printable text`, func(m *wire.Hello) { m.Name = "" }},
		{`a name has 1 to 32 bytes of printable text`, func(m *wire.Hello) { m.Name = "a\nb" }},
		{`a name has 1 to 32 bytes of printable text`, func(m *wire.Hello) { m.Name = "123456789012345678901234567890123" }},
	} {
		h := newHall(t, 4, 0)
		other := h.join("other", key(1), nil)
		h.run(300 * ms)
		g := h.guest()
		m := hello()
		c.spoil(m)
		h.say(g, m)
		h.refused(g, c.words)
		h.run(300 * ms)
		h.plays(other)
		if s := &h.match.Stats; s.Refused != 1 || s.Joined != 1 || s.Faults != 0 {
			t.Errorf("%s: stats %+v", c.words, *s)
		}
	}
}

func TestSignatureRefused(t *testing.T) {
	h := newHall(t, 2, 0)
	g := h.guest()
	h.say(g, hello())
	h.say(g, proof(g.heard[0].(*wire.Challenge).Nonce, make([]byte, 32))) // meant for another server
	h.refused(g, "your client's signature does not fit its key and this server")
}

func TestFullServerRefused(t *testing.T) {
	h := newHall(t, 3, 2)
	first := h.join("first", key(1), nil)
	h.run(300 * ms)
	second := h.join("second", key(2), nil)
	h.run(300 * ms)
	h.plays(first)
	var refused *session.RefusedError
	if !errors.As(second.Err(), &refused) || refused.Reason != "the server is full: 3 players" {
		t.Fatalf("ended with %v", second.Err())
	}
	first.Leave()
	h.run(100 * ms)
	third := h.join("third", key(3), nil)
	h.run(300 * ms)
	h.plays(third)
}

func TestTooManyJoinersRefused(t *testing.T) {
	h := newHall(t, 4, 0)
	player := h.join("player", key(1), nil)
	h.run(300 * ms)
	for range match.PendingMax {
		h.guest()
	}
	g := h.guest()
	h.hear(g)
	h.refused(g, "too many clients are joining at this moment: try again")
	h.run(match.MuteMax + 100*ms)
	among := h.join("among", key(3), nil) // the mute cannot keep it out
	h.run(300 * ms)
	h.plays(among)
	h.run(match.HandshakeMax + 100*ms)
	h.plays(player)
	later := h.join("later", key(2), nil)
	h.run(300 * ms)
	h.plays(later)
}
