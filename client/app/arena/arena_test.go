package arena

import (
	"math"
	"strings"
	"testing"

	"hindsight/client/app/scene"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// Everything that stands in the world is drawn where the camera says.
func TestPlaces(t *testing.T) {
	v := newView(t)
	v.f.Picture.Rows = []row.Row{player(2, 12, 9, 98), crateRow(14.5, 8.5, 0.125)}
	v.settled()
	x, y := at(8, 8, 8, 8)
	v.wantAt("own", x, y)
	x, y = at(8, 8, 12, 9)
	v.wantAt("enemy", x, y)
	x, y = at(8, 8, 14.5, 8.5)
	v.wantAt("crate", x, y)
	x, y = at(8, 8, 11, 6.5)
	v.wantAt("wall", x, y)
	if c := v.find("crate"); !near(c.Turn, math.Pi/4, 0.01) || !near(c.W, 2*0.5*scale, 0.01) {
		t.Errorf("crate is drawn %v wide, turned by %v", c.W, c.Turn)
	}
	if own, enemy := v.find("own"), v.find("enemy"); own.Color == enemy.Color {
		t.Error("own player and enemies have one colour")
	}
	if n := v.find("name"); n.Text != "Ash" || n.Y >= v.find("enemy").Y {
		t.Errorf("the enemy's name is %q at %v", n.Text, n.Y)
	}
	golden(t, "frame.txt", v.text())
}

// The camera looks ahead, and what is under the mouse is what is aimed at.
func TestAim(t *testing.T) {
	v := newView(t)
	v.in.MouseX, v.in.MouseY = 1100, 200
	v.settled()
	if own := v.find("own"); own.X > width/2-50 || own.Y < height/2+20 {
		t.Errorf("own player at %v,%v: the camera does not look ahead to the upper right", own.X, own.Y)
	}
	var cmd sim.Command
	v.m.Command(v.f.Picture, &v.f.Self, &cmd)
	own := v.find("own")
	want := math.Atan2(200-own.Y, 1100-own.X)
	if got := angle(int32(cmd.Aim)); math.Abs(math.Remainder(got-want, 2*math.Pi)) > 0.003 {
		t.Errorf("aims at %v rad, the mouse is at %v", got, want)
	}
}

// Commands hold what hands do, and a short press is not lost between two ticks.
func TestHands(t *testing.T) {
	var h hands
	var in scene.Input
	in.Right, in.Up, in.Now = true, true, 100*netcode.Millisecond
	h.take(&in)
	var cmd sim.Command
	h.fill(&cmd, 0, 60)
	if cmd.MoveX != 90 || cmd.MoveY != -90 || cmd.Buttons != 0 {
		t.Errorf("%+v, want up and right at full speed", cmd)
	}
	in.Fire, in.Now = true, 108*netcode.Millisecond
	h.take(&in)
	in.Fire, in.Now = false, 112*netcode.Millisecond
	h.take(&in)
	cmd = sim.Command{}
	h.fill(&cmd, -math.Pi/2, 60)
	if cmd.Buttons != sim.Fire || cmd.Aim != 3<<14 {
		t.Errorf("%+v, want one shot upward", cmd)
	}
	// 8 ms of a tick of 16.7 ms.
	if cmd.FireSub < 120 || cmd.FireSub > 125 {
		t.Errorf("pressed at %d/256 of the tick, want about 122", cmd.FireSub)
	}
	cmd = sim.Command{}
	h.fill(&cmd, 0, 60)
	if cmd.Buttons != 0 {
		t.Error("one press fires twice")
	}
}

// A correction fades from the screen; a respawn does not slide.
func TestCorrection(t *testing.T) {
	v := newView(t)
	v.settled()
	v.f.Self = player(ownSlot, 8.5, 8, 100) // the same tick, elsewhere
	v.f.Before = v.f.Self
	v.next(0)
	if !near(v.m.own.x, 8, 0.01) {
		t.Errorf("jumps to %v", v.m.own.x)
	}
	v.next(50 * netcode.Millisecond)
	if v.m.own.x < 8.2 || v.m.own.x > 8.45 {
		t.Errorf("is at %v after 50 ms, want on its way from 8 to 8.5", v.m.own.x)
	}
	v.settled()
	if !near(v.m.own.x, 8.5, 0.01) {
		t.Errorf("comes to rest at %v", v.m.own.x)
	}
	v.f.Self = player(ownSlot, 9, 8, 100)
	v.f.Self.Fields[arena.PlayerTeleport] = 1
	v.f.Before = v.f.Self
	v.next(0)
	if v.m.own.x != 9 {
		t.Errorf("slides to its spawn: %v", v.m.own.x)
	}
	v.f.Before, v.f.Self, v.f.Part = player(ownSlot, 9, 8, 101), player(ownSlot, 9.2, 8, 102), 0.25
	v.f.Before.Fields[arena.PlayerTeleport], v.f.Self.Fields[arena.PlayerTeleport] = 1, 1
	v.next(0)
	if !near(v.m.own.x, 9.05, 0.001) {
		t.Errorf("a quarter of the way from 9 to 9.2 is %v", v.m.own.x)
	}
}

// Others' shots wait for the picture; own ones are drawn at once, and once.
func TestShots(t *testing.T) {
	v := newView(t)
	v.settled()
	other := session.Shown{Effect: shot(2, 12, 9, 12, 2, arena.ShotWall), Certainty: session.Heard}
	v.f.Render = sim.Tick(99).At(0)
	v.next(0, other)
	if v.has("tracer") {
		t.Error("a shot of another is drawn before its time")
	}
	v.f.Render = sim.Tick(100).At(1)
	v.next(0)
	if !v.has("tracer") || !v.has("muzzle") || !v.has("spark") {
		t.Error("a shot of another is not drawn in its time")
	}
	v.next(netcode.Second)
	if v.has("tracer") || v.has("spark") {
		t.Error("a tracer stays")
	}
	own := shot(ownSlot, 8, 8, 16, 8, arena.ShotPlayer)
	v.next(0, session.Shown{Effect: own, Certainty: session.Predicted})
	x, y := at(8, 8, (8+muzzleAhead+16)/2, 8)
	v.wantAt("tracer", x, y)
	thin := v.find("hit marker")
	v.next(300*netcode.Millisecond, session.Shown{Effect: own, Certainty: session.Confirmed})
	if v.has("tracer") {
		t.Error("the confirmation is drawn as a second shot")
	}
	if thick := v.find("hit marker"); thick.H <= thin.H || thick.Color == thin.Color {
		t.Errorf("a confirmed hit looks like a predicted one: %+v", thick)
	}
	v.next(netcode.Second, session.Shown{Effect: own, Certainty: session.Denied, Reason: "moved"})
	if d := v.find("denied"); !strings.Contains(d.Text, "moved") || v.has("hit marker") {
		t.Errorf("a denied hit is drawn as %q", d.Text)
	}
}

// Damage shows from where it came, deaths go to the feed.
func TestHurt(t *testing.T) {
	v := newView(t)
	v.f.Picture.Rows = []row.Row{player(2, 8, 4, 98)}
	v.settled()
	hit := row.Effect{Kind: arena.EffectHit, Tick: 99, Source: row.ID{Index: 2, Gen: 1}, Target: row.ID{Index: ownSlot, Gen: 1}}
	v.f.Self.Fields[arena.PlayerHealth] = 50
	v.next(0, session.Shown{Effect: hit, Certainty: session.Heard})
	if h := v.find("hurt from"); !near(h.Turn, -math.Pi/2, 0.01) {
		t.Errorf("points to %v rad, want up", h.Turn)
	}
	full := 212.0
	if h := v.find("health"); !near(h.W, full/2, 1) {
		t.Errorf("the bar is %v wide, want half of %v", h.W, full)
	}
	death := row.Effect{Kind: arena.EffectDeath, Tick: 99, Source: row.ID{Index: 2, Gen: 1}, Target: row.ID{Index: ownSlot, Gen: 1}}
	v.f.Self.Fields[arena.PlayerAlive], v.f.Self.Fields[arena.PlayerHealth], v.f.Self.Fields[arena.PlayerRespawn] = 0, 0, 90
	v.next(0, session.Shown{Effect: death, Certainty: session.Heard})
	if v.has("own") || v.find("dead title").Text != "Ash got you" || v.find("respawn").Text != "back in 1.5 s" {
		t.Errorf("death reads %q, %q", v.find("dead title").Text, v.find("respawn").Text)
	}
	if k, d := v.find("feed killer"), v.find("feed victim"); k.Text != "Ash" || d.Text != "Robin" || k.X >= d.X {
		t.Errorf("the feed says %q -> %q", k.Text, d.Text)
	}
}

// Scores are sorted, and own numbers come from the prediction's rows.
func TestBoard(t *testing.T) {
	v := newView(t)
	a, b := player(2, 1, 1, 98), player(3, 2, 2, 98)
	a.Fields[arena.PlayerScore], b.Fields[arena.PlayerScore] = 1, 5
	v.f.Picture.Rows = []row.Row{a, b}
	own := player(ownSlot, 8, 8, 100)
	own.Fields[arena.PlayerScore] = 3
	v.f.Predicted.Rows = []row.Row{own}
	v.in.Scores = true
	v.settled()
	var names []string
	for _, it := range v.list.Items {
		if it.Name == "board name" {
			names = append(names, it.Text)
		}
	}
	if got := strings.Join(names, ","); got != "player 3,Robin,Ash" {
		t.Errorf("the board lists %s", got)
	}
	if p := v.find("place").Text; p != "place 2 of 3" {
		t.Errorf("says %q", p)
	}
}

// A stick moves and aims by degrees; keys go before it, and the crosshair stands where
// it points.
func TestSticks(t *testing.T) {
	v := newView(t)
	v.in.MouseX, v.in.MouseY = 10, 10
	v.in.Sticks = &scene.Sticks{MoveX: -0.5, MoveY: 0.25, AimX: 1, Aim: 0}
	v.settled()
	var cmd sim.Command
	v.m.Command(v.f.Picture, &v.f.Self, &cmd)
	if cmd.MoveX != -64 || cmd.MoveY != 32 || cmd.Aim != 0 {
		t.Errorf("%+v, want half to the left, a quarter down, and a look along +x", cmd)
	}
	own, dot := v.find("own"), v.find("crosshair dot")
	if own.X > width/2-40 || !near(own.Y, height/2, 1) {
		t.Errorf("own player at %v,%v: the camera does not look ahead to the right", own.X, own.Y)
	}
	if !near(dot.X, own.X+stickAhead*scale, 1) || !near(dot.Y, own.Y, 1) {
		t.Errorf("the crosshair is at %v,%v, the own player at %v,%v", dot.X, dot.Y, own.X, own.Y)
	}
	v.in.Sticks.AimX, v.in.Sticks.Aim, v.in.Right = 0, math.Pi/2, true
	v.settled()
	v.m.Command(v.f.Picture, &v.f.Self, &cmd)
	if own = v.find("own"); cmd.MoveX != 127 || cmd.MoveY != 0 || cmd.Aim != 1<<14 || !near(own.X, width/2, 1) {
		t.Errorf("%+v, own player at %v: want a key to go first, and a stick at rest to look no farther", cmd, own.X)
	}
	for part, want := range map[float64]int8{-7: -127, 7: 127, 1: 127, -1: -127, 0.001: 0} {
		if got := stick(part); got != want {
			t.Errorf("stick %v is %d, want %d", part, got, want)
		}
	}
}

// What happened while nobody looked is not drawn all at once.
func TestPast(t *testing.T) {
	v := newView(t)
	v.f.Render = sim.Tick(200).At(0)
	v.settled()
	v.next(0, session.Shown{Effect: shot(2, 12, 9, 12, 2, arena.ShotWall), Certainty: session.Heard})
	if v.has("tracer") {
		t.Error("a shot of long ago is drawn")
	}
}

// Floods of effects stay within their limits.
func TestFlood(t *testing.T) {
	v := newView(t)
	for range 10 {
		var all []session.Shown
		for i := range 400 {
			e := shot(2, 12, 9, 12, 2, arena.ShotWall)
			e.Tick = 1 << 20
			all = append(all, session.Shown{Effect: e, Certainty: session.Heard})
			if i%50 == 0 {
				d := row.Effect{Kind: arena.EffectDeath, Source: row.ID{Index: 2, Gen: 1}, Target: row.ID{Index: ownSlot, Gen: 1}}
				all = append(all, session.Shown{Effect: d, Certainty: session.Heard})
			}
		}
		v.next(netcode.Millisecond, all...)
	}
	if len(v.m.fx.later) > maxLater || len(v.m.fx.shown) > maxShown || len(v.m.feed.lines) > maxFeed {
		t.Errorf("%d wait, %d are shown, %d in the feed", len(v.m.fx.later), len(v.m.fx.shown), len(v.m.feed.lines))
	}
}
