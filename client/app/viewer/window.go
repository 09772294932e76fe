package viewer

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"hindsight/client/app/draw"
	"hindsight/client/app/paint"
)

// window is the game loop about a view.
type window struct {
	view    *view
	list    *draw.List
	painter *paint.Painter
	last    time.Time
	mouse   [2]int
}

// Run shows a scene in a window of the given size until it is closed.
func Run(name string, width, height int) error {
	v, err := newView(name)
	if err != nil {
		return err
	}
	fonts, err := draw.NewFonts()
	if err != nil {
		return err
	}
	ebiten.SetWindowTitle("Hindsight: " + name)
	ebiten.SetWindowSize(width, height)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	w := &window{view: v, list: draw.NewList(fonts), painter: paint.New(fonts), last: time.Now()}
	return ebiten.RunGameWithOptions(w, &ebiten.RunGameOptions{X11ClassName: "hindsight", X11InstanceName: "hindsight-scene"})
}

// keys are those of the commands.
var keys = map[ebiten.Key]rune{
	ebiten.KeySpace: ' ', ebiten.KeyPageDown: '>', ebiten.KeyPageUp: '<', ebiten.KeyDigit0: '0',
	ebiten.KeyN: 'N', ebiten.KeyR: 'R', ebiten.KeyC: 'C', ebiten.KeyB: 'B', ebiten.KeyI: 'I', ebiten.KeyJ: 'J',
	ebiten.KeyV: 'V', ebiten.KeyG: 'G', ebiten.KeyM: 'M', ebiten.KeyH: 'H',
}

// Update is the library's.
func (w *window) Update() error {
	if ebiten.IsKeyPressed(ebiten.KeyEscape) {
		return ebiten.Termination
	}
	for key, r := range keys {
		if inpututil.IsKeyJustPressed(key) {
			w.view.press(r)
			ebiten.SetWindowTitle("Hindsight: " + w.view.all[w.view.at].Name)
		}
	}
	now := time.Now()
	passed := now.Sub(w.last)
	w.last = now
	w.steer(passed.Seconds())
	w.view.advance(passed)
	return nil
}

// panSpeed is in pixels a second, zoomStep a turn of the wheel.
const panSpeed, zoomStep = 600, 0.88

func (w *window) steer(seconds float64) {
	c := &w.view.camera
	if c.w == 0 {
		return // nothing was drawn yet
	}
	for key, way := range map[ebiten.Key][2]float64{
		ebiten.KeyArrowLeft: {-1, 0}, ebiten.KeyArrowRight: {1, 0}, ebiten.KeyArrowUp: {0, -1}, ebiten.KeyArrowDown: {0, 1},
	} {
		if ebiten.IsKeyPressed(key) {
			c.move(way[0]*panSpeed*seconds, way[1]*panSpeed*seconds)
		}
	}
	x, y := ebiten.CursorPosition()
	if ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft) {
		c.move(float64(w.mouse[0]-x), float64(w.mouse[1]-y))
	}
	w.mouse = [2]int{x, y}
	if _, wheel := ebiten.Wheel(); wheel > 0 {
		c.zoom(zoomStep, float64(x), float64(y))
	} else if wheel < 0 {
		c.zoom(1/zoomStep, float64(x), float64(y))
	}
}

// Draw is the library's.
func (w *window) Draw(target *ebiten.Image) {
	size := target.Bounds().Size()
	w.list.Reset(float64(size.X), float64(size.Y))
	w.view.draw(w.list)
	w.painter.Paint(target, w.list)
}

// Layout is the library's: one pixel of ours is one of the window's.
func (w *window) Layout(width, height int) (int, int) { return width, height }
