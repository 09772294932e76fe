package arena

import (
	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/row"
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
		w.gone = append(w.gone, row.Gone{ID: w.players[p].ID, Cause: uint8(e.Args[0])})
		w.players[p] = row.Row{}
		w.seats[p] = seat{gen: w.seats[p].gen}
	}
}

// onJoin puts players into free slots; they enter the world later in the tick.
func (w *world) onJoin(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := int(e.Source) - int(w.first)
		if p < 0 || p >= len(w.players) || w.players[p].Kind != 0 || w.in == nil || uint32(e.Args[0]) >= uint32(len(w.in.Joins)) {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		join := &w.in.Joins[e.Args[0]]
		st := &w.seats[p]
		*st = seat{taken: true, gen: max(st.gen+1, 1), bot: min(join.Bot, sim.MaxBotLevel), stream: sim.Key(join.Stream)}
		st.nameLen = uint8(copy(st.name[:], join.Name))
		if st.bot > 0 {
			st.brain = ai.NewBrain(st.bot)
		}
		id := row.ID{Index: uint16(e.Source), Gen: st.gen}
		w.players[p] = newRow(w.schema, KindPlayer, id)
		w.queue.Post(w.respawnEvent(id, w.tick))
	}
}

// onOrder obeys administrators.
func (w *world) onOrder(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		if w.in == nil || uint32(e.Args[0]) >= uint32(len(w.in.Orders)) {
			w.queue.Refuse(e, RefusedOrder)
			continue
		}
		switch w.in.Orders[e.Args[0]].Name {
		case "restart":
			w.restart()
		case "bots":
			w.queue.Refuse(e, RefusedByJoin)
		default:
			w.queue.Refuse(e, RefusedOrder)
		}
	}
}

// restart begins the match anew for those who are in it.
func (w *world) restart() {
	for i := range w.players {
		r := &w.players[i]
		if r.Kind == 0 {
			continue
		}
		w.timers.Cancel(w.seats[i].timer)
		w.bury(i)
		r.Fields[PlayerKills], r.Fields[PlayerDeaths], r.Fields[PlayerScore] = 0, 0, 0
		w.queue.Post(w.respawnEvent(r.ID, w.tick))
	}
	for i := range w.crates {
		teleport := w.crates[i].Fields[CrateTeleport]
		w.crates[i] = w.newCrate(i)
		w.crates[i].Fields[CrateTeleport] = (teleport + 1) & 0xff
	}
}

// newCrate is the row of a crate where the map has it.
func (w *world) newCrate(i int) row.Row {
	r := newRow(w.schema, KindCrate, row.ID{Index: uint16(crateBase + i), Gen: 1})
	r.Fields[CrateX], r.Fields[CrateY] = gridPos(w.level.Crates[i].X), gridPos(w.level.Crates[i].Y)
	return r
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
		id := w.players[p].ID
		w.post(kindMove, sim.Event{Source: e.Source, A: id})
		w.post(kindFire, sim.Event{Stamp: w.tick.At(w.inputs[p].command.FireSub), Source: e.Source, A: id})
	}
}
