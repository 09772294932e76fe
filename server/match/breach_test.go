package match_test

import (
	"math/rand/v2"
	"testing"

	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/server/match"
)

func TestOutOfTurn(t *testing.T) {
	ready, proofOfNothing := &wire.Ready{Tick: 1}, &wire.Proof{Signature: make([]byte, wire.SignatureBytes)}
	for _, c := range []struct {
		words string
		say   func(h *hall, g *guest)
	}{
		{"*wire.Ready out of turn", func(h *hall, g *guest) { h.say(g, ready) }},
		{"*wire.Proof out of turn", func(h *hall, g *guest) { h.say(g, proofOfNothing) }},
		{"*wire.Hello out of turn", func(h *hall, g *guest) { h.say(g, hello()); h.say(g, hello()) }},
		{"*wire.Welcome out of turn", func(h *hall, g *guest) { h.say(g, &wire.Welcome{Ticket: []byte{1}}) }},
		{"ready for a baseline that was not sent", func(h *hall, g *guest) { h.enter(g, false); h.say(g, &wire.Ready{Tick: 1 << 30}) }},
		{"*wire.Ready out of turn", func(h *hall, g *guest) { h.enter(g, true); h.say(g, ready) }},
		{"*wire.Hello out of turn", func(h *hall, g *guest) { h.enter(g, true); h.say(g, hello()) }},
	} {
		h := newHall(t, 4, 0)
		other := h.join("other", key(1), nil)
		h.run(300 * ms)
		g := h.guest()
		c.say(h, g)
		if g.closed == nil || g.closed.Code != netcode.CloseProtocol || g.closed.Reason != c.words {
			t.Errorf("closed with %+v, want %q", g.closed, c.words)
		}
		h.run(300 * ms)
		h.plays(other)
		if h.journal.err != nil {
			t.Error(h.journal.err)
		}
	}
}

func TestSlowJoinEnds(t *testing.T) {
	for _, stage := range []string{"greeting", "proving", "loading"} {
		h := newHall(t, 1, 0)
		g := h.guest()
		switch stage {
		case "proving":
			h.say(g, hello())
		case "loading":
			h.enter(g, false)
		}
		h.run(match.HandshakeMax + 100*ms)
		h.hear(g)
		if g.closed == nil || g.closed.Reason != "the join took too long" {
			t.Errorf("%s: closed with %+v", stage, g.closed)
		}
		s := h.join("next", key(1), nil)
		h.run(300 * ms)
		h.plays(s) // the slot is free again
	}
}

func TestGarbageDatagramsCloseOneLink(t *testing.T) {
	h := newHall(t, 4, 0)
	other := h.join("other", key(1), nil)
	g := h.guest()
	h.enter(g, true)
	rng := rand.New(rand.NewPCG(3, 3))
	for range match.DatagramFaultsMax {
		b := make([]byte, 1+rng.IntN(netcode.MaxDatagram))
		_, _ = noise{rng}.Read(b)
		b[0] = 0xff
		g.SendDatagram(b)
		h.run(2 * ms)
	}
	h.hear(g)
	if g.closed != nil || h.match.Stats.Faults != match.DatagramFaultsMax {
		t.Fatalf("after %d stray datagrams: closed with %+v", h.match.Stats.Faults, g.closed)
	}
	g.SendDatagram([]byte{0xff})
	h.hear(g)
	if g.closed == nil || g.closed.Code != netcode.CloseProtocol || g.closed.Reason != "too many datagrams that are no input" {
		t.Errorf("closed with %+v", g.closed)
	}
	h.run(300 * ms)
	h.plays(other)
}

// TestImpossibleCommands: no tick that a client names does harm, at any moment of a match.
func TestImpossibleCommands(t *testing.T) {
	h := newHall(t, 4, 0)
	g := h.guest()
	h.enter(g, true)
	for i, tick := range []uint32{0, 1, 1 << 31, 1<<32 - 1, 5, 1<<31 + 20, 0} {
		in := wire.Input{Commands: []wire.Command{{Tick: tick, Buttons: wire.ButtonFire, ClaimRender: wire.MaxClaimRender, ClaimNewest: tick, ClaimHeld: 1<<32 - 1}}}
		in.Header.Seq = uint16(i)
		g.SendDatagram(in.Append(nil))
		h.run(40 * ms)
	}
	s := h.join("other", key(1), nil)
	h.run(300 * ms)
	h.plays(s)
	if h.journal.err != nil {
		t.Error(h.journal.err)
	}
}
