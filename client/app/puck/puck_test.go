package puck

import (
	"math"
	"strings"
	"testing"

	"hindsight/client/app/draw"
	"hindsight/client/app/scene"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/physics"
	"hindsight/sim"
	"hindsight/sim/puck"
	"hindsight/sim/row"
)

const width, height = 1280.0, 720.0

// stage is a match, a screen, and what a session would give.
type stage struct {
	t    *testing.T
	m    *match
	list *draw.List
	in   scene.Input
	f    scene.Frame
}

func newStage(t *testing.T, mode, rink string) *stage {
	data, err := puck.Spec().LoadMap(rink)
	if err != nil {
		t.Fatal(err)
	}
	made, err := Scene().Open(sim.Static{Mode: mode, Map: rink, MapData: data, TickRate: 60}, 1)
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := draw.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, m: made.(*match), list: draw.NewList(fonts)}
	s.in = scene.Input{W: width, H: height, MouseX: 10, MouseY: 10}
	s.f = scene.Frame{Now: netcode.Second, Picture: &row.Set{}, Predicted: &row.Set{Tick: 100}, Part: 1, Server: "Server", Mode: mode, Map: rink,
		Roster: []wire.RosterEntry{{Slot: 1, Name: "Robin"}, {Slot: 2, Name: "Ash", Bot: true}}}
	s.f.Predicted.Rows = []row.Row{paddle(1, 1, 4, 5), paddle(2, 2, 16, 5), disc(10, 5, 0, 0), score(puck.PhasePlay, 0, 2, 1)}
	s.next(0)
	return s
}

func grid(v float64) int32 { return int32(math.Round(v * physics.PosGrid)) }

func paddle(slot uint16, seat int32, x, y float64) row.Row {
	r := row.Row{ID: row.ID{Index: slot, Gen: 1}, Kind: puck.KindPlayer, Owner: uint8(slot)}
	r.Fields[puck.PlayerX], r.Fields[puck.PlayerY], r.Fields[puck.PlayerSeat] = grid(x), grid(y), seat
	return r
}

func disc(x, y, vx, vy float64) row.Row {
	r := row.Row{ID: row.ID{Index: 65, Gen: 1}, Kind: puck.KindPuck}
	r.Fields[puck.PuckX], r.Fields[puck.PuckY], r.Fields[puck.PuckVX], r.Fields[puck.PuckVY] = grid(x), grid(y), grid(vx), grid(vy)
	r.Fields[puck.PuckLast] = 2
	return r
}

func score(phase, until, left, right int32) row.Row {
	r := row.Row{ID: row.ID{Index: 66, Gen: 1}, Kind: puck.KindBoard}
	r.Fields[puck.BoardPhase], r.Fields[puck.BoardUntil] = phase, until
	r.Fields[puck.BoardGoals], r.Fields[puck.BoardGoals+1] = left, right
	return r
}

// next lets time pass and draws a frame.
func (s *stage) next(after netcode.Time, effects ...session.Shown) {
	s.f.Now += after
	s.in.Now = s.f.Now
	s.f.Effects = append(s.f.Effects[:0], effects...)
	s.list.Reset(width, height)
	s.m.Input(&s.in)
	s.m.Draw(&s.f, s.list)
}

func (s *stage) all(name string) []draw.Item {
	var found []draw.Item
	for _, it := range s.list.Items {
		if it.Name == name {
			found = append(found, it)
		}
	}
	return found
}

func (s *stage) find(name string) draw.Item {
	s.t.Helper()
	all := s.all(name)
	if len(all) == 0 {
		s.t.Fatalf("no %q is drawn", name)
	}
	return all[0]
}

func (s *stage) wantAt(name string, x, y float64) {
	s.t.Helper()
	px, py := s.m.view.screen(x, y)
	if it := s.find(name); math.Abs(it.X-px) > 0.5 || math.Abs(it.Y-py) > 0.5 {
		s.t.Errorf("%s is drawn at %.1f,%.1f, want %.1f,%.1f", name, it.X, it.Y, px, py)
	}
}

