// Package e2e plays with the client's own binary against a real server, under a
// display, by injected keys and mouse, and looks at the picture.
package e2e

import (
	"image"
	"image/color"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight/netcode/quic"
	"hindsight/sim/arena"
)

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

// round is the middle of the n-th stroke of the magazine.
func round(n int) (x, y float64) { return 1032 + float64(n-1)*212/arena.RifleRounds + 2.2, 681 }

// A stranger's path: join, look, walk, shoot somebody, leave. The server must agree
// with everything that the picture shows.
func TestWindow(t *testing.T) {
	needDisplay(t)
	server := startServer(t)
	other := startWitness(t, server)
	eventually(t, "the witness", func() bool { return other.slot() != 0 && other.row(other.slot()).Fields[arena.PlayerAlive] == 1 })
	c := startClient(t, "--connect", "hindsight://"+server.Addr().String()+"#"+server.Key(), "--name", "Robin", "--data", t.TempDir())
	s := c.until("the match", func(s *state) bool { return s.Match != nil && s.Match.Alive && len(s.Match.Players) == 1 })
	slot, them := s.Match.Slot, s.Match.Players[0]

	s = c.mouse(12, 8)
	look(t, s, them)
	shoot(t, c, other, them)
	walk(t, c, other, slot)

	press(t, "Escape")
	press(t, "Return")
	if code := c.wait(); code != 0 {
		t.Errorf("the client ends with status %d: %s", code, c.errs.String())
	}
	eventually(t, "the server to see Robin leave", func() bool { return !slices.Contains(other.names(), "Robin") })
}

// look checks that things are where they must be, in their colours.
func look(t *testing.T, s *state, them place) {
	t.Helper()
	img := screenshot(t)
	m := s.Match
	// Behind the middle of a disc no mark covers its colour.
	x, y := pixel(s, m.X-0.3*math.Cos(m.Aim), m.Y-0.3*math.Sin(m.Aim))
	wantColor(t, img, "own disc", x, y, ownDisc)
	if m.Y != 8 || m.X != 9 && m.X != 15 {
		t.Errorf("spawned at %v,%v, want 9,8 or 15,8", m.X, m.Y)
	}
	if them.Y != 8 || them.X == m.X {
		t.Errorf("the other stands at %v,%v", them.X, them.Y)
	}
	x, y = pixel(s, them.X-0.3, them.Y) // looks along +x
	wantColor(t, img, "enemy disc", x, y, enemyDisc)
	for _, p := range [][2]float64{{11.1, 5.1}, {12, 5.5}, {12.9, 5.9}} {
		x, y = pixel(s, p[0], p[1])
		wantColor(t, img, "wall", x, y, wallTop)
	}
	for _, p := range [][2]float64{{10.5, 5.5}, {13.5, 5.5}, {12.5, 7.5}, {10.5, 10.5}, {13.5, 10.5}} {
		x, y = pixel(s, p[0], p[1])
		wantColor(t, img, "floor", x, y, floor)
	}
	if len(m.Crates) != 1 || m.Crates[0].X != 12 || m.Crates[0].Y != 10.5 {
		t.Errorf("crates %+v, want one at 12,10.5", m.Crates)
	}
	x, y = pixel(s, 12, 10.07) // its frame: wood at full brightness
	wantColor(t, img, "crate", x, y, color.NRGBA{186, 141, 84, 255})
	wantColor(t, img, "health bar's end", 36+210, 681, healthBar)
	x, y = round(arena.RifleRounds)
	wantColor(t, img, "last round", x, y, fullRound)
}

// walk holds a key, and compares the picture, the prediction and the server.
func walk(t *testing.T, c *client, other *witness, slot uint8) {
	t.Helper()
	x, y := c.last.Match.X, c.last.Match.Y
	xdo(t, "keydown", "s")
	c.until("a walk of two units", func(s *state) bool { return s.Match.Y > y+2 })
	xdo(t, "keyup", "s")
	last := 0.0
	s := c.until("rest", func(s *state) bool {
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
	s = c.mouse(12, 8)
	img := screenshot(t)
	px, py := pixel(s, s.Match.X-0.3*math.Cos(s.Match.Aim), s.Match.Y-0.3*math.Sin(s.Match.Aim))
	wantColor(t, img, "own disc after the walk", px, py, ownDisc)
}

// shoot fires at the other until the server has confirmed hits.
func shoot(t *testing.T, c *client, other *witness, them place) {
	t.Helper()
	s := c.mouse(them.X, them.Y)
	xdo(t, "mousedown", "1")
	seen := false
	for range 40 {
		if seen = seen || tracerSeen(screenshot(t), s, them); seen && c.fresh().Match.Confirmed > 0 {
			break
		}
	}
	xdo(t, "mouseup", "1")
	if !seen {
		t.Error("no tracer in any picture")
	}
	c.until("confirmed hits and fewer rounds", func(s *state) bool {
		return s.Match.Confirmed > 0 && s.Match.Tracers > 0 && s.Match.Ammo < arena.RifleRounds
	})
	eventually(t, "the server to have hurt the witness", func() bool {
		r := other.row(other.slot())
		return r.Fields[arena.PlayerHealth] < arena.HealthMax || r.Fields[arena.PlayerDeaths] > 0
	})
	s = c.fresh()
	if s.Match.Ammo > 0 { // else it reloads, and shows that instead
		x, y := round(arena.RifleRounds)
		wantColor(t, screenshot(t), "last round after shooting", x, y, goneRound)
	}
}

// tracerSeen looks for a streak of the own colour near the end of the way.
func tracerSeen(img image.Image, s *state, them place) bool {
	for _, part := range []float64{0.7, 0.78, 0.86} {
		x, y := pixel(s, s.Match.X+(them.X-s.Match.X)*part, s.Match.Y+(them.Y-s.Match.Y)*part)
		r, _, b, _ := img.At(int(math.Round(x)), int(math.Round(y))).RGBA()
		if off(img, x, y, floor) > 50 && b > r {
			return true
		}
	}
	return false
}

// Without a display there is one line and status 2.
func TestNoDisplay(t *testing.T) {
	cmd := exec.Command(built, "--connect", "127.0.0.1:1")
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "DISPLAY=") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	for _, display := range []string{"", "DISPLAY=:4321"} {
		c := exec.Command(cmd.Path, cmd.Args[1:]...)
		c.Env = append(slices.Clone(cmd.Env), display)
		out, err := c.CombinedOutput()
		if err == nil || c.ProcessState.ExitCode() != 2 || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), "no display") {
			t.Errorf("%q: status %d: %s", display, c.ProcessState.ExitCode(), out)
		}
	}
}

// A server whose key has changed is refused in words, on the screen.
func TestChangedKey(t *testing.T) {
	needDisplay(t)
	server := startServer(t)
	data := t.TempDir()
	address := server.Addr().String()
	wrong := quic.KeyText(make([]byte, 32))
	if err := os.WriteFile(filepath.Join(data, "known_servers"), []byte(address+" "+wrong+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := startClient(t, "--connect", address, "--name", "Robin", "--data", data)
	s := c.until("a refusal", func(s *state) bool { return s.Phase == "refused" })
	if !strings.Contains(s.Why, "another key than the one remembered") || !strings.Contains(s.Why, server.Key()) {
		t.Errorf("says %q", s.Why)
	}
	press(t, "Escape")
	if code := c.wait(); code != 0 {
		t.Errorf("leaves with status %d", code)
	}
}
