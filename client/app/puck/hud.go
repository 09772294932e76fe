package puck

import (
	"fmt"
	"slices"

	"hindsight/client/app/draw"
	"hindsight/netcode"
	"hindsight/sim/puck"
	"hindsight/sim/row"
)

func seconds(s float64) string { return fmt.Sprintf("%.1f", s) }

func (m *match) drawHUD() {
	m.drawScore()
	m.drawNet()
	m.drawBanner()
	if m.hands.in.Scores {
		m.drawBoard()
	}
}

// drawScore writes the goals of each side in its colour, above the rink.
func (m *match) drawScore() {
	l, u := m.list, m.list.Scale()
	y := m.view.free.Top + 34*u
	sides := m.openSides()
	step := 130 * u
	x := l.W/2 - step*float64(len(sides)-1)/2
	own := m.ownSide()
	for _, s := range sides {
		i := int(s) - 1
		goals, rounds := m.board.Fields[puck.BoardGoals+i], m.board.Fields[puck.BoardRounds+i]
		c := sideColors[s].Mix(white, 0.25)
		w := 104 * u
		l.Rect("score panel", x-w/2, y-28*u, w, 60*u, panel)
		l.Rect("score side", x-w/2, y+28*u, w, 4*u, sideColors[s])
		l.Words("score", x, y-6*u, 40*u, draw.Center, true, white, fmt.Sprintf("%d", goals))
		label := sideName(s)
		if s == own {
			label = "You"
		}
		if rounds > 0 {
			label = fmt.Sprintf("%s · %d won", label, rounds)
		}
		l.Words("score label", x, y+19*u, l.Fit(13*u, s == own, label, w*0.94), draw.Center, s == own, c, label)
		x += step
	}
}

func (m *match) openSides() []puck.Side {
	var sides []puck.Side
	for s := puck.Left; m.rink.Open(s); s++ {
		sides = append(sides, s)
	}
	return sides
}

// drawNet says where one is, and how the connection does.
func (m *match) drawNet() {
	l, u, n := m.list, m.list.Scale(), &m.frame.Net
	left, right, y := m.view.free.Left+20*u, l.W-m.view.free.Right-20*u, m.view.free.Top+24*u
	if m.view.free.Glass {
		right -= m.view.free.CornerW
	}
	room := max(l.W/2-300*u, 120*u)
	c := dim
	if n.RTT > 150*netcode.Millisecond || n.Loss > 0.05 {
		c = bright
	}
	l.Words("server", left, y, l.Fit(15*u, true, m.frame.Server, room), draw.Left, true, white, m.frame.Server)
	ping := fmt.Sprintf("ping %d ms   %.0f fps", n.RTT/netcode.Millisecond, n.FPS)
	l.Words("ping", left, y+20*u, 13*u, draw.Left, false, c, ping)
	what := m.frame.Mode + " on " + m.frame.Map
	l.Words("map", right, y, l.Fit(15*u, true, what, room), draw.Right, true, white, what)
	l.Words("goal of", right, y+20*u, 13*u, draw.Right, false, dim, fmt.Sprintf("first to %d", puck.GoalsToWin))
}

// drawBanner says what has happened, or what everybody waits for.
func (m *match) drawBanner() {
	if m.fx.banner != "" && m.now-m.fx.at < bannerTime {
		fade := 1 - float64(m.now-m.fx.at)/float64(bannerTime)
		m.words("banner", m.fx.banner, m.fx.sub, m.fx.color, min(fade*2, 1))
		return
	}
	phase := m.board.Fields[puck.BoardPhase]
	switch {
	case m.board.Kind == 0:
	case phase == puck.PhaseOver:
		s := puck.Side(m.board.Fields[puck.BoardWinner])
		m.words("banner", sideName(s)+" wins the round", "next in "+seconds(m.left())+" s", sideColors[clampSide(s)], 1)
	case phase == puck.PhasePractice:
		m.hint("waiting for somebody to play against")
	case m.ownSide() == puck.NoSide:
		m.hint("you watch: all seats are taken")
	}
}

func (m *match) words(name, title, sub string, c draw.Color, alpha float64) {
	l, u := m.list, m.list.Scale()
	_, y := m.view.screen(0, m.rink.Height*0.28)
	l.Rect(name+" ground", 0, y-40*u, l.W, 80*u, panel.Alpha(alpha*0.9))
	at := y
	if sub != "" {
		at = y - 10*u
		l.Words(name+" sub", l.W/2, y+22*u, l.Fit(16*u, false, sub, l.W*0.9), draw.Center, false, white.Alpha(alpha), sub)
	}
	l.Words(name, l.W/2, at, l.Fit(34*u, true, title, l.W*0.9), draw.Center, true, c.Mix(white, 0.35).Alpha(alpha), title)
}

// hint is a line below the middle of the rink.
func (m *match) hint(text string) {
	l, u := m.list, m.list.Scale()
	x, y := m.view.screen(m.rink.Width/2, m.rink.Height*0.9)
	size := l.Fit(17*u, true, text, l.W*0.9)
	w := l.Width(size, true, text) + 28*u
	l.Rect("hint ground", x-w/2, y-18*u, w, 36*u, panel)
	l.Words("hint", x, y, size, draw.Center, true, white, text)
}

// drawBoard lists everyone, those who play first.
func (m *match) drawBoard() {
	l, u := m.list, m.list.Scale()
	var all []*row.Row
	for i := range m.rows.Rows {
		if m.rows.Rows[i].Kind == puck.KindPlayer {
			all = append(all, &m.rows.Rows[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *row.Row) int {
		if watchA, watchB := a.Fields[puck.PlayerSeat] == 0, b.Fields[puck.PlayerSeat] == 0; watchA != watchB {
			if watchB {
				return -1
			}
			return 1
		}
		return int(b.Fields[puck.PlayerGoals] - a.Fields[puck.PlayerGoals])
	})
	u *= min(1, l.W/(540*u), l.H/((110+28*float64(len(all)))*u))
	w, h := 500*u, 70*u+28*u*float64(len(all))
	x, y := (l.W-w)/2, (l.H-h)/2
	l.Rect("board", x, y, w, h, panel)
	for i, title := range [...]string{"scored", "won", "lost"} {
		l.Words("board head", x+(320+76*float64(i))*u, y+26*u, 13*u, draw.Right, false, dim, title)
	}
	for i, r := range all {
		ly := y + (58+28*float64(i))*u
		l.Rect("board side", x+16*u, ly-8*u, 6*u, 16*u, sideColors[m.side(r)])
		name := m.name(r.ID.Index)
		l.Words("board name", x+34*u, ly, l.Fit(16*u, false, name, 230*u), draw.Left, r.ID.Index == uint16(m.slot), white, name)
		for j, v := range [...]int32{r.Fields[puck.PlayerGoals], r.Fields[puck.PlayerWon], r.Fields[puck.PlayerLost]} {
			l.Words("board number", x+(320+76*float64(j))*u, ly, 16*u, draw.Right, j == 0, white, fmt.Sprintf("%d", v))
		}
	}
}
