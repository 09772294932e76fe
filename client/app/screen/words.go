package screen

import (
	"fmt"
	"strings"

	"hindsight/client/app/draw"
	"hindsight/netcode"
)

// Words are what the screen says while nothing is played.
type Words struct {
	Title string
	Lines []string
	Keys  string // which keys do what
	Busy  bool   // something is going on
}

// Menu is what Escape shows in a match.
func Menu() Words {
	return Words{Title: "Leave the match?", Lines: []string{"Your place goes to somebody else."}, Keys: "Enter  leave     Esc  play on"}
}

// Words of the moment; Playing has none.
func (f *Flow) Words(server string, now netcode.Time) Words {
	leave := "Esc  leave"
	switch f.phase {
	case Connecting, Joining, Loading:
		w := Words{Title: "Connecting", Lines: []string{server}, Keys: leave, Busy: true}
		switch {
		case f.back:
			w.Title = "Reconnecting"
		case f.phase == Joining:
			w.Title = "Joining"
		case f.phase == Loading:
			w.Title = "Loading the map"
		}
		return w
	case Waiting:
		w := Words{Title: "No connection", Keys: leave, Busy: true}
		if f.back {
			w.Title = "Connection lost"
		}
		wait := max(f.next-now+netcode.Second-1, 0) / netcode.Second
		w.Lines = []string{f.why, fmt.Sprintf("Trying again in %d s", wait)}
		return w
	case Refused:
		return Words{Title: "Cannot play", Lines: []string{f.why}, Keys: "Enter  try again     " + leave}
	case Over:
		return Words{Title: "The match has ended", Lines: []string{f.why}, Keys: "Enter  join again     " + leave}
	case Left:
		return Words{Title: "Leaving"}
	}
	return Words{}
}

// Colours of the panels, shared by all pages.
var (
	Ground = draw.Color{R: 11, G: 15, B: 20, A: 255}
	Panel  = draw.Color{R: 17, G: 23, B: 31, A: 245}
	Edge   = draw.Color{R: 58, G: 74, B: 94, A: 255}
	Bright = draw.Color{R: 232, G: 238, B: 245, A: 255}
	Dim    = draw.Color{R: 140, G: 154, B: 172, A: 255}
	Accent = draw.Color{R: 86, G: 180, B: 233, A: 255}
)

// Draw puts a panel with words into the middle of the screen.
func (w *Words) Draw(l *draw.List, now netcode.Time) {
	u := l.Scale()
	lines := w.wrapped(l, 560*u, 17*u)
	width, height := 640*u, (132+26*float64(len(lines)))*u
	x, y := (l.W-width)/2, (l.H-height)/2
	l.Rect("panel", x, y, width, height, Panel)
	l.Frame("panel edge", x, y, width, height, u, Edge)
	l.Rect("panel accent", x, y, 4*u, height, Accent)
	l.Words("title", x+36*u, y+42*u, 28*u, draw.Left, true, Bright, w.Title)
	if w.Busy {
		w.busy(l, x+width-80*u, y+42*u, u, now)
	}
	for i, line := range lines {
		l.Words("line", x+36*u, y+(82+26*float64(i))*u, 17*u, draw.Left, false, Dim, line)
	}
	l.Words("keys", x+36*u, y+height-26*u, 14*u, draw.Left, false, Accent, w.Keys)
}

// busy is three dots that take turns.
func (w *Words) busy(l *draw.List, x, y, u float64, now netcode.Time) {
	turn := int(now / (300 * netcode.Millisecond) % 3)
	for i := range 3 {
		c := Edge
		if i == turn {
			c = Accent
		}
		l.Sprite("busy", draw.Disc, x+float64(i)*18*u, y, 9*u, 9*u, 0, c)
	}
}

// wrapped breaks the lines at blanks so that they fit a width.
func (w *Words) wrapped(l *draw.List, width, size float64) []string {
	var out []string
	for _, text := range w.Lines {
		line := ""
		for word := range strings.FieldsSeq(text) {
			longer := strings.TrimSpace(line + " " + word)
			if line != "" && l.Width(size, false, longer) > width {
				out = append(out, line)
				longer = word
			}
			line = longer
		}
		out = append(out, line)
	}
	return out
}
