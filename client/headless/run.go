package headless

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"sync"
	"time"

	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/netcode/simnet"
	"hindsight/sim"
)

// Config says who joins what.
type Config struct {
	Addr     string            // UDP address of the server
	Room     string            // "" is the server's choice
	Pin      ed25519.PublicKey // the server's key; nil accepts any
	Count    int
	Duration time.Duration // 0: until ctx is done
	Netsim   simnet.Spec   // of the path of each client; the zero Spec is none
	Seed     uint64        // of the paths
	Level    int           // of the brains
	Games    []*sim.Spec
	Build    string
}

// Run plays Count clients side by side and reports what they went through. It fails
// when not one of them could join.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	if cfg.Count < 1 || cfg.Count > CountMax {
		return nil, fmt.Errorf("count %d: want 1 to %d", cfg.Count, CountMax)
	}
	if cfg.Level < 1 || cfg.Level > sim.MaxBotLevel {
		return nil, fmt.Errorf("level %d: want 1 to %d", cfg.Level, sim.MaxBotLevel)
	}
	if cfg.Duration > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, cfg.Duration)
		defer cancel()
	}
	start := time.Now()
	clock := func() netcode.Time { return netcode.Time(time.Since(start)) }
	clients := make([]client, cfg.Count)
	var running sync.WaitGroup
	defer running.Wait()
	for i := range clients {
		c := &clients[i]
		if err := c.prepare(&cfg, i, clock); err != nil {
			return nil, err
		}
		running.Go(func() { c.withRelay(ctx, i) })
	}
	running.Wait()
	report := newReport(&cfg, clients, time.Since(start))
	if report.Joined == 0 {
		return report, firstError(clients)
	}
	return report, nil
}

func (c *client) prepare(cfg *Config, i int, clock quic.Clock) (err error) {
	c.cfg, c.addr, c.clock = cfg, cfg.Addr, clock
	c.name = fmt.Sprintf("Guest %d", i+1)
	_, c.key, err = ed25519.GenerateKey(nil)
	return err
}

// withRelay plays behind a path of the client's own, if one is to be simulated.
func (c *client) withRelay(ctx context.Context, i int) {
	if c.cfg.Netsim != (simnet.Spec{}) {
		relay, err := quic.NewRelay(c.addr, c.cfg.Netsim, c.cfg.Seed<<16+uint64(i), c.clock)
		if err != nil {
			c.err = err
			return
		}
		defer relay.Close()
		c.addr = relay.Addr()
	}
	c.play(ctx)
}

func firstError(clients []client) error {
	for i := range clients {
		if clients[i].err != nil {
			return clients[i].err
		}
	}
	return errors.New("no client could join in the time that was given")
}
