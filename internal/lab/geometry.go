package lab

import (
	"math"

	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// This is the judge's own geometry: rays, boxes and discs in plain floats, which shares
// nothing with the game's physics but the shapes of the map.

type point struct{ x, y float64 }

func (p point) to(q point) point      { return point{q.x - p.x, q.y - p.y} }
func (p point) length() float64       { return math.Hypot(p.x, p.y) }
func (p point) plus(v point) point    { return point{p.x + v.x, p.y + v.y} }
func (p point) times(k float64) point { return point{p.x * k, p.y * k} }
func (p point) dot(q point) float64   { return p.x*q.x + p.y*q.y }
func (p point) cross(q point) float64 { return p.x*q.y - p.y*q.x }
func (p point) turned(a float64) point {
	s, c := math.Sincos(a)
	return point{p.x*c - p.y*s, p.x*s + p.y*c}
}
func heading(turns float64) point { s, c := math.Sincos(turns * 2 * math.Pi); return point{c, s} }
func fromGrid(v int32) float64    { return float64(v) / 4096 }
func placeOf(r *row.Row) point {
	return point{fromGrid(r.Fields[arena.PlayerX]), fromGrid(r.Fields[arena.PlayerY])}
}
func distance(a, b *row.Row) float64 { return placeOf(a).to(placeOf(b)).length() }

const never = math.MaxFloat64

// solid is something that a ray can meet: a disc, or a box that may be turned.
type solid struct {
	at     point
	radius float64 // of a disc; 0: a box
	half   point
	angle  float64
	inside bool // a ray that starts within meets it at once; otherwise it passes
}

// meets returns how far along a ray of direction d (of length 1) a solid is, never if not
// on it.
func (s *solid) meets(from, d point) float64 {
	if s.radius > 0 {
		return s.meetsDisc(from, d)
	}
	o, v := s.at.to(from).turned(-s.angle), d.turned(-s.angle)
	return meetsBox(o, v, s.half)
}

func (s *solid) meetsDisc(from, d point) float64 {
	o := from.to(s.at)
	if o.length() <= s.radius {
		if s.inside {
			return 0
		}
		return never
	}
	along := o.dot(d)
	off := o.cross(d)
	if along <= 0 || math.Abs(off) > s.radius {
		return never
	}
	return along - math.Sqrt(s.radius*s.radius-off*off)
}

// meetsBox is for a box about the origin.
func meetsBox(o, v, half point) float64 {
	enter, leave := -never, never
	for _, axis := range [2][3]float64{{o.x, v.x, half.x}, {o.y, v.y, half.y}} {
		at, by, most := axis[0], axis[1], axis[2]
		if by == 0 {
			if math.Abs(at) > most {
				return never
			}
			continue
		}
		a, b := (-most-at)/by, (most-at)/by
		enter, leave = max(enter, min(a, b)), min(leave, max(a, b))
	}
	if enter > leave || enter <= 0 {
		return never
	}
	return enter
}

// edgeOff is how far from the edge of a disc, or from a corner of a box, a ray passes;
// never when it looks away.
func (s *solid) edgeOff(from, d point) float64 {
	o := from.to(s.at)
	if o.dot(d) <= -s.radius-s.half.length() {
		return never
	}
	if s.radius > 0 {
		return math.Abs(math.Abs(o.cross(d)) - s.radius)
	}
	least := never
	for _, k := range [4]point{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
		corner := point{s.half.x * k.x, s.half.y * k.y}.turned(s.angle)
		least = min(least, math.Abs(o.plus(corner).cross(d)))
	}
	return least
}

// ground is what the map has, and where its rows begin.
type ground struct {
	walls               []solid
	props               []level.Prop
	movers              []level.Mover
	propBase, moverBase int
}

// edgeThick is how thick the walls around a map are taken to be.
const edgeThick = 4.0

// newGround reads a map. all is every row of the world at its beginning.
func newGround(file []byte, all *row.Set) (*ground, error) {
	l, err := level.LoadForClient(file)
	if err != nil {
		return nil, err
	}
	g := &ground{props: l.Props, movers: l.Movers, propBase: row.MaxRows, moverBase: row.MaxRows}
	boxes := append([]level.Box{
		{MinX: -edgeThick, MinY: -edgeThick, MaxX: l.Width + edgeThick}, {MinX: -edgeThick, MinY: l.Height, MaxX: l.Width + edgeThick, MaxY: l.Height + edgeThick},
		{MinX: -edgeThick, MaxY: l.Height}, {MinX: l.Width, MaxX: l.Width + edgeThick, MaxY: l.Height},
	}, l.Walls...)
	for _, b := range boxes {
		c, h := b.Center(), b.Half()
		g.walls = append(g.walls, solid{at: point{c.X, c.Y}, half: point{h.X, h.Y}})
	}
	for i := range all.Rows {
		switch r := &all.Rows[i]; r.Kind {
		case arena.KindProp:
			g.propBase = min(g.propBase, int(r.ID.Index))
		case arena.KindMover:
			g.moverBase = min(g.moverBase, int(r.ID.Index))
		}
	}
	return g, nil
}

// wall is how far a ray goes until a wall, at most reach.
func (g *ground) wall(from, d point, reach float64) float64 {
	for i := range g.walls {
		reach = min(reach, g.walls[i].meets(from, d))
	}
	return reach
}

// sees reports whether no wall is between two points.
func (g *ground) sees(a, b point) bool {
	v := a.to(b)
	far := v.length()
	return far == 0 || g.wall(a, v.times(1/far), far) >= far
}

// seesBody reports whether from a point any of three marks of a player's body is in sight:
// its middle and both sides.
func (g *ground) seesBody(from, body point) bool {
	v := from.to(body)
	if v.length() == 0 {
		return true
	}
	side := point{-v.y, v.x}.times(0.98 * arena.PlayerRadius / v.length())
	return g.sees(from, body) || g.sees(from, body.plus(side)) || g.sees(from, body.plus(side.times(-1)))
}

// solidOf is the shape of what a row shows, ok false when a shot passes it.
func (g *ground) solidOf(r *row.Row) (s solid, ok bool) {
	s.at = placeOf(r)
	switch i := int(r.ID.Index); r.Kind {
	case arena.KindPlayer:
		s.radius, s.inside = arena.PlayerRadius, true
		return s, r.Fields[arena.PlayerAlive] != 0
	case arena.KindProp:
		if i < g.propBase || i-g.propBase >= len(g.props) {
			return s, false
		}
		p := &g.props[i-g.propBase]
		s.half, s.angle = point{p.Half.X, p.Half.Y}, float64(r.Fields[arena.PropAngle])/65536*2*math.Pi
		if p.Kind == level.Barrel || p.Kind == level.Ball {
			s.radius = p.Half.X
		}
		return s, true
	case arena.KindMover:
		if i < g.moverBase || i-g.moverBase >= len(g.movers) || g.movers[i-g.moverBase].Kind != level.Door {
			return s, false
		}
		h := g.movers[i-g.moverBase].Box.Half()
		s.half = point{h.X, h.Y}
		return s, true
	}
	return s, false
}

// stops reports whether nothing passes what a row shows.
func (g *ground) stops(r *row.Row) bool {
	return r.Kind == arena.KindMover || r.Kind == arena.KindProp && g.props[int(r.ID.Index)-g.propBase].Kind == level.Slab
}
