package arena

import (
	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// onThink lets bots decide on their commands of the next tick. One whose turn has not
// come, by its own Due or by the budget, goes on as before without pressing anything.
func (w *world) onThink(batch []sim.Event) {
	w.lay()
	w.notice()
	for i := range batch {
		p := w.player(batch[i].Source)
		if p < 0 || w.seats[p].bot == 0 {
			continue
		}
		st, r := &w.seats[p], &w.players.rows[p]
		w.tellEvents(p)
		if !st.brain.Due(&w.mind.percept) {
			continue
		}
		w.tellRows(p)
		w.mind.ask()
		rnd := ai.Rand(w.keys.bots.Uint64(0, uint32(r.ID.Index)<<16|uint32(r.ID.Gen)))
		st.intent = st.brain.Think(w.mind.search, w.squad(r), &w.mind.percept, rnd)
	}
}

// tellEvents begins the percept of a bot with what it hears and feels in this tick.
func (w *world) tellEvents(p int) {
	w.mind.begin(uint32(w.tick), &w.players.rows[p], &w.rules)
	var e row.Effect
	for k := range w.effects {
		if w.perceive(&e, sim.Slot(p+1), k) {
			source := w.find(e.Source)
			if source != nil && !w.knows(sim.Slot(p+1), source) {
				source = nil
			}
			w.mind.hear(&e, source)
		}
	}
}

// tellRows gives a bot's percept the rows that are in its view.
func (w *world) tellRows(p int) {
	for _, l := range w.lists() {
		for i := range l.rows {
			if r := &l.rows[i]; r.Kind != 0 && w.knows(sim.Slot(p+1), r) {
				w.mind.seeRow(r)
			}
		}
	}
}

// lay tells the bots' scratch how things stand, once before they think: its ground
// follows from the rows of this tick, whatever it was before.
func (w *world) lay() {
	w.mind.search.Begin()
	for _, l := range [...]*list{&w.movers, &w.props} {
		for i := range l.rows {
			w.mind.place(&l.rows[i], int(l.base)+i)
		}
	}
}

// squad is what a player's team has told each other, nil for loners.
func (w *world) squad(r *row.Row) *ai.Squad {
	t := r.Fields[PlayerTeam]
	switch {
	case w.mode == modeWaves:
		return &w.minds.squads[0]
	case t == TeamRed || t == TeamBlue:
		return &w.minds.squads[t-TeamRed]
	}
	return nil
}

// commandOf makes a bot's intent a command.
func commandOf(in *ai.Intent, tick sim.Tick) sim.Command {
	c := sim.Command{Tick: tick, MoveX: in.MoveX, MoveY: in.MoveY, Aim: in.Aim, Buttons: sim.Choose(in.Weapon)}
	for _, b := range [...]struct {
		held   bool
		button sim.Buttons
	}{{in.Fire, sim.Fire}, {in.Reload, sim.Reload}, {in.Dash, sim.Dash}, {in.Use, sim.Use}} {
		if b.held {
			c.Buttons |= b.button
		}
	}
	return c
}

// Brain is a bot of a client: sim.Brain.
type Brain struct {
	mind  mind
	brain ai.Brain
	rand  ai.Rand
	last  ai.Intent
	rules ruleset
}

func newBrain(st sim.Static, self sim.Self, skill uint8) (sim.Brain, error) {
	if err := checkStatic(&st); err != nil {
		return nil, err
	}
	ru, err := newRules(&st)
	if err != nil {
		return nil, err
	}
	l, err := level.Load(st.MapData)
	if err != nil {
		return nil, err
	}
	return &Brain{mind: newMind(l, &ru, st.Mode), brain: ai.NewBrain(skill, level.SizePlayer), rand: ai.Rand(self.Stream), rules: ru}, nil
}

// rowOf returns the row of an id on a screen, or nil.
func rowOf(view *row.Set, id row.ID) *row.Row {
	for i := range view.Rows {
		if view.Rows[i].ID == id {
			return &view.Rows[i]
		}
	}
	return nil
}

// Think is sim.Brain's.
func (b *Brain) Think(view *row.Set, self *row.Row, cmd *sim.Command) {
	m := &b.mind
	m.search.Begin()
	m.begin(uint32(cmd.Tick), self, &b.rules)
	for i := range view.Effects {
		m.hear(&view.Effects[i], rowOf(view, view.Effects[i].Source))
	}
	if b.brain.Due(&m.percept) {
		m.sweep()
		for i := range view.Rows {
			m.place(&view.Rows[i], int(view.Rows[i].ID.Index))
		}
		m.see(view.Rows)
		m.ask()
		b.last = b.brain.Think(m.search, nil, &m.percept, b.rand)
	} else {
		b.last = b.last.Idle()
	}
	c := commandOf(&b.last, cmd.Tick)
	cmd.Buttons, cmd.MoveX, cmd.MoveY, cmd.Aim = c.Buttons, c.MoveX, c.MoveY, c.Aim
}
