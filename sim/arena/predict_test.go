package arena

import (
	"testing"

	"hindsight/sim"
	"hindsight/sim/row"
)

func viewOf(g *Game, slot sim.Slot) *row.Set {
	set := &row.Set{}
	set.Reset(uint32(g.tick))
	g.AppendView(slot, set)
	return set
}

// A predictor that starts from rows moves the crate it pushes to the server's bits,
// although other players and their crates are missing from it.
func TestPredictsItsIsland(t *testing.T) {
	g := newTestGame(t, 3)
	g.joinHumans(3)
	g.stand(t, 1, gridPos(20.9), gridPos(18.4))
	g.stand(t, 2, gridPos(8), gridPos(8.1)) // pushes other crates
	g.props.rows[0].Fields[PropX], g.props.rows[0].Fields[PropY] = gridPos(22), gridPos(18.5)
	made, err := newPredictor(testSetup(t, 3).Static, sim.Self{Slot: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := made.(*Predictor)
	p.Overwrite(viewOf(g, 1))
	in := sim.TickInput{}
	for tick := sim.Tick(2); tick < 90; tick++ {
		mine := sim.Command{Tick: tick, MoveX: 127, MoveY: int8(tick%3) * 10}
		in.Reset(tick)
		in.Commands = append(in.Commands,
			sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime, Command: mine},
			sim.PlayerCommand{Slot: 2, Verdict: sim.OnTime, Command: sim.Command{Tick: tick, MoveX: 127}})
		g.Step(&in)
		p.Step(&mine, nil, nil)
		view := viewOf(g, 1)
		var own row.Row
		if !p.Self(&own) {
			t.Fatal("no own row")
		}
		server := *view.At(1)
		server.Restrict(predictedFields)
		if own.Fields != server.Fields || p.props.rows[0].Fields != view.At(propBase).Fields {
			t.Fatalf("tick %d:\nown   %v\nserver %v\ncrate %v\nserver %v", tick, own.Fields, server.Fields, p.props.rows[0].Fields, view.At(propBase).Fields)
		}
	}
	if p.props.rows[0].Fields[PropX] < gridPos(24) || p.props.rows[0].Fields[PropAngle] == 0 {
		t.Errorf("the crate was not pushed and turned: %v", p.props.rows[0].Fields)
	}
	if v := viewOf(g, 1).At(propBase + 1); v.Fields == p.props.rows[1].Fields {
		t.Error("nobody else pushed a crate: the scene shows too little")
	}
}

func TestOverwrite(t *testing.T) {
	g := newTestGame(t, 2)
	g.joinHumans(2)
	made, err := newPredictor(testSetup(t, 2).Static, sim.Self{Slot: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := made.(*Predictor)
	if p.Self(&row.Row{}) {
		t.Error("an empty predictor has an own row")
	}
	view := viewOf(g, 1)
	if c := p.Overwrite(view); !c.Self || !c.Differs {
		t.Errorf("the first rows: %+v", c)
	}
	if c := p.Overwrite(view); c != (sim.Correction{}) {
		t.Errorf("the same rows again: %+v", c)
	}
	view.At(1).Fields[PlayerKills]++
	if c := p.Overwrite(view); c != (sim.Correction{}) || p.players.rows[0].Fields[PlayerKills] != 1 {
		t.Errorf("a kill is no misprediction: %+v", c)
	}
	view.At(1).Fields[PlayerX]++
	if c := p.Overwrite(view); c != (sim.Correction{Differs: true, Self: true}) {
		t.Errorf("another place: %+v", c)
	}
	view.At(1).Fields[PlayerTouch]++
	if c := p.Overwrite(view); c != (sim.Correction{Differs: true, Interaction: true}) {
		t.Errorf("a touch: %+v", c)
	}
	p.players.rows[0].Fields[PlayerTouch]++
	if c := p.Overwrite(view); !c.Interaction {
		t.Errorf("a touch that only the client counted: %+v", c)
	}
	crate := view.At(propBase)
	crate.Fields[PropX]++
	if c := p.Overwrite(view); c != (sim.Correction{Differs: true}) {
		t.Errorf("a crate elsewhere: %+v", c)
	}
	crate.Fields[PropX]++
	crate.Tick = view.Tick - 1
	if c := p.Overwrite(view); c != (sim.Correction{}) {
		t.Errorf("a crate's older row: %+v", c)
	}
	view.Gone = append(view.Gone, row.Gone{ID: view.At(1).ID})
	view.Rows = view.Rows[1:]
	if c := p.Overwrite(view); !c.Differs || p.Self(&row.Row{}) {
		t.Errorf("gone: %+v", c)
	}
}

// A client's bot plays from what its screen shows.
func TestClientBrain(t *testing.T) {
	g := newTestGame(t, 2)
	g.joinHumans(2)
	brain, err := newBrain(testSetup(t, 2).Static, sim.Self{Slot: 1, Stream: 5}, 5)
	if err != nil {
		t.Fatal(err)
	}
	g.stand(t, 1, gridPos(20), gridPos(13.8))
	g.stand(t, 2, gridPos(28), gridPos(13.8))
	in := sim.TickInput{}
	for tick := sim.Tick(2); tick < 600; tick++ {
		view := viewOf(g, 1)
		cmd := sim.Command{Tick: tick}
		brain.Think(view, view.At(1), &cmd)
		in.Reset(tick)
		in.Commands = append(in.Commands, sim.PlayerCommand{Slot: 1, Verdict: sim.OnTime, Command: cmd})
		g.Step(&in)
	}
	if lines := g.Score(nil); lines[0].Kills == 0 {
		t.Errorf("ten seconds with a standing target in sight: %+v", lines)
	}
}
