package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// findContacts posts who leans on a prop, or nearly so: what the prop does in this
// step may have moved the player.
func (w *world) findContacts() {
	for i := range w.players.rows {
		p := &w.players.rows[i]
		if !alive(p) {
			continue
		}
		for j := range w.props.rows {
			if c := &w.props.rows[j]; c.Kind != 0 && w.nearProp(p, c, j) {
				w.post(kindContact, sim.Event{Source: uint32(p.ID.Index), A: p.ID, B: c.ID})
			}
		}
	}
}

// nearProp reports whether a player is within contactMargin of prop j.
func (w *world) nearProp(p, c *row.Row, j int) bool {
	const reach = PlayerRadius + contactMargin
	half := w.level.Props[j].Half
	a, b := posOf(p), posOf(c)
	d := physics.Vec{X: a.X - b.X, Y: a.Y - b.Y}
	far := reach + half.X + half.Y // more than half of a diagonal
	if math.Abs(d.X) > far || math.Abs(d.Y) > far {
		return false
	}
	sin, cos := physics.SinCos(turnsOf(c))
	x := max(math.Abs(float64(cos*d.X)+float64(sin*d.Y))-half.X, 0)
	y := max(math.Abs(float64(cos*d.Y)-float64(sin*d.X))-half.Y, 0)
	return float64(x*x)+float64(y*y) < reach*reach
}

// onContact notes who leans on a prop.
func (w *world) onContact(batch []sim.Event) {
	for i := range batch {
		if p := w.findPlayer(batch[i].A); p >= 0 {
			w.touch(p)
		}
	}
}
