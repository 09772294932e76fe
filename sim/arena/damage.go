package arena

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// onDamage applies the damage of a tick at once, in the order of the shots' sub-ticks,
// so that two players can kill each other. Who takes the last of a player's health
// killed it.
func (w *world) onDamage(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		if m := w.monsters.find(e.B); m != nil {
			w.hurtMonster(m, e)
			continue
		}
		p := w.findPlayer(e.B)
		if p < 0 || !alive(&w.players.rows[p]) || w.frozen() {
			w.queue.Refuse(e, RefusedDead)
			continue
		}
		f := &w.players.rows[p].Fields
		before := f[PlayerHealth]
		f[PlayerHealth] = min(max(before-e.Args[0], 0), w.rules.Player.HealthMax)
		w.touch(p)
		w.addEffect(row.Effect{EffectID: row.EffectID{Player: uint8(e.Source), CmdTick: uint32(w.tick), Ordinal: 1},
			Sub: e.Stamp.Sub(), Kind: EffectHit, Source: e.A, Target: e.B,
			Args: [row.MaxEffectArgs]int32{HitDamage: e.Args[0], HitX: e.Args[1], HitY: e.Args[2]}})
		if before > 0 && f[PlayerHealth] == 0 {
			w.post(kindDeath, sim.Event{Stamp: e.Stamp, Source: e.Source, A: e.A, B: e.B})
		}
	}
}

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
			Args: [row.MaxEffectArgs]int32{DeathX: r.Fields[PlayerX], DeathY: r.Fields[PlayerY]}})
	}
}

// bury makes a player one of the dead.
func (w *world) bury(p int) {
	f := &w.players.rows[p].Fields
	f[PlayerAlive], f[PlayerHealth] = 0, 0
	f[PlayerVX], f[PlayerVY] = 0, 0
	f[PlayerReload] = 0
	w.touch(p)
}
