package sim

import "math/bits"

// HeldTicks is how many snapshots back a ViewClaim can name.
const HeldTicks = 32

// Holds reports whether the claim says that the snapshot of a tick was held.
func (c *ViewClaim) Holds(t Tick) bool {
	switch {
	case c.Newest == 0 || t == 0 || t > c.Newest:
		return false
	case t == c.Newest:
		return true
	case c.Newest-t > HeldTicks:
		return false
	}
	return c.Held&(1<<(c.Newest-t-1)) != 0
}

// Bracket returns the held ticks that a screen shows at c.Render: the newest one not
// after it and the oldest one not before it. Before the oldest held tick and after
// the newest one that tick is shown as it is, and a == b. A claim that holds nothing
// returns zeros. Client and server both use it, so both know the same picture.
func (c *ViewClaim) Bracket() (a, b Tick) {
	if c.Newest == 0 {
		return 0, 0
	}
	if c.Render >= c.Newest.At(0) {
		return c.Newest, c.Newest
	}
	b = c.Newest
	for held := c.Held; held != 0; held &= held - 1 {
		back := Tick(bits.TrailingZeros32(held)) + 1
		if back >= c.Newest {
			break
		}
		t := c.Newest - back
		if t.At(0) <= c.Render {
			return t, sameIfExact(t, b, c.Render)
		}
		b = t
	}
	return b, b
}

// sameIfExact spares a blend when the render time is a whole held tick.
func sameIfExact(a, b Tick, render Stamp) Tick {
	if a.At(0) == render {
		return a
	}
	return b
}

// Fraction returns how far render is from tick a to tick b, as the num and den that
// row.Schema.Blend takes.
func (v *View) Fraction() (num, den uint32) {
	if v.A >= v.B || v.Render <= v.A.At(0) {
		return 0, 1
	}
	return uint32(min(v.Render, v.B.At(0)) - v.A.At(0)), uint32(v.B-v.A) << 8
}
