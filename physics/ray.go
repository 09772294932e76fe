package physics

import "math"

// ray is a line from origin over delta.
type ray struct{ origin, delta Vec }

// cast returns where a ray meets a shape first, at most at fraction 1. A ray that
// begins inside a circle or a box meets it at 0, with a normal against the ray.
func (g *geometry) cast(r *ray, hulls []hull) (fraction float64, normal Vec, ok bool) {
	switch {
	case g.kind == Circle:
		return castDisc(r, g.p, g.r)
	case g.kind == Box && g.r == 0:
		return g.castBox(r)
	case g.kind == Segment:
		return castLine(r, g.p, g.q)
	case g.kind == Link:
		return g.castLink(r, hulls)
	}
	c := coreOf(g, hulls)
	if c.radius == 0 {
		return c.cast(r)
	}
	return c.castRounded(r)
}

func against(delta Vec) Vec {
	if length := delta.length(); length > 0 {
		return delta.scale(-1 / length)
	}
	return Vec{1, 0}
}

func castDisc(r *ray, center Vec, radius float64) (float64, Vec, bool) {
	from := r.origin.sub(center)
	outside := from.dot(from) - float64(radius*radius)
	if outside <= 0 {
		return 0, against(r.delta), true
	}
	length := r.delta.length()
	if length == 0 {
		return 0, Vec{}, false
	}
	// The nearest point of the line to the centre tells better than the usual
	// discriminant, which loses digits far away.
	dir := r.delta.scale(1 / length)
	ahead := -from.dot(dir)
	miss := from.add(dir.scale(ahead))
	reach := float64(radius*radius) - miss.dot(miss)
	if ahead < 0 || reach < 0 {
		return 0, Vec{}, false
	}
	at := greater(ahead-math.Sqrt(reach), 0)
	if at > length {
		return 0, Vec{}, false
	}
	normal := from.add(dir.scale(at))
	return at / length, normal.scale(1 / normal.length()), true
}

func (g *geometry) castBox(r *ray) (float64, Vec, bool) {
	axis := rot{g.q.X, g.q.Y}
	from, delta := axis.unapply(r.origin.sub(g.p)), axis.unapply(r.delta)
	if abs(from.X) <= g.half.X && abs(from.Y) <= g.half.Y {
		return 0, against(r.delta), true
	}
	enter, leave, normal := 0.0, 1.0, Vec{}
	for i := range 2 {
		p, d, half := from.X, delta.X, g.half.X
		side := Vec{1, 0}
		if i == 1 {
			p, d, half, side = from.Y, delta.Y, g.half.Y, Vec{0, 1}
		}
		if d > 0 {
			p, d, side = -p, -d, side.neg() // mirrored: it comes from the positive side
		}
		if d == 0 {
			if abs(p) > half {
				return 0, Vec{}, false
			}
			continue
		}
		if t := (half - p) / d; t > enter || p > half && t == enter {
			enter, normal = t, side
		}
		leave = lesser(leave, (-half-p)/d)
	}
	if enter > leave || normal == (Vec{}) {
		return 0, Vec{}, false
	}
	return enter, axis.apply(normal), true
}

func castLine(r *ray, a, b Vec) (float64, Vec, bool) {
	along := b.sub(a)
	across := r.delta.cross(along)
	if across == 0 {
		return 0, Vec{}, false
	}
	to := a.sub(r.origin)
	t, u := to.cross(along)/across, to.cross(r.delta)/across
	if !(t >= 0 && t <= 1 && u >= 0 && u <= 1) {
		return 0, Vec{}, false
	}
	normal := along.perp().scale(1 / along.length())
	if normal.dot(r.delta) > 0 {
		normal = normal.neg()
	}
	return t, normal, true
}

// RayShape casts a ray against one shape at a pose, without a world: the same answer
// as RayCast's, none for a shape that AddShape would refuse. For lag compensation.
func RayShape(def *ShapeDef, pos Vec, turns float64, origin, translation Vec) (fraction float64, normal Vec, ok bool) {
	var hulls [1]hull
	if !def.hull(&hulls[0]) {
		return 0, Vec{}, false
	}
	g := placed(def, hulls[:], 0, pos, rotOf(turns))
	return g.cast(&ray{origin, translation}, hulls[:])
}
