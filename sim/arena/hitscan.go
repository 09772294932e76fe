package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// victim is what the rays of one shot struck.
type victim struct {
	id     row.ID
	result int32
	times  int32       // how many of the rays
	at     physics.Vec // where, by the first
	along  physics.Vec // the sum of their directions
}

// mark is where a ray meets row of the picture.
type mark struct {
	fraction float64
	row      int32
}

// muzzle is where a shot of a command leaves: the player's middle at the start of the
// tick, moved on by the part of the tick before the press, on the grid.
func (w *world) muzzle(r *row.Row, cmd *sim.Command) physics.Vec {
	after := float64(w.rules.tickSeconds * float64(cmd.FireSub) / row.SubTicks)
	p, v := posOf(r), velOf(r)
	return physics.Vec{X: physics.RoundPos(p.X + float64(v.X*after)), Y: physics.RoundPos(p.Y + float64(v.Y*after))}
}

// look makes w.shown the picture that a shooter fired at and returns the value of
// ViewOf. A Predictor was given what its player saw.
func (w *world) look(shooter row.ID, in *input) int32 {
	if !w.server {
		return ViewExact
	}
	var code int32
	w.shown, code = w.picture(w.shown[:0], shooter, &in.view)
	return code
}

// shoot finds what a shot or the pellets of one meet. A Predictor does so for show:
// nothing of its own depends on it.
func (w *world) shoot(p int, in *input) {
	r := &w.players.rows[p]
	cmd, gun := &in.command, w.rules.gun(&r.Fields)
	view := w.look(r.ID, in)
	from := w.muzzle(r, cmd)
	seed := w.spreadSeed(p, gun)
	w.victims = w.victims[:0]
	reach, result := 0.0, ShotMiss
	for i := range max(gun.Pellets, 1) {
		along := direction(float64(float64(cmd.Aim)/physics.TurnGrid) + PelletTurn(gun, seed, i))
		far, met := w.trace(r.ID, from, scale(along, gun.Range), gun.Pierces)
		reach, result = max(reach, float64(far*gun.Range)), max(result, met)
	}
	end := add(from, scale(direction(float64(float64(cmd.Aim)/physics.TurnGrid)), reach))
	w.land(r, cmd, from, end, result, view, seed)
}

// land tells of a shot and hurts its victims. Its target is the living one that most of
// its rays struck, or else what they struck first.
func (w *world) land(r *row.Row, cmd *sim.Command, from, end physics.Vec, result, view int32, seed uint16) {
	e := w.shotEffect(r, cmd)
	var best *victim
	for i := range w.victims {
		if v := &w.victims[i]; best == nil || v.living() && (!best.living() || v.times > best.times) {
			best = v
		}
	}
	if best != nil {
		e.Target, result = best.id, best.result
		if w.server && best.living() && !w.lives(best.id) {
			result = ShotDeadTarget
		}
	}
	e.Args = [row.MaxEffectArgs]int32{ShotX: gridPos(from.X), ShotY: gridPos(from.Y),
		ShotEndX: gridPos(end.X), ShotEndY: gridPos(end.Y), ShotResult: result, ShotHow: how(view, inHand(&r.Fields), seed)}
	w.addEffect(e)
	if !w.server {
		return
	}
	gun, at := w.rules.gun(&r.Fields), w.tick.At(cmd.FireSub)
	points := w.rules.strengthened(r, gun.Damage)
	for i := range w.victims {
		v := &w.victims[i]
		if v.living() && !w.lives(v.id) {
			continue
		}
		w.noteCover(r.ID, from, v.id, &w.inputs[w.players.place(r)].view)
		w.push(at, r.ID, v.id, scale(v.along, gun.Push))
		w.post(kindDamage, sim.Event{Stamp: at, Source: uint32(r.ID.Index), A: r.ID, B: v.id,
			Args: [4]int32{points * v.times, gridPos(v.at.X), gridPos(v.at.Y), r.Fields[PlayerWeapon]}})
	}
}

func (w *world) shotEffect(r *row.Row, cmd *sim.Command) row.Effect {
	return row.Effect{EffectID: row.EffectID{Player: uint8(r.ID.Index), CmdTick: uint32(w.tick)},
		Sub: cmd.FireSub, Kind: EffectShot, Source: r.ID}
}

func (v *victim) living() bool { return v.result == ShotPlayer || v.result == ShotMonster }

// lives reports whether a player or a monster is in the world and not dead.
func (w *world) lives(id row.ID) bool {
	p := w.findPlayer(id)
	return p >= 0 && alive(&w.players.rows[p]) || w.monsters.find(id) != nil
}

