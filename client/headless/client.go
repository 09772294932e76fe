// Package headless runs clients without a window: the whole client netcode, played
// by the game's own brains. Hosts use it to fill and to measure a server.
package headless

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"hindsight/client/session"
	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/netcode/wire"
	"hindsight/sim"
	"hindsight/sim/row"
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
	brain   sim.Brain // nil until the session plays
	shown   []session.Shown
	heard   []row.Effect // shown since the brain last thought
	since   netcode.Time // when it began to
	joined  bool
	resumed int
	lost    int
	err     error // why the client ended early
	total   totals
	roster  []wire.RosterEntry // as it was last heard
	stayed  bool               // until nobody wanted to play any more
}

// driver is what these clients say they are.
const driver = "bots"

// play joins and plays until ctx is done, and returns to the match when the link is
// lost or the server stops: it may be back soon. The client's err says why it ended early.
func (c *client) play(ctx context.Context) {
	var lost error // of the session that is looked for
	for tries := 0; ; tries++ {
		err := c.stay(ctx)
		played := c.brain != nil
		switch {
		case err == nil || ctx.Err() != nil:
			return
		case meant(err):
			c.err = err
			return
		case played:
			c.lost++
			tries, lost = 0, err
		case tries == resumesMax || !c.joined && !passing(err):
			c.err = err
			if lost != nil {
				c.err = fmt.Errorf("%w; looked for in vain: %w", lost, err)
			}
			return
		}
		pause(ctx, resumePause<<tries)
	}
}

// meant reports whether the server ended a session for good: then there is nothing to
// return to.
func meant(err error) bool {
	if _, ok := errors.AsType[*session.RefusedError](err); ok {
		return true
	}
	told, ok := errors.AsType[*netcode.CloseError](err)
	return ok && (told.Code == netcode.CloseDone || told.Code == netcode.CloseKicked || told.Code == netcode.CloseRefused)
}

// passing reports whether a server that let nobody in may do so soon.
func passing(err error) bool {
	told, ok := errors.AsType[*netcode.CloseError](err)
	return errors.Is(err, quic.ErrBusy) || ok && told.Code == netcode.CloseStopping
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// stay is one session. It returns nil when ctx ended it.
func (c *client) stay(ctx context.Context) error {
	c.brain = nil
	dialCtx, cancel := context.WithTimeout(ctx, dialMax)
	link, server, err := quic.Dial(dialCtx, c.addr, c.cfg.Pin, c.clock)
	cancel()
	if err != nil {
		return err
	}
	c.session = session.New(session.Config{
		Games: c.cfg.Games, SimID: sim.SimIDs(c.cfg.Games), Build: c.cfg.Build, Driver: driver, Room: c.cfg.Room, Name: c.name,
		Key: c.key, Server: server, Ticket: c.ticket,
	}, link, c, c.clock())
	err = c.run(ctx)
	c.total.add(c.session)
	if c.brain != nil {
		c.total.played += c.clock() - c.since
		c.roster, c.stayed = c.session.Roster(), err == nil
	}
	<-link.Done()
	return err
}

// run advances the session whenever it is due.
func (c *client) run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
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
			if err := c.enter(); err != nil {
				c.session.Leave()
				return err
			}
		case session.Ended:
			return c.session.Err()
		}
		c.shown = c.session.TakeEffects(c.shown[:0])
		for i := range c.shown {
			if len(c.heard) < row.MaxEffects && c.shown[i].Certainty != session.Denied {
				c.heard = append(c.heard, c.shown[i].Effect)
			}
		}
		timer.Reset(min(max(time.Duration(next-c.clock()), 0), pauseMax))
	}
}

// enter notes that the session plays, once.
func (c *client) enter() error {
	if c.brain != nil || c.session.Predictor() == nil {
		return nil
	}
	welcome := c.session.Welcome()
	brain, err := c.session.Spec().NewBrain(c.session.Static(), sim.Self{Slot: sim.Slot(welcome.Slot), Stream: welcome.Stream}, uint8(c.cfg.Level))
	if err != nil {
		return fmt.Errorf("brain: %w", err)
	}
	c.brain, c.since = brain, c.clock()
	c.ticket = welcome.Ticket
	c.joined = true
	if welcome.Resumed {
		c.resumed++
	}
	return nil
}

// Command implements session.Player.
func (c *client) Command(view *row.Set, self *row.Row, cmd *sim.Command) {
	if c.brain != nil {
		view.Effects = append(view.Effects[:0], c.heard...)
		c.heard = c.heard[:0]
		c.brain.Think(view, self, cmd)
	}
}
