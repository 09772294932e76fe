// Package arena draws and steers the game Arena. It needs no display: it turns rows
// and effects into a list of sprites, and hands into commands.
package arena

import (
	"fmt"
	"math"

	"hindsight/client/app/draw"
	"hindsight/client/app/scene"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Scene is Arena for a window.
func Scene() scene.Scene { return &arenaScene{spec: arena.Spec()} }

type arenaScene struct{ spec *sim.Spec }

func (s *arenaScene) Spec() *sim.Spec { return s.spec }

// Open is scene.Scene's.
func (s *arenaScene) Open(static sim.Static, slot sim.Slot) (scene.Match, error) {
	level, err := level.LoadForClient(static.MapData)
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", static.Map, err)
	}
	return newMatch(level, slot, static.TickRate), nil
}

// match is what a player of one match sees and does.
type match struct {
	level    *level.Level
	slot     sim.Slot
	tickRate uint32
	hands    hands
	camera   camera
	own      own
	crates   []crate
	fx       effects
	feed     feed
	hud      hud
	now      netcode.Time
	dt       float64      // seconds since the last frame, at most 0.1
	frame    *scene.Frame // of the moment, during Draw
	list     *draw.List
	debug    Debug
}

func newMatch(level *level.Level, slot sim.Slot, tickRate uint32) *match {
	m := &match{level: level, slot: slot, tickRate: tickRate}
	m.camera.x, m.camera.y = level.Width/2, level.Height/2
	return m
}

// Input is scene.Match's.
func (m *match) Input(in *scene.Input) {
	m.hands.take(in)
	m.camera.size(in.W, in.H)
}

// Command is scene.Match's: the hands' doing of one tick.
func (m *match) Command(_ *row.Set, self *row.Row, cmd *sim.Command) {
	m.own.look(self)
	m.hands.fill(cmd, m.aim(self), m.tickRate)
}

// aim is where the hands point, seen from the own player.
func (m *match) aim(self *row.Row) float64 {
	if s := m.hands.in.Sticks; s != nil {
		return s.Aim
	}
	x, y := m.camera.world(m.hands.in.MouseX, m.hands.in.MouseY)
	px, py := place(self)
	return math.Atan2(y-py, x-px)
}

// Draw is scene.Match's.
func (m *match) Draw(f *scene.Frame, list *draw.List) {
	m.dt = min(max((f.Now-m.now).Seconds(), 0), 0.1)
	m.now, m.frame, m.list = f.Now, f, list
	m.own.update(f, m.dt)
	if m.own.present {
		lookX, lookY := m.hands.sight()
		m.camera.follow(m.own.x, m.own.y, lookX, lookY, m.dt)
		m.camera.keep(m.level.Width, m.level.Height)
	}
	m.moveCrates(m.dt)
	m.perceive()
	m.drawLevel()
	m.drawCrates()
	m.drawWalls()
	m.drawPlayers()
	m.drawEffects()
	m.drawNames()
	m.drawHUD()
	m.note(f)
	m.frame, m.list = nil, nil
}

// place is where a row's entity stands, in units.
func place(r *row.Row) (x, y float64) {
	return float64(r.Fields[arena.PlayerX]) / physics.PosGrid, float64(r.Fields[arena.PlayerY]) / physics.PosGrid
}

// angle turns 1/65536 turns into radians.
func angle(turns int32) float64 { return float64(turns) / physics.TurnGrid * 2 * math.Pi }

// name is what a player is called.
func (m *match) name(slot uint16) string {
	if e := entry(m.frame.Roster, slot); e != nil {
		return e.Name
	}
	return fmt.Sprintf("player %d", slot)
}

func entry(roster []wire.RosterEntry, slot uint16) *wire.RosterEntry {
	for i := range roster {
		if uint16(roster[i].Slot) == slot {
			return &roster[i]
		}
	}
	return nil
}

func (m *match) mine(id row.ID) bool { return id.Index == uint16(m.slot) }