// Everything stands where the rows say, in the colours of its side, and the whole rink is
// on the screen below the score.
func TestPlaces(t *testing.T) {
	for mode, rink := range map[string]string{"duel": "classic", "doubles": "pins", "cross": "square"} {
		s := newStage(t, mode, rink)
		s.wantAt("own", 4, 5)
		s.wantAt("paddle", 16, 5)
		s.wantAt("puck", 10, 5)
		if s.find("own").Color != sideColors[puck.Left] || s.find("paddle").Color != sideColors[puck.Right] {
			t.Error("paddles do not have the colours of their sides")
		}
		for _, it := range append(s.all("goal"), s.all("ice")...) {
			if it.X-it.W/2 < 0 || it.X+it.W/2 > width || it.Y-it.H/2 < 40 || it.Y+it.H/2 > height {
				t.Errorf("%s: %s reaches beyond the screen: %+v", rink, it.Name, it)
			}
		}
		if goals, shut := len(s.all("goal")), len(s.all("gate")); goals != 2 || goals+shut != int(s.m.rink.Goals) {
			t.Errorf("%s: %d goals are open, %d shut", rink, goals, shut)
		}
		scores := s.all("score")
		if len(scores) != int(s.m.rink.Goals) || scores[0].Text != "2" || scores[1].Text != "1" || s.find("score label").Text != "You" {
			t.Errorf("%s: scores %+v", rink, scores)
		}
		if n := s.find("name"); n.Text != "Ash" {
			t.Errorf("the other's name is %q", n.Text)
		}
	}
}

// Between two ticks a thing is drawn on its way; a correction slides, a face-off jumps.
func TestMotion(t *testing.T) {
	s := newStage(t, "duel", "classic")
	s.f.Predicted.Rows[2] = disc(10, 5, 12, 0)
	s.f.Predicted.Rows[2].Fields[puck.PuckTeleport] = 1
	s.f.Part = 0.5
	s.next(0)
	s.wantAt("puck", 9.9, 5)
	s.f.Predicted.Rows[2] = disc(10.5, 5.4, 12, 0)
	s.f.Predicted.Rows[2].Fields[puck.PuckTeleport] = 1
	s.next(netcode.Second / 60)
	if p := s.m.puck(); p.y < 5.02 || p.y > 5.38 {
		t.Errorf("jumps to %v,%v", p.x, p.y)
	}
	for range 40 {
		s.f.Predicted.Rows[2].Fields[puck.PuckX] += grid(0.2)
		s.next(netcode.Second / 60)
	}
	if p := s.m.puck(); math.Abs(p.y-5.4) > 0.01 || math.Abs(p.x-(10.5+8-0.1)) > 0.02 {
		t.Errorf("is at %v,%v in the end", p.x, p.y)
	}
	if len(s.all("trail")) < 10 || s.find("trail").Color != sideColors[puck.Right].Alpha(float64(s.find("trail").Color.A)/255) {
		t.Errorf("%d parts of a trail", len(s.all("trail")))
	}
	s.f.Predicted.Rows[2] = disc(3, 3, 0, 0)
	s.f.Predicted.Rows[2].Fields[puck.PuckTeleport] = 2
	s.next(netcode.Second / 60)
	s.wantAt("puck", 3, 3)
	if n := len(s.all("trail")); n > 1 {
		t.Errorf("the trail leads to the face-off: %d parts", n)
	}
}

// The paddle goes where the mouse is, once it has moved; keys and sticks go before it.
func TestHands(t *testing.T) {
	s := newStage(t, "duel", "classic")
	command := func() (c sim.Command) {
		s.m.Command(s.f.Picture, &s.f.Predicted.Rows[0], &c)
		return c
	}
	if c := command(); c.MoveX != 0 || c.MoveY != 0 {
		t.Errorf("%+v before the mouse has moved", c)
	}
	s.in.MouseX, s.in.MouseY = s.m.view.screen(8, 8)
	s.next(0)
	if c := command(); c.MoveX != 102 || c.MoveY != 76 {
		t.Errorf("%+v, want full speed down and to the right, 4 to 3", c)
	}
	s.in.MouseX, s.in.MouseY = s.m.view.screen(4.2, 5)
	s.next(0)
	if c := command(); c.MoveX < 40 || c.MoveX > 60 || c.MoveY != 0 {
		t.Errorf("%+v, want a gentle move to the right", c)
	}
	if len(s.all("pointer")) == 0 {
		t.Error("no pointer")
	}
	s.in.Up = true
	s.next(0)
	if c := command(); c.MoveX != 0 || c.MoveY != -127 || len(s.all("pointer")) > 0 {
		t.Errorf("%+v, want keys alone", c)
	}
	s.in.Up = false
	s.next(0)
	if c := command(); c.MoveX != 0 || c.MoveY != 0 {
		t.Errorf("%+v: the mouse has not moved since", c)
	}
	s.in.Sticks = &scene.Sticks{MoveX: 0.5}
	s.next(0)
	if c := command(); c.MoveX != 64 {
		t.Errorf("%+v, want half of the stick", c)
	}
}

