package arena

import (
	"fmt"
	"slices"

	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Predictor is a client's half of the rules: its own player, the projectiles that it
// fires, the crates and the walls. Other players are not in it. All it needs is in the
// rows: sim.Predictor.
//
// An own projectile flies here from the tick of its command on, which names it: the
// server's row of it says the same in ShotBorn. Its id and place here are the
// Predictor's own. The server's word on a tick replaces what was predicted of it: one
// that the server's view lacks was never fired, or has burst.
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
	l, err := level.LoadForClient(st.MapData)
	if err != nil {
		return nil, err
	}
	return newPredictorOn(l, &st, self)
}

// newPredictorOn is newPredictor on a map that was read.
func newPredictorOn(l *level.Level, st *sim.Static, self sim.Self) (sim.Predictor, error) {
	w, err := newWorld(l, st, 1, newTable().Predictable())
	if err != nil {
		return nil, err
	}
	w.players.base, w.own, w.seats = uint16(self.Slot), sim.Key(self.Stream), nil
	w.shots, w.monsters = newList(KindShot, shotBase, ownShots), newList(KindMonster, monsterBase, 0) // nobody predicts monsters
	w.makeBodies()
	return &Predictor{world: w}, nil
}

// known are the lists of which a Predictor holds rows, beside its own player.
func (p *Predictor) known() [3]*list { return [3]*list{&p.round, &p.movers, &p.props} }

// CopyFrom is sim.Predictor's.
func (p *Predictor) CopyFrom(src sim.Predictor) {
	from, ok := src.(*Predictor)
	if !ok || from.players.base != p.players.base || len(from.props.rows) != len(p.props.rows) {
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
	if p.players.rows[0].Kind != 0 {
		p.post(kindCommand, sim.Event{Source: uint32(p.players.base)})
	}
	p.post(kindSlide, sim.Event{})
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
		p.players.rows[0], p.overwritten = row.Row{}, false
		for _, l := range p.known() {
			clear(l.rows)
		}
		clear(p.shots.rows)
		p.tick = sim.Tick(set.Tick)
	}
	for _, g := range set.Gone {
		p.remove(g.ID, &c)
	}
	if r := set.At(p.players.base); r != nil && r.Kind == KindPlayer {
		p.overwriteSelf(r, set.Tick, &c)
	}
	for _, l := range p.known() {
		for i := range l.rows {
			r := set.At(l.base + uint16(i))
			if r == nil || r.Kind != l.kind || r.Tick != set.Tick && l.rows[i].ID == r.ID {
				continue
			}
			differs := p.overwrite(&l.rows[i], r)&r.Mask != 0
			c.Differs = c.Differs || differs && l != &p.round
		}
	}
	c.Differs = p.overwriteShots(set) || c.Differs
	return c
}

// overwriteShots takes the server's word on own projectiles and reports whether it was news.
func (p *Predictor) overwriteShots(set *row.Set) (differs bool) {
	own := p.ownShots(set)
	for i := range p.shots.rows {
		r := &p.shots.rows[i]
		if r.Kind == 0 {
			continue
		}
		k := slices.IndexFunc(own, func(s row.Row) bool { return p.isOwn(&s) && s.Fields[ShotBorn] == r.Fields[ShotBorn] })
		switch {
		case k < 0:
			*r, differs = row.Row{}, true
		case own[k].Tick == set.Tick:
			differs = takeFields(r, &own[k]) != 0 || differs
		}
	}
	for i := range own {
		s := &own[i]
		if !p.isOwn(s) || s.Tick != set.Tick || p.flies(s.Fields[ShotBorn]) {
			continue
		}
		if k := p.shots.free(); k >= 0 {
			r := p.shots.add(p.schema, k)
			takeFields(r, s)
			r.Fields[ShotBy], r.Owner, differs = int32(p.players.base), uint8(p.players.base), true
		}
	}
	return differs
}

// ownShots are the projectiles in a set, among them the own ones.
func (p *Predictor) ownShots(set *row.Set) []row.Row {
	at := func(index int) int {
		i, _ := slices.BinarySearchFunc(set.Rows, index, func(r row.Row, index int) int { return int(r.ID.Index) - index })
		return i
	}
	return set.Rows[at(shotBase):at(shotBase+MaxShots)]
}

func (p *Predictor) isOwn(r *row.Row) bool {
	return r.Kind == KindShot && r.Owner == uint8(p.players.base) && r.Mask&(1<<ShotBorn) != 0
}

// flies reports whether the projectile of a command is here.
func (p *Predictor) flies(born int32) bool {
	return slices.ContainsFunc(p.shots.rows, func(r row.Row) bool { return r.Kind != 0 && r.Fields[ShotBorn] == born })
}

func (p *Predictor) remove(id row.ID, c *sim.Correction) {
	if p.players.rows[0].ID == id {
		p.players.rows[0], p.overwritten, c.Differs = row.Row{}, false, true
	}
	for _, l := range p.known() {
		if r := l.find(id); r != nil {
			*r, c.Differs = row.Row{}, true
		}
	}
}

func (p *Predictor) overwriteSelf(r *row.Row, tick uint32, c *sim.Correction) {
	dst := &p.players.rows[0]
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
	return differed | takeFields(dst, src)
}

// takeFields takes the fields that src knows and returns those that differed.
func takeFields(dst, src *row.Row) (differed uint32) {
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
	if p.players.rows[0].Kind == 0 {
		return false
	}
	*dst = p.players.rows[0]
	dst.Restrict(predictedFields)
	dst.Tick = uint32(p.tick)
	return true
}

// AppendRows is sim.Predictor's.
func (p *Predictor) AppendRows(set *row.Set) {
	team := p.teamOf(sim.Slot(p.players.base))
	for _, l := range p.lists() {
		for i := range l.rows {
			if r := &l.rows[i]; r.Kind != 0 && r.Kind != KindRound {
				addRow(set, r, p.schema, sim.Slot(p.players.base), team)
			}
		}
	}
}
