package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// thingSeconds is how fast a drawn prop or door follows the predicted one: it hides the
// steps of corrections, and is too short to be seen in a push.
const thingSeconds = 0.025

// thing is a prop, a door or a bridge as it is drawn; what it is the level says.
type thing struct {
	id         row.ID
	teleport   int32
	x, y, turn float64
	health     int32 // percent, of a prop
	held       bool  // a mover that is held open
	seen       bool
}

// moveThings lets props and movers follow the prediction, and what it lacks the picture.
func (m *match) moveThings(dt float64) {
	for _, all := range [...][]thing{m.props, m.movers} {
		for i := range all {
			all[i].seen = false
		}
	}
	k := 1 - math.Exp(-dt/thingSeconds)
	for _, set := range [...]*row.Set{m.frame.Predicted, m.frame.Picture} {
		for i := range set.Rows {
			r := &set.Rows[i]
			var all []thing
			switch r.Kind {
			case arena.KindProp:
				all = m.props
			case arena.KindMover:
				all = m.movers
			}
			if at := arena.Place(r); at >= 0 && at < len(all) {
				all[at].follow(r, k)
			}
		}
	}
}

// follow brings a thing a part of the way to where a row has it. The first row of a
// frame counts.
func (t *thing) follow(r *row.Row, k float64) {
	if t.seen {
		return
	}
	x, y := place(r)
	var turn float64
	var teleport int32
	if r.Kind == arena.KindProp {
		turn, teleport = float64(r.Fields[arena.PropAngle])/physics.TurnGrid*2*math.Pi, r.Fields[arena.PropTeleport]
		t.health = r.Fields[arena.PropHealth]
	} else {
		t.held = r.Fields[arena.MoverHold] > 0
	}
	t.seen = true
	if t.id != r.ID || t.teleport != teleport {
		t.id, t.teleport, t.x, t.y, t.turn = r.ID, teleport, x, y, turn
		return
	}
	t.x += (x - t.x) * k
	t.y += (y - t.y) * k
	t.turn += math.Remainder(turn-t.turn, 2*math.Pi) * k
}
