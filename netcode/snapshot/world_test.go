package snapshot

import (
	"math/rand/v2"
	"testing"

	"hindsight/sim/row"
)

const testRate = 60

func testSchema(t testing.TB) *row.Schema {
	t.Helper()
	signed := func(name string, bits uint8, mode row.Mode, rate string) row.Field {
		return row.Field{Name: name, Bits: bits, Signed: true, Mode: mode, Rate: rate}
	}
	s, err := row.NewSchema(
		row.KindSpec{Name: "player", Fields: []row.Field{
			signed("x", 20, row.Linear, "vx"), signed("y", 20, row.Linear, "vy"),
			signed("vx", 18, row.Linear, ""), signed("vy", 18, row.Linear, ""),
			{Name: "aim", Bits: 12, Mode: row.Turn},
			{Name: "health", Bits: 7, Audience: row.Team},
			{Name: "ammo", Bits: 6, Audience: row.Owner},
			{Name: "secret", Bits: 32, Audience: row.Server},
			{Name: "teleports", Bits: 4, Mode: row.Cut},
		}},
		row.KindSpec{Name: "crate", Fields: []row.Field{
			signed("x", 20, row.Linear, "vx"), signed("y", 20, row.Linear, "vy"),
			signed("vx", 18, row.Linear, ""), signed("vy", 18, row.Linear, ""),
			{Name: "angle", Bits: 16, Mode: row.Turn, Rate: "spin"}, signed("spin", 18, row.Linear, ""),
		}},
		row.KindSpec{Name: "wide", Fields: []row.Field{
			signed("a", 32, row.Turn, "b"), signed("b", 32, row.Hold, ""),
			{Name: "c", Bits: 32}, {Name: "d", Bits: 1}, signed("e", 1, row.Hold, ""),
		}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// world is a seeded jumble of entities that move, end, and come again at the same
// index, seen by one viewer of slot own. It keeps every tick.
type world struct {
	rng    *rand.Rand
	schema *row.Schema
	own    uint8
	calm   bool // only motion: nothing ends, hides or jumps
	now    row.Set
	gens   []uint16
	hidden []bool
	full   []*row.Set // by tick
	views  []*row.Set
}

func newWorld(schema *row.Schema, seed uint64, own uint8, entities int) *world {
	w := &world{rng: rand.New(rand.NewPCG(seed, 1)), schema: schema, own: own}
	w.gens = make([]uint16, entities)
	w.hidden = make([]bool, entities)
	for i := range w.gens {
		w.now.Add(w.spawn(i))
	}
	w.keep()
	return w
}

func (w *world) spawn(i int) *row.Row {
	w.gens[i]++
	r := &row.Row{ID: row.ID{Index: uint16(i * 3), Gen: w.gens[i]}, Kind: row.Kind(1 + w.rng.IntN(3))}
	if r.Kind == 1 {
		r.Owner = uint8(w.rng.IntN(5))
	}
	spec := w.schema.Spec(r.Kind)
	r.Mask = 1<<len(spec.Fields) - 1
	for k, f := range spec.Fields {
		lo, hi := f.Range()
		r.Fields[k] = int32(lo + w.rng.Int64N(hi-lo+1)>>w.rng.IntN(3))
	}
	return r
}

// step makes the next tick.
func (w *world) step() {
	old := w.now
	w.now = row.Set{Tick: old.Tick + 1}
	for i := range w.gens {
		r := old.At(uint16(i * 3))
		switch chance := w.rng.IntN(400); {
		case w.calm:
		case r != nil && chance < 4:
			w.now.Gone = append(w.now.Gone, row.Gone{ID: r.ID, Cause: uint8(w.gens[i] % 7)})
			if r = nil; chance < 2 {
				r = w.spawn(i)
			}
		case r == nil && chance < 40:
			r = w.spawn(i)
		case chance > 390:
			w.hidden[i] = !w.hidden[i]
		}
		if r != nil {
			moved := *r
			w.move(&moved)
			moved.Tick = 0
			w.now.Add(&moved)
		}
	}
	w.keep()
}

func (w *world) move(r *row.Row) {
	w.schema.Extrapolate(r, r, 1, testRate)
	if w.rng.IntN(3) == 0 {
		return
	}
	for k, f := range w.schema.Spec(r.Kind).Fields {
		if w.rng.IntN(4) == 0 {
			lo, hi := f.Range()
			v := int64(r.Fields[k]) + w.rng.Int64N(hi-lo+1)>>w.rng.IntN(int(f.Bits)) - w.rng.Int64N(hi-lo+1)>>w.rng.IntN(int(f.Bits))
			r.Fields[k] = int32(min(max(v, lo), hi))
		}
	}
	if !w.calm && r.Kind == 1 && w.rng.IntN(100) == 0 {
		r.Owner = uint8(w.rng.IntN(5))
	}
	// An unsigned field of 32 bits that turned past its range would be the game's bug.
}

// keep files the tick and the viewer's part of it.
func (w *world) keep() {
	full, view := &row.Set{}, &row.Set{}
	full.CopyFrom(&w.now)
	view.Reset(w.now.Tick)
	for i := range w.now.Rows {
		r := w.now.Rows[i]
		if w.hidden[r.ID.Index/3] {
			continue
		}
		audience := row.Viewer
		if w.own != 0 && r.Owner == w.own {
			audience = row.Owner
		} else if w.own != 0 && r.Owner != 0 && r.Owner%2 == w.own%2 {
			audience = row.Team
		}
		r.Restrict(w.schema.Mask(r.Kind, audience))
		view.Add(&r)
	}
	w.full, w.views = append(w.full, full), append(w.views, view)
}

// check compares a decoded set with what was true.
func (w *world) check(t *testing.T, got *row.Set, exact bool) {
	t.Helper()
	view := w.views[got.Tick]
	if exact && len(got.Rows) != len(view.Rows) {
		t.Fatalf("tick %d: %d rows, the view has %d", got.Tick, len(got.Rows), len(view.Rows))
	}
	for i := range got.Rows {
		r := got.Rows[i]
		if i > 0 && got.Rows[i-1].ID.Index >= r.ID.Index {
			t.Fatalf("tick %d: rows out of order at %v", got.Tick, r.ID)
		}
		if r.Tick > got.Tick || (exact && r.Tick != got.Tick) {
			t.Fatalf("tick %d: row %v is of tick %d", got.Tick, r.ID, r.Tick)
		}
		want := w.views[r.Tick].Find(r.ID)
		if want == nil {
			t.Fatalf("tick %d: row %v was not in the view of %d", got.Tick, r.ID, r.Tick)
		}
		if !r.Equal(want) {
			t.Fatalf("tick %d: row %+v, want %+v", got.Tick, r, *want)
		}
	}
	for _, g := range got.Gone {
		if w.full[got.Tick].Find(g.ID) != nil {
			t.Fatalf("tick %d: %v is said to be destroyed and lives", got.Tick, g.ID)
		}
		if want := uint8(g.ID.Gen % 7); g.Cause != want {
			t.Fatalf("tick %d: %v ended by cause %d, want %d", got.Tick, g.ID, g.Cause, want)
		}
	}
}
