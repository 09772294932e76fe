package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"hindsight/client/headless"
	"hindsight/server/host"
	"hindsight/sim/arena"
)

// patience is the deadline of what happens on loopback; nothing is judged by time.
const patience = 60 * time.Second

// output is a buffer that a running command writes and the test reads.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// run runs a command line to its end.
func run(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var out, errs output
	code = Run(ctx, args, &out, &errs, arena.Spec())
	return code, out.String(), errs.String()
}

// server is a serve command that runs beside the test.
type server struct {
	addr, key string
	stop      context.CancelFunc
	done      chan int
	stderr    *output
}

// serve starts a server on a free port and waits for its ready line.
func serveBeside(t *testing.T, args ...string) *server {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	s := &server{stop: cancel, done: make(chan int, 1), stderr: &output{}}
	var out output
	go func() {
		s.done <- Run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--record", "off", "--web", "off"}, args...), &out, s.stderr, arena.Spec())
	}()
	t.Cleanup(cancel)
	ready := regexp.MustCompile(`(?m)^ready game=(\S+) query=off web=off admin=off key=(\S+)$`)
	for ctx.Err() == nil {
		if m := ready.FindStringSubmatch(out.String()); m != nil {
			s.addr, s.key = m[1], m[2]
			return s
		}
		select {
		case code := <-s.done:
			t.Fatalf("serve ended with %d: %s", code, s.stderr)
		case <-time.After(5 * time.Millisecond):
		}
	}
	t.Fatalf("serve was never ready: %s", s.stderr)
	return nil
}

