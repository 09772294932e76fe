package arena

import (
	"fmt"

	"hindsight/sim"
	"hindsight/sim/row"
)

// Predictor is a client's half of the rules: its own player, the crates and the walls.
// Other players are not in it. All it needs is in the rows: sim.Predictor.
type Predictor struct {
	world
	touch       int32 // of the last row that was overwritten
	overwritten bool  // there was one
}

var _ sim.Predictor = (*Predictor)(nil)

func newPredictor(st sim.Static, self sim.Self) (sim.Predictor, error) {
	if err := checkStatic(&st); err != nil {
		return nil, err
	}
	if self.Slot < 1 || self.Slot > sim.MaxSlots {
		return nil, fmt.Errorf("arena: slot %d, want 1 to %d", self.Slot, sim.MaxSlots)
	}
	l, _, err := readLevel(st.MapData)
	if err != nil {
		return nil, err
	}
	return &Predictor{world: newWorld(l, &st, self.Slot, 1, newTable().Predictable())}, nil
}

// CopyFrom is sim.Predictor's.
func (p *Predictor) CopyFrom(src sim.Predictor) {
	from, ok := src.(*Predictor)
	if !ok || from.first != p.first || len(from.crates) != len(p.crates) {
		panic("arena: copy of another player's predictor")
	}
	p.state.copyFrom(&from.state)
	p.touch, p.overwritten = from.touch, from.overwritten
}

// Step is sim.Predictor's.
func (p *Predictor) Step(cmd *sim.Command, seen *row.Set, fx *row.Effects) {
	p.begin(cmd.Tick)
	p.inputs[0] = input{given: true, command: *cmd}
	p.shows = fx != nil
	p.shown = p.shown[:0]
	if p.shows && seen != nil {
		p.shown = append(p.shown, seen.Rows...)
	}
	if p.players[0].Kind != 0 {
		p.post(kindCommand, sim.Event{Source: uint32(p.first)})
	}
	p.post(kindPhysics, sim.Event{})
	p.post(kindSettle, sim.Event{})
	p.run()
	if fx != nil {
		*fx = append(*fx, p.effects...)
	}
}

// Overwrite is sim.Predictor's. A touch that either side counts since the last
// overwritten row is an interaction: a crate may be where only one of them knows. It
// makes Differs true, so that the states after this one learn of it.
func (p *Predictor) Overwrite(set *row.Set) sim.Correction {
	var c sim.Correction
	if uint32(p.tick) != set.Tick { // not a state of this tick: nothing in it counts
		p.players[0], p.overwritten = row.Row{}, false
		clear(p.crates)
		p.tick = sim.Tick(set.Tick)
	}
	for _, g := range set.Gone {
		p.remove(g.ID, &c)
	}
	if r := set.At(uint16(p.first)); r != nil && r.Kind == KindPlayer {
		p.overwriteSelf(r, set.Tick, &c)
	}
	for i := range p.crates {
		r := set.At(uint16(crateBase + i))
		if r == nil || r.Kind != KindCrate || r.Tick != set.Tick && p.crates[i].ID == r.ID {
			continue
		}
		c.Differs = p.overwrite(&p.crates[i], r)&r.Mask != 0 || c.Differs
	}
	return c
}

func (p *Predictor) remove(id row.ID, c *sim.Correction) {
	if p.players[0].ID == id {
		p.players[0], p.overwritten, c.Differs = row.Row{}, false, true
	}
	for i := range p.crates {
		if p.crates[i].ID == id {
			p.crates[i], c.Differs = row.Row{}, true
		}
	}
}

func (p *Predictor) overwriteSelf(r *row.Row, tick uint32, c *sim.Correction) {
	dst := &p.players[0]
	if r.Tick != tick && dst.ID == r.ID {
		return
	}
	another := dst.ID != r.ID
	predicted := dst.Fields[PlayerTouch]
	if p.overwrite(dst, r)&predictedFields != 0 {
		c.Self, c.Differs = true, true
	}
	touch := dst.Fields[PlayerTouch]
	if another || !p.overwritten || touch != p.touch || predicted != p.touch {
		c.Interaction, c.Differs = true, true
	}
	p.touch, p.overwritten = touch, true
}

// overwrite takes the fields that src knows and returns those that differed.
func (p *Predictor) overwrite(dst, src *row.Row) (differed uint32) {
	if dst.ID != src.ID {
		*dst = newRow(p.schema, src.Kind, src.ID)
		differed = src.Mask
	}
	for i := range fieldsOf(src.Kind) {
		if src.Mask&(1<<i) != 0 && dst.Fields[i] != src.Fields[i] {
			dst.Fields[i] = src.Fields[i]
			differed |= 1 << i
		}
	}
	return differed
}

// Self is sim.Predictor's. Kills, deaths, score and touch are not in its mask, since
// they are not predicted; AppendRows has them as last heard.
func (p *Predictor) Self(dst *row.Row) bool {
	if p.players[0].Kind == 0 {
		return false
	}
	*dst = p.players[0]
	dst.Restrict(predictedFields)
	dst.Tick = uint32(p.tick)
	return true
}

// AppendRows is sim.Predictor's.
func (p *Predictor) AppendRows(set *row.Set) {
	for _, rows := range [...][]row.Row{p.players, p.crates} {
		for i := range rows {
			if rows[i].Kind != 0 {
				addRow(set, &rows[i], p.schema, p.first)
			}
		}
	}
}
