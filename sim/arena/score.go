package arena

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// countMax is the greatest score, and number of kills or deaths, that a row holds.
const countMax = 1<<16 - 1

// countDeath keeps the score of a player's death. Who kills itself or one of its team
// loses a point; kills are points in deathmatch and tdm.
func (w *world) countDeath(killer row.ID, p int) {
	if !w.counts() {
		return
	}
	victim := &w.players.rows[p]
	addTo(&victim.Fields[PlayerDeaths], 1, 0)
	k := w.findPlayer(killer)
	switch {
	case k < 0: // a monster, or the world
	case k == p || friends(&w.players.rows[k], victim):
		w.addKill(k, -1)
	default:
		addTo(&w.players.rows[k].Fields[PlayerKills], 1, 0)
		w.addKill(k, 1)
	}
}

// addKill gives points where kills are points.
func (w *world) addKill(p int, points int32) {
	r := &w.players.rows[p]
	switch w.mode {
	case modeDeathmatch:
		addTo(&r.Fields[PlayerScore], points, -countMax)
	case modeTDM:
		addTo(&r.Fields[PlayerScore], points, -countMax)
		w.addTeam(r.Fields[PlayerTeam], points)
	}
}

// addTeam gives a team points; it never has less than none.
func (w *world) addTeam(team, points int32) {
	f := &w.round.rows[0].Fields
	switch team {
	case TeamRed:
		addTo(&f[RoundRed], points, 0)
	case TeamBlue:
		addTo(&f[RoundBlue], points, 0)
	}
}

func addTo(field *int32, n, least int32) { *field = min(max(*field+n, least), countMax) }

// Score is sim.Game's.
func (g *Game) Score(lines []sim.ScoreLine) []sim.ScoreLine {
	for i := range g.players.rows {
		r, st := &g.players.rows[i], &g.seats[i]
		if r.Kind != 0 {
			f := &r.Fields
			lines = append(lines, sim.ScoreLine{Slot: sim.Slot(i + 1), Name: string(st.nameBytes()), Bot: st.bot > 0, Team: uint8(f[PlayerTeam]),
				Score: f[PlayerScore], Kills: f[PlayerKills], Deaths: f[PlayerDeaths]})
		}
	}
	return lines
}
