package arena

import (
	"math"

	"hindsight/client/app/scene"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// A correction of the own place is not shown at once: what it differs by fades away
// within smoothSeconds, unless it is too far to slide.
const (
	smoothSeconds = 0.07
	smoothMax     = 1.5 // units
)

// own is the own player as it is drawn: between two predicted ticks, and with the
// last corrections still on their way out.
type own struct {
	present      bool
	alive        bool
	x, y, aim    float64
	row          row.Row
	errX, errY   float64 // shown place minus predicted place
	last         row.Row // newest predicted row that was seen
	lastX, lastY float64
}

// look compares a row with what was seen of its tick before: where they differ, a
// correction has come between.
func (o *own) look(r *row.Row) {
	if r.Tick != o.last.Tick || r.ID != o.last.ID {
		return
	}
	x, y := place(r)
	if r.Fields[arena.PlayerTeleport] == o.last.Fields[arena.PlayerTeleport] {
		o.errX, o.errY = o.errX+o.lastX-x, o.errY+o.lastY-y
	} else {
		o.errX, o.errY = 0, 0
	}
	if math.Hypot(o.errX, o.errY) > smoothMax {
		o.errX, o.errY = 0, 0
	}
	o.last, o.lastX, o.lastY = *r, x, y
}

func (o *own) update(f *scene.Frame, dt float64) {
	o.present = f.Self.Kind == arena.KindPlayer
	if !o.present {
		o.alive = false
		return
	}
	o.look(&f.Before)
	o.look(&f.Self)
	k := math.Exp(-dt / smoothSeconds)
	o.errX, o.errY = o.errX*k, o.errY*k
	part := f.Part
	if f.Before.ID != f.Self.ID || f.Before.Fields[arena.PlayerTeleport] != f.Self.Fields[arena.PlayerTeleport] {
		part = 1
	}
	bx, by := place(&f.Before)
	x, y := place(&f.Self)
	o.x, o.y = bx+(x-bx)*part+o.errX, by+(y-by)*part+o.errY
	o.aim = angle(f.Self.Fields[arena.PlayerAim])
	o.alive = f.Self.Fields[arena.PlayerAlive] != 0
	o.row, o.last, o.lastX, o.lastY = f.Self, f.Self, x, y
}
