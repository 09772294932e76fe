package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Areas act on players whose middle is in them, each tick anew. A pad gives its velocity
// to who is slower along it. A teleporter puts its visitor elsewhere; velocity and aim
// stay, and those who stand at its exit are pushed apart as always. A hazard takes its
// points a second, to the point: of each tick the same from everyone, wherever in a
// second they came. A trigger holds its doors open; where there are no teams it obeys
// everyone, and one of no team monsters too. Nothing else touches monsters, and neither
// props nor projectiles are touched at all.

// findAreas posts who is where something happens.
func (w *world) findAreas() {
	for i := range w.level.Areas {
		a := &w.level.Areas[i]
		if a.Kind > level.Trigger {
			continue // of a mode
		}
		w.findVisitors(&w.players, i, a)
		if a.Kind == level.Trigger && a.Team == level.Nobody {
			w.findVisitors(&w.monsters, i, a)
		}
	}
}

func (w *world) findVisitors(l *list, i int, a *level.Area) {
	for k := range l.rows {
		if r := &l.rows[k]; r.Kind != 0 && (alive(r) || r.Kind == KindMonster) && inside(a, r) && w.obeys(a, r) {
			w.post(kindArea, sim.Event{Source: uint32(r.ID.Index), A: r.ID, Args: [4]int32{int32(i)}})
		}
	}
}

// inside reports whether the middle of a row's entity is in an area.
func inside(a *level.Area, r *row.Row) bool {
	at := posOf(r)
	return at.X >= a.Box.MinX && at.X <= a.Box.MaxX && at.Y >= a.Box.MinY && at.Y <= a.Box.MaxY
}

// obeys reports whether an area acts on a row's entity.
func (w *world) obeys(a *level.Area, r *row.Row) bool {
	switch {
	case a.Kind != level.Trigger || a.Team == level.Nobody || !w.rules.Match.Teams:
		return true
	case r.Kind == KindPlayer:
		return r.Fields[PlayerTeam] == int32(a.Team)
	}
	return false
}

// onArea lets areas act. A visitor that another area of the tick moved is away.
func (w *world) onArea(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		r := w.players.find(e.A)
		if r == nil {
			r = w.monsters.find(e.A)
		}
		if r == nil || r.Kind == KindPlayer && !alive(r) || uint32(e.Args[0]) >= uint32(len(w.level.Areas)) {
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		a := &w.level.Areas[e.Args[0]]
		if !inside(a, r) || r.Kind == KindMonster && a.Kind != level.Trigger {
			w.queue.Refuse(e, RefusedAway)
			continue
		}
		w.act(a, r)
	}
}

func (w *world) act(a *level.Area, r *row.Row) {
	f := &r.Fields
	switch a.Kind {
	case level.Pad:
		fling(f, a.To)
	case level.Teleport:
		f[PlayerX], f[PlayerY] = gridPos(a.To.X), gridPos(a.To.Y)
		f[PlayerTeleport] = (f[PlayerTeleport] + 1) & 0xff
	case level.Hazard:
		if points := w.hazard(a.Damage); w.server && points > 0 && !w.onBridge(posOf(r)) {
			w.post(kindDamage, sim.Event{B: r.ID, Args: [4]int32{points, f[PlayerX], f[PlayerY], CauseHazard}})
		}
	case level.Trigger:
		for _, m := range a.Movers {
			if int(m) < len(w.movers.rows) {
				w.holdOpen(int(m))
			}
		}
	}
}

// fling gives a pad's velocity to who is slower along it.
func fling(f *[row.MaxFields]int32, to physics.Vec) {
	x, y := gridVel(to.X), gridVel(to.Y)
	along := int64(f[PlayerVX])*int64(x) + int64(f[PlayerVY])*int64(y)
	if along < int64(x)*int64(x)+int64(y)*int64(y) {
		f[PlayerVX], f[PlayerVY] = x, y
	}
}

// hazard is what a hazard takes in this tick: what it has taken by the end of it since
// the match began, less what it had at its start, in whole points.
func (w *world) hazard(perSecond float64) int32 {
	rate := float64(w.rules.rate)
	by := func(t sim.Tick) float64 { return math.Floor(float64(float64(t)*perSecond) / rate) }
	return int32(by(w.tick) - by(w.tick-1))
}
