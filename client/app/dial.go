package app

import (
	"context"
	"crypto/ed25519"
	"time"

	"hindsight/client/app/screen"
	"hindsight/netcode"
	"hindsight/netcode/driver"
)

const (
	// dialMax is how long an attempt to connect may take.
	dialMax = 10 * time.Second
	// drainMax is how long the end of the program waits for the last words to leave.
	drainMax = time.Second
)

// target is a server, and how this system reaches it. reach runs in a goroutine of its
// own; the others between attempts.
type target interface {
	reach(ctx context.Context) (*driver.Link, ed25519.PublicKey, error)
	// accept is asked whether the server that was reached will do, words what an error
	// of reach means to a player.
	accept(key ed25519.PublicKey) error
	words(err error) error
}

// dialer is a screen.Dialer: one attempt at a time.
type dialer struct {
	target target
	cancel context.CancelFunc
	result chan dialed
	link   *driver.Link // the last one
}

type dialed struct {
	link *driver.Link
	key  ed25519.PublicKey
	err  error
}

// Dial is screen.Dialer's.
func (d *dialer) Dial() {
	d.Cancel()
	ctx, cancel := context.WithTimeout(context.Background(), dialMax)
	result := make(chan dialed, 1)
	d.cancel, d.result = cancel, result
	go func() {
		link, key, err := d.target.reach(ctx)
		if err == nil && ctx.Err() != nil {
			link.Close(netcode.CloseDone, "")
			err = ctx.Err()
		}
		result <- dialed{link, key, err}
	}()
}

// Poll is screen.Dialer's.
func (d *dialer) Poll() (screen.Dialed, bool) {
	select {
	case r := <-d.result:
		d.cancel()
		if r.err != nil {
			return screen.Dialed{Err: d.target.words(r.err)}, true
		}
		d.link = r.link
		if err := d.target.accept(r.key); err != nil {
			r.link.Close(netcode.CloseDone, "")
			return screen.Dialed{Err: &screen.FinalError{Err: err}}, true
		}
		return screen.Dialed{Link: r.link, Server: r.key}, true
	default:
		return screen.Dialed{}, false
	}
}

// Cancel is screen.Dialer's.
func (d *dialer) Cancel() {
	if d.cancel != nil {
		d.cancel()
	}
}

// drain waits until the last link has said goodbye.
func (d *dialer) drain() {
	d.Cancel()
	if d.link == nil {
		return
	}
	select {
	case <-d.link.Done():
	case <-time.After(drainMax):
	}
}
