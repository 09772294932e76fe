package dst

import (
	"strings"
	"testing"

	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// TestCheckersFindLies plays a little and then lies to each checker: one that finds
// nothing is worth nothing.
func TestCheckersFindLies(t *testing.T) {
	w, err := New(Config{Spec: arena.Spec(), Seed: 4, Clients: 2, Bots: 2, SnapshotEvery: 2, SnapshotBytes: 900, TickRate: 60, Level: 3})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Run(120, nil); err != nil {
		t.Fatal(err)
	}
	c := w.Clients[0]
	prop := func(set *row.Set) *row.Row {
		for i := range set.Rows {
			if r := &set.Rows[i]; r.Kind == arena.KindProp {
				return r
			}
		}
		t.Fatal("there is no prop")
		return nil
	}
	// The enemy stands behind a wall.
	enemy := func(set *row.Set) row.Row { return *w.truth.at(set.Tick).set.At(uint16(w.Clients[1].slot())) }
	for _, lie := range []struct {
		want string
		tell func(set *row.Set)
	}{
		{"the server had", func(set *row.Set) { set.Rows[0].Fields[arena.PlayerX]++ }},
		{"knows fields", func(set *row.Set) { prop(set).Mask |= 1 << arena.PropBy }},
		{"may not know of entity", func(set *row.Set) { set.Rows = append(set.Rows[:0], enemy(set)) }},
		{"nobody remembers", func(set *row.Set) { set.Rows[0].Tick = 1 << 20 }},
		{"nobody remembers", func(set *row.Set) { set.Rows[0].Tick = set.Tick + 1 }},
		{"may not know of entity", func(set *row.Set) { set.Rows[0].ID.Gen++ }},
	} {
		var set row.Set
		set.CopyFrom(c.Session.Set(c.Session.Newest()))
		if err := c.checkSet(&set); err != nil {
			t.Fatalf("of the truth: %v", err)
		}
		lie.tell(&set)
		if err := c.checkSet(&set); err == nil || !strings.Contains(err.Error(), lie.want) {
			t.Errorf("found %v, want %q", err, lie.want)
		}
	}
	w.checkEffectLies(t, c)
	w.checkViewLies(t, c)
	w.Log.Hashes[60] ^= 1
	if err := w.Log.Verify(arena.Spec()); err == nil || !strings.Contains(err.Error(), "tick 61: recorded hash") {
		t.Errorf("a changed recording: %v", err)
	}
}

func (w *World) checkEffectLies(t *testing.T, c *Client) {
	t.Helper()
	hit := row.Effect{EffectID: row.EffectID{Player: 2}, Kind: arena.EffectHit}
	m := w.truth.at(uint32(w.Match.Tick()))
	hit.Tick = m.set.Tick
	if m.effect(&hit, c.slot()) {
		t.Error("an effect that never was may be perceived")
	}
	m.effects[1] = append(m.effects[1], hit)
	if m.effect(&hit, 1) || !m.effect(&hit, 2) {
		t.Error("who may perceive an effect is not told from who may not")
	}
	m.effects[1] = m.effects[1][:len(m.effects[1])-1]
}

func (w *World) checkViewLies(t *testing.T, c *Client) {
	t.Helper()
	at := w.Match.Tick() - 8
	view := sim.View{A: at, B: at + 2, Render: (at + 1).At(0)}
	draw := func(render sim.Stamp) (picture row.Set) {
		picture.Reset(uint32(at))
		v := view
		v.Render = render
		num, den := v.Fraction()
		for i := range w.truth.at(uint32(at)).set.Rows {
			id := w.truth.at(uint32(at)).set.Rows[i].ID
			var from, to, shown row.Row
			if !c.was(&from, id, view.A) {
				continue
			}
			if !c.was(&to, id, view.B) {
				to = from
			}
			w.cfg.Spec.Schema.Blend(&shown, &from, &to, num, den)
			picture.Add(&shown)
		}
		return picture
	}
	now := w.Match.Tick()
	truth, early := draw(view.Render), draw(view.Render-64)
	if err := w.checkView(c, now, &view, &truth); err != nil {
		t.Fatalf("of the truth: %v", err)
	}
	if err := w.checkView(c, now, &view, &early); err == nil {
		t.Error("a picture of another moment passed")
	}
	hidden := view
	hidden.Except = []sim.ViewExcept{{ID: truth.Rows[0].ID}}
	if err := w.checkView(c, now, &hidden, &truth); err == nil || !strings.Contains(err.Error(), "on the screen true, in the view false") {
		t.Errorf("an entity too much on the screen: %v", err)
	}
	truth.Rows = truth.Rows[1:]
	if err := w.checkView(c, now, &view, &truth); err == nil || !strings.Contains(err.Error(), "on the screen false, in the view true") {
		t.Errorf("an entity missing on the screen: %v", err)
	}
}
