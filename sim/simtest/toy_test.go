package simtest_test

import (
	"errors"

	"hindsight/sim"
	"hindsight/sim/row"
)

// The toy is a game of sleds on a line: the stick drives a sled, a gust from its own
// stream shakes it, and every 16 ticks a timer pushes all sleds, which no client can
// know. Its bugs can be switched on, so that the checkers show what they catch.
type toy struct {
	toyState
	table sim.Table[*toy]
	bug   string
	in    *sim.TickInput
}

type toyState struct {
	tick   sim.Tick
	sleds  [4]sled // by slot - 1
	queue  sim.Queue
	timers sim.Timers
}

type sled struct {
	on         bool
	x, v, push int32
	stream     sim.Key
}

const (
	kindDrive sim.EventKind = iota + 1
	kindPush
	kindWake
)

var toySchema = func() *row.Schema {
	s, err := row.NewSchema(row.KindSpec{Name: "sled", Fields: []row.Field{
		{Name: "x", Bits: 32, Signed: true, Mode: row.Linear, Rate: "v"},
		{Name: "v", Bits: 16, Signed: true, Mode: row.Hold},
		{Name: "push", Bits: 16, Audience: row.Owner, Mode: row.Hold},
	}})
	if err != nil {
		panic(err)
	}
	return s
}()

// toySpec returns the game with a bug, "" for none.
func toySpec(bug string) *sim.Spec {
	return &sim.Spec{
		Name: "toy", Schema: toySchema,
		New: func(sim.Setup) (sim.Game, error) {
			g := &toy{bug: bug}
			g.table = sim.NewTable(
				sim.KindSpec[*toy]{Name: "drive", Class: sim.ClassMovement, Handle: (*toy).drive, Predictable: true},
				sim.KindSpec[*toy]{Name: "push", Class: sim.ClassRules, Handle: (*toy).push},
				sim.KindSpec[*toy]{Name: "wake", Class: sim.ClassTimers, Handle: (*toy).wake},
			)
			g.timers.Set(8, sim.Event{Kind: kindWake})
			return g, nil
		},
		NewPredictor: func(_ sim.Static, self sim.Self) (sim.Predictor, error) {
			return &toyPredictor{self: self, bug: bug}, nil
		},
	}
}

func (s *sled) drive(cmd *sim.Command) {
	s.v += int32(cmd.MoveX)/16 + s.stream.Intn(cmd.Tick, 0, 3) - 1
	s.x += s.v
}

func (g *toy) Step(in *sim.TickInput) {
	g.tick, g.in = in.Tick, in
	for _, l := range in.Leaves {
		g.sleds[l.Slot-1] = sled{}
	}
	for _, j := range in.Joins {
		g.sleds[j.Slot-1] = sled{on: true, stream: sim.Key(j.Stream)}
	}
	g.queue.Begin(in.Tick)
	for i := range in.Commands {
		g.queue.Post(sim.Event{Kind: kindDrive, Source: uint32(in.Commands[i].Slot), Args: [4]int32{int32(i)}})
	}
	g.timers.Due(in.Tick, &g.queue)
	sim.Run(&g.queue, g.table, g)
}

func (g *toy) drive(batch []sim.Event) {
	for i := range batch {
		c := &g.in.Commands[batch[i].Args[0]]
		g.sleds[c.Slot-1].drive(&c.Command)
	}
}

// wake posts pushes, which wait for the next tick since rules have run.
func (g *toy) wake([]sim.Event) {
	for i := range g.sleds {
		if g.sleds[i].on {
			g.queue.Post(sim.Event{Kind: kindPush, Source: uint32(i)})
		}
	}
	g.timers.Set(g.tick+16, sim.Event{Kind: kindWake})
}

func (g *toy) push(batch []sim.Event) {
	for i := range batch {
		s := &g.sleds[batch[i].Source]
		s.v -= 5
		if g.bug != "silent push" {
			s.push++
		}
	}
}

func (g *toy) Tick() sim.Tick { return g.tick }

