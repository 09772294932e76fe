package puck

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// onLeave frees slots.
func (w *world) onLeave(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := w.player(e.Source)
		if p == nil {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		w.gone = append(w.gone, row.Gone{ID: p.id, Cause: uint8(e.Args[0])})
		*p = player{gen: p.gen}
		w.post(kindSeat, sim.Event{})
	}
}

// onJoin puts players into free slots.
func (w *world) onJoin(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		if e.Source < 1 || e.Source > uint32(len(w.players)) || w.players[e.Source-1].here() || w.in == nil || uint32(e.Args[0]) >= uint32(len(w.in.Joins)) {
			w.queue.Refuse(e, RefusedSlot)
			continue
		}
		join, p := &w.in.Joins[e.Args[0]], &w.players[e.Source-1]
		*p = player{gen: max(p.gen+1, 1), bot: min(join.Bot, sim.MaxBotLevel)}
		p.id = row.ID{Index: uint16(e.Source), Gen: p.gen}
		p.nameLen = uint8(copy(p.name[:], join.Name))
		w.post(kindSeat, sim.Event{})
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
	w.board = board{teleport: w.board.teleport, timer: w.board.timer, phase: PhasePractice}
	for i := range w.players {
		p := &w.players[i]
		p.goals, p.won, p.lost = 0, 0, 0
		if p.here() && p.seat > 0 {
			w.sit(p, int(p.seat)-1)
		}
	}
	w.enter(PhasePractice, 0)
	w.place(NoSide)
	w.post(kindSeat, sim.Event{})
}

// onSeat gives free seats to those who wait, humans first, and the seats of bots to humans
// who would have to wait else. Then it begins or ends a match between sides.
func (w *world) onSeat([]sim.Event) {
	for _, bots := range [...]bool{false, true} {
		for i := range w.players {
			if p := &w.players[i]; p.here() && p.seat == 0 && (p.bot > 0) == bots {
				if seat := w.freeSeat(!bots); seat >= 0 {
					w.sit(p, seat)
				}
			}
		}
	}
	switch manned := w.mannedSides(); {
	case manned < 2 && w.board.phase != PhasePractice:
		w.board.goals, w.board.winner = [4]int32{}, NoSide
		w.enter(PhasePractice, 0)
		w.place(NoSide)
	case manned >= 2 && w.board.phase == PhasePractice:
		w.newRound()
	}
}

// freeSeat finds a seat of the side with the fewest players, -1 when there is none. For a
// human the seat of a bot counts as free.
func (w *world) freeSeat(human bool) int {
	best, least := -1, 0
	for seat, side := range w.mode.seats {
		holder := w.holder(seat)
		if holder != nil && (!human || holder.bot == 0) {
			continue
		}
		n := 0 // a bot that has to stand up counts less than anybody on the side
		for other, s := range w.mode.seats {
			if p := w.holder(other); s == side && p != nil && (!human || p.bot == 0) {
				n += 2
			}
		}
		if holder != nil {
			n++
		}
		if best < 0 || n < least {
			best, least = seat, n
		}
	}
	return best
}

// sit gives a player a seat, and its paddle the place where it begins. A bot that had the
// seat watches from now on.
func (w *world) sit(p *player, seat int) {
	if holder := w.holder(seat); holder != nil && holder != p {
		holder.seat = 0
		holder.touched()
	}
	p.seat = uint8(seat + 1)
	p.teleport = (p.teleport + 1) & 0xff
	p.stickX, p.stickY = 0, 0
	p.touched()
	put(w.world, w.bodies.paddles[seat], motion{at: roundVec(w.zones[seat].Home)})
}
