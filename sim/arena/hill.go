package arena

import (
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// One of the map's hills counts at a time, and another by chance after
// rules.Match.HillMoveMS. A team that is alone on it scores a point for every second,
// counted in ticks that need not follow each other; so does each of it who is there
// when the second is full. While both teams are on it nobody scores.

// hill is the area that counts, or nil.
func (w *world) hill() *level.Area {
	i := int(w.round.rows[0].Fields[RoundHill]) - 1
	if i < 0 || i >= len(w.level.Areas) || w.level.Areas[i].Kind != level.Hill {
		return nil
	}
	return &w.level.Areas[i]
}

// playHill gives points for holding it.
func (w *world) playHill() {
	if !w.counts() {
		return
	}
	if w.hill() == nil || w.course.moves != 0 && w.tick >= w.course.moves {
		w.moveHill()
	}
	f := &w.round.rows[0].Fields
	holder := w.onHill()
	if holder != f[RoundHolder] {
		f[RoundHolder] = holder
		w.tellHill()
	}
	if holder == TeamNone {
		return
	}
	if w.course.held[holder]++; w.course.held[holder] < int32(w.rules.rate) {
		return
	}
	w.course.held[holder] = 0
	w.addTeam(holder, 1)
	for p := range w.players.rows {
		if r := &w.players.rows[p]; r.Fields[PlayerTeam] == holder && w.isOnHill(r) {
			addTo(&r.Fields[PlayerScore], 1, -countMax)
		}
	}
}

// moveHill chooses another hill by chance; of one there is none.
func (w *world) moveHill() {
	f := &w.round.rows[0].Fields
	next, n := f[RoundHill], int32(0)
	for i := range w.level.Areas {
		if w.level.Areas[i].Kind != level.Hill || int32(i)+1 == f[RoundHill] {
			continue
		}
		n++
		if w.keys.mode.Intn(w.tick, drawHill|uint32(i), n) == 0 {
			next = int32(i) + 1
		}
	}
	w.course.moves = 0
	if ms := w.rules.Match.HillMoveMS; ms > 0 {
		w.course.moves = w.tick + sim.Tick(w.rules.ticks(ms))
	}
	f[RoundHill] = next
	w.tellHill()
}

// onHill is the team that is alone on the hill.
func (w *world) onHill() int32 {
	var on [TeamSpectator + 1]bool
	for p := range w.players.rows {
		if r := &w.players.rows[p]; w.isOnHill(r) {
			on[r.Fields[PlayerTeam]] = true
		}
	}
	switch {
	case on[TeamRed] && !on[TeamBlue]:
		return TeamRed
	case on[TeamBlue] && !on[TeamRed]:
		return TeamBlue
	}
	return TeamNone
}

// isOnHill reports whether a player's middle is on the hill.
func (w *world) isOnHill(r *row.Row) bool {
	h := w.hill()
	if h == nil || !alive(r) {
		return false
	}
	at := posOf(r)
	return at.X >= h.Box.MinX && at.X <= h.Box.MaxX && at.Y >= h.Box.MinY && at.Y <= h.Box.MaxY
}

func (w *world) tellHill() {
	f := &w.round.rows[0].Fields
	w.addWorldEffect(row.Effect{Kind: EffectHill, Args: [row.MaxEffectArgs]int32{HillFxHill: f[RoundHill], HillFxHolder: f[RoundHolder]}})
}
