package yourgame

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// page is the document, and root the repository, as seen from here.
const (
	page = "../../docs/your-game.md"
	root = "../.."
)

// patience is how long any one command may take on a busy machine.
const patience = 5 * time.Minute

// files returns the page's blocks: a fence names the file that it is the next part of.
func files(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	name := ""
	for line := range strings.Lines(string(text)) {
		fence, isFence := strings.CutPrefix(line, "```")
		switch fields := strings.Fields(fence); {
		case isFence && name != "":
			name = ""
		case isFence && len(fields) == 0:
			t.Fatal("a block of the page has no file")
		case isFence:
			name = fields[len(fields)-1]
			if _, again := parts[name]; !again {
				parts[name] = ""
			}
		case name != "":
			parts[name] += line
		}
	}
	return parts
}

// module writes the page's game into a folder of its own.
func module(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	repository, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	parts := files(t)
	for name, text := range parts {
		if strings.HasSuffix(name, ".go") {
			if formatted, err := format.Source([]byte(text)); err != nil || string(formatted) != text {
				t.Errorf("%s is not formatted (%v)", name, err)
			}
		}
		if name == "go.mod" {
			text = strings.Replace(text, "=> ../hindsight", "=> "+filepath.ToSlash(repository), 1)
		}
		write(t, filepath.Join(dir, name), text)
	}
	if len(parts) < 10 {
		t.Fatalf("the page has %d files", len(parts))
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "go.sum"), string(sums))
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// command is one that runs in the module, without any network for the go command.
func command(t *testing.T, dir, name string, args ...string) *exec.Cmd {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
	return cmd
}

// run runs a command that must end with a status.
func run(t *testing.T, status int, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != status {
		t.Fatalf("%s: %v, want status %d\n%s", strings.Join(cmd.Args, " "), err, status, out)
	}
	return string(out)
}

// The page's game compiles and passes its own tests; it is hosted, played over a bad
// network without one misprediction, and recorded, and the recording verifies, but not by
// a build with other rules.
func TestYourGame(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module of its own and plays for seconds")
	}
	dir := module(t)
	run(t, 0, command(t, dir, "go", "vet", ".", "./cmd/coins", "./scene"))
	run(t, 0, command(t, dir, "go", "test", "."))
	run(t, 0, command(t, dir, "go", "build", "-o", "bin/", "./cmd/coins"))
	window := command(t, dir, "go", "vet", "./cmd/coins-client")
	window.Env = append(window.Env, "GOOS=js", "GOARCH=wasm")
	run(t, 0, window)

	play(t, dir)
	verified := run(t, 0, command(t, dir, "bin/coins", "replay", "verify", "latest", "--data", "data"))
	if !strings.Contains(verified, "ticks=") {
		t.Errorf("verify says %q", verified)
	}
	run(t, 0, command(t, dir, "bin/coins", "simulate", "--seed", "3", "--ticks", "300"))

	rules, err := os.ReadFile(filepath.Join(dir, "state.go"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "state.go"), strings.Replace(string(rules), "walkSpeed   = 700", "walkSpeed   = 701", 1))
	run(t, 0, command(t, dir, "go", "build", "-o", "bin/", "./cmd/coins"))
	if refused := run(t, 1, command(t, dir, "bin/coins", "replay", "verify", "latest", "--data", "data")); !strings.Contains(refused, "SimID") {
		t.Errorf("other rules are refused by %q", refused)
	}
}

// play hosts a match of one bot for some seconds and lets two clients play in it.
func play(t *testing.T, dir string) {
	t.Helper()
	serve := command(t, dir, "bin/coins", "serve", "--listen", "127.0.0.1:0", "--web", "off", "--data", "data", "--bots", "3", "--duration", "6s", "--report", "report.json")
	var log strings.Builder
	serve.Stderr = &log
	out, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	ready, err := bufio.NewReader(out).ReadString('\n')
	var address string
	if _, scan := fmt.Sscanf(ready, "ready game=%s", &address); err != nil || scan != nil {
		t.Fatalf("the server says %q (%v): %s", ready, err, log.String())
	}
	clients := run(t, 0, command(t, dir, "bin/coins", "bots", "--connect", address, "--pin", "any", "--count", "2", "--duration", "3s",
		"--level", "5", "--netsim", "rtt=60ms,jitter=10ms,loss=2%"))
	if err := serve.Wait(); err != nil {
		t.Fatalf("serve: %v: %s", err, log.String())
	}
	var report struct {
		Joined      int
		Unexplained int `json:"mispredictions_without_interaction"`
	}
	if err := json.Unmarshal([]byte(clients), &report); err != nil || report.Joined != 2 || report.Unexplained != 0 {
		t.Errorf("clients report %+v (%v): %s", report, err, clients)
	}
	text, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err != nil || !strings.Contains(string(text), `"players_joined": 2`) {
		t.Errorf("the server reports %s (%v)", text, err)
	}
}
