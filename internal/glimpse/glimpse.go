// Package glimpse measures what a player is told of those whom it cannot see. It shares
// no code with what decides that: it looks along many rays from where an eye really was
// at those who were really drawn.
package glimpse

import (
	"math"

	"hindsight/physics"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// How far a screen shows anything at most, looking ahead, wide or tall, in units: from its
// player, and from an edge of the map that it stays on.
const (
	screenX, screenY = 20.0, 17.0
	edgeX, edgeY     = 26.0, 20.0
)

// rays is how many lines of sight are tried to a body, from edge to edge.
const rays = 17

// Meter measures one viewer's match. Its numbers count ticks: Moment is called for each.
type Meter struct {
	// Visible counts moments in which an enemy was in sight, PopIn those of them in which
	// it was not known, Appearances how often one came into sight and Late how many ticks
	// it took each time until it was known.
	Visible, PopIn int
	Late           []int
	// Hidden counts moments in which an enemy was not in sight, Leaked those of them in
	// which it was known, and Leaks how many ticks each such time lasted.
	Hidden, Leaked int
	Leaks          []int
	level          *level.Level
	boxes          []level.Box // what hides at the moment
	others         map[uint16]*other
}

// other is what became of an enemy up to the last moment.
type other struct {
	visible, known bool
	late, leak     int
}

// New makes a meter for a match on a map.
func New(l *level.Level) *Meter {
	return &Meter{level: l, others: map[uint16]*other{}}
}

// Moment measures a moment of a viewer's screen: eye is where its own player is drawn,
// drawn are all rows of the server's as of the moment that the others are drawn at, and
// knows says of which of them the client was told then. Nothing is measured while the
// viewer is dead.
func (m *Meter) Moment(viewer row.ID, eye physics.Vec, drawn *row.Set, knows func(row.ID) bool) {
	self := drawn.Find(viewer)
	if self == nil || self.Fields[arena.PlayerAlive] == 0 {
		m.Break()
		return
	}
	m.lay(drawn)
	for i := range drawn.Rows {
		r := &drawn.Rows[i]
		team := r.Fields[arena.PlayerTeam]
		if r.Kind != arena.KindPlayer || r.ID == viewer || team == self.Fields[arena.PlayerTeam] && team != arena.TeamNone {
			continue
		}
		if r.Fields[arena.PlayerAlive] == 0 {
			m.end(r.ID.Index)
			continue
		}
		at := physics.Vec{X: float64(r.Fields[arena.PlayerX]) / physics.PosGrid, Y: float64(r.Fields[arena.PlayerY]) / physics.PosGrid}
		m.count(r.ID.Index, m.sees(eye, at), knows(r.ID))
	}
}

// Break ends everything that lasts: the viewer is elsewhere.
func (m *Meter) Break() {
	for index := range m.others {
		m.end(index)
	}
}

func (m *Meter) end(index uint16) {
	if o := m.others[index]; o != nil {
		m.settle(o)
		delete(m.others, index)
	}
}

// settle files a leak that is over.
func (m *Meter) settle(o *other) {
	if o.leak > 0 {
		m.Leaks = append(m.Leaks, o.leak)
	}
	o.leak = 0
}

func (m *Meter) count(index uint16, visible, known bool) {
	o := m.others[index]
	if o == nil { // the first moment says nothing of how one came into sight
		o = &other{visible: visible, known: known}
		m.others[index] = o
		return
	}
	switch {
	case visible:
		m.Visible++
		m.settle(o)
		if !o.visible {
			m.Late = append(m.Late, 0)
			o.late = 0
		}
		if !known {
			m.PopIn++
			if n := len(m.Late); n > 0 {
				o.late++
				m.Late[n-1] = max(m.Late[n-1], o.late)
			}
		}
	default:
		m.Hidden++
		if known {
			m.Leaked++
			o.leak++
		} else {
			m.settle(o)
		}
	}
	o.visible, o.known = visible, known
}

// lay lists what hides: walls, slabs that stand, doors where they are.
func (m *Meter) lay(drawn *row.Set) {
	m.boxes = append(m.boxes[:0], m.level.Walls...)
	for i := range drawn.Rows {
		r := &drawn.Rows[i]
		at := physics.Vec{X: float64(r.Fields[0]) / physics.PosGrid, Y: float64(r.Fields[1]) / physics.PosGrid}
		switch r.Kind {
		case arena.KindMover:
			if d := &m.level.Movers[arena.Place(r)]; d.Kind == level.Door {
				m.boxes = append(m.boxes, around(at, d.Box.Half()))
			}
		case arena.KindProp:
			if p := &m.level.Props[arena.Place(r)]; p.Kind == level.Slab {
				m.boxes = append(m.boxes, p.Box())
			}
		}
	}
}

func around(at, half physics.Vec) level.Box {
	return level.Box{MinX: at.X - half.X, MinY: at.Y - half.Y, MaxX: at.X + half.X, MaxY: at.Y + half.Y}
}

// sees reports whether a part of a body is on the screen and in sight.
func (m *Meter) sees(eye, at physics.Vec) bool {
	dx, dy := at.X-eye.X, at.Y-eye.Y
	far := math.Hypot(dx, dy)
	if far < 2*arena.PlayerRadius {
		return true
	}
	if at.X > max(eye.X+screenX, edgeX) || at.X < min(eye.X-screenX, m.level.Width-edgeX) ||
		at.Y > max(eye.Y+screenY, edgeY) || at.Y < min(eye.Y-screenY, m.level.Height-edgeY) {
		return false
	}
	for k := range rays {
		side := arena.PlayerRadius * 0.98 * (float64(2*k)/(rays-1) - 1) / far
		if m.open(eye, physics.Vec{X: at.X - dy*side, Y: at.Y + dx*side}) {
			return true
		}
	}
	return false
}

// open reports whether nothing is between two points.
func (m *Meter) open(p, q physics.Vec) bool {
	for _, b := range m.boxes {
		lo, hi := 0.0, 1.0
		for _, a := range [2][4]float64{{p.X, q.X - p.X, b.MinX, b.MaxX}, {p.Y, q.Y - p.Y, b.MinY, b.MaxY}} {
			if a[1] == 0 {
				if a[0] <= a[2] || a[0] >= a[3] {
					hi = -1
				}
				continue
			}
			enter, leave := (a[2]-a[0])/a[1], (a[3]-a[0])/a[1]
			lo, hi = max(lo, min(enter, leave)), min(hi, max(enter, leave))
		}
		if lo < hi {
			return false
		}
	}
	return true
}
