package viewer

import "hindsight/physics"

// camera turns units into pixels.
type camera struct {
	center, half physics.Vec // what is in the middle, and what is seen at least about it
	w, h         float64     // of the screen
}

// rim is the part of the screen that is left free about the scene.
const rim = 0.04

// scale is pixels per unit.
func (c *camera) scale() float64 {
	return min(c.w/c.half.X, c.h/c.half.Y) / 2 * (1 - rim)
}

func (c *camera) screen(p physics.Vec) (x, y float64) {
	s := c.scale()
	return c.w/2 + (p.X-c.center.X)*s, c.h/2 + (p.Y-c.center.Y)*s
}

// The scene is seen from at least this many units across, and at most.
const nearest, farthest = 0.05, 1e6

// zoom brings the scene nearer by a factor below 1; what is under a pixel stays.
func (c *camera) zoom(factor, x, y float64) {
	if next := c.half.X * factor; next < nearest || next > farthest {
		return
	}
	s := c.scale()
	dx, dy := (x-c.w/2)/s*(1-factor), (y-c.h/2)/s*(1-factor)
	c.half.X, c.half.Y = c.half.X*factor, c.half.Y*factor
	c.center.X, c.center.Y = c.center.X+dx, c.center.Y+dy
}

// move shifts what is seen by pixels.
func (c *camera) move(dx, dy float64) {
	s := c.scale()
	c.center.X, c.center.Y = c.center.X+dx/s, c.center.Y+dy/s
}

// sees reports whether a circle of pixels is on the screen.
func (c *camera) sees(x, y, radius float64) bool {
	return x+radius >= 0 && y+radius >= 0 && x-radius <= c.w && y-radius <= c.h
}
