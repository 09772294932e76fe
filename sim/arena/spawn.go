package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// costsLife is the first arg of a respawnEvent that takes one of the player's lives.
const costsLife int32 = 1

// respawnEvent brings a player back into the world.
func (w *world) respawnEvent(id row.ID, at sim.Tick) sim.Event {
	return sim.Event{Kind: kindRespawn, Stamp: at.At(0), Source: uint32(id.Index), A: id}
}

// returnLater has a dead player come back after a while, if it has a life left.
func (w *world) returnLater(p int) {
	r := &w.players.rows[p]
	w.timers.Cancel(w.seats[p].timer)
	w.seats[p].timer = sim.TimerID{}
	r.Fields[PlayerRespawn] = 0
	if r.Fields[PlayerLives] == 1 {
		return
	}
	after := w.rules.ticks(w.rules.Match.RespawnMS)
	r.Fields[PlayerRespawn] = after
	e := w.respawnEvent(r.ID, w.tick+sim.Tick(after))
	e.Args[0] = costsLife
	w.seats[p].timer = w.timers.Set(w.tick+sim.Tick(after), e)
}

// onRespawn puts players into the world, one after the other, so that two do not
// choose the same place.
func (w *world) onRespawn(batch []sim.Event) {
	w.findBlocked()
	for i := range batch {
		e := &batch[i]
		p := w.findPlayer(e.A)
		if p < 0 || alive(&w.players.rows[p]) || !plays(&w.players.rows[p]) {
			w.queue.Refuse(e, RefusedAlive)
			continue
		}
		w.balance(p)
		at := w.level.Spawns[w.chooseSpawn(p)].At
		w.timers.Cancel(w.seats[p].timer)
		w.seats[p].timer = sim.TimerID{}
		r := &w.players.rows[p]
		f := &r.Fields
		f[PlayerX], f[PlayerY], f[PlayerVX], f[PlayerVY] = gridPos(at.X), gridPos(at.Y), 0, 0
		f[PlayerAlive], f[PlayerHealth] = 1, w.rules.Player.Health
		w.rules.arm(r)
		f[PlayerCooldown], f[PlayerReload], f[PlayerRespawn] = 0, 0, 0
		f[PlayerTeleport] = (f[PlayerTeleport] + 1) & 0xff
		if e.Args[0] == costsLife && f[PlayerLives] > 1 {
			f[PlayerLives]--
		}
		w.touch(p)
		w.addWorldEffect(row.Effect{Kind: EffectRespawn, Target: r.ID,
			Args: [row.MaxEffectArgs]int32{RespawnX: f[PlayerX], RespawnY: f[PlayerY]}})
	}
}

// chooseSpawn returns the spawn that is farthest from the nearest living enemy. Those
// that somebody stands on come after all others, and those under a prop or near to a
// projectile last. Among equals chance decides.
func (w *world) chooseSpawn(p int) int {
	best, ties := -1, int32(0)
	bestScore := int64(-1)
	team, free := w.entry(p)
	for i := range w.level.Spawns {
		if s := &w.level.Spawns[i]; s.Monsters || !free && s.Team != team {
			continue
		}
		score := w.spawnScore(p, i)
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
	return max(best, 0)
}

// entry says which spawns are for a player: those of its team, where the map has some,
// else those of nobody, else and without teams all of players.
func (w *world) entry(p int) (team level.Team, free bool) {
	if !w.rules.Match.Teams {
		return level.Nobody, true
	}
	var has [level.Teams + 1]bool
	for i := range w.level.Spawns {
		if s := &w.level.Spawns[i]; !s.Monsters {
			has[s.Team] = true
		}
	}
	if own := w.players.rows[p].Fields[PlayerTeam]; own == TeamRed || own == TeamBlue {
		team = level.Team(own)
	}
	switch {
	case has[team]:
		return team, false
	case has[level.Nobody]:
		return level.Nobody, false
	}
	return level.Nobody, true
}

const (
	// shotDanger is how near to a spawn a projectile makes it a bad one, in units.
	shotDanger = 4.0
	// standing is the distance within which somebody stands on a spawn.
	standing = 2 * PlayerRadius
)

// findBlocked finds the spawns that are under a prop or near a projectile: for everyone
// of a tick, since a round begins with all at once.
func (w *world) findBlocked() {
	w.blocked = w.blocked[:0]
	for i := range w.level.Spawns {
		w.blocked = append(w.blocked, w.isBlocked(w.level.Spawns[i].At))
	}
}

func (w *world) isBlocked(at physics.Vec) bool {
	for i := range w.props.rows {
		r, half := &w.props.rows[i], w.level.Props[i].Half
		clear := PlayerRadius + half.X + half.Y // whichever way it is turned
		if p := posOf(r); r.Kind != 0 && math.Abs(p.X-at.X) < clear && math.Abs(p.Y-at.Y) < clear {
			return true
		}
	}
	for i := range w.shots.rows {
		if r := &w.shots.rows[i]; r.Kind != 0 && distance2(posOf(r), at) < shotDanger*shotDanger {
			return true
		}
	}
	return false
}

// spawnScore says how good a spawn is: 0 under a prop or near a projectile, 1 where
// somebody stands, else the squared distance of the nearest enemy, in grid steps.
func (w *world) spawnScore(p, spawn int) int64 {
	if w.blocked[spawn] {
		return 0
	}
	at, score := w.level.Spawns[spawn].At, int64(math.MaxInt64)
	own := &w.players.rows[p]
	for i := range w.players.rows {
		r := &w.players.rows[i]
		if i == p || !alive(r) {
			continue
		}
		if distance2(posOf(r), at) < standing*standing {
			return 1
		}
		if !friends(own, r) {
			score = min(score, spread(r, at))
		}
	}
	for i := range w.monsters.rows {
		if r := &w.monsters.rows[i]; r.Kind != 0 {
			score = min(score, spread(r, at))
		}
	}
	return max(score, 2)
}

// spread is the squared distance of a row's entity from a place, in grid steps.
func spread(r *row.Row, at physics.Vec) int64 {
	dx, dy := int64(r.Fields[PlayerX]-gridPos(at.X)), int64(r.Fields[PlayerY]-gridPos(at.Y))
	return dx*dx + dy*dy
}
