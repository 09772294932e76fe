//go:build !js

package app

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"

	"hindsight/client/app/pin"
	"hindsight/client/app/screen"
	"hindsight/internal/address"
	"hindsight/netcode/driver"
	"hindsight/netcode/quic"
)

// driverName is what the server's list calls this client.
const driverName = "native"

// quicTarget is a server that is reached over QUIC.
type quicTarget struct {
	address string
	pin     ed25519.PublicKey // nil: any, and the first one stays
	known   *pin.Known        // nil: remember nothing
	clock   driver.Clock
}

// newTarget decides which key the server must have: pinText, else the link's, else
// the one it showed the first time.
func newTarget(to address.Address, pinText string, known pin.Known, clock driver.Clock) (*quicTarget, error) {
	t := &quicTarget{address: to.Host, clock: clock}
	text := pinText
	if text == "" {
		text = to.Key
	}
	var err error
	switch text {
	case "any":
		return t, nil
	case "":
		t.known = &known
		if text, err = known.Find(to.Host); err != nil || text == "" {
			return t, err
		}
	}
	if t.pin, err = quic.ParseKey(text); err != nil {
		return nil, err
	}
	return t, nil
}

func (t *quicTarget) reach(ctx context.Context) (*driver.Link, ed25519.PublicKey, error) {
	return quic.Dial(ctx, t.address, t.pin, t.clock)
}

// words says what a changed key means.
func (t *quicTarget) words(err error) error {
	var wrong *quic.PinError
	if !errors.As(err, &wrong) {
		return err
	}
	if t.known != nil {
		err = fmt.Errorf("%s has another key than the one remembered in %s. It is another server, or it lost its keys. If you know why, remove its line there. The key is now %s",
			t.address, t.known.Path(), quic.KeyText(wrong.Got))
	}
	return &screen.FinalError{Err: err}
}

// accept pins the first key for the attempts that follow, and for other days.
func (t *quicTarget) accept(key ed25519.PublicKey) error {
	if t.known == nil || bytes.Equal(t.pin, key) {
		return nil
	}
	t.pin = key
	return t.known.Remember(t.address, quic.KeyText(key))
}
