package dst

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/server/match"
	"hindsight/sim"
)

// Config says what to simulate.
type Config struct {
	Spec          *sim.Spec
	Seed          uint64
	Clients       int
	Bots          int         // the match's own
	Slots         int         // of the match; zero: as many as clients and bots
	Path          simnet.Spec // of every client, both ways
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
	rng     *rand.Rand // of keys, tickets and nonces; faults draw from another
	static  sim.Static
	due     netcode.Time // the match's
	stalled netcode.Time // the server does not run until then
	truth   truth
	checked Checked
	failure error // of a checker that cannot return one
}

// identity is the server's key in every history.
var identity = bytes.Repeat([]byte{42}, ed25519.PublicKeySize)

// New makes a match and connects its clients.
func New(cfg Config) (*World, error) {
	mapName := cfg.Spec.Maps[0]
	data, err := cfg.Spec.LoadMap(mapName)
	if err != nil {
		return nil, fmt.Errorf("dst: map %s: %w", mapName, err)
	}
	if cfg.Slots == 0 {
		cfg.Slots = cfg.Clients + cfg.Bots
	}
	w := &World{cfg: cfg, Net: simnet.New(cfg.Seed), Log: &Recording{}, rng: rand.New(rand.NewPCG(cfg.Seed, 77))}
	w.static = sim.Static{Mode: cfg.Spec.Modes[0], Map: mapName, MapData: data, TickRate: cfg.TickRate, RewindCapTicks: cfg.TickRate / 4}
	setup := sim.Setup{Static: w.static, MaxPlayers: sim.Slot(cfg.Slots), Seed: cfg.Seed}
	w.Log.Setup = setup
	w.Match, err = match.New(match.Config{
		Spec: cfg.Spec, Setup: setup, SimID: cfg.Spec.SimID(), Build: "dst", Name: "dst", Identity: identity,
		SnapshotEvery: cfg.SnapshotEvery, SnapshotBytes: cfg.SnapshotBytes, Bots: cfg.Bots, BotLevel: 3,
		Random: seeded{w.rng}, Journal: journal{w}, Log: slog.New(slog.DiscardHandler),
	}, 0)
	if err != nil {
		return nil, err
	}
	w.truth.record(w.Match.Game(), cfg.Slots)
	for range cfg.Clients {
		w.Add(cfg.Path, cfg.Path).connect()
	}
	return w, nil
}

// Add makes a client that is not connected yet. up is the path to the server.
func (w *World) Add(up, down simnet.Spec) *Client {
	var seed [ed25519.SeedSize]byte
	binary.LittleEndian.PutUint64(seed[:], w.rng.Uint64())
	c := &Client{world: w, number: len(w.Clients), key: ed25519.NewKeyFromSeed(seed[:]), up: up, down: down, back: never}
	w.Clients = append(w.Clients, c)
	return c
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

// Run lets the match go on for a number of ticks. each is called after every tick
// with all checks passed, and ends the run with an error, as a failed check does.
func (w *World) Run(ticks uint32, each func() error) error {
	until := w.Match.Tick() + sim.Tick(ticks)
	for w.Match.Tick() < until {
		w.Net.Advance(max(w.next(), w.Net.Now()))
		stepped, err := w.advance()
		if err == nil && stepped && each != nil {
			err = each()
		}
		if err != nil {
			return fmt.Errorf("tick %d: %w", w.Match.Tick(), err)
		}
	}
	return nil
}

// next is when something happens next.
func (w *World) next() netcode.Time {
	at := max(w.due, w.stalled)
	if t, ok := w.Net.Next(); ok {
		at = min(at, t)
	}
	for _, c := range w.Clients {
		at = min(at, c.wakes())
	}
	return at
}

// advance runs whoever is due at this moment, the match first.
func (w *World) advance() (stepped bool, err error) {
	now := w.Net.Now()
	if now >= w.due && now >= w.stalled {
		stepped, w.due = w.Match.Advance(now)
		if stepped {
			w.truth.record(w.Match.Game(), w.cfg.Slots)
		}
	}
	for _, c := range w.Clients {
		if now < c.wakes() {
			continue
		}
		if err := c.run(now); err != nil {
			return stepped, fmt.Errorf("client %d: %w", c.number, err)
		}
	}
	return stepped, w.failure
}
