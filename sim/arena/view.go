package arena

import (
	"hindsight/sim"
	"hindsight/sim/row"
)

// AppendView is sim.Game's. Everyone sees all players and crates; a player's own
// fields only itself.
func (g *Game) AppendView(slot sim.Slot, set *row.Set) {
	for i := range g.players {
		if g.players[i].Kind != 0 {
			addRow(set, &g.players[i], g.schema, slot)
		}
	}
	for i := range g.crates {
		addRow(set, &g.crates[i], g.schema, slot)
	}
	set.Gone = append(set.Gone, g.gone...)
	for i := range g.effects {
		if e := &g.effects[i]; perceives(slot, e) {
			set.AddEffect(*e)
		}
	}
}

// addRow adds what a viewer may know of a row.
func addRow(set *row.Set, r *row.Row, schema *row.Schema, viewer sim.Slot) {
	set.Add(r)
	audience := row.Viewer
	switch {
	case viewer == 0:
		audience = row.Server
	case r.Owner == uint8(viewer):
		audience = row.Owner
	}
	set.Rows[len(set.Rows)-1].Restrict(schema.Mask(r.Kind, audience))
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
