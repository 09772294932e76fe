package dst

import (
	"fmt"
	"slices"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/row"
)

// Checked counts what the checkers compared, so that a history in which there was
// nothing to check is not taken for a good one.
type Checked struct {
	Rows, Effects, Views, Screens uint64
}

// Reasons are the words with which a hit of a client's picture may be denied.
var Reasons = []string{"late", "dead-shooter", "dead-target", "moved", "capped", "clamped", "unseen", "blocked", "lost"}

const (
	// setRing is how many ticks back a client's snapshots are looked for.
	setRing = 64
	// shotRing is how many ticks of commands the pictures of shots are kept for.
	shotRing = 256
)

// seen is what a checker remembers of one session.
type seen struct {
	baseline moment // the truth of the first baseline
	begun    bool
	newest   uint32
	checked  [setRing]uint32 // ticks whose sets were compared
	render   sim.Stamp
	tick     uint32 // of the own prediction
	tickOK   bool
	shots    [shotRing]shot
}

// shot is the picture at a press.
type shot struct {
	tick    sim.Tick
	picture row.Set
}

// begin forgets a session but for the pictures of its shots: their commands may
// still be stepped.
func (s *seen) begin() {
	s.begun, s.newest, s.render, s.tickOK = false, 0, 0, false
	s.checked = [setRing]uint32{}
}

// keep remembers the picture that the command of a tick was made at.
func (s *seen) keep(tick sim.Tick, picture *row.Set) {
	k := &s.shots[tick%shotRing]
	k.tick = tick
	k.picture.CopyFrom(picture)
}

// check looks at what a client knows after it ran.
func (c *Client) check(now netcode.Time) error {
	if !c.Playing() {
		return nil
	}
	c.world.owner(c)
	if err := c.checkSets(); err != nil {
		return err
	}
	if err := c.checkEffects(); err != nil {
		return err
	}
	if err := c.checkForward(now); err != nil {
		return err
	}
	if c.hostile {
		return nil
	}
	if p := c.Session.Prediction(); p.WithoutInteraction != 0 {
		return fmt.Errorf("%d mispredictions without interaction: %+v", p.WithoutInteraction, p)
	}
	for reason := range c.Session.Stats.HitsUnconfirmed {
		if !slices.Contains(Reasons, reason) {
			return fmt.Errorf("a hit was denied with the reason %q", reason)
		}
	}
	return nil
}

// checkSets compares every snapshot decoded since the last call with the truth.
func (c *Client) checkSets() error {
	newest := c.Session.Newest()
	if !c.seen.begun {
		m := c.world.truth.at(newest)
		if m == nil {
			return fmt.Errorf("the first baseline is of tick %d, which the server never had", newest)
		}
		c.seen.baseline.copyFrom(m)
		c.seen.begun = true
	}
	if newest < c.seen.newest {
		return fmt.Errorf("the newest snapshot went back from tick %d to %d", c.seen.newest, newest)
	}
	c.seen.newest = newest
	for tick := newest; tick > newest-min(newest, setRing); tick-- {
		if c.seen.checked[tick%setRing] == tick {
			continue
		}
		set := c.Session.Set(tick)
		if set == nil {
			continue
		}
		c.seen.checked[tick%setRing] = tick
		if err := c.checkSet(set); err != nil {
			return fmt.Errorf("snapshot of tick %d: %w", tick, err)
		}
	}
	return nil
}

// checkSet holds every row against the server's at the row's own tick: it may be no
// other, and nothing that the slot may not know.
func (c *Client) checkSet(set *row.Set) error {
	slot := c.slot()
	for i := range set.Rows {
		r := &set.Rows[i]
		m := c.world.truth.at(r.Tick)
		if r.Tick == c.seen.baseline.set.Tick {
			m = &c.seen.baseline
		}
		if m == nil || r.Tick > set.Tick {
			return fmt.Errorf("entity %v is from tick %d, which nobody remembers", r.ID, r.Tick)
		}
		var want row.Row
		if !m.row(&want, r.ID, slot) {
			return fmt.Errorf("slot %d may not know of entity %v at tick %d", slot, r.ID, r.Tick)
		}
		if r.Mask&^want.Mask != 0 {
			return fmt.Errorf("slot %d knows fields %b of entity %v at tick %d and may know %b", slot, r.Mask, r.ID, r.Tick, want.Mask)
		}
		if !r.Equal(&want) {
			return fmt.Errorf("entity %v at tick %d is %+v, the server had %+v", r.ID, r.Tick, *r, want)
		}
		c.world.checked.Rows++
	}
	return nil
}

