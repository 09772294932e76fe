//go:build !js

package e2e

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/physics"
	"hindsight/server/host"
	"hindsight/sim"
	"hindsight/sim/arena"
	"hindsight/sim/row"
)

// room is a map on which every place is known: two spawns that see each other, a wall
// above and a crate below the way between them.
const room = `{"type":"map","orientation":"orthogonal","infinite":false,"width":24,"height":16,"tilewidth":32,"tileheight":32,"layers":[
{"name":"walls","type":"objectgroup","objects":[{"id":1,"name":"block","x":352,"y":160,"width":64,"height":32}]},
{"name":"spawns","type":"objectgroup","objects":[{"id":2,"x":288,"y":256,"point":true},{"id":3,"x":480,"y":256,"point":true}]},
{"name":"props","type":"objectgroup","objects":[{"id":4,"type":"crate","x":384,"y":336,"point":true}]}]}`

// game is Arena with that map.
func game() *sim.Spec {
	spec := arena.Spec()
	spec.Maps = []string{"room"}
	spec.LoadMap = func(name string) ([]byte, error) {
		if name != "room" {
			return nil, errors.New("no such map")
		}
		return []byte(room), nil
	}
	return spec
}

// calm writes rules by which nothing happens but what hands do: no round begins, and
// nobody is safe from shots.
func calm(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "calm.toml")
	if err := os.WriteFile(path, []byte("[match]\nwarmup_ms = 60000\nprotect_ms = 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// settings of a server on ports of its own.
func settings(t *testing.T) host.Config {
	return host.Config{
		Listen: "127.0.0.1:0", Web: "127.0.0.1:0", WebWanted: true, Data: t.TempDir(), Record: "off", Name: "e2e", Game: game(), Rules: calm(t),
		MaxPlayers: 4, BotLevel: 3, TickRate: 60, SnapshotRate: 30, SnapshotSize: 1000, RewindCap: 250 * time.Millisecond, Seed: 1,
		Build: "e2e", Log: slog.New(slog.DiscardHandler),
	}
}

// server is a real server in this process.
type server struct {
	*host.Host
	stop func()
}

// startServer runs a server until it is stopped, or the test ends.
func startServer(t *testing.T, cfg host.Config) *server {
	t.Helper()
	h, err := host.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	s := &server{h, sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("server: %v", err)
		}
	})}
	t.Cleanup(s.stop)
	return s
}

// witness is another player, who stands still and tells what the server says.
type witness struct {
	mu   sync.Mutex
	ses  *session.Session
	now  func() netcode.Time
	stop chan struct{}
	done chan struct{}
}

func startWitness(t *testing.T, h *server) *witness {
	t.Helper()
	start := time.Now()
	w := &witness{now: func() netcode.Time { return netcode.Time(time.Since(start)) }, stop: make(chan struct{}), done: make(chan struct{})}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	link, server, err := quic.Dial(ctx, h.Addr().String(), nil, w.now)
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w.ses = session.New(session.Config{Games: []*sim.Spec{game()}, SimID: sim.ID, Driver: "bots", Name: "Witness",
		Key: key, Server: server}, link, nil, w.now())
	go w.run()
	t.Cleanup(func() {
		close(w.stop)
		<-w.done
		w.ses.Leave()
		<-link.Done()
	})
	return w
}

func (w *witness) run() {
	defer close(w.done)
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-w.stop:
			return
		case <-ticker.C:
			w.mu.Lock()
			w.ses.Advance(w.now())
			w.mu.Unlock()
		}
	}
}

// row is what the newest snapshot says of a slot's player, zero if nothing.
func (w *witness) row(slot uint8) row.Row {
	w.mu.Lock()
	defer w.mu.Unlock()
	if set := w.ses.Set(w.ses.Newest()); set != nil {
		if r := set.At(uint16(slot)); r != nil {
			return *r
		}
	}
	return row.Row{}
}

func (w *witness) slot() uint8 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ses.Welcome().Slot
}

// alive reports whether the witness has a body.
func (w *witness) alive() bool {
	r := w.row(w.slot())
	return r.Fields[arena.PlayerAlive] == 1
}

// tick is how far the match is, as the witness hears.
func (w *witness) tick() uint32 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ses.Newest()
}

// names lists who is in the match with what.
func (w *witness) names() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var names []string
	for _, e := range w.ses.Roster() {
		names = append(names, e.Name+" ("+e.Driver+")")
	}
	return names
}

// where is a row's place, in units.
func where(r *row.Row) (x, y float64) {
	return float64(r.Fields[arena.PlayerX]) / physics.PosGrid, float64(r.Fields[arena.PlayerY]) / physics.PosGrid
}

// eventually waits for something that the server brings about.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
