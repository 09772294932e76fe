// Package interp makes the picture that a screen shows: rows of two snapshots
// blended at a render time. The picture is a function of its claim and of the
// snapshots the claim names, so the server can make it again when a shot has to be
// judged. It is pure.
package interp

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// Sets gives the decoded snapshots by tick, nil when one is not held.
type Sets interface {
	Set(tick uint32) *row.Set
}

// Claim says what a screen shows at render when newest is the newest snapshot held.
func Claim(sets Sets, newest uint32, render sim.Stamp) sim.ViewClaim {
	if newest == 0 {
		return sim.ViewClaim{}
	}
	c := sim.ViewClaim{Render: min(render, sim.Tick(newest).At(0)), Newest: sim.Tick(newest)}
	for i := uint32(0); i < sim.HeldTicks && i+1 < newest; i++ {
		if sets.Set(newest-1-i) != nil {
			c.Held |= 1 << i
		}
	}
	return c
}

// Picture writes to dst what the claim's screen shows, tick dst.Tick the earlier
// of the two snapshots: entities of that one, blended toward the later one where it
// has them too, and does not know less: its rows can be older, when it was coded
// against an older baseline. A claim that holds nothing gives an empty picture.
func Picture(schema *row.Schema, sets Sets, claim *sim.ViewClaim, dst *row.Set) {
	at, bt := claim.Bracket()
	a, b := sets.Set(uint32(at)), sets.Set(uint32(bt))
	if a == nil || b == nil {
		dst.Reset(0)
		return
	}
	dst.Reset(a.Tick)
	view := sim.View{A: at, B: bt, Render: claim.Render}
	num, den := view.Fraction()
	var blended row.Row
	for i := range a.Rows {
		from := &a.Rows[i]
		to := b.Find(from.ID)
		if to == nil || to.Tick < from.Tick {
			to = from // gone, or what the later snapshot knows of it is older
		}
		schema.Blend(&blended, from, to, num, den)
		dst.Add(&blended)
	}
}
