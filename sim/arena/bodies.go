package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Categories of collision.
const (
	wallCategory uint32 = 1 << iota
	crateCategory
	playerCategory
)

var (
	playerShape = physics.ShapeDef{Kind: physics.Circle, Radius: PlayerRadius, Density: playerDensity,
		Filter: physics.Filter{Category: playerCategory, Mask: wallCategory | crateCategory}}
	crateShape = physics.ShapeDef{Kind: physics.Box, Half: physics.Vec{X: CrateHalf, Y: CrateHalf}, Density: crateDensity,
		Friction: crateFriction, Restitution: crateRestitution,
		Filter: physics.Filter{Category: crateCategory, Mask: wallCategory | crateCategory | playerCategory}}
)

// bodies is the physics of a world. It holds no state: before every step each body is
// put where its row says, which a memoryless world steps to the same bits wherever
// the rows came from.
type bodies struct {
	world   *physics.World
	players []physics.BodyID
	crates  []physics.BodyID
}

// edge is how thick the walls around a map are, in units.
const edge = 2.0

func newBodies(l *Level, rate uint32, first sim.Slot, players int) bodies {
	b := bodies{world: physics.New(physics.Options{Rate: int32(rate), Grid: true, Memoryless: true})}
	b.addWall(Wall{-edge, -edge, l.Width + edge, 0})
	b.addWall(Wall{-edge, l.Height, l.Width + edge, l.Height + edge})
	b.addWall(Wall{-edge, 0, 0, l.Height})
	b.addWall(Wall{l.Width, 0, l.Width + edge, l.Height})
	for _, w := range l.Walls {
		b.addWall(w)
	}
	for i := range players {
		index := uint32(first) + uint32(i)
		id := b.world.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: l.Spawns[0], FixedRotation: true, Key: index, User: index})
		b.world.AddShape(id, playerShape)
		b.world.SetEnabled(id, false)
		b.players = append(b.players, id)
	}
	for i, at := range l.Crates {
		index := uint32(crateBase + i)
		id := b.world.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: at, Key: index, User: index,
			LinearDamping: crateDamping, AngularDamping: crateSpinDamping})
		b.world.AddShape(id, crateShape)
		b.crates = append(b.crates, id)
	}
	return b
}

func (b *bodies) addWall(w Wall) {
	box := rect{physics.Vec{X: w.MinX, Y: w.MinY}, physics.Vec{X: w.MaxX, Y: w.MaxY}}
	id := b.world.CreateBody(physics.BodyDef{Type: physics.Static, Position: box.center()})
	b.world.AddShape(id, physics.ShapeDef{Kind: physics.Box, Half: box.half(), Filter: physics.Filter{Category: wallCategory, Mask: math.MaxUint32}})
}

// place puts a body where its row says; without a row, or dead, it is switched off.
func (b *bodies) place(id physics.BodyID, r *row.Row) {
	on := r.Kind == KindCrate || alive(r)
	b.world.SetEnabled(id, on)
	if on {
		b.world.SetPose(id, posOf(r), turnsOf(r))
		b.world.SetVelocity(id, velOf(r), spinOf(r))
	}
}

// onPhysics moves everything by one step and asks who leans on a crate.
func (w *world) onPhysics([]sim.Event) {
	for i := range w.players {
		w.bodies.place(w.bodies.players[i], &w.players[i])
	}
	for i := range w.crates {
		w.bodies.place(w.bodies.crates[i], &w.crates[i])
	}
	w.bodies.world.Step()
	for i := range w.players {
		if r := &w.players[i]; alive(r) {
			w.fetch(w.bodies.players[i], r)
		}
	}
	for i := range w.crates {
		if r := &w.crates[i]; r.Kind != 0 {
			turns := w.fetch(w.bodies.crates[i], r)
			r.Fields[CrateAngle] = int32(physics.RoundTurn(turns) * physics.TurnGrid)
		}
	}
	w.findContacts()
}

// fetch takes a body's place and motion into its row, within what a row can hold.
func (w *world) fetch(id physics.BodyID, r *row.Row) (turns float64) {
	at, turns := w.bodies.world.Pose(id)
	v, spin := w.bodies.world.Velocity(id)
	r.Fields[PlayerX] = gridPos(min(max(at.X, 0), w.level.Width))
	r.Fields[PlayerY] = gridPos(min(max(at.Y, 0), w.level.Height))
	r.Fields[PlayerVX], r.Fields[PlayerVY] = gridVel(v.X), gridVel(v.Y)
	if r.Kind == KindCrate {
		r.Fields[CrateSpin] = gridSpin(spin)
	}
	return turns
}
