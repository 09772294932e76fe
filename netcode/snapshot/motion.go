package snapshot

import "hindsight/sim/row"

// drag is by which part of itself what moves gets slower in a tick, in 1/65536: its
// way and its turn. It is learned from what both ends know of an entity, and belongs to
// that knowledge as its values do.
type drag struct{ way, turn uint16 }

const (
	// dragMost bounds what is taken for drag: a sixteenth in a tick. What loses more
	// has hit something.
	dragMost = 1 << 12
	// dragSlow is the speed below which rounding hides the drag.
	dragSlow = 256
	// ticksMost bounds how far a row is moved on, so that nothing overflows.
	ticksMost = 1 << 16
	// dragTicks bounds the ticks in which drag is counted.
	dragTicks = 64
)

// predict writes to dst what a row becomes after some ticks: each tick its rates lose
// their drag, and what moves by them goes on by a tick's way, rounded as it is. dst is
// not base.
func (c *rowCode) predict(dst, base *row.Row, ticks uint32, d drag) {
	*dst = *base
	n := int64(min(ticks, ticksMost))
	for _, m := range c.kind(base.Kind).moving {
		v := int64(base.Fields[m.rate])
		if v == 0 || base.Mask&(1<<m.field) == 0 {
			continue
		}
		x, slow := int64(base.Fields[m.field]), int64(d.way)
		if m.turn {
			slow = int64(d.turn)
		}
		if slow == 0 {
			x += n * c.stepOf(v)
		} else {
			for range min(n, dragTicks) {
				v -= v * slow / (1 << 16)
				x += c.stepOf(v)
			}
			dst.Fields[m.rate] = int32(v)
		}
		dst.Fields[m.field] = c.fit(base.Kind, m.field, x)
	}
}

// stepOf is the way of a tick at a rate per second, rounded.
func (c *rowCode) stepOf(v int64) int64 { return (v*c.perTick + 1<<31) >> 32 }

// bend is by how much what moves is elsewhere when its rate is now so much greater than
// foretold, and became so evenly.
func (c *rowCode) bend(more int32, ticks uint32) int64 {
	return int64(more) * int64(min(ticks, ticksMost)+1) / int64(2*c.tickRate)
}

func (c *rowCode) fit(k row.Kind, field uint8, v int64) int32 {
	f := &c.schema.Kinds[k-1].Fields[field]
	if f.Mode == row.Turn {
		return wrap(f, v)
	}
	lo, hi := f.Range()
	return int32(min(max(v, lo), hi))
}

func wrap(f *row.Field, v int64) int32 {
	if f.Signed {
		return int32(signed(v, f.Bits))
	}
	return int32(uint32(v & (1<<f.Bits - 1)))
}

// learn returns the drag of an entity that was base and is cur after some ticks.
// Whoever is driven by a player slows down as it likes.
func (c *rowCode) learn(base, cur *row.Row, ticks uint32, d drag) drag {
	if cur.Owner != 0 || ticks == 0 || ticks > dragTicks {
		return d
	}
	var was, is, along [2]int64 // of the way and of the turn
	for _, m := range c.kind(cur.Kind).moving {
		a, b := int64(base.Fields[m.rate]), int64(cur.Fields[m.rate])
		of := 0
		if m.turn {
			of = 1
		}
		was[of] += max(a, -a)
		is[of] += max(b, -b)
		if a^b < 0 {
			along[of] = -1 // it turned round
		}
	}
	for of, slow := range [...]*uint16{&d.way, &d.turn} {
		lost := (was[of] - is[of]) << 17
		if was[of] < dragSlow || lost < 0 || along[of] < 0 {
			continue
		}
		if seen := lost / ((was[of] + is[of]) * int64(ticks)); seen <= dragMost {
			*slow = uint16((int64(*slow) + seen + 1) / 2)
			if seen == 0 {
				*slow = 0
			}
		}
	}
	return d
}

// moves reports whether a row has rates that are not zero.
func (c *rowCode) moves(r *row.Row) bool {
	for _, m := range c.kind(r.Kind).moving {
		if r.Fields[m.rate] != 0 {
			return true
		}
	}
	return false
}
