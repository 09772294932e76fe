//go:build !js

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight/netcode/quic"
	"hindsight/server/host"
)

// withoutPage are the settings of a server for windows.
func withoutPage(t *testing.T) host.Config {
	cfg := settings(t)
	cfg.Web = "off"
	return cfg
}

// A stranger's path: join, look, walk, shoot somebody, leave. The server must agree
// with everything that the picture shows.
func TestWindow(t *testing.T) {
	needDisplay(t)
	server := startServer(t, withoutPage(t))
	other := startWitness(t, server)
	eventually(t, "the witness", func() bool { return other.slot() != 0 && other.alive() })
	window := startClient(t, "--connect", "hindsight://"+server.Addr().String()+"#"+server.Key(), "--name", "Robin", "--data", t.TempDir())
	c := &hands{driven: window}
	s := c.until("the match", func(s *state) bool { return s.Match != nil && s.Match.Alive && len(s.Match.Players) == 1 })
	slot, them := s.Match.Slot, s.Match.Players[0]

	s = c.mouse(12, 8)
	c.look(s, them)
	c.shoot(other, them)
	c.walk(other, slot)

	c.press("Escape")
	c.press("Return")
	if code := window.wait(); code != 0 {
		t.Errorf("the client ends with status %d: %s", code, c.trouble())
	}
	eventually(t, "the server to see Robin leave", func() bool { return !slices.Contains(other.names(), "Robin (native)") })
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
	server := startServer(t, withoutPage(t))
	data := t.TempDir()
	address := server.Addr().String()
	wrong := quic.KeyText(make([]byte, 32))
	if err := os.WriteFile(filepath.Join(data, "known_servers"), []byte(address+" "+wrong+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	window := startClient(t, "--connect", address, "--name", "Robin", "--data", data)
	c := &hands{driven: window}
	s := c.until("a refusal", func(s *state) bool { return s.Phase == "refused" })
	if !strings.Contains(s.Why, "another key than the one remembered") || !strings.Contains(s.Why, server.Key()) {
		t.Errorf("says %q", s.Why)
	}
	c.press("Escape")
	if code := window.wait(); code != 0 {
		t.Errorf("leaves with status %d", code)
	}
}
