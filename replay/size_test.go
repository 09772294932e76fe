package replay

import (
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hindsight/sim"
	"hindsight/sim/row"
)

// The largest input that sim allows fits a record, is read back, and its header too.
func TestLargestTickFits(t *testing.T) {
	in := &sim.TickInput{Tick: math.MaxUint32, Orders: bulkOrders}
	for s := sim.Slot(1); s <= sim.MaxSlots; s++ {
		in.Leaves = append(in.Leaves, sim.Leave{Slot: s, Cause: sim.LeaveKicked})
		in.Joins = append(in.Joins, sim.Join{Slot: s, Name: strings.Repeat("n", sim.MaxName), Bot: sim.MaxBotLevel, Stream: math.MaxUint64})
		c := sim.PlayerCommand{Slot: s, Verdict: sim.Substituted}
		c.Command = sim.Command{Tick: 5, Buttons: math.MaxUint16, MoveX: -1, MoveY: -1, Aim: 9, FireSub: 9,
			Claim: sim.ViewClaim{Render: 99, Newest: 9, Held: 9}}
		c.View = sim.View{A: 1, B: 2, Render: 300, Capped: true}
		for i := range sim.MaxViewExcept {
			c.View.Except = append(c.View.Except, sim.ViewExcept{ID: row.ID{Index: uint16(i + 1), Gen: 1}, A: 1, B: 2})
		}
		in.Commands = append(in.Commands, c)
	}
	h := toyHeader()
	h.Setup.MapData = make([]byte, sim.MaxMapBytes)
	for _, s := range []*string{&h.Build, &h.Game, &h.Protocol} {
		*s = strings.Repeat("x", MaxText)
	}
	dir := t.TempDir()
	w, err := NewWriter(dir, "large", h, Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.Append(in)
	w.Hash(in.Tick, 1)
	path, err := w.Close()
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var e Entry
	if err := r.Next(&e); err != nil || !slices.Equal(e.Input.Append(nil), in.Append(nil)) || len(r.Header().Setup.MapData) != sim.MaxMapBytes {
		t.Errorf("%v, tick %d", err, e.Tick)
	}
	if err := r.Next(&e); err != io.EOF {
		t.Error(err)
	}
}

// Others may look at a Writer while its match plays (for the race detector).
func TestStatsWhilePlaying(t *testing.T) {
	w, err := NewWriter(t.TempDir(), "m", toyHeader(), Options{KeyframeTicks: 20})
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var others sync.WaitGroup
	for range 2 {
		others.Go(func() {
			last := sim.Tick(0)
			for {
				s := w.Stats()
				if s.Written < last || w.Err() != nil {
					t.Errorf("written %d after %d, %v", s.Written, last, w.Err())
				}
				last = s.Written
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	m := newMatch(t)
	for range 100 {
		m.play(w, 3)
		w.Await(m.last(), time.Second)
	}
	_, err = w.Close()
	close(stop)
	others.Wait()
	if s := w.Stats(); err != nil || s.Written != 300 || s.Missing != 0 || s.Keyframes != 15 {
		t.Errorf("%+v, %v", s, err)
	}
}

// benchMatch is a minute of 16 players who move, turn and fire.
func benchInput(in *sim.TickInput, tick sim.Tick) {
	key := sim.NewKey(9, "bench")
	in.Reset(tick)
	for s := sim.Slot(1); s <= 16; s++ {
		if tick == 1 {
			in.Joins = append(in.Joins, sim.Join{Slot: s, Name: "p", Stream: uint64(s)})
		}
		c := sim.PlayerCommand{Slot: s, Verdict: sim.OnTime}
		turn := key.Uint64(tick/20, uint32(s))
		c.Command = sim.Command{Tick: tick, MoveX: int8(turn % 3 * 63), MoveY: int8(turn / 3 % 3 * 63), Aim: uint16(turn>>8) + uint16(key.Intn(tick, uint32(s), 400))}
		if turn%4 == 0 && tick%6 == 0 && tick > 12 {
			c.Command.Buttons, c.Command.FireSub = sim.Fire, uint8(turn>>30)
			c.Command.Claim = sim.ViewClaim{Render: tick.At(77) - 9<<8, Newest: tick - 7, Held: math.MaxUint32}
			c.View = sim.View{A: tick - 10, B: tick - 9, Render: (tick - 10).At(77)}
		}
		in.Commands = append(in.Commands, c)
	}
}

func BenchmarkWriterTick(b *testing.B) {
	w, err := NewWriter(b.TempDir(), "m", toyHeader(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	var in sim.TickInput
	for tick := sim.Tick(1); b.Loop(); tick++ {
		benchInput(&in, tick)
		w.Append(&in)
		w.Hash(tick, uint64(tick))
		w.Await(tick, time.Second)
	}
	if err := w.Abort(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCompact reports the size of ten minutes of 16 players.
func BenchmarkCompact(b *testing.B) {
	const ticks = 36_000
	c := newCraft(toyHeader())
	var in sim.TickInput
	key := sim.NewKey(3, "hashes")
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		benchInput(&in, tick)
		c.tick(&in, key.Uint64(tick, 0))
	}
	c.add(appendEnd(nil, ticks, key.Uint64(ticks, 0)))
	size := 0
	for b.Loop() {
		size = len(c.archived(b))
	}
	b.ReportMetric(float64(len(c.b)), "journal-B/10min")
	b.ReportMetric(float64(size), "archive-B/10min")
}
