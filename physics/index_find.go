package physics

import "slices"

// each calls visit for the number of every box that overlaps box.
func (x *index) each(box *aabb, visit func(number uint16)) {
	for n := range x.layers {
		x.eachOf(&x.layers[n], box, visit)
	}
}

func (x *index) eachOf(l *layer, box *aabb, visit func(number uint16)) {
	if !l.all.overlaps(*box) {
		return
	}
	if l.mask == 0 {
		x.walk(l.first, l.first+l.count, box, visit)
		return
	}
	near := l.near(box)
	x0, x1 := l.cellOf(near.min.X), l.cellOf(near.max.X)
	y0, y1 := l.cellOf(near.min.Y), l.cellOf(near.max.Y)
	if wide := x1 - x0 + 1; wide > l.mask || wide*(y1-y0+1) > int64(l.count)+l.mask/4 {
		x.walk(l.first, l.first+l.count, box, visit)
		return
	}
	start := x.start[l.start : l.start+int32(l.mask)+2]
	for y := y0; y <= y1; y++ {
		k := l.fold(x0, y)
		end := k + x1 - x0 + 1
		if end > l.mask+1 { // the row goes on at the first cell
			x.walkRow(l, y, 0, int32(start[end-l.mask-1]), box, visit)
			end = l.mask + 1
		}
		x.walkRow(l, y, int32(start[k]), int32(start[end]), box, visit)
	}
}

// walkRow passes over what only the folding brought into a row of cells.
func (x *index) walkRow(l *layer, row int64, from, to int32, box *aabb, visit func(number uint16)) {
	for i := l.first + from; i < l.first+to; i++ {
		b := &x.boxes[i]
		if !b.overlaps(*box) {
			continue
		}
		if _, y := l.cell(b); y == row {
			visit(x.number[i])
		}
	}
}

// near returns where the centres of boxes that overlap box may be.
func (l *layer) near(box *aabb) aabb {
	return aabb{
		Vec{greater(box.min.X-l.room, l.all.min.X), greater(box.min.Y-l.room, l.all.min.Y)},
		Vec{lesser(box.max.X+l.room, l.all.max.X), lesser(box.max.Y+l.room, l.all.max.Y)},
	}
}

func (x *index) walk(from, to int32, box *aabb, visit func(number uint16)) {
	for i, b := range x.boxes[from:to] {
		if b.overlaps(*box) {
			visit(x.number[from+int32(i)])
		}
	}
}

// pairs appends every two boxes that overlap, the lesser number in the upper half.
func (x *index) pairs(dst []uint32) []uint32 {
	for n := range x.layers {
		l := &x.layers[n]
		if l.mask == 0 {
			for i := l.first; i < l.first+l.count; i++ {
				dst = x.meet(dst, i, i+1, l.first+l.count)
			}
		} else {
			dst = x.pairsOf(dst, l)
		}
		for i := l.first; n > 0 && i < l.first+l.count; i++ {
			number := x.number[i]
			for m := range x.layers[:n] {
				x.eachOf(&x.layers[m], &x.boxes[i], func(other uint16) { dst = append(dst, packed(number, other)) })
			}
		}
	}
	return dst
}

func packed(a, b uint16) uint32 { return uint32(min(a, b))<<16 | uint32(max(a, b)) }

// pairsOf goes over the cells of a layer. A box is compared with those after it in its
// cell, and with those in the cells to the right and in three of the next row.
func (x *index) pairsOf(dst []uint32, l *layer) []uint32 {
	cells := int32(l.mask) + 1
	start := x.start[l.start : l.start+cells+1]
	first := l.first
	for i := first; i < first+l.count; i++ {
		k := x.cell[x.number[i]] & (1<<24 - 1)
		below := int32(l.fold(int64(k)-1, 1))
		dst = x.meet(dst, i, i+1, first+int32(start[min(k+2, cells)]))
		dst = x.meet(dst, i, first+int32(start[below]), first+int32(start[min(below+3, cells)]))
		if k+1 == cells { // the first cell is to the right of the last
			dst = x.meet(dst, i, first, first+int32(start[1]))
		}
		if over := below + 3 - cells; over > 0 {
			dst = x.meet(dst, i, first, first+int32(start[over]))
		}
	}
	return dst
}

// meet appends the pairs of a box with those of a range that it overlaps: each is
// written, and kept or not without a branch, for which could not be foretold.
func (x *index) meet(dst []uint32, i, from, to int32) []uint32 {
	if from >= to {
		return dst
	}
	n := len(dst)
	dst = slices.Grow(dst, int(to-from))
	room := dst[:n+int(to-from)]
	box, number := &x.boxes[i], x.number[i]
	numbers := x.number[from:to]
	for j := range numbers {
		o := &x.boxes[int(from)+j]
		room[n] = packed(number, numbers[j])
		n += one(box.min.X <= o.max.X) & one(o.min.X <= box.max.X) & one(box.min.Y <= o.max.Y) & one(o.min.Y <= box.max.Y)
	}
	return room[:n]
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (x *index) copyFrom(src *index) {
	x.layers = append(x.layers[:0], src.layers...)
	x.start = append(x.start[:0], src.start...)
	x.boxes = append(x.boxes[:0], src.boxes...)
	x.number = append(x.number[:0], src.number...)
	x.place = append(x.place[:0], src.place...)
}

// resize returns a slice of length n, its content unspecified. Growth is by half, so
// that a world warms up soon.
func resize[T any](s []T, n int32) []T {
	if int(n) <= cap(s) {
		return s[:n]
	}
	return make([]T, n, n+n/2)
}
