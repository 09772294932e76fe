package physics

import "slices"

// index finds boxes by place. Boxes are sorted by size into layers, few, of which each
// is a lattice of cells as wide as its greatest box, and a box is entered once, by its
// centre: what overlaps it is in its own cell or the eight about it, and in coarser or
// finer layers where its own extent says.
//
// The plane is folded onto the cells of a layer: cell (x, y) is x + y*stride modulo
// their number, a power of two, with stride near the golden section of it, so that
// cells near each other never fall together, whatever the shape of the world; what
// does fall together is told apart by its boxes. A body that flies off costs nothing.
//
// Answers are exact and in no order.
type index struct {
	layers []layer
	start  []uint16 // of each layer's cells in its boxes; one more at their end
	boxes  []aabb   // layer by layer, cell by cell
	number []uint16 // of a box, as it was given
	place  []int32  // by number: of the box
	cell   []int32  // scratch of build, by number: layer<<24 | cell
}

// layer is the boxes of about one size.
type layer struct {
	first, count int32 // boxes
	start        int32 // of its cells in index.start
	mask, stride int64 // number of cells, less one; no cells if 0: all boxes are walked
	perUnit      float64
	room         float64 // how far a box reaches beyond its centre, at most
	all          aabb    // about the boxes
}

const (
	// scanCount is the number of boxes that are walked rather than entered in cells.
	scanCount = 8
	// leastCells is where the folding is fine enough for neighbours to differ.
	leastCells = 64
	// leastCell is the least width of a cell.
	leastCell = 1.0 / 256
	// cellOffset makes cell numbers positive, for which truncating rounds down: four
	// times MaxCoord / leastCell. What that costs in rounding, 2^-22 of a cell, is in
	// cellSlack.
	cellOffset = 1 << 30
	cellSlack  = 1.0 + 1.0/1024
)

func (l *layer) cellOf(v float64) int64 { return int64(float64(v*l.perUnit) + cellOffset) }

// cell returns the cell of a box before it is folded.
func (l *layer) cell(b *aabb) (x, y int64) {
	return l.cellOf(float64((b.min.X + b.max.X) / 2)), l.cellOf(float64((b.min.Y + b.max.Y) / 2))
}

func (l *layer) fold(x, y int64) int64 { return (x + y*l.stride) & l.mask }

// build enters boxes, numbered by their place; there are at most MaxShapes.
func (x *index) build(boxes []aabb) {
	n := int32(len(boxes))
	x.layers, x.start = x.layers[:0], x.start[:0]
	x.boxes, x.number = resize(x.boxes, n), resize(x.number, n)
	x.place, x.cell = resize(x.place, n), resize(x.cell, n)
	var extent float64
	for i := range boxes {
		x.cell[i] = -1
		extent += extentOf(&boxes[i])
	}
	for first := int32(0); first < n; {
		first, extent = x.addLayer(boxes, first, extent)
	}
}

// extentOf has no branch: of boxes about as wide as high none could be foretold.
func extentOf(b *aabb) float64 { return max(b.max.X-b.min.X, b.max.Y-b.min.Y) }

// addLayer makes a layer of the boxes in none yet that are at most twice as great as
// their mean. first is the number of boxes entered, extent the sum of the others'.
func (x *index) addLayer(boxes []aabb, first int32, extent float64) (int32, float64) {
	left := int32(len(boxes)) - first
	most := float64(extent * 2 / float64(left))
	scan := left <= scanCount
	l := layer{first: first, start: int32(len(x.start))}
	var rest, room float64
	for i := range boxes {
		if x.cell[i] >= 0 {
			continue
		}
		b := &boxes[i]
		e := extentOf(b)
		if e > most && !scan {
			rest += e
			continue
		}
		if l.count == 0 {
			l.all = *b
		}
		l.all = l.all.union(*b)
		l.count++
		room = greater(room, e)
		x.cell[i] = int32(len(x.layers)) << 24
	}
	l.room = float64(room * (cellSlack / 2))
	if !scan {
		l.divide(room)
	}
	x.enter(&l, boxes)
	x.layers = append(x.layers, l)
	return first + l.count, rest
}

// divide chooses the cells of a layer: as wide as its boxes and at least as many as
// two for each.
func (l *layer) divide(extent float64) {
	cells := int64(leastCells)
	for cells < int64(2*l.count) {
		cells *= 2
	}
	l.mask, l.stride = cells-1, int64(float64(float64(cells)*0.6180339887498949))|1
	l.perUnit = 1 / greater(float64(extent*cellSlack), leastCell)
}

// enter puts the boxes of a layer into its cells, by counting.
func (x *index) enter(l *layer, boxes []aabb) {
	own := int32(len(x.layers)) << 24
	if l.mask == 0 {
		at := l.first
		for i := range boxes {
			if x.cell[i] == own {
				x.put(at, int32(i), boxes)
				at++
			}
		}
		return
	}
	cells := int32(l.mask + 1)
	x.start = slices.Grow(x.start, int(cells)+1)[:l.start+cells+1]
	start := x.start[l.start:]
	clear(start)
	for i := range boxes {
		if x.cell[i] != own {
			continue
		}
		k := int32(l.fold(l.cell(&boxes[i])))
		x.cell[i] |= k
		start[k]++
	}
	var end uint16
	for k := range start {
		end += start[k]
		start[k] = end
	}
	for i := int32(len(boxes)) - 1; i >= 0; i-- {
		if x.cell[i]>>24 != own>>24 {
			continue
		}
		k := x.cell[i] & (1<<24 - 1)
		start[k]--
		x.put(l.first+int32(start[k]), i, boxes)
	}
}

func (x *index) put(at, number int32, boxes []aabb) {
	x.boxes[at], x.number[at], x.place[number] = boxes[number], uint16(number), at
}
