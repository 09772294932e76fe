// Package traffic makes a set of moving things to measure snapshots by: 901 bodies of
// this tree's physics at 60 steps a second, in three scenes, the same from the same
// seed on every machine. It is the two-dimensional kin of the cubes by which others
// measure theirs: a player's ball among 900 small boxes, each frame to be told to who
// has the frame of 6 ticks before.
package traffic

import (
	"fmt"

	"hindsight/physics"
	"hindsight/sim/row"
)

const (
	Bodies = 901  // the ball, number 0, and its boxes
	Rate   = 60   // frames per second
	Back   = 6    // ticks from a frame to the one that the reader has
	Frames = 2837 // of a whole set
)

// Scene says what happens to the boxes.
type Scene string

const (
	// Katamari: the ball rolls about and draws to itself what it passes.
	Katamari Scene = "katamari"
	// Explosion: every second one throws boxes about.
	Explosion Scene = "explosion"
	// Resting: the ball pushes the few that are in its way.
	Resting Scene = "resting"
)

// Scenes are all of them.
var Scenes = [...]Scene{Katamari, Explosion, Resting}

// Fields of a body's row, in the grid of the physics.
const (
	X = iota
	Y
	VX
	VY
	Angle
	Spin
	fields
)

// Schema describes the rows. Without rates nothing is foretold.
func Schema(rates bool) *row.Schema {
	f := []row.Field{
		X:     {Name: "x", Bits: 20, Signed: true, Mode: row.Linear, Rate: "vx"},
		Y:     {Name: "y", Bits: 20, Signed: true, Mode: row.Linear, Rate: "vy"},
		VX:    {Name: "vx", Bits: 18, Signed: true, Mode: row.Linear},
		VY:    {Name: "vy", Bits: 18, Signed: true, Mode: row.Linear},
		Angle: {Name: "angle", Bits: 16, Mode: row.Turn, Rate: "spin"},
		Spin:  {Name: "spin", Bits: 20, Signed: true, Mode: row.Linear},
	}
	if !rates {
		for i := range f {
			f[i].Rate = ""
		}
	}
	s, err := row.NewSchema(row.KindSpec{Name: "body", Fields: f})
	if err != nil {
		panic(fmt.Sprintf("traffic: %v", err))
	}
	return s
}

// Set is a scene as it goes on.
type Set struct {
	scene  Scene
	world  *physics.World
	bodies [Bodies]physics.BodyID
	random uint64
	tick   uint32
	goal   physics.Vec // of the ball
}

const (
	side    = 40.0 // of the ground, in units
	boxHalf = 0.2
	ball    = 1.0 // its radius
	speed   = 6.0 // of the ball, in units/s
	pull    = 3.0 // how far off it draws boxes
)

// New begins a scene.
func New(scene Scene, seed uint64) *Set {
	s := &Set{scene: scene, random: seed*2 + 1, world: physics.New(physics.Options{Rate: Rate, Grid: true, Memoryless: true})}
	ground := s.world.CreateBody(physics.BodyDef{})
	for _, at := range [...]physics.Vec{{X: side/2 + 1}, {X: -side/2 - 1}, {Y: side/2 + 1}, {Y: -side/2 - 1}} {
		half := physics.Vec{X: side/2 + 2, Y: 1}
		if at.X != 0 {
			half = physics.Vec{X: 1, Y: side/2 + 2}
		}
		s.world.AddShape(ground, physics.ShapeDef{Kind: physics.Box, Center: at, Half: half, Friction: 0.3})
	}
	for i := range s.bodies {
		def := physics.BodyDef{Type: physics.Dynamic, LinearDamping: 1.5, AngularDamping: 2, Key: uint32(i)}
		shape := physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: boxHalf, Y: boxHalf}, Density: 1, Friction: 0.3, Restitution: 0.1}
		if i == 0 {
			shape = physics.ShapeDef{Kind: physics.Circle, Radius: ball, Density: 3, Friction: 0.3}
		} else {
			n := i - 1
			def.Position = physics.Vec{X: float64(n%30*6-87) / 5, Y: float64(n/30*6-87) / 5}
		}
		s.bodies[i] = s.world.CreateBody(def)
		s.world.AddShape(s.bodies[i], shape)
	}
	return s
}

// number draws an integer below n.
func (s *Set) number(n uint64) uint64 {
	s.random = s.random*6364136223846793005 + 1442695040888963407
	return s.random >> 33 % n
}

// somewhere is a place on the ground.
func (s *Set) somewhere() physics.Vec {
	return physics.Vec{X: float64(s.number(31)) - 15, Y: float64(s.number(31)) - 15}
}

// Step goes on by a frame and writes its rows to dst.
func (s *Set) Step(dst *row.Set) {
	switch s.scene {
	case Katamari:
		s.roll(speed)
		s.draw()
	case Explosion:
		s.roll(speed / 2)
		if s.tick%Rate == 0 {
			s.world.Explode(physics.Explosion{Center: s.somewhere(), Radius: 5, Impulse: 2, Mask: 1})
		}
	case Resting:
		s.roll(speed / 4)
	}
	s.world.Step()
	s.tick++
	s.write(dst)
}

// roll steers the ball to its goal, and to another one every two seconds.
func (s *Set) roll(speed float64) {
	if s.tick%(2*Rate) == 0 {
		s.goal = s.somewhere()
	}
	at, _ := s.world.Pose(s.bodies[0])
	_, spin := s.world.Velocity(s.bodies[0])
	way := physics.Vec{X: s.goal.X - at.X, Y: s.goal.Y - at.Y}
	if far := max(way.X, -way.X, way.Y, -way.Y); far > 0.5 {
		s.world.SetVelocity(s.bodies[0], physics.Vec{X: speed * way.X / far, Y: speed * way.Y / far}, spin)
	}
}

// draw pulls the boxes that are near the ball towards it.
func (s *Set) draw() {
	at, _ := s.world.Pose(s.bodies[0])
	for _, id := range s.bodies[1:] {
		p, _ := s.world.Pose(id)
		way := physics.Vec{X: at.X - p.X, Y: at.Y - p.Y}
		if max(way.X, -way.X, way.Y, -way.Y) < pull {
			m := 0.4 * s.world.Mass(id)
			s.world.ApplyImpulse(id, physics.Vec{X: float64(way.X * m), Y: float64(way.Y * m)}, p)
		}
	}
}

func (s *Set) write(dst *row.Set) {
	dst.Reset(s.tick)
	for i, id := range s.bodies {
		at, angle := s.world.Pose(id)
		v, spin := s.world.Velocity(id)
		r := row.Row{ID: row.ID{Index: uint16(i), Gen: 1}, Kind: 1, Mask: 1<<fields - 1}
		if i == 0 {
			r.Owner = 1
		}
		r.Fields[X], r.Fields[Y] = grid(at.X, physics.PosGrid, 20), grid(at.Y, physics.PosGrid, 20)
		r.Fields[VX], r.Fields[VY] = grid(v.X, physics.VelGrid, 18), grid(v.Y, physics.VelGrid, 18)
		turn := int64(angle * physics.TurnGrid)
		r.Fields[Angle], r.Fields[Spin] = int32(turn&(physics.TurnGrid-1)), grid(spin, physics.SpinGrid, 20)
		dst.Add(&r)
	}
}

// grid is v in steps of 1/per, within a signed field.
func grid(v, per float64, bits uint) int32 {
	most := float64(int64(1)<<(bits-1) - 1)
	return int32(min(max(v*per, -most), most))
}
