package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// Monsters know where players are. One that has a clear line to the nearest goes
// straight; the others descend a field of distances, that is made anew from where
// players stand whenever monsters think. So what they want is a function of rows.

const (
	// huntEveryMS is the time from thought to thought.
	huntEveryMS = 100
	// huntCell is the size of the field's cells, in units.
	huntCell = 1.0
	// huntClear is how far from walls a cell's middle must be.
	huntClear = 0.42
	// aimErr is how far off a shooter's aim may be, in 1/65536 turn.
	aimErr = 1100
)

// unreached is the distance of a cell that no way leads to.
const unreached = math.MaxInt32

// hunt is the field of distances to the nearest player.
type hunt struct {
	cols, rows int32
	open       []bool  // by cell
	far        []int32 // scratch: steps to the nearest player
	queue      []int32 // scratch: cells
}

func newHunt(l *level.Level) hunt {
	h := hunt{cols: int32(math.Ceil(l.Width / huntCell)), rows: int32(math.Ceil(l.Height / huntCell))}
	n := h.cols * h.rows
	h.open, h.far, h.queue = make([]bool, n), make([]int32, n), make([]int32, 0, n)
	for c := range h.open {
		at := h.middle(int32(c))
		h.open[c] = true
		for _, wall := range l.Walls {
			if wall.Near(at, huntClear) {
				h.open[c] = false
				break
			}
		}
	}
	return h
}

func (h *hunt) middle(cell int32) physics.Vec {
	return physics.Vec{X: float64((float64(cell%h.cols) + 0.5) * huntCell), Y: float64((float64(cell/h.cols) + 0.5) * huntCell)}
}

func (h *hunt) cellOf(at physics.Vec) int32 {
	x := min(max(int32(at.X/huntCell), 0), h.cols-1)
	y := min(max(int32(at.Y/huntCell), 0), h.rows-1)
	return y*h.cols + x
}

// beside returns the cell in direction d of eight, -1 when it is closed or no way leads
// there: a diagonal needs both its sides.
func (h *hunt) beside(cell int32, d int) int32 {
	steps := [8][2]int32{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}
	x, y := cell%h.cols+steps[d][0], cell/h.cols+steps[d][1]
	if x < 0 || y < 0 || x >= h.cols || y >= h.rows || !h.open[y*h.cols+x] {
		return -1
	}
	if d >= 4 && !(h.open[y*h.cols+cell%h.cols] && h.open[cell/h.cols*h.cols+x]) {
		return -1
	}
	return y*h.cols + x
}

// spread makes the field from where players stand.
func (h *hunt) spread(players []row.Row) {
	for i := range h.far {
		h.far[i] = unreached
	}
	h.queue = h.queue[:0]
	for p := range players {
		if r := &players[p]; alive(r) {
			if c := h.cellOf(posOf(r)); h.far[c] != 0 {
				h.far[c] = 0
				h.queue = append(h.queue, c)
			}
		}
	}
	for next := 0; next < len(h.queue); next++ {
		c := h.queue[next]
		for d := range 8 {
			if o := h.beside(c, d); o >= 0 && h.far[o] == unreached {
				h.far[o] = h.far[c] + 1
				h.queue = append(h.queue, o)
			}
		}
	}
}

// toward is the next place on the way from a place to the nearest player.
func (h *hunt) toward(at physics.Vec) physics.Vec {
	c := h.cellOf(at)
	best := c
	for d := range 8 {
		if o := h.beside(c, d); o >= 0 && h.far[o] < h.far[best] {
			best = o
		}
	}
	return h.middle(best)
}

// onHunt lets monsters decide what they want, all at once a few times a second.
func (w *world) onHunt([]sim.Event) {
	if w.tick%sim.Tick(w.rules.ticks(huntEveryMS)) != 0 || w.living() == 0 {
		return
	}
	w.hunt.spread(w.players.rows)
	for i := range w.monsters.rows {
		if r := &w.monsters.rows[i]; r.Kind != 0 {
			w.think(r, &w.beasts[i])
		}
	}
}

// think decides what a monster wants until its next thought.
func (w *world) think(r *row.Row, m *beast) {
	at := posOf(r)
	p := w.reached(r, math.MaxInt16)
	if p < 0 { // nobody lives: it waits
		m.moveX, m.moveY, m.attack = 0, 0, false
		return
	}
	to := posOf(&w.players.rows[p])
	d := physics.Vec{X: to.X - at.X, Y: to.Y - at.Y}
	length := math.Sqrt(float64(d.X*d.X) + float64(d.Y*d.Y))
	sees := !w.bodies.world.RayAny(at, d, wallCategory)
	way := d
	if !sees {
		next := w.hunt.toward(at)
		way = physics.Vec{X: next.X - at.X, Y: next.Y - at.Y}
	}
	kind, speed := w.kindOf(r), 1.0
	if rules.Monster(r.Fields[MonsterType]) == rules.Shooter && sees && length < float64(kind.Range*0.6) {
		speed = 0
	}
	m.moveX, m.moveY = stickOf(way, speed)
	m.aim = aimAt(d)
	if rules.Monster(r.Fields[MonsterType]) == rules.Shooter {
		m.aim += uint16(w.keys.mode.Intn(w.tick, drawAim|uint32(w.monsters.place(r)), 2*aimErr+1) - aimErr)
	}
	m.attack = sees && length < kind.Range+PlayerRadius
}

// stickOf is a direction as a command has it.
func stickOf(d physics.Vec, speed float64) (x, y int8) {
	length := math.Sqrt(float64(d.X*d.X) + float64(d.Y*d.Y))
	if length == 0 {
		return 0, 0
	}
	return int8(d.X / length * speed * 127), int8(d.Y / length * speed * 127)
}

// aimAt is a direction as a row has it.
func aimAt(d physics.Vec) uint16 {
	return uint16(int32(physics.RoundTurn(physics.Atan2(d.Y, d.X)) * physics.TurnGrid))
}
