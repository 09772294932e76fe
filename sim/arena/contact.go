package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// spot is the square on the grid in which a player's middle must be to touch a prop.
type spot struct {
	x, y  int32  // its corner
	side  uint32 //
	place int32  // of the prop
}

// contactReach is how near a prop must be to a player's middle to count as touched.
const contactReach = PlayerRadius + contactMargin

// findContacts posts who leans on a prop or a door, or nearly so: what that does in this
// step may have moved the player.
func (w *world) findContacts() {
	w.findSpots()
	for i := range w.players.rows {
		p := &w.players.rows[i]
		if !alive(p) {
			continue
		}
		x, y := p.Fields[PlayerX], p.Fields[PlayerY]
		for k := range w.spots {
			s := &w.spots[k]
			if uint32(x-s.x) > s.side || uint32(y-s.y) > s.side {
				continue
			}
			if c := &w.props.rows[s.place]; w.nearProp(p, c, int(s.place)) {
				w.post(kindContact, sim.Event{Source: uint32(p.ID.Index), A: p.ID, B: c.ID})
			}
		}
		w.findDoors(p)
	}
}

func (w *world) findSpots() {
	w.spots = w.spots[:0]
	for i := range w.props.rows {
		if r := &w.props.rows[i]; r.Kind != 0 {
			half := w.level.Props[i].Half
			reach := gridPos(contactReach+half.X+half.Y) + 1 // more than half of a diagonal
			w.spots = append(w.spots, spot{r.Fields[PropX] - reach, r.Fields[PropY] - reach, uint32(2 * reach), int32(i)})
		}
	}
}

// nearProp reports whether a player is within contactMargin of prop j.
func (w *world) nearProp(p, c *row.Row, j int) bool {
	half := w.level.Props[j].Half
	a, b := posOf(p), posOf(c)
	d := physics.Vec{X: a.X - b.X, Y: a.Y - b.Y}
	sin, cos := physics.SinCos(turnsOf(c))
	x := max(math.Abs(float64(cos*d.X)+float64(sin*d.Y))-half.X, 0)
	y := max(math.Abs(float64(cos*d.Y)-float64(sin*d.X))-half.Y, 0)
	return float64(x*x)+float64(y*y) < contactReach*contactReach
}

// findDoors posts the doors that are not shut and in whose way a player is: others may
// hold them open or keep them from closing.
func (w *world) findDoors(p *row.Row) {
	for i := range w.movers.rows {
		r := &w.movers.rows[i]
		if f := &r.Fields; r.Kind == 0 || f[MoverOpen] == 0 && f[MoverVX] == 0 && f[MoverVY] == 0 {
			continue
		}
		if w.level.Movers[i].Sweep().Near(posOf(p), contactReach) {
			w.post(kindContact, sim.Event{Source: uint32(p.ID.Index), A: p.ID, B: r.ID})
		}
	}
}

// onContact notes who leans on a prop or a door.
func (w *world) onContact(batch []sim.Event) {
	for i := range batch {
		if p := w.findPlayer(batch[i].A); p >= 0 {
			w.touch(p)
		}
	}
}
