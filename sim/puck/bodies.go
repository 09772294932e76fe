package puck

import (
	"bytes"
	"fmt"
	"math"

	"hindsight/physics"
)

// Categories of collision. Paddles meet nothing but the puck: their zones keep them off
// all else, so that no contact with it hides something from prediction.
const (
	wallCategory uint32 = 1 << iota
	puckCategory
	paddleCategory
	goalCategory
)

var (
	puckShape = physics.ShapeDef{Kind: physics.Circle, Radius: PuckRadius, Density: puckDensity, Restitution: puckRestitution,
		Filter: physics.Filter{Category: puckCategory, Mask: math.MaxUint32}}
	paddleShape = physics.ShapeDef{Kind: physics.Circle, Radius: PaddleRadius, Density: paddleDensity, Restitution: paddleRestitution,
		Filter: physics.Filter{Category: paddleCategory, Mask: puckCategory}}
	wallFilter = physics.Filter{Category: wallCategory, Mask: puckCategory}
	goalFilter = physics.Filter{Category: goalCategory, Mask: puckCategory}
)

// bodies names the bodies of a world of physics. It never changes in a match; the world
// itself is state.
type bodies struct {
	puck    physics.BodyID
	paddles []physics.BodyID // by seat-1
	gates   [sides]physics.BodyID
	// fresh is the world as it was made: what holds nothing of the past. Only read.
	fresh *physics.World
}

// puckUser is the puck's User; a paddle's is its seat, a goal's its side.
const puckUser = 100

func newBodies(r *Rink, m *mode, zones []Zone, rate uint32) bodies {
	var b bodies
	w := physics.New(physics.Options{Rate: int32(rate), Grid: true})
	b.addWalls(w, r)
	b.puck = w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: r.spot(NoSide), FixedRotation: true,
		LinearDamping: puckDamping, Bullet: true, Key: puckUser, User: puckUser})
	w.AddShape(b.puck, puckShape)
	for i := range m.seats {
		id := w.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: roundVec(zones[i].Home), FixedRotation: true, Key: uint32(i + 1), User: uint32(i + 1)})
		w.AddShape(id, paddleShape)
		w.SetEnabled(id, false)
		b.paddles = append(b.paddles, id)
	}
	b.fresh = w
	return b
}

func roundVec(p physics.Vec) physics.Vec {
	return physics.Vec{X: physics.RoundPos(p.X), Y: physics.RoundPos(p.Y)}
}

// thick is how thick walls are, in units: a goal's pocket fits in.
const thick = GoalDepth + 1

// addWalls builds what stands still: sides, corners, pins, and for each goal a pocket with
// a sensor, which the puck reaches once it is wholly in, and a gate.
func (b *bodies) addWalls(w *physics.World, r *Rink) {
	rim := w.CreateBody(physics.BodyDef{Type: physics.Static})
	box := func(body physics.BodyID, s Side, from, to, near, far float64, def physics.ShapeDef) {
		p, q := r.at(s, from, near), r.at(s, to, far)
		def.Kind = physics.Box
		def.Center = physics.Vec{X: (p.X + q.X) / 2, Y: (p.Y + q.Y) / 2}
		def.Half = physics.Vec{X: math.Abs(q.X-p.X) / 2, Y: math.Abs(q.Y-p.Y) / 2}
		w.AddShape(body, def)
	}
	wall := physics.ShapeDef{Restitution: wallRestitution, Filter: wallFilter}
	for s := Left; s < sides; s++ {
		l := r.length(s)
		if !r.Open(s) {
			box(rim, s, -thick, l+thick, 0, thick, wall)
			continue
		}
		from, to := (l-r.Mouth)/2, (l+r.Mouth)/2
		box(rim, s, -thick, from, 0, thick, wall)
		box(rim, s, to, l+thick, 0, thick, wall)
		box(rim, s, from, to, GoalDepth, thick, wall)
		goal := w.CreateBody(physics.BodyDef{Type: physics.Static, User: uint32(s)})
		box(goal, s, from, to, 2*PuckRadius+0.1, GoalDepth, physics.ShapeDef{Sensor: true, Filter: goalFilter})
		b.gates[s] = w.CreateBody(physics.BodyDef{Type: physics.Static})
		box(b.gates[s], s, from, to, 0, GoalDepth, wall)
		w.SetEnabled(b.gates[s], false)
	}
	if c := r.Corner; c > 0 {
		for _, at := range [...]physics.Vec{{}, {X: r.Width}, {Y: r.Height}, {X: r.Width, Y: r.Height}} {
			x, y := inward(at.X, c), inward(at.Y, c)
			def := wall
			def.Kind, def.Points = physics.Polygon, []physics.Vec{at, {X: at.X + x, Y: at.Y}, {X: at.X, Y: at.Y + y}}
			w.AddShape(rim, def)
		}
	}
	for _, p := range r.Pins {
		def := wall
		def.Kind, def.Radius, def.Center = physics.Circle, PinRadius, physics.Vec{X: p.X, Y: p.Y}
		w.AddShape(rim, def)
	}
}

// inward is a step of c from a side at v into the rink.
func inward(v, c float64) float64 {
	if v > 0 {
		return -c
	}
	return c
}

// get is how a body moves.
func get(w *physics.World, id physics.BodyID) motion {
	var m motion
	m.at, _ = w.Pose(id)
	m.v, _ = w.Velocity(id)
	return m
}

// put puts a body somewhere; what is so already keeps all that the world knows of it.
func put(w *physics.World, id physics.BodyID, m motion) {
	w.SetPose(id, m.at, 0)
	w.SetVelocity(id, m.v, 0)
}

// check refuses a world that was loaded and is not one of these bodies. The gates of want
// stand as those of w should.
func (b *bodies) check(w, want *physics.World, r *Rink) error {
	ids, known := w.Bodies(nil), want.Bodies(nil)
	if len(ids) != len(known) {
		return fmt.Errorf("physics has %d bodies, want %d", len(ids), len(known))
	}
	for i, id := range ids {
		if id != known[i] || w.Mass(id) != want.Mass(id) {
			return fmt.Errorf("body %d is not that of the rink", i)
		}
	}
	var a, c physics.World
	a.CopySubset(w, nil)
	c.CopySubset(want, nil)
	if !bytes.Equal(a.AppendState(nil), c.AppendState(nil)) {
		return fmt.Errorf("walls differ from those of the rink")
	}
	for _, id := range append([]physics.BodyID{b.puck}, b.paddles...) {
		if at := get(w, id).at; at.X < -thick || at.Y < -thick || at.X > r.Width+thick || at.Y > r.Height+thick {
			return fmt.Errorf("body %d is off the rink", id.Index)
		}
	}
	return nil
}
