package puck

import (
	"hindsight/client/app/scene"
	"hindsight/sim/puck"
)

// view turns units into pixels: the whole rink is on the screen, below the score.
type view struct {
	scale     float64 // pixels a unit
	left, top float64 // pixel of the rink's upper left corner
	free      scene.Free
}

// Parts of a screen's height that words need above the rink, and on all sides.
const (
	topPart = 0.13
	rimPart = 0.03
)

func (v *view) fit(r *puck.Rink, in *scene.Input) {
	rim := rimPart * min(in.W, in.H)
	left, right := in.Free.Left+rim, in.W-in.Free.Right-rim
	top, bottom := in.Free.Top+topPart*in.H, in.H-in.Free.Bottom-rim
	across, down := r.Width+2*puck.GoalDepth, r.Height+1
	if r.Goals == 4 {
		down = r.Height + 2*puck.GoalDepth
	}
	v.scale = max(min((right-left)/across, (bottom-top)/down), 1)
	v.left = (left+right)/2 - r.Width/2*v.scale
	v.top = (top+bottom)/2 - r.Height/2*v.scale
	v.free = in.Free
}

// screen is where a place is seen.
func (v *view) screen(x, y float64) (px, py float64) { return v.left + x*v.scale, v.top + y*v.scale }

// world is the place under a pixel.
func (v *view) world(px, py float64) (x, y float64) {
	if v.scale == 0 {
		return 0, 0
	}
	return (px - v.left) / v.scale, (py - v.top) / v.scale
}
