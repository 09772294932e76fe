package sight

import "math"

// What is seen from a cell is a window of bits around it, a row of two words for each
// row of cells.
const (
	halfX     = int32(FarthestX / Cell)
	halfY     = int32(FarthestY / Cell)
	rowWords  = 2 * int(halfX) / 64
	seenWords = 2 * int(halfY) * rowWords
)

// rays is how many are cast into each of the four quarters of what is around: at the
// far end of a view they are a quarter of a unit apart.
const rays = 256

// caster casts rays from a cell. A ray of a quarter goes by slope steps across for one
// ahead.
type caster struct {
	slope, per [rays]float64
	cross      [rays][]int8 // by cells ahead: the cell across that it leaves by
	depth      [rays]float64
	last       [rays]int32 // cell ahead in which the ray ends
}

func newCaster() caster {
	var c caster
	for i := range rays {
		c.slope[i] = float64(float64(2*i+1)/rays) - 1
		c.per[i] = 1 / c.slope[i]
		c.cross[i] = make([]int8, halfX+1)
		for k := range c.cross[i] {
			c.cross[i][k] = int8(math.Floor(float64(c.slope[i]*(float64(k)+0.5)) + 0.5))
		}
	}
	return c
}

// from returns what is seen from a cell.
func (m *Map) from(cell int32) []uint64 {
	if m.seen[cell] == nil {
		if len(m.pool) < seenWords {
			m.pool = make([]uint64, 64*seenWords)
		}
		m.seen[cell], m.pool = m.pool[:seenWords:seenWords], m.pool[seenWords:]
		m.cast(cell, m.seen[cell])
	}
	return m.seen[cell]
}

// cast finds what is seen from the middle of a cell, a quarter at a time.
func (m *Map) cast(cell int32, out []uint64) {
	at := m.middle(cell)
	for quarter := range 4 {
		c, far := &m.caster, FarthestX
		if quarter%2 == 1 {
			far = FarthestY
		}
		for i := range c.depth {
			c.depth[i] = far
		}
		for _, w := range m.walls {
			x0, x1, y0, y1 := w.MinX-at.X, w.MaxX-at.X, w.MinY-at.Y, w.MaxY-at.Y
			switch quarter {
			case 1:
				x0, x1, y0, y1 = y0, y1, x0, x1
			case 2:
				x0, x1 = -x1, -x0
			case 3:
				x0, x1, y0, y1 = -y1, -y0, x0, x1
			}
			c.shade(x0, x1, y0, y1, far)
		}
		c.mark(quarter, out)
	}
}

// shade ends the rays that meet a box: from x0 to x1 ahead, y0 to y1 across.
func (c *caster) shade(x0, x1, y0, y1, far float64) {
	if x1 <= 0 || x0 >= far {
		return
	}
	first, last := 0, rays-1
	if x0 > 0 {
		lo, hi := min(y0/x0, y0/x1), max(y1/x0, y1/x1)
		if lo >= 1 || hi <= -1 {
			return
		}
		first = max(int(math.Floor(float64((lo+1)*(rays/2))-0.5)), 0)
		last = min(int(math.Ceil(float64((hi+1)*(rays/2))-0.5)), rays-1)
	}
	for i := first; i <= last; i++ {
		enter, leave := float64(y0*c.per[i]), float64(y1*c.per[i])
		if c.per[i] < 0 {
			enter, leave = leave, enter
		}
		if enter < x0 {
			enter = x0
		}
		if leave > x1 {
			leave = x1
		}
		if enter < leave && leave > 0 && enter < c.depth[i] {
			c.depth[i] = enter
		}
	}
}

// mark sets the bits of the cells that rays pass: of each row of cells ahead, those that
// a run of rays side by side comes through.
func (c *caster) mark(quarter int, out []uint64) {
	ahead, across := halfX, halfY
	if quarter%2 == 1 {
		ahead, across = halfY, halfX
	}
	most := int32(0)
	for i := range c.depth {
		c.last[i] = min(int32(math.Ceil(float64(c.depth[i]/Cell)-0.5)), ahead-1)
		most = max(most, c.last[i])
	}
	for k := int32(0); k <= most; k++ {
		for i := 0; i < rays; i++ {
			if c.last[i] < k {
				continue
			}
			first := i
			for i+1 < rays && c.last[i+1] >= k {
				i++
			}
			lo := max(min(c.crossing(first, k), c.crossing(first, k-1)), -across)
			hi := min(max(c.crossing(i, k), c.crossing(i, k-1)), across-1)
			for y := lo; y <= hi; y++ {
				switch quarter {
				case 0:
					set(out, k, y)
				case 1:
					set(out, y, k)
				case 2:
					set(out, -k, y)
				case 3:
					set(out, y, -k)
				}
			}
		}
	}
}

// crossing is the cell across by which a ray leaves the k-th ahead.
func (c *caster) crossing(ray int, k int32) int32 {
	if k < 0 {
		return 0
	}
	return int32(c.cross[ray][k])
}

func set(out []uint64, dx, dy int32) {
	x := dx + halfX
	out[int(dy+halfY)*rowWords+int(x>>6)] |= 1 << (x & 63)
}
