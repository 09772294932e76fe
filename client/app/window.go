package app

import (
	"encoding/json"
	"fmt"
	"math"
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
	system  *system
	server  string
	scenes  []scene.Scene
	clock   func() netcode.Time
	flow    *screen.Flow
	match   scene.Match
	hands   hands
	framer  framer
	list    *draw.List
	painter *paint.Painter
	pace    pace
	menu    bool
	w, h    float64    // pixels
	dot     float64    // pixels of a logical unit
	rims    scene.Free // of the device
	notice  string     // told in the first seconds
	signals chan os.Signal
	printed netcode.Time
}

func newWindow(o *options, sys *system, server string, scenes []scene.Scene, clock func() netcode.Time) (*window, error) {
	fonts, err := draw.NewFonts()
	if err != nil {
		return nil, err
	}
	return &window{opts: o, system: sys, server: server, scenes: scenes, clock: clock, hands: hands{mode: sys.pad()}, list: draw.NewList(fonts),
		painter: paint.New(fonts), pace: newPace(o.maxFPS), notice: sys.notice(), signals: make(chan os.Signal, 1)}, nil
}

// run shows the window until the player leaves.
func (w *window) run(cfg screen.Config) error {
	signal.Notify(w.signals, os.Interrupt, syscall.SIGTERM)
	cfg.Enter = w.enter
	w.flow = screen.New(cfg, w.clock())
	w.system.open()
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
		return w.system.windowWords(err)
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
		due := w.advance(w.clock())
		wait := pumpEvery
		if d := time.Duration(due - w.clock()); d > 0 {
			wait = min(wait, d)
		}
		timer.Reset(wait)
	}
}

// advance lets the session go on, and says when its next tick is. A window that is not
// drawn has no hands.
func (w *window) advance(now netcode.Time) (due netcode.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.match != nil && w.hands.rest(now, w.system.hidden()) {
		w.match.Input(&w.hands.last)
	}
	w.flow.Advance(now)
	return w.flow.Due()
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

// LayoutF is the library's: one pixel of ours is one of the screen's, unless those are
// more than can be drawn well.
func (w *window) LayoutF(width, height float64) (float64, float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	scale := ebiten.Monitor().DeviceScaleFactor()
	if most := w.system.pixelsMax(); most > 0 {
		scale = max(min(scale, math.Sqrt(most/max(width*height, 1))), min(scale, 1))
	}
	wide, high := max(width*scale, 1), max(height*scale, 1)
	if wide != w.w || high != w.h || scale != w.dot {
		w.w, w.h, w.dot = wide, high, scale
		w.rims = w.system.rims(scale)
	}
	return wide, high
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
	w.menu = w.menu && w.flow.Phase() == screen.Playing
	w.hands.look(w, now, w.menu || w.flow.Phase() != screen.Playing)
	w.choose(now)
	if w.match != nil {
		w.match.Input(&w.hands.last)
	}
	if w.flow.Phase() == screen.Left {
		return ebiten.Termination
	}
	return nil
}

// choose does what the player wants of a page, or opens the menu.
func (w *window) choose(now netcode.Time) {
	button, chosen := w.hands.pad.Menu(), w.hands.choice()
	if w.flow.Phase() == screen.Playing && !w.menu {
		w.menu = button || inpututil.IsKeyJustPressed(ebiten.KeyEscape)
		return
	}
	switch chosen {
	case screen.Leave:
		w.flow.Leave()
	case screen.Again:
		w.flow.Retry(now)
	case screen.PlayOn:
		w.menu = false
	}
}

// Draw is the library's.
func (w *window) Draw(target *ebiten.Image) {
	w.layOut()
	w.painter.Paint(target, w.list)
	w.system.drawn()
	time.Sleep(w.pace.wait(time.Now()))
}

// layOut makes the list of a frame.
func (w *window) layOut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.clock()
	w.list.Least = draw.LeastScale(w.dot, w.hands.glass)
	w.list.Reset(w.w, w.h)
	w.hands.buttons = nil
	if s := w.flow.Session(); w.flow.Phase() == screen.Playing && w.match != nil {
		w.match.Draw(w.framer.gather(s, now, w.flow.Due()), w.list)
		if w.hands.glass && !w.menu {
			w.hands.pad.Draw(w.list)
		}
	} else {
		w.list.Rect("ground", 0, 0, w.w, w.h, screen.Ground)
		w.page(w.flow.Words(w.server, now), now)
	}
	if w.menu {
		w.page(screen.Menu(), now)
	}
	w.tellNotice(now)
	w.cursor()
	w.print(now)
}

// page draws words, and remembers where what can be chosen stands.
func (w *window) page(words screen.Words, now netcode.Time) {
	w.hands.buttons = words.Draw(w.list, now, !w.hands.glass)
}

// noticeTime is how long a notice stays.
const noticeTime = 15 * netcode.Second

func (w *window) tellNotice(now netcode.Time) {
	if w.notice == "" || now > noticeTime {
		return
	}
	size := w.list.Fit(15*w.list.Scale(), false, w.notice, w.w*0.94)
	w.list.Shadowed("notice", w.w/2, w.h*0.9, size, draw.Center, false, screen.Bright, w.notice)
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
	Phase string   `json:"phase"`
	Why   string   `json:"why,omitempty"`
	FPS   float64  `json:"fps"`
	RTTms float64  `json:"rtt_ms"`
	Items int      `json:"items"` // of the last frame
	Net   *account `json:"net,omitempty"`
	Match any      `json:"match,omitempty"`
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
		st.Net = newAccount(w.flow.Session())
	}
	if b, err := json.Marshal(st); err == nil {
		w.system.tell(b)
	}
}
