// Package touch is a game pad on glass: a stick for each thumb and a few buttons. The
// left stick walks, the right one aims, and fires when it is pushed far. It is pure: it
// takes where fingers are, and gives Input and what to draw.
package touch

import (
	"math"

	"hindsight/client/app/scene"
)

// Point is a finger on the glass, in pixels. Its ID stays until it is lifted.
type Point struct {
	ID   int
	X, Y float64
}

// Glass is what the fingers are on.
type Glass struct {
	W, H                     float64 // pixels
	Dot                      float64 // pixels of a logical unit
	Left, Top, Right, Bottom float64 // pixels that the device needs at its rims
}

// role is what a finger does from landing to lifting, wherever it slides.
type role uint8

const (
	idle role = iota
	walk
	aim
	reload
	dash
	next
	scores
	menu
)

type finger struct {
	Point
	role         role
	fromX, fromY float64 // middle of its stick
	here         bool
}

// Pad follows fingers.
type Pad struct {
	glass   Glass
	fingers []finger
	sticks  scene.Sticks
	fire    bool
	menu    bool // was touched since it was asked for
}

// Take tells which fingers there are at a moment; whoever is missing was lifted, or its
// touch was cancelled. While nothing is played, fingers that are down or land do
// nothing until they are lifted.
func (p *Pad) Take(points []Point, g Glass, playing bool) {
	p.glass = g
	for i := range p.fingers {
		p.fingers[i].here = false
	}
	for _, point := range points {
		if math.Abs(point.X) < farthest && math.Abs(point.Y) < farthest { // not so for what is no number
			p.put(point)
		}
	}
	kept := p.fingers[:0]
	for _, f := range p.fingers {
		if f.here {
			kept = append(kept, f)
		}
	}
	p.fingers = kept
	if !playing {
		p.Release()
	}
	p.steer()
}

// Release takes everything out of the hands; fingers must land anew.
func (p *Pad) Release() {
	for i := range p.fingers {
		p.fingers[i].role = idle
	}
	p.steer()
	p.menu = false
}

// put moves a finger, or gives a new one its role.
func (p *Pad) put(point Point) {
	for i := range p.fingers {
		if f := &p.fingers[i]; f.ID == point.ID {
			f.Point, f.here = point, true
			return
		}
	}
	if len(p.fingers) >= maxFingers {
		return
	}
	f := finger{Point: point, role: p.meant(point), fromX: point.X, fromY: point.Y, here: true}
	p.menu = p.menu || f.role == menu
	p.fingers = append(p.fingers, f)
}

// meant is what a finger does that lands at a point.
func (p *Pad) meant(at Point) role {
	for _, b := range p.buttons() {
		if math.Hypot(at.X-b.x, at.Y-b.y) <= b.radius+buttonSlop*p.glass.Dot {
			return b.role
		}
	}
	side := walk
	if at.X >= p.glass.W/2 {
		side = aim
	}
	if p.holder(side) != nil {
		return idle
	}
	return side
}

// holder is the finger with a role, nil for none.
func (p *Pad) holder(r role) *finger {
	for i := range p.fingers {
		if p.fingers[i].role == r {
			return &p.fingers[i]
		}
	}
	return nil
}

// steer works the sticks out. Who only walks looks where he goes.
func (p *Pad) steer() {
	s := &p.sticks
	s.MoveX, s.MoveY, _ = p.tilt(walk)
	x, y, far := p.tilt(aim)
	s.AimX, s.AimY = x, y
	switch {
	case far > 0:
		s.Aim = math.Atan2(y, x)
	case p.holder(aim) == nil && (s.MoveX != 0 || s.MoveY != 0):
		s.Aim = math.Atan2(s.MoveY, s.MoveX)
	}
	p.fire = far >= fireOn || p.fire && far >= fireOff
}

// tilt is how a stick leans: 0 within the dead zone, length 1 at its radius and beyond.
func (p *Pad) tilt(r role) (x, y, far float64) {
	f := p.holder(r)
	if f == nil {
		return 0, 0, 0
	}
	radius := stickRadius * p.glass.Dot
	dx, dy := f.X-f.fromX, f.Y-f.fromY
	d := math.Hypot(dx, dy)
	if most := stickFollow * radius; d > most {
		f.fromX, f.fromY = f.X-dx/d*most, f.Y-dy/d*most
	}
	far = min((d/radius-dead)/(1-dead), 1)
	if !(far > 0) {
		return 0, 0, 0
	}
	return dx / d * far, dy / d * far, far
}

// Input adds what the fingers do.
func (p *Pad) Input(in *scene.Input) {
	sticks := p.sticks
	in.Sticks = &sticks
	in.Fire = in.Fire || p.fire
	in.Reload = in.Reload || p.holder(reload) != nil
	in.Dash = in.Dash || p.holder(dash) != nil
	in.Next = in.Next || p.holder(next) != nil
	in.Scores = in.Scores || p.holder(scores) != nil
	in.Free.Glass = true
	side := (2*buttonRadius + margin) * p.glass.Dot
	in.Free.CornerW, in.Free.CornerH = 2*side+margin*p.glass.Dot, side+margin*p.glass.Dot
	in.Free.HandsY = p.glass.H*rowAt - (thumbRadius+margin)*p.glass.Dot
}

// Menu reports whether the button of the menu was touched since it was asked for.
func (p *Pad) Menu() bool {
	was := p.menu
	p.menu = false
	return was
}
