package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// respawnEvent brings a player back into the world.
func (w *world) respawnEvent(id row.ID, at sim.Tick) sim.Event {
	return sim.Event{Kind: kindRespawn, Stamp: at.At(0), Source: uint32(id.Index), A: id}
}

// onRespawn puts players into the world, one after the other, so that two do not
// choose the same place.
func (w *world) onRespawn(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		p := w.findPlayer(e.A)
		if p < 0 || alive(&w.players.rows[p]) {
			w.queue.Refuse(e, RefusedAlive)
			continue
		}
		at := w.level.Spawns[w.chooseSpawn(p)].At
		w.seats[p].timer = sim.TimerID{}
		r := &w.players.rows[p]
		f := &r.Fields
		f[PlayerX], f[PlayerY], f[PlayerVX], f[PlayerVY] = gridPos(at.X), gridPos(at.Y), 0, 0
		f[PlayerAlive], f[PlayerHealth] = 1, w.rules.Player.Health
		w.rules.arm(r)
		f[PlayerCooldown], f[PlayerReload], f[PlayerRespawn] = 0, 0, 0
		f[PlayerTeleport] = (f[PlayerTeleport] + 1) & 0xff
		w.touch(p)
		w.addWorldEffect(row.Effect{Kind: EffectRespawn, Target: r.ID,
			Args: [row.MaxEffectArgs]int32{RespawnX: f[PlayerX], RespawnY: f[PlayerY]}})
	}
}

// chooseSpawn returns the spawn that is farthest from the nearest living enemy, those
// under a prop last; among equals chance decides.
func (w *world) chooseSpawn(p int) int {
	best, ties := -1, int32(0)
	bestScore := int64(-1)
	for i := range w.level.Spawns {
		score := w.spawnScore(p, w.level.Spawns[i].At)
		if score > bestScore {
			best, bestScore, ties = i, score, 1
		} else if score == bestScore {
			ties++
			// The k-th of equals takes the place with chance 1/k.
			if w.keys.spawn.Intn(w.tick, uint32(p)<<16|uint32(i), ties) == 0 {
				best = i
			}
		}
	}
	return best
}

// spawnScore is the squared distance of a place from the nearest enemy, in grid steps;
// 0 under a prop.
func (w *world) spawnScore(p int, at physics.Vec) int64 {
	x, y := int64(gridPos(at.X)), int64(gridPos(at.Y))
	for i := range w.props.rows {
		c := &w.props.rows[i]
		half := w.level.Props[i].Half
		clear := PlayerRadius + half.X + half.Y // whichever way it is turned
		if p := posOf(c); c.Kind != 0 && math.Abs(p.X-at.X) < clear && math.Abs(p.Y-at.Y) < clear {
			return 0
		}
	}
	score := int64(math.MaxInt64)
	for i := range w.players.rows {
		r := &w.players.rows[i]
		if i == p || !alive(r) {
			continue
		}
		dx, dy := int64(r.Fields[PlayerX])-x, int64(r.Fields[PlayerY])-y
		score = min(score, dx*dx+dy*dy)
	}
	return score
}
