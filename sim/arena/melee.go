package arena

import (
	"hindsight/physics"
	"hindsight/sim/row"
)

// swing is a blow: it reaches what is straight ahead, and every body whose middle is in
// its arc, as far as nothing is in between.
func (w *world) swing(p int, in *input) {
	r := &w.players.rows[p]
	cmd, gun := &in.command, w.rules.gun(&r.Fields)
	view := w.look(r.ID, in)
	from := w.muzzle(r, cmd)
	ahead := direction(float64(float64(cmd.Aim) / physics.TurnGrid))
	w.victims = w.victims[:0]
	far, result := w.trace(r.ID, from, scale(ahead, gun.Range), 0)
	_, least := physics.SinCos(gun.Arc / 360)
	for i := range w.shown {
		if w.shown[i].ID == r.ID { // a screen's picture holds the own past body
			continue
		}
		if along, ok := w.within(&w.shown[i], from, ahead, least, gun.Range); ok {
			w.trace(r.ID, from, along, 0)
		}
	}
	for i := range w.victims {
		v := &w.victims[i] // however many ways it was reached, it is one blow
		v.along, v.times = scale(v.along, 1/float64(v.times)), 1
	}
	w.land(r, cmd, from, add(from, scale(ahead, float64(gun.Range*far))), result, view, 0)
}

// within returns the way of a blow to the middle of what a row shows, false when that
// is out of its reach or of its arc, which least is the cosine of.
func (w *world) within(r *row.Row, from, ahead physics.Vec, least, reach float64) (along physics.Vec, ok bool) {
	shape, ok := w.shapeOf(r)
	if !ok {
		return along, false
	}
	d := sub(posOf(r), from)
	far := length(d)
	if far == 0 || far > reach+shape.Radius+shape.Half.X+shape.Half.Y || dot(d, ahead) < float64(far*least) {
		return along, false
	}
	return scale(d, reach/far), true
}
