package arena

import (
	"hindsight/client/app/draw"
	"hindsight/netcode"
)

// feedTime is how long a line of the kill feed stays.
const feedTime = 5 * netcode.Second

// line is one death.
type line struct {
	killer, victim   string // killer is empty where nobody did it
	byMe, ofMe, self bool
	since            netcode.Time
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
	const size, pad, arrow = 15.0, 12.0, 34.0
	l, u := m.list, m.list.Scale()
	fade := min(float64(feedTime-(m.now-n.since))/float64(netcode.Second/2), 1)
	killer := n.killer
	if n.self {
		killer = ""
	}
	if wide := l.Width(size*u, true, killer+n.victim) + (2*pad+arrow)*u; wide > most && most > 0 {
		u *= most / wide
	}
	victimWidth := l.Width(size*u, true, n.victim)
	width := victimWidth + (2*pad+arrow)*u
	if killer != "" {
		width += l.Width(size*u, true, killer)
	}
	l.Rect("feed", right-width, y-2*u, width, 26*u, panel.Alpha(fade))
	if n.byMe || n.ofMe {
		l.Rect("feed mark", right-width, y-2*u, 3*u, 26*u, m.side(n.byMe).Alpha(fade))
	}
	middle := y + 11*u
	l.Words("feed victim", right-pad*u, middle, size*u, draw.Right, true, m.side(n.ofMe).Mix(white, 0.25).Alpha(fade), n.victim)
	x := right - pad*u - victimWidth - arrow/2*u
	l.Line("feed arrow", draw.Pixel, x-8*u, middle, x+4*u, middle, 2*u, dim.Alpha(fade))
	l.Sprite("feed arrow", draw.Chevron, x+6*u, middle, 12*u, 12*u, 0, dim.Alpha(fade))
	if killer != "" {
		l.Words("feed killer", x-arrow/2*u, middle, size*u, draw.Right, true, m.side(n.byMe).Mix(white, 0.25).Alpha(fade), killer)
	}
}