// trace follows a ray through the walls as they are and w.shown as it was, and adds what
// it strikes to w.victims. It passes pierces of them; doors and breakable walls stop it
// as walls do. Of equally near ones the first counts, and a wall before any. It returns
// what part of its way the ray went, and as a value of ShotResult what it met on it last.
func (w *world) trace(shooter row.ID, from, span physics.Vec, pierces int32) (far float64, result int32) {
	far, result = 1, ShotMiss
	if hit, ok := w.bodies.world.RayCast(from, span, wallCategory); ok {
		far, result = hit.Fraction, ShotWall
	}
	w.marks = w.marks[:0]
	full := int(min(max(pierces, 0), maxPierces)) + 1
	for i := range w.shown {
		r := &w.shown[i]
		if r.ID == shooter {
			continue
		}
		f, ok := w.hitRow(r, from, span)
		if !ok || f >= far {
			continue
		}
		n := w.mark(f, int32(i), full)
		if w.stops(r) {
			w.marks = w.marks[:n+1]
		}
		if last := &w.marks[len(w.marks)-1]; len(w.marks) == full || w.stops(&w.shown[last.row]) {
			far, result = last.fraction, w.resultOf(&w.shown[last.row])
		}
	}
	for _, m := range w.marks {
		if r := &w.shown[m.row]; r.Kind != KindMover {
			w.strike(r.ID, w.resultOf(r), add(from, scale(span, m.fraction)), span)
		}
	}
	return far, result
}

// mark puts a meeting among those of a ray, of which it keeps the nearest ones, and
// returns its place, which is one that was there before.
func (w *world) mark(fraction float64, i int32, most int) int {
	if len(w.marks) < most {
		w.marks = append(w.marks, mark{})
	}
	n := len(w.marks) - 1
	for n > 0 && w.marks[n-1].fraction > fraction {
		w.marks[n] = w.marks[n-1]
		n--
	}
	w.marks[n] = mark{fraction, i}
	return n
}

// strike adds a ray to those that struck an entity.
func (w *world) strike(id row.ID, result int32, at, span physics.Vec) {
	along := scale(span, 1/max(length(span), 1.0/physics.PosGrid))
	for i := range w.victims {
		if v := &w.victims[i]; v.id == id {
			v.times++
			v.along = add(v.along, along)
			return
		}
	}
	w.victims = append(w.victims, victim{id: id, result: result, times: 1, at: at, along: along})
}

// stops reports whether nothing passes an entity.
func (w *world) stops(r *row.Row) bool {
	return r.Kind == KindMover || r.Kind == KindProp && w.level.Props[r.ID.Index-propBase].Kind == level.Slab
}

// resultOf is the value of ShotResult for what a ray meets.
func (w *world) resultOf(r *row.Row) int32 {
	switch r.Kind {
	case KindPlayer:
		return ShotPlayer
	case KindMonster:
		return ShotMonster
	case KindProp:
		return ShotProp
	}
	return ShotWall
}

// hitRow casts a ray against what a row shows. One from inside a player or a monster
// hits it at once, since they can stand in each other. One from inside anything else
// passes: that is of the past, and its pusher stands where it was.
func (w *world) hitRow(r *row.Row, from, span physics.Vec) (fraction float64, ok bool) {
	shape, ok := w.shapeOf(r)
	if !ok || !mayMeet(&shape, posOf(r), from, span) {
		return 0, false
	}
	fraction, _, ok = physics.RayShape(&shape, posOf(r), turnsOf(r), from, span)
	return fraction, ok && (fraction > 0 || shape.Kind == physics.Circle && r.Kind != KindProp)
}

// mayMeet is a quick no for a shape that is far from a ray.
func mayMeet(shape *physics.ShapeDef, at, from, span physics.Vec) bool {
	dx, dy := at.X-from.X, at.Y-from.Y
	size := shape.Radius + shape.Half.X + shape.Half.Y + 0.01 // more than half of a diagonal
	off := float64(dx*span.Y) - float64(dy*span.X)
	return float64(off*off) <= float64(size*size)*(float64(span.X*span.X)+float64(span.Y*span.Y))
}

// shapeOf is the shape of what a row shows, and whether a shot can hit it.
func (w *world) shapeOf(r *row.Row) (physics.ShapeDef, bool) {
	switch i := int(r.ID.Index); {
	case alive(r):
		return playerShape, true
	case r.Kind == KindMonster:
		return physics.ShapeDef{Kind: physics.Circle, Radius: w.rules.monster(r.Fields[MonsterType]).Radius}, true
	case r.Kind == KindProp && i >= propBase && i < propBase+len(w.level.Props):
		return propShape(&w.level.Props[i-propBase]), true
	case r.Kind == KindMover && i >= moverBase && i < moverBase+len(w.level.Movers) && w.level.Movers[i-moverBase].Kind == level.Door:
		return physics.ShapeDef{Kind: physics.Box, Half: w.level.Movers[i-moverBase].Box.Half()}, true
	}
	return physics.ShapeDef{}, false
}

// monster is what a kind of monster can do; of none, nothing.
func (ru *ruleset) monster(kind int32) *rules.Beast {
	if kind < 0 || kind > rules.Monsters {
		kind = 0
	}
	return &ru.Waves.Kinds[kind]
}

// strengthened is what a player's damage comes to.
func (ru *ruleset) strengthened(r *row.Row, points int32) int32 {
	if r.Fields[PlayerStrength] > 0 {
		points = points * int32(ru.Pickups.StrengthPct) / 100
	}
	return points
}