// checkEffects holds every effect that the server told against those that the slot
// may perceive.
func (c *Client) checkEffects() error {
	c.shown = c.Session.TakeEffects(c.shown[:0])
	for i := range c.shown {
		s := &c.shown[i]
		switch s.Certainty {
		case session.Predicted:
			continue
		case session.Denied:
			if err := c.checkDenial(s); err != nil {
				return err
			}
			continue
		}
		m := c.world.truth.at(s.Effect.Tick)
		if m == nil || !m.effect(&s.Effect, c.slot()) {
			return fmt.Errorf("slot %d was told of %+v, which it may not perceive or which never was", c.slot(), s.Effect)
		}
		if len(c.heard) < row.MaxEffects {
			c.heard = append(c.heard, s.Effect)
		}
		c.world.checked.Effects++
	}
	return nil
}

// checkDenial: since the server makes the same picture, it may only find that a hit was
// none, in words that leave everything else out, when its target is no longer there.
func (c *Client) checkDenial(s *session.Shown) error {
	if c.hostile || c.cheat != nil || s.Reason != "blocked" && s.Reason != "lost" {
		return nil
	}
	for tick := s.Effect.CmdTick - 1; tick <= s.Effect.CmdTick; tick++ { // leaves come before shots
		if m := c.world.truth.at(tick); m == nil || m.set.Find(s.Effect.Target) == nil {
			return nil
		}
	}
	return fmt.Errorf("a hit was denied as %s, although both saw the same: %+v", s.Reason, s.Effect)
}

// checkForward: neither the view nor the prediction goes back.
func (c *Client) checkForward(now netcode.Time) error {
	_, render := c.Session.Look(now)
	if render < c.seen.render {
		return fmt.Errorf("the view went back from %v to %v", c.seen.render, render)
	}
	c.seen.render = render
	var before, self row.Row
	if c.Session.Self(&before, &self) {
		if c.seen.tickOK && self.Tick < c.seen.tick {
			return fmt.Errorf("the prediction went back from tick %d to %d", c.seen.tick, self.Tick)
		}
		c.seen.tick, c.seen.tickOK = self.Tick, true
	}
	return nil
}

func (c *Client) slot() sim.Slot { return sim.Slot(c.Session.Welcome().Slot) }

// owner notes whose commands a slot is stepped with.
func (w *World) owner(c *Client) {
	for _, other := range w.Clients {
		if other != c && other.holds == c.slot() {
			other.holds = 0
		}
	}
	c.holds = c.slot()
}

// checkViews compares every view that the match accepts with the picture that was on
// the shooter's screen at the press: the promise of lag compensation.
func (w *World) checkViews(in *sim.TickInput) error {
	for i := range in.Commands {
		pc := &in.Commands[i]
		w.judgeCheat(pc)
		if pc.Command.Buttons&sim.Fire == 0 || pc.View.A == 0 || pc.View.Capped || pc.View.Clamped {
			continue
		}
		for _, c := range w.Clients {
			if c.holds != pc.Slot || c.hostile || c.cheat != nil {
				continue
			}
			if s := &c.seen.shots[in.Tick%shotRing]; s.tick == in.Tick {
				if err := w.checkView(c, in.Tick, &pc.View, &s.picture); err != nil {
					return fmt.Errorf("view of slot %d, %+v, command %+v: %w", pc.Slot, pc.View, pc.Command, err)
				}
			}
		}
	}
	return nil
}

// checkView makes the picture again of every entity there is, from the truth and
// what the view says.
func (w *World) checkView(c *Client, tick sim.Tick, v *sim.View, picture *row.Set) error {
	w.checked.Views++
	present := w.truth.at(uint32(tick - 1))
	num, den := v.Fraction()
	for i := range present.set.Rows {
		id := present.set.Rows[i].ID
		if w.cfg.Spec.Schema.Spec(present.set.Rows[i].Kind).NoHit {
			continue
		}
		at, bt := v.A, v.B
		for _, e := range v.Except {
			if e.ID == id {
				at, bt = e.A, e.B
			}
		}
		var from, to, want row.Row
		known := at != 0 && c.was(&from, id, at)
		got := picture.Find(id)
		if !known || got == nil {
			if known != (got != nil) {
				return fmt.Errorf("entity %v: on the screen %v, in the view %v", id, got != nil, known)
			}
			continue
		}
		if !c.was(&to, id, bt) {
			to = from
		}
		w.cfg.Spec.Schema.Blend(&want, &from, &to, num, den)
		if !got.Equal(&want) {
			return fmt.Errorf("entity %v was drawn as %+v, the view makes %+v", id, *got, want)
		}
	}
	return nil
}

// was copies what the client might know of an entity at a tick.
func (c *Client) was(dst *row.Row, id row.ID, tick sim.Tick) bool {
	m := c.world.truth.at(uint32(tick))
	if uint32(tick) == c.seen.baseline.set.Tick {
		m = &c.seen.baseline
	}
	return m != nil && m.row(dst, id, c.holds)
}
