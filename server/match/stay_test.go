package match_test

import (
	"errors"
	"slices"
	"testing"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/netcode/wire"
	"hindsight/server/match"
	"hindsight/sim/row"
)

// owned is where a session's own player is.
func owned(h *hall, s *session.Session) row.Row {
	h.t.Helper()
	var all row.Set
	all.Reset(uint32(h.match.Tick()))
	h.match.Game().AppendView(0, &all)
	for i := range all.Rows {
		if all.Rows[i].Owner == s.Welcome().Slot {
			return all.Rows[i]
		}
	}
	h.t.Fatalf("slot %d has no body", s.Welcome().Slot)
	return row.Row{}
}

func TestTicketKeepsTheBody(t *testing.T) {
	h := newHall(t, 4, 0)
	first := h.join("ann", key(1), nil)
	h.run(500 * ms)
	h.plays(first)
	before := owned(h, first)
	second := h.join("ann", key(1), first.Welcome().Ticket)
	h.run(300 * ms)
	h.plays(second)
	if w := second.Welcome(); !w.Resumed || w.Slot != first.Welcome().Slot || w.Stream != first.Welcome().Stream {
		t.Errorf("welcome %+v after %+v: want the same slot", w, first.Welcome())
	}
	if after := owned(h, second); after.ID != before.ID {
		t.Errorf("body %v, was %v", after.ID, before.ID)
	}
	var closed *netcode.CloseError
	if !errors.As(first.Err(), &closed) || closed.Reason != "you joined from another connection" {
		t.Errorf("the first link ended with %v", first.Err())
	}
	if s := &h.match.Stats; s.Joined != 1 || s.Resumed != 1 || h.match.Humans() != 1 {
		t.Errorf("stats %+v, %d humans", *s, h.match.Humans())
	}
}

func TestTicketOfAnotherIsWorthNothing(t *testing.T) {
	h := newHall(t, 4, 0)
	ann := h.join("ann", key(1), nil)
	h.run(300 * ms)
	thief := h.join("thief", key(2), ann.Welcome().Ticket)
	h.run(300 * ms)
	h.plays(ann)
	h.plays(thief)
	if w := thief.Welcome(); w.Resumed || w.Slot == ann.Welcome().Slot {
		t.Errorf("the thief was welcomed with %+v", w)
	}
}

func TestLostBodyWaitsThenGoes(t *testing.T) {
	h := newHall(t, 4, 0)
	near, far := h.net.Pair(simnet.Spec{}, simnet.Spec{})
	h.match.Connect(far, 0)
	g := &guest{End: near}
	h.enter(g, true)
	other := h.join("other", key(2), nil)
	h.run(match.SilenceMax + 500*ms)
	h.hear(g)
	if g.closed == nil || g.closed.Code != netcode.CloseTimeout || g.closed.Reason != "nothing heard from you" {
		t.Fatalf("a silent link was closed with %+v", g.closed)
	}
	if h.match.Humans() != 2 || h.match.Stats.Disconnects != 1 {
		t.Fatalf("%d humans, %d disconnects after the silence", h.match.Humans(), h.match.Stats.Disconnects)
	}
	h.run(match.ResumeMax)
	h.plays(other)
	if h.match.Humans() != 1 || !slices.Contains(h.journal.lines, "leave 1 cause 2") {
		t.Errorf("%d humans; %v", h.match.Humans(), h.journal.lines)
	}
}

func TestRosterFollows(t *testing.T) {
	h := newHall(t, 4, 1)
	ann, bob := h.join("ann", key(1), nil), h.join("bob", key(2), nil)
	h.run(300 * ms)
	names := func() (all []string) {
		for _, e := range ann.Roster() {
			all = append(all, e.Name)
		}
		return all
	}
	if got := names(); !slices.Equal(got, []string{"ann", "bob", "Ash"}) {
		t.Errorf("roster %v", got)
	}
	bob.Leave()
	h.run(100 * ms)
	if got := names(); !slices.Equal(got, []string{"ann", "Ash"}) {
		t.Errorf("roster %v after one left", got)
	}
	if e := ann.Roster(); e[0].Bot || !e[1].Bot || e[0].Driver != "native" {
		t.Errorf("roster %+v", e)
	}
	cat := h.join("cat", key(3), nil)
	h.run(300 * ms)
	if cat.Welcome().Slot != 2 {
		t.Errorf("slot %d: the one that was left is free", cat.Welcome().Slot)
	}
	if h.journal.err != nil {
		t.Error(h.journal.err)
	}
}

func TestByeBeforeTheFirstTick(t *testing.T) {
	h := newHall(t, 2, 0)
	g := h.guest()
	h.enter(g, false)
	last := g.heard[len(g.heard)-1].(*wire.Piece)
	for _, m := range []wire.Message{&wire.Ready{Tick: last.Tick}, &wire.Bye{}} {
		if err := g.SendMessage(m.Append(nil)); err != nil {
			t.Fatal(err)
		}
	}
	h.run(200 * ms)
	if len(h.journal.lines) != 0 || h.journal.err != nil {
		t.Errorf("who left before entering was played: %v, %v", h.journal.lines, h.journal.err)
	}
	if s := h.join("next", key(1), nil); s != nil {
		h.run(300 * ms)
		if h.plays(s); s.Welcome().Slot != 1 {
			t.Errorf("slot %d, want the free one", s.Welcome().Slot)
		}
	}
}

// deaf is the server's end of a link whose client does not read.
type deaf struct {
	*simnet.End
	full bool
}

func (d *deaf) SendMessage(b []byte) error {
	if d.full {
		return netcode.ErrQueueFull
	}
	return d.End.SendMessage(b)
}

func TestWhoDoesNotReadIsParted(t *testing.T) {
	h := newHall(t, 8, 0)
	near, far := h.net.Pair(simnet.Spec{}, simnet.Spec{})
	d, g := &deaf{End: far}, &guest{End: near}
	h.match.Connect(d, 0)
	h.enter(g, true)
	h.run(100 * ms)
	d.full = true
	stay := h.join("stay", key(1), nil) // a new roster for everyone
	h.run(300 * ms)
	if h.hear(g); g.closed == nil || g.closed.Code != netcode.CloseFull || g.closed.Reason != "you do not read what the server sends" {
		t.Errorf("closed with %+v", g.closed)
	}
	if h.match.Stats.Disconnects != 1 {
		t.Errorf("stats %+v: want one disconnect", h.match.Stats)
	}
	h.run(match.ResumeMax + 500*ms)
	h.plays(stay)
	if h.match.Humans() != 1 || h.journal.err != nil {
		t.Errorf("%d humans, want 1: the slot of the deaf one is free; %v", h.match.Humans(), h.journal.err)
	}
}