// Phases and effects are told in words; an echo of an own hit is not drawn twice.
func TestWords(t *testing.T) {
	s := newStage(t, "duel", "classic")
	hit := row.Effect{EffectID: row.EffectID{Player: 1, CmdTick: 100}, Kind: puck.EffectHit, Source: row.ID{Index: 1, Gen: 1}, Args: [row.MaxEffectArgs]int32{grid(5), grid(5), grid(8)}}
	s.next(0, session.Shown{Effect: hit, Certainty: session.Predicted})
	hit.CmdTick++
	s.next(netcode.Second/60, session.Shown{Effect: hit, Certainty: session.Heard})
	if n := len(s.all("hit")); n != 1 {
		t.Errorf("one hit is drawn %d times", n)
	}
	goal := row.Effect{Kind: puck.EffectGoal, Source: row.ID{Index: 2, Gen: 1}, Args: [row.MaxEffectArgs]int32{puck.GoalIn: int32(puck.Left), puck.GoalX: grid(-1), puck.GoalY: grid(5), puck.GoalCounts: 1}}
	s.next(0, session.Shown{Effect: goal, Certainty: session.Heard})
	if s.find("banner").Text != "Goal" || s.find("banner sub").Text != "by Ash" || len(s.all("burst")) == 0 {
		t.Errorf("a goal reads %q, %q", s.find("banner").Text, s.find("banner sub").Text)
	}
	s.f.Predicted.Rows[3] = score(puck.PhaseFaceoff, 146, 0, 1)
	s.next(3 * netcode.Second)
	if c := s.all("countdown"); len(c) != 5 || c[4].Text != "0.8" {
		t.Errorf("a face-off is drawn as %+v", c)
	}
	s.f.Predicted.Rows[3] = score(puck.PhaseOver, 160, 7, 1)
	s.f.Predicted.Rows[3].Fields[puck.BoardWinner] = int32(puck.Left)
	s.next(0)
	if !strings.Contains(s.find("banner").Text, "Blue wins") {
		t.Errorf("the end of a round reads %q", s.find("banner").Text)
	}
	s.f.Predicted.Rows[3] = score(puck.PhasePractice, 0, 0, 0)
	s.next(0)
	if !strings.Contains(s.find("hint").Text, "waiting") {
		t.Errorf("practice reads %q", s.find("hint").Text)
	}
	s.f.Predicted.Rows[0] = paddle(1, 0, 0, 0)
	s.f.Predicted.Rows[3] = score(puck.PhasePlay, 0, 0, 0)
	s.in.Scores = true
	s.next(0)
	if !strings.Contains(s.find("hint").Text, "watch") || len(s.all("own")) > 0 {
		t.Errorf("who watches reads %q", s.find("hint").Text)
	}
	if n := s.all("board name"); len(n) != 2 || n[0].Text != "Ash" {
		t.Errorf("the board lists %+v", n)
	}
}

// What a hostile server says is drawn somehow, within limits.
func TestNonsense(t *testing.T) {
	s := newStage(t, "cross", "square")
	for i := range s.f.Predicted.Rows {
		for k := range s.f.Predicted.Rows[i].Fields {
			s.f.Predicted.Rows[i].Fields[k] = math.MaxInt32 - int32(k)
		}
	}
	var all []session.Shown
	for i := range 400 {
		e := row.Effect{Kind: uint8(i % 5), EffectID: row.EffectID{Player: uint8(i)}, Source: row.ID{Index: uint16(i), Gen: 9}}
		for k := range e.Args {
			e.Args[k] = math.MinInt32 + int32(i)
		}
		all = append(all, session.Shown{Effect: e, Certainty: session.Heard})
	}
	s.in.Scores = true
	s.next(netcode.Second, all...)
	s.next(netcode.Millisecond)
	if len(s.m.fx.shown) > maxShown || len(s.list.Items) > 600 {
		t.Errorf("%d effects, %d items", len(s.m.fx.shown), len(s.list.Items))
	}
}
