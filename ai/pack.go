package ai

import "hindsight/sim/row"

// Pack is what the monsters of a world hunt: for each prey the cell that the flow
// field toward it has for a goal. It is a plain value like Brain.
type Pack struct {
	prey [MaxPrey]prey
}

type prey struct {
	id   row.ID
	cell uint16
}

// A prey's goal follows it when it is this far off, in units: near by, monsters run
// at what they see.
const preyLead = 4.0

// Follow renews the goals; a game calls it once a tick, with the players alive in
// ascending order of id. At most one goal moves in a tick, the one farthest behind,
// so that no more than one field is made anew.
func (k *Pack) Follow(s *Search, size Size, players []Other) {
	for i := range k.prey {
		if q := &k.prey[i]; q.id != (row.ID{}) && find(players, q.id) == nil {
			*q = prey{}
		}
	}
	for i := range players {
		if !players[i].Friend && players[i].Alive && k.of(players[i].ID) == nil {
			if free := k.of(row.ID{}); free != nil {
				*free = prey{id: players[i].ID, cell: s.nav.Nearest(size, players[i].Pos)}
			}
		}
	}
	var worst *prey
	behind := preyLead * preyLead
	place := vec{}
	for i := range k.prey {
		q := &k.prey[i]
		if q.id == (row.ID{}) {
			continue
		}
		o := find(players, q.id)
		if d := distance2(o.Pos, s.nav.Center(q.cell)); d > behind {
			worst, behind, place = q, d, o.Pos
		}
	}
	if worst != nil {
		worst.cell = s.nav.Nearest(size, place)
	}
}

func find(players []Other, id row.ID) *Other {
	for i := range players {
		if players[i].ID == id && players[i].Alive && !players[i].Friend {
			return &players[i]
		}
	}
	return nil
}

func (k *Pack) of(id row.ID) *prey {
	for i := range k.prey {
		if k.prey[i].id == id {
			return &k.prey[i]
		}
	}
	return nil
}

// toward returns the direction from a place along the field of somebody, or of the
// first whom the pack hunts instead; zero when there is no way.
func (k *Pack) toward(s *Search, size Size, from vec, who *Other) vec {
	q := k.of(who.ID)
	for i := 0; q == nil && i < len(k.prey); i++ {
		if k.prey[i].id != (row.ID{}) {
			q = &k.prey[i]
		}
	}
	if q == nil {
		return unit(sub(who.Pos, from))
	}
	here := s.nav.Nearest(size, from)
	goal := s.ground.nearest(size, s.nav.Center(q.cell), here)
	f := s.flow(size, goal)
	next, ok := s.toward(f, here)
	if !ok {
		if here == goal {
			return unit(sub(who.Pos, from))
		}
		return vec{}
	}
	// A few cells ahead the way is less angular.
	for range 3 {
		after, ok := s.toward(f, next)
		if !ok || s.nav.layers[size].exit[next] != next || !s.ground.clear(size, from, s.nav.Center(after)) {
			break
		}
		next = after
	}
	return unit(sub(s.nav.Center(next), from))
}

// MaxPackBytes and MaxCreatureBytes are the sizes of their states.
const (
	MaxPackBytes     = 6 * MaxPrey
	MaxCreatureBytes = 4 + 4 + 11 + 4 + 4 + 8 + 4 + 1 + 4
)

// Append appends the pack's canonical bytes, always MaxPackBytes.
func (k *Pack) Append(dst []byte) []byte {
	for i := range k.prey {
		dst = appendU16(appendID(dst, k.prey[i].id), k.prey[i].cell)
	}
	return dst
}

// Load is Brain.Load for a pack.
func (k *Pack) Load(nav *Nav, data []byte) (rest []byte, err error) {
	r := reader{data: data}
	var n Pack
	for i := range n.prey {
		n.prey[i] = prey{id: r.id(), cell: r.u16()}
		r.check(int32(n.prey[i].cell) < nav.Cells())
	}
	if r.bad {
		return data, errState
	}
	*k = n
	return r.data, nil
}

// Append appends the monster's canonical bytes, always MaxCreatureBytes.
func (c *Creature) Append(dst []byte) []byte {
	dst = append(dst, uint8(c.species), uint8(c.size), uint8(c.state), c.every)
	dst = c.last.append(appendU32(dst, c.tick))
	dst = appendPoint(appendU32(appendID(dst, c.target), c.chosen), c.still)
	return appendU32(append(appendU32(dst, c.since), c.push), c.until)
}

// Load is Brain.Load for a monster.
func (c *Creature) Load(nav *Nav, data []byte) (rest []byte, err error) {
	r := reader{data: data}
	n := Creature{species: Species(r.below(Kinds + 1)), size: Size(r.below(uint8(nav.Sizes()))), state: State(r.below(uint8(states))), every: r.u8(), tick: r.u32()}
	n.last.load(&r)
	n.target, n.chosen, n.still, n.since = r.id(), r.u32(), r.point(), r.u32()
	n.push, n.until = r.below(uint8(len(steps))), r.u32()
	r.check(n.species >= Swarm && n.state >= Hunt && n.every <= MaxThinkEvery)
	if r.bad {
		return data, errState
	}
	*c = n
	return r.data, nil
}
