package app

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"hindsight/client/app/draw"
	"hindsight/client/app/paint"
	"hindsight/client/app/scene"
	"hindsight/client/app/screen"
	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/sim"
)

// window is the game loop. The library calls Update and Draw once a frame; the session
// goes on beside them by the clock, so that slow frames make no late commands. mu
// guards what both use: it is held while a frame is laid out, not while it is painted.
type window struct {
	mu      sync.Mutex
	opts    *options
	server  string
	scenes  []scene.Scene
	clock   func() netcode.Time
	out     io.Writer
	flow    *screen.Flow
	match   scene.Match
	framer  framer
	list    *draw.List
	painter *paint.Painter
	pace    pace
	menu    bool
	w, h    float64
	signals chan os.Signal
	printed netcode.Time
}

func newWindow(o *options, server string, scenes []scene.Scene, clock func() netcode.Time, out io.Writer) (*window, error) {
	fonts, err := draw.NewFonts()
	if err != nil {
		return nil, err
	}
	return &window{opts: o, server: server, scenes: scenes, clock: clock, out: out, list: draw.NewList(fonts),
		painter: paint.New(fonts), pace: newPace(o.maxFPS), signals: make(chan os.Signal, 1)}, nil
}

// run shows the window until the player leaves.
func (w *window) run(d screen.Dialer, cfg session.Config) error {
	signal.Notify(w.signals, os.Interrupt, syscall.SIGTERM)
	w.flow = screen.New(screen.Config{Session: cfg, Dialer: d, Enter: w.enter}, w.clock())
	ebiten.SetWindowTitle("Hindsight")
	ebiten.SetWindowSize(w.opts.size.w, w.opts.size.h)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowClosingHandled(true)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	stop, done := make(chan struct{}), make(chan struct{})
	go w.pump(stop, done)
	defer func() { close(stop); <-done }()
	if err := ebiten.RunGameWithOptions(w, &ebiten.RunGameOptions{X11ClassName: "hindsight", X11InstanceName: "hindsight-client"}); err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.flow.Leave()
		return fmt.Errorf("window: %w", err)
	}
	return nil
}

// pumpEvery is how long the session is left alone at most: what arrives waits for it.
const pumpEvery = 4 * time.Millisecond

// pump lets the session go on until it is told to stop.
func (w *window) pump(stop, done chan struct{}) {
	defer close(done)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-stop:
			return
		case <-timer.C:
		}
		w.mu.Lock()
		w.flow.Advance(w.clock())
		due := w.flow.Due()
		w.mu.Unlock()
		wait := pumpEvery
		if d := time.Duration(due - w.clock()); d > 0 {
			wait = min(wait, d)
		}
		timer.Reset(wait)
	}
}

// enter opens the scene of the game that a session has come to play.
func (w *window) enter(s *session.Session) error {
	for _, sc := range w.scenes {
		if sc.Spec() != s.Spec() {
			continue
		}
		m, err := sc.Open(s.Static(), sim.Slot(s.Welcome().Slot))
		if err != nil {
			return err
		}
		w.match = m
		s.SetPlayer(m)
		return nil
	}
	return fmt.Errorf("no scene draws %q", s.Welcome().Game)
}

// LayoutF is the library's: one pixel of ours is one of the screen's.
func (w *window) LayoutF(width, height float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	w.w, w.h = max(width*scale, 1), max(height*scale, 1)
	return w.w, w.h
}

// Layout is never called where LayoutF is.
func (w *window) Layout(width, height int) (int, int) { return width, height }

// Update is the library's: what hands do.
func (w *window) Update() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.clock()
	select {
	case <-w.signals:
		w.flow.Leave()
	default:
	}
	if ebiten.IsWindowBeingClosed() {
		w.flow.Leave()
	}
	w.keys(now)
	if w.match != nil {
		w.match.Input(w.input(now))
	}
	if w.flow.Phase() == screen.Left {
		return ebiten.Termination
	}
	return nil
}

