package arena

import (
	"math/bits"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/row"
)

// EffectNoise is what a viewer hears and does not see: neither who nor exactly where.
// Its args are NoiseX and so on.
const EffectNoise uint8 = 65

// Args of EffectNoise. The place is in 1/4096 unit, the middle of a square of 4 units.
const (
	NoiseX = iota
	NoiseY
	NoiseOf     // the kind of effect
	NoiseWeapon // of a shot: rules.Weapon
)

// AppendView is sim.Game's: what is in the world as far as a slot knows of it (known.go),
// fields of a player's own only to itself, those of a team to its members.
func (g *Game) AppendView(slot sim.Slot, set *row.Set) {
	team := g.teamOf(slot)
	for _, l := range g.lists() {
		for i := range l.rows {
			if r := &l.rows[i]; r.Kind != 0 && g.knows(slot, r) {
				addRow(set, r, g.schema, slot, team)
			}
		}
	}
	g.addStandings(set)
	set.Gone = append(set.Gone, g.gone...)
	var e row.Effect
	for i := range g.effects {
		if g.perceive(&e, slot, i) {
			set.AddEffect(e)
		}
	}
}

// addStandings adds a line of the scoreboard for each player, under the player's slot and
// generation.
func (g *Game) addStandings(set *row.Set) {
	for i := range g.players.rows {
		p := &g.players.rows[i]
		if p.Kind == 0 {
			continue
		}
		r := newRow(g.schema, KindStanding, row.ID{Index: standingBase + uint16(i), Gen: p.ID.Gen})
		r.Owner = p.Owner
		f := &p.Fields
		r.Fields = [row.MaxFields]int32{StandingTeam: f[PlayerTeam], StandingAlive: f[PlayerAlive],
			StandingKills: f[PlayerKills], StandingDeaths: f[PlayerDeaths], StandingScore: f[PlayerScore]}
		set.Add(&r)
	}
}

// Slot returns whose standing a row is, zero for no player's.
func Slot(r *row.Row) sim.Slot {
	if r.Kind != KindStanding || r.ID.Index < standingBase || r.ID.Index >= standingBase+sim.MaxSlots {
		return 0
	}
	return sim.Slot(r.ID.Index - standingBase + 1)
}

// perceive copies what a viewer perceives of the i-th effect, false when that is nothing.
// Of what it does not see it hears a noise, and of a death who died.
func (w *world) perceive(dst *row.Effect, viewer sim.Slot, i int) bool {
	e := &w.effects[i]
	if !perceives(viewer, e) || !w.hears(viewer, e) {
		return false
	}
	*dst = *e
	if viewer == 0 || w.known.effects[i]>>(viewer-1)&1 != 0 {
		return true
	}
	switch e.Kind {
	case EffectDeath:
		dst.Args[DeathX], dst.Args[DeathY] = 0, 0
		return true
	case EffectSlain:
		dst.Args[SlainX], dst.Args[SlainY] = 0, 0
		return true
	case EffectRespawn:
		return false
	}
	r := w.playerOf(uint32(viewer))
	if at, n := placesOf(e); n > 0 && (r == nil || distance2(posOf(r), at[0]) > noiseHeard*noiseHeard) {
		return false
	}
	*dst = row.Effect{EffectID: row.EffectID{CmdTick: e.Tick, Ordinal: uint8(i)}, Tick: e.Tick, Kind: EffectNoise}
	dst.Args[NoiseX], dst.Args[NoiseY], dst.Args[NoiseOf] = coarse(e.Args[0]), coarse(e.Args[1]), int32(e.Kind)
	if e.Kind == EffectShot {
		dst.Args[NoiseWeapon] = int32(WeaponOf(e))
	}
	return true
}

// coarse is the middle of the square that holds a coordinate.
func coarse(v int32) int32 { return v>>noiseGrain<<noiseGrain + 1<<(noiseGrain-1) }

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
