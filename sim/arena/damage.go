package arena

import (
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Causes of damage and death beside the weapons, of which rules.Weapon is the number.
const (
	CauseMonster int32 = 0
	CauseBarrel  int32 = 7 + iota // an explosion
	CauseCrash                    // something that flew
	CauseHazard                   // the floor
)

// maxDamage bounds what one event takes: events may come from a hostile state.
const maxDamage = 10_000

// onDamage applies the damage of a tick at once, in the order of sub-ticks, so that two
// players can kill each other. Who takes the last of somebody's health killed it. What
// one does to another in a tick is told as one hit.
func (w *world) onDamage(batch []sim.Event) {
	told := len(w.effects)
	for i := range batch {
		e := &batch[i]
		r := w.find(e.B)
		if r == nil || r.Kind == KindPlayer && !alive(r) || w.frozen() {
			w.queue.Refuse(e, RefusedDead)
			continue
		}
		points := min(max(e.Args[0], 0), maxDamage) * w.share(e.A, r) / 100
		if points == 0 {
			w.queue.Refuse(e, RefusedFriend)
			continue
		}
		switch r.Kind {
		case KindPlayer:
			if r.Fields[PlayerProtect] > 0 {
				w.queue.Refuse(e, RefusedProtected)
				continue
			}
			w.hurtPlayer(e, r, points)
		case KindMonster:
			e.Args[0] = points
			w.hurtMonster(r, e)
		case KindProp:
			w.hurtProp(e, r, points)
			continue
		default:
			w.queue.Refuse(e, RefusedGone)
			continue
		}
		w.tellHit(told, e, points)
	}
}

// share is the percentage of its damage that one does to another: less among a team and
// to oneself, none among monsters.
func (w *world) share(by row.ID, victim *row.Row) int32 {
	switch attacker := w.findPlayer(by); {
	case by == victim.ID && victim.Kind == KindPlayer:
		return int32(w.rules.Match.SelfDamage)
	case victim.Kind == KindMonster && by.Index >= monsterBase && by.Index < propBase:
		return 0
	case victim.Kind == KindPlayer && attacker >= 0 && friends(&w.players.rows[attacker], victim):
		return int32(w.rules.Match.FriendlyFire)
	}
	return 100
}

// hurtPlayer takes health. Armour takes its share, as long as it lasts, but not of what
// the floor takes, point by point.
func (w *world) hurtPlayer(e *sim.Event, r *row.Row, points int32) {
	f := &r.Fields
	armour := min(f[PlayerArmour], points*int32(w.rules.Player.ArmourPct)/100)
	if e.Args[3] == CauseHazard {
		armour = 0
	}
	f[PlayerArmour] -= armour
	before := f[PlayerHealth]
	f[PlayerHealth] = max(before-(points-armour), 0)
	w.touch(w.players.place(r))
	if before > 0 && f[PlayerHealth] == 0 {
		w.post(kindDeath, sim.Event{Stamp: e.Stamp, Source: e.Source, A: e.A, B: e.B, Args: [4]int32{e.Args[3]}})
	}
}

// hurtProp takes of what a prop bears, and remembers by whom. Some bear everything.
func (w *world) hurtProp(e *sim.Event, r *row.Row, points int32) {
	f := &r.Fields
	full := w.rules.propHealth(w.level.Props[w.props.place(r)].Kind)
	if full <= 0 {
		return
	}
	f[PropBy] = int32(e.A.Index) % maxIndex
	before := f[PropHealth]
	f[PropHealth] = max(before-(points*100+full-1)/full, 0)
	if before > 0 && f[PropHealth] == 0 {
		w.post(kindBreak, sim.Event{Stamp: e.Stamp, Source: e.Source, A: e.A, B: e.B})
	}
}

// propHealth is how much damage a kind of prop bears, 0 for any.
func (ru *ruleset) propHealth(kind level.PropKind) int32 {
	p := &ru.Props
	return [level.PropKinds + 1]int32{level.Crate: p.CrateHealth, level.Block: p.BlockHealth, level.Barrel: p.BarrelHealth,
		level.Ball: p.BallHealth, level.Slab: p.SlabHealth}[kind]
}

// tellHit tells of a hit; further ones of the same two in a tick add to the first. The
// effects of this tick's hits are those from told on.
func (w *world) tellHit(told int, e *sim.Event, points int32) {
	for i := told; i < len(w.effects); i++ {
		if h := &w.effects[i]; h.Source == e.A && h.Target == e.B {
			h.Args[HitDamage] += points
			return
		}
	}
	w.addWorldEffect(row.Effect{Sub: e.Stamp.Sub(), Kind: EffectHit, Source: e.A, Target: e.B,
		Args: [row.MaxEffectArgs]int32{HitDamage: points, HitX: e.Args[1], HitY: e.Args[2], HitCause: e.Args[3], HitBehind: w.coverOf(e.A, e.B)}})
}
