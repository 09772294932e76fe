package match_test

import (
	"bytes"
	"crypto/ed25519"
	"io"
	"log/slog"
	"math/rand/v2"
	"testing"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/netcode/wire"
	"hindsight/server/match"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

const ms = netcode.Millisecond

var identity = bytes.Repeat([]byte{7}, ed25519.PublicKeySize)

// hall is a match on a simulated network, with sessions that keep the rules and raw
// links that need not.
type hall struct {
	t        testing.TB
	net      *simnet.Net
	match    *match.Match
	journal  *ledger
	sessions []*session.Session
	record   bool // what sessions send is kept
	recorded []*recorder
	log      bytes.Buffer
}

func newHall(t testing.TB, slots, bots int) *hall { return newHallOf(t, slots, bots, 0) }

func newHallOf(t testing.TB, slots, bots, fill int) *hall {
	t.Helper()
	spec := arena.Spec()
	data, err := spec.LoadMap(spec.Maps[0])
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{t: t, net: simnet.New(1), journal: &ledger{}}
	h.match, err = match.New(match.Config{
		Spec: spec, SimID: "sim-1", Build: "build-1", Name: "hall", Identity: identity,
		Setup:         sim.Setup{Static: sim.Static{Mode: spec.Modes[0], Map: spec.Maps[0], MapData: data, TickRate: 60, RewindCapTicks: 15}, MaxPlayers: sim.Slot(slots), Seed: 5},
		SnapshotEvery: 2, SnapshotBytes: 900, Bots: bots, Fill: fill, BotLevel: 3,
		Random: noise{rand.New(rand.NewPCG(1, 2))}, Journal: h.journal, Log: slog.New(slog.NewTextHandler(&h.log, nil)),
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	h.run(20 * ms) // past the first tick, before which nobody is let in
	return h
}

// noise is bytes that a seed decides.
type noise struct{ rng *rand.Rand }

func (n noise) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(n.rng.Uint32())
	}
	return len(b), nil
}

var _ io.Reader = noise{}

func key(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

// join connects a session that keeps the rules, over a perfect path.
func (h *hall) join(name string, key ed25519.PrivateKey, ticket []byte) *session.Session {
	s, _ := h.joinOver(simnet.Spec{}, session.Config{Driver: "native", Name: name, Key: key, Ticket: ticket})
	return s
}

// joinOver connects one over a path of which both directions have the same condition.
func (h *hall) joinOver(path simnet.Spec, cfg session.Config) (*session.Session, *simnet.End) {
	near, far := h.net.Pair(path, path)
	if h.record {
		r := &recorder{End: far}
		h.recorded = append(h.recorded, r)
		h.match.Connect(r, h.net.Now())
	} else {
		h.match.Connect(far, h.net.Now())
	}
	cfg.Games, cfg.SimID, cfg.Build, cfg.Server = []*sim.Spec{arena.Spec()}, "sim-1", "build-1", identity
	s := session.New(cfg, near, walker{}, h.net.Now())
	h.sessions = append(h.sessions, s)
	return s, near
}

// walker runs to and fro, and shoots now and then.
type walker struct{}

func (walker) Command(_ *row.Set, _ *row.Row, cmd *sim.Command) {
	cmd.MoveX, cmd.Aim = 100, uint16(cmd.Tick)*300
	if cmd.Tick/40%2 == 0 {
		cmd.MoveX = -100
	}
	if cmd.Tick%20 == 0 {
		cmd.Buttons = sim.Fire
	}
}

// run lets time pass.
func (h *hall) run(d netcode.Time) {
	for until := h.net.Now() + d; h.net.Now() < until; {
		h.net.Advance(h.net.Now() + 2*ms)
		h.match.Advance(h.net.Now())
		for _, s := range h.sessions {
			s.Advance(h.net.Now())
		}
	}
}

// plays fails unless a session is in the match, and hears of it.
func (h *hall) plays(s *session.Session) {
	h.t.Helper()
	if s.State() != session.Playing {
		h.t.Fatalf("state %d, want Playing: %v", s.State(), s.Err())
	}
	if age := uint32(h.match.Tick()) - s.Newest(); age > 6 {
		h.t.Fatalf("the newest snapshot is %d ticks old", age)
	}
}

// guest is a link that sends what a test wants.
type guest struct {
	*simnet.End
	heard  []wire.Message
	closed *netcode.CloseError
}

func (h *hall) guest() *guest {
	near, far := h.net.Pair(simnet.Spec{}, simnet.Spec{})
	h.match.Connect(far, h.net.Now())
	return &guest{End: near}
}

func hello() *wire.Hello {
	return &wire.Hello{Protocol: netcode.Protocol, SimID: "sim-1", Build: "b", Driver: "native", Name: "guest", Key: key(99).Public().(ed25519.PublicKey)}
}

// say sends a message and takes what comes back.
func (h *hall) say(g *guest, m wire.Message) {
	h.t.Helper()
	if err := g.SendMessage(m.Append(nil)); err != nil {
		h.t.Fatal(err)
	}
	h.hear(g)
}

func (h *hall) hear(g *guest) {
	h.t.Helper()
	h.run(10 * ms)
	for p, ok := g.Receive(); ok; p, ok = g.Receive() {
		switch p.Kind {
		case netcode.Message:
			m, err := wire.ParseMessage(p.Data)
			if err != nil {
				h.t.Fatal(err)
			}
			g.heard = append(g.heard, m)
		case netcode.Closed:
			g.closed, _ = p.Err.(*netcode.CloseError)
		}
	}
}

// enter brings a guest as far as Ready, and lets it in if it is to be.
func (h *hall) enter(g *guest, ready bool) {
	h.t.Helper()
	h.say(g, hello())
	challenge, ok := g.heard[0].(*wire.Challenge)
	if !ok {
		h.t.Fatalf("the answer to hello is %+v", g.heard[0])
	}
	h.say(g, proof(challenge.Nonce, identity))
	last, ok := g.heard[len(g.heard)-1].(*wire.Piece)
	if !ok || last.Of != wire.PieceBaseline {
		h.t.Fatalf("the answer to proof ends with %T", g.heard[len(g.heard)-1])
	}
	if ready {
		h.say(g, &wire.Ready{Tick: last.Tick})
	}
}

func proof(nonce, server []byte) *wire.Proof {
	k := key(99)
	return &wire.Proof{Signature: ed25519.Sign(k, wire.SignedBytes(nonce, server, k.Public().(ed25519.PublicKey)))}
}
