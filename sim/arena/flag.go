package arena

import (
	"math"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// A flag stands in the middle of its team's base. An enemy who touches it carries it,
// until he dies, leaves, changes his team or is where his own flag is at home: that is
// a capture, one point. Through a teleporter a flag goes along. Dropped, it lies until
// one of its own team touches it or its time is over, then it is back at home. All of a
// tick judge the same world: captures first, then touches; of several who touch a flag
// the nearest counts, of equally near ones chance decides.

const (
	flagReach = PlayerRadius + 0.5 // of a player's middle from a flag that he touches
	flagJump  = 2.0                // units in a tick: further than anyone runs
)

// base is where a team's flag stands.
func (w *world) base(team int32) *level.Area {
	for i := range w.level.Areas {
		if a := &w.level.Areas[i]; a.Kind == level.Base && int32(a.Team) == team {
			return a
		}
	}
	return nil
}

// putFlag puts a flag into its base.
func (w *world) putFlag(i int) {
	r := &w.flags.rows[i]
	if r.Kind == 0 {
		r = w.flags.add(w.schema, i)
	}
	f, team := &r.Fields, int32(i)+TeamRed
	at := w.base(team).Box.Center()
	jumps := (f[FlagTeleport] + 1) & 0xff
	*f = [row.MaxFields]int32{FlagX: gridPos(at.X), FlagY: gridPos(at.Y), FlagTeam: team, FlagHome: 1, FlagTeleport: jumps}
}

// playFlags moves what is carried and judges who touches what.
func (w *world) playFlags() {
	for i := range w.flags.rows {
		w.carryFlag(&w.flags.rows[i])
	}
	var captured [level.Teams]bool
	for i := range w.flags.rows {
		captured[i] = w.counts() && w.isCapture(&w.flags.rows[i])
	}
	for i := range w.flags.rows {
		switch r := &w.flags.rows[i]; {
		case captured[i]:
			w.capture(i)
		case r.Fields[FlagCarrier] == 0:
			w.touchFlag(i)
		}
	}
	w.showCarriers()
}

// carrier returns the row of who carries a flag and may do so, or nil.
func (w *world) carrier(flag *row.Row) *row.Row {
	r := w.playerOf(uint32(flag.Fields[FlagCarrier]))
	if r == nil || !alive(r) || r.Fields[PlayerTeam] != TeamRed+TeamBlue-flag.Fields[FlagTeam] {
		return nil
	}
	return r
}

// carryFlag moves a flag with its carrier, or drops it where it was last.
func (w *world) carryFlag(r *row.Row) {
	f := &r.Fields
	if f[FlagCarrier] == 0 {
		return
	}
	by := w.carrier(r)
	if by == nil {
		f[FlagCarrier], f[FlagVX], f[FlagVY] = 0, 0, 0
		f[FlagReturn] = w.endOf(w.rules.Match.FlagReturnMS)
		w.tellFlag(r, row.ID{}, FlagDropped)
		return
	}
	from, to := posOf(r), posOf(by)
	if math.Abs(to.X-from.X) > flagJump || math.Abs(to.Y-from.Y) > flagJump {
		f[FlagTeleport] = (f[FlagTeleport] + 1) & 0xff
	}
	f[FlagX], f[FlagY], f[FlagVX], f[FlagVY] = by.Fields[PlayerX], by.Fields[PlayerY], by.Fields[PlayerVX], by.Fields[PlayerVY]
}

// isCapture reports whether a flag's carrier is in his base, and his own flag too.
func (w *world) isCapture(r *row.Row) bool {
	by := w.carrier(r)
	if by == nil {
		return false
	}
	own := &w.flags.rows[by.Fields[PlayerTeam]-TeamRed]
	return own.Fields[FlagHome] != 0 && w.base(by.Fields[PlayerTeam]).Box.Near(posOf(by), PlayerRadius)
}

func (w *world) capture(i int) {
	r := &w.flags.rows[i]
	by := w.carrier(r)
	addTo(&by.Fields[PlayerScore], 1, -countMax)
	w.addTeam(by.Fields[PlayerTeam], 1)
	w.tellFlag(r, by.ID, FlagCaptured)
	w.putFlag(i)
}

// touchFlag returns or hands over a flag that nobody carries.
func (w *world) touchFlag(i int) {
	r := &w.flags.rows[i]
	f := &r.Fields
	by := w.nearest(r)
	switch {
	case by != nil && by.Fields[PlayerTeam] != f[FlagTeam]:
		f[FlagCarrier], f[FlagHome], f[FlagReturn] = int32(by.ID.Index), 0, 0
		w.tellFlag(r, by.ID, FlagTaken)
	case f[FlagHome] != 0:
	case by != nil:
		w.tellFlag(r, by.ID, FlagReturned)
		w.putFlag(i)
	case f[FlagReturn] == 0 || int64(w.tick) >= int64(f[FlagReturn]):
		w.tellFlag(r, row.ID{}, FlagReturned)
		w.putFlag(i)
	}
}

// nearest returns who touches a flag and may do something about it, or nil.
func (w *world) nearest(flag *row.Row) *row.Row {
	var best *row.Row
	bestD2, ties := flagReach*flagReach, int32(0)
	at := posOf(flag)
	for p := range w.players.rows {
		r := &w.players.rows[p]
		own := r.Fields[PlayerTeam] == flag.Fields[FlagTeam]
		if !alive(r) || r.Fields[PlayerTeam] != TeamRed && r.Fields[PlayerTeam] != TeamBlue || own && flag.Fields[FlagHome] != 0 {
			continue
		}
		d2 := distance2(at, posOf(r))
		switch {
		case d2 < bestD2:
			best, bestD2, ties = r, d2, 1
		case d2 == bestD2 && best != nil:
			ties++
			if w.keys.mode.Intn(w.tick, drawFlag|uint32(p), ties) == 0 {
				best = r
			}
		}
	}
	return best
}

func distance2(a, b physics.Vec) float64 {
	x, y := a.X-b.X, a.Y-b.Y
	return float64(x*x) + float64(y*y)
}

// showCarriers lets everyone see who carries a flag.
func (w *world) showCarriers() {
	var carries [sim.MaxSlots]bool
	for i := range w.flags.rows {
		if by := w.carrier(&w.flags.rows[i]); by != nil {
			carries[w.players.place(by)] = true
		}
	}
	for p := range w.players.rows {
		f := &w.players.rows[p].Fields
		if shown := f[PlayerGlow]&GlowFlag != 0; shown != carries[p] {
			f[PlayerGlow] ^= GlowFlag
			w.touch(p)
		}
	}
}

func (w *world) tellFlag(r *row.Row, by row.ID, deed int32) {
	f := &r.Fields
	w.addWorldEffect(row.Effect{Kind: EffectFlag, Source: by, Target: r.ID,
		Args: [row.MaxEffectArgs]int32{FlagFxDeed: deed, FlagFxTeam: f[FlagTeam], FlagFxX: f[FlagX], FlagFxY: f[FlagY]}})
}
