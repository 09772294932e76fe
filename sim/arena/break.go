package arena

import (
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// onBreak takes props out of the world that bear no more. A barrel blows up in the next
// tick, in the name of who broke it: so chains of them go on from tick to tick.
func (w *world) onBreak(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		r := w.props.find(e.B)
		if r == nil {
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		kind := w.level.Props[w.props.place(r)].Kind
		w.addWorldEffect(row.Effect{Sub: e.Stamp.Sub(), Kind: EffectBreak, Source: e.A, Target: e.B,
			Args: [row.MaxEffectArgs]int32{BreakX: r.Fields[PropX], BreakY: r.Fields[PropY], BreakKind: int32(kind)}})
		if kind == level.Barrel {
			w.queue.Post(w.blastEvent(e.A, posOf(r), CauseBarrel))
		}
		w.remove(r, GoneBroken)
	}
}
