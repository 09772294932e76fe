package arena

import (
	"hindsight/physics"
	"hindsight/sim/arena/rules"
)

// monsterBodies are the bodies of monsters, by place. A body takes the shape of the
// monster that has its place.
type monsterBodies struct {
	ids    []physics.BodyID
	shapes []physics.ShapeID
	kinds  []int32 // MonsterType that the shape is of
}

// monsterShape is the shape of a kind of monsters. Like players they pass through each
// other, and are pushed apart.
func (w *world) monsterShape(kind int32) physics.ShapeDef {
	return physics.ShapeDef{Kind: physics.Circle, Radius: w.rules.Waves.Kinds[kind].Radius, Density: playerDensity,
		Filter: physics.Filter{Category: monsterCategory, Mask: solidCategories | shotCategory}}
}

func (w *world) makeMonsters(b *bodies) (m monsterBodies) {
	for i := range w.monsters.rows {
		index := uint32(w.monsters.base) + uint32(i)
		id := b.world.CreateBody(physics.BodyDef{Type: physics.Dynamic, Position: w.level.Spawns[0].At, FixedRotation: true, Key: index, User: index})
		m.ids = append(m.ids, id)
		m.shapes = append(m.shapes, b.world.AddShape(id, w.monsterShape(int32(rules.Swarm))))
		m.kinds = append(m.kinds, int32(rules.Swarm))
		b.world.SetEnabled(id, false)
	}
	return m
}

func (w *world) placeMonsters() {
	m := &w.bodies.monsters
	for i := range w.monsters.rows {
		r := &w.monsters.rows[i]
		if kind := r.Fields[MonsterType]; r.Kind != 0 && kind != m.kinds[i] {
			w.bodies.world.SetShape(m.shapes[i], w.monsterShape(kind))
			m.kinds[i] = kind
		}
		w.bodies.place(m.ids[i], r)
	}
}

func (w *world) fetchMonsters() {
	for i := range w.monsters.rows {
		if r := &w.monsters.rows[i]; r.Kind != 0 {
			w.fetch(w.bodies.monsters.ids[i], r)
		}
	}
}

// partMonsters pushes monsters from each other and from players, as onPart does players.
func (w *world) partMonsters() {
	clear(w.pushed)
	for i := range w.monsters.rows {
		r := &w.monsters.rows[i]
		if r.Kind == 0 {
			continue
		}
		for j := range w.monsters.rows[:i] {
			if o := &w.monsters.rows[j]; o.Kind != 0 {
				push := w.partOf(o, r, w.kindOf(o).Radius+w.kindOf(r).Radius)
				w.pushed[j].add(part{-push.x, -push.y})
				w.pushed[i].add(push)
			}
		}
		for p := range w.players.rows {
			o := &w.players.rows[p]
			if !alive(o) {
				continue
			}
			if push := w.partOf(o, r, PlayerRadius+w.kindOf(r).Radius); push != (part{}) {
				w.parts[p].add(part{-push.x, -push.y})
				w.pushed[i].add(push)
				w.touch(p)
			}
		}
	}
	for i, push := range w.pushed {
		if push != (part{}) {
			f := &w.monsters.rows[i].Fields
			f[MonsterVX] = gridVel(fromGrid(f[MonsterVX]+push.x, physics.VelGrid))
			f[MonsterVY] = gridVel(fromGrid(f[MonsterVY]+push.y, physics.VelGrid))
		}
	}
}
