package host

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hindsight/netcode"
	"hindsight/replay"
	"hindsight/sim/arena"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is the deadline of what happens on loopback.
const patience = 30 * time.Second

// logged is a log that tests read while a host writes it.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func testConfig(t *testing.T) Config {
	dir := t.TempDir()
	return Config{
		Listen: "127.0.0.1:0", Data: dir, Name: "test", Game: arena.Spec(), Bots: 2, BotLevel: 3, MaxPlayers: 8, TickRate: 60,
		SnapshotRate: 30, SnapshotSize: 1000, RewindCap: 250 * time.Millisecond, Seed: 7, Build: "test",
		Web: "off", Report: filepath.Join(dir, "report.json"), Log: slog.New(slog.NewTextHandler(&logged{}, nil)),
	}
}

// running is a host that plays beside the test.
type running struct {
	*Host
	log  *logged
	stop context.CancelFunc
	done chan error
}

func start(t *testing.T, cfg Config) *running {
	t.Helper()
	r := &running{log: &logged{}, done: make(chan error, 1)}
	cfg.Log = slog.New(slog.NewTextHandler(r.log, nil))
	var err error
	if r.Host, err = Open(cfg); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	go func() { r.done <- r.Run(ctx); close(r.done) }()
	t.Cleanup(func() { stop(); <-r.done })
	return r
}

// end waits for a host to end, and reads its report.
func (r *running) end(t *testing.T) (*Report, map[string]any, error) {
	t.Helper()
	var err error
	select {
	case err = <-r.done:
	case <-time.After(patience):
		t.Fatal("the host does not end")
	}
	b, readErr := os.ReadFile(r.cfg.Report)
	if readErr != nil {
		t.Fatal(readErr)
	}
	report, keys := &Report{}, map[string]any{}
	if err := errors.Join(json.Unmarshal(b, report), json.Unmarshal(b, &keys)); err != nil {
		t.Fatal(err)
	}
	return report, keys, err
}

// reportKeys are promised: keys are added, never renamed.
var reportKeys = strings.Fields(`ticks wall_s dilated_s tick_us late_ticks players_joined disconnects replay state_hash
	resumed refused faults views scores unlogged_ticks players players_omitted drivers turned_away`)

// verified replays a recording and returns its last tick and hash as reports write them.
func verified(t *testing.T, path string) (ticks uint32, hash string) {
	t.Helper()
	r, err := replay.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	res, err := replay.Verify(r, arena.Spec())
	if err != nil {
		t.Fatal(err)
	}
	if !res.Whole() {
		t.Errorf("%s is not whole: %+v", path, res)
	}
	return uint32(res.Ticks), fmt.Sprintf("%016x", res.Hash)
}

func TestDurationIsExact(t *testing.T) {
	for rate, ticks := range map[int]uint32{60: 45, 20: 15} {
		cfg := testConfig(t)
		cfg.Duration, cfg.TickRate, cfg.SnapshotRate = 750*time.Millisecond, rate, rate/2
		report, keys, err := start(t, cfg).end(t)
		if err != nil {
			t.Fatal(err)
		}
		if report.Ticks != ticks || report.WallSeconds < 0.74 {
			t.Errorf("%d Hz: %d ticks in %v s, want %d in 0.75", rate, report.Ticks, report.WallSeconds, ticks)
		}
		for _, key := range reportKeys {
			if v, ok := keys[key]; !ok || v == nil {
				t.Errorf("the report says %v of %q", v, key)
			}
		}
		if n, hash := verified(t, report.Replay); n != ticks || hash != report.StateHash || filepath.Ext(report.Replay) != replay.ArchiveExt {
			t.Errorf("%s replays %d ticks to %s, the report says %d and %s", report.Replay, n, hash, ticks, report.StateHash)
		}
	}
}

