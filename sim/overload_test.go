package sim

import (
	"cmp"
	"slices"
	"testing"

	"hindsight/sim/row"
)

// crowd is a game of AI that posts more than its budgets allow, for ever.
type crowd struct {
	q       Queue
	handled []Event
}

// think posts another event of its kind for some, which makes a further batch.
func (g *crowd) think(batch []Event) {
	g.handled = append(g.handled, batch...)
	for _, e := range batch {
		if e.Args[1] > 0 {
			e.Args[1]--
			g.q.Post(e)
		}
	}
}

// crowdTable has the kind that floods first: it has no claim on the room of the others.
func crowdTable() Table[*crowd] {
	return NewTable(
		KindSpec[*crowd]{Name: "flood", Class: ClassAI, Handle: (*crowd).think, Budget: 16},
		KindSpec[*crowd]{Name: "look", Class: ClassAI, Handle: (*crowd).think, Budget: 5, Coalesce: true},
		KindSpec[*crowd]{Name: "hear", Class: ClassAI, Handle: (*crowd).think, Budget: 11, Distinct: true},
		KindSpec[*crowd]{Name: "tidy", Class: ClassHousekeeping, Handle: (*crowd).think, Budget: 1},
	)
}

func drawCrowd(key Key, tick Tick) []Event {
	events := make([]Event, 60+600*int(key.Intn(tick, 0, 30)/29))
	for i := range events {
		o := uint32(i+1) * 8
		kind := EventKind(max(1, key.Intn(tick, o, 4))) // half of them flood
		if i < 2 {
			kind = 4
		}
		events[i] = Event{
			Kind: kind, Stamp: tick.At(uint8(key.Intn(tick, o+1, 3))), Source: uint32(key.Intn(tick, o+2, 40)),
			A:    row.ID{Index: uint16(key.Intn(tick, o+3, 2)), Gen: 1},
			Args: [4]int32{key.Intn(tick, o+4, 2), max(0, key.Intn(tick, o+5, 12)-9)},
		}
	}
	return events
}

// slowCrowd does what KindSpec promises, the obvious way.
type slowCrowd struct {
	table   Table[*crowd]
	waiting [5][]Event
	refused []Event
	handled []Event
	seqs    map[uint32]uint32
}

func (s *slowCrowd) post(tick Tick, e Event) Event {
	e.Due, e.Seq = tick, s.seqs[e.Source]
	s.seqs[e.Source]++
	return e
}

func (s *slowCrowd) step(tick Tick, events []Event) {
	s.seqs, s.refused, s.handled = map[uint32]uint32{}, nil, nil
	for _, e := range events {
		s.waiting[e.Kind] = append(s.waiting[e.Kind], s.post(tick, e))
	}
	for i, spec := range s.table {
		batch, left := s.waiting[i+1], int(spec.Budget)
		var late []Event
		for len(batch) > 0 {
			batch = slowOrder(tick, batch)
			if spec.Coalesce || spec.Distinct {
				batch = slowOrder(tick, slowOnce(batch, spec.Coalesce))
			}
			n := min(left, len(batch))
			left -= n
			late = append(late, batch[n:]...)
			s.handled = append(s.handled, batch[:n]...)
			var more []Event
			for _, e := range batch[:n] {
				if e.Args[1] > 0 {
					e.Args[1]--
					more = append(more, s.post(tick, e))
				}
			}
			batch = more
		}
		room := min(len(late), MaxOverdue)
		s.waiting[i+1], s.refused = late[:room:room], append(s.refused, late[room:]...)
	}
}

func slowOrder(tick Tick, events []Event) []Event {
	events = slices.Clone(events)
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Stamp, b.Stamp), cmp.Compare(tieOf(tick, a.Source), tieOf(tick, b.Source)),
			cmp.Compare(a.Source, b.Source), cmp.Compare(a.Seq, b.Seq))
	})
	return events
}

// slowOnce keeps the last of equal subjects with the age of the first, or the first of
// equal events.
func slowOnce(events []Event, coalesce bool) (kept []Event) {
	for _, e := range events {
		i := slices.IndexFunc(kept, func(k Event) bool {
			same := k.Source == e.Source && k.A == e.A && k.B == e.B
			return same && (coalesce || k.Stamp == e.Stamp && k.Args == e.Args)
		})
		switch {
		case i < 0:
			kept = append(kept, e)
		case coalesce:
			e.Due = kept[i].Due
			kept[i] = e
		}
	}
	return kept
}

