package session_test

import (
	"bytes"
	"crypto/ed25519"
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

var (
	identity = bytes.Repeat([]byte{7}, ed25519.PublicKeySize)
	ownKey   = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, ed25519.SeedSize))
	spec     = arena.Spec()
)

// line is a link whose other end is the test.
type line struct {
	in     []netcode.Packet
	sent   []wire.Message // messages
	inputs int            // datagrams
	code   netcode.CloseCode
	reason string
	closed bool
}

func (l *line) SendDatagram([]byte) { l.inputs++ }

func (l *line) SendMessage(b []byte) error {
	m, err := wire.ParseMessage(b)
	if err != nil {
		panic(err)
	}
	l.sent = append(l.sent, m)
	return nil
}

func (l *line) Receive() (netcode.Packet, bool) {
	if len(l.in) == 0 || l.closed {
		return netcode.Packet{}, false
	}
	p := l.in[0]
	l.in = l.in[1:]
	return p, true
}

func (l *line) Close(code netcode.CloseCode, reason string) {
	l.closed, l.code, l.reason = true, code, reason
}

func (l *line) Peer() string             { return "test" }
func (l *line) Stats() netcode.LinkStats { return netcode.LinkStats{} }

// say puts messages into the inbox.
func (l *line) say(at netcode.Time, messages ...wire.Message) {
	for _, m := range messages {
		l.in = append(l.in, netcode.Packet{Kind: netcode.Message, At: at, Data: m.Append(nil)})
	}
}

func config() session.Config {
	return session.Config{Games: []*sim.Spec{spec}, SimID: "sim-1", Build: "b", Driver: "native", Name: "me", Key: ownKey, Server: identity}
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

// noise is bytes that a seed decides.
type noise struct{ rng *rand.Rand }

func (n noise) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(n.rng.Uint32())
	}
	return len(b), nil
}

// recorder keeps what its end receives.
type recorder struct {
	*simnet.End
	packets []netcode.Packet
}

func (r *recorder) Receive() (netcode.Packet, bool) {
	p, ok := r.End.Receive()
	if ok {
		p.Data = bytes.Clone(p.Data)
		r.packets = append(r.packets, p)
	}
	return p, ok
}

// record plays a session in a real match with bots and returns what it received, and
// the session.
func record(t testing.TB, d netcode.Time) ([]netcode.Packet, *session.Session) {
	t.Helper()
	data, err := spec.LoadMap(spec.Maps[0])
	if err != nil {
		t.Fatal(err)
	}
	m, err := match.New(match.Config{
		Spec: spec, SimID: "sim-1", Build: "b", Name: "hall", Identity: identity,
		Setup:         sim.Setup{Static: sim.Static{Mode: spec.Modes[0], Map: spec.Maps[0], MapData: data, TickRate: 60, RewindCapTicks: 15}, MaxPlayers: 6, Seed: 5},
		SnapshotEvery: 2, SnapshotBytes: 900, Bots: 5, BotLevel: 3, Random: noise{rand.New(rand.NewPCG(1, 2))}, Log: slog.New(slog.DiscardHandler),
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	net := simnet.New(1)
	near, far := net.Pair(simnet.Spec{RTT: 20 * ms}, simnet.Spec{RTT: 20 * ms})
	m.Connect(far, 0)
	r := &recorder{End: near}
	s := session.New(config(), r, walker{}, 0)
	for net.Now() < d {
		net.Advance(net.Now() + 2*ms)
		m.Advance(net.Now())
		s.Advance(net.Now())
	}
	if s.State() != session.Playing || s.Stats.Snapshots < 5 {
		t.Fatalf("state %d, %d snapshots, %v", s.State(), s.Stats.Snapshots, s.Err())
	}
	return r.packets, s
}

// join is the part of a recording before the session plays.
func join(packets []netcode.Packet) []netcode.Packet {
	for i, p := range packets {
		if p.Kind != netcode.Message || wire.TypeOf(p.Data) == wire.TypeRoster {
			return packets[:i:i]
		}
	}
	return packets
}