// TestAMapOfTheHostsOwn is served from the data folder, and clients get it.
func TestAMapOfTheHostsOwn(t *testing.T) {
	data := t.TempDir()
	game := arena.Spec()
	b, err := game.LoadMap(game.Maps[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(data, "maps"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"mine": append(b, '\n'), "broken": []byte("{}")} {
		if err := os.WriteFile(filepath.Join(data, "maps", name+".tmj"), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := serveBeside(t, "--data", data, "--map", "mine")
	report := filepath.Join(t.TempDir(), "b.json")
	if code, _, stderr := run(t, "bots", "--connect", s.addr, "--pin", s.key, "--duration", "1s", "--report", report); code != exitGood {
		t.Errorf("joining on an own map ended with %d: %s", code, stderr)
	}
	code, _, stderr := run(t, "serve", "--listen", "127.0.0.1:0", "--web", "off", "--data", data, "--map", "broken", "--duration", "1s")
	if code != exitUsage || !strings.Contains(stderr, "map") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("a broken map ended with %d: %q", code, stderr)
	}
}

// TestMapsAreChecked: a good one is told from a bad one, whose object is named.
func TestMapsAreChecked(t *testing.T) {
	good, bad := filepath.Join(t.TempDir(), "good.tmj"), filepath.Join(t.TempDir(), "bad.tmj")
	b, err := arena.Spec().LoadMap("yard")
	if err != nil {
		t.Fatal(err)
	}
	spoiled := bytes.Replace(b, []byte(`"name": "centre", "type": "", "rotation": 0`), []byte(`"name": "centre", "type": "", "rotation": 30`), 1)
	for path, data := range map[string][]byte{good: b, bad: spoiled} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, stdout, stderr := run(t, "map", "check", good, bad)
	if code != exitFinding || !strings.Contains(stdout, good+": good: 48 x 32 units") || !strings.Contains(stderr, bad+`: arena: map: object 5 "centre" of layer "walls"`) {
		t.Errorf("exit %d, %q, %q", code, stdout, stderr)
	}
}

func readReport[T any](t *testing.T, path string) *T {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := new(T)
	if err := json.Unmarshal(b, r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAMatchIsPlayedAndVerified(t *testing.T) {
	dir := t.TempDir()
	report := filepath.Join(dir, "s.json")
	code, _, stderr := run(t, "serve", "--listen", "127.0.0.1:0", "--web", "off", "--bots", "3", "--duration", "1.5s", "--data", dir, "--report", report)
	if code != exitGood {
		t.Fatalf("serve ended with %d: %s", code, stderr)
	}
	r := readReport[host.Report](t, report)
	if r.Ticks != 90 || len(r.StateHash) != 16 || !strings.HasSuffix(r.Replay, ".hsr") {
		t.Errorf("report %+v: want exactly 90 ticks, a hash and an archive", r)
	}
	code, stdout, stderr := run(t, "replay", "verify", "latest", "--data", dir)
	if want := "ticks=90 state_hash=" + r.StateHash + "\n"; code != exitGood || stdout != want {
		t.Errorf("verify ended with %d and %q %s, want %q", code, stdout, stderr, want)
	}
	code, stdout, _ = run(t, "replay", "info", r.Replay)
	if code != exitGood || !strings.Contains(stdout, r.StateHash) {
		t.Errorf("info ended with %d:\n%s", code, stdout)
	}
	flip(t, r.Replay)
	code, _, stderr = run(t, "replay", "verify", r.Replay)
	if code != exitFinding || strings.Count(stderr, "\n") != 1 {
		t.Errorf("verify of a flipped byte ended with %d: %q", code, stderr)
	}
}

// flip changes one bit in the middle of a file.
func flip(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 4
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestClientsOverQUIC joins real clients to a real server, behind a bad network too.
func TestClientsOverQUIC(t *testing.T) {
	for _, netsim := range []string{"", "rtt=100ms,jitter=20ms,loss=5%"} {
		s := serveBeside(t, "--bots", "2")
		report := filepath.Join(t.TempDir(), "b.json")
		code, _, stderr := run(t, "bots", "--connect", "hindsight://"+s.addr+"#"+s.key, "--count", "4", "--duration", "3s", "--netsim", netsim, "--report", report)
		if code != exitGood {
			t.Fatalf("bots ended with %d: %s", code, stderr)
		}
		r := readReport[headless.Report](t, report)
		if r.Joined != 4 || r.Disconnected != 0 || r.MispredictionsWithoutInteraction != 0 {
			t.Errorf("%q: %+v: want 4 joined, none lost, none mispredicted without interaction", netsim, r)
		}
		unconfirmed := uint64(0)
		for reason, n := range r.HitsUnconfirmed {
			if reason == "" {
				t.Error("a hit was denied without a reason")
			}
			unconfirmed += n
		}
		if r.HitsSeen != r.HitsConfirmed+unconfirmed {
			t.Errorf("%d hits seen, %d confirmed, %d explained", r.HitsSeen, r.HitsConfirmed, unconfirmed)
		}
		if r.Commands.OnTime == 0 {
			t.Errorf("%q: no command was on time: %+v", netsim, r)
		}
		s.stop()
		if code := <-s.done; code != exitGood {
			t.Errorf("serve ended with %d: %s", code, s.stderr)
		}
	}
}

func TestSimulateRepeatsItself(t *testing.T) {
	code, first, stderr := run(t, "simulate", "--seed", "3", "--ticks", "60")
	if code != exitGood || !strings.Contains(first, "the faults stop") {
		t.Fatalf("simulate ended with %d: %s\n%s", code, stderr, first)
	}
	if _, second, _ := run(t, "simulate", "--seed", "3", "--ticks", "60"); second != first {
		t.Errorf("the same seed gave another history:\n%s\n%s", first, second)
	}
}

// TestMistakesAreOneLine provokes what users get wrong.
func TestMistakesAreOneLine(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	taken, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	serve := func(args ...string) []string {
		return append([]string{"serve", "--listen", "127.0.0.1:0", "--web", "off", "--duration", "1s", "--data", dir}, args...)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{serve("--map", "atlantis"), `no map "atlantis" in arena: it has yard`},
		{serve("--mode", "chess"), `no mode "chess" in arena: it has deathmatch`},
		{serve("--game", "chess"), `no game "chess": there is arena`},
		{serve("--config", filepath.Join(dir, "missing.toml")), `missing.toml: no such file`},
		{serve("--config", file("typo.toml", "# mine\nbots = 2\nbotts = 3\n")), `typo.toml:3: unknown key "botts"`},
		{serve("--config", file("type.toml", "bots = \"many\"\n")), `type.toml:1: bots = many`},
		{serve("--config", file("broken.toml", "bots = 2\nname = \"x\n")), `broken.toml:2:`},
		{serve("--rules", file("rules.toml", "[match]\nscore_limit = 5\nround = 3\n")), `rules.toml: arena: rules:3: unknown key match.round`},
		{serve("--rules", filepath.Join(dir, "gone.toml")), `gone.toml: no such file`},
		{serve("--mode", "ctf", "--rules", filepath.Join(dir, "rules.toml")), `rules.toml: arena: rules:3: unknown key match.round`},
		{serve("--fill", "9", "--max-players", "8"), `fill 9: want up to 8, the max-players`},
		{[]string{"map", "chek"}, `unknown command "chek"`},
		{[]string{"rules", "chess"}, `no mode "chess"; there is deathmatch`},
		{[]string{"map", "check", filepath.Join(dir, "gone.tmj")}, `gone.tmj: no such file`},
		{serve("--listen", taken.LocalAddr().String()), `address already in use`},
		{serve("--listen", "nowhere"), `listen address`},
		{serve("--tick-rate", "7"), `tick-rate 7: want 10 to`},
		{serve("--bots", "99"), `99 bots: want 1 to 64`},
		{serve("--bots", "many"), `invalid argument "many"`},
		{serve("--record", file("afile", "")), `folder of recordings`},
		{[]string{"bots"}, `--connect HOST:PORT`},
		{[]string{"bots", "--connect", "127.0.0.1:1"}, `--pin KEY`},
		{[]string{"bots", "--connect", "127.0.0.1:1", "--pin", "abc"}, `"abc" is no server key`},
		{[]string{"bots", "--connect", "127.0.0.1:1", "--pin", "any", "--netsim", "rtt=fast"}, `netsim: rtt=fast`},
		{[]string{"replay", "verify", file("text.hsr", "not a replay at all, but long enough to look at")}, `not a replay`},
		{[]string{"replay", "verify", filepath.Join(dir, "gone.hsr")}, `gone.hsr: no such file`},
		{[]string{"simulate", "--ticks", "0"}, `ticks 0: want 1 to`},
		{[]string{"fly"}, `unknown command "fly"`},
	} {
		code, _, stderr := run(t, c.args...)
		if code != exitUsage || !strings.Contains(stderr, c.want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%v ended with %d and %q, want %d and one line with %q", c.args, code, stderr, exitUsage, c.want)
		}
	}
}

// TestAFullServerRefusesInWords also shows that a changed key is refused, and that
// the player who is in plays on.
func TestAFullServerRefusesInWords(t *testing.T) {
	s := serveBeside(t, "--max-players", "1")
	report := filepath.Join(t.TempDir(), "b.json")
	first := make(chan int, 1)
	go func() {
		code, _, _ := run(t, "bots", "--connect", s.addr, "--pin", s.key, "--duration", "3s", "--report", report)
		first <- code
	}()
	for !strings.Contains(s.stderr.String(), "player joined") {
		time.Sleep(5 * time.Millisecond)
	}
	code, _, stderr := run(t, "bots", "--connect", s.addr, "--pin", "any", "--duration", "2s", "--report", os.DevNull)
	if code != exitFinding || !strings.Contains(stderr, "the server is full") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("joining a full server ended with %d: %q", code, stderr)
	}
	other := strings.Repeat("A", 43)
	code, _, stderr = run(t, "bots", "--connect", s.addr, "--pin", other, "--duration", "2s", "--report", os.DevNull)
	if code != exitFinding || !strings.Contains(stderr, "not "+other+" as expected") {
		t.Errorf("another key ended with %d: %q", code, stderr)
	}
	if code := <-first; code != exitGood {
		t.Errorf("the first player ended with %d", code)
	}
	if r := readReport[headless.Report](t, report); r.Disconnected != 0 {
		t.Errorf("the first player was disturbed: %+v", r)
	}
}

func TestSettingsHaveAnOrder(t *testing.T) {
	config := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(config, []byte("bots = 1\nname = \"file\"\nmap = \"file\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HINDSIGHT_NAME", "environment")
	t.Setenv("HINDSIGHT_MAP", "environment")
	code, stdout, stderr := run(t, "serve", "--config", config, "--map", "flag", "--print-config")
	if code != exitGood {
		t.Fatalf("print-config ended with %d: %s", code, stderr)
	}
	for _, want := range []string{"\nbots = 1\n", "\nname = \"environment\"\n", "\nmap = \"flag\"\n", "\ntick_rate = 60\n"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("settings lack %q:\n%s", want, stdout)
		}
	}
	printed := filepath.Join(t.TempDir(), "printed.toml")
	if err := os.WriteFile(printed, []byte(stdout), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, again, _ := run(t, "serve", "--config", printed, "--map", "flag", "--print-config"); code != exitGood || again != stdout {
		t.Errorf("what is printed does not read back to itself (%d)", code)
	}
}
