package arena

import (
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
)

// Debug is what --debug-state prints of Arena. Places and lengths are in units, Scale
// is pixels per unit, CameraX and CameraY what is in the middle of the screen.
type Debug struct {
	Tick        uint32       `json:"tick"`
	Slot        uint8        `json:"slot"`
	X           float64      `json:"x"` // as drawn
	Y           float64      `json:"y"`
	Aim         float64      `json:"aim"` // radians
	Alive       bool         `json:"alive"`
	Health      int32        `json:"health"`
	Weapon      int32        `json:"weapon"`
	Team        int32        `json:"team"`
	Phase       int32        `json:"phase"`
	Watching    uint16       `json:"watching"` // slot, 0: nobody
	Monsters    int          `json:"monsters"`
	Ammo        int32        `json:"ammo"`
	CameraX     float64      `json:"camera_x"`
	CameraY     float64      `json:"camera_y"`
	Scale       float64      `json:"scale"`
	Players     []DebugPlace `json:"players"` // the others
	Crates      []DebugPlace `json:"crates"`
	Shots       int          `json:"shots"` // predicted, own
	Tracers     int          `json:"tracers"`
	Confirmed   int          `json:"confirmed"`
	Denied      int          `json:"denied"`
	Hurt        int          `json:"hurt"`
	MouseX      float64      `json:"mouse_x"` // pixels
	MouseY      float64      `json:"mouse_y"`
	CorrectionX float64      `json:"correction_x"` // what is still shown of corrections
	CorrectionY float64      `json:"correction_y"`
}

// DebugPlace is where something is drawn.
type DebugPlace struct {
	ID   uint16  `json:"id"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Turn float64 `json:"turn"`
	Dead bool    `json:"dead,omitempty"`
}

// Debug is scene.Match's.
func (m *match) Debug() any { return m.debug }

// note keeps what Debug tells of a frame.
func (m *match) note() {
	d := &m.debug
	d.Tick, d.Slot = m.own.row.Tick, uint8(m.slot)
	d.X, d.Y, d.Aim, d.Alive = m.own.x, m.own.y, m.own.aim, m.own.alive
	f := &m.own.row.Fields
	d.Health, d.Ammo, d.Weapon, d.Team = f[arena.PlayerHealth], f[arena.PlayerAmmo]&0xff, f[arena.PlayerWeapon], f[arena.PlayerTeam]
	d.Phase, d.Watching, d.Monsters = m.phase(), m.watch.slot, len(m.sight.monsters)
	d.CameraX, d.CameraY, d.Scale = m.camera.x, m.camera.y, m.camera.scale()
	d.CorrectionX, d.CorrectionY = m.own.errX, m.own.errY
	d.MouseX, d.MouseY = m.hands.in.MouseX, m.hands.in.MouseY
	d.Players, d.Crates = d.Players[:0], d.Crates[:0]
	for _, r := range m.sight.players {
		x, y := place(r)
		d.Players = append(d.Players, DebugPlace{r.ID.Index, x, y, angle(r.Fields[arena.PlayerAim]), r.Fields[arena.PlayerAlive] == 0})
	}
	for i := range m.props {
		if t := &m.props[i]; t.seen && m.level.Props[i].Kind == level.Crate {
			d.Crates = append(d.Crates, DebugPlace{ID: t.id.Index, X: t.x, Y: t.y, Turn: t.turn})
		}
	}
}
