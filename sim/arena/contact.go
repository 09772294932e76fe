package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// findContacts posts who leans on a crate, or nearly so: what the crate does in this
// step may have moved the player.
func (w *world) findContacts() {
	for i := range w.players {
		p := &w.players[i]
		if !alive(p) {
			continue
		}
		for j := range w.crates {
			if c := &w.crates[j]; c.Kind != 0 && nearCrate(p, c) {
				w.post(kindContact, sim.Event{Source: uint32(p.ID.Index), A: p.ID, B: c.ID})
			}
		}
	}
}

// nearCrate reports whether a player is within crateContactMargin of a crate.
func nearCrate(p, c *row.Row) bool {
	const reach = PlayerRadius + crateContactMargin
	a, b := posOf(p), posOf(c)
	d := physics.Vec{X: a.X - b.X, Y: a.Y - b.Y}
	const far = reach + CrateHalf*1.5 // more than half of a diagonal
	if math.Abs(d.X) > far || math.Abs(d.Y) > far {
		return false
	}
	sin, cos := physics.SinCos(turnsOf(c))
	x := max(math.Abs(float64(cos*d.X)+float64(sin*d.Y))-CrateHalf, 0)
	y := max(math.Abs(float64(cos*d.Y)-float64(sin*d.X))-CrateHalf, 0)
	return float64(x*x)+float64(y*y) < reach*reach
}

// onContact counts a crate's touch: it may be where only the server knows.
func (w *world) onContact(batch []sim.Event) {
	for i := range batch {
		if p := w.find(batch[i].A); p >= 0 {
			w.touch(p)
		}
	}
}
