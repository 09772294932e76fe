package puck

import (
	"math"

	"hindsight/sim/puck"
	"hindsight/sim/row"
)

// A correction is not shown at once: what it differs by fades away within smoothSeconds,
// unless it is too far to slide.
const (
	smoothSeconds = 0.05
	smoothMax     = 2.0 // units
)

// thing is a paddle or the puck as it is drawn.
type thing struct {
	row        row.Row
	x, y       float64
	errX, errY float64 // shown place minus that of the rows
	seen       bool
}

// move lets a thing go where its row says, less what is left of the tick.
func (m *match) move(r *row.Row) {
	left := (1 - m.frame.Part) / float64(m.tickRate)
	if m.rows == m.frame.Picture {
		left = 0 // blended already
	}
	px, py := place(r)
	vx, vy := speed(r)
	x, y := px-vx*left, py-vy*left
	t := m.find(r)
	t.seen = true
	// Where it would be if it had gone on as it was drawn.
	wx, wy := speed(&t.row)
	k := math.Exp(-m.dt / smoothSeconds)
	t.errX, t.errY = (t.x+wx*m.dt-x)*k, (t.y+wy*m.dt-y)*k
	if teleport(&t.row) != teleport(r) || math.Hypot(t.errX, t.errY) > smoothMax || m.dt == 0 {
		t.errX, t.errY = 0, 0
	}
	t.row, t.x, t.y = *r, x+t.errX, y+t.errY
}

// find returns the thing of a row, a new one where there is none.
func (m *match) find(r *row.Row) *thing {
	for i := range m.things {
		if m.things[i].row.ID == r.ID {
			return &m.things[i]
		}
	}
	x, y := place(r)
	m.things = append(m.things, thing{row: *r, x: x, y: y})
	return &m.things[len(m.things)-1]
}

func teleport(r *row.Row) int32 {
	if r.Kind == puck.KindPuck {
		return r.Fields[puck.PuckTeleport]
	}
	return r.Fields[puck.PlayerTeleport]
}

// puck is the puck as it is drawn, nil while there is none.
func (m *match) puck() *thing {
	for i := range m.things {
		if m.things[i].row.Kind == puck.KindPuck {
			return &m.things[i]
		}
	}
	return nil
}
