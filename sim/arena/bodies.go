package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Categories of collision.
const (
	wallCategory uint32 = 1 << iota
	moverCategory
	propCategory
	playerCategory
	monsterCategory
	shotCategory
	slabCategory    // of slabs, which are props too
	solidCategories = wallCategory | moverCategory | propCategory
)

var (
	playerShape = physics.ShapeDef{Kind: physics.Circle, Radius: PlayerRadius, Density: playerDensity,
		Filter: physics.Filter{Category: playerCategory, Mask: solidCategories | shotCategory}}
	propShapes = [level.PropKinds + 1]physics.ShapeDef{
		level.Crate:  {Kind: physics.Box, Density: 0.6, Friction: 0.2, Restitution: 0.1},
		level.Block:  {Kind: physics.Box, Density: 3, Friction: 0.4, Restitution: 0.05},
		level.Barrel: {Kind: physics.Circle, Density: 0.9, Friction: 0.3, Restitution: 0.2},
		level.Ball:   {Kind: physics.Circle, Density: 0.3, Friction: 0.1, Restitution: 0.8},
		level.Slab:   {Kind: physics.Box},
	}
	// propDamping is how much each kind is slowed, per second: linear and angular.
	propDamping = [level.PropKinds + 1][2]float64{
		level.Crate: {5, 6}, level.Block: {8, 8}, level.Barrel: {4, 5}, level.Ball: {0.6, 1},
	}
)

// propShape is the shape of a level's prop.
func propShape(p *level.Prop) physics.ShapeDef {
	s := propShapes[p.Kind]
	s.Half, s.Radius = p.Half, p.Half.X
	if s.Kind == physics.Box {
		s.Radius = 0
	}
	s.Filter = physics.Filter{Category: propCategory, Mask: math.MaxUint32}
	if p.Kind == level.Slab {
		s.Filter.Category |= slabCategory
	}
	return s
}

// bodies is the physics of a world. It holds no state: before every step each body is
// put where its row says, which a memoryless world steps to the same bits wherever
// the rows came from.
type bodies struct {
	world                  *physics.World
	players, props, movers []physics.BodyID // by place in their lists
	standing               []bool           // of props that never move: the body is switched on
	monsters               monsterBodies
	shots                  []physics.BodyID
	shotShapes             []physics.ShapeID
	thrown                 []thrown
}

// edge is how thick the walls around a map are, in units.
const edge = 2.0

func (w *world) makeBodies() {
	l, s := w.level, &w.state
	b := bodies{world: physics.New(physics.Options{Rate: int32(w.rules.rate), Grid: true, Memoryless: true})}
	b.addWall(level.Box{MinX: -edge, MinY: -edge, MaxX: l.Width + edge})
	b.addWall(level.Box{MinX: -edge, MinY: l.Height, MaxX: l.Width + edge, MaxY: l.Height + edge})
	b.addWall(level.Box{MinX: -edge, MaxY: l.Height})
	b.addWall(level.Box{MinX: l.Width, MaxX: l.Width + edge, MaxY: l.Height})
	for _, box := range l.Walls {
		b.addWall(box)
	}
	for i := range s.players.rows {
		def := physics.BodyDef{Type: physics.Dynamic, Position: l.Spawns[0].At, FixedRotation: true}
		id, _ := b.add(&s.players, i, def, playerShape)
		b.players = append(b.players, id)
	}
	for i := range l.Movers {
		m := &l.Movers[i]
		shape := physics.ShapeDef{Kind: physics.Box, Half: m.Box.Half(), Filter: physics.Filter{Category: moverCategory, Mask: math.MaxUint32}}
		id := physics.BodyID{} // a bridge has none
		if m.Kind == level.Door {
			id, _ = b.add(&s.movers, i, physics.BodyDef{Type: physics.Kinematic, Position: m.Box.Center()}, shape)
		}
		b.movers = append(b.movers, id)
	}
	for i := range l.Props {
		p := &l.Props[i]
		damping := propDamping[p.Kind]
		def := physics.BodyDef{Type: physics.Dynamic, Position: p.At, LinearDamping: damping[0], AngularDamping: damping[1]}
		if p.Kind == level.Slab {
			def.Type = physics.Static
		}
		id, _ := b.add(&s.props, i, def, propShape(p))
		b.props = append(b.props, id)
		b.standing = append(b.standing, false)
	}
	b.monsters = w.makeMonsters(&b)
	w.makeShots(&b)
	w.bodies = b
}

