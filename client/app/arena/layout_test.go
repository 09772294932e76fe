package arena

import (
	"strings"
	"testing"

	"hindsight/client/app/draw"
	"hindsight/client/app/scene"
	"hindsight/client/app/touch"
	"hindsight/client/session"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// On each screen the parts of the HUD lie on it, apart from each other, off the device's
// rims, and neither under the sticks nor under the buttons.
func TestLayouts(t *testing.T) {
	for _, c := range []struct {
		name string
		g    touch.Glass
		hand bool // a pad
	}{
		{"desktop", touch.Glass{W: 1280, H: 720, Dot: 1}, false},
		{"4:3", touch.Glass{W: 1024, H: 768, Dot: 1}, false},
		{"wide", touch.Glass{W: 3440, H: 1440, Dot: 1}, false},
		{"small", touch.Glass{W: 640, H: 360, Dot: 1}, false},
		{"narrow", touch.Glass{W: 400, H: 700, Dot: 1}, false},
		{"portrait", touch.Glass{W: 390, H: 844, Dot: 1, Top: 47, Bottom: 34}, true},
		{"portrait of 3 pixels", touch.Glass{W: 1170, H: 2532, Dot: 3, Top: 141, Bottom: 102}, true},
		{"landscape", touch.Glass{W: 844, H: 390, Dot: 1, Left: 47, Right: 47, Bottom: 21}, true},
		{"small phone", touch.Glass{W: 640, H: 360, Dot: 1}, true},
		{"smallest phone", touch.Glass{W: 320, H: 568, Dot: 1}, true},
		{"tablet", touch.Glass{W: 2048, H: 1536, Dot: 2}, true},
	} {
		v := newView(t)
		v.in = scene.Input{W: c.g.W, H: c.g.H, Free: scene.Free{Left: c.g.Left, Top: c.g.Top, Right: c.g.Right, Bottom: c.g.Bottom}}
		v.list.Least = draw.LeastScale(c.g.Dot, c.hand)
		var pad touch.Pad
		if c.hand {
			pad.Take(nil, c.g, true)
			pad.Input(&v.in)
		}
		v.f.Render = sim.Tick(100).At(1)
		death := row.Effect{Kind: arena.EffectDeath, Tick: 100, Source: row.ID{Index: 2, Gen: 1}, Target: row.ID{Index: 3, Gen: 1}}
		long := strings.Repeat("m", 32)
		v.f.Roster = []wire.RosterEntry{{Slot: 2, Name: long}, {Slot: 3, Name: long}}
		round := rowAt(arena.KindRound, 0, 0, 0)
		round.Fields[arena.RoundPhase], round.Fields[arena.RoundNumber] = arena.PhaseLive, 1
		v.f.Picture.Rows = []row.Row{player(2, 12, 9, 98), round}
		v.f.Predicted.Rows = []row.Row{player(ownSlot, 8, 8, 100)}
		for range 6 {
			v.f.Effects = append(v.f.Effects, session.Shown{Effect: death, Certainty: session.Heard})
		}
		v.in.Scores = true
		v.list.Reset(c.g.W, c.g.H)
		v.draw(0)
		v.apart(c.name, &c.g, &pad, c.hand)
	}
}

func (v *view) apart(name string, g *touch.Glass, pad *touch.Pad, hand bool) {
	v.t.Helper()
	on := func(b box) bool {
		return b.x >= g.Left && b.y >= g.Top && b.x+b.w <= g.W-g.Right+0.01 && b.y+b.h <= g.H-g.Bottom+0.01
	}
	var panels []box
	feeds := 0
	for _, it := range v.list.Items {
		b := box{it.X - it.W/2, it.Y - it.H/2, it.W, it.H}
		switch it.Name {
		case "panel":
			panels = append(panels, b)
			if hand && b.y+b.h > g.H/2 {
				v.t.Errorf("%s: a panel at %+v lies where thumbs are", name, b)
			}
		case "weapon panel", "power panel": // on small screens they are parts of panels
			if !v.m.hud.layout.compact {
				panels = append(panels, b)
			}
		case "feed":
			feeds++
			panels = append(panels, b)
		case "board":
			if !on(b) {
				v.t.Errorf("%s: the board %+v lies beyond the screen", name, b)
			}
		}
	}
	if len(panels)-feeds < 4 || feeds < 2 {
		v.t.Errorf("%s: %d panels and %d lines of the feed", name, len(panels)-feeds, feeds)
	}
	if hand {
		pads := *v.list
		pads.Items = nil
		pad.Draw(&pads)
		for _, it := range pads.Items {
			if it.Name == "touch button" {
				panels = append(panels, box{it.X - it.W/2, it.Y - it.H/2, it.W, it.H})
			}
		}
	}
	for i, a := range panels {
		if !on(a) {
			v.t.Errorf("%s: %+v lies beyond the screen", name, a)
		}
		for _, b := range panels[:i] {
			if a.x+0.01 < b.x+b.w && b.x+0.01 < a.x+a.w && a.y+0.01 < b.y+b.h && b.y+0.01 < a.y+a.h {
				v.t.Errorf("%s: %+v and %+v overlap", name, a, b)
			}
		}
	}
}
