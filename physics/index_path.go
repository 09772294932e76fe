package physics

import "math"

// path is the way of a ray, or of a box that moves without turning, through an index.
type path struct {
	origin, delta Vec
	half          Vec     // of what moves, slack included
	twice, size   Vec     // two times origin and half
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
	p.twice, p.size = p.origin.scale(2), p.half.scale(2)
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

// touches reports whether the way may meet a box. What lies beside the line comes first,
// since most does: then the corners are on one side of it, and the centre is farther
// than they. Everything there is doubled, which saves to halve it.
func (p *path) touches(b *aabb) bool {
	x, y := b.min.X+b.max.X-p.twice.X, b.min.Y+b.max.Y-p.twice.Y
	w, h := b.max.X-b.min.X+p.size.X, b.max.Y-b.min.Y+p.size.Y
	return math.Abs(float64(p.delta.X*y)-float64(p.delta.Y*x)) <= float64(p.across.X*h)+float64(p.across.Y*w) && p.reaches(b)
}

// reaches reports whether the box about the way overlaps a box.
func (p *path) reaches(b *aabb) bool {
	return p.lo.X <= b.max.X && p.hi.X >= b.min.X && p.lo.Y <= b.max.Y && p.hi.Y >= b.min.Y
}

// next returns the place of the next box that the way may meet, len(boxes) if there is
// none: touches in a loop that keeps what it needs of the way at hand.
func (p *path) next(boxes []aabb, i int32) int32 {
	twice, size, delta, across := p.twice, p.size, p.delta, p.across
	for ; int(i) < len(boxes); i++ {
		b := &boxes[i]
		x, y := b.min.X+b.max.X-twice.X, b.min.Y+b.max.Y-twice.Y
		w, h := b.max.X-b.min.X+size.X, b.max.Y-b.min.Y+size.Y
		if math.Abs(float64(delta.X*y)-float64(delta.Y*x)) <= float64(across.X*h)+float64(across.Y*w) && p.reaches(b) {
			break
		}
	}
	return i
}

// along calls visit for every box that the way may meet, about the nearest first;
// visit may shorten it.
func (x *index) along(p *path, visit func(number uint16)) {
	for n := range x.layers {
		l := &x.layers[n]
		if l.mask == 0 || !x.march(l, p, visit) {
			boxes := x.boxes[:l.first+l.count]
			for i := p.next(boxes, l.first); int(i) < len(boxes); i = p.next(boxes, i+1) {
				visit(x.number[i])
			}
		}
	}
}

// march goes over the rows of cells that the way crosses, or over the columns if it
// crosses more of these, and in each over the cells where the centres of boxes may be
// that it meets there. Cells lie in memory by rows: so it takes several columns at a
// time, the more the flatter the way is. It reports false when there are more than boxes.
func (x *index) march(l *layer, p *path, visit func(number uint16)) bool {
	t0, t1 := p.clip(&l.all)
	if t0 > t1 {
		return true
	}
	m, columns := l.marchOf(p)
	m.t0, m.t1 = t0, t1
	a, b := m.o+float64(m.d*t0), m.o+float64(m.d*t1)
	step := columns
	first, last := l.cellOf(greater(a-m.room, m.lo)), l.cellOf(lesser(b+m.room, m.hi))
	if m.d < 0 {
		step = -columns
		first, last = l.cellOf(lesser(a+m.room, m.hi))-columns+1, l.cellOf(greater(b-m.room, m.lo))-columns+1
	}
	width := 1 / l.perUnit
	widest := float64(float64(columns)*width) + m.room + m.sideRoom + m.room + m.sideRoom
	if abs(float64(last-first))*4 > float64(l.count) || float64(widest*l.perUnit)+2 > float64(l.mask) {
		return false
	}
	for c := first; (last-c)*step >= 0; c += step {
		t, u := m.within(float64(float64(c-cellOffset)*width), float64(float64(columns)*width))
		if t > p.reach {
			return true
		}
		from, to := m.beside(t, u)
		side, end := l.cellOf(from), l.cellOf(to)
		if m.steep {
			x.alongRow(l, p, c, side, end, visit)
			continue
		}
		for ; side <= end; side++ {
			x.alongRow(l, p, side, c, c+columns-1, visit)
		}
	}
	return true
}

// alongRow goes over the cells of a row from one to another.
func (x *index) alongRow(l *layer, p *path, row, from, to int64, visit func(number uint16)) {
	start := x.start[l.start : l.start+int32(l.mask)+2]
	k := l.fold(from, row)
	end := k + to - from + 1
	if end > l.mask+1 { // the row goes on at the first cell
		x.alongBoxes(l, p, l.first, l.first+int32(start[end-l.mask-1]), row, from, to, visit)
		end = l.mask + 1
	}
	x.alongBoxes(l, p, l.first+int32(start[k]), l.first+int32(start[end]), row, from, to, visit)
}

// alongBoxes passes over what only the folding brought into a row of cells.
func (x *index) alongBoxes(l *layer, p *path, i, end int32, row, from, to int64, visit func(number uint16)) {
	boxes := x.boxes[:end]
	for i = p.next(boxes, i); i < end; i = p.next(boxes, i+1) {
		if cx, cy := l.cell(&boxes[i]); cy == row && cx >= from && cx <= to {
			visit(x.number[i])
		}
	}
}

// marchOf sets up a march, and says how many columns to take at a time.
func (l *layer) marchOf(p *path) (m march, columns int64) {
	if p.across.Y > p.across.X {
		m = march{steep: true, o: p.origin.Y, d: p.delta.Y, side: p.origin.X, slope: p.delta.X, room: l.room + p.half.Y, sideRoom: l.room + p.half.X}
		m.lo, m.hi, m.sideLo, m.sideHi = l.all.min.Y, l.all.max.Y, l.all.min.X, l.all.max.X
		columns = 1
	} else {
		m = march{o: p.origin.X, d: p.delta.X, side: p.origin.Y, slope: p.delta.Y, room: l.room + p.half.X, sideRoom: l.room + p.half.Y}
		m.lo, m.hi, m.sideLo, m.sideHi = l.all.min.X, l.all.max.X, l.all.min.Y, l.all.max.Y
		columns = 2
		if float64(4*p.across.Y) < p.across.X {
			columns = 4
		}
	}
	if abs(m.d) > 1e-30 {
		m.inverse = 1 / m.d
	}
	return m, columns
}

// march is a way seen along the axis that it mostly follows: o and d are origin and
// delta on that, side and slope on the other.
type march struct {
	steep          bool // the axis is y
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
