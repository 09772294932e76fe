package arena

import (
	"hindsight/ai"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Numbers of obstacles on the bots' ground: areas that never move, then what rows
// show, by index.
const (
	areaObstacle  = 0
	moverObstacle = areaObstacle + level.MaxAreas
	propObstacle  = moverObstacle + level.MaxMovers
)

const (
	// restSpeed is how fast a prop may be and still count as standing in the way, in
	// units/s.
	restSpeed = 0.4
	// Costs of a step, in 1/1000 cell: through what hurts, and through what can be
	// pushed aside.
	hazardCost = 6000
	crateCost  = 3000
	padCost    = 4000
	doorCost   = 2500
	// triggerReach is how far from a door a trigger may be for bots to count on it.
	triggerReach = 2.0
)

// fix lays what never changes onto the ground: hazards, and pads, which throw about
// whoever walks over them.
func (m *mind) fix() {
	for i := range m.level.Areas {
		a := &m.level.Areas[i]
		o := ai.Obstacle{Box: ai.BoxDef{Center: a.Box.Center(), Half: a.Box.Half()}}
		switch a.Kind {
		case level.Hazard:
			o.Cost = uint16(min(hazardCost+int32(min(max(a.Damage, 0), 100))*200, 60000))
		case level.Pad:
			o.Cost = padCost
		default:
			continue
		}
		m.search.Ground().Set(areaObstacle+i, o)
	}
}

// place lays a door, a bridge or a prop onto the ground as its row has it; a row of
// Kind 0 takes what has that index away.
func (m *mind) place(r *row.Row, index int) {
	if i := index - moverBase; i >= 0 && i < len(m.level.Movers) {
		m.search.Ground().Set(moverObstacle+i, m.moverObstacle(r, i))
	} else if i := index - propBase; i >= 0 && i < len(m.level.Props) {
		m.search.Ground().Set(propObstacle+i, m.propObstacle(r, i))
	}
}

// sweep takes everything away that a screen may no longer show.
func (m *mind) sweep() {
	for i := range m.level.Props {
		m.place(&row.Row{}, propBase+i)
	}
}

func (m *mind) moverObstacle(r *row.Row, i int) ai.Obstacle {
	if r.Kind == 0 {
		return ai.Obstacle{}
	}
	d := &m.level.Movers[i]
	o := ai.Obstacle{Box: ai.BoxDef{Center: posOf(r), Half: d.Box.Half()}}
	switch {
	case d.Kind == level.Bridge:
		o.Covers = true
	case m.doors.obey[i]&everyone != 0:
		o.Cost, o.Opaque = doorCost, true
	default:
		o.Blocks, o.Opaque = true, true
		m.doors.shut[i] = o
	}
	return o
}

func (m *mind) propObstacle(r *row.Row, i int) ai.Obstacle {
	v := velOf(r)
	if r.Kind == 0 || float64(v.X*v.X)+float64(v.Y*v.Y) > restSpeed*restSpeed {
		return ai.Obstacle{}
	}
	d := &m.level.Props[i]
	o := ai.Obstacle{Box: ai.BoxDef{Center: posOf(r), Half: d.Half, Angle: turnsOf(r)}}
	switch d.Kind {
	case level.Crate:
		o.Cost = crateCost
	case level.Block, level.Slab:
		o.Blocks, o.Opaque = true, true
	case level.Barrel:
		o.Blocks = true
	default:
		return ai.Obstacle{}
	}
	return o
}

// sizeOf is the least size on the grid that something of a radius fits.
func sizeOf(radius float64) ai.Size {
	for i, r := range level.NavRadii {
		if radius <= r {
			return ai.Size(i)
		}
	}
	return ai.Size(len(level.NavRadii) - 1)
}
