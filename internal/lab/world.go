package lab

import (
	"bytes"
	"context"
	"crypto/ed25519"
	_ "embed"
	"encoding/binary"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/server/match"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// fightRules make a match that is one long fight, with every weapon.
const fightRules = `[match]
score_limit = 0
round_ms = 0
warmup_ms = 0
respawn_ms = 1000
protect_ms = 0
all_weapons = true
`

// pit is the usual map: small, so that people fight all the time, with crates, barrels,
// slabs and a door. store is larger and has 200 props.
var (
	//go:embed pit.tmj
	pit []byte
	//go:embed store.tmj
	store []byte

	maps = map[string][]byte{"pit": pit, "store": store}
)

// identity is the server's key in every run.
var identity = bytes.Repeat([]byte{43}, ed25519.PublicKeySize)

// world is one run of one cell.
type world struct {
	cfg     *Config
	cell    Cell
	net     *simnet.Net
	match   *match.Match
	spec    *sim.Spec
	static  sim.Static
	guns    *rules.Rules
	ground  *ground
	clients []*client
	rng     *rand.Rand   // of keys and tickets
	joins   netcode.Time // when the next one comes
	due     netcode.Time // the match's
	begun   sim.Tick     // the first tick that counts; zero: not yet
	begunAt netcode.Time
	changes netcode.Time // when the condition of the paths is looked at next
	every   uint32       // ticks between snapshots
	server  server
	figures figures
}

// newWorld makes the match of a cell.
func newWorld(cfg *Config, cell Cell) (*world, error) {
	spec := arena.Spec()
	w := &world{cfg: cfg, cell: cell, spec: spec, net: simnet.New(cell.Seed), changes: missing}
	w.static = sim.Static{Mode: spec.Modes[0], Map: cell.mapName(), MapData: maps[cell.mapName()], Rules: []byte(fightRules), TickRate: tickRate, RewindCapTicks: uint32(ticks(cfg.RewindCap))}
	guns, err := rules.Load(w.static.Mode, w.static.Rules)
	if err != nil {
		return nil, err
	}
	w.guns = guns
	rng := rand.New(rand.NewPCG(cell.Seed, 0x1ab))
	every, size := cell.Profile.snapshots(cell.Kbit)
	w.every = every
	w.match, err = match.New(match.Config{
		Spec: spec, Setup: sim.Setup{Static: w.static, MaxPlayers: sim.Slot(cell.people()), Seed: cell.Seed}, SimID: spec.SimID(), Build: "lab", Name: "lab", Identity: identity,
		SnapshotEvery: every, SnapshotBytes: size, Random: random{rng}, Journal: journal{w}, Log: slog.New(slog.DiscardHandler),
	}, 0)
	if err != nil {
		return nil, err
	}
	var all row.Set
	w.match.Game().AppendView(0, &all)
	if w.ground, err = newGround(maps[cell.mapName()], &all); err != nil {
		return nil, err
	}
	w.figures = newFigures()
	w.server = newServer()
	w.rng = rng
	if l := linkNamed(cell.Link); l != nil && l.change != nil {
		w.changes = 0
	}
	return w, nil
}

// random is a source of bytes that a seed decides.
type random struct{ rng *rand.Rand }

func (r random) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r.rng.Uint32())
	}
	return len(b), nil
}

// key is a player's, from a seed.
func key(rng *rand.Rand) ed25519.PrivateKey {
	var seed [ed25519.SeedSize]byte
	binary.LittleEndian.PutUint64(seed[:], rng.Uint64())
	return ed25519.NewKeyFromSeed(seed[:])
}

// run plays until everything is measured.
func (w *world) run(ctx context.Context) error {
	last := sim.Tick(1<<32 - 1)
	for w.match.Tick() < last {
		w.net.Advance(max(w.next(), w.net.Now()))
		if err := w.advance(); err != nil {
			return err
		}
		switch {
		case w.begun == 0 && w.playing():
			w.begun = w.match.Tick() + ticks(w.cfg.Warmup)
			w.begunAt = w.net.Now() + w.cfg.Warmup
			last = w.begun + ticks(w.cfg.Measured)
		case w.begun == 0 && w.net.Now() > joinMax+8*w.cell.spec().RTT:
			return fmt.Errorf("not everybody was in the match within %s", seconds(joinMax))
		}
		if w.match.Tick()%tickRate == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// playing reports whether everybody is in the match.
func (w *world) playing() bool {
	if len(w.clients) < w.cell.people() {
		return false
	}
	for _, c := range w.clients {
		if c.session.Predictor() == nil {
			return false
		}
	}
	return true
}

// next is when something happens next.
func (w *world) next() netcode.Time {
	at := min(w.due, w.changes)
	if len(w.clients) < w.cell.people() {
		at = min(at, w.joins)
	}
	if t, ok := w.net.Next(); ok {
		at = min(at, t)
	}
	for _, c := range w.clients {
		at = min(at, c.next, c.nextFrame)
	}
	return at
}

// advance runs whoever is due at this moment, the match first.
func (w *world) advance() error {
	now := w.net.Now()
	if now >= w.changes {
		w.change(now)
	}
	if len(w.clients) < w.cell.people() && now >= w.joins {
		w.joins = now + joinEvery
		w.clients = append(w.clients, w.connect(len(w.clients), now))
	}
	if now >= w.due {
		stepped, due := w.match.Advance(now)
		w.due = due
		if stepped {
			w.server.done(w, now)
		}
	}
	for _, c := range w.clients {
		if err := c.run(now); err != nil {
			return fmt.Errorf("player %d: %w", c.number+1, err)
		}
	}
	return nil
}

// change gives the paths the condition of this moment.
func (w *world) change(now netcode.Time) {
	w.changes = now + stallStep
	l := linkNamed(w.cell.Link)
	spec := l.spec
	if w.begun != 0 {
		spec = l.change(now-w.begunAt, spec)
	}
	for _, c := range w.clients {
		c.near.SetSpec(spec)
		c.far.SetSpec(spec)
	}
}

// oneWay is how long the way takes on average, stalls and queues aside.
func (w *world) oneWay(now netcode.Time) netcode.Time {
	l := linkNamed(w.cell.Link)
	spec := w.cell.spec()
	if l != nil && l.event > 0 && w.begun != 0 {
		spec = l.change(now-w.begunAt, spec)
	}
	return spec.RTT / 2
}

// counts reports whether what happens in a tick is measured.
func (w *world) counts(t sim.Tick) bool { return w.begun != 0 && t >= w.begun }

// measuring reports whether what happens now is measured.
func (w *world) measuring(now netcode.Time) bool { return w.begun != 0 && now >= w.begunAt }

// journal tells the lab what the match steps. It is a match.Journal.
type journal struct{ w *world }

func (j journal) Append(in *sim.TickInput)         { j.w.server.input(in) }
func (journal) Hash(sim.Tick, uint64)              {}
func (journal) KeyframeDue(sim.Tick) bool          { return false }
func (journal) Keyframe(sim.Tick, []byte)          {}
func (journal) Await(sim.Tick, time.Duration) bool { return true }
