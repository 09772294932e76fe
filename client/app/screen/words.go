package screen

import (
	"fmt"
	"strings"

	"hindsight/client/app/draw"
	"hindsight/netcode"
)

// Words are what the screen says while nothing is played.
type Words struct {
	Title   string
	Lines   []string
	Choices []Choice
	Busy    bool // something is going on
}

// Menu is what Escape shows in a match.
func Menu() Words {
	return Words{Title: "Leave the match?", Lines: []string{"Your place goes to somebody else."},
		Choices: []Choice{{Leave, "Enter", "leave"}, {PlayOn, "Esc", "play on"}}}
}

// Words of the moment; Playing has none.
func (f *Flow) Words(server string, now netcode.Time) Words {
	leave := Choice{Leave, "Esc", "leave"}
	switch f.phase {
	case Connecting, Joining, Loading:
		return f.coming(Words{Lines: []string{server}, Choices: []Choice{leave}, Busy: true})
	case Waiting:
		w := Words{Title: "No connection", Choices: []Choice{leave}, Busy: true}
		switch {
		case f.stopping:
			w.Title = "The server is stopping"
		case f.back:
			w.Title = "Connection lost"
		}
		wait := max(f.next-now+netcode.Second-1, 0) / netcode.Second
		w.Lines = []string{f.why, fmt.Sprintf("Trying again in %d s", wait)}
		if f.stopping {
			w.Lines[1] = fmt.Sprintf("Looking for it again in %d s", wait)
		}
		return w
	case Refused:
		return Words{Title: "Cannot play", Lines: []string{f.why}, Choices: []Choice{{Again, "Enter", "try again"}, leave}}
	case Over:
		return Words{Title: "The match has ended", Lines: []string{f.why}, Choices: []Choice{{Again, "Enter", "join again"}, leave}}
	case Left:
		return Words{Title: "Leaving"}
	}
	return Words{}
}

// coming gives a title to the way into a match.
func (f *Flow) coming(w Words) Words {
	switch {
	case f.stopping:
		w.Title = "The server is restarting"
	case f.back:
		w.Title = "Reconnecting"
	case f.phase == Joining:
		w.Title = "Joining"
	case f.phase == Loading:
		w.Title = "Loading the map"
	default:
		w.Title = "Connecting"
	}
	return w
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

// Draw puts a panel with words into the middle of the screen, and with what can be
// chosen as buttons, which it returns. Without a keyboard no keys are named.
func (w *Words) Draw(l *draw.List, now netcode.Time, keyboard bool) []Button {
	u := l.Scale()
	width := min(640*u, l.W-16*u)
	lines := w.wrapped(l, width-80*u, 17*u)
	height := (104 + 26*float64(len(lines))) * u
	if len(w.Choices) > 0 {
		height += 62 * u
	}
	x, y := (l.W-width)/2, (l.H-height)/2
	l.Rect("panel", x, y, width, height, Panel)
	l.Frame("panel edge", x, y, width, height, u, Edge)
	l.Rect("panel accent", x, y, 4*u, height, Accent)
	l.Words("title", x+36*u, y+42*u, l.Fit(28*u, true, w.Title, width-130*u), draw.Left, true, Bright, w.Title)
	if w.Busy {
		w.busy(l, x+width-80*u, y+42*u, u, now)
	}
	for i, line := range lines {
		l.Words("line", x+36*u, y+(82+26*float64(i))*u, 17*u, draw.Left, false, Dim, line)
	}
	return w.choices(l, x+36*u, y+height-70*u, u, keyboard)
}

// choices draws the buttons, from left to right.
func (w *Words) choices(l *draw.List, x, y, u float64, keyboard bool) []Button {
	var all []Button
	for _, c := range w.Choices {
		text := c.Text
		if keyboard {
			text = c.Key + "   " + text
		}
		b := Button{Choice: c, X: x, Y: y, W: max(l.Width(17*u, true, text)+44*u, 130*u), H: 48 * u}
		l.Rect("button", b.X, b.Y, b.W, b.H, Edge)
		l.Frame("button edge", b.X, b.Y, b.W, b.H, u, Accent)
		l.Words("button text", b.X+b.W/2, b.Y+b.H/2, 17*u, draw.Center, true, Bright, text)
		all = append(all, b)
		x += b.W + 16*u
	}
	return all
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

// wrapped breaks the lines at blanks so that they fit a width; what no blank breaks is
// cut to it.
func (w *Words) wrapped(l *draw.List, width, size float64) []string {
	var out []string
	for _, text := range w.Lines {
		line := ""
		for word := range strings.FieldsSeq(text) {
			for l.Width(size, false, word) > width { // a key or a path
				n := fitting(l, word, width, size)
				if line != "" {
					out = append(out, line)
				}
				line, word = word[:n], word[n:]
				if word != "" {
					out, line = append(out, line), ""
				}
			}
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

// fitting is how many bytes of a word, at least one letter, are no wider than width.
func fitting(l *draw.List, word string, width, size float64) int {
	last := len(word)
	for i := range word {
		if i > 0 && l.Width(size, false, word[:i]) > width {
			break
		}
		if i > 0 {
			last = i
		}
	}
	return last
}
