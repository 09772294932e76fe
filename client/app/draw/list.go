// Package draw is what a frame consists of, without anything that paints it: a list
// of sprites and words in order, the pictures of the sprites, and the widths of
// words. It needs no display, so all that decides what is seen can be tested.
package draw

import "math"

// Color is not premultiplied.
type Color struct{ R, G, B, A uint8 }

// Alpha returns the colour at a part of its opacity, from 0 to 1.
func (c Color) Alpha(part float64) Color {
	c.A = uint8(float64(c.A) * min(max(part, 0), 1))
	return c
}

// Mix returns what lies at part of the way from c to d.
func (c Color) Mix(d Color, part float64) Color {
	part = min(max(part, 0), 1)
	at := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*part)) }
	return Color{at(c.R, d.R), at(c.G, d.G), at(c.B, d.B), at(c.A, d.A)}
}

// Align says which point of a line of words its place is.
type Align uint8

const (
	Left Align = iota
	Center
	Right
)

// Item is a sprite, or a line of words when Text is not empty. Lengths are in pixels.
type Item struct {
	Name  string // what it shows: for tests and for whoever looks for it
	Image Image
	X, Y  float64 // a sprite's middle; where a line of words is aligned, at half its height
	W, H  float64
	Turn  float64 // radians, clockwise
	Color Color

	Text  string
	Size  float64 // height of a line of words
	Align Align
	Bold  bool
}

// List is a frame. Later items cover earlier ones.
type List struct {
	W, H  float64 // of the screen
	Least float64 // Scale is no less, so that words stay readable on small screens
	Items []Item
	fonts *Fonts
}

// LeastScale is the least scale at which words can be read where a logical unit has dot
// pixels; fingers need more than a mouse.
func LeastScale(dot float64, glass bool) float64 {
	if glass {
		return 0.8 * dot
	}
	return 0.66 * dot
}

// NewList makes a list that knows how wide words are.
func NewList(fonts *Fonts) *List { return &List{fonts: fonts} }

// Reset empties the list for a frame of w by h pixels.
func (l *List) Reset(w, h float64) { l.W, l.H, l.Items = w, h, l.Items[:0] }

// Scale is how large one design pixel is: pages are laid out for 720 lines, and for
// screens that are not narrower than 4:3.
func (l *List) Scale() float64 { return max(min(l.H/720, l.W/960), l.Least) }

// Sprite adds an image around a middle.
func (l *List) Sprite(name string, image Image, x, y, w, h, turn float64, c Color) {
	l.Items = append(l.Items, Item{Name: name, Image: image, X: x, Y: y, W: w, H: h, Turn: turn, Color: c})
}

// Rect adds a filled rectangle by its upper left corner.
func (l *List) Rect(name string, x, y, w, h float64, c Color) {
	l.Sprite(name, Pixel, x+w/2, y+h/2, w, h, 0, c)
}

// Frame adds the outline of a rectangle, inside of it.
func (l *List) Frame(name string, x, y, w, h, width float64, c Color) {
	l.Rect(name, x, y, w, width, c)
	l.Rect(name, x, y+h-width, w, width, c)
	l.Rect(name, x, y+width, width, h-2*width, c)
	l.Rect(name, x+w-width, y+width, width, h-2*width, c)
}

// Line adds a line; Soft as image has it fade toward its sides.
func (l *List) Line(name string, image Image, x1, y1, x2, y2, width float64, c Color) {
	dx, dy := x2-x1, y2-y1
	l.Sprite(name, image, (x1+x2)/2, (y1+y2)/2, math.Hypot(dx, dy), width, math.Atan2(dy, dx), c)
}

// Words adds a line of words.
func (l *List) Words(name string, x, y, size float64, align Align, bold bool, c Color, text string) {
	l.Items = append(l.Items, Item{Name: name, X: x, Y: y, Size: size, Align: align, Bold: bold, Color: c, Text: text})
}

// Shadowed adds a line of words that can be read on any ground.
func (l *List) Shadowed(name string, x, y, size float64, align Align, bold bool, c Color, text string) {
	l.Words("shadow", x+1, y+1, size, align, bold, Color{A: 200}.Alpha(float64(c.A)/255), text)
	l.Words(name, x, y, size, align, bold, c, text)
}

// Fit is a size at which a line of words is no wider than width: size, where it is so.
func (l *List) Fit(size float64, bold bool, text string, width float64) float64 {
	if w := l.Width(size, bold, text); w > width && width > 0 {
		return size * width / w
	}
	return size
}

// Width is how wide a line of words is.
func (l *List) Width(size float64, bold bool, text string) float64 {
	return l.fonts.Width(size, bold, text)
}