// add makes a body for a place of a list, switched off. It meets no other of its group,
// which is its own and that of the projectiles it fires.
func (b *bodies) add(l *list, i int, def physics.BodyDef, shape physics.ShapeDef) (physics.BodyID, physics.ShapeID) {
	index := uint32(l.base) + uint32(i)
	def.Key, def.User, shape.Group = index, index, -int32(index)
	id := b.world.CreateBody(def)
	shapeID := b.world.AddShape(id, shape)
	b.world.SetEnabled(id, false)
	return id, shapeID
}

func (b *bodies) addWall(box level.Box) {
	id := b.world.CreateBody(physics.BodyDef{Type: physics.Static, Position: box.Center()})
	b.world.AddShape(id, physics.ShapeDef{Kind: physics.Box, Half: box.Half(), Filter: physics.Filter{Category: wallCategory, Mask: math.MaxUint32}})
}

// place puts a body where its row says; without a row, or dead, it is switched off.
func (b *bodies) place(id physics.BodyID, r *row.Row) {
	on := r.Kind != 0 && (r.Kind != KindPlayer || alive(r))
	b.world.SetEnabled(id, on)
	if on {
		b.world.SetPose(id, posOf(r), turnsOf(r))
		b.world.SetVelocity(id, velOf(r), spinOf(r))
	}
}

// stand switches what never moves on or off.
func (b *bodies) stand(i int, r *row.Row) {
	if on := r.Kind != 0; on != b.standing[i] {
		b.world.SetEnabled(b.props[i], on)
		b.standing[i] = on
	}
}

// onPhysics moves everything by one step and asks who leans on what.
func (w *world) onPhysics([]sim.Event) {
	w.placeBodies()
	w.bodies.world.Step()
	if w.server {
		w.findCrashes()
	}
	for i := range w.players.rows {
		if r := &w.players.rows[i]; alive(r) {
			w.fetch(w.bodies.players[i], r)
		}
	}
	for i := range w.props.rows {
		if r := &w.props.rows[i]; r.Kind != 0 && w.level.Props[i].Kind != level.Slab {
			w.fetch(w.bodies.props[i], r)
		}
	}
	w.fetchMonsters()
	w.fetchShots()
	w.fetchMovers()
	w.findBursts()
	w.findContacts()
	w.findAreas()
	if w.server {
		w.findTakes()
	}
}

// placeBodies makes the physics world what the rows say.
func (w *world) placeBodies() {
	w.placeMonsters()
	for i := range w.players.rows {
		w.bodies.place(w.bodies.players[i], &w.players.rows[i])
	}
	for i := range w.movers.rows {
		w.bodies.place(w.bodies.movers[i], &w.movers.rows[i])
	}
	for i := range w.props.rows {
		if w.level.Props[i].Kind == level.Slab {
			w.bodies.stand(i, &w.props.rows[i])
		} else {
			w.bodies.place(w.bodies.props[i], &w.props.rows[i])
		}
	}
	w.placeShots()
}

// fetch takes a body's place and motion into its row, within what a row can hold.
func (w *world) fetch(id physics.BodyID, r *row.Row) {
	at, turns := w.bodies.world.Pose(id)
	v, spin := w.bodies.world.Velocity(id)
	r.Fields[PlayerX] = gridPos(min(max(at.X, 0), w.level.Width))
	r.Fields[PlayerY] = gridPos(min(max(at.Y, 0), w.level.Height))
	r.Fields[PlayerVX], r.Fields[PlayerVY] = gridVel(v.X), gridVel(v.Y)
	if turning(r.Kind) {
		r.Fields[PropAngle] = int32(physics.RoundTurn(turns) * physics.TurnGrid)
		r.Fields[PropSpin] = gridSpin(spin)
	}
}
