package sim

import (
	"fmt"
	"testing"

	"hindsight/sim/row"
)

// counter is a game that reads each event that it is handed.
type counter struct {
	n   int
	sum int64
}

func (c *counter) count(batch []Event) {
	for i := range batch {
		c.sum += int64(batch[i].Args[0]) + int64(batch[i].A.Index)
	}
	c.n += len(batch)
}

func benchTable(think KindSpec[*counter]) Table[*counter] {
	think.Name, think.Class, think.Handle = "think", ClassAI, (*counter).count
	return NewTable(
		KindSpec[*counter]{Name: "command", Class: ClassInput, Handle: (*counter).count},
		KindSpec[*counter]{Name: "move", Class: ClassMovement, Handle: (*counter).count},
		KindSpec[*counter]{Name: "shot", Class: ClassWeapons, Handle: (*counter).count},
		KindSpec[*counter]{Name: "physics", Class: ClassPhysics, Handle: (*counter).count},
		KindSpec[*counter]{Name: "touch", Class: ClassContacts, Handle: (*counter).count},
		KindSpec[*counter]{Name: "damage", Class: ClassRules, Handle: (*counter).count},
		KindSpec[*counter]{Name: "death", Class: ClassRules, Handle: (*counter).count},
		KindSpec[*counter]{Name: "respawn", Class: ClassTimers, Handle: (*counter).count},
		think,
		KindSpec[*counter]{Name: "tidy", Class: ClassHousekeeping, Handle: (*counter).count},
	)
}

// benchEvents are the events of a busy tick, in the order of their posting: of a hundred,
// 20 are commands and moves of 64 slots at the whole tick, 25 shots and 20 hits by them
// at any sub-tick, 30 touches of 500 bodies, and 5 thoughts.
func benchEvents(n int) []Event {
	key := NewKey(1, "bench")
	events := make([]Event, n)
	for i := range events {
		o := uint32(i) * 8
		e := Event{Source: uint32(key.Intn(0, o, 64)), A: row.ID{Index: uint16(key.Intn(0, o+1, 64)), Gen: 1}, Args: [4]int32{int32(i)}}
		sub := Stamp(key.Intn(0, o+2, 256))
		switch k := key.Intn(0, o+3, 100); {
		case k < 10:
			e.Kind = 1
		case k < 20:
			e.Kind = 2
		case k < 45:
			e.Kind, e.Stamp = 3, sub
		case k < 75:
			e.Kind, e.Source = 5, uint32(64+key.Intn(0, o+4, 500))
		case k < 95:
			e.Kind, e.Stamp = 6, sub
		default:
			e.Kind = 9
		}
		events[i] = e
	}
	return events
}

// benchQueue has a queue handle a burst of events in each operation.
func benchQueue(b *testing.B, table Table[*counter], events []Event) {
	var q Queue
	var c counter
	tick := Tick(0)
	step := func() {
		tick++
		q.Begin(tick)
		for i := range events {
			q.Post(events[i])
		}
		Run(&q, table, &c)
	}
	step() // warm
	b.ReportAllocs()
	for b.Loop() {
		step()
	}
	posted := float64(len(events)) * float64(b.N)
	b.ReportMetric(posted/b.Elapsed().Seconds()/1e6, "Mevents/s")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/posted, "ns/event")
	if len(events) > 0 && c.n == 0 {
		b.Fatal("nothing was handled")
	}
}

// BenchmarkQueue posts, orders and hands over bursts of a game's mix of events.
func BenchmarkQueue(b *testing.B) {
	for _, n := range []int{10, 1000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchQueue(b, benchTable(KindSpec[*counter]{}), benchEvents(n)) })
	}
}

// BenchmarkQueueOverload has four fifths of what AI posts superseded, dropped or refused,
// with MaxOverdue of them waiting.
func BenchmarkQueueOverload(b *testing.B) {
	events := benchEvents(1000)
	for i := range events {
		events[i].Kind, events[i].Args = 9, [4]int32{}
	}
	for _, c := range []struct {
		name string
		spec KindSpec[*counter]
	}{
		{"coalesce", KindSpec[*counter]{Budget: 100, Coalesce: true}},
		{"distinct", KindSpec[*counter]{Budget: 100, Distinct: true}},
		{"budget", KindSpec[*counter]{Budget: 100}},
	} {
		b.Run(c.name, func(b *testing.B) { benchQueue(b, benchTable(c.spec), events) })
	}
}

// BenchmarkTimers sets two timers, cancels one and has one come due, with about n of them
// set.
func BenchmarkTimers(b *testing.B) {
	for _, n := range []int{16, 256, 3000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var timers Timers
			var q Queue
			key, now := NewKey(1, "timers"), Tick(0)
			for i := range uint32(n) {
				timers.Set(Tick(1+key.Intn(0, i, int32(2*n))), Event{Kind: 1})
			}
			step := func() {
				now++
				q.Begin(now)
				timers.Cancel(timers.Set(now+Tick(key.Intn(now, 0, int32(2*n))), Event{Kind: 1}))
				timers.Set(now+1+Tick(key.Intn(now, 1, int32(2*n))), Event{Kind: 1})
				timers.Due(now, &q)
			}
			step()
			b.ReportAllocs()
			for b.Loop() {
				step()
			}
			if l := int(timers.Len()); l < n/2 || l > 2*n {
				b.Fatalf("%d timers", l)
			}
		})
	}
}
