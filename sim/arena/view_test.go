package arena

import (
	"slices"
	"testing"
	"time"

	"hindsight/sim"
	"hindsight/sim/row"
)

// recordAgain is what a test calls that has moved things by hand: the end of the tick is
// as they are now.
func (g *Game) recordAgain() {
	g.known.looked = false
	g.notice()
	g.record()
}

// newFar is a match of players whose screens are 200 ms behind, warm.
func newFar(t testing.TB, players sim.Slot) *Game {
	setup := testSetup(t, players)
	made, err := newGame(setup)
	if err != nil {
		t.Fatal(err)
	}
	g := made.(*Game)
	scene := botScene(players)
	for tick := sim.Tick(1); tick <= 900; tick++ {
		g.Step(scene(tick))
		for i := range g.seats {
			g.seats[i].reach = 12
		}
	}
	return g
}

// A view follows from the state: a game that was loaded, and a copy, give the same.
func TestViewsFollowFromState(t *testing.T) {
	g := newFar(t, 8)
	g.recordAgain()
	g.rehash()
	setup := testSetup(t, 8)
	loaded, err := newGame(setup)
	if err != nil {
		t.Fatal(err)
	}
	if err := loaded.LoadState(g.AppendState(nil)); err != nil {
		t.Fatal(err)
	}
	copied, _ := newGame(setup)
	copied.CopyFrom(g)
	hidden := 0
	for slot := sim.Slot(0); slot <= 9; slot++ {
		var want row.Set
		g.AppendView(slot, &want)
		for name, other := range map[string]sim.Game{"loaded": loaded, "copied": copied} {
			var got row.Set
			other.AppendView(slot, &got)
			if !slices.Equal(got.Rows, want.Rows) || !slices.Equal(got.Effects, want.Effects) {
				t.Errorf("%s, slot %d: another view", name, slot)
			}
		}
		if slot > 0 {
			for i := range g.players.rows {
				if want.Find(g.players.rows[i].ID) == nil {
					hidden++
				}
			}
		}
	}
	if hidden < 8+8 {
		t.Errorf("%d are hidden: the test shows too little", hidden)
	}
}

// BenchmarkNotice is what it costs in a tick to find out who may know of whom. The least
// of three counts, since other work on the machine is no cost of it.
func BenchmarkNotice(b *testing.B) {
	for name, g := range map[string]*Game{"16": newFar(b, 16), "64": newFar(b, 64)} {
		b.Run(name, func(b *testing.B) {
			scene := botScene(sim.Slot(len(g.seats)))
			var spent []time.Duration
			for b.Loop() {
				in := scene(g.tick + 1)
				g.Step(in)
				least := time.Hour
				for range 3 {
					g.known.looked = false
					start := time.Now()
					g.notice()
					least = min(least, time.Since(start))
				}
				spent = append(spent, least)
			}
			slices.Sort(spent)
			b.ReportMetric(float64(spent[len(spent)/2].Microseconds()), "p50-us/tick")
			b.ReportMetric(float64(spent[len(spent)*99/100].Microseconds()), "p99-us/tick")
		})
	}
}