// TestStopInTheMiddle finishes the recording, and one that never ticked, too.
func TestStopInTheMiddle(t *testing.T) {
	for _, play := range []time.Duration{0, 300 * time.Millisecond} {
		r := start(t, testConfig(t))
		time.Sleep(play)
		r.stop()
		report, _, err := r.end(t)
		if err != nil {
			t.Fatal(err)
		}
		if n, hash := verified(t, report.Replay); n != report.Ticks || hash != report.StateHash {
			t.Errorf("%d ticks to %s are recorded, the report says %d to %s", n, hash, report.Ticks, report.StateHash)
		}
	}
}

// TestReportWithoutRecording: what becomes of the recording does not cost the report.
func TestReportWithoutRecording(t *testing.T) {
	cfg := testConfig(t)
	cfg.Record, cfg.Bots = filepath.Join(cfg.Data, "gone"), 0
	r := start(t, cfg)
	if err := os.RemoveAll(cfg.Record); err != nil {
		t.Fatal(err)
	}
	r.stop()
	report, keys, err := r.end(t)
	if err == nil || strings.Contains(err.Error(), "report") {
		t.Errorf("a lost recording gave %v", err)
	}
	if report.StateHash == "" || keys["scores"] == nil {
		t.Errorf("the report is %v", keys)
	}
}

// TestSharedFolder: two servers with one data folder have one identity and two recordings.
func TestSharedFolder(t *testing.T) {
	cfg := testConfig(t)
	var hosts []*running
	for i := range 3 {
		cfg.Report = filepath.Join(cfg.Data, fmt.Sprint(i))
		hosts = append(hosts, start(t, cfg))
	}
	var files []string
	for _, r := range hosts {
		r.stop()
		report, _, err := r.end(t)
		if err != nil || r.Key() != hosts[0].Key() {
			t.Errorf("key %s and %v, want key %s", r.Key(), err, hosts[0].Key())
		}
		files = append(files, report.Replay)
	}
	slices.Sort(files)
	if len(slices.Compact(files)) != 3 {
		t.Errorf("recordings %v", files)
	}
}

func TestOpenRefusesInWords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*Config){
		"no data folder":          func(c *Config) { c.Data = "" },
		"data folder":             func(c *Config) { c.Data = file },
		"folder of recordings":    func(c *Config) { c.Record = file },
		"bot-level 0":             func(c *Config) { c.BotLevel = 0 },
		"bot-level 257":           func(c *Config) { c.BotLevel = 257 },
		"snapshot-bytes 0":        func(c *Config) { c.SnapshotSize = 0 },
		"snapshot-bytes 1150":     func(c *Config) { c.SnapshotSize = netcode.MaxDatagram },
		"printable text":          func(c *Config) { c.Name = "a\nb" },
		"at most 64 bytes":        func(c *Config) { c.Name = strings.Repeat("n", 65) },
		"duration":                func(c *Config) { c.Duration = 1 << 62 },
		"want the name of a map":  func(c *Config) { c.Map = "../secret" },
		"no map":                  func(c *Config) { c.Map = "atlantis" },
		"-1 bots":                 func(c *Config) { c.Bots = -1 },
		"9223372036854775807 bot": func(c *Config) { c.Bots = 1<<63 - 1 },
		"there is no folder":      func(c *Config) { c.Report = filepath.Join(file, "r.json") },
		"want a file":             func(c *Config) { c.Report = c.Data },
		"cannot listen":           func(c *Config) { c.Listen = "192.0.2.1:0" },
		"listen address":          func(c *Config) { c.Listen = "7777" },
	} {
		cfg := testConfig(t)
		change(&cfg)
		h, err := Open(cfg)
		if err == nil {
			h.listener.Close()
			t.Fatalf("%s: no error", want)
		}
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q, want one line with %q", err, want)
		}
		if journals, _ := filepath.Glob(filepath.Join(cfg.Data, "replays", "*")); len(journals) != 0 {
			t.Errorf("%s: left %v", want, journals)
		}
	}
}
