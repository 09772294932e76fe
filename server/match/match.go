// Package match runs one match: it takes what players' links bring, steps the game
// a tick at a time, and sends each player what it may know. It is pure: time is an
// argument, links never block, and one goroutine at a time may call it. What owns
// sockets and tickers is server/host; tests run it over simnet in virtual time.
package match

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"hindsight/netcode"
	"hindsight/netcode/snapshot"
	"hindsight/replay"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Journal is what a match tells of its ticks (replay.Writer keeps them). Await gives
// the tick a moment to be written before its snapshots leave, so that a crash loses
// no tick that a player has seen; the other calls never wait for a disk.
type Journal interface {
	replay.Journal
	Await(tick sim.Tick, most time.Duration) bool
}

// Config is what a match is made from.
type Config struct {
	Spec  *sim.Spec
	Setup sim.Setup
	SimID string // clients must have the same
	Build string
	Name  string // of the server, as players see it
	// Identity is the server's public identity key: what clients pin, and what a
	// player's join signature is bound to.
	Identity      []byte
	SnapshotEvery uint32 // ticks between a player's snapshots
	SnapshotBytes int    // budget of one snapshot's body
	Bots          int    // bots that play from the first tick on, whoever comes
	Fill          int    // further bots play as long as there are fewer people and bots of this kind
	BotLevel      uint8
	// Random gives nonces, tickets and stream keys: crypto/rand's on a server, a
	// seeded one in tests.
	Random  io.Reader
	Journal Journal // may be nil
	Log     *slog.Logger
}

// Match is one match. Make it with New and call Advance when it says.
type Match struct {
	cfg     Config
	game    sim.Game
	clock   clock
	input   sim.TickInput
	full    row.Set // every row of the last tick
	view    row.Set // scratch: one player's
	history snapshot.History
	pending []*peer
	players []player // by slot-1
	evicted uint64   // bit s-1: the bot in slot s leaves with the next tick, the slot has another owner
	roster  bool     // changed since it was last sent
	stays   stays
	log     logbook
	screens screenCheck
	body    []byte // scratch: a snapshot's
	buffer  []byte // scratch: a datagram's
	hash    uint64
	state   []byte // scratch: a keyframe
	Stats   Stats
}

// Stats counts what happened in a match.
type Stats struct {
	Joined        uint64 // players that entered, bots apart
	Resumed       uint64
	Disconnects   uint64 // links of players that were lost or broke the protocol
	Refused       uint64
	Faults        uint64 // datagrams and messages that could not be parsed
	Held          uint64 // snapshots not sent, for a queue stood on the way
	Claims        uint64 // views accepted for shots
	Capped        uint64
	Screens       uint64            // pictures of clients made again
	ScreensDiffer uint64            // of those: it was not what the client says
	Clamped       uint64            // of those accepted, capped or not: the claim was not what the client's clock could show
	Unlogged      uint64            // ticks whose snapshots left before the journal had them
	Unclaimed     uint64            // shots without a view that could be accepted
	Effects       map[string]uint64 // what happened, by the game's names
}

// New makes a match whose first tick is due one tick after now.
func New(cfg Config, now netcode.Time) (*Match, error) {
	if cfg.SnapshotEvery == 0 || cfg.SnapshotBytes <= 0 || cfg.SnapshotBytes > snapshotBytesMax {
		return nil, fmt.Errorf("match: snapshot every %d ticks of %d bytes: want at least 1, and 1 to %d bytes", cfg.SnapshotEvery, cfg.SnapshotBytes, snapshotBytesMax)
	}
	if cfg.Bots+cfg.Fill > int(cfg.Setup.MaxPlayers) {
		return nil, fmt.Errorf("match: %d bots in %d slots", cfg.Bots+cfg.Fill, cfg.Setup.MaxPlayers)
	}
	game, err := cfg.Spec.New(cfg.Setup)
	if err != nil {
		return nil, fmt.Errorf("match: %w", err)
	}
	m := &Match{
		cfg:     cfg,
		game:    game,
		clock:   newClock(now, cfg.Setup.TickRate),
		players: make([]player, cfg.Setup.MaxPlayers),
		buffer:  make([]byte, 0, netcode.MaxDatagram),
		stays:   stays{drivers: noDrivers()},
		log:     logbook{log: cfg.Log},
		Stats:   Stats{Effects: map[string]uint64{}},
	}
	for i := range m.players {
		m.players[i].slot = sim.Slot(i + 1)
	}
	for range cfg.Bots {
		m.addBot(false)
	}
	for range cfg.Fill {
		m.addBot(true)
	}
	return m, nil
}

