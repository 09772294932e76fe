package arena

import (
	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/level"
)

// onLeave frees slots.
func (w *world) onLeave(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := w.player(e.Source)
		if p < 0 {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		w.timers.Cancel(w.seats[p].timer)
		w.disown(w.players.rows[p].ID.Index)
		w.remove(&w.players.rows[p], uint8(e.Args[0]))
		w.seats[p] = seat{}
	}
}

// onJoin puts players into free slots; they enter the world later in the tick.
func (w *world) onJoin(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := int(e.Source) - int(w.players.base)
		if p < 0 || p >= len(w.players.rows) || w.players.rows[p].Kind != 0 || w.in == nil || uint32(e.Args[0]) >= uint32(len(w.in.Joins)) {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		join := &w.in.Joins[e.Args[0]]
		st := &w.seats[p]
		*st = seat{bot: min(join.Bot, sim.MaxBotLevel), stream: sim.Key(join.Stream)}
		st.nameLen = uint8(copy(st.name[:], join.Name))
		if st.bot > 0 {
			st.brain = ai.NewBrain(st.bot, level.SizePlayer)
		}
		r := w.players.add(w.schema, p)
		r.Fields[PlayerTeam], r.Fields[PlayerLives] = w.chooseTeam(p), w.livesOfJoin()
		w.queue.Post(w.respawnEvent(r.ID, w.tick))
	}
}

// onCommand hands the commands of the tick to movement and weapons.
func (w *world) onCommand(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := w.player(e.Source)
		if p < 0 || !w.inputs[p].given {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		id := w.players.rows[p].ID
		w.post(kindMove, sim.Event{Source: e.Source, A: id})
		w.post(kindFire, sim.Event{Stamp: w.tick.At(w.inputs[p].command.FireSub), Source: e.Source, A: id})
	}
}
