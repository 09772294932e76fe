package replay

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight/sim"
	"hindsight/sim/row"
)

// toy is a game that remembers whom it holds and where their sticks have moved them.
type toy struct {
	tick    sim.Tick
	seed    uint64
	bug     sim.Tick // of this tick the step goes wrong
	x, y    [9]int32
	present [9]bool
}

func (g *toy) Step(in *sim.TickInput) {
	g.tick = in.Tick
	for _, l := range in.Leaves {
		g.present[l.Slot] = false
	}
	for _, j := range in.Joins {
		if g.present[j.Slot] {
			panic(fmt.Sprintf("slot %d is taken", j.Slot))
		}
		g.present[j.Slot], g.x[j.Slot], g.y[j.Slot] = true, 0, int32(j.Stream)
	}
	for i := range in.Commands {
		c := &in.Commands[i]
		g.x[c.Slot] += int32(c.Command.MoveX)
		g.y[c.Slot] += sim.NewKey(g.seed, "toy").Intn(in.Tick, uint32(c.Slot), 100)
	}
	if g.tick == g.bug {
		g.x[1]++
	}
}

func (g *toy) Tick() sim.Tick        { return g.tick }
func (g *toy) CopyFrom(src sim.Game) { *g = *src.(*toy) }

func (g *toy) Hash() uint64 {
	var b [96]byte
	return sim.Hash64(g.AppendState(b[:0]))
}

func (g *toy) AppendState(b []byte) []byte {
	b = sim.AppendU32(b, uint32(g.tick))
	for i := range g.x {
		b = sim.AppendBool(sim.AppendI32(sim.AppendI32(b, g.x[i]), g.y[i]), g.present[i])
	}
	return b
}

func (g *toy) LoadState(b []byte) error {
	r := sim.NewReader(b)
	load := toy{tick: sim.Tick(r.U32()), seed: g.seed, bug: g.bug}
	for i := range load.x {
		load.x[i], load.y[i], load.present[i] = r.I32(), r.I32(), r.Bool()
	}
	if err := r.Done(); err != nil {
		return err
	}
	*g = load
	return nil
}

func (g *toy) AppendView(sim.Slot, *row.Set)               {}
func (g *toy) Score(lines []sim.ScoreLine) []sim.ScoreLine { return lines }

// toySpec is toy with a planted bug at a tick; 0 is none.
func toySpec(bug sim.Tick) *sim.Spec {
	return &sim.Spec{Name: "toy", New: func(s sim.Setup) (sim.Game, error) {
		if s.Map != "field" {
			return nil, fmt.Errorf("unknown map %q", s.Map)
		}
		return &toy{seed: s.Seed, bug: bug}, nil
	}}
}

var toyStart = time.Date(2026, 3, 4, 5, 6, 7, 8_000_000, time.UTC)

func toyHeader() *Header {
	return &Header{
		SimID: sim.ID, Build: "v0.1-test", Game: "toy", Protocol: "hindsight/1", Start: toyStart,
		Setup: sim.Setup{
			Static:     sim.Static{Mode: "plain", Map: "field", MapData: []byte("#..#"), TickRate: 60, RewindCapTicks: 15},
			MaxPlayers: 8, Seed: 77,
		},
	}
}

// toyInput fills in what happens in a tick: two join, one leaves, all move.
func toyInput(in *sim.TickInput, tick sim.Tick) {
	key := sim.NewKey(5, "script")
	in.Reset(tick)
	last := sim.Slot(2)
	switch {
	case tick == 1:
		in.Joins = append(in.Joins, sim.Join{Slot: 1, Name: "ann", Stream: 11}, sim.Join{Slot: 2, Name: "bö\x1b", Stream: 12},
			sim.Join{Slot: 3, Name: "rob", Bot: 3, Stream: 13})
		in.Orders = append(in.Orders, sim.Order{Name: "pause", Args: []string{"now", ""}})
	case tick == 20:
		in.Leaves = append(in.Leaves, sim.Leave{Slot: 2, Cause: sim.LeaveLost})
		last = 1
	case tick > 20:
		last = 1
	}
	for s := sim.Slot(1); s <= last; s++ {
		c := sim.Command{Tick: tick, MoveX: int8(key.Intn(tick, uint32(s), 200) - 100), Aim: uint16(key.Uint64(tick/7, uint32(s)))}
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: s, Verdict: sim.OnTime, Command: c})
	}
}

var bulkOrders = func() (orders []sim.Order) {
	text := strings.Repeat("x", sim.MaxOrderText)
	for range sim.MaxOrders {
		orders = append(orders, sim.Order{Name: text, Args: slices.Repeat([]string{text}, sim.MaxOrderArgs)})
	}
	return orders
}()

// match plays toy into a Journal.
type match struct {
	t      *testing.T
	game   sim.Game
	in     sim.TickInput
	hashes []uint64 // by tick
	bulk   bool     // ticks are as large as they may be; toy ignores what they say
}

func newMatch(t *testing.T) *match {
	game, err := toySpec(0).New(toyHeader().Setup)
	if err != nil {
		t.Fatal(err)
	}
	return &match{t: t, game: game, hashes: []uint64{game.Hash()}}
}

func (m *match) play(to Journal, ticks int) {
	for range ticks {
		tick := m.game.Tick() + 1
		toyInput(&m.in, tick)
		if m.bulk {
			m.in.Orders = bulkOrders
		}
		to.Append(&m.in)
		m.game.Step(&m.in)
		m.hashes = append(m.hashes, m.game.Hash())
		to.Hash(tick, m.game.Hash())
		if to.KeyframeDue(tick) {
			to.Keyframe(tick, m.game.AppendState(nil))
		}
	}
}

func (m *match) last() sim.Tick { return m.game.Tick() }

// recorded plays a match of some ticks, with a keyframe every 10, and returns the
// journal and the archive of it.
func recorded(t *testing.T, ticks int) (m *match, wal, hsr []byte) {
	t.Helper()
	store := newMemory()
	w, err := NewWriter("", "m", toyHeader(), Options{Storage: store, KeyframeTicks: 10})
	if err != nil {
		t.Fatal(err)
	}
	m = newMatch(t)
	m.play(w, ticks)
	store.keep = true
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return m, store.bytes("m.wal"), store.bytes("m.hsr")
}

func mapHash(h *Header) [sha256.Size]byte { return sha256.Sum256(h.Setup.MapData) }

// appendSum appends a preamble's checksum.
func appendSum(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(slices.Clone(b), checksum(b))
}
