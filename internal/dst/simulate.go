package dst

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"

	"hindsight/sim"
)

const (
	// settleTicks is how long everybody may take to be back in the match once the
	// faults have stopped: a link that died unnoticed counts as lost after 5 s and is
	// made anew, a server that was stalled catches up, clocks return to their goal.
	settleTicks = 480
	// steadyTicks is how long it then has to go well.
	steadyTicks = 180
	// reportTicks is the distance of the lines of the table.
	reportTicks = 60
)

// Simulate plays the history of a seed: ticks of faults, then without any until
// everybody has to be well. It returns the first failure, in one line that says how to
// repeat it, and writes the table to out.
func Simulate(ctx context.Context, spec *sim.Spec, seed uint64, ticks int, out io.Writer) (err error) {
	_, err = simulate(ctx, spec, seed, ticks, out)
	return err
}

func simulate(ctx context.Context, spec *sim.Spec, seed uint64, ticks int, out io.Writer) (h *history, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v at %s", r, panicSite(debug.Stack()))
		}
		if err != nil && ctx.Err() == nil {
			err = fmt.Errorf("seed=%d ticks=%d: %w", seed, ticks, err)
		}
	}()
	if h, err = newHistory(spec, seed); err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "seed=%d ticks=%d clients=%d bots=%d snapshot-every=%d snapshot-bytes=%d faults: %s\n%s\n",
		seed, ticks, h.clients, h.w.cfg.Bots, h.w.cfg.SnapshotEvery, h.w.cfg.SnapshotBytes, h.k.f, tableHead)
	each := func() error {
		h.k.tick()
		if h.w.Match.Tick()%reportTicks == 0 {
			h.line(out)
		}
		return ctx.Err()
	}
	if err := h.w.Run(uint32(ticks), each); err != nil {
		return h, err
	}
	return h, h.finish(each, out)
}

// panicSite names the first place of ours below a panic.
func panicSite(stack []byte) string {
	lines := strings.Split(string(stack), "\n")
	at := slices.IndexFunc(lines, func(s string) bool { return strings.HasPrefix(s, "panic(") })
	for _, line := range lines[max(at, 0):] {
		if strings.HasPrefix(line, "\t") && strings.Contains(line, "/hindsight/") || strings.HasPrefix(line, "\t") && !strings.Contains(line, "/runtime/") {
			place, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			return place
		}
	}
	return "an unknown place"
}

// history is a World with its faults.
type history struct {
	w       *World
	k       *chaos
	clients int // honest ones
	before  []Total
}

// newHistory draws everything from a seed.
func newHistory(spec *sim.Spec, seed uint64) (*history, error) {
	rng := rand.New(rand.NewPCG(seed, 0xfa))
	clients := 1 + rng.IntN(12)
	f := drawFaults(rng, clients)
	every := 1 + rng.IntN(3)
	cfg := Config{Spec: spec, Seed: seed, Bots: rng.IntN(5), SnapshotEvery: uint32(every), TickRate: 60, Level: uint8(1 + rng.IntN(3))}
	cfg.SnapshotBytes = 150 + rng.IntN(900)
	// Room for bodies that wait for a client that comes back as another player.
	cfg.Slots = min(3*(clients+f.Hostile)+cfg.Bots, sim.MaxSlots)
	w, err := New(cfg)
	if err != nil {
		return nil, err
	}
	return &history{w: w, k: newChaos(w, f, clients, rng), clients: clients}, nil
}

// finish is the second phase: nothing goes wrong any more, and soon all is well.
func (h *history) finish(each func() error, out io.Writer) error {
	h.k.stop()
	fmt.Fprintln(out, "the faults stop")
	if err := h.w.Run(settleTicks, each); err != nil {
		return err
	}
	for _, c := range h.w.Clients {
		h.before = append(h.before, c.Sum())
	}
	if err := h.w.Run(steadyTicks, each); err != nil {
		return err
	}
	for i, c := range h.w.Clients {
		if err := h.well(c, h.before[i]); err != nil && !c.hostile {
			return fmt.Errorf("%d ticks after the faults stopped: client %d: %w", settleTicks+steadyTicks, c.number, err)
		}
	}
	if err := h.screens(); err != nil {
		return err
	}
	return h.w.Log.Verify(h.w.cfg.Spec)
}

// screens: what the server made again of an honest client's screen was what it showed.
func (h *history) screens() error {
	for _, s := range h.w.Match.Stays().List {
		h.w.checked.Screens += s.Screens
		for _, c := range h.w.Clients {
			if s.Name == c.name() && !c.hostile && s.ScreensDiffer > 0 {
				return fmt.Errorf("%d of %d screens of client %d were not what it was sent", s.ScreensDiffer, s.Screens, c.number)
			}
		}
	}
	return nil
}

// well says what is wrong with a client that has had nothing but good conditions
// since before.
func (h *history) well(c *Client, before Total) error {
	if c.hostile {
		return nil
	}
	if !c.Playing() {
		return fmt.Errorf("not in the match: state %d, %w", c.Session.State(), c.Session.Err())
	}
	if age := uint32(h.w.Match.Tick()) - c.Session.Newest(); age > 12+2*h.w.cfg.SnapshotEvery {
		return fmt.Errorf("its newest snapshot is %d ticks old", age)
	}
	sum := c.Sum()
	onTime, late := sum.OnTime-before.OnTime, sum.Substituted-before.Substituted
	if sum.Sessions != before.Sessions || onTime < steadyTicks*9/10 || late*100 > onTime+late {
		return fmt.Errorf("%d commands on time and %d substituted in %d ticks", onTime, late, steadyTicks)
	}
	return nil
}

const tableHead = "   tick play gone  ontime% restep   shots  hits denied    views    rows resumed drops refused faults dilated  hash"

// line writes a line of the table.
func (h *history) line(out io.Writer) {
	w := h.w
	var playing, gone int
	var t Total
	var resteps, denied uint64
	for _, c := range w.Clients {
		if c.Playing() {
			playing++
			resteps += c.Session.Prediction().Resteps
		} else {
			gone++
		}
		sum := c.Sum()
		t.OnTime += sum.OnTime
		t.Substituted += sum.Substituted
		t.Shots += sum.Shots
		t.HitsConfirmed += sum.HitsConfirmed
		for _, n := range sum.Unconfirmed {
			denied += n
		}
	}
	share := 100 * float64(t.OnTime) / max(float64(t.OnTime+t.Substituted), 1)
	s := &w.Match.Stats
	fmt.Fprintf(out, "%7d %4d %4d %8.2f %6d %7d %5d %6d %8d %7d %7d %5d %7d %6d %6.2fs  %016x\n", w.Match.Tick(), playing, gone,
		share, resteps, t.Shots, t.HitsConfirmed, denied, w.checked.Views, w.checked.Rows, s.Resumed, s.Disconnects, s.Refused, s.Faults,
		w.Match.Dilated().Seconds(), w.Match.Hash())
}