// promise is that everything of a kind that was due by a tick is handled by another.
type promise struct {
	kind    EventKind
	due, by Tick
}

// Under endless overload the queue does what the obvious one does, and every event that
// waits is handled within the bound that KindSpec.Budget states, as is the one that
// supersedes it; the bound is close to what the worst off of them waits.
func TestQueueEndlessOverload(t *testing.T) {
	for seed := range uint64(3) {
		table, key := crowdTable(), NewKey(seed, "crowd")
		g, slow := &crowd{}, &slowCrowd{table: table}
		var promises []promise
		var waited, refused [5]Tick
		for tick := Tick(1); tick <= 150; tick++ {
			if tick%16 == 0 {
				r := NewReader(g.q.AppendState(nil))
				if g.q.LoadState(&r, len(table)); r.Done() != nil {
					t.Fatal(r.Err())
				}
			}
			events := drawCrowd(key, tick)
			g.handled = g.handled[:0]
			g.q.Begin(tick)
			for _, e := range events {
				g.q.Post(e)
			}
			Run(&g.q, table, g)
			slow.step(tick, events)
			if !slices.Equal(g.handled, slow.handled) {
				t.Fatalf("seed %d tick %d: handled\n%+v, want\n%+v", seed, tick, g.handled, slow.handled)
			}
			if !slices.EqualFunc(g.q.Refused(), slow.refused[:min(len(slow.refused), MaxRefused)], func(a Refusal, b Event) bool { return a.Event == b }) {
				t.Fatalf("seed %d tick %d: refused\n%+v, want\n%+v", seed, tick, g.q.Refused(), slow.refused)
			}
			for _, e := range g.handled {
				waited[e.Kind] = max(waited[e.Kind], tick-e.Due)
			}
			for _, r := range g.q.Refused() {
				if refused[r.Event.Kind]++; r.Event.Due != tick {
					t.Fatalf("seed %d tick %d: refused %+v, which had waited", seed, tick, r.Event)
				}
			}
			for _, p := range promises {
				if i := slices.IndexFunc(g.q.overdue, func(e Event) bool { return e.Kind == p.kind && e.Due <= p.due }); p.by == tick && i >= 0 {
					t.Fatalf("seed %d tick %d: %s of tick %d waits still", seed, tick, table[p.kind-1].Name, g.q.overdue[i].Due)
				}
			}
			for i, spec := range table {
				n, b := Tick(len(slow.waiting[i+1])), Tick(spec.Budget)
				promises = append(promises, promise{EventKind(i + 1), tick, tick + (n+b-1)/b})
			}
		}
		if bound := Tick(MaxOverdue / 16); waited[1] > bound || waited[1] < bound-2 || refused[1] == 0 {
			t.Errorf("seed %d: flood waited %d ticks, bound %d, %d refused", seed, waited[1], bound, refused[1])
		}
		if waited[2] < 3 || refused[2] != 0 || waited[3] < 3 || waited[4] < 50 || refused[4] != 0 {
			t.Errorf("seed %d: the scene is too easy: waited %v, refused %v", seed, waited, refused)
		}
	}
}

// A kind that fills all its room leaves the others theirs.
func TestQueueKindsDoNotStarveEachOther(t *testing.T) {
	table, g := crowdTable(), &crowd{}
	for tick := Tick(1); tick <= 50; tick++ {
		g.handled = g.handled[:0]
		g.q.Begin(tick)
		for i := range uint32(MaxOverdue + 100) {
			g.q.Post(Event{Kind: 1, Source: i})
		}
		for i := range uint32(1 + tick%2) { // 1.5 a tick, but for the first, of a budget of 1
			g.q.Post(Event{Kind: 4, Source: i})
		}
		Run(&g.q, table, g)
		if n := len(g.handled); n != 17 || g.handled[16].Kind != 4 {
			t.Fatalf("tick %d: %d handled, the last is %+v", tick, n, g.handled[n-1])
		}
		for _, r := range g.q.Refused() {
			if r.Event.Kind != 1 {
				t.Fatalf("tick %d: refused %+v", tick, r.Event)
			}
		}
	}
	if e := g.handled[16]; 50-e.Due < 10 {
		t.Errorf("what waits for tidy is not carried over: %+v at tick 50", e)
	}
}
