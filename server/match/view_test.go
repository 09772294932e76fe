package match

import (
	"slices"
	"testing"

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

func TestAcceptView(t *testing.T) {
	fresh, stale, hidden, leaves := row.ID{Index: 1, Gen: 1}, row.ID{Index: 2, Gen: 1}, row.ID{Index: 3, Gen: 1}, row.ID{Index: 4, Gen: 1}
	all := &row.Set{}
	for _, id := range []row.ID{fresh, stale, hidden, leaves} {
		all.Add(&row.Row{ID: id, Kind: 1})
	}
	sent := sentSets{
		96: {fresh: 96, stale: 90, leaves: 96},
		98: {fresh: 98, stale: 98},
	}
	except := []sim.ViewExcept{{ID: stale, A: 90, B: 98}, {ID: hidden}, {ID: leaves, A: 96, B: 96}}
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
		acceptView(&got, c.claim, sent, 100, 15, all)
		if got.A != c.want.A || got.B != c.want.B || got.Render != c.want.Render || got.Capped != c.want.Capped || !slices.Equal(got.Except, c.want.Except) {
			t.Errorf("%s: accepted %+v, want %+v", c.name, got, c.want)
		}
	}
}
