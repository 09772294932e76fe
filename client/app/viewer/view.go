// Package viewer shows the scenes of physics/scenes in a window, so that a person can
// look at each: stepped, stopped, and with what the engine knows drawn over it.
package viewer

import (
	"fmt"
	"strings"
	"time"

	"hindsight/client/app/draw"
	"hindsight/physics"
	"hindsight/physics/scenes"
)

// view is what is shown: a scene, where it is looked at from, and what is drawn. It
// knows no window, so that tests can press its keys.
type view struct {
	all    []scenes.Scene
	at     int // of all
	opt    physics.Options
	world  *physics.World
	step   int32
	paused bool
	over   physics.DrawFlags
	help   bool
	camera camera
	due    time.Duration // of time that no step was made for yet
	took   time.Duration // by a step, smoothed
}

// Names lists the scenes, a line each.
func Names() string {
	var b strings.Builder
	for _, s := range scenes.All() {
		fmt.Fprintf(&b, "%-22s %s\n", s.Name, s.What)
	}
	return b.String()
}

// newView opens a scene.
func newView(name string) (*view, error) {
	v := &view{all: scenes.All(), help: true}
	for i := range v.all {
		if v.all[i].Name == name {
			v.open(i)
			return v, nil
		}
	}
	return nil, fmt.Errorf("there is no scene %q; --scene list names them", name)
}

// open shows another scene, from its beginning, as it is meant.
func (v *view) open(i int) {
	v.at = (i + len(v.all)) % len(v.all)
	s := &v.all[v.at]
	v.opt = s.Options
	v.camera = camera{center: s.Center, half: s.Half}
	v.restart()
}

func (v *view) restart() {
	v.world, v.step, v.due = v.all[v.at].New(v.opt), 0, 0
}

// maxSteps bounds the steps of a frame: a scene that is too much for the machine runs
// slower instead of falling behind.
const maxSteps = 3

// advance makes the steps that are due after more time.
func (v *view) advance(passed time.Duration) {
	if v.paused {
		return
	}
	each := time.Second / time.Duration(v.opt.Rate)
	v.due = min(v.due+passed, maxSteps*each)
	for ; v.due >= each; v.due -= each {
		v.stepOnce()
	}
}

func (v *view) stepOnce() {
	began := time.Now()
	v.all[v.at].Step(v.world, v.step)
	v.step++
	v.took += (time.Since(began) - v.took) / 16
}

// commands are what keys do. Others move the camera as long as they are down.
var commands = []struct {
	key  rune
	what string
	do   func(v *view)
}{
	{' ', "Space  pause", func(v *view) { v.paused = !v.paused }},
	{'N', "N  one step", func(v *view) { v.paused = true; v.stepOnce() }},
	{'R', "R  restart", (*view).restart},
	{'>', "Page down  next scene", func(v *view) { v.open(v.at + 1) }},
	{'<', "Page up  scene before", func(v *view) { v.open(v.at - 1) }},
	{'C', "C  contacts", func(v *view) { v.over ^= physics.DrawContacts }},
	{'B', "B  boxes", func(v *view) { v.over ^= physics.DrawBoxes }},
	{'I', "I  islands", func(v *view) { v.over ^= physics.DrawIslands }},
	{'J', "J  joints", func(v *view) { v.over ^= physics.DrawJoints }},
	{'V', "V  velocities", func(v *view) { v.over ^= physics.DrawVelocities }},
	{'G', "G  grid, from the start", func(v *view) { v.opt.Grid = !v.opt.Grid; v.restart() }},
	{'M', "M  memoryless, from the start", func(v *view) { v.opt.Memoryless = !v.opt.Memoryless; v.restart() }},
	{'H', "H  these words", func(v *view) { v.help = !v.help }},
	{'0', "0  the whole scene; arrows, wheel, drag  camera", func(v *view) { v.camera.center, v.camera.half = v.all[v.at].Center, v.all[v.at].Half }},
}

// press does what a key says.
func (v *view) press(key rune) {
	for i := range commands {
		if commands[i].key == key {
			commands[i].do(v)
		}
	}
}

var (
	ground = draw.Color{R: 24, G: 26, B: 31, A: 255}
	bright = draw.Color{R: 235, G: 235, B: 230, A: 255}
	faint  = draw.Color{R: 160, G: 165, B: 172, A: 255}
)

// draw lays a frame out.
func (v *view) draw(list *draw.List) {
	v.camera.w, v.camera.h = list.W, list.H
	list.Rect("ground", 0, 0, list.W, list.H, ground)
	v.world.Draw(&pen{list: list, camera: &v.camera}, physics.DrawShapes|v.over)
	s, size := &v.all[v.at], 15*list.Scale()
	left, row := 0.8*size, 1.3*size
	list.Shadowed("name", left, row, 1.3*size, draw.Left, true, bright, s.Name)
	list.Shadowed("what", left, 2*row+0.2*size, size, draw.Left, false, bright, s.What)
	list.Shadowed("state", left, 3*row+0.2*size, size, draw.Left, false, faint, v.words())
	if v.help {
		for i := range commands {
			list.Shadowed("key", left, list.H-float64(len(commands)-i)*row, size, draw.Left, false, faint, commands[i].what)
		}
	}
}

// words are the line of figures.
func (v *view) words() string {
	w := v.world
	line := fmt.Sprintf("step %d   %d bodies   %d touch   %.2f ms", v.step, len(w.Bodies(nil)), len(w.Touching(nil)), float64(v.took)/float64(time.Millisecond))
	for _, o := range []struct {
		on   bool
		word string
	}{{v.opt.Grid, "grid"}, {v.opt.Memoryless, "memoryless"}, {v.paused, "paused"}} {
		if o.on {
			line += "   " + o.word
		}
	}
	return line
}
