package arena

import (
	"math/bits"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// AppendView is sim.Game's. Everyone sees everything that is in the world; the fields of
// a player's own only itself, those of a team its members.
func (g *Game) AppendView(slot sim.Slot, set *row.Set) {
	team := g.teamOf(slot)
	for _, l := range g.lists() {
		for i := range l.rows {
			if r := &l.rows[i]; r.Kind != 0 {
				addRow(set, r, g.schema, slot, team)
			}
		}
	}
	set.Gone = append(set.Gone, g.gone...)
	for i := range g.effects {
		if e := &g.effects[i]; perceives(slot, e) && g.hears(slot, e) {
			set.AddEffect(*e)
		}
	}
}

// hears reports whether a viewer is near enough to perceive an effect. Who does not play
// hears everything.
func (w *world) hears(viewer sim.Slot, e *row.Effect) bool {
	if e.Kind != EffectTake || viewer == 0 || e.Source.Index == uint16(viewer) {
		return true
	}
	r := w.playerOf(uint32(viewer))
	at := physics.Vec{X: fromGrid(e.Args[TakeX], physics.PosGrid), Y: fromGrid(e.Args[TakeY], physics.PosGrid)}
	return r == nil || !plays(r) || distance2(posOf(r), at) <= takeHeard*takeHeard
}

// teamOf is the team of a slot's player, TeamNone where there are no teams.
func (w *world) teamOf(slot sim.Slot) int32 {
	if r := w.playerOf(uint32(slot)); r != nil {
		return r.Fields[PlayerTeam]
	}
	return TeamNone
}

// addRow adds what a viewer may know of a row.
func addRow(set *row.Set, r *row.Row, schema *row.Schema, viewer sim.Slot, team int32) {
	set.Add(r)
	audience := row.Viewer
	switch {
	case viewer == 0:
		audience = row.Server
	case r.Owner == uint8(viewer):
		audience = row.Owner
	case r.Kind == KindPlayer && r.Fields[PlayerTeam] == team && (team == TeamRed || team == TeamBlue):
		audience = row.Team
	}
	conceal(&set.Rows[len(set.Rows)-1], schema.Mask(r.Kind, audience))
}

// conceal is row.Row.Restrict for a row of the server's, of which nearly everything is
// shown: it visits only what is not. A view has hundreds of them.
func conceal(r *row.Row, mask uint32) {
	for hidden := r.Mask &^ mask; hidden != 0; hidden &= hidden - 1 {
		r.Fields[bits.TrailingZeros32(hidden)%row.MaxFields] = 0
	}
	r.Mask &= mask
}

// perceives reports whether a viewer may know of an effect.
func perceives(viewer sim.Slot, e *row.Effect) bool {
	is := func(id row.ID) bool { return id.Index == uint16(viewer) }
	switch {
	case viewer == 0:
		return true
	case e.Kind == EffectHit:
		return is(e.Source) || is(e.Target)
	case e.Kind == EffectShot && e.Args[ShotResult] == ShotDeadShooter:
		return is(e.Source)
	}
	return true
}
