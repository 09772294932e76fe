package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// A prop that broke comes back where the map has it after rules.Props.ReturnMS, as a new
// entity, when nothing and nobody is there; or with the next round.

// mendRetryMS is the time until a prop that found its place taken tries again.
const mendRetryMS = 500

// putProp puts a prop where the map has it.
func (w *world) putProp(i int) {
	r, p := &w.props.rows[i], &w.level.Props[i]
	teleport := (r.Fields[PropTeleport] + 1) & 0xff
	if r.Kind == 0 {
		r = w.props.add(w.schema, i)
		teleport = 0
	}
	r.Fields = [row.MaxFields]int32{PropX: gridPos(p.At.X), PropY: gridPos(p.At.Y), PropTeleport: teleport, PropHealth: 100}
	w.timers.Cancel(w.mends[i])
	w.mends[i] = sim.TimerID{}
}

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
		place := w.props.place(r)
		kind := w.level.Props[place].Kind
		w.addWorldEffect(row.Effect{Sub: e.Stamp.Sub(), Kind: EffectBreak, Source: e.A, Target: e.B,
			Args: [row.MaxEffectArgs]int32{BreakX: r.Fields[PropX], BreakY: r.Fields[PropY], BreakKind: int32(kind)}})
		if kind == level.Barrel {
			w.queue.Post(w.blastEvent(e.A, posOf(r), CauseBarrel))
		}
		w.remove(r, GoneBroken)
		w.mendLater(place, w.rules.Props.ReturnMS)
	}
}

// mendLater has a prop that broke come back.
func (w *world) mendLater(i int, ms uint32) {
	w.timers.Cancel(w.mends[i])
	w.mends[i] = sim.TimerID{}
	if ms > 0 {
		at := w.tick + sim.Tick(w.rules.ticks(ms))
		w.mends[i] = w.timers.Set(at, sim.Event{Kind: kindMend, Stamp: at.At(0), Source: uint32(propBase + i),
			B: row.ID{Index: uint16(propBase + i), Gen: w.props.gens[i]}})
	}
}

// onMend lets props come back whose place is free.
func (w *world) onMend(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		place := int(e.B.Index) - propBase
		if place < 0 || place >= len(w.props.rows) || w.props.rows[place].Kind != 0 || w.props.gens[place] != e.B.Gen {
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		if !w.isFree(w.level.Props[place].Box()) {
			w.mendLater(place, mendRetryMS)
			w.queue.Refuse(e, RefusedBlocked)
			continue
		}
		w.putProp(place)
	}
}

// isFree reports whether nobody and nothing that moves is in a box, or may be.
func (w *world) isFree(b level.Box) bool {
	for i := range w.players.rows {
		if r := &w.players.rows[i]; alive(r) && b.Near(posOf(r), PlayerRadius) {
			return false
		}
	}
	for i := range w.monsters.rows {
		if r := &w.monsters.rows[i]; r.Kind != 0 && b.Near(posOf(r), w.kindOf(r).Radius) {
			return false
		}
	}
	for i := range w.props.rows {
		if r := &w.props.rows[i]; r.Kind != 0 && overlaps(b, boxAbout(r, &w.level.Props[i])) {
			return false
		}
	}
	for i := range w.movers.rows {
		if r, m := &w.movers.rows[i], &w.level.Movers[i]; r.Kind != 0 && m.Kind == level.Door && overlaps(b, m.Sweep()) {
			return false
		}
	}
	return true
}

// boxAbout is the least box about a prop as it is turned.
func boxAbout(r *row.Row, p *level.Prop) level.Box {
	at, x, y := posOf(r), p.Half.X, p.Half.Y
	if propShapes[p.Kind].Kind == physics.Box {
		sin, cos := physics.SinCos(turnsOf(r))
		sin, cos = math.Abs(sin), math.Abs(cos)
		x, y = float64(cos*p.Half.X)+float64(sin*p.Half.Y), float64(sin*p.Half.X)+float64(cos*p.Half.Y)
	}
	return level.Box{MinX: at.X - x, MinY: at.Y - y, MaxX: at.X + x, MaxY: at.Y + y}
}

func overlaps(a, b level.Box) bool {
	return a.MinX < b.MaxX && a.MaxX > b.MinX && a.MinY < b.MaxY && a.MaxY > b.MinY
}
