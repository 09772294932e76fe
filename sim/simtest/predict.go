package simtest

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
)

// Prediction says what CheckPrediction saw.
type Prediction struct {
	Compared     int // ticks at which the own rows were compared and were equal
	Interactions int // predictions that an interaction made moot
}

// CheckPrediction plays a match and proves that a client of a slot predicts it: every
// tick an empty Predictor is filled with the rows that the slot may know, and stepped
// k ticks by the slot's own commands; at each of them its own row is that of the
// server, until the server or the prediction itself reports an interaction. The caller judges by what is
// returned whether enough was compared.
//
// Inputs are asked for in ascending order.
func CheckPrediction(t testing.TB, spec *sim.Spec, setup sim.Setup, slot sim.Slot, inputs Inputs, ticks sim.Tick, k int) Prediction {
	t.Helper()
	c := prediction{t: t, spec: spec, setup: setup, slot: slot, k: sim.Tick(k)}
	g := newGame(t, spec, setup)
	for tick := sim.Tick(1); tick <= ticks; tick++ {
		in := inputs(tick)
		cmd := c.commandOf(in)
		g.Step(in)
		c.view.Reset(uint32(tick))
		g.AppendView(slot, &c.view)
		if cmd == nil {
			c.stop()
			continue
		}
		c.follow(tick, cmd)
		c.start(tick)
	}
	return c.seen
}

// prediction is a match with a number of predictions of it under way.
type prediction struct {
	t     testing.TB
	spec  *sim.Spec
	setup sim.Setup
	slot  sim.Slot
	self  sim.Self
	k     sim.Tick
	view  row.Set       // of the last tick
	empty sim.Predictor // as NewPredictor made it; nil while the slot is free
	// judge is stepped beside the match and overwritten every tick: it says when the
	// server reports an interaction.
	judge sim.Predictor
	runs  []run
	spare []sim.Predictor
	seen  Prediction
}

// run is one prediction.
type run struct {
	from sim.Tick
	sim.Predictor
}

// commandOf returns the slot's command of a tick, nil when it has none, and makes the
// first predictors when the slot joins.
func (c *prediction) commandOf(in *sim.TickInput) *sim.Command {
	c.t.Helper()
	for i := range in.Joins {
		if in.Joins[i].Slot == c.slot {
			c.self = sim.Self{Slot: c.slot, Stream: in.Joins[i].Stream}
			c.stop()
			c.empty, c.judge, c.spare = c.newPredictor(), c.newPredictor(), nil
		}
	}
	for i := range in.Commands {
		if in.Commands[i].Slot == c.slot && c.empty != nil {
			cmd := in.Commands[i].Command
			return &cmd
		}
	}
	return nil
}

func (c *prediction) newPredictor() sim.Predictor {
	c.t.Helper()
	p, err := c.spec.NewPredictor(c.setup.Static, c.self)
	if err != nil {
		c.t.Fatalf("predictor of slot %d: %v", c.slot, err)
	}
	return p
}

// stop ends all predictions.
func (c *prediction) stop() {
	for _, r := range c.runs {
		c.spare = append(c.spare, r.Predictor)
	}
	c.runs = c.runs[:0]
}

// start begins a prediction at the view of a tick.
func (c *prediction) start(tick sim.Tick) {
	c.t.Helper()
	if len(c.spare) == 0 {
		c.spare = append(c.spare, c.newPredictor())
	}
	p := c.spare[len(c.spare)-1]
	c.spare = c.spare[:len(c.spare)-1]
	p.CopyFrom(c.empty)
	p.Overwrite(&c.view)
	r := run{from: tick, Predictor: p}
	c.runs = append(c.runs, r)
	c.compare(r, tick)
}

// follow steps every prediction by the slot's command of a tick and compares it with
// the server's rows after that tick. A prediction whose time is up ends.
func (c *prediction) follow(tick sim.Tick, cmd *sim.Command) {
	c.t.Helper()
	c.judge.Step(cmd, nil, nil)
	if c.judge.Overwrite(&c.view).Interaction {
		c.seen.Interactions += len(c.runs)
		c.stop()
	}
	kept := c.runs[:0]
	for _, r := range c.runs {
		r.Step(cmd, nil, nil)
		if !c.compare(r, tick) {
			c.seen.Interactions++
			c.spare = append(c.spare, r.Predictor)
		} else if tick < r.from+c.k {
			kept = append(kept, r)
		} else {
			c.spare = append(c.spare, r.Predictor)
		}
	}
	c.runs = kept
}

// compare demands that the fields which both know of the own row are equal. A prediction
// may have no own row, but not one that the server has not. Where they differ, it returns
// false if the prediction knows why when it is put right: something beyond the player's own
// commands has moved the player in it that the server had not.
func (c *prediction) compare(r run, tick sim.Tick) bool {
	c.t.Helper()
	var own row.Row
	if !r.Self(&own) {
		return true
	}
	server := c.view.Find(own.ID)
	if server == nil || own.Kind != server.Kind {
		c.t.Fatalf("tick %d, predicted from tick %d: the server has no own row %v of kind %d", tick, r.from, own.ID, own.Kind)
	}
	known := own.Mask & server.Mask
	if known == 0 {
		c.t.Fatalf("tick %d: the predicted row has no field that the server's has", tick)
	}
	spec := c.spec.Schema.Spec(server.Kind)
	for i, f := range spec.Fields {
		if known&(1<<i) == 0 || own.Fields[i] == server.Fields[i] {
			continue
		}
		if !r.Overwrite(&c.view).Interaction {
			c.t.Fatalf("tick %d, predicted from tick %d: %s.%s is %d, the server has %d and reported no interaction",
				tick, r.from, spec.Name, f.Name, own.Fields[i], server.Fields[i])
		}
		return false
	}
	c.seen.Compared++
	return true
}
