package predict

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
)

// runner is a Predictor with one number: where it stands. touched is the server's
// count of what else moved it.
type runner struct{ x, touched int32 }

func (r *runner) CopyFrom(src sim.Predictor) { *r = *src.(*runner) }

func (r *runner) Overwrite(set *row.Set) sim.Correction {
	got := runner{set.Rows[0].Fields[0], set.Rows[0].Fields[1]}
	c := sim.Correction{Differs: got != *r, Self: got.x != r.x, Interaction: got.touched != r.touched}
	*r = got
	return c
}

func (r *runner) Step(cmd *sim.Command, _ *row.Set, fx *row.Effects) {
	r.x = r.x*3 + int32(cmd.MoveX) // not linear, so that order and number of steps show
	if fx != nil && cmd.Buttons&sim.Fire != 0 {
		*fx = append(*fx, row.Effect{EffectID: row.EffectID{Player: 1, CmdTick: uint32(cmd.Tick)}})
	}
}

func (r *runner) AppendRows(set *row.Set) {}
func (r *runner) Self(dst *row.Row) bool  { return true }

func (r *runner) set(t sim.Tick) *row.Set {
	s := &row.Set{Tick: uint32(t)}
	s.Add(&row.Row{ID: row.ID{Index: 1, Gen: 1}, Kind: 1, Mask: 3, Fields: [row.MaxFields]int32{r.x, r.touched}})
	return s
}

