package arena

import (
	"math"

	"hindsight/ai"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// A monster is a row and a beast. It goes where its beast wants to and attacks as its
// kind does (monster_attack.go); what it wants its mind of package ai decides, a few times
// a second (monster_steer.go).

// beast is what no row shows of a monster.
type beast struct {
	mind   ai.Creature
	intent ai.Intent // what it wants until its next thought
	dash   int32     // ticks for which it charges on
}

// monsterAccel is how fast a monster changes its velocity, in units/s²: knocked back,
// it needs a moment.
const monsterAccel = 40.0

// kindOf are the rules of a monster's kind.
func (w *world) kindOf(r *row.Row) *rules.Beast {
	return w.rules.monster(r.Fields[MonsterType])
}

// putMonster lets a monster enter.
func (w *world) putMonster(i int, kind rules.Monster, at physics.Vec) {
	r := w.monsters.add(w.schema, i)
	f := &r.Fields
	f[MonsterX], f[MonsterY] = gridPos(at.X), gridPos(at.Y)
	f[MonsterType], f[MonsterHealth], f[MonsterPoints] = int32(kind), 100, w.rules.Waves.Kinds[kind].Health
	w.beasts[i] = beast{mind: ai.NewCreature(ai.Species(kind), sizeOf(w.rules.Waves.Kinds[kind].Radius))}
}

// onPace gives monsters the velocity that they want.
func (w *world) onPace([]sim.Event) {
	for i := range w.monsters.rows {
		if r := &w.monsters.rows[i]; r.Kind != 0 {
			w.pace(r, &w.beasts[i])
		}
	}
}

func (w *world) pace(r *row.Row, m *beast) {
	f, kind := &r.Fields, w.kindOf(r)
	accel := monsterAccel / float64(w.rules.rate)
	x, y, speed := float64(m.intent.MoveX)/127, float64(m.intent.MoveY)/127, kind.Speed
	switch {
	case m.dash > 0:
		sin, cos := physics.SinCos(float64(f[MonsterAim]) / physics.TurnGrid)
		x, y, speed, accel = cos, sin, kind.Push, kind.Push
	case f[MonsterWind] > 0 && rules.Monster(f[MonsterType]) == rules.Charger:
		x, y = 0, 0 // it gathers itself, and does not turn any more
	default:
		f[MonsterAim] = int32(m.intent.Aim)
	}
	v := velOf(r)
	dx, dy := float64(x*speed)-v.X, float64(y*speed)-v.Y
	if d := math.Sqrt(float64(dx*dx) + float64(dy*dy)); d > accel {
		dx, dy = float64(dx*accel)/d, float64(dy*accel)/d
	}
	f[MonsterVX], f[MonsterVY] = gridVel(v.X+dx), gridVel(v.Y+dy)
}

// hurtMonster takes points from a monster.
func (w *world) hurtMonster(r *row.Row, e *sim.Event) {
	f := &r.Fields
	if f[MonsterPoints] <= 0 || w.frozen() {
		w.queue.Refuse(e, RefusedDead)
		return
	}
	f[MonsterPoints] = min(max(f[MonsterPoints]-e.Args[0], 0), 1<<12-1)
	full := max(w.kindOf(r).Health, 1)
	f[MonsterHealth] = min(max((f[MonsterPoints]*100+full-1)/full, 1), 100)
	if f[MonsterPoints] == 0 {
		w.post(kindSlain, sim.Event{Stamp: e.Stamp, Source: e.Source, A: e.A, B: e.B})
	}
}

// onSlain takes dead monsters out of the world.
func (w *world) onSlain(batch []sim.Event) {
	for i := range batch {
		e := &batch[i]
		r := w.monsters.find(e.B)
		if r == nil {
			w.queue.Refuse(e, RefusedDead)
			continue
		}
		f := &r.Fields
		w.addWorldEffect(row.Effect{Sub: e.Stamp.Sub(), Kind: EffectSlain, Source: e.A, Target: e.B,
			Args: [row.MaxEffectArgs]int32{SlainX: f[MonsterX], SlainY: f[MonsterY], SlainType: f[MonsterType]}})
		if p := w.findPlayer(e.A); p >= 0 && w.counts() {
			by := &w.players.rows[p].Fields
			addTo(&by[PlayerKills], 1, 0)
			addTo(&by[PlayerScore], 1, -countMax)
		}
		w.beasts[w.monsters.place(r)] = beast{}
		w.disown(r.ID.Index)
		w.remove(r, GoneSlain)
	}
}
