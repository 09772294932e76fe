package arena

import (
	"hindsight/ai"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// mind is scratch memory for thinking.
type mind struct {
	search  *ai.Search
	percept ai.Percept
}

func newMind(l *level.Level, others int) mind {
	return mind{search: ai.NewSearch(l.Nav), percept: ai.Percept{Others: make([]ai.Other, 0, others)}}
}

// onThink lets bots decide on their commands of the next tick. One whose turn has not
// come, by its own Due or by the budget, goes on as before without firing.
func (w *world) onThink(batch []sim.Event) {
	for i := range batch {
		p := w.player(batch[i].Source)
		if p < 0 || w.seats[p].bot == 0 {
			continue
		}
		st, r := &w.seats[p], &w.players.rows[p]
		w.mind.perceive(uint32(w.tick), r, w.players.rows, w.rules.rate)
		if !st.brain.Due(&w.mind.percept) {
			continue
		}
		rnd := ai.Rand(w.keys.bots.Uint64(0, uint32(r.ID.Index)<<16|uint32(r.ID.Gen)))
		st.intent = st.brain.Think(w.mind.search, &w.mind.percept, rnd)
	}
}

// perceive fills the percept of the bot with row self from rows of others.
func (m *mind) perceive(tick uint32, self *row.Row, others []row.Row, rate uint32) {
	f := &self.Fields
	p := &m.percept
	p.Tick, p.ViewDist = tick, botView
	p.Self = ai.Self{
		Pos: posOf(self), Aim: uint16(f[PlayerAim]), Alive: alive(self), HealthPct: uint8(min(f[PlayerHealth], 100)),
		Ammo: int16(f[PlayerAmmo] & 0xff), AmmoMax: 30, Reloading: f[PlayerReload] > 0,
	}
	p.Others = p.Others[:0]
	for i := range others {
		r := &others[i]
		if r.Kind != KindPlayer || r.ID == self.ID {
			continue
		}
		v := velOf(r)
		p.Others = append(p.Others, ai.Other{ID: r.ID, Pos: posOf(r), Alive: alive(r),
			Vel: physics.Vec{X: v.X / float64(rate), Y: v.Y / float64(rate)}})
	}
}

// commandOf makes a bot's intent a command.
func commandOf(in *ai.Intent, tick sim.Tick) sim.Command {
	c := sim.Command{Tick: tick, MoveX: in.MoveX, MoveY: in.MoveY, Aim: in.Aim}
	if in.Fire {
		c.Buttons |= sim.Fire
	}
	if in.Reload {
		c.Buttons |= sim.Reload
	}
	return c
}

// Brain is a bot of a client: sim.Brain.
type Brain struct {
	mind  mind
	brain ai.Brain
	rand  ai.Rand
	last  ai.Intent
	rate  uint32
}

func newBrain(st sim.Static, self sim.Self, skill uint8) (sim.Brain, error) {
	if err := checkStatic(&st); err != nil {
		return nil, err
	}
	l, err := level.Load(st.MapData)
	if err != nil {
		return nil, err
	}
	return &Brain{mind: newMind(l, sim.MaxSlots), brain: ai.NewBrain(skill), rand: ai.Rand(self.Stream), rate: st.TickRate}, nil
}

// Think is sim.Brain's.
func (b *Brain) Think(view *row.Set, self *row.Row, cmd *sim.Command) {
	b.mind.perceive(uint32(cmd.Tick), self, view.Rows, b.rate)
	if b.brain.Due(&b.mind.percept) {
		b.last = b.brain.Think(b.mind.search, &b.mind.percept, b.rand)
	} else {
		b.last.Fire, b.last.Reload = false, false
	}
	c := commandOf(&b.last, cmd.Tick)
	cmd.Buttons, cmd.MoveX, cmd.MoveY, cmd.Aim = c.Buttons, c.MoveX, c.MoveY, c.Aim
}
