package arena

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// onDeath takes the dead out of the world, keeps the score and sets the time of return.
func (w *world) onDeath(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := w.findPlayer(e.B)
		if p < 0 || !alive(&w.players.rows[p]) {
			w.queue.Refuse(e, RefusedDead)
			continue
		}
		r := &w.players.rows[p]
		w.bury(p)
		w.returnLater(p)
		w.countDeath(e.A, p)
		w.addWorldEffect(row.Effect{Sub: e.Stamp.Sub(), Kind: EffectDeath, Source: e.A, Target: r.ID,
			Args: [row.MaxEffectArgs]int32{DeathX: r.Fields[PlayerX], DeathY: r.Fields[PlayerY], DeathCause: e.Args[0]}})
	}
}

// bury makes a player one of the dead. A reload and a charge end with it.
func (w *world) bury(p int) {
	f := &w.players.rows[p].Fields
	f[PlayerAlive], f[PlayerHealth] = 0, 0
	f[PlayerVX], f[PlayerVY] = 0, 0
	f[PlayerReload], f[PlayerCharge] = 0, 0
	w.touch(p)
}
