package puck

import "hindsight/sim/puck"

// Debug is what --debug-state prints of Puck. Places are in units, as drawn.
type Debug struct {
	Tick  uint32   `json:"tick"`
	Slot  uint8    `json:"slot"`
	Seat  int32    `json:"seat"`
	X     float64  `json:"x"`
	Y     float64  `json:"y"`
	PuckX float64  `json:"puck_x"`
	PuckY float64  `json:"puck_y"`
	Phase int32    `json:"phase"`
	Score [4]int32 `json:"score"`
	Hits  int      `json:"hits"`  // shown
	Goals int      `json:"goals"` // shown
	Scale float64  `json:"scale"` // pixels a unit
}

// Debug is scene.Match's.
func (m *match) Debug() any { return m.debug }

// note keeps what Debug tells of a frame.
func (m *match) note() {
	d := &m.debug
	d.Tick, d.Slot, d.Seat, d.Scale = m.rows.Tick, uint8(m.slot), 0, m.view.scale
	for i := range m.things {
		if t := &m.things[i]; t.row.ID.Index == uint16(m.slot) {
			d.X, d.Y, d.Seat = t.x, t.y, t.row.Fields[puck.PlayerSeat]
		}
	}
	if p := m.puck(); p != nil {
		d.PuckX, d.PuckY = p.x, p.y
	}
	d.Phase = m.board.Fields[puck.BoardPhase]
	copy(d.Score[:], m.board.Fields[puck.BoardGoals:puck.BoardRounds])
}
