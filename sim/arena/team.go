package arena

import (
	"slices"
	"strconv"

	"hindsight/sim"
	"hindsight/sim/row"
)

// teamNames are what orders call the values of PlayerTeam.
var teamNames = [...]string{TeamNone: "none", TeamRed: "red", TeamBlue: "blue", TeamSpectator: "spectator"}

// plays reports whether a row is of a player who is no spectator.
func plays(r *row.Row) bool { return r.Kind == KindPlayer && r.Fields[PlayerTeam] != TeamSpectator }

// friends reports whether two players are of one team.
func friends(a, b *row.Row) bool {
	team := a.Fields[PlayerTeam]
	return team == b.Fields[PlayerTeam] && (team == TeamRed || team == TeamBlue)
}

// playing is how many players there are, spectators apart.
func (w *world) playing() (n int32) {
	for p := range w.players.rows {
		if plays(&w.players.rows[p]) {
			n++
		}
	}
	return n
}

// teamSizes counts the players of the teams, without p (-1: all of them).
func (w *world) teamSizes(p int) (red, blue int32) {
	for i := range w.players.rows {
		if r := &w.players.rows[i]; r.Kind == 0 || i == p {
			continue
		}
		switch w.players.rows[i].Fields[PlayerTeam] {
		case TeamRed:
			red++
		case TeamBlue:
			blue++
		}
	}
	return red, blue
}

// chooseTeam is where a player of a mode belongs: of two teams in the smaller, then in
// that with the lower score, then where chance puts it. Against monsters all are blue.
func (w *world) chooseTeam(p int) int32 {
	switch {
	case w.mode == modeWaves:
		return TeamBlue
	case !w.rules.Match.Teams:
		return TeamNone
	}
	red, blue := w.teamSizes(p)
	if red == blue {
		f := &w.round.rows[0].Fields
		red, blue = f[RoundRed], f[RoundBlue]
	}
	if red < blue || red == blue && w.keys.mode.Intn(w.tick, drawTeam|uint32(p), 2) == 0 {
		return TeamRed
	}
	return TeamBlue
}

// balance moves a player who enters the world to the other team, when its own has two
// more.
func (w *world) balance(p int) {
	if !w.rules.Match.Teams || !w.rules.Match.AutoBalance {
		return
	}
	red, blue := w.teamSizes(-1)
	switch r := &w.players.rows[p]; {
	case red >= blue+2 && r.Fields[PlayerTeam] == TeamRed:
		w.setTeam(r, TeamBlue)
	case blue >= red+2 && r.Fields[PlayerTeam] == TeamBlue:
		w.setTeam(r, TeamRed)
	}
}

// fillTeams moves a player to a team that has nobody, since nobody may die until then.
// It is a bot if there is one, of several whom chance finds.
func (w *world) fillTeams() {
	if !w.rules.Match.Teams || !w.rules.Match.AutoBalance {
		return
	}
	red, blue := w.teamSizes(-1)
	from, to := TeamRed, TeamBlue
	if red == 0 {
		from, to = TeamBlue, TeamRed
	}
	if min(red, blue) > 0 || max(red, blue) < 2 {
		return
	}
	best, ties, bot := -1, int32(0), false
	for p := range w.players.rows {
		if r := &w.players.rows[p]; r.Kind == 0 || r.Fields[PlayerTeam] != from {
			continue
		}
		isBot := w.seats[p].bot > 0
		switch {
		case best < 0 || isBot && !bot:
			best, ties, bot = p, 1, isBot
		case isBot == bot:
			ties++
			if w.keys.mode.Intn(w.tick, drawFill|uint32(p), ties) == 0 {
				best = p
			}
		}
	}
	w.moveTeam(best, to)
}

// moveTeam takes a player out of the world, which counts as no death, and has it come
// back in another team.
func (w *world) moveTeam(p int, team int32) {
	r := &w.players.rows[p]
	w.timers.Cancel(w.seats[p].timer)
	if alive(r) {
		w.bury(p)
	}
	r.Fields[PlayerRespawn] = 0
	if r.Fields[PlayerTeam] == TeamSpectator {
		r.Fields[PlayerLives] = w.livesOfJoin()
	}
	w.setTeam(r, team)
	if team != TeamSpectator {
		w.returnLater(p)
	}
}

func (w *world) setTeam(r *row.Row, team int32) {
	r.Fields[PlayerTeam] = team
	w.touch(w.players.place(r))
	w.addWorldEffect(row.Effect{Kind: EffectTeam, Target: r.ID, Args: [row.MaxEffectArgs]int32{TeamFxTeam: team}})
}

// orderTeam obeys `team SLOT red|blue|spectator|auto`. Balance may move the player
// again. It reports whether there was sense in it.
func (w *world) orderTeam(args []string) bool {
	if len(args) != 2 {
		return false
	}
	slot, err := strconv.ParseUint(args[0], 10, 8)
	p := w.player(uint32(slot))
	if err != nil || p < 0 {
		return false
	}
	team := int32(slices.Index(teamNames[:], args[1]))
	switch {
	case args[1] == "auto":
		team = w.chooseTeam(p)
	case team == TeamSpectator:
	case (team == TeamRed || team == TeamBlue) && w.rules.Match.Teams:
	default:
		return false
	}
	if team != w.players.rows[p].Fields[PlayerTeam] {
		w.moveTeam(p, team)
	}
	return true
}

// onOrder obeys administrators:
//
//	restart                              the match begins anew, with warm-up
//	round                                the round ends as it stands; warm-up ends
//	team SLOT red|blue|spectator|auto    moves a player
func (w *world) onOrder(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		if w.in == nil || uint32(e.Args[0]) >= uint32(len(w.in.Orders)) {
			w.queue.Refuse(e, RefusedOrder)
			continue
		}
		switch o := &w.in.Orders[e.Args[0]]; o.Name {
		case "restart":
			w.warmUp()
		case "round":
			w.orderRound()
		case "team":
			if !w.orderTeam(o.Args) {
				w.queue.Refuse(e, RefusedOrder)
			}
		case "bots":
			w.queue.Refuse(e, RefusedByJoin)
		default:
			w.queue.Refuse(e, RefusedOrder)
		}
	}
}

// orderRound ends the phase at hand.
func (w *world) orderRound() {
	f := &w.round.rows[0].Fields
	if w.counts() {
		winner, _ := w.leader()
		if w.mode == modeWaves {
			winner = WinnerDraw
		}
		f[RoundWinner] = winner
		w.enter(PhaseOver, w.rules.Match.PauseMS)
		return
	}
	f[RoundEnds] = int32(min(w.tick, 1<<31-1))
}
