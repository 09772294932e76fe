package arena

import (
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// onFire lets time pass for everyone's rifle and fires those that are held and ready.
// All shots of a tick meet the same world: damage is dealt later.
func (w *world) onFire(batch []sim.Event) {
	for i := range batch {
		if p := w.findPlayer(batch[i].A); p >= 0 {
			w.useRifle(p, &w.inputs[p])
		}
	}
}

func (w *world) useRifle(p int, in *input) {
	f := &w.players.rows[p].Fields
	f[PlayerRespawn] = max(f[PlayerRespawn]-1, 0)
	f[PlayerCooldown] = max(f[PlayerCooldown]-1, 0)
	if f[PlayerReload] == 1 {
		f[PlayerAmmo] = w.rules.Weapons[rules.Rifle].Magazine
	}
	f[PlayerReload] = max(f[PlayerReload]-1, 0)
	pressed := in.command.Buttons &^ sim.Buttons(f[PlayerButtons])
	f[PlayerButtons] = int32(in.command.Buttons)
	if f[PlayerAlive] != 0 && pressed&sim.Reload != 0 && f[PlayerReload] == 0 && f[PlayerAmmo] < w.rules.Weapons[rules.Rifle].Magazine {
		f[PlayerReload] = w.rules.ticks(w.rules.Weapons[rules.Rifle].ReloadMS)
	}
	if in.command.Buttons&sim.Fire == 0 || f[PlayerCooldown] > 0 || f[PlayerReload] > 0 {
		return
	}
	f[PlayerCooldown] = w.rules.ticks(w.rules.Weapons[rules.Rifle].EveryMS)
	if f[PlayerAlive] == 0 {
		w.denyShot(p, in)
		return
	}
	f[PlayerAmmo]--
	if f[PlayerAmmo] <= 0 {
		f[PlayerAmmo], f[PlayerReload] = 0, w.rules.ticks(w.rules.Weapons[rules.Rifle].ReloadMS)
	}
	w.shoot(p, in)
}

// muzzle is where a shot of a command leaves: the player's middle at the start of the
// tick, moved on by the part of the tick before the press, on the grid.
func (w *world) muzzle(r *row.Row, cmd *sim.Command) physics.Vec {
	after := float64(w.rules.tickSeconds * float64(cmd.FireSub) / row.SubTicks)
	p, v := posOf(r), velOf(r)
	return physics.Vec{X: physics.RoundPos(p.X + float64(v.X*after)), Y: physics.RoundPos(p.Y + float64(v.Y*after))}
}

// shoot finds what a shot meets. A Predictor does so only the first time, for show:
// nothing of its own depends on it.
func (w *world) shoot(p int, in *input) {
	if !w.shows {
		return
	}
	r := &w.players.rows[p]
	cmd := &in.command
	code := ViewExact // of a Predictor, who was given what it saw
	if w.server {
		w.shown, code = w.picture(w.shown[:0], r.ID, &in.view)
	}
	from := w.muzzle(r, cmd)
	sin, cos := physics.SinCos(float64(cmd.Aim) / physics.TurnGrid)
	s := w.trace(r.ID, from, physics.Vec{X: float64(cos * w.rules.Weapons[rules.Rifle].Range), Y: float64(sin * w.rules.Weapons[rules.Rifle].Range)})
	victim := w.findPlayer(s.target)
	if s.result == ShotPlayer && w.server && (victim < 0 || !alive(&w.players.rows[victim])) {
		s.result = ShotDeadTarget
	}
	e := w.shotEffect(r, cmd)
	e.Target = s.target
	e.Args = [row.MaxEffectArgs]int32{ShotX: gridPos(from.X), ShotY: gridPos(from.Y),
		ShotEndX: gridPos(s.end.X), ShotEndY: gridPos(s.end.Y), ShotResult: s.result, ShotView: code}
	w.addEffect(e)
	if s.result == ShotPlayer {
		w.post(kindDamage, sim.Event{Stamp: w.tick.At(cmd.FireSub), Source: uint32(r.ID.Index), A: r.ID, B: s.target,
			Args: [4]int32{w.rules.Weapons[rules.Rifle].Damage, gridPos(s.end.X), gridPos(s.end.Y)}})
	}
}

// denyShot tells a dead shooter, whose client may not know yet, that there is no shot.
func (w *world) denyShot(p int, in *input) {
	if !w.server {
		return
	}
	e := w.shotEffect(&w.players.rows[p], &in.command)
	e.Args[ShotResult] = ShotDeadShooter
	w.addEffect(e)
}

func (w *world) shotEffect(r *row.Row, cmd *sim.Command) row.Effect {
	return row.Effect{EffectID: row.EffectID{Player: uint8(r.ID.Index), CmdTick: uint32(w.tick)},
		Sub: cmd.FireSub, Kind: EffectShot, Source: r.ID}
}

// strike is what a shot met.
type strike struct {
	target row.ID
	result int32
	end    physics.Vec
}

// trace follows a shot through the walls as they are and w.shown as it was. Of equally
// near targets the first counts, and a wall before any.
func (w *world) trace(shooter row.ID, from, span physics.Vec) strike {
	s := strike{result: ShotMiss}
	nearest := 1.0
	if hit, ok := w.bodies.world.RayCast(from, span, wallCategory); ok {
		nearest, s.result = hit.Fraction, ShotWall
	}
	for i := range w.shown {
		r := &w.shown[i]
		if r.ID == shooter {
			continue
		}
		if f, ok := w.hitRow(r, from, span); ok && f < nearest {
			nearest, s.target, s.result = f, r.ID, ShotPlayer
			if r.Kind == KindProp {
				s.result = ShotProp
			}
		}
	}
	s.end = physics.Vec{X: from.X + float64(span.X*nearest), Y: from.Y + float64(span.Y*nearest)}
	return s
}

// hitRow casts a ray against what a row shows. One from inside a player hits it at
// once, since players can stand in each other. One from inside a crate passes: it is
// of the past, and its pusher stands where it was.
func (w *world) hitRow(r *row.Row, from, span physics.Vec) (fraction float64, ok bool) {
	switch {
	case r.Kind == KindProp:
		shape := propShape(&w.level.Props[r.ID.Index-propBase])
		fraction, _, ok = physics.RayShape(&shape, posOf(r), turnsOf(r), from, span)
		return fraction, ok && fraction > 0
	case alive(r):
		fraction, _, ok = physics.RayShape(&playerShape, posOf(r), 0, from, span)
	}
	return fraction, ok
}
