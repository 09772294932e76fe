package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// A door or a bridge slides from where it is drawn to the end of its way and back: out
// while it is held open, back when MoverHold has run out. Where it is follows from
// MoverOpen alone; a door moves there with the physics, so that it pushes what is in
// its way. One that would crush something opens again, or waits. A bridge is flat: it
// pushes nothing and takes nobody along, but who is on it is safe from the floor.

const (
	// moverSpeed bounds how fast a door moves, whatever its map says, so that it does
	// not pass through what it pushes, in units/s.
	moverSpeed = 12.0
	// squeeze is how far a door may be inside of something before that stops it.
	squeeze = 0.1

	moverOpenMax = 1<<12 - 1
	moverHoldMax = 1<<timeBits - 1
)

// putMover closes a door or a bridge.
func (w *world) putMover(i int) {
	r := &w.movers.rows[i]
	if r.Kind == 0 {
		r = w.movers.add(w.schema, i)
	}
	r.Fields = [row.MaxFields]int32{}
	r.Fields[MoverX], r.Fields[MoverY] = w.moverAt(i, 0)
}

// travel is how many ticks a mover takes from end to end.
func (w *world) travel(i int) int32 {
	m := &w.level.Movers[i]
	way := math.Sqrt(float64(m.Slide.X*m.Slide.X) + float64(m.Slide.Y*m.Slide.Y))
	least := int32(math.Ceil(float64(way*float64(w.rules.rate)) / moverSpeed))
	return min(max(w.rules.ticks(m.TravelMS), least), moverOpenMax)
}

// moverAt is where the middle of a mover is after some ticks of its way, on the grid.
func (w *world) moverAt(i int, open int32) (x, y int32) {
	m, part := &w.level.Movers[i], float64(open)/float64(w.travel(i))
	at := m.Box.Center()
	at.X, at.Y = float64(at.X)+float64(m.Slide.X*part), float64(at.Y)+float64(m.Slide.Y*part)
	return gridPos(min(max(at.X, 0), w.level.Width)), gridPos(min(max(at.Y, 0), w.level.Height))
}

// holdOpen is a trigger's.
func (w *world) holdOpen(i int) {
	if r := &w.movers.rows[i]; r.Kind != 0 {
		r.Fields[MoverHold] = min(w.rules.ticks(w.level.Movers[i].HoldMS), moverHoldMax)
	}
}

// onSlide sets movers in motion for the step to come. They are there when it is done.
func (w *world) onSlide([]sim.Event) {
	w.placed = false
	for i := range w.movers.rows {
		if r := &w.movers.rows[i]; r.Kind != 0 {
			w.slide(i, r)
		}
	}
}

func (w *world) slide(i int, r *row.Row) {
	f := &r.Fields
	next := max(f[MoverOpen]-1, 0)
	if f[MoverHold] > 0 {
		f[MoverHold]--
		next = min(f[MoverOpen]+1, w.travel(i))
	}
	x, y := w.moverAt(i, next)
	if dx, dy := x-f[MoverX], y-f[MoverY]; next != f[MoverOpen] && w.squeezes(i, r, dx, dy) {
		if next < f[MoverOpen] {
			w.holdOpen(i)
		}
		next, x, y = f[MoverOpen], f[MoverX], f[MoverY]
	}
	rate := float64(w.rules.rate)
	f[MoverVX] = gridVel(float64(fromGrid(x-f[MoverX], physics.PosGrid) * rate))
	f[MoverVY] = gridVel(float64(fromGrid(y-f[MoverY], physics.PosGrid) * rate))
	f[MoverOpen] = next
}

// squeezes reports whether a door that moves by (dx, dy) has something before it that
// gives way no more. What is inside of its front half was not pushed out of its way.
func (w *world) squeezes(i int, r *row.Row, dx, dy int32) bool {
	m := &w.level.Movers[i]
	if m.Kind != level.Door {
		return false
	}
	if !w.placed {
		w.placeBodies()
		w.placed = true
	}
	at, half := posOf(r), m.Box.Half()
	half.X, half.Y = max(float64(half.X)-squeeze, float64(half.X/2)), max(float64(half.Y)-squeeze, float64(half.Y/2))
	half.X, at.X = frontOf(half.X, at.X, dx)
	half.Y, at.Y = frontOf(half.Y, at.Y, dy)
	w.met = w.bodies.world.OverlapBox(w.met[:0], at, half, 0, playerCategory|monsterCategory|propCategory)
	return len(w.met) > 0
}

// frontOf is the half of an interval about a middle that lies in the direction of d, all
// of it when that is zero.
func frontOf(half, middle float64, d int32) (part, at float64) {
	part = float64(half / 2)
	switch {
	case d > 0:
		return part, middle + part
	case d < 0:
		return part, middle - part
	}
	return half, middle
}

// fetchMovers puts movers where they are after the step.
func (w *world) fetchMovers() {
	for i := range w.movers.rows {
		if r := &w.movers.rows[i]; r.Kind != 0 {
			r.Fields[MoverX], r.Fields[MoverY] = w.moverAt(i, r.Fields[MoverOpen])
		}
	}
}

// onBridge reports whether a place is on a bridge.
func (w *world) onBridge(at physics.Vec) bool {
	for i := range w.movers.rows {
		r, m := &w.movers.rows[i], &w.level.Movers[i]
		if r.Kind == 0 || m.Kind != level.Bridge {
			continue
		}
		if p, half := posOf(r), m.Box.Half(); math.Abs(at.X-p.X) <= half.X && math.Abs(at.Y-p.Y) <= half.Y {
			return true
		}
	}
	return false
}

// checkMovers refuses movers that are not where their way leads.
func (w *world) checkMovers(s *state) bool {
	for i := range s.movers.rows {
		r := &s.movers.rows[i]
		if r.Kind == 0 {
			continue
		}
		f := &r.Fields
		if x, y := w.moverAt(i, f[MoverOpen]); f[MoverOpen] > w.travel(i) || f[MoverX] != x || f[MoverY] != y {
			return false
		}
	}
	return true
}
