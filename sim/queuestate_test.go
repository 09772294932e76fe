package sim

import (
	"bytes"
	"testing"
)

// stepTrace runs a tick of events, half of which are for kinds with a budget.
func stepTrace(g *trace, table Table[*trace], tick Tick, n int) {
	g.tick = tick
	g.q.Begin(tick)
	for _, e := range drawEvents(NewKey(3, "events"), tick, n) {
		g.q.Post(e)
	}
	Run(&g.q, table, g)
}

// A queue copied, or written and loaded, between two ticks goes on like the original.
func TestQueueStateGoesOnAlike(t *testing.T) {
	table := traceTable()
	g := &trace{}
	for tick := Tick(1); tick <= 20; tick++ {
		stepTrace(g, table, tick, 80)
		copied, loaded := &trace{}, &trace{}
		stepTrace(copied, table, 900, 10) // what it held before must not matter
		copied.text.Reset()
		copied.q.CopyFrom(&g.q)
		state := g.q.AppendState(nil)
		r := NewReader(state)
		if loaded.q.LoadState(&r, len(table)); r.Done() != nil {
			t.Fatal(r.Err())
		}
		g.text.Reset()
		for _, other := range []*trace{copied, loaded} {
			if !bytes.Equal(other.q.AppendState(nil), state) {
				t.Fatalf("tick %d: state differs", tick)
			}
			stepTrace(other, table, tick+1, 80)
		}
		var same trace
		same.q.CopyFrom(&g.q)
		stepTrace(&same, table, tick+1, 80)
		if want := same.text.String(); copied.text.String() != want || loaded.text.String() != want {
			t.Fatalf("tick %d: a copy goes on differently", tick+1)
		}
	}
}

// Whatever a file holds, loading it gives the same bytes or an error, and the queue
// runs on.
func FuzzQueueState(f *testing.F) {
	table := traceTable()
	g := &trace{quiet: true}
	for tick := Tick(1); tick <= 4; tick++ {
		stepTrace(g, table, tick, 60)
		f.Add(g.q.AppendState(nil))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var q Queue
		r := NewReader(b)
		q.LoadState(&r, len(table))
		if r.Done() == nil && !bytes.Equal(q.AppendState(nil), b) {
			t.Fatal("state that was accepted is written differently")
		}
		if overdue, deferred := q.Waiting(); r.Err() != nil && len(b) < 8 && overdue+deferred != 0 {
			t.Fatal("a refused state left events")
		}
		g := &trace{quiet: true}
		g.q.CopyFrom(&q)
		for tick := Tick(100); tick < 103; tick++ {
			stepTrace(g, table, tick, 5)
		}
	})
}

func TestQueueAllocatesNothing(t *testing.T) {
	table := traceTable()
	g, other := &trace{quiet: true}, &Queue{}
	var state []byte
	events := drawEvents(NewKey(3, "events"), 1, 200)
	tick := Tick(0)
	step := func() {
		tick++
		g.tick = tick
		g.q.Begin(tick)
		for i := range events {
			g.q.Post(events[i])
		}
		Run(&g.q, table, g)
		other.CopyFrom(&g.q)
		state = g.q.AppendState(state[:0])
		r := NewReader(state)
		other.LoadState(&r, len(table))
	}
	for range 200 {
		step()
	}
	if n := testing.AllocsPerRun(50, step); n != 0 {
		t.Errorf("%v allocations a tick", n)
	}
}
