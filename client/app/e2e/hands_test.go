//go:build !js

package e2e

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hindsight/internal/histogram"
	"hindsight/sim/arena"
)

// place is where something is drawn, in units.
type place struct {
	ID   uint16  `json:"id"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Dead bool    `json:"dead"`
}

// state is a line of --debug-state.
type state struct {
	Phase string `json:"phase"`
	Why   string `json:"why"`
	Net   *struct {
		RTT            histogram.Quantiles `json:"rtt_ms"`
		SnapshotAge    histogram.Quantiles `json:"snapshot_age_ms"`
		OnTimeShare    float64             `json:"on_time_share"`
		OnTime         uint64              `json:"on_time"`
		Mispredictions uint64              `json:"mispredictions"`
		Unexplained    uint64              `json:"mispredictions_without_interaction"`
	} `json:"net"`
	FPS   float64 `json:"fps"`
	Match *struct {
		Slot      uint8   `json:"slot"`
		X         float64 `json:"x"`
		Y         float64 `json:"y"`
		Aim       float64 `json:"aim"`
		Alive     bool    `json:"alive"`
		Health    int     `json:"health"`
		Ammo      int     `json:"ammo"`
		CameraX   float64 `json:"camera_x"`
		CameraY   float64 `json:"camera_y"`
		Scale     float64 `json:"scale"`
		Players   []place `json:"players"`
		Crates    []place `json:"crates"`
		Tracers   int     `json:"tracers"`
		Confirmed int     `json:"confirmed"`
		MouseX    float64 `json:"mouse_x"`
		MouseY    float64 `json:"mouse_y"`
	} `json:"match"`
}

// driven is a running client, in a window or on a page.
type driven interface {
	test() *testing.T
	states() <-chan state // closed when the client has ended
	trouble() string      // what it complained of
	size() (w, h float64)
	point(x, y float64) // moves the mouse
	button(down bool)   // the left one
	key(k string, down bool)
	picture() image.Image
	// marks are where the health bar ends and the last round of the magazine is drawn.
	marks() (healthX, roundX, y float64)
}

// hands use a client as a player does.
type hands struct {
	driven
	last state
}

// until reads states until one is as wanted.
func (h *hands) until(what string, ok func(s *state) bool) *state {
	t := h.test()
	t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case s, open := <-h.states():
			if !open {
				t.Fatalf("the client ended before %s: %s", what, h.trouble())
			}
			h.last = s
			if ok(&s) {
				return &h.last
			}
		case <-timeout:
			b, _ := json.Marshal(h.last)
			t.Fatalf("waited in vain for %s; last state %s; %s", what, b, h.trouble())
		}
	}
}

// fresh forgets old states and returns the next one but one: what it says came after.
func (h *hands) fresh() *state {
	h.test().Helper()
	for len(h.states()) > 0 {
		<-h.states()
	}
	n := 0
	return h.until("another frame", func(s *state) bool { n++; return n > 2 && s.Match != nil })
}

// press holds a key long enough for a slow frame to see it.
func (h *hands) press(k string) {
	h.test().Helper()
	h.key(k, true)
	time.Sleep(400 * time.Millisecond)
	h.key(k, false)
}

// mouse moves the mouse to where units are drawn, and waits until the client knows
// and its camera rests.
func (h *hands) mouse(x, y float64) *state {
	h.test().Helper()
	var s *state
	for range 20 { // the camera looks ahead to the mouse: go after it
		s = h.fresh()
		px, py := h.pixel(s, x, y)
		if math.Abs(px-s.Match.MouseX) <= 1 && math.Abs(py-s.Match.MouseY) <= 1 {
			return s
		}
		h.point(px, py)
	}
	px, py := h.pixel(s, x, y)
	h.test().Fatalf("the mouse does not come to %v,%v: it is at %v,%v of the screen, and that place at %v,%v", x, y, s.Match.MouseX, s.Match.MouseY, px, py)
	return nil
}

// pixel is where units are drawn.
func (h *hands) pixel(s *state, x, y float64) (px, py float64) {
	w, height := h.size()
	return w/2 + (x-s.Match.CameraX)*s.Match.Scale, height/2 + (y-s.Match.CameraY)*s.Match.Scale
}

// keep writes a picture into the folder PICTURES, if there is one.
func keep(t *testing.T, name string, img image.Image) {
	t.Helper()
	dir := os.Getenv("PICTURES")
	if dir == "" {
		return
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// off is how far a pixel's colour is from another, 0 to 255.
func off(img image.Image, x, y float64, c color.NRGBA) float64 {
	r, g, b, _ := img.At(int(math.Round(x)), int(math.Round(y))).RGBA()
	d := func(a uint32, b uint8) float64 { return math.Abs(float64(a>>8) - float64(b)) }
	return max(d(r, c.R), d(g, c.G), d(b, c.B))
}

// Colours of named things.
var (
	ownDisc   = color.NRGBA{86, 180, 233, 255}
	enemyDisc = color.NRGBA{226, 104, 38, 255}
	wallTop   = color.NRGBA{74, 92, 116, 255}
	floor     = color.NRGBA{28, 37, 49, 255}
	healthBar = color.NRGBA{0, 178, 130, 255}
	fullRound = color.NRGBA{186, 222, 244, 255}
	goneRound = color.NRGBA{38, 49, 63, 255}
)

// slight is how far a colour may be off: the rim of the screen is a little darker.
const slight = 10

func wantColor(t *testing.T, img image.Image, what string, x, y float64, c color.NRGBA) {
	t.Helper()
	if d := off(img, x, y, c); d > slight {
		t.Errorf("%s: pixel %.0f,%.0f is %v, want %v", what, x, y, img.At(int(math.Round(x)), int(math.Round(y))), c)
	}
}

// look checks that things are where they must be, in their colours.
func (h *hands) look(s *state, them place) {
	t := h.test()
	t.Helper()
	img := h.picture()
	keep(t, t.Name(), img)
	m := s.Match
	// Behind the middle of a disc no mark covers its colour.
	x, y := h.pixel(s, m.X-0.3*math.Cos(m.Aim), m.Y-0.3*math.Sin(m.Aim))
	wantColor(t, img, "own disc", x, y, ownDisc)
	if m.Y != 8 || m.X != 9 && m.X != 15 {
		t.Errorf("spawned at %v,%v, want 9,8 or 15,8", m.X, m.Y)
	}
	if them.Y != 8 || them.X == m.X {
		t.Errorf("the other stands at %v,%v", them.X, them.Y)
	}
	x, y = h.pixel(s, them.X-0.3, them.Y) // looks along +x
	wantColor(t, img, "enemy disc", x, y, enemyDisc)
	for _, p := range [][2]float64{{11.1, 5.1}, {12, 5.5}, {12.9, 5.9}} {
		x, y = h.pixel(s, p[0], p[1])
		wantColor(t, img, "wall", x, y, wallTop)
	}
	for _, p := range [][2]float64{{10.5, 5.5}, {13.5, 5.5}, {12.5, 7.5}, {10.5, 10.5}, {13.5, 10.5}} {
		x, y = h.pixel(s, p[0], p[1])
		wantColor(t, img, "floor", x, y, floor)
	}
	if len(m.Crates) != 1 || m.Crates[0].X != 12 || m.Crates[0].Y != 10.5 {
		t.Errorf("crates %+v, want one at 12,10.5", m.Crates)
	}
	x, y = h.pixel(s, 12, 10.07) // its frame: wood at full brightness
	wantColor(t, img, "crate", x, y, color.NRGBA{186, 141, 84, 255})
	health, round, y := h.marks()
	wantColor(t, img, "health bar's end", health, y, healthBar)
	wantColor(t, img, "last round", round, y, fullRound)
}

// walk holds a key, and compares the picture, the prediction and the server.
func (h *hands) walk(other *witness, slot uint8) {
	t := h.test()
	t.Helper()
	x, y := h.last.Match.X, h.last.Match.Y
	h.key("s", true)
	h.until("a walk of two units", func(s *state) bool { return s.Match.Y > y+2 })
	h.key("s", false)
	last := 0.0
	s := h.until("rest", func(s *state) bool {
		was := last
		last = s.Match.Y
		return was == last
	})
	if math.Abs(s.Match.X-x) > 0.01 {
		t.Errorf("went from x %v to %v by the key for down", x, s.Match.X)
	}
	eventually(t, "the server to have the player there", func() bool {
		r := other.row(slot)
		sx, sy := where(&r)
		return math.Hypot(sx-s.Match.X, sy-s.Match.Y) < 0.01
	})
	s = h.mouse(12, 8)
	img := h.picture()
	px, py := h.pixel(s, s.Match.X-0.3*math.Cos(s.Match.Aim), s.Match.Y-0.3*math.Sin(s.Match.Aim))
	wantColor(t, img, "own disc after the walk", px, py, ownDisc)
}

// shoot fires at the other until the server has confirmed hits.
func (h *hands) shoot(other *witness, them place) {
	t := h.test()
	t.Helper()
	s := h.mouse(them.X, them.Y)
	h.button(true)
	seen := false
	for range 40 {
		if seen = seen || h.tracerSeen(h.picture(), s, them); seen && h.fresh().Match.Confirmed > 0 {
			break
		}
	}
	h.button(false)
	if !seen {
		t.Error("no tracer in any picture")
	}
	h.until("confirmed hits and fewer rounds", func(s *state) bool {
		return s.Match.Confirmed > 0 && s.Match.Tracers > 0 && s.Match.Ammo < 30
	})
	eventually(t, "the server to have hurt the witness", func() bool {
		r := other.row(other.slot())
		return r.Fields[arena.PlayerHealth] < 100 || r.Fields[arena.PlayerDeaths] > 0
	})
	s = h.fresh()
	if s.Match.Ammo > 0 { // else it reloads, and shows that instead
		_, round, y := h.marks()
		wantColor(t, h.picture(), "last round after shooting", round, y, goneRound)
	}
}

// tracerSeen looks for a streak of the own colour near the end of the way.
func (h *hands) tracerSeen(img image.Image, s *state, them place) bool {
	for _, part := range []float64{0.7, 0.78, 0.86} {
		x, y := h.pixel(s, s.Match.X+(them.X-s.Match.X)*part, s.Match.Y+(them.Y-s.Match.Y)*part)
		r, _, b, _ := img.At(int(math.Round(x)), int(math.Round(y))).RGBA()
		if off(img, x, y, floor) > 50 && b > r {
			return true
		}
	}
	return false
}
