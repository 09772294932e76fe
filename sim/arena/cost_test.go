package arena

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
)

// warmGame is a match of eight bots that has run for a while.
func warmGame(t testing.TB) *Game {
	g := newTestGame(t, 9)
	scene := botScene(8)
	for tick := sim.Tick(1); tick <= 900; tick++ {
		g.Step(scene(tick))
	}
	return g
}

// warmPredictor is a client's predictor of slot 1 beside it.
func warmPredictor(t testing.TB, g *Game) (p, other *Predictor, view *row.Set) {
	view = &row.Set{}
	view.Reset(uint32(g.tick))
	g.AppendView(1, view)
	for _, dst := range []**Predictor{&p, &other} {
		made, err := newPredictor(testSetup(t, 9).Static, sim.Self{Slot: 1})
		if err != nil {
			t.Fatal(err)
		}
		*dst = made.(*Predictor)
		(*dst).Overwrite(view)
	}
	return p, other, view
}

// parts are the hot paths, each ready to run any number of times.
func parts(t testing.TB) map[string]func() {
	g, other := warmGame(t), newTestGame(t, 9)
	p, q, view := warmPredictor(t, g)
	other.CopyFrom(g)
	var in sim.TickInput
	var set row.Set
	fx := make(row.Effects, 0, row.MaxEffects)
	var bytes []byte
	key := sim.NewKey(4, "cost")
	return map[string]func(){
		"Step": func() {
			in.Reset(g.tick + 1)
			g.Step(&in)
		},
		"CopyFrom": func() { other.CopyFrom(g) },
		"AppendView": func() {
			set.Reset(uint32(g.tick))
			g.AppendView(3, &set)
		},
		"AppendState": func() { bytes = g.AppendState(bytes[:0]) },
		"Predictor.Step": func() {
			cmd := randomCommand(key, p.tick+1, sim.Command{})
			fx = fx[:0]
			p.Step(&cmd, view, &fx)
		},
		"Predictor.CopyFrom":  func() { q.CopyFrom(p) },
		"Predictor.Overwrite": func() { view.Tick = uint32(q.tick); q.Overwrite(view) },
	}
}

// Warm, nothing that runs every tick allocates.
func TestAllocations(t *testing.T) {
	for name, run := range parts(t) {
		if n := testing.AllocsPerRun(600, run); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

func benchmark(b *testing.B, name string) {
	run := parts(b)[name]
	b.ReportAllocs()
	for b.Loop() {
		run()
	}
}

func BenchmarkStep(b *testing.B)              { benchmark(b, "Step") }
func BenchmarkCopyFrom(b *testing.B)          { benchmark(b, "CopyFrom") }
func BenchmarkAppendView(b *testing.B)        { benchmark(b, "AppendView") }
func BenchmarkAppendState(b *testing.B)       { benchmark(b, "AppendState") }
func BenchmarkPredictorStep(b *testing.B)     { benchmark(b, "Predictor.Step") }
func BenchmarkPredictorCopyFrom(b *testing.B) { benchmark(b, "Predictor.CopyFrom") }
