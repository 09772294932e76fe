package arena

import (
	"testing"
	"time"

	"hindsight/ai"
	"hindsight/sim"
)

// newBotCrowd is a match of 64 bots among 300 props, warm.
func newBotCrowd(t testing.TB) *Game {
	g := newCrowd(t)
	var in sim.TickInput
	for tick := sim.Tick(1); tick <= 600; tick++ {
		in.Reset(tick)
		if tick == 1 {
			for s := sim.Slot(1); s <= sim.MaxSlots; s++ {
				in.Joins = append(in.Joins, sim.Join{Slot: s, Name: "bot", Bot: uint8(s%5) + 1, Stream: uint64(s)})
			}
		}
		g.Step(&in)
	}
	return g
}

func TestBotsDoNotAllocate(t *testing.T) {
	g := newBotCrowd(t)
	var in sim.TickInput
	if n := testing.AllocsPerRun(300, func() {
		in.Reset(g.tick + 1)
		g.Step(&in)
	}); n != 0 {
		t.Errorf("a step of 64 bots allocates %v times", n)
	}
}

// BenchmarkBots is what the thoughts of 64 bots cost in a tick: ground, percepts and
// brains of all that are due, without the budget that spreads them over ticks. Each
// tick is thought eight times from the same state and the least time counts, since
// other work on the machine is no cost of theirs.
func BenchmarkBots(b *testing.B) {
	g := newBotCrowd(b)
	var in sim.TickInput
	var spent []time.Duration
	thoughts := 0
	for b.Loop() {
		in.Reset(g.tick + 1)
		g.Step(&in)
		least := time.Hour
		for range 8 {
			thoughts = 0
			start := time.Now()
			g.lay()
			for p := range g.seats {
				g.tellEvents(p)
				g.mind.percept.Tick++
				brain := g.seats[p].brain
				if !brain.Due(&g.mind.percept) {
					continue
				}
				thoughts++
				g.tellRows(p)
				g.mind.ask()
				brain.Think(g.mind.search, nil, &g.mind.percept, ai.Rand(p))
			}
			least = min(least, time.Since(start))
		}
		spent = append(spent, least)
	}
	reportTicks(b, spent)
}
