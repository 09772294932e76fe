package screen

import (
	"testing"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/row"
)

// counted is a predictor that counts its steps.
type counted struct {
	sim.Predictor
	steps *int
}

func (c counted) CopyFrom(src sim.Predictor) { c.Predictor.CopyFrom(src.(counted).Predictor) }

func (c counted) Step(cmd *sim.Command, seen *row.Set, fx *row.Effects) {
	*c.steps++
	c.Predictor.Step(cmd, seen, fx)
}

// count counts the steps of the world's predictions from here on.
func (w *world) count() *int {
	steps := new(int)
	spec := *w.flow.cfg.Session.Games[0]
	made := spec.NewPredictor
	spec.NewPredictor = func(static sim.Static, self sim.Self) (sim.Predictor, error) {
		p, err := made(static, self)
		return counted{p, steps}, err
	}
	w.flow.cfg.Session.Games = []*sim.Spec{&spec}
	return steps
}

// stepsMax bounds what one call of Advance predicts, however long nobody called. In
// one call a session makes as many commands as it may be ahead; and each of the few
// snapshots in its inbox that are of ticks it has predicted may have it step those again.
const stepsMax = 2 * session.LeadTicksMax

// away lets the world go on for a time while the flow is called now and then.
func (w *world) away(d, every netcode.Time) {
	next := w.net.Now() + every
	for end := w.net.Now() + d; w.net.Now() < end; {
		w.net.Advance(w.net.Now() + 16*netcode.Millisecond)
		for stepped := true; stepped; {
			stepped, _ = w.match.Advance(w.net.Now())
		}
		if w.net.Now() >= next && w.net.Now() < end {
			next += every
			w.look()
		}
	}
}

// A page that is hidden, or a machine that sleeps, comes back to its match by itself,
// whatever it missed, and does no more work for it than a constant.
func TestGaps(t *testing.T) {
	const s = netcode.Second
	for _, c := range []struct {
		name     string
		d, every netcode.Time // of the time away; how often it is called meanwhile
		stays    bool         // in the same session
		resumes  bool         // in the same body
	}{
		{"a second", s, 100 * s, true, true},
		{"four seconds", 4 * s, 100 * s, true, true},
		{"ten seconds", 10 * s, 100 * s, false, true},
		{"five minutes", 300 * s, 1000 * s, false, false},
		{"once a second for a minute", 60 * s, s, true, true},
		{"once a minute for ten minutes", 600 * s, 60 * s, false, false},
	} {
		w := newWorld(t, 2)
		steps := w.count()
		w.flow.cfg.Enter = func(ses *session.Session) error { ses.SetPlayer(runner{}); return nil }
		w.until(Playing, s)
		for range 120 {
			w.step()
		}
		first := w.flow.Session()
		*steps = 0
		worst := 0
		w.looked = func() { worst, *steps = max(worst, *steps), 0 }
		w.away(c.d, c.every)
		w.phases = nil
		w.until(Playing, 15*s)
		for range 60 {
			w.step()
		}
		back := w.flow.Session()
		if (back == first) != c.stays || w.flow.Phase() != Playing || back.State() != session.Playing {
			t.Errorf("%s: the same session: %v, phases since the return %v", c.name, back == first, w.phases)
		}
		if !c.stays && back.Welcome().Resumed != c.resumes {
			t.Errorf("%s: came back as %+v", c.name, back.Welcome())
		}
		if worst > stepsMax || worst == 0 {
			t.Errorf("%s: %d steps in one call, want 1 to %d", c.name, worst, stepsMax)
		}
		t.Logf("%s: at most %d steps a call, then %v", c.name, worst, w.phases)
	}
}

// runner walks, so that there is something to predict.
type runner struct{}

func (runner) Command(_ *row.Set, _ *row.Row, cmd *sim.Command) { cmd.MoveX = 127 }
