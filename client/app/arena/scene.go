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
	"hindsight/sim/arena/rules"
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
	rules, err := rules.Load(static.Mode, static.Rules)
	if err != nil {
		return nil, fmt.Errorf("rules of %s: %w", static.Mode, err)
	}
	return newMatch(level, rules, slot, static.TickRate), nil
}

// match is what a player of one match sees and does.
type match struct {
	level    *level.Level
	rules    *rules.Rules
	slot     sim.Slot
	tickRate uint32
	hands    hands
	camera   camera
	own      own
	watch    watch
	sight    sight
	props    []thing // as the level lists them
	movers   []thing
	fuses    fuses
	jumps    jumps
	fx       effects
	feed     feed
	news     news
	hud      hud
	now      netcode.Time
	dt       float64      // seconds since the last frame, at most 0.1
	frame    *scene.Frame // of the moment, during Draw
	list     *draw.List
	debug    Debug
}

func newMatch(level *level.Level, rules *rules.Rules, slot sim.Slot, tickRate uint32) *match {
	m := &match{level: level, rules: rules, slot: slot, tickRate: max(tickRate, 1),
		props: make([]thing, len(level.Props)), movers: make([]thing, len(level.Movers))}
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
	m.hands.choose(cmd, self)
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
	m.see()
	m.moveCamera()
	m.moveThings(m.dt)
	m.findJumps()
	m.perceive()
	m.drawWorld()
	m.drawHUD()
	m.note()
	m.frame, m.list = nil, nil
}

// drawWorld draws what lies below before what stands on it.
func (m *match) drawWorld() {
	m.drawLevel()
	m.drawAreas()
	m.drawMovers(level.Bridge)
	m.drawPickups()
	m.drawProps()
	m.drawMovers(level.Door)
	m.drawWalls()
	m.drawFlags()
	m.drawShots()
	m.drawMonsters()
	m.drawPlayers()
	m.drawEffects()
	m.drawNames()
}

// put draws an image at a place, with lengths in units, if it is on the screen.
func (m *match) put(name string, image draw.Image, x, y, w, h, turn float64, c draw.Color) {
	s := m.camera.scale()
	px, py := m.camera.screen(x, y)
	if reach := (w + h) * s / 2; px < -reach || py < -reach || px > m.list.W+reach || py > m.list.H+reach {
		return
	}
	m.list.Sprite(name, image, px, py, w*s, h*s, turn, c)
}

// streak draws a line between two places, in units, if it may be on the screen.
func (m *match) streak(name string, x, y, u, v, width float64, c draw.Color) {
	if math.Hypot(u-x, v-y) > maxStreak || !m.camera.sees(min(x, u)-width, min(y, v)-width, max(x, u)+width, max(y, v)+width) {
		return
	}
	ax, ay := m.camera.screen(x, y)
	bx, by := m.camera.screen(u, v)
	m.list.Line(name, draw.Soft, ax, ay, bx, by, width*m.camera.scale(), c)
}

// wave goes from 0 to 1 and back in so many seconds; phase shifts one against another.
func (m *match) wave(seconds, phase float64) float64 {
	return 0.5 - 0.5*math.Cos(2*math.Pi*(m.now.Seconds()/seconds+phase))
}

// cycle goes from 0 to 1 in so many seconds, and again.
func (m *match) cycle(seconds, phase float64) float64 {
	_, part := math.Modf(m.now.Seconds()/seconds + phase)
	return part
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
