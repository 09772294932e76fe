package viewer

import (
	"strings"
	"testing"
	"time"

	"hindsight/client/app/draw"
	"hindsight/physics/scenes"
)

func newList(t *testing.T) *draw.List {
	fonts, err := draw.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	list := draw.NewList(fonts)
	list.Reset(1280, 720)
	return list
}

func count(list *draw.List, name string) (n int) {
	for i := range list.Items {
		if list.Items[i].Name == name {
			n++
		}
	}
	return n
}

// TestEachSceneIsSeen opens every scene: all that it consists of at the start is drawn
// within its view, but for what flies in from beyond.
func TestEachSceneIsSeen(t *testing.T) {
	list := newList(t)
	for _, s := range scenes.All() {
		v, err := newView(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		list.Reset(1280, 720)
		v.advance(time.Second / 30)
		v.draw(list)
		if v.step != 2 || count(list, "line")+count(list, "circle")+count(list, "box") < 3 {
			t.Errorf("%s: step %d, %d items", s.Name, v.step, len(list.Items))
		}
		if !strings.Contains(Names(), s.Name) {
			t.Errorf("%s is not listed", s.Name)
		}
	}
	if _, err := newView("no such"); err == nil {
		t.Error("opened a scene that is none")
	}
}

func TestKeys(t *testing.T) {
	v, err := newView("column10")
	if err != nil {
		t.Fatal(err)
	}
	list := newList(t)
	v.press(' ')
	v.advance(time.Second)
	if v.step != 0 || !v.paused {
		t.Errorf("paused, it went on to step %d", v.step)
	}
	for range 30 {
		v.press('N')
	}
	v.draw(list)
	if v.step != 30 || count(list, "point") != 0 {
		t.Errorf("after 30 single steps: step %d", v.step)
	}
	for _, key := range "CBIJV" {
		v.press(key)
	}
	list.Reset(1280, 720)
	v.draw(list)
	if n := count(list, "point"); n < 20 {
		t.Errorf("%d points of contact are drawn, want 2 for each box", n)
	}
	v.press('R')
	if v.step != 0 {
		t.Error("R did not restart")
	}
	was := v.at
	v.press('>')
	v.press('<')
	if v.at != was || v.opt != v.all[was].Options {
		t.Error("there and back is another scene")
	}
}

// TestCamera zooms in about a pixel: what is under it stays.
func TestCamera(t *testing.T) {
	v, _ := newView("column10")
	c := &v.camera
	c.w, c.h = 1280, 720
	x0, y0 := c.screen(c.center)
	if x0 != 640 || y0 != 360 {
		t.Errorf("the middle is at %g, %g", x0, y0)
	}
	under := c.center
	under.X += (100 - 640) / c.scale()
	c.zoom(0.5, 100, 360)
	if x, _ := c.screen(under); x < 99.9 || x > 100.1 {
		t.Errorf("what was under 100 is under %g", x)
	}
	for range 500 {
		c.zoom(0.5, 0, 0)
	}
	if c.half.X < nearest {
		t.Error("zoomed in without end")
	}
}
