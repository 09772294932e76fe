package arena

import (
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// A match is rounds. In warm-up everyone moves, shoots and dies, and nothing counts;
// it lasts until there are enough players, and rules.Match.WarmupMS more. A live round
// ends by score or time; a tie then goes on as sudden death, in which whoever leads
// first wins. While a round is over its result is shown: players move, but weapons
// rest and nothing hurts. Then all is put back and the next round begins. When too few
// players are left, a match is in warm-up again, and what was scored is gone.

// course is what no row shows of a round.
type course struct {
	moves  sim.Tick                  // koth: when another hill counts; 0: never
	held   [level.Teams + 1]int32    // koth: ticks of the second under way, by team
	coming [rules.Monsters + 1]int32 // waves: monsters that this wave has yet to bring
}

// phase says how the round stands. Before it has heard, a Predictor takes it as live.
func (w *world) phase() int32 {
	if r := &w.round.rows[0]; r.Kind != 0 {
		return r.Fields[RoundPhase]
	}
	return PhaseLive
}

// counts reports whether what happens is scored.
func (w *world) counts() bool {
	phase := w.phase()
	return phase == PhaseLive || phase == PhaseSudden
}

// frozen reports whether weapons rest and nothing hurts.
func (w *world) frozen() bool { return w.phase() == PhaseOver }

// onRound ends and begins phases, after all that the tick has scored.
func (w *world) onRound([]sim.Event) {
	f := &w.round.rows[0].Fields
	enough := w.playing() >= w.rules.least
	switch f[RoundPhase] {
	case PhaseWarmup:
		switch {
		case !enough:
			f[RoundEnds] = 0
		case f[RoundEnds] == 0:
			f[RoundEnds] = w.endOf(w.rules.Match.WarmupMS)
		case w.timeUp():
			w.beginRound()
		}
	case PhaseOver:
		switch {
		case !w.timeUp():
		case enough:
			w.beginRound()
		default:
			w.warmUp()
		}
	default:
		if !enough {
			w.warmUp()
			return
		}
		w.fillTeams()
		if winner, over := w.decide(); over {
			f[RoundWinner] = winner
			w.enter(PhaseOver, w.rules.Match.PauseMS)
		}
	}
}

// timeUp reports whether the phase has lasted its time.
func (w *world) timeUp() bool {
	ends := w.round.rows[0].Fields[RoundEnds]
	return ends != 0 && w.tick >= sim.Tick(ends)
}

// endOf is the tick at which a time from now is over, as rows have it.
func (w *world) endOf(ms uint32) int32 {
	return int32(min(int64(w.tick)+int64(w.rules.ticks(ms)), 1<<31-1))
}

// enter begins a phase, of no end when ms is 0. It matters to what everyone may do, so
// everyone is touched.
func (w *world) enter(phase int32, ms uint32) {
	f := &w.round.rows[0].Fields
	f[RoundPhase], f[RoundEnds] = phase, 0
	if ms > 0 {
		f[RoundEnds] = w.endOf(ms)
	}
	for p := range w.players.rows {
		w.touch(p)
	}
	w.addWorldEffect(row.Effect{Kind: EffectRound, Args: [row.MaxEffectArgs]int32{RoundFxPhase: phase, RoundFxNumber: f[RoundNumber], RoundFxWinner: f[RoundWinner]}})
}

// warmUp begins the match anew.
func (w *world) warmUp() {
	w.putBack()
	f := &w.round.rows[0].Fields
	f[RoundNumber], f[RoundWinner] = 0, WinnerNone
	w.enter(PhaseWarmup, 0)
}

// beginRound puts everything back and begins the next round.
func (w *world) beginRound() {
	w.putBack()
	f := &w.round.rows[0].Fields
	f[RoundNumber] = f[RoundNumber]%255 + 1
	if w.mode == modeWaves {
		w.enter(PhaseLive, w.rules.Waves.PauseMS)
		w.giveLives()
		return
	}
	w.enter(PhaseLive, w.rules.Match.RoundMS)
}

// putBack makes the world what it was at first; players enter it later in the tick.
func (w *world) putBack() {
	f := &w.round.rows[0].Fields
	f[RoundRed], f[RoundBlue], f[RoundWave], f[RoundMonsters], f[RoundHill], f[RoundHolder] = 0, 0, 0, 0, 0, 0
	f[RoundLimit] = w.rules.Match.ScoreLimit
	w.course = course{}
	for p := range w.players.rows {
		w.putPlayer(p)
	}
	for _, l := range [...]*list{&w.shots, &w.monsters} {
		for i := range l.rows {
			if l.rows[i].Kind != 0 {
				w.remove(&l.rows[i], GonePutBack)
			}
		}
	}
	clear(w.beasts)
	for i := range w.flags.rows {
		w.putFlag(i)
	}
	for i := range w.props.rows {
		w.putProp(i)
	}
	for i := range w.movers.rows {
		w.putMover(i)
	}
	for i := range w.pickups.rows {
		w.putPickup(i)
	}
}

// putPlayer forgets what a player has done and has it enter the world anew.
func (w *world) putPlayer(p int) {
	r := &w.players.rows[p]
	if r.Kind == 0 {
		return
	}
	w.timers.Cancel(w.seats[p].timer)
	w.bury(p)
	r.Fields[PlayerKills], r.Fields[PlayerDeaths], r.Fields[PlayerScore], r.Fields[PlayerLives], r.Fields[PlayerRespawn] = 0, 0, 0, 0, 0
	if r.Fields[PlayerTeam] != TeamSpectator {
		w.queue.Post(w.respawnEvent(r.ID, w.tick))
	}
}

// decide says who has won a round that counts, and whether it is over.
func (w *world) decide() (winner int32, over bool) {
	if w.mode == modeWaves {
		return w.decideWaves()
	}
	f := &w.round.rows[0].Fields
	lead, score := w.leader()
	switch sudden, timeUp := f[RoundPhase] == PhaseSudden, w.timeUp(); {
	case !sudden && !timeUp && (f[RoundLimit] == 0 || score < f[RoundLimit]):
		return WinnerNone, false
	case lead != WinnerDraw:
		return lead, true
	case !sudden && w.rules.Match.SuddenMS > 0:
		w.enter(PhaseSudden, w.rules.Match.SuddenMS)
		return WinnerNone, false
	case sudden && !timeUp:
		return WinnerNone, false
	}
	return WinnerDraw, true
}

// leader returns who has the greatest score, WinnerDraw when several have it, and that
// score.
func (w *world) leader() (winner, score int32) {
	if w.rules.Match.Teams {
		f := &w.round.rows[0].Fields
		switch red, blue := f[RoundRed], f[RoundBlue]; {
		case red > blue:
			return WinnerRed, red
		case blue > red:
			return WinnerBlue, blue
		default:
			return WinnerDraw, red
		}
	}
	for p := range w.players.rows {
		switch r := &w.players.rows[p]; {
		case !plays(r):
		case winner == WinnerNone || r.Fields[PlayerScore] > score:
			winner, score = int32(r.ID.Index), r.Fields[PlayerScore]
		case r.Fields[PlayerScore] == score:
			winner = WinnerDraw
		}
	}
	return winner, score
}

// onMode lets time pass for what a mode has beside players.
func (w *world) onMode([]sim.Event) {
	switch w.mode {
	case modeCTF:
		w.playFlags()
	case modeKOTH:
		w.playHill()
	case modeWaves:
		w.playWaves()
	}
}

// postMode posts what a tick has of a mode, in every tick.
func (w *world) postMode() {
	if w.mode == modeWaves {
		w.post(kindPace, sim.Event{})
		w.post(kindStrike, sim.Event{})
		w.post(kindHunt, sim.Event{})
	}
	w.post(kindMode, sim.Event{})
	w.post(kindRound, sim.Event{})
}

// Ordinals of the draws from keys.mode in a tick, each with a number in its low bits.
const (
	drawTeam  uint32 = (iota + 1) << 16 // and a player's place
	drawFill                            // and a player's place
	drawFlag                            // and a player's place
	drawHill                            // and an area's place
	drawKind                            // and which monster of the tick
	drawPlace                           // and that, and a spawn's place
	drawAim                             // and a monster's place
)
