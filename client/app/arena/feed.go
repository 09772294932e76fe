package arena

import (
	"hindsight/client/app/draw"
	"hindsight/netcode"
)

// line is one death, or a piece of news.
type line struct {
	killer, victim           string // killer is empty where nobody did it
	killerColor, victimColor draw.Color
	cause                    int32 // of a death
	news                     bool
	mine, self               bool
	since                    netcode.Time
}

type feed struct{ lines []line }

func (f *feed) add(l line) {
	if len(f.lines) >= maxFeed {
		f.lines = append(f.lines[:0], f.lines[1:]...)
	}
	f.lines = append(f.lines, l)
}

// drawFeed lists the last deaths in the upper right corner.
func (m *match) drawFeed() {
	kept := m.feed.lines[:0]
	for _, l := range m.feed.lines {
		if m.now-l.since < feedTime {
			kept = append(kept, l)
		}
	}
	m.feed.lines = kept
	b, u := m.hud.layout.feed, m.list.Scale()
	lines := m.feed.lines
	lines = lines[max(len(lines)-max(int(b.h/(30*u)), 1), 0):]
	for i := range lines {
		m.drawLine(&lines[i], b.x, b.y+float64(i)*30*u, b.w)
	}
}

// drawLine draws a line of the feed that ends at right; one of long names is smaller.
func (m *match) drawLine(n *line, right, y, most float64) {
	const size, pad, icon, gap = 15.0, 12.0, 34.0, 9.0
	l, u := m.list, m.list.Scale()
	fade := min(float64(feedTime-(m.now-n.since))/float64(netcode.Second/2), 1)
	killer, middle := n.killer, 2*gap+icon
	if n.self {
		killer = ""
	}
	if n.news {
		middle = gap
	}
	if wide := l.Width(size*u, true, killer+n.victim) + (2*pad+middle)*u; wide > most && most > 0 {
		u *= most / wide
	}
	victimWidth := l.Width(size*u, true, n.victim)
	width := victimWidth + (2*pad+middle)*u
	if killer != "" {
		width += l.Width(size*u, true, killer)
	}
	l.Rect("feed", right-width, y-2*u, width, 26*u, panel.Alpha(fade))
	if n.mine {
		l.Rect("feed mark", right-width, y-2*u, 3*u, 26*u, white.Alpha(fade))
	}
	line := y + 11*u
	l.Words("feed victim", right-pad*u, line, size*u, draw.Right, true, n.victimColor.Mix(white, 0.25).Alpha(fade), n.victim)
	x := right - pad*u - victimWidth
	if !n.news {
		m.drawIcon("feed cause", n.cause, x-(gap+icon/2)*u, line, 24*u, white.Alpha(fade))
	}
	if killer != "" {
		l.Words("feed killer", x-middle*u, line, size*u, draw.Right, true, n.killerColor.Mix(white, 0.25).Alpha(fade), killer)
	}
}
