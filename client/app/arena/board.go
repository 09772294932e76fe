package arena

import (
	"cmp"
	"fmt"
	"slices"

	"hindsight/client/app/draw"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// standing is a player's line of the scoreboard.
type standing struct {
	slot                 uint16
	name                 string
	bot                  bool
	alive                bool
	team                 int32
	score, kills, deaths int32
}

// standings lists everyone, the best first.
func (m *match) standings() []standing {
	var all []standing
	add := func(s standing) {
		if slices.ContainsFunc(all, func(o standing) bool { return o.slot == s.slot }) {
			return
		}
		s.name = m.name(s.slot)
		if e := entry(m.frame.Roster, s.slot); e != nil {
			s.bot = e.Bot
		}
		all = append(all, s)
	}
	for i := range m.frame.Picture.Rows {
		if r := &m.frame.Picture.Rows[i]; arena.Slot(r) != 0 {
			f := &r.Fields
			add(standing{slot: uint16(arena.Slot(r)), team: f[arena.StandingTeam], alive: f[arena.StandingAlive] != 0,
				score: f[arena.StandingScore], kills: f[arena.StandingKills], deaths: f[arena.StandingDeaths]})
		}
	}
	for _, rows := range [...][]row.Row{m.frame.Predicted.Rows, m.frame.Picture.Rows} { // whose standing has not come
		for i := range rows {
			if r := &rows[i]; r.Kind == arena.KindPlayer {
				f := &r.Fields
				add(standing{slot: r.ID.Index, team: f[arena.PlayerTeam], alive: f[arena.PlayerAlive] != 0,
					score: f[arena.PlayerScore], kills: f[arena.PlayerKills], deaths: f[arena.PlayerDeaths]})
			}
		}
	}
	slices.SortFunc(all, func(a, b standing) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.deaths, b.deaths), cmp.Compare(a.slot, b.slot))
	})
	return all
}

// columns of the board: a list of players each, with a head line where it is a team's.
type column struct {
	title   string
	color   draw.Color
	players []standing
}

// oneColumn is how many players one column may have where there are no teams.
const oneColumn = 16

// columns are the teams, or all players in one or two lists; spectators come last.
func (m *match) columns() (all []column) {
	players := m.standings()
	of := func(team int32) (some []standing) {
		for _, s := range players {
			if s.team == team {
				some = append(some, s)
			}
		}
		return some
	}
	watching := of(arena.TeamSpectator)
	if m.rules.Match.Teams {
		for _, team := range [...]int32{arena.TeamRed, arena.TeamBlue} {
			score := m.round(arena.RoundRed)
			if team == arena.TeamBlue {
				score = m.round(arena.RoundBlue)
			}
			all = append(all, column{fmt.Sprintf("%s  %d", teamName(team), score), teamColor(team, white), of(team)})
		}
		all[1].players = append(all[1].players, watching...)
		return all
	}
	playing := slices.DeleteFunc(players, func(s standing) bool { return s.team == arena.TeamSpectator })
	playing = append(playing, watching...)
	if len(playing) <= oneColumn {
		return []column{{players: playing, color: white}}
	}
	half := (len(playing) + 1) / 2
	return []column{{players: playing[:half], color: white}, {players: playing[half:], color: white}}
}

const (
	columnWidth = 470.0
	lineHigh    = 28.0
	headHigh    = 84.0
)

// drawBoard lists everyone.
func (m *match) drawBoard() {
	l, u := m.list, m.list.Scale()
	all := m.columns()
	longest := 0
	for _, c := range all {
		longest = max(longest, len(c.players))
	}
	wide, high := columnWidth*float64(len(all))+24, headHigh+lineHigh*float64(longest)+16
	// The board of a small screen or a full match is smaller.
	u *= min(1, l.W/((wide+20)*u), l.H/((high+20)*u))
	w, h := wide*u, high*u
	x, y := (l.W-w)/2, (l.H-h)/2
	l.Rect("board", x, y, w, h, black.Alpha(0.9))
	l.Frame("board edge", x, y, w, h, u, gridMajor.Mix(white, 0.15))
	l.Words("board title", x+24*u, y+26*u, l.Fit(20*u, true, m.frame.Server, w*0.55), draw.Left, true, white, m.frame.Server)
	l.Words("board mode", x+w-24*u, y+26*u, 14*u, draw.Right, false, dim, m.frame.Mode+" on "+m.frame.Map)
	for i := range all {
		m.drawColumn(&all[i], x+(12+columnWidth*float64(i))*u, y+46*u, u)
	}
}

// numbers are the heads of a column's numbers, and where they end.
var numbers = [...]struct {
	title string
	at    float64
}{{"score", 300}, {"kills", 374}, {"deaths", 452}}

func (m *match) drawColumn(c *column, x, y, u float64) {
	l := m.list
	title, size := "player", 12.0
	if c.title != "" {
		title, size = c.title, 18
		l.Rect("board team", x+6*u, y+34*u, (columnWidth-12)*u, 2*u, c.color)
	}
	l.Words("board head", x+12*u, y+20*u, size*u, draw.Left, c.title != "", c.color.Mix(dim, 0.3), title)
	for _, n := range numbers {
		l.Words("board head", x+n.at*u, y+20*u, 12*u, draw.Right, false, faint, n.title)
	}
	for i := range c.players {
		s := &c.players[i]
		ly := y + 38*u + lineHigh*u*float64(i)
		own := s.slot == uint16(m.slot)
		tint := white.Mix(dim, 0.3)
		if own {
			l.Rect("board own", x+2*u, ly, (columnWidth-4)*u, (lineHigh-2)*u, m.ownTeam().Alpha(0.2))
			tint = m.ownTeam().Mix(white, 0.35)
		}
		if s.team == arena.TeamSpectator || !s.alive {
			tint = tint.Mix(faint, 0.6)
		}
		ly += (lineHigh/2 - 1) * u
		fit := l.Fit(16*u, own, s.name, 200*u)
		l.Words("board name", x+12*u, ly, fit, draw.Left, own, tint, s.name)
		mark := ""
		switch {
		case s.team == arena.TeamSpectator:
			mark = "watches"
		case s.bot:
			mark = "bot"
		}
		if mark != "" {
			l.Words("board bot", x+20*u+l.Width(fit, own, s.name), ly, 11*u, draw.Left, false, faint, mark)
		}
		for j, v := range [...]int32{s.score, s.kills, s.deaths} {
			l.Words("board number", x+numbers[j].at*u, ly, 16*u, draw.Right, j == 0, tint, fmt.Sprintf("%d", v))
		}
	}
}
