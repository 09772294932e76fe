package app

import (
	"testing"

	"hindsight/client/app/scene"
	"hindsight/client/app/touch"
	"hindsight/netcode"
)

// Hands that nobody sees let go of everything, once, and keep what is no doing.
func TestRest(t *testing.T) {
	var h hands
	g := touch.Glass{W: 844, H: 390, Dot: 1}
	h.pad.Take([]touch.Point{{ID: 1, X: 100, Y: 300}}, g, true)
	h.pad.Take([]touch.Point{{ID: 1, X: 180, Y: 300}}, g, true)
	h.last = scene.Input{Now: netcode.Second, MouseX: 7, W: 844, H: 390, Left: true, Fire: true, Reload: true, Scores: true}
	h.pad.Input(&h.last)
	h.last.Sticks.Aim = 2
	if h.last.Sticks.MoveX == 0 || h.rest(netcode.Second+handsMax, false) {
		t.Error("hands that were just seen rest")
	}
	for _, hidden := range []bool{true, false} {
		c := h
		now := netcode.Second + 1
		if !hidden {
			now += handsMax
		}
		if !c.rest(now, hidden) || c.rest(now+1, hidden) {
			t.Errorf("hidden %v: rests never, or again and again", hidden)
		}
		in := c.last
		if in.Left || in.Fire || in.Reload || in.Scores || *in.Sticks != (scene.Sticks{Aim: 2}) || in.MouseX != 7 || in.W != 844 || !in.Free.Glass {
			t.Errorf("hidden %v: hands at rest do %+v with %+v", hidden, in, in.Sticks)
		}
		c.pad.Take([]touch.Point{{ID: 1, X: 240, Y: 300}}, g, true)
		if c.pad.Input(&in); in.Sticks.MoveX != 0 {
			t.Error("a finger that stayed through the pause steers on")
		}
	}
}
