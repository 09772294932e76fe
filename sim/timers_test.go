package sim

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// timerTwin is the obvious version: a sorted list.
type timerTwin []twinTimer

type twinTimer struct {
	at    Tick
	order int
	id    TimerID
	event Event
}

func (l *timerTwin) set(at Tick, order int, id TimerID, e Event) {
	*l = append(*l, twinTimer{at, order, id, e})
	slices.SortFunc(*l, func(a, b twinTimer) int {
		if a.at != b.at {
			return int(a.at) - int(b.at)
		}
		return a.order - b.order
	})
}

func (l *timerTwin) due(now Tick) (events []Event) {
	for len(*l) > 0 && (*l)[0].at <= now {
		events = append(events, (*l)[0].event)
		*l = (*l)[1:]
	}
	return events
}

// Timers behave like the sorted list, also after they were written and loaded.
func TestTimersTwin(t *testing.T) {
	key := NewKey(5, "timers")
	var timers Timers
	var twin timerTwin
	var ids []TimerID
	order := 0
	for now := Tick(1); now <= 2000; now++ {
		for n := key.Intn(now, 0, 4); n > 0; n-- {
			order++
			at := now + Tick(key.Intn(now, uint32(10+n), 60))
			e := Event{Kind: 1, Source: uint32(order % 7), Args: [4]int32{int32(order)}}
			id := timers.Set(at, e)
			twin.set(at, order, id, e)
			ids = append(ids, id)
		}
		if n := int32(len(ids)); n > 0 && key.Intn(now, 1, 2) == 0 {
			id := ids[key.Intn(now, 2, n)]
			i := slices.IndexFunc(twin, func(x twinTimer) bool { return x.id == id })
			if got := timers.Cancel(id); got != (i >= 0) {
				t.Fatalf("tick %d: Cancel(%v) = %v, want %v", now, id, got, i >= 0)
			}
			if i >= 0 {
				twin = slices.Delete(twin, i, i+1)
			}
		}
		timers = reloadTimers(t, &timers)
		var q Queue
		q.Begin(now)
		timers.Due(now, &q)
		want := twin.due(now)
		if int(timers.Len()) != len(twin) || len(q.pending) != len(want) {
			t.Fatalf("tick %d: %d due and %d left, want %d and %d", now, len(q.pending), timers.Len(), len(want), len(twin))
		}
		for i, e := range q.pending {
			if e.Args != want[i].Args || e.Source != want[i].Source {
				t.Fatalf("tick %d: event %d due is %+v, want %+v", now, i, e, want[i])
			}
		}
	}
	if order < 2000 || len(timers.slots) > 300 {
		t.Errorf("%d timers were set in %d slots", order, len(timers.slots))
	}
}

// reloadTimers returns timers by way of bytes and of a copy.
func reloadTimers(t *testing.T, timers *Timers) Timers {
	t.Helper()
	state := timers.AppendState(nil)
	var loaded, copied Timers
	r := NewReader(state)
	if loaded.LoadState(&r, 1); r.Done() != nil {
		t.Fatal(r.Err())
	}
	copied.CopyFrom(&loaded)
	if !bytes.Equal(copied.AppendState(nil), state) {
		t.Fatal("state differs after loading")
	}
	return copied
}

func TestTimerIDs(t *testing.T) {
	var timers Timers
	if timers.Cancel(TimerID{}) || timers.Cancel(TimerID{Index: 9, Gen: 1}) {
		t.Error("cancelled a timer that was never set")
	}
	first := timers.Set(1, Event{Kind: 1})
	if first == (TimerID{}) || !timers.Cancel(first) {
		t.Error("cannot cancel a timer")
	}
	if again := timers.Set(1, Event{Kind: 1}); again.Index != first.Index || again.Gen == first.Gen || timers.Cancel(first) {
		t.Errorf("id %v of a new timer after %v", again, first)
	}
	if got := panicOf(func() {
		for range MaxTimers {
			timers.Set(1, Event{Kind: 1})
		}
	}); !strings.Contains(got, "more than 4096 timers") {
		t.Errorf("panic %q", got)
	}
}

// Whatever a file holds, loading it gives the same bytes or an error, and every timer
// comes due once.
func FuzzTimersState(f *testing.F) {
	var timers Timers
	f.Add(timers.AppendState(nil))
	for i := range Tick(9) {
		id := timers.Set(i*5%7, Event{Kind: 1, Source: uint32(i)})
		if i%3 == 0 {
			timers.Cancel(id)
		}
	}
	f.Add(timers.AppendState(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		var timers Timers
		r := NewReader(b)
		timers.LoadState(&r, 3)
		if r.Done() != nil {
			return
		}
		if !bytes.Equal(timers.AppendState(nil), b) {
			t.Fatal("state that was accepted is written differently")
		}
		var q Queue
		q.Begin(1)
		n := timers.Len()
		timers.Due(1<<32-1, &q)
		if timers.Len() != 0 || uint32(len(q.pending)) != n {
			t.Fatalf("%d of %d timers came due", len(q.pending), n)
		}
	})
}

func TestTimersAllocateNothing(t *testing.T) {
	var timers Timers
	var other Timers
	var q Queue
	now := Tick(0)
	step := func() {
		now++
		q.Begin(now)
		for i := range Tick(20) {
			timers.Set(now+i%5, Event{Kind: 1})
		}
		timers.Due(now, &q)
		other.CopyFrom(&timers)
	}
	for range 20 {
		step()
	}
	if n := testing.AllocsPerRun(50, step); n != 0 {
		t.Errorf("%v allocations a tick", n)
	}
}
