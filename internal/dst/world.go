// Package dst is simulation testing: one match and its clients, the real halves of
// the netcode, over a network that is drawn from a seed, on one goroutine and in
// virtual time. A seed is a whole history; a failure is one line that repeats it.
package dst

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"time"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/server/match"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Config says what to simulate.
type Config struct {
	Spec          *sim.Spec
	Seed          uint64
	Clients       int
	Bots          int // the match's own
	Path          simnet.Spec
	SnapshotEvery uint32
	SnapshotBytes int
	TickRate      uint32
	Level         uint8 // of the clients' brains
}

// World is one history.
type World struct {
	cfg     Config
	Net     *simnet.Net
	Match   *match.Match
	Clients []*Client
	Log     *Recording
	rng     *rand.Rand
	static  sim.Static
	due     netcode.Time // the match's
}

// Client is one session and what plays it.
type Client struct {
	Session *session.Session
	End     *simnet.End
	World   *World
	Key     ed25519.PrivateKey
	Wall    bool // presses against nothing: used by scripted tests
	brain   sim.Brain
	next    netcode.Time
	frozen  netcode.Time // until then the client does not run
}

// identity is the server's key in every history.
var identity = bytes.Repeat([]byte{42}, ed25519.PublicKeySize)

// New makes a match and connects its clients.
func New(cfg Config) (*World, error) {
	mapName := cfg.Spec.Maps[0]
	data, err := cfg.Spec.LoadMap(mapName)
	if err != nil {
		return nil, err
	}
	w := &World{cfg: cfg, Net: simnet.New(cfg.Seed), Log: &Recording{}, rng: rand.New(rand.NewPCG(cfg.Seed, 77))}
	w.static = sim.Static{Mode: cfg.Spec.Modes[0], Map: mapName, MapData: data, TickRate: cfg.TickRate, RewindCapTicks: cfg.TickRate / 4}
	setup := sim.Setup{Static: w.static, MaxPlayers: sim.Slot(cfg.Clients + cfg.Bots), Seed: cfg.Seed}
	w.Log.Setup = setup
	w.Match, err = match.New(match.Config{
		Spec: cfg.Spec, Setup: setup, SimID: sim.ID, Build: "dst", Name: "dst", Identity: identity,
		SnapshotEvery: cfg.SnapshotEvery, SnapshotBytes: cfg.SnapshotBytes, Bots: cfg.Bots, BotLevel: 3,
		Random: seeded{w.rng}, Journal: w.Log, Log: slog.New(slog.DiscardHandler),
	}, 0)
	if err != nil {
		return nil, err
	}
	for range cfg.Clients {
		w.Clients = append(w.Clients, w.connect(nil, nil))
	}
	return w, nil
}

// seeded is a source of bytes that a seed decides.
type seeded struct{ rng *rand.Rand }

func (s seeded) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(s.rng.Uint32())
	}
	return len(b), nil
}

var _ io.Reader = seeded{}

// connect makes a link and a session on it; a ticket returns to a body.
func (w *World) connect(key ed25519.PrivateKey, ticket []byte) *Client {
	if key == nil {
		var seed [ed25519.SeedSize]byte
		binary.LittleEndian.PutUint64(seed[:], w.rng.Uint64())
		key = ed25519.NewKeyFromSeed(seed[:])
	}
	c := &Client{World: w, Key: key}
	var far *simnet.End
	c.End, far = w.Net.Pair(w.cfg.Path, w.cfg.Path)
	w.Match.Connect(far, w.Net.Now())
	c.Session = session.New(session.Config{
		Games: []*sim.Spec{w.cfg.Spec}, SimID: sim.ID, Build: "dst", Driver: "dst", Name: "sim",
		Key: key, Server: identity, Ticket: ticket, Random: seeded{w.rng},
	}, c.End, c, w.Net.Now())
	return c
}

// Command implements session.Player by the game's brain.
func (c *Client) Command(view *row.Set, self *row.Row, cmd *sim.Command) {
	if c.brain == nil {
		welcome := c.Session.Welcome()
		brain, err := c.World.cfg.Spec.NewBrain(c.Session.Static(), sim.Self{Slot: sim.Slot(welcome.Slot), Stream: welcome.Stream}, c.World.cfg.Level)
		if err != nil {
			panic(fmt.Sprintf("dst: %v", err))
		}
		c.brain = brain
	}
	c.brain.Think(view, self, cmd)
}

// Freeze stops a client for a while, as a closed laptop would.
func (c *Client) Freeze(d netcode.Time) { c.frozen = c.World.Net.Now() + d }

// Run lets the match go on for a number of ticks. each is called after every tick,
// and ends the run with an error.
func (w *World) Run(ticks uint32, each func() error) error {
	until := w.Match.Tick() + sim.Tick(ticks)
	for w.Match.Tick() < until {
		at := w.due
		if t, ok := w.Net.Next(); ok {
			at = min(at, t)
		}
		for _, c := range w.Clients {
			at = min(at, max(c.next, c.frozen))
		}
		w.Net.Advance(max(at, w.Net.Now()))
		stepped := false
		if now := w.Net.Now(); now >= w.due {
			stepped, w.due = w.Match.Advance(now)
		}
		w.advanceClients()
		if stepped && each != nil {
			if err := each(); err != nil {
				return fmt.Errorf("tick %d: %w (repeat with seed %d, path %s)", w.Match.Tick(), err, w.cfg.Seed, w.cfg.Path)
			}
		}
	}
	return nil
}

func (w *World) advanceClients() {
	now := w.Net.Now()
	for _, c := range w.Clients {
		if now >= c.next && now >= c.frozen {
			c.next = max(c.Session.Advance(now), now+netcode.Millisecond/4)
		}
	}
}

// Recording is a journal in memory: everything that is needed to play the history
// again.
type Recording struct {
	Setup  sim.Setup
	Inputs [][]byte // TickInput, by tick-1
	Hashes []uint64
}

// Append implements replay.Journal.
func (r *Recording) Append(in *sim.TickInput) { r.Inputs = append(r.Inputs, in.Append(nil)) }

// Hash implements replay.Journal.
func (r *Recording) Hash(tick sim.Tick, hash uint64) { r.Hashes = append(r.Hashes, hash) }

// KeyframeDue implements replay.Journal.
func (r *Recording) KeyframeDue(sim.Tick) bool { return false }

// Keyframe implements replay.Journal.
func (r *Recording) Keyframe(sim.Tick, []byte) {}

// Await implements match.Journal.
func (r *Recording) Await(sim.Tick, time.Duration) bool { return true }

// Verify plays the recording again and names the first tick that differs.
func (r *Recording) Verify(spec *sim.Spec) error {
	game, err := spec.New(r.Setup)
	if err != nil {
		return err
	}
	var in sim.TickInput
	for i, b := range r.Inputs {
		if err := in.Parse(b); err != nil {
			return fmt.Errorf("input of tick %d: %w", i+1, err)
		}
		game.Step(&in)
		if h := game.Hash(); h != r.Hashes[i] {
			return fmt.Errorf("tick %d: recorded hash %016x, simulated again %016x", i+1, r.Hashes[i], h)
		}
	}
	return nil
}
