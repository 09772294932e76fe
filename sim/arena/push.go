package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// pushEvent changes the velocity of a body.
func (w *world) pushEvent(at sim.Stamp, by, target row.ID, v physics.Vec) sim.Event {
	return sim.Event{Stamp: at, Source: uint32(by.Index), A: by, B: target, Args: [4]int32{gridVel(v.X), gridVel(v.Y)}}
}

// push posts the push of a hit or a blast on what can be moved.
func (w *world) push(at sim.Stamp, by, target row.ID, v physics.Vec) {
	if r := w.find(target); r != nil && w.pushable(r) && v != (physics.Vec{}) {
		w.post(kindPush, w.pushEvent(at, by, target, v))
	}
}

// onPush adds the pushes of a tick to the velocities that the next step begins with. A
// prop remembers who pushed it. Who stands by its team where that cannot be hurt is not
// pushed either.
func (w *world) onPush(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		r := w.find(e.B)
		if r == nil || !w.pushable(r) {
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		if w.share(e.A, r) == 0 {
			w.queue.Refuse(e, RefusedFriend)
			continue
		}
		f := &r.Fields
		v := velOf(r)
		f[PlayerVX] = gridVel(v.X + fromGrid(e.Args[0], physics.VelGrid))
		f[PlayerVY] = gridVel(v.Y + fromGrid(e.Args[1], physics.VelGrid))
		switch r.Kind {
		case KindPlayer:
			w.touch(w.players.place(r))
		case KindProp:
			f[PropBy] = int32(e.A.Index) % maxIndex
		}
	}
}

// maxIndex is beyond all indices that a row's field By holds.
const maxIndex = 1 << 10

func (w *world) pushable(r *row.Row) bool {
	return alive(r) || r.Kind == KindMonster || r.Kind == KindProp && w.level.Props[w.props.place(r)].Kind != level.Slab
}
