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
	score, kills, deaths int32
}

// standings lists everyone, the best first.
func (m *match) standings() []standing {
	var all []standing
	add := func(r *row.Row) {
		s := standing{slot: r.ID.Index, name: m.name(r.ID.Index), score: r.Fields[arena.PlayerScore],
			kills: r.Fields[arena.PlayerKills], deaths: r.Fields[arena.PlayerDeaths]}
		if e := entry(m.frame.Roster, r.ID.Index); e != nil {
			s.bot = e.Bot
		}
		all = append(all, s)
	}
	for i := range m.frame.Picture.Rows {
		if r := &m.frame.Picture.Rows[i]; r.Kind == arena.KindPlayer && !m.mine(r.ID) {
			add(r)
		}
	}
	for i := range m.frame.Predicted.Rows { // newer than the picture
		if r := &m.frame.Predicted.Rows[i]; r.Kind == arena.KindPlayer {
			add(r)
		}
	}
	slices.SortFunc(all, func(a, b standing) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.deaths, b.deaths), cmp.Compare(a.slot, b.slot))
	})
	return all
}

// drawScore shows the own place and the best other player, in the middle above.
func (m *match) drawScore() {
	l, u := m.list, m.list.Scale()
	var own, best *standing
	all := m.standings()
	place := 0
	for i := range all {
		switch {
		case all[i].slot == uint16(m.slot):
			own, place = &all[i], i+1
		case best == nil:
			best = &all[i]
		}
	}
	if own == nil {
		return
	}
	b := m.hud.layout.score
	x, y, w := b.x, b.y, b.w
	l.Rect("panel", x, y, w, b.h, panel)
	l.Rect("score mark", x, y, 3*u, b.h, ownColor)
	l.Words("score", x+18*u, y+b.h/2, 28*u, draw.Left, true, ownColor.Mix(white, 0.3), fmt.Sprintf("%d", own.score))
	l.Words("place", x+w/2, y+b.h/2, 13*u, draw.Center, false, dim, fmt.Sprintf("place %d of %d", place, len(all)))
	if best != nil {
		l.Rect("score mark", x+w-3*u, y, 3*u, b.h, enemyColor)
		l.Words("best", x+w-18*u, y+17*u, 20*u, draw.Right, true, enemyColor.Mix(white, 0.3), fmt.Sprintf("%d", best.score))
		l.Words("best name", x+w-18*u, y+35*u, l.Fit(11*u, false, best.name, w/2), draw.Right, false, dim, best.name)
	}
}

// drawBoard lists everyone.
func (m *match) drawBoard() {
	l, u := m.list, m.list.Scale()
	all := m.standings()
	// The board of a small screen or a full match is smaller.
	u *= min(1, l.W/(580*u), l.H/((112+28*float64(len(all)))*u))
	w, step := 560*u, 28*u
	h := 92*u + step*float64(len(all))
	x, y := (l.W-w)/2, (l.H-h)/2
	l.Rect("board", x, y, w, h, black.Alpha(0.9))
	l.Frame("board edge", x, y, w, h, u, gridMajor.Mix(white, 0.15))
	l.Words("board title", x+24*u, y+30*u, 20*u, draw.Left, true, white, m.frame.Server)
	l.Words("board mode", x+w-24*u, y+30*u, 14*u, draw.Right, false, dim, m.frame.Mode+" on "+m.frame.Map)
	columns := [...]struct {
		title string
		at    float64
	}{{"score", 366}, {"kills", 450}, {"deaths", 536}}
	l.Words("board head", x+24*u, y+62*u, 12*u, draw.Left, false, faint, "player")
	for _, c := range columns {
		l.Words("board head", x+c.at*u, y+62*u, 12*u, draw.Right, false, faint, c.title)
	}
	for i := range all {
		s := &all[i]
		ly := y + 76*u + step*float64(i)
		c := white.Mix(dim, 0.3)
		if s.slot == uint16(m.slot) {
			l.Rect("board own", x+12*u, ly, w-24*u, step-2*u, ownColor.Alpha(0.18))
			c = ownColor.Mix(white, 0.35)
		}
		ly += step/2 - u
		l.Words("board name", x+24*u, ly, 16*u, draw.Left, s.slot == uint16(m.slot), c, s.name)
		if s.bot {
			l.Words("board bot", x+34*u+l.Width(16*u, false, s.name), ly, 11*u, draw.Left, false, faint, "bot")
		}
		for j, v := range [...]int32{s.score, s.kills, s.deaths} {
			l.Words("board number", x+columns[j].at*u, ly, 16*u, draw.Right, j == 0, c, fmt.Sprintf("%d", v))
		}
	}
}
