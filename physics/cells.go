package physics

import "math"

// maxSpan bounds the cells that one box is entered in; a greater box is kept in a
// list that every query walks.
const maxSpan = 16

// cells is a uniform grid over boxes, built at once. Box numbers ascend within every
// cell. A box is in every cell that it overlaps, so two that overlap share one.
type cells struct {
	origin  Vec
	perUnit float64
	nx, ny  int32
	start   []int32 // of each cell in items; one more at the end
	items   []int32
	spans   []span  // by box
	big     []int32 // boxes in no cell
}

// span is the cells that a box covers, bounds included.
type span struct{ x0, y0, x1, y1 int32 }

// count returns the number of cells. Spans are at most some 100,000 wide, so that it
// does not overflow.
func (s span) count() int64 { return int64(s.x1-s.x0+1) * int64(s.y1-s.y0+1) }

// build enters boxes, numbered by their place. What it finds is exact whatever the
// cell size; that follows the mean box and the room they spread over.
func (c *cells) build(boxes []aabb) {
	c.size(boxes)
	c.spans, c.big = c.spans[:0], c.big[:0]
	c.start = resize(c.start, c.nx*c.ny+1)
	clear(c.start)
	var total int32
	for i := range boxes {
		s := c.span(boxes[i])
		c.spans = append(c.spans, s)
		if s.count() > maxSpan {
			c.big = append(c.big, int32(i))
			continue
		}
		total += int32(s.count())
		for y := s.y0; y <= s.y1; y++ {
			for x := s.x0; x <= s.x1; x++ {
				c.start[y*c.nx+x]++
			}
		}
	}
	c.items = resize(c.items, total)
	for i, end := 0, int32(0); i < len(c.start); i++ {
		end += c.start[i]
		c.start[i] = end
	}
	for i := int32(len(boxes)) - 1; i >= 0; i-- { // backwards, so that numbers ascend
		s := c.spans[i]
		if s.count() > maxSpan {
			continue
		}
		for y := s.y0; y <= s.y1; y++ {
			for x := s.x0; x <= s.x1; x++ {
				k := y*c.nx + x
				c.start[k]--
				c.items[c.start[k]] = i
			}
		}
	}
}

// size chooses origin, cell size and number of cells.
func (c *cells) size(boxes []aabb) {
	if len(boxes) == 0 {
		*c = cells{start: c.start, items: c.items, spans: c.spans, big: c.big, nx: 1, ny: 1, perUnit: 1}
		return
	}
	all := boxes[0]
	var extent float64
	for _, b := range boxes {
		all = all.union(b)
		extent += greater(b.max.X-b.min.X, b.max.Y-b.min.Y)
	}
	n := float64(len(boxes))
	w, h := all.max.X-all.min.X, all.max.Y-all.min.Y
	// As many cells as twice the boxes, none smaller than the mean box.
	cell := greater(extent/n, math.Sqrt(float64(w*h)/float64(n*2)))
	cell = greater(cell, greater(w, h)/float64(n*4)+1.0/64)
	c.origin, c.perUnit = all.min, 1/cell
	c.nx, c.ny = int32(w/cell)+1, int32(h/cell)+1
}

// span returns the cells of a box; a box outside the grid gets the cells at its edge.
func (c *cells) span(b aabb) span {
	return span{
		cellOf((b.min.X-c.origin.X)*c.perUnit, c.nx), cellOf((b.min.Y-c.origin.Y)*c.perUnit, c.ny),
		cellOf((b.max.X-c.origin.X)*c.perUnit, c.nx), cellOf((b.max.Y-c.origin.Y)*c.perUnit, c.ny),
	}
}

func cellOf(v float64, n int32) int32 {
	if v <= 0 {
		return 0
	}
	if v >= float64(n-1) {
		return n - 1
	}
	return int32(v)
}

// query appends the numbers of the boxes that overlap box, each once, in no order.
func (c *cells) query(dst []int32, boxes []aabb, box aabb) []int32 {
	for _, i := range c.big {
		if boxes[i].overlaps(box) {
			dst = append(dst, i)
		}
	}
	if len(c.items) == 0 {
		return dst
	}
	s := c.span(box)
	for y := s.y0; y <= s.y1; y++ {
		for x := s.x0; x <= s.x1; x++ {
			k := y*c.nx + x
			for _, i := range c.items[c.start[k]:c.start[k+1]] {
				o := c.spans[i]
				if boxes[i].overlaps(box) && x == max(o.x0, s.x0) && y == max(o.y0, s.y0) {
					dst = append(dst, i)
				}
			}
		}
	}
	return dst
}

func (c *cells) copyFrom(src *cells) {
	c.origin, c.perUnit, c.nx, c.ny = src.origin, src.perUnit, src.nx, src.ny
	c.start = append(c.start[:0], src.start...)
	c.items = append(c.items[:0], src.items...)
	c.spans = append(c.spans[:0], src.spans...)
	c.big = append(c.big[:0], src.big...)
}

// resize returns a slice of length n, its content unspecified. Growth is by half, so
// that a world warms up soon.
func resize[T any](s []T, n int32) []T {
	if int(n) <= cap(s) {
		return s[:n]
	}
	return make([]T, n, n+n/2)
}
