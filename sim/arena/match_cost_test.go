package arena

import (
	"slices"
	"testing"
	"time"

	"hindsight/sim"
)

// matchScene is crowdScene with bots of every level in the odd slots: 64 players, 32 of
// them bots.
func matchScene() func(tick sim.Tick) *sim.TickInput {
	crowd := crowdScene()
	return func(tick sim.Tick) *sim.TickInput {
		in := crowd(tick)
		for i := range in.Joins {
			if j := &in.Joins[i]; j.Slot%2 == 1 {
				j.Bot = uint8(j.Slot/2%sim.MaxBotLevel) + 1
			}
		}
		in.Commands = slices.DeleteFunc(in.Commands, func(c sim.PlayerCommand) bool { return c.Slot%2 == 1 })
		return in
	}
}

// A match of 64 players, half of them bots, with 300 props and all weapons allocates
// nothing once warm.
func TestMatchAllocations(t *testing.T) {
	g, scene := newCrowd(t), matchScene()
	for tick := sim.Tick(1); tick <= 900; tick++ {
		g.Step(scene(tick))
	}
	if n := testing.AllocsPerRun(300, func() { g.Step(scene(g.tick + 1)) }); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

// BenchmarkMatch is what the ticks of such a match cost, with AI and physics. The same
// ten seconds are played again and again: the least time of each tick counts, since
// other work on the machine is no cost of the match's.
func BenchmarkMatch(b *testing.B) {
	const ticks = 600
	start, scene := newCrowd(b), matchScene()
	inputs := make([]sim.TickInput, 0, ticks)
	for tick := sim.Tick(1); tick <= 300+ticks; tick++ {
		in := scene(tick)
		if tick <= 300 {
			start.Step(in)
			continue
		}
		kept := sim.TickInput{Tick: tick, Commands: slices.Clone(in.Commands)}
		inputs = append(inputs, kept)
	}
	g, least := newCrowd(b), slices.Repeat([]time.Duration{time.Hour}, ticks)
	g.CopyFrom(start)
	b.ReportAllocs()
	for b.Loop() {
		g.CopyFrom(start)
		for i := range inputs {
			from := time.Now()
			g.Step(&inputs[i])
			least[i] = min(least[i], time.Since(from))
		}
	}
	reportTicks(b, least)
}

// reportTicks tells the median and the 99th percentile of the times of ticks.
func reportTicks(b *testing.B, spent []time.Duration) {
	slices.Sort(spent)
	b.ReportMetric(float64(spent[len(spent)/2].Microseconds()), "p50-us/tick")
	b.ReportMetric(float64(spent[len(spent)*99/100].Microseconds()), "p99-us/tick")
}
