package arena

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
)

// drawScore shows how the round stands, in the middle above: of teams their scores, else
// the own place and the best other player; between them the time that is left.
func (m *match) drawScore() {
	l, u, b := m.list, m.list.Scale(), m.hud.layout.score
	if m.frame.Mode == "waves" {
		m.drawWaveScore()
		return
	}
	if !m.rules.Match.Teams {
		m.drawOwnScore()
		return
	}
	l.Rect("panel", b.x, b.y, b.w, b.h, panel)
	for i, team := range [...]struct {
		team, score int32
	}{{arena.TeamRed, m.round(arena.RoundRed)}, {arena.TeamBlue, m.round(arena.RoundBlue)}} {
		x, edge, align, c := b.x+18*u, b.x, draw.Left, teamColor(team.team, white)
		if i == 1 {
			x, edge, align = b.x+b.w-18*u, b.x+b.w-5*u, draw.Right
		}
		l.Rect("score mark", edge, b.y, 5*u, b.h, c)
		l.Words("team score", x, b.y+b.h/2, 28*u, align, true, c.Mix(white, 0.3), fmt.Sprintf("%d", team.score))
		if m.own.present && m.team() == team.team {
			l.Rect("own team", b.x+float64(i)*b.w*0.72, b.y+b.h-3*u, b.w*0.28, 3*u, c)
		}
	}
	m.drawClock(b, m.goal())
}

// drawClock shows the time of a round that is left, and words below it.
func (m *match) drawClock(b box, below string) {
	l, u := m.list, m.list.Scale()
	middle, size := b.x+b.w/2, 18*u
	if ends := m.round(arena.RoundEnds); ends != 0 && (m.phase() == arena.PhaseLive || m.phase() == arena.PhaseSudden) {
		c, left := white, m.left(ends)
		if left < 30 || m.phase() == arena.PhaseSudden {
			c = hitColor
		}
		l.Words("clock", middle, b.y+b.h*0.34, size, draw.Center, true, c, clock(left))
		l.Words("place", middle, b.y+b.h*0.76, l.Fit(12*u, false, below, b.w*0.56), draw.Center, false, dim, below)
		return
	}
	l.Words("place", middle, b.y+b.h/2, l.Fit(13*u, false, below, b.w*0.56), draw.Center, false, dim, below)
}

// drawOwnScore shows the own place and the best other player.
func (m *match) drawOwnScore() {
	l, u := m.list, m.list.Scale()
	var own, best *standing
	all := m.standings()
	place := 0
	for i := range all {
		switch {
		case all[i].team == arena.TeamSpectator:
		case all[i].slot == uint16(m.slot):
			own, place = &all[i], i+1
		case best == nil:
			best = &all[i]
		}
	}
	b := m.hud.layout.score
	l.Rect("panel", b.x, b.y, b.w, b.h, panel)
	if own != nil {
		l.Rect("score mark", b.x, b.y, 3*u, b.h, ownColor)
		l.Words("score", b.x+18*u, b.y+b.h/2, 28*u, draw.Left, true, ownColor.Mix(white, 0.3), fmt.Sprintf("%d", own.score))
	}
	if best != nil {
		x := b.x + b.w
		l.Rect("score mark", x-3*u, b.y, 3*u, b.h, enemyColor)
		l.Words("best", x-18*u, b.y+b.h*0.37, 20*u, draw.Right, true, enemyColor.Mix(white, 0.3), fmt.Sprintf("%d", best.score))
		l.Words("best name", x-18*u, b.y+b.h*0.76, l.Fit(11*u, false, best.name, b.w*0.27), draw.Right, false, dim, best.name)
	}
	text := m.goal()
	if own != nil {
		text = fmt.Sprintf("place %d of %d", place, len(all))
	}
	m.drawClock(b, text)
}

// drawWaveScore shows the wave, its monsters and the own lives.
func (m *match) drawWaveScore() {
	l, u, b := m.list, m.list.Scale(), m.hud.layout.score
	l.Rect("panel", b.x, b.y, b.w, b.h, panel)
	l.Rect("score mark", b.x, b.y, 3*u, b.h, monsterColor)
	l.Words("wave", b.x+18*u, b.y+b.h/2, 22*u, draw.Left, true, white, fmt.Sprintf("Wave %d", m.round(arena.RoundWave)))
	l.Words("waves", b.x+18*u+l.Width(22*u, true, "Wave 00 "), b.y+b.h/2, 13*u, draw.Left, false, dim, fmt.Sprintf("of %d", m.rules.Waves.Waves))
	x := b.x + b.w - 18*u
	n := fmt.Sprintf("%d", m.round(arena.RoundMonsters))
	l.Words("monsters", x, b.y+b.h/2, 26*u, draw.Right, true, monsterColor.Mix(white, 0.3), n)
	x -= l.Width(26*u, true, n) + 18*u
	l.Sprite("monsters mark", draw.Star, x, b.y+b.h/2, 24*u, 24*u, 0, monsterColor)
}

