package physics

import "math"

// path is the way of a ray, or of a box that moves without turning, through an index.
type path struct {
	origin, delta Vec
	half          Vec     // of what moves, slack included
	reach         float64 // what lies beyond this fraction does not matter
	lo, hi        Vec     // about the way up to reach, half included
	across        Vec     // absolute values of delta
}

// rayBound is how great coordinates of a query may be; one beyond it, or NaN, finds
// nothing.
const rayBound = 1e15

// valid reports whether a way can be followed.
func (r *ray) valid() bool { return r.origin.within(rayBound) && r.delta.within(rayBound) }

// pathOf returns the way of a ray, for something with the given half size about it.
func pathOf(r *ray, half Vec) path {
	p := path{origin: r.origin, delta: r.delta, across: Vec{abs(r.delta.X), abs(r.delta.Y)}}
	far := abs(r.origin.X) + abs(r.origin.Y) + p.across.X + p.across.Y
	slack := 1.0/(1<<19) + float64(far/(1<<46)) // for rounding, here and in the cast
	p.half = half.add(Vec{slack, slack})
	p.shorten(1)
	return p
}

// shorten says that nothing beyond a fraction matters any more.
func (p *path) shorten(reach float64) {
	p.reach = reach
	end := p.origin.add(p.delta.scale(reach))
	p.lo = Vec{lesser(p.origin.X, end.X) - p.half.X, lesser(p.origin.Y, end.Y) - p.half.Y}
	p.hi = Vec{greater(p.origin.X, end.X) + p.half.X, greater(p.origin.Y, end.Y) + p.half.Y}
}

// touches reports whether the way may meet a box.
func (p *path) touches(b *aabb) bool {
	if p.lo.X > b.max.X || p.hi.X < b.min.X || p.lo.Y > b.max.Y || p.hi.Y < b.min.Y {
		return false
	}
	// The corners lie on one side of the line when the centre is farther than they.
	x := float64((b.min.X+b.max.X)/2) - p.origin.X
	y := float64((b.min.Y+b.max.Y)/2) - p.origin.Y
	halfX, halfY := float64((b.max.X-b.min.X)/2)+p.half.X, float64((b.max.Y-b.min.Y)/2)+p.half.Y
	far := float64(p.delta.X*y) - float64(p.delta.Y*x)
	return math.Abs(far) <= float64(p.across.X*halfY)+float64(p.across.Y*halfX)
}

// along calls visit for every box that the way may meet, about the nearest first;
// visit may shorten it.
func (x *index) along(p *path, visit func(number uint16)) {
	for n := range x.layers {
		l := &x.layers[n]
		if l.mask == 0 || !x.march(l, p, visit) {
			for i := l.first; i < l.first+l.count; i++ {
				if p.touches(&x.boxes[i]) {
					visit(x.number[i])
				}
			}
		}
	}
}

// march goes over the columns of cells that the way crosses, or over the rows if it
// crosses more of these, and in each over the cells where the centres of boxes may be
// that it meets there. It reports false when there are more than boxes.
func (x *index) march(l *layer, p *path, visit func(number uint16)) bool {
	t0, t1 := p.clip(&l.all)
	if t0 > t1 {
		return true
	}
	m := march{o: p.origin.X, d: p.delta.X, side: p.origin.Y, slope: p.delta.Y, room: l.room + p.half.X, sideRoom: l.room + p.half.Y, lo: l.all.min.X, hi: l.all.max.X}
	m.sideLo, m.sideHi = l.all.min.Y, l.all.max.Y
	steep := p.across.Y > p.across.X
	if steep {
		m = march{o: p.origin.Y, d: p.delta.Y, side: p.origin.X, slope: p.delta.X, room: l.room + p.half.Y, sideRoom: l.room + p.half.X, lo: l.all.min.Y, hi: l.all.max.Y}
		m.sideLo, m.sideHi = l.all.min.X, l.all.max.X
	}
	a, b := m.o+float64(m.d*t0), m.o+float64(m.d*t1)
	step := int64(1)
	first, last := l.cellOf(greater(a-m.room, m.lo)), l.cellOf(lesser(b+m.room, m.hi))
	if m.d < 0 {
		step = -1
		first, last = l.cellOf(lesser(a+m.room, m.hi)), l.cellOf(greater(b-m.room, m.lo))
	}
	if (last-first)*step*4 > int64(l.count) {
		return false
	}
	m.t0, m.t1 = t0, t1
	if abs(m.d) > 1e-30 {
		m.inverse = 1 / m.d
	}
	width := 1 / l.perUnit
	start := x.start[l.start : l.start+int32(l.mask)+2]
	stride := l.stride
	if steep {
		stride = 1
	}
	for c := first; (last-c)*step >= 0; c += step {
		t, u := m.within(float64(float64(c-cellOffset)*width), width)
		if t > p.reach {
			return true
		}
		from, to := m.beside(t, u)
		side, end := l.cellOf(from), l.cellOf(to)
		k := l.fold(c, side)
		if steep {
			k = l.fold(side, c)
		}
		for ; side <= end; side, k = side+1, (k+stride)&l.mask {
			for i := l.first + int32(start[k]); i < l.first+int32(start[k+1]); i++ {
				b := &x.boxes[i]
				if !p.touches(b) {
					continue
				}
				if cx, cy := l.cell(b); !steep && cx == c && cy == side || steep && cx == side && cy == c { // else only the folding brought it here
					visit(x.number[i])
				}
			}
		}
	}
	return true
}

// march is a way seen along the axis that it mostly follows: o and d are origin and
// delta on that, side and slope on the other.
type march struct {
	o, d, inverse  float64
	side, slope    float64
	room, sideRoom float64 // how far from the way a centre may be
	lo, hi         float64 // of the layer
	sideLo, sideHi float64
	t0, t1         float64 // the part of the way that is in it
}

// within returns the fractions between which the way may meet a box whose centre is in
// the column that begins at a place.
func (m *march) within(at, width float64) (t, u float64) {
	if m.inverse == 0 {
		return m.t0, m.t1
	}
	t = float64((at - m.room - m.o) * m.inverse)
	u = float64((at + width + m.room - m.o) * m.inverse)
	if t > u {
		t, u = u, t
	}
	return greater(t, m.t0), lesser(u, m.t1)
}

// beside returns where the centres of boxes may be that the way meets between two
// fractions.
func (m *march) beside(t, u float64) (from, to float64) {
	a, b := m.side+float64(m.slope*t), m.side+float64(m.slope*u)
	if a > b {
		a, b = b, a
	}
	return greater(a-m.sideRoom, m.sideLo), lesser(b+m.sideRoom, m.sideHi)
}

// clip returns the fractions between which the way meets a box, the first greater than
// the second if it does not.
func (p *path) clip(b *aabb) (t0, t1 float64) {
	t1 = p.reach
	for i := range 2 {
		o, d, lo, hi := p.origin.X, p.delta.X, b.min.X-p.half.X, b.max.X+p.half.X
		if i == 1 {
			o, d, lo, hi = p.origin.Y, p.delta.Y, b.min.Y-p.half.Y, b.max.Y+p.half.Y
		}
		if abs(d) <= 1e-30 {
			if o < lo || o > hi {
				return 1, 0
			}
			continue
		}
		t, u := (lo-o)/d, (hi-o)/d
		if t > u {
			t, u = u, t
		}
		t0, t1 = greater(t0, t), lesser(t1, u)
	}
	return t0, t1
}
