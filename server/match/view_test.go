package match

import (
	"slices"
	"testing"

	"hindsight/netcode/snapshot"
	"hindsight/sim"
	"hindsight/sim/row"
)

// sentSets is a client that was sent snapshots: per tick, each entity's value tick.
type sentSets map[uint32]map[row.ID]uint32

func (s sentSets) Sent(tick uint32) bool { return s[tick] != nil }
func (s sentSets) Held(tick uint32, id row.ID) (uint32, bool) {
	v, ok := s[tick][id]
	return v, ok
}

func (s sentSets) Viewed(sim.Tick, row.ID) bool { return true }

func TestAcceptView(t *testing.T) {
	fresh, stale, hidden, leaves, older := row.ID{Index: 1, Gen: 1}, row.ID{Index: 2, Gen: 1}, row.ID{Index: 3, Gen: 1}, row.ID{Index: 4, Gen: 1}, row.ID{Index: 5, Gen: 1}
	all := &row.Set{}
	for _, id := range []row.ID{fresh, stale, hidden, leaves, older} {
		all.Add(&row.Row{ID: id, Kind: 1})
	}
	sent := sentSets{
		96: {fresh: 96, stale: 90, leaves: 96, older: 96},
		98: {fresh: 98, stale: 98, older: 7},
	}
	except := []sim.ViewExcept{{ID: stale, A: 90, B: 98}, {ID: hidden}, {ID: leaves, A: 96, B: 96}, {ID: older, A: 96, B: 96}}
	at := func(tick sim.Tick, sub uint8) sim.Stamp { return tick.At(sub) }
	for _, c := range []struct {
		name  string
		claim sim.ViewClaim
		want  sim.View
	}{
		{"honest", sim.ViewClaim{Render: at(97, 10), Newest: 98, Held: 1 << 1}, sim.View{A: 96, B: 98, Render: at(97, 10), Except: except}},
		{"names snapshots never sent", sim.ViewClaim{Render: at(97, 10), Newest: 98, Held: ^uint32(0)}, sim.View{A: 96, B: 98, Render: at(97, 10), Except: except}},
		{"no snapshot held", sim.ViewClaim{Render: at(97, 10)}, sim.View{}},
		{"newest never sent", sim.ViewClaim{Render: at(97, 10), Newest: 97}, sim.View{}},
		{"from the future", sim.ViewClaim{Render: at(130, 0), Newest: 140}, sim.View{}},
		{"beyond the cap", sim.ViewClaim{Render: at(40, 3), Newest: 98}, sim.View{A: 85, B: 85, Render: at(85, 0), Capped: true}},
	} {
		var got sim.View
		acceptView(&got, c.claim, sent, 100, 15, testSchema(t), all)
		if got.A != c.want.A || got.B != c.want.B || got.Render != c.want.Render || got.Capped != c.want.Capped || !slices.Equal(got.Except, c.want.Except) {
			t.Errorf("%s: accepted %+v, want %+v", c.name, got, c.want)
		}
	}
}

// TestAcceptViewSaysAllOrNothing: a screen with more exceptions than a View can hold
// gives none, for a part of them would be another picture.
func TestAcceptViewSaysAllOrNothing(t *testing.T) {
	all := &row.Set{}
	sent := sentSets{98: {}}
	for i := range sim.MaxViewExcept + 1 {
		id := row.ID{Index: uint16(i + 1), Gen: 1}
		all.Add(&row.Row{ID: id, Kind: 1})
		sent[98][id] = 90
	}
	claim := sim.ViewClaim{Render: sim.Tick(98).At(0), Newest: 98}
	var got sim.View
	acceptView(&got, claim, sent, 100, 15, testSchema(t), all)
	if got.A != 0 || len(got.Except) != 0 {
		t.Errorf("accepted %+v", got)
	}
	delete(sent[98], row.ID{Index: 1, Gen: 1})
	sent[98][row.ID{Index: 1, Gen: 1}] = 98
	if acceptView(&got, claim, sent, 100, 15, testSchema(t), all); got.A != 98 || len(got.Except) != sim.MaxViewExcept {
		t.Errorf("refused what fits: %+v", got)
	}
}

// TestGhostsAreNoExceptions: what no shot can meet takes no place of what it can.
func TestGhostsAreNoExceptions(t *testing.T) {
	schema, err := row.NewSchema(row.KindSpec{Name: "ghost", NoHit: true}, row.KindSpec{Name: "dot"})
	if err != nil {
		t.Fatal(err)
	}
	all := &row.Set{}
	sent := sentSets{98: {}}
	for i := range sim.MaxViewExcept * 2 {
		r := &row.Row{ID: row.ID{Index: uint16(i + 1), Gen: 1}, Kind: row.Kind(1 + i%2)}
		all.Add(r)
		sent[98][r.ID] = 90
	}
	var got sim.View
	acceptView(&got, sim.ViewClaim{Render: sim.Tick(98).At(0), Newest: 98}, sent, 100, 15, schema, all)
	if got.A != 98 || len(got.Except) != sim.MaxViewExcept || got.Except[0].ID.Index != 2 {
		t.Errorf("accepted %+v", got)
	}
}

// TestAncientRowsAreCapped: what a game no longer keeps cannot be promised.
func TestAncientRowsAreCapped(t *testing.T) {
	all := &row.Set{}
	ancient, recent := row.ID{Index: 1, Gen: 1}, row.ID{Index: 2, Gen: 1}
	all.Add(&row.Row{ID: ancient, Kind: 1})
	all.Add(&row.Row{ID: recent, Kind: 1})
	sent := sentSets{98: {ancient: 76, recent: 77}}
	var got sim.View
	acceptView(&got, sim.ViewClaim{Render: sim.Tick(98).At(0), Newest: 98}, sent, 100, 15, testSchema(t), all)
	want := []sim.ViewExcept{{ID: ancient, A: 77, B: 77}, {ID: recent, A: 77, B: 77}}
	if !got.Capped || !slices.Equal(got.Except, want) {
		t.Errorf("accepted %+v, want %v and capped", got, want)
	}
}

// TestScreenCanShowTheFirstBaseline: before any snapshot it is all there is.
func TestScreenCanShowTheFirstBaseline(t *testing.T) {
	p := &peer{encoder: snapshot.NewEncoder(testSchema(t), 60, 1)}
	p.baseline.Reset(40)
	id := row.ID{Index: 9, Gen: 1}
	p.baseline.Add(&row.Row{ID: id, Kind: 1})
	p.encoder.SetBaseline(40, &p.baseline)
	var got sim.View
	acceptView(&got, sim.ViewClaim{Render: sim.Tick(40).At(0), Newest: 40}, p, 42, 15, testSchema(t), &p.baseline)
	if got.A != 40 || got.B != 40 || len(got.Except) != 0 {
		t.Errorf("accepted %+v, want the baseline as it is", got)
	}
}

func testSchema(t *testing.T) *row.Schema {
	t.Helper()
	s, err := row.NewSchema(row.KindSpec{Name: "dot", Fields: []row.Field{{Name: "x", Bits: 20, Signed: true, Mode: row.Linear}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
