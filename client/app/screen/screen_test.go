package screen

import (
	"crypto/ed25519"
	"errors"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"

	"hindsight/client/app/draw"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/simnet"
	"hindsight/server/match"
	"hindsight/sim"
	"hindsight/sim/arena"
)

// world is a server, a network in virtual time, and a flow that uses both.
type world struct {
	t       *testing.T
	net     *simnet.Net
	match   *match.Match
	flow    *Flow
	client  *simnet.End // of the last connection
	down    error       // dialing fails with it
	dials   int
	dialing bool
	entered int
	kept    []byte // ticket
	looked  func() // called after each Advance of the flow
	phases  []string
}

type random struct{ *rand.Rand }

func (r random) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return len(b), nil
}

func newWorld(t *testing.T, slots sim.Slot) *world {
	spec := arena.Spec()
	data, err := spec.LoadMap(spec.Maps[0])
	if err != nil {
		t.Fatal(err)
	}
	source := random{rand.New(rand.NewPCG(1, 2))}
	identity := make([]byte, ed25519.PublicKeySize)
	w := &world{t: t, net: simnet.New(1)}
	w.match, err = match.New(match.Config{
		Spec: spec, SimID: sim.ID, Name: "test", Identity: identity, SnapshotEvery: 2, SnapshotBytes: 1000,
		Setup:  sim.Setup{Static: sim.Static{Mode: spec.Modes[0], Map: spec.Maps[0], MapData: data, TickRate: 60, RewindCapTicks: 15}, MaxPlayers: slots, Seed: 1},
		Random: source, Log: slog.New(slog.DiscardHandler),
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := ed25519.GenerateKey(source)
	if err != nil {
		t.Fatal(err)
	}
	w.flow = New(Config{
		Dialer: w, Enter: func(*session.Session) error { w.entered++; return nil }, Keep: func(ticket []byte) { w.kept = ticket },
		Session: session.Config{Games: []*sim.Spec{spec}, SimID: sim.ID, Name: "tester", Key: key},
	}, 0)
	return w
}

func (w *world) Dial()   { w.dials++; w.dialing = true }
func (w *world) Cancel() { w.dialing = false }
func (w *world) Poll() (Dialed, bool) {
	if w.down != nil {
		return Dialed{Err: w.down}, true
	}
	client, server := w.net.Pair(simnet.Spec{RTT: 40 * netcode.Millisecond}, simnet.Spec{RTT: 40 * netcode.Millisecond})
	w.match.Connect(server, w.net.Now())
	w.client = client
	return Dialed{Link: client, Server: make([]byte, ed25519.PublicKeySize)}, true
}

// until lets time go on until the flow is in a phase, and fails after a time.
func (w *world) until(p Phase, most netcode.Time) {
	w.t.Helper()
	for end := w.net.Now() + most; w.flow.Phase() != p; {
		if w.net.Now() > end {
			w.t.Fatalf("is %v after %v s (%s), want %v; it was %v", w.flow.Phase(), most.Seconds(), w.flow.Why(), p, w.phases)
		}
		w.step()
	}
}

func (w *world) step() {
	w.net.Advance(w.net.Now() + 16*netcode.Millisecond)
	for stepped := true; stepped; {
		stepped, _ = w.match.Advance(w.net.Now())
	}
	w.look()
}

func (w *world) look() {
	w.flow.Advance(w.net.Now())
	if w.looked != nil {
		w.looked()
	}
	if n := len(w.phases); n == 0 || w.phases[n-1] != w.flow.Phase().String() {
		w.phases = append(w.phases, w.flow.Phase().String())
	}
}

// A server that is not up yet is found once it is; a connection that breaks is made
// again, into the same body; leaving frees it.
func TestLostAndFound(t *testing.T) {
	w := newWorld(t, 1)
	w.down = errors.New("no answer")
	w.until(Waiting, netcode.Second)
	for w.net.Now() < 5*netcode.Second {
		w.step()
	}
	if w.dials != 3 {
		t.Errorf("%d attempts in 5 s, want 3: at 0, 1 and 3 s", w.dials)
	}
	w.down = nil
	w.until(Playing, 10*netcode.Second)
	slot := w.flow.Session().Welcome().Slot

	w.down = errors.New("no answer")
	w.client.Fail(errors.New("link broken"))
	w.until(Waiting, netcode.Second)
	if words := w.flow.Words("server", w.net.Now()); words.Title != "Connection lost" || !strings.Contains(strings.Join(words.Lines, "|"), "link broken") {
		t.Errorf("says %+v", words)
	}
	w.down = nil
	w.until(Playing, 10*netcode.Second)
	// The only slot is taken by the body: without the ticket there would be no place.
	if welcome := w.flow.Session().Welcome(); !welcome.Resumed || welcome.Slot != slot || w.entered != 2 {
		t.Errorf("came back as %+v after %d entries, want slot %d resumed", welcome, w.entered, slot)
	}
	w.flow.Leave()
	if w.flow.Phase() != Left {
		t.Errorf("is %v after leaving", w.flow.Phase())
	}
	for range 60 {
		w.step()
	}
	if n := len(w.match.Game().Score(nil)); n != 0 {
		t.Errorf("%d players are left in the match", n)
	}
}

// A silent server is noticed and looked for, but not for ever.
func TestGivesUp(t *testing.T) {
	w := newWorld(t, 1)
	w.until(Playing, netcode.Second)
	w.down = errors.New("no answer")
	w.client.SetSpec(simnet.Spec{LossPercent: 100})
	w.match.Close(netcode.CloseDone, "") // says nothing that arrives in time
	w.client.Fail(session.ErrLost)
	w.until(Waiting, 10*netcode.Second)
	w.until(Refused, 80*netcode.Second)
	if !strings.Contains(w.flow.Why(), "given up after 60 s: no answer") || w.dials > 12 {
		t.Errorf("after %d attempts: %s", w.dials, w.flow.Why())
	}
	before := w.dials
	w.flow.Retry(w.net.Now())
	if w.dials != before+1 || w.flow.Phase() != Connecting {
		t.Errorf("does not try again when asked: %v", w.flow.Phase())
	}
}

// What the server says is shown in its words, and not tried again.
func TestRefused(t *testing.T) {
	w := newWorld(t, 1)
	w.until(Playing, netcode.Second)
	first := w.flow
	// Another player finds the only place taken.
	_, key, err := ed25519.GenerateKey(random{rand.New(rand.NewPCG(3, 4))})
	if err != nil {
		t.Fatal(err)
	}
	cfg := first.cfg
	cfg.Session.Key = key
	w.flow = New(cfg, w.net.Now())
	w.until(Refused, netcode.Second)
	if w.flow.Why() != "the server is full: 1 players" {
		t.Errorf("says %q", w.flow.Why())
	}
	dials := w.dials
	for range 600 {
		w.step()
	}
	if w.dials != dials {
		t.Error("tried again by itself")
	}
	w.flow = first // was not looked at meanwhile, so the server has dropped its link
	w.until(Waiting, netcode.Second)
	w.until(Playing, 2*netcode.Second)
	w.match.Close(netcode.CloseDone, "the match is over")
	w.until(Over, netcode.Second)
	if w.flow.Why() != "the match is over" {
		t.Errorf("says %q", w.flow.Why())
	}
	w.down = &FinalError{errors.New("another key")}
	w.flow.Retry(w.net.Now())
	w.until(Refused, netcode.Second)
}

// What the end of a connection leads to: who has played comes back into the body
// unless the server meant the end.
func TestEnds(t *testing.T) {
	for _, c := range []struct {
		name  string
		err   error
		then  Phase
		title string
		kept  bool // the ticket
	}{
		{"lost", errors.New("no route"), Waiting, "Connection lost", true},
		{"silent", session.ErrLost, Waiting, "Connection lost", true},
		{"stopping", &netcode.CloseError{Code: netcode.CloseStopping, Reason: "a new version comes"}, Waiting, "The server is stopping", true},
		{"timeout", &netcode.CloseError{Code: netcode.CloseTimeout, Reason: "nothing heard"}, Waiting, "Connection lost", true},
		{"full", &netcode.CloseError{Code: netcode.CloseFull}, Waiting, "Connection lost", true},
		{"done", &netcode.CloseError{Code: netcode.CloseDone, Reason: "the match is over"}, Over, "The match has ended", false},
		{"kicked", &netcode.CloseError{Code: netcode.CloseKicked}, Over, "The match has ended", false},
		{"refused", &netcode.CloseError{Code: netcode.CloseRefused, Reason: "no"}, Refused, "Cannot play", false},
	} {
		w := newWorld(t, 1)
		w.until(Playing, netcode.Second)
		ticket := w.kept
		if len(ticket) == 0 {
			t.Fatalf("%s: playing keeps no ticket", c.name)
		}
		w.client.Fail(c.err)
		w.until(c.then, netcode.Second)
		words := w.flow.Words("server", w.net.Now())
		if words.Title != c.title || c.kept != (w.kept != nil) {
			t.Errorf("%s: says %q and keeps %d bytes of ticket", c.name, words.Title, len(w.kept))
		}
		if c.then != Waiting {
			continue
		}
		w.until(Playing, 5*netcode.Second)
		if !w.flow.Session().Welcome().Resumed {
			t.Errorf("%s: came back without the body", c.name)
		}
		if words := w.flow.Words("server", 0); words.Title != "" {
			t.Errorf("%s: still says %q", c.name, words.Title)
		}
	}
}

// A server that stops while one joins is looked for too, and for a minute.
func TestStoppingServer(t *testing.T) {
	w := newWorld(t, 1)
	w.until(Joining, netcode.Second)
	w.client.Fail(&netcode.CloseError{Code: netcode.CloseStopping})
	w.until(Waiting, netcode.Second)
	words := strings.Join(w.flow.Words("server", w.net.Now()).Lines, "|")
	if !strings.Contains(words, "it may be back soon") || !strings.Contains(words, "Looking for it again") {
		t.Errorf("says %q", words)
	}
	w.down = errors.New("no answer")
	w.until(Connecting, 5*netcode.Second)
	if title := w.flow.Words("server", w.net.Now()).Title; title != "The server is restarting" {
		t.Errorf("says %q", title)
	}
	w.until(Refused, 80*netcode.Second)
	if !strings.Contains(w.flow.Why(), "given up after 60 s") {
		t.Errorf("says %q", w.flow.Why())
	}
}

// A page that was loaded anew returns to its body by the ticket it kept.
func TestReload(t *testing.T) {
	w := newWorld(t, 1)
	w.until(Playing, netcode.Second)
	slot := w.flow.Session().Welcome().Slot
	cfg := w.flow.cfg
	cfg.Ticket = w.kept
	w.flow = New(cfg, w.net.Now()) // the old one just falls silent
	w.until(Playing, netcode.Second)
	if welcome := w.flow.Session().Welcome(); !welcome.Resumed || welcome.Slot != slot {
		t.Errorf("came back as %+v, want slot %d resumed", welcome, slot)
	}
	w.flow.Leave()
	if w.kept != nil {
		t.Error("who leaves keeps a ticket")
	}
}

// Long reasons stay inside their panel.
func TestWords(t *testing.T) {
	fonts, err := draw.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	l := draw.NewList(fonts)
	l.Reset(1280, 720)
	words := Words{Title: "Cannot play", Lines: []string{strings.Repeat("a reason of many words ", 12)}}
	words.Draw(l, 0, true)
	var panel draw.Item
	lines := 0
	for _, it := range l.Items {
		switch it.Name {
		case "panel":
			panel = it
		case "line":
			lines++
			if right := it.X + l.Width(it.Size, it.Bold, it.Text); right > panel.X+panel.W/2 || it.Y > panel.Y+panel.H/2 {
				t.Errorf("%q ends at %v,%v, beyond %+v", it.Text, right, it.Y, panel)
			}
		}
	}
	if lines < 3 {
		t.Errorf("%d lines, want at least 3", lines)
	}
}

// A press counts when both its ends lie on one button.
func TestTap(t *testing.T) {
	fonts, err := draw.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range [][3]float64{{1280, 720, 0}, {844, 390, 0.8}, {390, 844, 0.8}, {640, 360, 0.66}} {
		l := draw.NewList(fonts)
		l.Least = size[2]
		l.Reset(size[0], size[1])
		menu := Menu()
		buttons := menu.Draw(l, 0, size[2] != 0.8)
		if len(buttons) != 2 || buttons[0].Do != Leave || buttons[1].Do != PlayOn {
			t.Fatalf("the menu has %+v", buttons)
		}
		for _, b := range buttons {
			if b.X < 0 || b.X+b.W > size[0] || b.Y+b.H > size[1] {
				t.Errorf("%v: %+v lies beyond the screen", size, b)
			}
			if size[2] == 0.8 && b.H < 36 {
				t.Errorf("%v: a button of %v pixels is too low for a finger", size, b.H)
			}
		}
		leave, stay := buttons[0], buttons[1]
		press := func(x1, y1, x2, y2 float64) Action {
			var tap Tap
			for _, at := range [][2]float64{{x1, y1}, {x2, y2}} {
				if did := tap.Follow(buttons, true, at[0], at[1]); did != Nothing {
					t.Errorf("%v before the finger is lifted", did)
				}
			}
			return tap.Follow(buttons, false, 0, 0)
		}
		x, y := leave.X+leave.W/2, leave.Y+leave.H/2
		if press(x, y, x+5, y) != Leave || press(x, y, stay.X+5, y) != Nothing || press(1, 1, x, y) != Nothing || press(stay.X+2, y, stay.X+9, y) != PlayOn {
			t.Errorf("%v: presses choose something else", size)
		}
	}
}
