package physics

import "math"

func (a Vec) add(b Vec) Vec           { return Vec{a.X + b.X, a.Y + b.Y} }
func (a Vec) sub(b Vec) Vec           { return Vec{a.X - b.X, a.Y - b.Y} }
func (a Vec) neg() Vec                { return Vec{-a.X, -a.Y} }
func (a Vec) scale(k float64) Vec     { return Vec{float64(a.X * k), float64(a.Y * k)} }
func (a Vec) dot(b Vec) float64       { return float64(a.X*b.X) + float64(a.Y*b.Y) }
func (a Vec) cross(b Vec) float64     { return float64(a.X*b.Y) - float64(a.Y*b.X) }
func (a Vec) length() float64         { return math.Sqrt(a.dot(a)) }
func (a Vec) perp() Vec               { return Vec{-a.Y, a.X} }
func (a Vec) within(max float64) bool { return math.Abs(a.X) <= max && math.Abs(a.Y) <= max }

// unsigned turns -0 into 0, so that equal worlds have equal bytes.
func (a Vec) unsigned() Vec { return Vec{plus(a.X), plus(a.Y)} }

// rot is a rotation as cosine and sine.
type rot struct{ c, s float64 }

func rotOf(turns float64) rot {
	s, c := SinCos(turns)
	return rot{c, s}
}

func (q rot) apply(v Vec) Vec {
	return Vec{float64(q.c*v.X) - float64(q.s*v.Y), float64(q.s*v.X) + float64(q.c*v.Y)}
}

func (q rot) unapply(v Vec) Vec {
	return Vec{float64(q.c*v.X) + float64(q.s*v.Y), float64(q.c*v.Y) - float64(q.s*v.X)}
}

// aabb is a box along the axes.
type aabb struct{ min, max Vec }

func (b aabb) overlaps(o aabb) bool {
	return b.min.X <= o.max.X && o.min.X <= b.max.X && b.min.Y <= o.max.Y && o.min.Y <= b.max.Y
}

func (b aabb) contains(o aabb) bool {
	return b.min.X <= o.min.X && o.max.X <= b.max.X && b.min.Y <= o.min.Y && o.max.Y <= b.max.Y
}

func (b aabb) grow(d float64) aabb {
	return aabb{Vec{b.min.X - d, b.min.Y - d}, Vec{b.max.X + d, b.max.Y + d}}
}

// reach extends a box in the direction of d, whatever that is without a branch.
func (b aabb) reach(d Vec) aabb {
	x, y := math.Abs(d.X), math.Abs(d.Y)
	b.min.X += float64((d.X - x) / 2)
	b.max.X += float64((d.X + x) / 2)
	b.min.Y += float64((d.Y - y) / 2)
	b.max.Y += float64((d.Y + y) / 2)
	return b
}

func (b aabb) union(o aabb) aabb {
	return aabb{Vec{lesser(b.min.X, o.min.X), lesser(b.min.Y, o.min.Y)}, Vec{greater(b.max.X, o.max.X), greater(b.max.Y, o.max.Y)}}
}

// lesser and greater are min and max without the cost of NaN and -0, which never
// come here.
func lesser(a, b float64) float64 {
	if b < a {
		return b
	}
	return a
}

func greater(a, b float64) float64 {
	if b > a {
		return b
	}
	return a
}
