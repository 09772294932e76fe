//go:build !js

package app

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"hindsight/client/app/pin"
	"hindsight/client/app/screen"
	"hindsight/internal/address"
	"hindsight/netcode"
	"hindsight/netcode/quic"
)

// driver is what the server's list calls this client.
const driver = "native"

// drainMax is how long the end of the program waits for the last words to leave.
const drainMax = time.Second

// dialer connects over QUIC.
type dialer struct {
	address string
	pin     ed25519.PublicKey // nil: any, and the first one stays
	known   *pin.Known        // nil: remember nothing
	clock   quic.Clock
	cancel  context.CancelFunc
	result  chan dialed
	link    *quic.Link // the last one
}

type dialed struct {
	link *quic.Link
	key  ed25519.PublicKey
	err  error
}

// newDialer decides which key the server must have: pinText, else the link's, else
// the one it showed the first time.
func newDialer(to address.Address, pinText string, known pin.Known, clock quic.Clock) (*dialer, error) {
	d := &dialer{address: to.Host, clock: clock}
	text := pinText
	if text == "" {
		text = to.Key
	}
	var err error
	switch text {
	case "any":
		return d, nil
	case "":
		d.known = &known
		if text, err = known.Find(to.Host); err != nil || text == "" {
			return d, err
		}
	}
	if d.pin, err = quic.ParseKey(text); err != nil {
		return nil, err
	}
	return d, nil
}

// Dial is screen.Dialer's.
func (d *dialer) Dial() {
	d.Cancel()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	result := make(chan dialed, 1)
	d.cancel, d.result = cancel, result
	pin := d.pin
	go func() {
		link, key, err := quic.Dial(ctx, d.address, pin, d.clock)
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
			return screen.Dialed{Err: d.words(r.err)}, true
		}
		d.link = r.link
		if err := d.remember(r.key); err != nil {
			r.link.Close(netcode.CloseDone, "")
			return screen.Dialed{Err: &screen.FinalError{Err: err}}, true
		}
		return screen.Dialed{Link: r.link, Server: r.key}, true
	default:
		return screen.Dialed{}, false
	}
}

// words says what a changed key means.
func (d *dialer) words(err error) error {
	var wrong *quic.PinError
	if !errors.As(err, &wrong) {
		return err
	}
	if d.known != nil {
		err = fmt.Errorf("%s has another key than the one remembered in %s. It is another server, or it lost its keys. If you know why, remove its line there. The key is now %s",
			d.address, d.known.Path(), quic.KeyText(wrong.Got))
	}
	return &screen.FinalError{Err: err}
}

// remember pins the first key for the attempts that follow, and for other days.
func (d *dialer) remember(key ed25519.PublicKey) error {
	if d.known == nil || bytes.Equal(d.pin, key) {
		return nil
	}
	d.pin = key
	return d.known.Remember(d.address, quic.KeyText(key))
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
