package sim

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"hindsight/sim/row"
)

// trace is a game that writes down what it is handed.
type trace struct {
	q       Queue
	tick    Tick
	maxWait Tick
	text    strings.Builder
	quiet   bool
}

func (g *trace) note(batch []Event) {
	for i := range batch {
		e := &batch[i]
		g.maxWait = max(g.maxWait, g.tick-e.Due)
		if !g.quiet {
			fmt.Fprintf(&g.text, "%d %+v\n", g.tick, *e)
		}
	}
}

// chain posts, for some events, one of an earlier, the same or a later kind. What a
// hostile state names as a kind it looks up, as a game must.
func (g *trace) chain(batch []Event) {
	g.note(batch)
	for i := range batch {
		e := batch[i]
		if e.Args[1] > 0 && e.Args[1] <= 5 {
			e.Kind, e.Args[1] = EventKind(e.Args[1]), 0
			g.q.Post(e)
		}
	}
}

func traceTable() Table[*trace] {
	return NewTable(
		KindSpec[*trace]{Name: "command", Class: ClassInput, Handle: (*trace).note, Predictable: true},
		KindSpec[*trace]{Name: "shot", Class: ClassWeapons, Handle: (*trace).chain},
		KindSpec[*trace]{Name: "touch", Class: ClassContacts, Handle: (*trace).chain, Coalesce: true, Predictable: true},
		KindSpec[*trace]{Name: "think", Class: ClassAI, Handle: (*trace).chain, Budget: 13, Coalesce: true},
		KindSpec[*trace]{Name: "tidy", Class: ClassHousekeeping, Handle: (*trace).note, Budget: 7},
	)
}

// drawEvents makes n events of a tick; those of a source are in the order in which it
// posts them.
func drawEvents(key Key, tick Tick, n int) []Event {
	events := make([]Event, n)
	for i := range events {
		o := uint32(i) * 8
		events[i] = Event{
			Kind:   EventKind(1 + key.Intn(tick, o, 5)),
			Stamp:  tick.At(uint8(key.Intn(tick, o+1, 4))),
			Source: uint32(key.Intn(tick, o+2, 12)),
			A:      row.ID{Index: uint16(key.Intn(tick, o+3, 3)), Gen: 1},
			B:      row.ID{Index: uint16(key.Intn(tick, o+4, 2)), Gen: 1},
			Args:   [4]int32{int32(i), key.Intn(tick, o+5, 6)},
		}
	}
	return events
}

// interleave shuffles events but keeps the order of each source.
func interleave(key Key, tick Tick, events []Event) []Event {
	shuffled := slices.Clone(events)
	for i := range shuffled {
		j := int(key.Intn(tick, uint32(i), int32(i+1)))
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	}
	next := map[uint32]int{}
	for i, e := range shuffled { // place i goes to the next event of that source
		at := next[e.Source]
		for events[at].Source != e.Source {
			at++
		}
		shuffled[i], next[e.Source] = events[at], at+1
	}
	return shuffled
}

// The batches do not depend on the order in which sources posted.
func TestQueueOrderIndependentOfArrival(t *testing.T) {
	table := traceTable()
	var want string
	for shuffle := range uint64(8) {
		g := &trace{}
		for tick := Tick(1); tick <= 30; tick++ {
			events := drawEvents(NewKey(1, "events"), tick, 60)
			if shuffle > 0 {
				events = interleave(NewKey(shuffle, "shuffle"), tick, events)
			}
			g.tick = tick
			g.q.Begin(tick)
			for _, e := range events {
				g.q.Post(e)
			}
			Run(&g.q, table, g)
			fmt.Fprintf(&g.text, "state %x\n", g.q.AppendState(nil))
		}
		if shuffle == 0 {
			want = g.text.String()
		}
		if got := g.text.String(); got != want {
			t.Fatalf("shuffle %d: batches differ", shuffle)
		}
	}
}

