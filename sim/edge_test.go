package sim

import (
	"bytes"
	"testing"
)

// counted is a game whose handler notes what it got and posts more of its own kind.
type counted struct {
	q       *Queue
	got     []Event
	batches int
	more    int // events posted by each batch
}

func (c *counted) handle(batch []Event) {
	c.batches++
	c.got = append(c.got, batch...)
	for range c.more {
		c.q.Post(Event{Kind: 1, Source: 9})
	}
}

func (c *counted) run(spec KindSpec[*counted], events ...Event) {
	spec.Name, spec.Handle = "kind", (*counted).handle
	c.q = &Queue{}
	c.q.Begin(7)
	for _, e := range events {
		e.Kind = 1
		c.q.Post(e)
	}
	Run(c.q, NewTable(spec), c)
}

// Sources whose tie-break is equal have an order all the same.
func TestQueueTies(t *testing.T) {
	first := map[uint32]uint32{}
	var low, high uint32
	for source := uint32(0); high == 0; source++ {
		tie := tieOf(7, source)
		if other, ok := first[tie]; ok {
			low, high = other, source
		}
		first[tie] = source
	}
	for _, order := range [][2]uint32{{low, high}, {high, low}} {
		var c counted
		if c.run(KindSpec[*counted]{}, Event{Source: order[0]}, Event{Source: order[1]}); c.got[0].Source != low {
			t.Errorf("posted as %v, handled %d first, want %d", order, c.got[0].Source, low)
		}
	}
}

func TestQueueCoalescesNothingElse(t *testing.T) {
	e := func(source uint32, a, b uint16) (e Event) {
		e.Source, e.A.Index, e.B.Index = source, a, b
		return e
	}
	var c counted
	c.run(KindSpec[*counted]{Coalesce: true}, e(1, 1, 1), e(1, 1, 2), e(1, 2, 1), e(2, 1, 1), e(1, 1, 2))
	if len(c.got) != 4 {
		t.Errorf("%d events of four subjects are handled", len(c.got))
	}
}

// A chain of events of one kind ends, and a budget holds for all of a tick's batches.
func TestQueueRounds(t *testing.T) {
	for _, c := range []struct {
		spec             KindSpec[*counted]
		events, batches  int
		deferred, ovrdue uint32
	}{
		{KindSpec[*counted]{Class: ClassRules}, MaxRounds, MaxRounds, 1, 0},
		{KindSpec[*counted]{Class: ClassAI, Budget: 100}, MaxRounds, MaxRounds, 0, 1},
		{KindSpec[*counted]{Class: ClassAI, Budget: 3}, 3, 3, 0, 1},
	} {
		got := counted{more: 1}
		got.run(c.spec, Event{})
		if o, d := got.q.Waiting(); len(got.got) != c.events || got.batches != c.batches || o != c.ovrdue || d != c.deferred {
			t.Errorf("class %v, budget %d: %d events in %d batches, %d overdue, %d deferred", c.spec.Class, c.spec.Budget, len(got.got), got.batches, o, d)
		}
	}
}

// What waits has the same bytes whatever order it came in, and a state that is refused
// leaves nothing.
func TestQueueBytes(t *testing.T) {
	var a, b Queue
	table := NewTable(KindSpec[*counted]{Name: "kind", Handle: (*counted).handle})
	for _, q := range []*Queue{&a, &b} {
		q.Begin(1)
		Run(q, table, &counted{})
	}
	for i := range uint32(5) {
		a.Post(Event{Kind: 1, Source: i})
		b.Post(Event{Kind: 1, Source: 4 - i})
	}
	a.end(1)
	b.end(1)
	state := a.AppendState(nil)
	if !bytes.Equal(state, b.AppendState(nil)) {
		t.Error("the order of arrival shows in the bytes")
	}
	const seq = 4 + 4 + 4 + 8 + 4 // the first event's, after tick, lengths, stamp and source
	far := bytes.Clone(state)
	copy(far[seq:], AppendU32(nil, 1<<seqBits))
	for _, bad := range [][]byte{state[:len(state)-1], far} {
		r := NewReader(bad)
		a.LoadState(&r, 1)
		if o, d := a.Waiting(); r.Err() == nil || o != 0 || d != 0 {
			t.Errorf("after %v %d are overdue, %d deferred", r.Err(), o, d)
		}
	}
}

// Cancelling a timer may bring a nearer one into a farther branch of the heap.
func TestTimersCancelled(t *testing.T) {
	var timers Timers
	ids := map[Tick]TimerID{}
	for _, at := range []Tick{1, 10, 2, 20, 30, 100, 5} {
		ids[at] = timers.Set(at, Event{Kind: 1, Args: [4]int32{int32(at)}})
	}
	timers.Cancel(ids[20])
	var q Queue
	q.Begin(1)
	last := int32(0)
	timers.Due(999, &q)
	for i := range q.pending {
		if at := q.pending[i].Args[0]; at <= last {
			t.Errorf("the timer of tick %d comes due after that of %d", at, last)
		} else {
			last = at
		}
	}
	if len(q.pending) != 6 {
		t.Errorf("%d timers came due", len(q.pending))
	}
}

func TestTimerGenerations(t *testing.T) {
	var timers Timers
	for range 1<<16 + 2 {
		id := timers.Set(1, Event{Kind: 1})
		if id.Gen == 0 || !timers.Cancel(id) {
			t.Fatalf("id %v", id)
		}
	}
}

// Timers that no Timers wrote.
func TestTimersRefuse(t *testing.T) {
	var timers Timers
	timers.Set(5, Event{Kind: 1})
	state := timers.AppendState(nil)
	for name, at := range map[string]int{"order not yet given": 0, "generation 0": 12} {
		b := bytes.Clone(state)
		b[at] = 0
		r := NewReader(b)
		if timers.LoadState(&r, 1); r.Err() == nil || timers.Len() != 0 {
			t.Errorf("%s: %v, %d timers", name, r.Err(), timers.Len())
		}
	}
}

// A command says of each part whether it is there, and a part of zeros is not.
func TestInputHasOneForm(t *testing.T) {
	in := TickInput{Tick: 5, Commands: []PlayerCommand{{Slot: 1, Verdict: OnTime, Command: Command{Tick: 5}}}}
	whole := in.Append(nil)
	const parts = 4 + 4 + 2
	for name, c := range map[string]struct {
		part  uint8
		bytes int
	}{"claim": {partClaim, 16}, "view": {partView, 17}, "reach": {partReach, 1}, "unknown": {1 << 7, 0}} {
		b := append(bytes.Clone(whole), make([]byte, c.bytes)...)
		b[parts] |= c.part
		if err := new(TickInput).Parse(b); err == nil {
			t.Errorf("%s of zeros is accepted", name)
		}
	}
	b := AppendU32(bytes.Clone(whole), 5)
	if b[parts] |= partTick; new(TickInput).Parse(b) == nil {
		t.Error("the input's own tick is accepted as the command's")
	}
	in.Commands[0].View.Render = 9
	var got TickInput
	if err := got.Parse(in.Append(nil)); err != nil || got.Commands[0].View.Render != 9 {
		t.Errorf("a view of a render time alone: %v, %+v", err, got.Commands)
	}
}
