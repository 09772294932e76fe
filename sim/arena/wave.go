package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// All players are against waves of monsters. Before each wave is a pause, whose end is
// RoundEnds; a wave has no end but the last monster's death. Each player has a number
// of lives in a wave, who has none left waits for the pause. Who joins within a wave
// has one. The round is lost when a wave goes on and nobody lives or will come back,
// and won when the last wave is over: also when its last monster and the last player
// die together. Rules have no say about the time of such a round.

const (
	// monsterEveryMS is the time from monster to monster when a wave begins; with more
	// players than playersPerMonster two come at a time, and so on.
	monsterEveryMS    = 150
	playersPerMonster = 8
	// waveMost bounds the monsters of a wave; what rules ask for beyond does not come.
	waveMost = 999
	// monsterFar is how far from every player monsters enter, where the map lets them.
	monsterFar = 14.0
)

// playWaves begins and ends waves and lets monsters enter.
func (w *world) playWaves() {
	if w.phase() != PhaseLive {
		return
	}
	f := &w.round.rows[0].Fields
	if w.pauses() {
		if w.timeUp() {
			w.beginWave()
		}
		return
	}
	if w.tick%sim.Tick(w.rules.ticks(monsterEveryMS)) == 0 {
		for i := range 1 + uint32(max(w.playing()-1, 0)/playersPerMonster) {
			w.bringMonster(i)
		}
	}
	f[RoundMonsters] = min(w.waiting()+w.living(), waveMost)
	if f[RoundMonsters] == 0 && f[RoundWave] < w.rules.Waves.Waves {
		f[RoundEnds] = w.endOf(w.rules.Waves.PauseMS)
		w.tellWave()
		w.giveLives()
		w.revive()
	}
}

// pauses reports whether the next wave is still to come.
func (w *world) pauses() bool { return w.round.rows[0].Fields[RoundEnds] != 0 }

// giveLives gives everyone all lives.
func (w *world) giveLives() {
	for p := range w.players.rows {
		if r := &w.players.rows[p]; plays(r) {
			r.Fields[PlayerLives] = w.rules.Waves.Lives
			w.touch(p)
		}
	}
}

// revive brings the dead back at once.
func (w *world) revive() {
	for p := range w.players.rows {
		if r := &w.players.rows[p]; plays(r) && !alive(r) {
			w.timers.Cancel(w.seats[p].timer)
			w.queue.Post(w.respawnEvent(r.ID, w.tick))
		}
	}
}

// livesOfJoin is the lives of who joins now.
func (w *world) livesOfJoin() int32 {
	switch {
	case w.mode != modeWaves || w.phase() == PhaseWarmup:
		return 0
	case w.pauses() || w.rules.Waves.Lives == 0:
		return w.rules.Waves.Lives
	}
	return 1
}

// beginWave counts what the next wave brings.
func (w *world) beginWave() {
	f, rule := &w.round.rows[0].Fields, &w.rules.Waves
	f[RoundEnds], f[RoundWave] = 0, min(f[RoundWave]+1, 255)
	wave := f[RoundWave]
	total := int64(rule.First) + int64(rule.PerWave)*int64(wave-1)
	total = total * (100 + int64(rule.PerPlayer)*int64(w.playing()-1)) / 100
	n := int32(min(max(total, 1), waveMost))
	shares := int32(0)
	for k := rules.Monster(1); k <= rules.Monsters; k++ {
		if rule.Kinds[k].From <= wave {
			shares += rule.Kinds[k].Share
		}
	}
	left := n
	for k := rules.Monster(rules.Monsters); k > rules.Swarm && shares > 0; k-- {
		if rule.Kinds[k].From <= wave {
			w.course.coming[k] = n * rule.Kinds[k].Share / shares
			left -= w.course.coming[k]
		}
	}
	w.course.coming[rules.Swarm] = left // what no other kind's share makes whole too
	f[RoundMonsters] = n
	w.tellWave()
}

func (w *world) tellWave() {
	f := &w.round.rows[0].Fields
	w.addWorldEffect(row.Effect{Kind: EffectWave, Args: [row.MaxEffectArgs]int32{WaveFxNumber: f[RoundWave], WaveFxMonsters: f[RoundMonsters]}})
}

// waiting is how many monsters this wave has yet to bring.
func (w *world) waiting() (n int32) {
	for _, of := range w.course.coming {
		n += of
	}
	return n
}

// living is how many monsters are in the world.
func (w *world) living() (n int32) {
	for i := range w.monsters.rows {
		if w.monsters.rows[i].Kind != 0 {
			n++
		}
	}
	return n
}

// bringMonster lets one enter that is still to come, if there is room. It is the i-th
// of the tick.
func (w *world) bringMonster(i uint32) {
	place, left := w.monsters.free(), w.waiting()
	if place < 0 || left == 0 {
		return
	}
	kind, draw := rules.Monster(1), w.keys.mode.Intn(w.tick, drawKind|i, left)
	for draw >= w.course.coming[kind] {
		draw -= w.course.coming[kind]
		kind++
	}
	w.course.coming[kind]--
	w.putMonster(place, kind, w.monsterSpawn(i))
}

// monsterSpawn chooses by chance among the monsters' spawns, or all where a map has
// none, that are far from every player; if none is, it is the farthest. The ordinals of its draws are those of the nth.
func (w *world) monsterSpawn(nth uint32) physics.Vec {
	own := false
	for i := range w.level.Spawns {
		own = own || w.level.Spawns[i].Monsters
	}
	at, bestD2, n := w.level.Spawns[0].At, -1.0, int32(0)
	for i := range w.level.Spawns {
		s := &w.level.Spawns[i]
		if s.Monsters != own {
			continue
		}
		d2 := min(w.nearestPlayer2(s.At), monsterFar*monsterFar)
		switch {
		case d2 > bestD2:
			at, bestD2, n = s.At, d2, 1
		case d2 == bestD2:
			n++
			if w.keys.mode.Intn(w.tick, drawPlace|nth<<8|uint32(i), n) == 0 {
				at = s.At
			}
		}
	}
	return at
}

// nearestPlayer2 is the squared distance of the nearest living player.
func (w *world) nearestPlayer2(at physics.Vec) float64 {
	best := math.MaxFloat64
	for p := range w.players.rows {
		if r := &w.players.rows[p]; alive(r) {
			best = min(best, distance2(at, posOf(r)))
		}
	}
	return best
}

// decideWaves says who has won, and whether the round is over.
func (w *world) decideWaves() (winner int32, over bool) {
	f := &w.round.rows[0].Fields
	if w.pauses() || f[RoundWave] == 0 {
		return WinnerNone, false
	}
	if f[RoundMonsters] == 0 {
		return WinnerPlayers, true
	}
	for p := range w.players.rows {
		if r := &w.players.rows[p]; plays(r) && (alive(r) || r.Fields[PlayerLives] != 1) {
			return WinnerNone, false
		}
	}
	return WinnerMonsters, true
}
