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
		p := w.findPlayer(e.B)
		if p < 0 || !alive(&w.players.rows[p]) {
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
		after := w.rules.ticks(w.rules.Match.RespawnMS)
		r.Fields[PlayerRespawn] = after
		w.seats[p].timer = w.timers.Set(w.tick+sim.Tick(after), w.respawnEvent(r.ID, w.tick+sim.Tick(after)))
		r.Fields[PlayerDeaths] = min(r.Fields[PlayerDeaths]+1, countMax)
		w.credit(e.A, r.ID)
		w.addWorldEffect(row.Effect{Sub: e.Stamp.Sub(), Kind: EffectDeath, Source: e.A, Target: r.ID,
			Args: [row.MaxEffectArgs]int32{DeathX: r.Fields[PlayerX], DeathY: r.Fields[PlayerY]}})
	}
}

// countMax is the greatest number of kills or deaths that a row holds.
const countMax = 1<<16 - 1

// credit gives the killer its due; who kills itself loses a point.
func (w *world) credit(killer, victim row.ID) {
	k := w.findPlayer(killer)
	if k < 0 {
		return
	}
	f := &w.players.rows[k].Fields
	if killer == victim {
		f[PlayerScore] = max(f[PlayerScore]-1, -countMax)
		return
	}
	f[PlayerKills] = min(f[PlayerKills]+1, countMax)
	f[PlayerScore] = min(f[PlayerScore]+1, countMax)
}

// bury makes a player one of the dead.
func (w *world) bury(p int) {
	f := &w.players.rows[p].Fields
	f[PlayerAlive], f[PlayerHealth] = 0, 0
	f[PlayerVX], f[PlayerVY] = 0, 0
	f[PlayerReload] = 0
	w.touch(p)
}
