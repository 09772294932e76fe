// Package level reads the maps of Arena, which are drawn in Tiled, checks them and
// makes them ready to play. It is part of the deterministic core. A map may come from
// anyone: errors name the object at fault.
package level

import (
	"hindsight/ai"
	"hindsight/physics"
)

// PlayerRadius is what a map's ways must let pass, in units.
const PlayerRadius = 0.45

// Level is a map made ready to play. It is immutable and may be shared. Lengths are in
// units, y grows downward.
type Level struct {
	Width, Height float64
	Modes         []string // that it suits, in the order of modes
	Players       [2]uint8 // least and most that it is drawn for
	Walls         []Box    // all that stands still for ever
	Spawns        []Spawn
	Props         []Prop
	Movers        []Mover
	Areas         []Area
	Pickups       []Pickup
	Nav           *ai.Nav // nil for a client's
}

// Box is an axis-aligned rectangle.
type Box struct{ MinX, MinY, MaxX, MaxY float64 }

// Center returns the middle of b.
func (b Box) Center() physics.Vec {
	return physics.Vec{X: float64((b.MinX + b.MaxX) / 2), Y: float64((b.MinY + b.MaxY) / 2)}
}

// Half returns half of b's width and height.
func (b Box) Half() physics.Vec {
	return physics.Vec{X: float64((b.MaxX - b.MinX) / 2), Y: float64((b.MaxY - b.MinY) / 2)}
}

// Near reports whether p is less than margin away from b, or inside.
func (b Box) Near(p physics.Vec, margin float64) bool {
	dx := max(b.MinX-p.X, 0, p.X-b.MaxX)
	dy := max(b.MinY-p.Y, 0, p.Y-b.MaxY)
	return float64(dx*dx)+float64(dy*dy) < margin*margin
}

func (b Box) overlaps(o Box) bool {
	return b.MinX < o.MaxX && b.MaxX > o.MinX && b.MinY < o.MaxY && b.MaxY > o.MinY
}

// Team is a side of a match.
type Team uint8

const (
	Nobody Team = iota // or everyone
	Red
	Blue
	Teams = iota - 1
)

// Spawn is where players of a team, of any team, or monsters enter.
type Spawn struct {
	At       physics.Vec
	Team     Team
	Monsters bool
}

// PropKind is what stands about.
type PropKind uint8

const (
	Crate     PropKind = iota + 1 // a light box
	Block                         // a heavy box
	Barrel                        // round, explodes
	Ball                          // round, light, bounces
	Slab                          // a piece of wall that can be broken
	PropKinds = iota
)

// Prop is a body of the map; Half is half its width and height, of a round one its
// radius twice.
type Prop struct {
	Kind PropKind
	At   physics.Vec
	Half physics.Vec
}

// Box is what a prop covers at first.
func (p *Prop) Box() Box {
	return Box{p.At.X - p.Half.X, p.At.Y - p.Half.Y, p.At.X + p.Half.X, p.At.Y + p.Half.Y}
}

// MoverKind is what moves as it is told.
type MoverKind uint8

const (
	Door   MoverKind = iota + 1 // solid
	Bridge                      // carries players over a hazard
)

// Mover is a box that slides from where it is drawn by Slide and back.
type Mover struct {
	Kind     MoverKind
	Name     string
	Box      Box
	Slide    physics.Vec
	TravelMS uint32 // time from end to end
	HoldMS   uint32 // how long it stays open after the last trigger
}

// Sweep is all that a mover ever covers, and more where it slides askew.
func (m *Mover) Sweep() Box {
	b := m.Box
	return Box{b.MinX + min(m.Slide.X, 0), b.MinY + min(m.Slide.Y, 0), b.MaxX + max(m.Slide.X, 0), b.MaxY + max(m.Slide.Y, 0)}
}

// AreaKind is what happens to players in an area.
type AreaKind uint8

const (
	Pad      AreaKind = iota + 1 // throws players: To is the velocity in units/s
	Teleport                     // moves players: To is the place
	Hazard                       // hurts: Damage per second, unless on a bridge
	Trigger                      // opens Movers
	Hill                         // to be held
	Base                         // of a team: where its flag stands
)

// Area is a rectangle in which something happens.
type Area struct {
	Kind   AreaKind
	Box    Box
	To     physics.Vec
	Damage float64
	Team   Team    // of a Base; of a Trigger: the only team that it obeys
	Movers []uint8 // of a Trigger: places in Level.Movers
}

// PickupKind is what a player can take.
type PickupKind uint8

const (
	Health PickupKind = iota + 1
	BigHealth
	Armour
	BigArmour
	Ammo        // for every weapon that the taker has
	Shotgun     // the weapons
	Rocket      //
	Grenade     //
	Rail        //
	Strength    // power-ups: more damage
	Haste       // faster
	PickupKinds = iota
)

// Pickup is something to take, that comes back.
type Pickup struct {
	Kind PickupKind
	At   physics.Vec
}
