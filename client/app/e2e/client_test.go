package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// patience is how long anything may take on a machine that is busy with other tests.
const patience = 30 * time.Second

// needDisplay fails in words where nothing can be drawn.
func needDisplay(t *testing.T) {
	t.Helper()
	if os.Getenv("DISPLAY") == "" {
		t.Fatal("the window needs a display: run this under xvfb-run, as make test does")
	}
}

// built is the client's binary, made once for all tests.
var built string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "hindsight-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built = filepath.Join(dir, "hindsight-client")
	out, err := exec.Command("go", "build", "-o", built, "hindsight/cmd/hindsight-client").CombinedOutput()
	code := 1
	if err != nil {
		fmt.Fprintf(os.Stderr, "building the client: %v\n%s", err, out)
	} else {
		code = m.Run()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

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

// client is a running hindsight-client.
type client struct {
	t     *testing.T
	cmd   *exec.Cmd
	lines chan state
	last  state
	errs  bytes.Buffer
}

func startClient(t *testing.T, args ...string) *client {
	t.Helper()
	c := &client{t: t, lines: make(chan state, 1024)}
	c.cmd = exec.Command(built, append(args, "--debug-state", "100ms", "--max-fps", "30", "--size", "1280x720")...)
	c.cmd.Stderr = &c.errs
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(c.lines)
		for sc := bufio.NewScanner(out); sc.Scan(); {
			var s state
			if json.Unmarshal(sc.Bytes(), &s) == nil {
				c.lines <- s
			}
		}
	}()
	t.Cleanup(func() {
		if c.cmd.ProcessState == nil {
			_ = c.cmd.Process.Kill()
			_ = c.cmd.Wait()
		}
	})
	return c
}

// until reads states until one is as wanted.
func (c *client) until(what string, ok func(s *state) bool) *state {
	c.t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case s, open := <-c.lines:
			if !open {
				c.t.Fatalf("the client ended before %s: %s", what, c.errs.String())
			}
			c.last = s
			if ok(&s) {
				return &c.last
			}
		case <-timeout:
			b, _ := json.Marshal(c.last)
			c.t.Fatalf("waited in vain for %s; last state %s", what, b)
		}
	}
}

// fresh forgets old states and returns the next one but one: what it says came after.
func (c *client) fresh() *state {
	c.t.Helper()
	for len(c.lines) > 0 {
		<-c.lines
	}
	n := 0
	return c.until("another frame", func(s *state) bool { n++; return n > 2 && s.Match != nil })
}

// wait returns the client's exit status.
func (c *client) wait() int {
	c.t.Helper()
	done := make(chan error, 1)
	go func() {
		for range c.lines {
		}
		done <- c.cmd.Wait()
	}()
	select {
	case <-done:
	case <-time.After(patience):
		c.t.Fatal("the client does not end")
	}
	return c.cmd.ProcessState.ExitCode()
}

// xdo injects what hands would do.
func xdo(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		t.Fatalf("xdotool %v: %v: %s", args, err, out)
	}
}

// press holds a key long enough for a slow frame to see it.
func press(t *testing.T, key string) {
	t.Helper()
	xdo(t, "keydown", key, "sleep", "0.4", "keyup", key)
}

// mouse moves the mouse to where units are drawn, and waits until the client knows
// and its camera rests.
func (c *client) mouse(x, y float64) *state {
	c.t.Helper()
	var s *state
	for range 20 { // the camera looks ahead to the mouse: go after it
		s = c.fresh()
		px, py := pixel(s, x, y)
		if math.Abs(px-s.Match.MouseX) <= 1 && math.Abs(py-s.Match.MouseY) <= 1 {
			return s
		}
		xdo(c.t, "mousemove", strconv.Itoa(int(math.Round(px))), strconv.Itoa(int(math.Round(py))))
	}
	c.t.Fatalf("the mouse does not come to %v,%v", x, y)
	return nil
}

// pixel is where units are drawn.
func pixel(s *state, x, y float64) (px, py float64) {
	return 640 + (x-s.Match.CameraX)*s.Match.Scale, 360 + (y-s.Match.CameraY)*s.Match.Scale
}

// screenshot is what the display shows.
func screenshot(t *testing.T) image.Image {
	t.Helper()
	out, err := exec.Command("import", "-window", "root", "png:-").Output()
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("screenshot: %v", err)
	}
	return img
}

// off is how far a pixel's colour is from another, 0 to 255.
func off(img image.Image, x, y float64, c color.NRGBA) float64 {
	r, g, b, _ := img.At(int(math.Round(x)), int(math.Round(y))).RGBA()
	d := func(a uint32, b uint8) float64 { return math.Abs(float64(a>>8) - float64(b)) }
	return max(d(r, c.R), d(g, c.G), d(b, c.B))
}
