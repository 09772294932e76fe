//go:build !js

package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
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

// client is a running hindsight-client.
type client struct {
	t     *testing.T
	cmd   *exec.Cmd
	lines chan state
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

// states are what the client prints.
func (c *client) states() <-chan state { return c.lines }

func (c *client) test() *testing.T { return c.t }

func (c *client) trouble() string { return c.errs.String() }

func (c *client) size() (w, h float64) { return 1280, 720 }

func (c *client) marks() (healthX, roundX, y float64) { return 246, 1239.1, 681 }

func (c *client) point(x, y float64) {
	xdo(c.t, "mousemove", strconv.Itoa(int(math.Round(x))), strconv.Itoa(int(math.Round(y))))
}

func (c *client) button(down bool) {
	c.t.Helper()
	xdo(c.t, map[bool]string{true: "mousedown", false: "mouseup"}[down], "1")
}

func (c *client) key(k string, down bool) {
	c.t.Helper()
	xdo(c.t, map[bool]string{true: "keydown", false: "keyup"}[down], k)
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

// picture is what the display shows.
func (c *client) picture() image.Image {
	c.t.Helper()
	out, err := exec.Command("import", "-window", "root", "png:-").Output()
	if err != nil {
		c.t.Fatalf("import: %v", err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		c.t.Fatalf("screenshot: %v", err)
	}
	return img
}