// Each batch is in the documented order, as an obvious comparison has it.
func TestQueueBatchOrder(t *testing.T) {
	less := func(now Tick, a, b *Event) bool {
		tieA, tieB := mix64(uint64(now)<<32|uint64(a.Source))>>40, mix64(uint64(now)<<32|uint64(b.Source))>>40
		for _, pair := range [][2]uint64{{uint64(a.Due), uint64(b.Due)}, {uint64(a.Stamp), uint64(b.Stamp)}, {tieA, tieB}, {uint64(a.Source), uint64(b.Source)}, {uint64(a.Seq), uint64(b.Seq)}} {
			if pair[0] != pair[1] {
				return pair[0] < pair[1]
			}
		}
		return false
	}
	var q Queue
	handled := 0
	check := func(now Tick, batch []Event) {
		handled += len(batch)
		for i := 1; i < len(batch); i++ {
			if !less(now, &batch[i-1], &batch[i]) {
				t.Fatalf("tick %d: %+v comes before %+v", now, batch[i-1], batch[i])
			}
		}
	}
	table := NewTable(
		KindSpec[Tick]{Name: "shot", Class: ClassWeapons, Handle: check},
		KindSpec[Tick]{Name: "think", Class: ClassAI, Handle: check, Budget: 20},
	)
	posted := 0
	for tick := Tick(1); tick <= 40; tick++ {
		q.Begin(tick)
		for _, e := range drawEvents(NewKey(2, "events"), tick, 50) {
			e.Kind = 1 + e.Kind%2
			q.Post(e)
			posted++
		}
		Run(&q, table, tick)
	}
	overdue, deferred := q.Waiting()
	if handled+int(overdue+deferred) != posted {
		t.Fatalf("%d handled and %d waiting of %d", handled, overdue+deferred, posted)
	}
}

// No event waits longer for its budget than KindSpec.Budget promises, under bursts that
// fill the queue; what does not fit is refused, newest first.
func TestQueueWaitIsBounded(t *testing.T) {
	table := NewTable(KindSpec[*trace]{Name: "think", Class: ClassAI, Handle: (*trace).note, Budget: 13})
	g := &trace{quiet: true}
	refused := uint32(0)
	for tick := Tick(1); tick <= 600; tick++ {
		g.tick = tick
		g.q.Begin(tick)
		for i := range (tick % 7) * 10 {
			g.q.Post(Event{Kind: 1, Source: uint32(i), Stamp: tick.At(0)})
		}
		Run(&g.q, table, g)
		for _, r := range g.q.Refused() {
			if r.Event.Due != tick || r.Reason != RefusedFull {
				t.Fatalf("tick %d refused %+v for %d", tick, r.Event, r.Reason)
			}
		}
		refused += g.q.RefusedCount()
	}
	const bound = (MaxOverdue + 12) / 13
	if g.maxWait > bound || g.maxWait < bound-2 || refused == 0 {
		t.Errorf("longest wait %d ticks, want at most and about %d; %d refused", g.maxWait, bound, refused)
	}
}

// An event that is superseded every tick is handled within the bound too.
func TestQueueCoalescedAges(t *testing.T) {
	table := NewTable(KindSpec[*trace]{Name: "look", Class: ClassAI, Handle: (*trace).note, Budget: 2, Coalesce: true})
	g := &trace{quiet: true}
	for tick := Tick(1); tick <= 100; tick++ {
		g.tick = tick
		g.q.Begin(tick)
		for source := range uint32(20) {
			g.q.Post(Event{Kind: 1, Source: source, Stamp: tick.At(0)})
		}
		Run(&g.q, table, g)
	}
	if g.maxWait != 20/2-1 {
		t.Errorf("longest wait %d ticks, want 9", g.maxWait)
	}
}

// A Predictor's table keeps the kinds and drops what it cannot predict.
func TestTablePredictable(t *testing.T) {
	g := &trace{tick: 1}
	g.q.Begin(1)
	for kind := EventKind(1); kind <= 5; kind++ {
		g.q.Post(Event{Kind: kind})
	}
	Run(&g.q, traceTable().Predictable(), g)
	if n := strings.Count(g.text.String(), "\n"); n != 2 || bits.OnesCount64(g.q.lost) != 0 {
		t.Errorf("handled %d events, want command and touch:\n%s", n, g.text.String())
	}
}
