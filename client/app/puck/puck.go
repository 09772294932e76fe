// Package puck draws and steers the game Puck. It needs no display: it turns rows and
// effects into a list of sprites, and hands into commands.
//
// The whole rink is predicted, so all of it is drawn as of the predicted tick: a puck that
// meets a paddle meets it on the screen too.
package puck

import (
	"fmt"

	"hindsight/client/app/draw"
	"hindsight/client/app/scene"
	"hindsight/netcode"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/puck"
	"hindsight/sim/row"
)

// Scene is Puck for a window.
func Scene() scene.Scene { return &puckScene{spec: puck.Spec()} }

type puckScene struct{ spec *sim.Spec }

func (s *puckScene) Spec() *sim.Spec { return s.spec }

// Open is scene.Scene's.
func (s *puckScene) Open(static sim.Static, slot sim.Slot) (scene.Match, error) {
	rink, err := puck.LoadRink(static.MapData)
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", static.Map, err)
	}
	seats, err := puck.Seats(static.Mode)
	if err != nil {
		return nil, err
	}
	return &match{rink: rink, seats: seats, slot: slot, tickRate: static.TickRate}, nil
}

// match is what a player of one match sees and does.
type match struct {
	rink     *puck.Rink
	seats    []puck.Side // of each seat of the mode
	slot     sim.Slot
	tickRate uint32
	hands    hands
	view     view
	things   []thing // paddles and puck, as they are drawn
	board    row.Row
	rows     *row.Set // of the moment, predicted if there are any
	trail    trail
	fx       effects
	now      netcode.Time
	dt       float64      // seconds since the last frame, at most 0.1
	frame    *scene.Frame // of the moment, during Draw
	list     *draw.List
	debug    Debug
}

// Input is scene.Match's.
func (m *match) Input(in *scene.Input) {
	m.hands.take(in)
	m.view.fit(m.rink, in)
}

// Command is scene.Match's: the hands' doing of one tick.
func (m *match) Command(_ *row.Set, self *row.Row, cmd *sim.Command) {
	x, y := place(self)
	toX, toY := m.view.world(m.hands.in.MouseX, m.hands.in.MouseY)
	m.hands.fill(cmd, toX-x, toY-y)
}

// Draw is scene.Match's.
func (m *match) Draw(f *scene.Frame, list *draw.List) {
	m.dt = min(max((f.Now-m.now).Seconds(), 0), 0.1)
	m.now, m.frame, m.list = f.Now, f, list
	m.gather()
	m.perceive()
	m.drawRink()
	m.drawTrail()
	m.drawPuck()
	m.drawPaddles()
	m.drawEffects()
	m.drawHUD()
	m.note()
	m.frame, m.list, m.rows = nil, nil, nil
}

// gather finds what there is to draw.
func (m *match) gather() {
	m.rows = m.frame.Predicted
	if len(m.rows.Rows) == 0 {
		m.rows = m.frame.Picture
	}
	m.board = row.Row{}
	for i := range m.things {
		m.things[i].seen = false
	}
	for i := range m.rows.Rows {
		r := &m.rows.Rows[i]
		switch {
		case r.Kind == puck.KindBoard:
			m.board = *r
		case r.Kind == puck.KindPuck || r.Kind == puck.KindPlayer && r.Fields[puck.PlayerSeat] > 0:
			m.move(r)
		}
	}
	kept := m.things[:0]
	for _, t := range m.things {
		if t.seen {
			kept = append(kept, t)
		}
	}
	m.things = kept
	m.moveTrail()
}

// side is whom a row's player plays for.
func (m *match) side(r *row.Row) puck.Side {
	seat := int(r.Fields[puck.PlayerSeat])
	if r.Kind != puck.KindPlayer || seat < 1 || seat > len(m.seats) {
		return puck.NoSide
	}
	return m.seats[seat-1]
}

// ownSide is whom this player plays for; NoSide for one that watches.
func (m *match) ownSide() puck.Side {
	if r := m.rows.At(uint16(m.slot)); r != nil {
		return m.side(r)
	}
	return puck.NoSide
}

// place is where a row's entity is, in units.
func place(r *row.Row) (x, y float64) {
	return float64(r.Fields[puck.PlayerX]) / physics.PosGrid, float64(r.Fields[puck.PlayerY]) / physics.PosGrid
}

// speed is how it moves, in units/s.
func speed(r *row.Row) (x, y float64) {
	return float64(r.Fields[puck.PlayerVX]) / physics.VelGrid, float64(r.Fields[puck.PlayerVY]) / physics.VelGrid
}

// name is what a player is called.
func (m *match) name(slot uint16) string {
	for i := range m.frame.Roster {
		if uint16(m.frame.Roster[i].Slot) == slot {
			return m.frame.Roster[i].Name
		}
	}
	return fmt.Sprintf("player %d", slot)
}
