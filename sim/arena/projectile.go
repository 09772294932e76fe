package arena

import (
	"slices"

	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

const (
	shotRadius = 0.15
	// launchGap is how far in front of who fires it a projectile starts.
	launchGap = 0.05
)

// shotShape is the shape of every projectile. It meets all but the one that fired it,
// whose group it has, and other projectiles.
var shotShape = physics.ShapeDef{Kind: physics.Circle, Radius: shotRadius, Density: 0.5, Friction: 0.2, Restitution: 0.55,
	Filter: physics.Filter{Category: shotCategory, Mask: solidCategories | playerCategory | monsterCategory}}

// shotDamping slows what bounces, per second.
const shotDamping = 0.6

// launch fires a projectile. A client predicts its flight: Predictor.
func (w *world) launch(p int, in *input) {
	r := &w.players.rows[p]
	cmd, gun := &in.command, w.rules.gun(&r.Fields)
	from, seed := w.muzzle(r, cmd), w.spreadSeed(p, gun)
	turns := float64(float64(cmd.Aim)/physics.TurnGrid) + PelletTurn(gun, seed, 0)
	ahead := direction(turns)
	e := w.shotEffect(r, cmd)
	e.Args = [row.MaxEffectArgs]int32{ShotX: gridPos(from.X), ShotY: gridPos(from.Y), ShotEndX: gridPos(from.X + ahead.X),
		ShotEndY: gridPos(from.Y + ahead.Y), ShotResult: ShotLaunched, ShotHow: how(ViewNone, inHand(&r.Fields), seed)}
	w.addEffect(e)
	w.throw(r, cmd.FireSub, from, turns)
}

// throw puts a projectile before who fires it, as far as the way is free. One that has
// something in its way there bursts at once, if that is what it bursts on.
func (w *world) throw(by *row.Row, sub uint8, from physics.Vec, turns float64) {
	weapon := by.Fields[PlayerWeapon]
	ahead, speed := direction(turns), w.rules.gunOf(weapon).Speed
	at, met, free := w.way(by.ID, from, scale(ahead, PlayerRadius+shotRadius+launchGap))
	if !free && w.bursts(weapon, met) {
		if !w.server {
			w.showBurst(sub, at, weapon, int32(w.tick))
			return
		}
		e := w.blastEvent(by.ID, at, weapon)
		e.Stamp = w.tick.At(sub)
		w.queue.Post(e)
		return
	}
	i := w.shots.free()
	if i < 0 {
		return
	}
	r := w.shots.add(w.schema, i)
	f := &r.Fields
	f[ShotPosX], f[ShotPosY] = gridPos(at.X), gridPos(at.Y)
	f[ShotVX], f[ShotVY] = gridVel(float64(ahead.X*speed)), gridVel(float64(ahead.Y*speed))
	f[ShotAngle] = int32(physics.RoundTurn(turns) * physics.TurnGrid)
	f[ShotWeapon], f[ShotTeam] = weapon, by.Fields[PlayerTeam]
	f[ShotBy], f[ShotBorn], r.Owner = int32(by.ID.Index), int32(w.tick), by.Owner
}

// way moves a projectile from the middle of who fires it past its rim, through the world
// as it is. It returns where it ends and what is in the way. Bodies are not where rows
// say at this point of a tick, except walls.
func (w *world) way(by row.ID, from, span physics.Vec) (at physics.Vec, met row.ID, free bool) {
	nearest, free := 1.0, true
	if hit, ok := w.bodies.world.CastShape(&shotShape, from, 0, span, wallCategory); ok {
		nearest, free = hit.Fraction, false
	}
	for _, l := range w.solids() {
		for i := range l.rows {
			r := &l.rows[i]
			if r.ID == by {
				continue
			}
			shape, ok := w.shapeOf(r)
			if !ok {
				continue
			}
			if shape.Kind == physics.Circle {
				shape.Radius += shotRadius
			} else {
				shape.Half = add(shape.Half, physics.Vec{X: shotRadius, Y: shotRadius})
			}
			if f, _, ok := physics.RayShape(&shape, posOf(r), turnsOf(r), from, span); ok && f < nearest {
				nearest, met, free = f, r.ID, false
			}
		}
	}
	return add(from, scale(span, nearest)), met, free
}

// bursts reports whether a projectile that touches something blows up: a grenade only
// on who is alive, everything else on whatever it meets.
func (w *world) bursts(weapon int32, met row.ID) bool {
	return rules.Weapon(weapon) != rules.Grenade || w.lives(met)
}

// fuse is how many ticks a projectile flies.
func (w *world) fuse(r *row.Row) int32 {
	return w.rules.ticks(w.rules.gunOf(r.Fields[ShotWeapon]).FuseMS)
}

// findBursts posts which projectiles blow up: by what they touched in the step, or still
// touch, since physics does not tell when a body was put where another is; or because
// their time is up.
func (w *world) findBursts() {
	w.lit = [MaxShots]bool{}
	for i := range w.shots.rows {
		if r := &w.shots.rows[i]; r.Kind == 0 {
			w.lit[i] = true // nothing there
		} else if int32(w.tick)-r.Fields[ShotBorn] >= w.fuse(r) {
			w.light(i)
		}
	}
	if !slices.Contains(w.lit[:len(w.shots.rows)], false) {
		return
	}
	w.touching = w.bodies.world.Touching(append(w.touching[:0], w.bodies.world.ContactBegins()...))
	for i := range w.touching {
		c := &w.touching[i]
		w.touchShot(c.UserA, c.UserB)
		w.touchShot(c.UserB, c.UserA)
	}
}

// light posts the burst of a projectile, once in a tick. In a Predictor it is gone.
func (w *world) light(i int) {
	r := &w.shots.rows[i]
	w.lit[i] = true
	if !w.server {
		w.showBurst(255, posOf(r), r.Fields[ShotWeapon], r.Fields[ShotBorn])
		*r = row.Row{}
		return
	}
	w.post(kindBlast, sim.Event{Stamp: w.tick.At(255), Source: uint32(r.Fields[ShotBy]), B: r.ID})
}

// touchShot is a projectile touching another body, if it is one; the index of walls is 0.
// A player whom it touches is pushed by it.
func (w *world) touchShot(shot, other uint32) {
	i := int(shot) - shotBase
	if i < 0 || i >= len(w.shots.rows) || w.shots.rows[i].Kind == 0 {
		return
	}
	met := w.idOf(other)
	if p := w.findPlayer(met); p >= 0 {
		w.touch(p)
	}
	if !w.lit[i] && w.bursts(w.shots.rows[i].Fields[ShotWeapon], met) {
		w.light(i)
	}
}

// idOf is the id of who has an index now, zero for nobody.
func (w *world) idOf(index uint32) row.ID {
	if r := w.rowAt(index); r != nil {
		return r.ID
	}
	return row.ID{}
}

// rowAt is the row with an index, nil when there is none.
func (w *world) rowAt(index uint32) *row.Row {
	for _, l := range w.lists() {
		if i := int(index) - int(l.base); i >= 0 && i < len(l.rows) && l.rows[i].Kind != 0 {
			return &l.rows[i]
		}
	}
	return nil
}

// disown makes what somebody who leaves has in the air, or has pushed, nobody's, before
// another one takes its index.
func (w *world) disown(index uint16) {
	for i := range w.shots.rows {
		if r := &w.shots.rows[i]; r.Kind != 0 && r.Fields[ShotBy] == int32(index) {
			r.Fields[ShotBy], r.Owner = 0, 0
		}
	}
	for i := range w.props.rows {
		if r := &w.props.rows[i]; r.Kind != 0 && r.Fields[PropBy] == int32(index) {
			r.Fields[PropBy] = 0
		}
	}
}

// thrown is what the body of a projectile was last made for.
type thrown struct {
	by    int32
	rolls bool
}

// makeShots makes the bodies of projectiles.
func (w *world) makeShots(b *bodies) {
	b.thrown = make([]thrown, len(w.shots.rows))
	for i := range w.shots.rows {
		id, shape := b.add(&w.shots, i, physics.BodyDef{Type: physics.Dynamic, Bullet: true}, shotShape)
		b.shots, b.shotShapes = append(b.shots, id), append(b.shotShapes, shape)
	}
}

// placeShots puts the bodies of projectiles where their rows say. A body meets all but
// the one in whose group it is.
func (w *world) placeShots() {
	b := &w.bodies
	for i, id := range b.shots {
		r := &w.shots.rows[i]
		if is := (thrown{r.Fields[ShotBy], rules.Weapon(r.Fields[ShotWeapon]) == rules.Grenade}); r.Kind != 0 && is != b.thrown[i] {
			b.thrown[i] = is
			shape, damping := shotShape, 0.0
			shape.Group = -is.by
			if is.rolls {
				damping = shotDamping
			}
			b.world.SetShape(b.shotShapes[i], shape)
			b.world.SetDamping(id, damping, 0)
		}
		b.place(id, r)
	}
}

func (w *world) fetchShots() {
	for i, id := range w.bodies.shots {
		if r := &w.shots.rows[i]; r.Kind != 0 {
			w.fetch(id, r)
		}
	}
}
