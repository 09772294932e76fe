package arena

import (
	"hindsight/ai"
	"hindsight/sim"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

// hunt is scratch memory for the thoughts of monsters.
type hunt struct {
	percept ai.Percept
	players []ai.Other // those who live
	arms    [rules.Monsters + 1]ai.Arms
}

// playerSize is PlayerRadius in 1/256 unit.
const playerSize = 115

// packRoom is within which a monster minds another one, in units.
const packRoom = 2.5

func newHunt(ru *ruleset) hunt {
	h := hunt{players: make([]ai.Other, 0, sim.MaxSlots)}
	h.percept = ai.Percept{Rate: ru.rate, Sight: botView, Others: make([]ai.Other, 0, sim.MaxSlots+MaxMonsters)}
	for k := rules.Swarm; k <= rules.Monsters; k++ {
		h.arms[k][1] = ai.Weapon{Far: ru.Waves.Kinds[k].Range + PlayerRadius - 0.05}
	}
	return h
}

// onHunt lets monsters decide what they want, each when it is due. They know where
// players are.
func (w *world) onHunt([]sim.Event) {
	if w.living() == 0 {
		return
	}
	w.lay()
	h := &w.hunt
	h.players = h.players[:0]
	for p := range w.players.rows {
		if r := &w.players.rows[p]; alive(r) {
			h.players = append(h.players, ai.Other{ID: r.ID, Pos: posOf(r), Vel: velOf(r), Alive: true, Size: playerSize})
		}
	}
	w.minds.pack.Follow(w.mind.search, 0, h.players)
	for i := range w.monsters.rows {
		if r := &w.monsters.rows[i]; r.Kind != 0 {
			w.hunted(r, &w.beasts[i])
		}
	}
}

// hunted lets one monster think.
func (w *world) hunted(r *row.Row, m *beast) {
	f, kind, p := &r.Fields, w.kindOf(r), &w.hunt.percept
	p.Tick, p.Speed, p.Arms = uint32(w.tick), kind.Speed, &w.hunt.arms[f[MonsterType]]
	if !m.mind.Due(p) {
		m.intent = m.intent.Idle()
		return
	}
	p.Self = ai.Self{ID: r.ID, Pos: posOf(r), Vel: velOf(r), Aim: uint16(f[MonsterAim]), Alive: true, HealthPct: uint8(f[MonsterHealth]),
		Weapon: 1, Busy: f[MonsterRest] > 0 || f[MonsterWind] > 0 || m.dash > 0}
	p.Self.Guns[1] = ai.Gun{Owned: true, Reserve: -1}
	p.Others = append(p.Others[:0], w.hunt.players...)
	for i := range w.monsters.rows {
		o := &w.monsters.rows[i]
		if o.Kind != 0 && o.ID != r.ID && distance2(p.Self.Pos, posOf(o)) < packRoom*packRoom {
			p.Others = append(p.Others, ai.Other{ID: o.ID, Pos: posOf(o), Vel: velOf(o), Alive: true, Friend: true,
				Species: uint8(o.Fields[MonsterType]), Size: uint16(w.kindOf(o).Radius * 256)})
		}
	}
	rnd := ai.Rand(w.keys.bots.Uint64(0, uint32(r.ID.Index)<<16|uint32(r.ID.Gen)))
	m.intent = m.mind.Think(w.mind.search, &w.minds.pack, p, rnd)
}
