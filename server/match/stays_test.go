package match_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/server/match"
)

// stayOf finds the one stay of a name.
func (h *hall) stayOf(name string) match.Stay {
	h.t.Helper()
	var found []match.Stay
	for _, s := range h.match.Stays().List {
		if s.Name == name {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		h.t.Fatalf("%d stays of %s: %+v", len(found), name, h.match.Stays())
	}
	return found[0]
}

func between[T int | uint64 | float64](t *testing.T, what string, got, least, most T) {
	t.Helper()
	if got < least || got > most {
		t.Errorf("%s: %v, want %v to %v", what, got, least, most)
	}
}

// TestStaysAreWhatClientsWentThrough compares the server's word on two players with
// the paths they had and with what their own clients counted.
func TestStaysAreWhatClientsWentThrough(t *testing.T) {
	h := newHall(t, 4, 1)
	path := simnet.Spec{RTT: 80 * ms, Jitter: 20 * ms, LossPercent: 10}
	bob, _ := h.joinOver(path, session.Config{Driver: "browser", Name: "bob", Key: key(2)})
	ann := h.join("ann", key(1), nil)
	h.run(20 * netcode.Second)
	h.plays(ann)
	h.plays(bob)
	near, far := h.stayOf("ann"), h.stayOf("bob")
	if near.Driver != "native" || far.Driver != "browser" || near.Link != "simnet" || near.Ended != "" || near.Left != 0 {
		t.Errorf("while they play: %+v and %+v", near, far)
	}
	between(t, "ann's round trip", near.RTT.P99, 0, 1)
	between(t, "bob's round trip", far.RTT.P50, 76, 84)
	between(t, "bob's worst round trip", far.RTT.P99, 90, 104)
	between(t, "bob's snapshot age", far.SnapshotAge.P50, bob.Stats.SnapshotAge.Quantiles(1000).P50-8, bob.Stats.SnapshotAge.Quantiles(1000).P50+8)
	between(t, "bob's snapshots sent", far.Snapshots, bob.Stats.Snapshots*100/95, bob.Stats.Snapshots*100/85)
	between(t, "ann's snapshots sent", near.Snapshots, ann.Stats.Snapshots, ann.Stats.Snapshots+2)
	for name, c := range map[string]struct {
		stay match.Stay
		own  *session.Session
	}{"ann": {near, ann}, "bob": {far, bob}} {
		st, l := &c.own.Stats, c.own.Link()
		between(t, name+"'s commands on time", c.stay.Commands.OnTime, st.OnTime, st.OnTime+12)
		between(t, name+"'s commands substituted", c.stay.Commands.Substituted, st.Substituted, st.Substituted+1)
		between(t, name+"'s bytes up", c.stay.Up, l.DatagramBytesReceived/20, l.DatagramBytesSent)
		between(t, name+"'s bytes down", c.stay.Down, l.DatagramBytesReceived, l.DatagramBytesReceived*100/80)
		between(t, name+"'s share on time", c.stay.OnTime(), 0.9, 1)
	}
}

// TestStaysEndInWords: whatever ends a stay, one of them is kept, and returning to a
// body begins no other.
func TestStaysEndInWords(t *testing.T) {
	h := newHall(t, 8, 1)
	join := func(name string, n byte) *session.Session { return h.join(name, key(n), nil) }
	quits, back, stays := join("quits", 1), join("back", 2), join("stays", 3)
	_, cut := h.joinOver(simnet.Spec{}, session.Config{Driver: "\x1b[31m", Name: "cut", Key: key(4)})
	gone, link := h.joinOver(simnet.Spec{}, session.Config{Driver: "bots", Name: "gone", Key: key(5)})
	rude := h.guest()
	h.enter(rude, true)
	h.run(300 * ms)
	h.plays(gone)
	h.sessions = h.sessions[:3] // nobody answers for the others any more
	quits.Leave()
	rude.SendMessage(hello().Append(nil))
	link.Fail(errors.New("its network is down"))
	cut.SetSpec(simnet.Spec{LossPercent: 100})
	joined := h.stayOf("back").Joined
	returned := h.join("back", key(2), back.Welcome().Ticket)
	h.run(300 * ms)
	h.plays(returned)
	if s := h.stayOf("back"); s.Resumed != 1 || s.Joined != joined || s.Ended != "" || s.Down <= back.Link().DatagramBytesReceived {
		t.Errorf("who returned: %+v", s)
	}
	h.run(match.SilenceMax + match.ResumeMax + netcode.Second)
	late := join("late", 6)
	h.run(300 * ms)
	h.plays(late)
	h.plays(stays)
	end := h.match.Tick()
	h.match.Close(netcode.CloseStopping, "the server is stopping")
	h.run(20 * ms)
	for name, want := range map[string]string{
		"quits": "native left", "guest": "native broke the protocol", "gone": "bots fell silent", "cut": "other fell silent",
		"back": "native the server is stopping", "stays": "native the server is stopping", "late": "native the server is stopping",
	} {
		s := h.stayOf(name)
		if got := s.Driver + " " + s.Ended; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if stopped := strings.Contains(want, "stopping"); s.Joined == 0 || s.Left < s.Joined || (s.Left == end) != stopped {
			t.Errorf("%s: from tick %d to %d of %d", name, s.Joined, s.Left, end)
		}
	}
	if d := h.match.Stays().Drivers; fmt.Sprint(d) != "map[bots:1 browser:0 native:5 other:1]" {
		t.Errorf("drivers %v", d)
	}
	if e := h.match.Stays(); len(e.List) != 7 || e.Omitted != 0 {
		t.Errorf("%d stays, %d omitted", len(e.List), e.Omitted)
	}
	var told *netcode.CloseError
	if !errors.As(stays.Err(), &told) || told.Code != netcode.CloseStopping {
		t.Errorf("who stayed heard %v", stays.Err())
	}
	for _, words := range []string{`"player left" slot=1 name=quits driver=native cause=left`, `name=cut driver=other`} {
		if !strings.Contains(h.log.String(), words) {
			t.Errorf("the log lacks %s:\n%s", words, h.log.String())
		}
	}
}

// TestWhoNeverEnteredHasNoStay: Bye may overtake the first tick.
func TestWhoNeverEnteredHasNoStay(t *testing.T) {
	h := newHall(t, 2, 0)
	g := h.guest()
	h.enter(g, false)
	h.run(match.HandshakeMax + 100*ms)
	if s := h.match.Stays(); len(s.List) != 0 || s.Drivers["native"] != 0 || strings.Contains(h.log.String(), "player joined") {
		t.Errorf("stays %+v of a guest that was never ready\n%s", s, h.log.String())
	}
}

// TestRefusalsDoNotFillTheLog, and none of them is forgotten.
func TestRefusalsDoNotFillTheLog(t *testing.T) {
	h := newHall(t, 4, 0)
	const refusals = 500
	for range refusals {
		m := hello()
		m.Protocol = "hindsight/0"
		if err := h.guest().SendMessage(m.Append(nil)); err != nil {
			t.Fatal(err)
		}
		h.run(20 * ms)
	}
	lines, told := refusalsIn(t, h.log.String())
	between(t, "lines", lines, match.LinesBurst+1, match.LinesBurst+4)
	between(t, "refusals told of as they come", told, refusals*3/5, refusals-1)
	calm := h.join("calm", key(1), nil)
	h.run(3 * match.LineEvery)
	h.plays(calm)
	if _, told := refusalsIn(t, h.log.String()); told != refusals || h.match.Stats.Refused != refusals {
		t.Errorf("%d refusals are told of, %d counted, of %d", told, h.match.Stats.Refused, refusals)
	}
	if !strings.Contains(h.log.String(), "player joined") {
		t.Error("refusals keep other lines out of the log")
	}
}

// refusalsIn counts the lines of a log that tell of refusals, and the refusals.
func refusalsIn(t *testing.T, log string) (lines, refusals int) {
	t.Helper()
	for line := range strings.Lines(log) {
		if !strings.Contains(line, `"join refused"`) {
			continue
		}
		lines++
		if strings.Contains(line, `msg="join refused"`) {
			refusals++
		}
		if _, more, ok := strings.Cut(line, " more="); ok {
			n, err := strconv.Atoi(strings.TrimSpace(more))
			if err != nil {
				t.Fatal(line)
			}
			refusals += n
		}
	}
	return lines, refusals
}
