package viewer

import (
	"math"

	"hindsight/client/app/draw"
	"hindsight/physics"
)

// pen draws a world on a list.
type pen struct {
	list   *draw.List
	camera *camera
	rim    []physics.Vec // pixels
}

var inks = [physics.Inks]draw.Color{
	physics.InkStatic:    {R: 128, G: 138, B: 150, A: 255},
	physics.InkKinematic: {R: 190, G: 120, B: 220, A: 255},
	physics.InkDynamic:   {R: 110, G: 190, B: 240, A: 255},
	physics.InkAsleep:    {R: 90, G: 110, B: 130, A: 255},
	physics.InkDisabled:  {R: 90, G: 70, B: 70, A: 255},
	physics.InkSensor:    {R: 240, G: 220, B: 110, A: 255},
	physics.InkContact:   {R: 255, G: 110, B: 90, A: 255},
	physics.InkBox:       {R: 200, G: 200, B: 200, A: 90},
	physics.InkIsland:    {R: 120, G: 230, B: 140, A: 200},
	physics.InkJoint:     {R: 250, G: 170, B: 60, A: 255},
	physics.InkVelocity:  {R: 250, G: 240, B: 120, A: 255},
}

// A line is this many pixels wide, and what is smaller than small has no outline.
const (
	lineWide  = 1.6
	small     = 4.0
	fill      = 0.35 // of a shape's opacity
	pointWide = 6.0
)

func (p *pen) line(ax, ay, bx, by float64, ink physics.Ink) {
	p.list.Line("line", draw.Pixel, ax, ay, bx, by, lineWide, inks[ink])
}

// Segment is physics.Drawer's, as are the others.
func (p *pen) Segment(a, b physics.Vec, ink physics.Ink) {
	ax, ay := p.camera.screen(a)
	bx, by := p.camera.screen(b)
	if p.camera.sees((ax+bx)/2, (ay+by)/2, math.Hypot(bx-ax, by-ay)/2+lineWide) {
		p.line(ax, ay, bx, by, ink)
	}
}

func (p *pen) Point(at physics.Vec, ink physics.Ink) {
	if x, y := p.camera.screen(at); p.camera.sees(x, y, pointWide) {
		p.list.Sprite("point", draw.Disc, x, y, pointWide, pointWide, 0, inks[ink])
	}
}

func (p *pen) Box(lower, upper physics.Vec, ink physics.Ink) {
	x, y := p.camera.screen(lower)
	right, bottom := p.camera.screen(upper)
	if right >= 0 && bottom >= 0 && x <= p.camera.w && y <= p.camera.h {
		p.list.Frame("box", x, y, right-x, bottom-y, 1, inks[ink])
	}
}

func (p *pen) Circle(center physics.Vec, radius, turns float64, ink physics.Ink) {
	x, y := p.camera.screen(center)
	r := radius * p.camera.scale()
	if !p.camera.sees(x, y, r) {
		return
	}
	p.list.Sprite("circle", draw.Disc, x, y, 2*r, 2*r, 0, inks[ink].Alpha(fill))
	if r < small {
		return
	}
	sin, cos := math.Sincos(turns * 2 * math.Pi)
	p.line(x, y, x+r*cos, y+r*sin, ink)
	sides := min(max(int(r/2), 12), 64)
	for i := range sides {
		s0, c0 := math.Sincos(float64(i) / float64(sides) * 2 * math.Pi)
		s1, c1 := math.Sincos(float64(i+1) / float64(sides) * 2 * math.Pi)
		p.line(x+r*c0, y+r*s0, x+r*c1, y+r*s1, ink)
	}
}

func (p *pen) Polygon(points []physics.Vec, radius float64, ink physics.Ink) {
	reach, x, y := 0.0, 0.0, 0.0
	p.rim = p.rim[:0]
	for _, at := range points {
		px, py := p.camera.screen(at)
		p.rim = append(p.rim, physics.Vec{X: px, Y: py})
		x, y = x+px/float64(len(points)), y+py/float64(len(points))
	}
	r := radius * p.camera.scale()
	for _, at := range p.rim {
		reach = max(reach, math.Hypot(at.X-x, at.Y-y)+r)
	}
	if !p.camera.sees(x, y, reach) {
		return
	}
	p.fill(p.rim, r, inks[ink].Alpha(fill))
	if reach < small {
		return
	}
	if r > 0 {
		p.rim = rounded(p.rim, r)
	}
	for i, at := range p.rim {
		next := p.rim[(i+1)%len(p.rim)]
		p.line(at.X, at.Y, next.X, next.Y, ink)
	}
}

// fill colours what can be made of one rectangle: boxes, and the body of a capsule.
func (p *pen) fill(rim []physics.Vec, r float64, c draw.Color) {
	a, b := rim[0], rim[1]
	switch {
	case len(rim) == 2:
		p.list.Line("capsule", draw.Pixel, a.X, a.Y, b.X, b.Y, 2*r, c)
	case len(rim) == 4 && r == 0:
		d := rim[2]
		along, across := math.Hypot(b.X-a.X, b.Y-a.Y), math.Hypot(d.X-b.X, d.Y-b.Y)
		if math.Abs((b.X-a.X)*(d.X-b.X)+(b.Y-a.Y)*(d.Y-b.Y)) > 1e-6*along*across {
			return
		}
		p.list.Sprite("box", draw.Pixel, (a.X+d.X)/2, (a.Y+d.Y)/2, along, across, math.Atan2(b.Y-a.Y, b.X-a.X), c)
	}
}

// rounded returns the outline of a convex polygon that is grown by r: an arc about
// each corner.
func rounded(rim []physics.Vec, r float64) []physics.Vec {
	const arc = 6 // lines at most for half a turn
	var out []physics.Vec
	n := len(rim)
	for i, at := range rim {
		before, after := rim[(i+n-1)%n], rim[(i+1)%n]
		from := math.Atan2(at.Y-before.Y, at.X-before.X) - math.Pi/2
		turn := math.Mod(math.Atan2(after.Y-at.Y, after.X-at.X)-math.Pi/2-from+4*math.Pi, 2*math.Pi)
		for k := range arc + 1 {
			sin, cos := math.Sincos(from + turn*float64(k)/arc)
			out = append(out, physics.Vec{X: at.X + r*cos, Y: at.Y + r*sin})
		}
	}
	return out
}
