package puck

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// appendRows adds the rows that a viewer may know: players, puck, board.
func (w *world) appendRows(viewer sim.Slot, set *row.Set) {
	var r row.Row
	for i := range w.players {
		if p := &w.players[i]; p.here() {
			w.playerRow(&r, p)
			switch {
			case viewer != 0 && r.Owner != uint8(viewer):
				r.Restrict(w.schema.Mask(KindPlayer, row.Viewer))
			case viewer != 0:
				r.Restrict(w.schema.Mask(KindPlayer, row.Owner))
			}
			set.Add(&r)
		}
	}
	w.puckRow(&r)
	set.Add(&r)
	w.boardRow(&r)
	set.Add(&r)
}

// playerRow makes the whole row of a player.
func (w *world) playerRow(r *row.Row, p *player) {
	*r = row.Row{ID: p.id, Kind: KindPlayer, Owner: uint8(p.id.Index), Mask: w.schema.Mask(KindPlayer, row.Server)}
	if p.seat > 0 {
		m := get(w.world, w.bodies.paddles[p.seat-1])
		m.write(r)
	}
	f := &r.Fields
	f[PlayerSeat], f[PlayerStickX], f[PlayerStickY], f[PlayerTeleport] = int32(p.seat), p.stickX, p.stickY, p.teleport
	f[PlayerGoals], f[PlayerWon], f[PlayerLost], f[PlayerTouch] = p.goals, p.won, p.lost, p.touch
}

func (w *world) puckRow(r *row.Row) {
	*r = row.Row{ID: row.ID{Index: puckIndex, Gen: 1}, Kind: KindPuck, Mask: w.schema.Mask(KindPuck, row.Server)}
	m := get(w.world, w.bodies.puck)
	m.write(r)
	if w.board.held() {
		r.Fields[PuckHeld] = 1
	}
	r.Fields[PuckTeleport], r.Fields[PuckLast] = w.board.teleport, w.board.last
}

func (w *world) boardRow(r *row.Row) {
	*r = row.Row{ID: row.ID{Index: boardIndex, Gen: 1}, Kind: KindBoard, Mask: w.schema.Mask(KindBoard, row.Server)}
	f := &r.Fields
	f[BoardPhase], f[BoardUntil] = w.board.phase, int32(w.board.until)
	f[BoardRound], f[BoardWinner] = w.board.round, int32(w.board.winner)
	for i := range w.board.goals {
		f[BoardGoals+i], f[BoardRounds+i] = w.board.goals[i], w.board.rounds[i]
	}
}