// drawMode shows what else counts in a mode.
func (m *match) drawMode() {
	l, u, b := m.list, m.list.Scale(), m.hud.layout.mode
	middle := b.y + b.h/2
	switch m.frame.Mode {
	case "ctf":
		for _, r := range m.sight.flags {
			m.drawFlagState(b, r.Fields[arena.FlagTeam], m.flagState(r.Fields[arena.FlagCarrier], r.Fields[arena.FlagHome], r.Fields[arena.FlagReturn]))
		}
		return
	case "koth":
		text, c := m.hillState()
		l.Rect("panel", b.x, b.y, b.w, b.h, panel)
		l.Sprite("hill state mark", draw.Triangle, b.x+16*u, middle, 14*u, 14*u, -math.Pi/2, c)
		l.Words("hill state", b.x+b.w/2, middle, 14*u, draw.Center, true, c.Mix(white, 0.3), text)
		return
	case "waves":
		if lives := m.own.row.Fields[arena.PlayerLives]; m.own.present && lives > 0 {
			l.Rect("panel", b.x, b.y, b.w, b.h, panel)
			l.Words("lives", b.x+b.w/2, middle, 14*u, draw.Center, true, healthGood.Mix(white, 0.3), fmt.Sprintf("lives %d      kills %d", lives, m.kills()))
		}
		return
	}
	if number, limit := m.round(arena.RoundNumber), m.round(arena.RoundLimit); number > 0 {
		text := fmt.Sprintf("round %d", number)
		if limit > 0 && !m.rules.Match.Teams { // teams read it below the clock
			text += "      " + m.goal()
		}
		if m.phase() == arena.PhaseSudden {
			text = "SUDDEN DEATH"
		}
		l.Rect("panel", b.x, b.y, b.w, b.h, panel)
		l.Words("round state", b.x+b.w/2, middle, l.Fit(13*u, false, text, b.w*0.94), draw.Center, false, dim, text)
	}
}

// kills are the own player's: newest in what is predicted.
func (m *match) kills() int32 {
	for i := range m.frame.Predicted.Rows {
		if r := &m.frame.Predicted.Rows[i]; r.Kind == arena.KindPlayer {
			return r.Fields[arena.PlayerKills]
		}
	}
	return 0
}

// flagState is where a flag is, in words.
func (m *match) flagState(carrier, home, back int32) string {
	switch {
	case carrier != 0:
		return m.name(uint16(carrier))
	case home != 0:
		return "at home"
	case back != 0:
		return fmt.Sprintf("lies, %.0f s", math.Ceil(m.left(back)))
	}
	return "lies"
}

// drawFlagState shows a team's flag in its half of a panel.
func (m *match) drawFlagState(b box, team int32, state string) {
	l, u, c := m.list, m.list.Scale(), teamColor(team, white)
	b.w = b.w/2 - u
	if team == arena.TeamBlue {
		b.x += b.w + 2*u
	}
	back := panel
	if state != "at home" {
		back = panel.Mix(c, 0.3)
	}
	l.Rect("panel", b.x, b.y, b.w, b.h, back)
	l.Sprite("flag state mark", draw.Triangle, b.x+16*u, b.y+b.h/2, 14*u, 14*u, 0, c)
	l.Words("flag state", b.x+30*u, b.y+b.h/2, l.Fit(13*u, true, state, b.w-36*u), draw.Left, true, c.Mix(white, 0.45), state)
}

// hillState is who holds the hill, in words.
func (m *match) hillState() (string, draw.Color) {
	h := m.hillNow()
	if h == nil {
		return "no hill yet", dim
	}
	holder := m.round(arena.RoundHolder)
	if red, blue := m.onHill(h); red > 0 && blue > 0 {
		return "the hill is contested", hitColor
	}
	if holder == arena.TeamRed || holder == arena.TeamBlue {
		return teamName(holder) + " holds the hill", teamColor(holder, white)
	}
	return "nobody holds the hill", white
}
