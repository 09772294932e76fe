package puck

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// onGoal counts a goal and lets the side that let it in begin.
func (w *world) onGoal(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		in := Side(e.Args[0])
		if e.Args[0] < 1 || e.Args[0] >= int32(sides) || w.board.held() {
			w.queue.Refuse(e, RefusedPhase)
			continue
		}
		scorer := w.player(uint32(w.board.last))
		if w.sideOf(scorer) == in {
			scorer = nil // an own goal is nobody's
		}
		puck := get(w.world, w.bodies.puck)
		effect := row.Effect{Kind: EffectGoal, Args: [row.MaxEffectArgs]int32{GoalIn: int32(in), GoalX: gridPos(puck.at.X), GoalY: gridPos(puck.at.Y)}}
		if scorer != nil {
			effect.Source = scorer.id
		}
		counts := w.board.phase == PhasePlay
		if counts {
			effect.Args[GoalCounts] = 1
		}
		w.addWorldEffect(effect)
		if !counts {
			w.place(in)
			continue
		}
		if w.count(in, scorer); w.board.winner == NoSide {
			w.faceoff(in)
		}
	}
}

// count gives a goal to the side that scored it; one that is nobody's, to each other side.
func (w *world) count(in Side, scorer *player) {
	if scorer != nil {
		scorer.goals = min(scorer.goals+1, countMax)
	}
	for s := Left; s < sides; s++ {
		if s == in || !w.manned(s) || scorer != nil && w.sideOf(scorer) != s {
			continue
		}
		w.board.goals[s-1]++
		if w.board.goals[s-1] >= GoalsToWin && w.board.winner == NoSide {
			w.win(s)
		}
		w.credit(s, true)
	}
	w.credit(in, false)
}

// credit notes a goal for or against the players of a side.
func (w *world) credit(s Side, won bool) {
	for i := range w.players {
		p := &w.players[i]
		switch {
		case !p.here() || w.sideOf(p) != s:
		case won:
			p.won = min(p.won+1, countMax)
		default:
			p.lost = min(p.lost+1, countMax)
		}
	}
}

// win ends the round.
func (w *world) win(s Side) {
	w.board.winner = s
	w.board.rounds[s-1] = min(w.board.rounds[s-1]+1, countMax)
	w.enter(PhaseOver, w.rules.over)
	w.place(NoSide)
	w.addWorldEffect(row.Effect{Kind: EffectRound, Args: [row.MaxEffectArgs]int32{RoundWinner: int32(s)}})
}

// newRound begins at nil all.
func (w *world) newRound() {
	w.board.goals, w.board.winner = [4]int32{}, NoSide
	w.board.round = min(w.board.round+1, countMax)
	w.faceoff(NoSide)
}

// faceoff holds the puck where a side may begin; NoSide: in the middle.
func (w *world) faceoff(s Side) {
	w.place(s)
	w.enter(PhaseFaceoff, w.rules.faceoff)
}

// place puts the puck where a face-off is.
func (w *world) place(s Side) {
	put(w.world, w.bodies.puck, motion{at: w.rink.spot(s)})
	w.board.teleport = (w.board.teleport + 1) & 0xff
	w.board.last = 0
	w.anchor(w.rink.spot(s))
}

// enter begins a phase that ends by itself after a number of ticks; 0: it does not.
func (w *world) enter(phase int32, after sim.Tick) {
	w.timers.Cancel(w.board.timer)
	w.board.phase, w.board.until, w.board.timer = phase, 0, sim.TimerID{}
	if after > 0 {
		w.board.until = w.tick + after
		w.board.timer = w.timers.Set(w.board.until, sim.Event{Kind: kindPhase, Stamp: w.board.until.At(0), Args: [4]int32{phase}})
	}
}

// onPhase ends a phase. A client knows when a face-off ends, and nothing of rounds.
func (w *world) onPhase(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		switch {
		case w.board.phase != e.Args[0] || w.board.until != w.tick:
			w.queue.Refuse(e, RefusedPhase)
		case w.board.phase == PhaseFaceoff:
			w.board.phase, w.board.until, w.board.timer = PhasePlay, 0, sim.TimerID{}
			if w.server {
				w.serve()
			}
		case w.server && w.board.phase == PhaseOver:
			w.newRound()
		}
	}
}

// serve sends a puck in the middle to a side by chance, which only the server knows. One
// that lies before a goal waits for its side.
func (w *world) serve() {
	m := get(w.world, w.bodies.puck)
	if m.at != w.rink.spot(NoSide) {
		return
	}
	side := Side(w.luck.Intn(w.tick, 0, w.rink.Goals)) + 1
	out := side.Out()
	across := float64((w.luck.Float(w.tick, 1) - 0.5) * serveSpeed)
	m.v = physics.Vec{
		X: onVelGrid(float64(out.X*serveSpeed) + float64(out.Y*across)),
		Y: onVelGrid(float64(out.Y*serveSpeed) + float64(out.X*across)),
	}
	put(w.world, w.bodies.puck, m)
}

// onIdle takes a puck to the middle that nobody reaches, or that is pressed from all sides.
func (w *world) onIdle(batch []sim.Event) {
	switch w.board.phase {
	case PhasePlay:
		w.faceoff(NoSide)
	case PhasePractice:
		w.place(NoSide)
	default:
		w.queue.Refuse(&batch[0], RefusedPhase)
	}
}
