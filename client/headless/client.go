// Package headless runs clients without a window: the whole client netcode, played
// by the game's own brains. Hosts use it to fill and to measure a server.
package headless

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"hindsight/client/session"
	"hindsight/netcode/quic"
	"hindsight/sim"
	"hindsight/sim/row"
)

const (
	// dialMax is how long a connection may take.
	dialMax = 10 * time.Second
	// resumesMax is how often a client that lost its server tries to return.
	resumesMax = 5
	// pauseMax is the longest that a client sleeps: a packet waits no longer.
	pauseMax = 4 * time.Millisecond
)

// client is one player without a window.
type client struct {
	cfg     *Config
	name    string
	key     ed25519.PrivateKey
	addr    string
	clock   quic.Clock
	ticket  []byte
	session *session.Session
	brain   sim.Brain
	joined  bool
	resumed int
	lost    int
	err     error
	total   totals
}

// play joins and plays until ctx is done, and returns to the match when the link is
// lost. The client's err says why it ended early.
func (c *client) play(ctx context.Context) {
	for {
		if c.err = c.stay(ctx); c.err == nil {
			return
		}
		if c.joined {
			c.lost++
		}
		var refused *session.RefusedError
		if errors.As(c.err, &refused) || c.ticket == nil || c.lost > resumesMax {
			return
		}
	}
}

// stay is one session. It returns nil when ctx ended it.
func (c *client) stay(ctx context.Context) error {
	dialCtx, cancel := context.WithTimeout(ctx, dialMax)
	link, server, err := quic.Dial(dialCtx, c.addr, c.cfg.Pin, c.clock)
	cancel()
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	c.brain = nil
	c.session = session.New(session.Config{
		Games: c.cfg.Games, SimID: sim.ID, Build: c.cfg.Build, Driver: "bots", Room: c.cfg.Room, Name: c.name,
		Key: c.key, Server: server, Ticket: c.ticket, Random: rand.Reader,
	}, link, c, c.clock())
	err = c.run(ctx)
	c.total.add(c.session)
	<-link.Done()
	return err
}

// run advances the session whenever it is due.
func (c *client) run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	var drop []session.Shown
	for {
		select {
		case <-ctx.Done():
			c.session.Leave()
			return nil
		case <-timer.C:
		}
		now := c.clock()
		next := c.session.Advance(now)
		switch c.session.State() {
		case session.Playing:
			c.enter()
		case session.Ended:
			return c.session.Err()
		}
		drop = c.session.TakeEffects(drop[:0])
		timer.Reset(min(max(time.Duration(next-c.clock()), 0), pauseMax))
	}
}

// enter notes the join, once a session.
func (c *client) enter() {
	welcome := c.session.Welcome()
	if c.brain != nil || c.session.Predictor() == nil {
		return
	}
	c.ticket = welcome.Ticket
	if welcome.Resumed {
		c.resumed++
	}
	c.joined = true
	brain, err := c.session.Spec().NewBrain(c.session.Static(), sim.Self{Slot: sim.Slot(welcome.Slot), Stream: welcome.Stream}, uint8(c.cfg.Level))
	if err != nil {
		c.err = fmt.Errorf("brain: %w", err)
		return
	}
	c.brain = brain
}

// Command implements session.Player.
func (c *client) Command(view *row.Set, self *row.Row, cmd *sim.Command) {
	if c.brain != nil {
		c.brain.Think(view, self, cmd)
	}
}