func (g *toy) CopyFrom(src sim.Game) {
	s := src.(*toy)
	g.tick, g.sleds = s.tick, s.sleds
	g.timers.CopyFrom(&s.timers)
	if g.bug != "copy" {
		g.queue.CopyFrom(&s.queue)
	}
	if g.bug == "shared" {
		g.sleds[0].v++
		s.sleds[0].v++
	}
}

func (g *toy) AppendState(b []byte) []byte {
	b = sim.AppendU32(b, uint32(g.tick))
	for i := range g.sleds {
		s := &g.sleds[i]
		b = sim.AppendI32(sim.AppendI32(sim.AppendI32(sim.AppendBool(b, s.on), s.x), s.v), s.push)
		if g.bug != "append" {
			b = sim.AppendU64(b, uint64(s.stream))
		}
	}
	return g.timers.AppendState(g.queue.AppendState(b))
}

func (g *toy) LoadState(b []byte) error {
	r := sim.NewReader(b)
	var n toyState
	n.tick = sim.Tick(r.U32())
	for i := range n.sleds {
		n.sleds[i] = sled{on: r.Bool(), x: r.I32(), v: r.I32(), push: r.I32()}
		if g.bug != "append" {
			n.sleds[i].stream = sim.Key(r.U64())
		}
	}
	n.queue.LoadState(&r, len(g.table))
	n.timers.LoadState(&r, len(g.table))
	if err := r.Done(); err != nil {
		return err
	}
	if g.bug == "load" && n.tick == 20 {
		n.sleds[0].x++
	}
	if g.bug == "refuse" && n.tick == 20 {
		return errors.New("toy: refused")
	}
	g.toyState = n
	return nil
}

func (g *toy) Hash() uint64 { return sim.Hash64(g.AppendState(nil)) }

func (g *toy) AppendView(slot sim.Slot, set *row.Set) {
	for i := range g.sleds {
		s := &g.sleds[i]
		if !s.on {
			continue
		}
		r := row.Row{ID: row.ID{Index: uint16(i), Gen: 1}, Kind: 1, Owner: uint8(i + 1), Mask: toySchema.Mask(1, row.Server)}
		r.Fields[0], r.Fields[1], r.Fields[2] = s.x, s.v, s.push
		if slot != sim.Slot(i+1) && slot != 0 {
			r.Restrict(toySchema.Mask(1, row.Viewer))
		}
		set.Add(&r)
	}
}

func (g *toy) Score(lines []sim.ScoreLine) []sim.ScoreLine { return lines }

// toyPredictor drives the own sled.
type toyPredictor struct {
	self sim.Self
	sled sled
	bug  string
}

func (p *toyPredictor) CopyFrom(src sim.Predictor) { *p = *src.(*toyPredictor) }

func (p *toyPredictor) Overwrite(set *row.Set) sim.Correction {
	old := p.sled
	p.sled = sled{stream: sim.Key(p.self.Stream)}
	if r := set.At(uint16(p.self.Slot - 1)); r != nil {
		p.sled.on, p.sled.x, p.sled.v, p.sled.push = true, r.Fields[0], r.Fields[1], r.Fields[2]
	}
	return sim.Correction{Differs: old != p.sled, Self: old != p.sled, Interaction: old.push != p.sled.push || old.on != p.sled.on}
}

func (p *toyPredictor) Step(cmd *sim.Command, _ *row.Set, _ *row.Effects) {
	p.sled.drive(cmd)
	if p.bug == "predict" && cmd.Tick == 20 {
		p.sled.x++
	}
}

func (p *toyPredictor) Self(dst *row.Row) bool {
	*dst = row.Row{ID: row.ID{Index: uint16(p.self.Slot - 1), Gen: 1}, Kind: 1, Owner: uint8(p.self.Slot), Mask: 7}
	dst.Fields[0], dst.Fields[1], dst.Fields[2] = p.sled.x, p.sled.v, p.sled.push
	return p.sled.on
}

func (p *toyPredictor) AppendRows(set *row.Set) {
	var r row.Row
	if p.Self(&r) {
		set.Add(&r)
	}
}