// keys are those that mean the same in every game.
func (w *window) keys(now netcode.Time) {
	playing := w.flow.Phase() == screen.Playing
	w.menu = w.menu && playing
	enter := inpututil.IsKeyJustPressed(ebiten.KeyEnter) || inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter)
	escape := inpututil.IsKeyJustPressed(ebiten.KeyEscape)
	ended := w.flow.Phase() == screen.Refused || w.flow.Phase() == screen.Over
	switch {
	case escape && playing:
		w.menu = !w.menu
	case escape, enter && w.menu:
		w.flow.Leave()
	case enter && ended:
		w.flow.Retry(now)
	}
}

// input is what the hands do; while the menu is open, nothing but look.
func (w *window) input(now netcode.Time) *scene.Input {
	in := &scene.Input{Now: now, W: w.w, H: w.h}
	x, y := ebiten.CursorPosition()
	in.MouseX, in.MouseY = float64(x), float64(y)
	if w.menu {
		return in
	}
	in.Left = held(ebiten.KeyA, ebiten.KeyArrowLeft)
	in.Right = held(ebiten.KeyD, ebiten.KeyArrowRight)
	in.Up = held(ebiten.KeyW, ebiten.KeyArrowUp)
	in.Down = held(ebiten.KeyS, ebiten.KeyArrowDown)
	in.Reload = held(ebiten.KeyR)
	in.Scores = held(ebiten.KeyTab)
	in.Fire = ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft)
	return in
}

func held(keys ...ebiten.Key) bool {
	for _, k := range keys {
		if ebiten.IsKeyPressed(k) {
			return true
		}
	}
	return false
}

// Draw is the library's.
func (w *window) Draw(target *ebiten.Image) {
	w.layOut()
	w.painter.Paint(target, w.list)
	time.Sleep(w.pace.wait(time.Now()))
}

// layOut makes the list of a frame.
func (w *window) layOut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.clock()
	w.list.Reset(w.w, w.h)
	if s := w.flow.Session(); w.flow.Phase() == screen.Playing && w.match != nil {
		w.match.Draw(w.framer.gather(s, now, w.flow.Due()), w.list)
	} else {
		words := w.flow.Words(w.server, now)
		w.list.Rect("ground", 0, 0, w.w, w.h, screen.Ground)
		words.Draw(w.list, now)
	}
	if w.menu {
		menu := screen.Menu()
		menu.Draw(w.list, now)
	}
	w.cursor()
	w.print(now)
}

// cursor hides the system's where the scene draws its own.
func (w *window) cursor() {
	mode := ebiten.CursorModeVisible
	if w.flow.Phase() == screen.Playing && !w.menu {
		mode = ebiten.CursorModeHidden
	}
	if ebiten.CursorMode() != mode {
		ebiten.SetCursorMode(mode)
	}
}

// state is a line of --debug-state.
type state struct {
	Phase string  `json:"phase"`
	Why   string  `json:"why,omitempty"`
	FPS   float64 `json:"fps"`
	RTTms float64 `json:"rtt_ms"`
	Items int     `json:"items"` // of the last frame
	Match any     `json:"match,omitempty"`
}

func (w *window) print(now netcode.Time) {
	if w.opts.debugState == 0 || now-w.printed < netcode.Time(w.opts.debugState) {
		return
	}
	w.printed = now
	st := state{Phase: w.flow.Phase().String(), Why: w.flow.Why(), Items: len(w.list.Items)}
	if w.flow.Phase() == screen.Playing && w.match != nil {
		net := &w.framer.frame.Net
		st.FPS, st.RTTms, st.Match = net.FPS, float64(net.RTT)/float64(netcode.Millisecond), w.match.Debug()
	}
	if b, err := json.Marshal(st); err == nil {
		fmt.Fprintf(w.out, "%s\n", b)
	}
}
