package sim

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A queue that is watched does what it does otherwise, and each event has one fate.
func TestTraceTellsEveryFate(t *testing.T) {
	table, key := crowdTable(), NewKey(9, "crowd")
	seen, alone := &crowd{}, &crowd{}
	var trace Trace
	seen.q.Watch(&trace)
	waiting, fates := 0, [Deferred + 1]int{}
	for tick := Tick(1); tick <= 90; tick++ {
		events := drawCrowd(key, tick)
		for _, g := range []*crowd{seen, alone} {
			g.handled = g.handled[:0]
			g.q.Begin(tick)
			for _, e := range events {
				g.q.Post(e)
			}
			Run(&g.q, table, g)
		}
		if !slices.Equal(seen.handled, alone.handled) || !bytes.Equal(seen.q.AppendState(nil), alone.q.AppendState(nil)) {
			t.Fatalf("tick %d: a watched queue goes on differently", tick)
		}
		come := waiting + len(events)
		for _, e := range seen.handled {
			come += min(1, int(e.Args[1])) // and another
		}
		n := [Deferred + 1]int{}
		var handled []Event
		for _, e := range trace.Events {
			n[e.Fate]++
			fates[e.Fate]++
			if e.Fate == Handled {
				handled = append(handled, e.Event)
			}
		}
		waiting = len(seen.q.overdue)
		if trace.Tick != tick || trace.More != 0 || len(trace.Events) != come || n[Waits] != waiting || n[Refused] != int(seen.q.RefusedCount()) || !slices.Equal(handled, seen.handled) {
			t.Fatalf("tick %d: of %d events %v (%v), with %d waiting, %d handled", tick, come, n, fateNames, waiting, len(seen.handled))
		}
	}
	if fates[Superseded] == 0 || fates[Duplicate] == 0 || fates[Refused] == 0 {
		t.Errorf("the scene is too easy: %v of %v", fates, fateNames)
	}
	seen.q.Watch(nil)
	seen.q.Begin(91)
	if trace.Tick != 90 {
		t.Errorf("tick %d is traced after the watch", trace.Tick)
	}
}

// A game refuses events that it never posts, and a batch's event by a copy; what is too
// much is counted.
func TestTraceRefusals(t *testing.T) {
	var q Queue
	var trace Trace
	q.Watch(&trace)
	table := NewTable(KindSpec[*Queue]{Name: "shot", Class: ClassWeapons, Handle: func(q *Queue, batch []Event) {
		e := batch[1]
		for range 300 { // the trace grows
			q.Post(Event{Kind: 2})
		}
		q.Refuse(&e, 1)
		e.Args[0] = 77 // no longer the one of the batch
		q.Refuse(&e, RefusedFull)
	}}, KindSpec[*Queue]{Name: "tidy", Class: ClassHousekeeping, Handle: func(*Queue, []Event) {}, Budget: 1})
	q.Begin(5)
	q.Refuse(&Event{Kind: 1, Source: 9, Stamp: Tick(5).At(3), Args: [4]int32{0, -4}}, 2)
	for range 2 {
		q.Post(Event{Kind: 1, Source: 1})
	}
	Run(&q, table, &q)
	want := `weapons shot 5+3/256 src=9 #0 args=0,-4 refused: reason 2
weapons shot 0+0/256 src=1 #0
weapons shot 0+0/256 src=1 #1 refused: late
weapons shot 0+0/256 src=1 #1 args=77 refused: full
`
	got, _, _ := strings.Cut(string(trace.AppendText(nil, []string{1: "late", 2: ""})), "housekeeping")
	if got != want {
		t.Errorf("trace is\n%s, want\n%s", got, want)
	}
	q.Begin(6)
	for range MaxTraced + 3 {
		q.Refuse(&Event{Kind: 3}, 1)
	}
	text := string(trace.AppendText(nil, nil))
	if !strings.HasPrefix(text, "class 9 kind 3 0+0/256") || !strings.HasSuffix(text, "\nand 3 more\n") || len(trace.Events) != MaxTraced {
		t.Errorf("%d events kept: %.40s...", len(trace.Events), text)
	}
}
