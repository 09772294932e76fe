package arena

import "math"

// viewHeight is how many units of the world a screen is high; a very wide screen
// shows at most viewWidth units across, and a narrow one no fewer than viewLeast.
const (
	viewHeight = 15.0
	viewWidth  = 32.0
	viewLeast  = 12.0
)

// The camera looks ahead toward the mouse or along a stick: by a part of the way, at most so far, and
// comes there within a time.
const (
	aheadPart    = 0.28
	aheadMax     = 4.0  // units
	aheadSeconds = 0.12 // for two thirds of the way
)

// camera turns units into pixels.
type camera struct {
	x, y           float64 // what is in the middle, in units
	aheadX, aheadY float64
	w, h           float64 // of the screen, in pixels
}

func (c *camera) size(w, h float64) { c.w, c.h = w, h }

// scale is pixels per unit.
func (c *camera) scale() float64 { return min(max(c.h/viewHeight, c.w/viewWidth), c.w/viewLeast) }

// follow keeps a place in sight, looking ahead toward a pixel, seen from the middle of
// the screen.
func (c *camera) follow(x, y, lookX, lookY, dt float64) {
	dx, dy := lookX/c.scale()*aheadPart, lookY/c.scale()*aheadPart
	if d := math.Hypot(dx, dy); d > aheadMax {
		dx, dy = dx/d*aheadMax, dy/d*aheadMax
	}
	k := 1 - math.Exp(-dt/aheadSeconds)
	c.aheadX += (dx - c.aheadX) * k
	c.aheadY += (dy - c.aheadY) * k
	c.x, c.y = x+c.aheadX, y+c.aheadY
}

// beyond is how many units of nothing a screen shows at most on one side of a level
// that is larger than it.
const beyond = 6.0

// keep holds the camera over a level.
func (c *camera) keep(width, height float64) {
	c.x = between(c.x, c.w/2/c.scale()-beyond, width)
	c.y = between(c.y, c.h/2/c.scale()-beyond, height)
}

// between brings v to at least margin from both ends of 0 to size; to the middle where
// that cannot be.
func between(v, margin, size float64) float64 {
	if 2*margin > size {
		return size / 2
	}
	return min(max(v, margin), size-margin)
}

// screen is where a place is seen. The world moves by whole pixels, so that straight
// edges do not flicker.
func (c *camera) screen(x, y float64) (px, py float64) {
	s := c.scale()
	return x*s + math.Round(c.w/2-c.x*s), y*s + math.Round(c.h/2-c.y*s)
}

// world is the place under a pixel.
func (c *camera) world(px, py float64) (x, y float64) {
	s := c.scale()
	return c.x + (px-c.w/2)/s, c.y + (py-c.h/2)/s
}

// sees reports whether a box of units is on the screen.
func (c *camera) sees(minX, minY, maxX, maxY float64) bool {
	left, top := c.screen(minX, minY)
	right, bottom := c.screen(maxX, maxY)
	return right >= 0 && bottom >= 0 && left <= c.w && top <= c.h
}
