package touch

import "hindsight/client/app/draw"

var (
	line  = draw.Color{R: 240, G: 245, B: 250, A: 90}
	held  = draw.Color{R: 86, G: 180, B: 233, A: 190}
	shot  = draw.Color{R: 240, G: 228, B: 66, A: 210}
	knob  = draw.Color{R: 240, G: 245, B: 250, A: 120}
	under = draw.Color{R: 11, G: 15, B: 21, A: 120}
)

// button is a circle on the glass, in pixels.
type button struct {
	role         role
	x, y, radius float64
}

// buttons are those of the upper right corner, and a row above the right thumb.
func (p *Pad) buttons() [5]button {
	g := &p.glass
	r := buttonRadius * g.Dot
	x, y := g.W-g.Right-margin*g.Dot-r, g.Top+margin*g.Dot+r
	t := thumbRadius * g.Dot
	right, row, step := g.W-g.Right-margin*g.Dot-t, g.H*rowAt, 2*t+margin*g.Dot
	return [...]button{
		{menu, x, y, r},
		{scores, x - 2*r - margin*g.Dot, y, r},
		{dash, right, row, t},
		{next, right - step, row, t},
		{reload, right - 2*step, row, t},
	}
}

// Draw adds sticks and buttons to a frame.
func (p *Pad) Draw(l *draw.List) {
	g := &p.glass
	rest := stickRest * g.Dot
	p.drawStick(l, walk, g.Left+rest, held)
	c := held
	if p.fire {
		c = shot
	}
	p.drawStick(l, aim, g.W-g.Right-rest, c)
	for _, b := range p.buttons() {
		c := line
		if p.holder(b.role) != nil {
			c = held
		}
		l.Sprite("touch ground", draw.Disc, b.x, b.y, 2*b.radius, 2*b.radius, 0, under)
		l.Sprite("touch button", draw.Ring, b.x, b.y, 2*b.radius, 2*b.radius, 0, c)
		p.drawGlyph(l, &b, c.Alpha(2))
	}
}

// drawStick draws a stick under its thumb, or where a thumb may land.
func (p *Pad) drawStick(l *draw.List, r role, restX float64, c draw.Color) {
	g := &p.glass
	d := 2 * stickRadius * g.Dot
	f := p.holder(r)
	if f == nil {
		y := g.H - g.Bottom - stickRest*g.Dot
		l.Sprite("touch rest", draw.Ring, restX, y, d, d, 0, line.Alpha(0.6))
		l.Sprite("touch rest knob", draw.Disc, restX, y, d*0.4, d*0.4, 0, knob.Alpha(0.4))
		return
	}
	x, y, far := p.tilt(r)
	l.Sprite("touch stick", draw.Ring, f.fromX, f.fromY, d, d, 0, c)
	k := 0.0
	if far > 0 {
		k = (far*(1-dead) + dead) / far * d / 2
	}
	l.Sprite("touch knob", draw.Disc, f.fromX+x*k, f.fromY+y*k, d*0.44, d*0.44, 0, c)
}

// drawGlyph draws what a button is for.
func (p *Pad) drawGlyph(l *draw.List, b *button, c draw.Color) {
	r := b.radius
	switch b.role {
	case menu:
		for i := range 3 {
			l.Rect("touch menu", b.x-r*0.4, b.y+(float64(i)*0.3-0.36)*r, r*0.8, r*0.13, c)
		}
	case scores:
		for i, high := range [...]float64{0.45, 0.8, 0.6} {
			l.Rect("touch scores", b.x+(float64(i)*0.3-0.4)*r, b.y+(0.4-high)*r, r*0.2, r*high, c)
		}
	case reload:
		l.Sprite("touch reload", draw.Ring, b.x, b.y, r*1.05, r*1.05, 0, c)
		l.Sprite("touch reload", draw.Chevron, b.x+r*0.06, b.y-r*0.49, r*0.6, r*0.6, 0, c)
	case dash:
		for i := range 2 {
			l.Sprite("touch dash", draw.Chevron, b.x+(float64(i)*0.5-0.3)*r, b.y, r*0.9, r*0.9, 0, c)
		}
	case next:
		l.Rect("touch next", b.x-r*0.6, b.y-r*0.1, r*0.7, r*0.2, c)
		l.Rect("touch next", b.x-r*0.6, b.y+r*0.1, r*0.18, r*0.3, c)
		l.Sprite("touch next", draw.Chevron, b.x+r*0.3, b.y, r*0.7, r*0.7, 0, c)
	}
}
