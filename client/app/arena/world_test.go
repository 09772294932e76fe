package arena

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight/client/app/draw"
	"hindsight/client/app/scene"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/wire"
	"hindsight/physics"
	"hindsight/sim/arena"
	"hindsight/sim/arena/level"
	"hindsight/sim/arena/rules"
	"hindsight/sim/row"
)

var rewrite = flag.Bool("rewrite", false, "write the goldens anew")

// tmj is a room of 24 x 16 units: a wall at 10,6 to 12,7, a crate at 14.5,8.5.
const tmj = `{"type":"map","orientation":"orthogonal","infinite":false,"width":24,"height":16,"tilewidth":32,"tileheight":32,"layers":[
{"name":"walls","type":"objectgroup","objects":[{"id":1,"name":"block","x":320,"y":192,"width":64,"height":32}]},
{"name":"spawns","type":"objectgroup","objects":[{"id":2,"x":256,"y":256,"point":true},{"id":3,"x":512,"y":256,"point":true}]},
{"name":"props","type":"objectgroup","objects":[{"id":4,"type":"crate","x":464,"y":272,"point":true}]}]}`

const (
	width, height = 1280.0, 720.0
	scale         = height / viewHeight
	ownSlot       = 1
)

// view is a match, a screen, and the rows and effects that a session would give.
type view struct {
	t    *testing.T
	m    *match
	list *draw.List
	in   scene.Input
	f    scene.Frame
}

func newView(t *testing.T) *view {
	level, err := level.LoadForClient([]byte(tmj))
	if err != nil {
		t.Fatal(err)
	}
	return newViewOf(t, level, "deathmatch")
}

func newViewOf(t *testing.T, level *level.Level, mode string) *view {
	rules, err := rules.Load(mode, nil)
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := draw.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	v := &view{t: t, m: newMatch(level, rules, ownSlot, 60), list: draw.NewList(fonts)}
	v.in = scene.Input{W: width, H: height, MouseX: width / 2, MouseY: height / 2}
	v.f = scene.Frame{Picture: &row.Set{}, Predicted: &row.Set{}, Part: 1, Server: "Server", Mode: mode, Map: "room",
		Roster: []wire.RosterEntry{{Slot: 1, Name: "Robin"}, {Slot: 2, Name: "Ash", Bot: true}}}
	v.f.Self = player(ownSlot, 8, 8, 100)
	v.f.Before = v.f.Self
	return v
}

func player(slot uint16, x, y float64, tick uint32) row.Row {
	r := row.Row{ID: row.ID{Index: slot, Gen: 1}, Kind: arena.KindPlayer, Owner: uint8(slot), Tick: tick}
	r.Fields[arena.PlayerX], r.Fields[arena.PlayerY] = grid(x), grid(y)
	r.Fields[arena.PlayerAlive], r.Fields[arena.PlayerHealth], r.Fields[arena.PlayerAmmo] = 1, 100, 30
	r.Fields[arena.PlayerWeapon], r.Fields[arena.PlayerOwned] = int32(rules.Rifle), 1<<rules.Melee|1<<rules.Rifle
	return r
}

func crateRow(x, y, turn float64) row.Row {
	r := row.Row{ID: row.ID{Index: firstProp, Gen: 1}, Kind: arena.KindProp}
	r.Fields[arena.PropHealth] = 100
	r.Fields[arena.PropX], r.Fields[arena.PropY], r.Fields[arena.PropAngle] = grid(x), grid(y), int32(turn*physics.TurnGrid)
	return r
}

func grid(v float64) int32 { return int32(v * physics.PosGrid) }

// shot is one that leaves slot's player at x,y and ends at u,v.
func shot(slot uint16, x, y, u, v float64, result int32) row.Effect {
	e := row.Effect{EffectID: row.EffectID{Player: uint8(slot), CmdTick: 100}, Tick: 100, Kind: arena.EffectShot, Source: row.ID{Index: slot, Gen: 1}}
	e.Args = [row.MaxEffectArgs]int32{grid(x), grid(y), grid(u), grid(v), result}
	return e
}

// draw lets time pass and draws a frame.
func (v *view) draw(after netcode.Time) {
	v.f.Now += after
	v.in.Now = v.f.Now
	v.m.Input(&v.in)
	v.m.Draw(&v.f, v.list)
	v.f.Effects = v.f.Effects[:0]
}

// settled draws until camera and crates have come to rest.
func (v *view) settled() {
	for range 60 {
		v.list.Reset(width, height)
		v.draw(50 * netcode.Millisecond)
	}
}

func (v *view) next(after netcode.Time, effects ...session.Shown) {
	v.f.Effects = append(v.f.Effects[:0], effects...)
	v.list.Reset(width, height)
	v.draw(after)
}

// find returns the first item of a name.
func (v *view) find(name string) draw.Item {
	v.t.Helper()
	for _, it := range v.list.Items {
		if it.Name == name {
			return it
		}
	}
	v.t.Fatalf("no %q is drawn", name)
	return draw.Item{}
}

func (v *view) has(name string) bool {
	for _, it := range v.list.Items {
		if it.Name == name {
			return true
		}
	}
	return false
}

// at is where units are on the screen when the camera rests on x,y.
func at(cameraX, cameraY, x, y float64) (px, py float64) {
	return width/2 + (x-cameraX)*scale, height/2 + (y-cameraY)*scale
}

func near(a, b, most float64) bool { return a-b <= most && b-a <= most }

func (v *view) wantAt(name string, x, y float64) {
	v.t.Helper()
	if it := v.find(name); !near(it.X, x, 1) || !near(it.Y, y, 1) {
		v.t.Errorf("%s is drawn at %.1f,%.1f, want %.1f,%.1f", name, it.X, it.Y, x, y)
	}
}

// text is the whole list, without shadows.
func (v *view) text() string {
	var b strings.Builder
	for _, it := range v.list.Items {
		if it.Name == "shadow" || it.Name == "grid" {
			continue
		}
		fmt.Fprintf(&b, "%-15s %7.1f %7.1f", it.Name, it.X, it.Y)
		if it.Text != "" {
			fmt.Fprintf(&b, " size %.0f %q", it.Size, it.Text)
		} else {
			fmt.Fprintf(&b, " %6.1f x %-6.1f image %d turn %.2f", it.W, it.H, it.Image, it.Turn)
		}
		fmt.Fprintf(&b, " #%02x%02x%02x%02x\n", it.Color.R, it.Color.G, it.Color.B, it.Color.A)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("%s line %d:\n got  %s\n want %s\n-rewrite writes it anew", path, i+1, g[i], w[i])
			}
		}
		t.Fatalf("%s: %d lines, want %d; -rewrite writes it anew", path, len(g), len(w))
	}
}

// firstOf is the index of a kind's first entity.
func firstOf(kind row.Kind) uint16 {
	for i := uint16(1); i != 0; i++ {
		if arena.Place(&row.Row{ID: row.ID{Index: i}, Kind: kind}) == 0 {
			return i
		}
	}
	panic("a kind without a place")
}

var firstProp = firstOf(arena.KindProp)
