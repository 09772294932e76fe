package arena

import (
	"fmt"

	"hindsight/sim"
	"hindsight/sim/arena/level"
	"hindsight/sim/row"
)

// Indices of entities: a range for each kind, in the order of state.lists. Ranges do not
// depend on a match's size, so an index alone says what it names.
const (
	playerBase  = 1 // by slot
	roundBase   = playerBase + sim.MaxSlots
	flagBase    = roundBase + 1 // red, blue
	moverBase   = 80            // by place in the level, as pick-ups and props
	pickupBase  = moverBase + 64
	shotBase    = pickupBase + 96
	monsterBase = shotBase + MaxShots
	propBase    = monsterBase + MaxMonsters
	// standingBase is the first of the standings, which are in no list.
	standingBase = propBase + level.MaxProps
)

// list is all entities of a kind.
type list struct {
	kind row.Kind
	base uint16    // index of rows[0]
	rows []row.Row // Kind 0: the place is free
	gens []uint16  // of the latest entity of each place
}

func newList(kind row.Kind, base uint16, n int) list {
	return list{kind: kind, base: base, rows: make([]row.Row, n), gens: make([]uint16, n)}
}

// add puts a new entity into a place that is free and returns its row.
func (l *list) add(schema *row.Schema, i int) *row.Row {
	l.gens[i]++
	if l.gens[i] == 0 { // after 65,535 entities
		l.gens[i] = 1
	}
	l.rows[i] = newRow(schema, l.kind, row.ID{Index: l.base + uint16(i), Gen: l.gens[i]})
	return &l.rows[i]
}

// free returns the first free place, -1 when there is none.
func (l *list) free() int {
	for i := range l.rows {
		if l.rows[i].Kind == 0 {
			return i
		}
	}
	return -1
}

// find returns the row of an id, nil when that entity is gone or of another kind. Ids
// may come from a hostile state.
func (l *list) find(id row.ID) *row.Row {
	i := int(id.Index) - int(l.base)
	if i < 0 || i >= len(l.rows) || l.rows[i].Kind == 0 || l.rows[i].ID != id {
		return nil
	}
	return &l.rows[i]
}

// place is the place of a row in its list.
func (l *list) place(r *row.Row) int { return int(r.ID.Index) - int(l.base) }

// Place is where a row's entity stands in the level's list of its kind, for what the map
// has, and a number of its own among its kind for the rest; -1 for an index that no such
// entity can have. It may be beyond the level's list.
func Place(r *row.Row) int {
	ends := [...]struct{ base, end int }{KindPlayer: {playerBase, roundBase}, KindRound: {roundBase, flagBase}, KindFlag: {flagBase, moverBase},
		KindMover: {moverBase, pickupBase}, KindPickup: {pickupBase, shotBase}, KindShot: {shotBase, monsterBase},
		KindMonster: {monsterBase, propBase}, KindProp: {propBase, standingBase}}
	if int(r.Kind) >= len(ends) || int(r.ID.Index) < ends[r.Kind].base || int(r.ID.Index) >= ends[r.Kind].end {
		return -1
	}
	return int(r.ID.Index) - ends[r.Kind].base
}

func (l *list) copyFrom(src *list) {
	l.kind, l.base = src.kind, src.base
	l.rows = append(l.rows[:0], src.rows...)
	l.gens = append(l.gens[:0], src.gens...)
}

// append appends what rows hold: of a free place the generation only.
func (l *list) append(b []byte) []byte {
	for i := range l.rows {
		r := &l.rows[i]
		b = sim.AppendBool(sim.AppendU16(b, l.gens[i]), r.Kind != 0)
		if r.Kind == 0 {
			continue
		}
		b = append(b, r.Owner)
		for k := range fieldsOf(r.Kind) {
			b = sim.AppendI32(b, r.Fields[k])
		}
	}
	return b
}

// load reads a list of l's shape.
func (l *list) load(r *sim.Reader, schema *row.Schema) {
	spec := schema.Spec(l.kind)
	for i := range l.rows {
		l.rows[i] = row.Row{}
		l.gens[i] = r.U16()
		if !r.Bool() {
			continue
		}
		dst := &l.rows[i]
		*dst = newRow(schema, l.kind, row.ID{Index: l.base + uint16(i), Gen: l.gens[i]})
		owner := r.U8()
		if l.gens[i] == 0 || owner > sim.MaxSlots || l.kind == KindPlayer && owner != uint8(i+1) {
			r.Fail(fmt.Errorf("arena: %s %d: impossible entity", spec.Name, i))
		}
		dst.Owner = owner
		for k := range spec.Fields {
			v := r.I32()
			if lo, hi := spec.Fields[k].Range(); int64(v) < lo || int64(v) > hi {
				r.Fail(fmt.Errorf("arena: %s %d: %s is %d", spec.Name, i, spec.Fields[k].Name, v))
			}
			dst.Fields[k] = v
		}
		if r.Err() != nil {
			return
		}
	}
}

func fieldsOf(k row.Kind) int {
	return [...]int{KindPlayer: playerFields, KindRound: roundFields, KindFlag: flagFields, KindMover: moverFields,
		KindPickup: pickupFields, KindShot: shotFields, KindMonster: monsterFields, KindProp: propFields}[k]
}

// newRow makes a row of which everything is known.
func newRow(schema *row.Schema, kind row.Kind, id row.ID) row.Row {
	r := row.Row{ID: id, Kind: kind, Mask: schema.Mask(kind, row.Server)}
	if kind == KindPlayer {
		r.Owner = uint8(id.Index)
	}
	return r
}
