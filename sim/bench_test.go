package sim

import (
	"fmt"
	"testing"
)

type counter struct{ n int }

func (c *counter) count(batch []Event) { c.n += len(batch) }

// BenchmarkQueue posts, orders and hands over bursts of events of three kinds, 64
// sources and sub-tick stamps. One operation is one burst.
func BenchmarkQueue(b *testing.B) {
	table := NewTable(
		KindSpec[*counter]{Name: "command", Class: ClassInput, Handle: (*counter).count},
		KindSpec[*counter]{Name: "shot", Class: ClassWeapons, Handle: (*counter).count},
		KindSpec[*counter]{Name: "touch", Class: ClassContacts, Handle: (*counter).count},
	)
	for _, n := range []int{10, 1000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			key := NewKey(1, "bench")
			events := make([]Event, n)
			for i := range events {
				o := uint32(i) * 3
				events[i] = Event{Kind: EventKind(1 + key.Intn(0, o, 3)), Source: uint32(key.Intn(0, o+1, 64)), Stamp: Stamp(key.Intn(0, o+2, 256))}
			}
			var q Queue
			var c counter
			tick := Tick(0)
			b.ReportAllocs()
			for b.Loop() {
				tick++
				q.Begin(tick)
				for i := range events {
					q.Post(events[i])
				}
				Run(&q, table, &c)
			}
			if c.n != int(tick)*n {
				b.Fatalf("%d events in %d bursts", c.n, tick)
			}
			b.ReportMetric(float64(c.n)/b.Elapsed().Seconds()/1e6, "Mevents/s")
		})
	}
}