func newPredict(t *testing.T) *Predict {
	p, err := New(func() (sim.Predictor, error) { return &runner{}, nil })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// server steps the truth with what arrived and keeps the verdicts.
type server struct {
	runner
	tick    sim.Tick
	last    sim.Command
	verdict uint32
}

func (s *server) step(cmd *sim.Command) {
	s.tick++
	used := sim.Substitute(s.last, s.tick)
	s.verdict <<= 1
	if cmd != nil {
		used = *cmd
	} else {
		s.verdict |= 1
	}
	s.Step(&used, nil, nil)
	s.last = used
}

func command(t sim.Tick) sim.Command {
	return sim.Command{Tick: t, MoveX: int8(t*7%11) - 5, Aim: uint16(t)}
}

// run predicts 8 ticks ahead of a server that loses the commands lost names, and
// hears of every third tick.
func run(t *testing.T, p *Predict, ticks sim.Tick, lost func(sim.Tick) bool, bump func(*server)) *server {
	t.Helper()
	srv := &server{}
	srv.tick = 1
	p.Begin(srv.set(1))
	for p.Tick() < 9 {
		cmd := command(p.Tick() + 1)
		p.Step(&cmd, nil, nil)
	}
	for srv.tick < ticks {
		cmd := command(srv.tick + 1)
		if lost(srv.tick + 1) {
			srv.step(nil)
		} else {
			srv.step(&cmd)
		}
		bump(srv)
		next := command(p.Tick() + 1)
		p.Step(&next, nil, nil)
		if srv.tick%3 != 0 {
			continue
		}
		p.Reconcile(srv.set(srv.tick), srv.verdict)
		truth := srv.runner
		for u := srv.tick + 1; u <= p.Tick(); u++ {
			cmd := command(u)
			truth.Step(&cmd, nil, nil)
		}
		if got := *p.Now().(*runner); got != truth {
			t.Fatalf("tick %d predicted %v, stepping the truth gives %v", p.Tick(), got, truth)
		}
	}
	return srv
}

func never(sim.Tick) bool { return false }

func TestExactWhenNothingIsLost(t *testing.T) {
	p := newPredict(t)
	run(t, p, 300, never, func(*server) {})
	if p.Stats.Resteps != 0 || p.Stats.Mispredictions != 0 {
		t.Errorf("stats %+v: want no correction", p.Stats)
	}
}

func TestSubstitutionIsRepeatedExactly(t *testing.T) {
	p := newPredict(t)
	run(t, p, 300, func(u sim.Tick) bool { return u%17 < 3 }, func(*server) {})
	if p.Stats.Mispredictions != 0 {
		t.Errorf("%d mispredictions: a substitution that the verdict names is none", p.Stats.Mispredictions)
	}
	if p.Stats.Resteps == 0 || p.Stats.Substituted == 0 {
		t.Errorf("stats %+v: substitutions went unnoticed", p.Stats)
	}
}

func TestInteractionIsCorrectedAndTold(t *testing.T) {
	p := newPredict(t)
	run(t, p, 300, never, func(s *server) {
		if s.tick%50 == 0 {
			s.x += 100
			s.touched++
		}
	})
	if p.Stats.Mispredictions == 0 || p.Stats.WithoutInteraction != 0 {
		t.Errorf("stats %+v: want mispredictions, each with interaction", p.Stats)
	}
}

func TestUnexplainedDifferenceIsOurBug(t *testing.T) {
	p := newPredict(t)
	run(t, p, 300, never, func(s *server) {
		if s.tick == 100 {
			s.x++
		}
	})
	if p.Stats.WithoutInteraction != 1 {
		t.Errorf("stats %+v: want one misprediction without interaction", p.Stats)
	}
}

func TestRestartsWhenOvertaken(t *testing.T) {
	p := newPredict(t)
	srv := run(t, p, 30, never, func(*server) {})
	p.Reconcile((&runner{x: 5}).set(p.Tick()+40), 0)
	if p.Stats.Restarts != 2 || p.Now().(*runner).x != 5 {
		t.Errorf("after a snapshot from ahead: %+v at %v", p.Stats, p.Now())
	}
	before := p.Tick()
	p.Reconcile(srv.set(3), 0) // long gone
	if p.Tick() != before || p.Stats.Restarts != 2 {
		t.Error("a stale snapshot changed the prediction")
	}
}

func TestEffectsOnlyTheFirstTime(t *testing.T) {
	p := newPredict(t)
	p.Begin((&runner{}).set(1))
	var fx row.Effects
	for p.Tick() < 10 {
		cmd := sim.Command{Tick: p.Tick() + 1, Buttons: sim.Fire}
		p.Step(&cmd, &row.Set{}, &fx)
	}
	p.Reconcile((&runner{x: 1000, touched: 1}).set(3), 0)
	if len(fx) != 9 || p.Stats.Resteps != 7 {
		t.Errorf("%d effects after %d steps again, want 9 after 7", len(fx), p.Stats.Resteps)
	}
}

// TestMakesFewStates: a state may read a whole map, so there are as many as needed.
func TestMakesFewStates(t *testing.T) {
	made := 0
	p, err := New(func() (sim.Predictor, error) { made++; return &runner{}, nil })
	if err != nil || made != 1 {
		t.Fatalf("made %d, %v", made, err)
	}
	run(t, p, 300, func(u sim.Tick) bool { return u%17 < 3 }, func(*server) {})
	if made > 14 {
		t.Errorf("made %d states for a lead of 8 ticks and 3 between snapshots", made)
	}
	for p.Tick() < 2000 { // far ahead of a silent server
		cmd := command(p.Tick() + 1)
		p.Step(&cmd, nil, nil)
	}
	p.Reconcile((&runner{x: 5}).set(p.Tick()+40), 0)
	if made > Window || p.Was(p.Tick()-1) != nil || p.Now().(*runner).x != 5 {
		t.Errorf("made %d states; after a restart %v at tick %d", made, p.Now(), p.Tick())
	}
}

// TestManyVerdictsUnheard: what happened in more ticks than verdicts reach back cannot
// be called a bug of ours.
func TestManyVerdictsUnheard(t *testing.T) {
	p := newPredict(t)
	srv := &server{tick: 1}
	p.Begin(srv.set(1))
	for p.Tick() < 50 {
		cmd := command(p.Tick() + 1)
		p.Step(&cmd, nil, nil)
		srv.step(nil) // nothing arrived
	}
	p.Reconcile(srv.set(srv.tick), srv.verdict)
	if p.Stats.Mispredictions != 1 || p.Stats.WithoutInteraction != 0 {
		t.Errorf("stats %+v: want one misprediction, of unknown commands", p.Stats)
	}
	if got := p.Now().(*runner); got.x != srv.x {
		t.Errorf("at %d, the server at %d", got.x, srv.x)
	}
}

func TestStepAndReconcileAllocateNothing(t *testing.T) {
	p := newPredict(t)
	srv := &server{tick: 1}
	p.Begin(srv.set(1))
	var set row.Set
	fx := make(row.Effects, 0, 8)
	tick := func() {
		cmd := command(p.Tick() + 1)
		fx = fx[:0]
		p.Step(&cmd, nil, &fx)
		if p.Tick() > 8 {
			late := command(srv.tick + 1)
			srv.step(&late)
			set.Reset(uint32(srv.tick))
			set.Add(&row.Row{ID: row.ID{Index: 1, Gen: 1}, Kind: 1, Mask: 3, Fields: [row.MaxFields]int32{srv.x + 1, int32(srv.tick)}})
			p.Reconcile(&set, srv.verdict)
		}
	}
	for range 100 {
		tick()
	}
	if n := testing.AllocsPerRun(200, tick); n != 0 {
		t.Errorf("%v allocations a tick", n)
	}
	if p.Stats.Resteps < 500 {
		t.Errorf("stats %+v: nothing was stepped again", p.Stats)
	}
}

// What a verdict tells explains a difference only where the command before it is known:
// at a first start, not at a later one, until one was on time or 32 are passed.
func TestWhatIsKnownOfSubstitutes(t *testing.T) {
	type snapshot struct {
		tick     sim.Tick
		verdicts uint32
	}
	for _, c := range []struct {
		name        string
		restarts    int
		snapshots   []snapshot
		unexplained uint64
		verdicts    uint64
	}{
		{"first start, substituted", 0, []snapshot{{2, 1}}, 1, 1},
		{"restart, substituted", 1, []snapshot{{2, 1}}, 0, 1},
		{"restart, on time", 1, []snapshot{{2, 0}}, 1, 1},
		{"restart, on time, then substituted", 1, []snapshot{{3, 0b01}}, 1, 2},
		{"restart, twice substituted", 1, []snapshot{{2, 1}, {3, 0b11}}, 0, 2},
		{"restart, substituted, then on time", 1, []snapshot{{2, 1}, {3, 0b10}}, 1, 2},
		{"as many as a snapshot tells", 0, []snapshot{{1 + VerdictTicks, 1 << (VerdictTicks - 1)}}, 1, VerdictTicks},
		{"one more", 0, []snapshot{{2 + VerdictTicks, 0}}, 0, VerdictTicks},
	} {
		p := newPredict(t)
		for range 1 + c.restarts {
			p.Begin((&runner{}).set(1))
		}
		for p.Tick() < 50 {
			cmd := command(p.Tick() + 1)
			p.Step(&cmd, nil, nil)
		}
		for i, s := range c.snapshots {
			p.Reconcile((&runner{x: -1000 - int32(i)}).set(s.tick), s.verdicts)
		}
		if got := p.Stats; got.Mispredictions != uint64(len(c.snapshots)) || got.WithoutInteraction != c.unexplained || got.OnTime+got.Substituted != c.verdicts {
			t.Errorf("%s: %+v; want %d unexplained and %d verdicts", c.name, got, c.unexplained, c.verdicts)
		}
	}
}

// States and commands are held for Window ticks, and none from before a snapshot.
func TestWhatIsHeld(t *testing.T) {
	p := newPredict(t)
	p.Begin((&runner{}).set(1))
	for p.Tick() < 100 {
		cmd := command(p.Tick() + 1)
		p.Step(&cmd, nil, nil)
	}
	oldest := p.Tick() - Window + 1
	cmd, ok := p.Used(oldest)
	if p.Was(oldest) == nil || !ok || cmd != command(oldest) {
		t.Errorf("tick %d of %d: %v, %+v", oldest, p.Tick(), p.Was(oldest), cmd)
	}
	if _, ok := p.Used(oldest - 1); ok || p.Was(oldest-1) != nil || p.Was(p.Tick()+1) != nil {
		t.Errorf("tick %d of %d is held", oldest-1, p.Tick())
	}
	p.Reconcile(p.Was(90).(*runner).set(90), 0)
	if p.Was(90) == nil || p.Was(89) != nil {
		t.Error("states from before the snapshot are held")
	}
}