// Advance takes what has arrived and, when a tick is due, steps it. It reports
// whether it stepped and when to call again. Calling it earlier is harmless.
func (m *Match) Advance(now netcode.Time) (stepped bool, next netcode.Time) {
	m.receive(now)
	if now < m.clock.due {
		return false, m.clock.due
	}
	m.step(now)
	return true, m.clock.due
}

func (m *Match) step(now netcode.Time) {
	tick := m.game.Tick() + 1
	m.gather(tick, now)
	m.clock.started(now)
	if m.cfg.Journal != nil {
		m.cfg.Journal.Append(&m.input)
	}
	m.game.Step(&m.input)
	m.hash = m.game.Hash()
	if m.cfg.Journal != nil {
		m.keep(tick)
	}
	m.full.Reset(uint32(tick))
	m.game.AppendView(0, &m.full)
	m.history.Put(&m.full)
	m.countEffects()
	m.send(now)
	m.log.settle(now)
}

// countEffects counts what happened in the tick.
func (m *Match) countEffects() {
	if m.cfg.Spec.EffectName == nil {
		return
	}
	for i := range m.full.Effects {
		m.Stats.Effects[m.cfg.Spec.EffectName(&m.full.Effects[i])]++
	}
}

// keep hands the step's outcome to the journal.
func (m *Match) keep(tick sim.Tick) {
	j := m.cfg.Journal
	j.Hash(tick, m.hash)
	if j.KeyframeDue(tick) {
		m.state = m.game.AppendState(m.state[:0])
		j.Keyframe(tick, m.state)
	}
	if !j.Await(tick, JournalWaitMax) {
		m.Stats.Unlogged++
	}
}

// gather makes the input of a tick from joins, leaves and filed commands.
func (m *Match) gather(tick sim.Tick, now netcode.Time) {
	m.input.Reset(tick)
	m.fillUp()
	for i := range m.players {
		p := &m.players[i]
		m.evict(p.slot)
		m.expire(p, now)
		if p.stage == leaving {
			m.input.Leaves = append(m.input.Leaves, sim.Leave{Slot: p.slot, Cause: p.cause})
			m.part(p, tick-1, now)
		}
		if p.stage == joining {
			m.input.Joins = append(m.input.Joins, sim.Join{Slot: p.slot, Name: p.name, Bot: p.bot, Stream: p.stream})
			p.stage = playing
			if p.tally != nil {
				p.tally.joined = tick
				m.tellJoined(p, now)
			}
			m.roster = true
		}
		if p.stage == playing && p.bot == 0 {
			m.command(p, tick, now)
		}
	}
}

// command adds the command that a player is stepped with.
func (m *Match) command(p *player, tick sim.Tick, now netcode.Time) {
	n := len(m.input.Commands)
	if n < cap(m.input.Commands) {
		m.input.Commands = m.input.Commands[:n+1] // keeps the exceptions' memory
	} else {
		m.input.Commands = append(m.input.Commands, sim.PlayerCommand{})
	}
	c := &m.input.Commands[n]
	c.Slot = p.slot
	c.Command, c.Verdict = p.in.take(tick)
	c.Reach = 0
	if p.peer == nil {
		c.View = sim.View{Except: c.View.Except[:0]}
		return
	}
	claim, clamped := c.Command.Claim, false
	if c.Verdict == sim.OnTime {
		claim, clamped = m.clampClaim(p, &c.Command)
		if g := &p.peer.gaze; g.clocks[0] != nil {
			p.peer.reach.made(tick, min(g.render[0], g.render[1]))
		}
	}
	c.Reach = p.peer.reach.ticks(m.cfg.SnapshotEvery, m.cfg.Setup.RewindCapTicks)
	if c.Command.Buttons&sim.Fire == 0 {
		c.View = sim.View{Except: c.View.Except[:0]}
		return
	}
	acceptView(&c.View, claim, p.peer, tick, m.cfg.Setup.RewindCapTicks, m.cfg.Spec.Schema, &m.full)
	if c.View.Clamped = clamped && c.View.A != 0; c.View.Clamped {
		m.flagClamped(p, now)
	}
	switch {
	case c.View.A == 0:
		m.Stats.Unclaimed++
	case c.View.Capped:
		m.Stats.Capped++
	default:
		m.Stats.Claims++
	}
}

// Tick is the last tick stepped, and Hash the hash of its state.
func (m *Match) Tick() sim.Tick { return m.game.Tick() }

// Hash is the state hash of the last tick.
func (m *Match) Hash() uint64 { return m.hash }

// Game gives the state to read between calls of Advance.
func (m *Match) Game() sim.Game { return m.game }

// Late is how many ticks started more than a quarter of a tick late.
func (m *Match) Late() uint64 { return m.clock.late }

// Dilated is how much longer the match took than its ticks at full rate.
func (m *Match) Dilated() netcode.Time { return m.clock.dilated }
