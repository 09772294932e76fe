package app

import (
	"errors"

	"hindsight/client/app/pin"
	"hindsight/client/app/screen"
	"hindsight/internal/address"
	"hindsight/netcode"
)

// driver is what the server's list calls this client.
const driver = "browser"

// dialer would connect from a page: pages have no UDP sockets, and servers offer
// nothing else so far.
type dialer struct{}

func newDialer(address.Address, string, pin.Known, func() netcode.Time) (*dialer, error) {
	return nil, errors.New("this build cannot reach servers from a browser")
}

// Dial is screen.Dialer's.
func (*dialer) Dial() {}

// Poll is screen.Dialer's.
func (*dialer) Poll() (screen.Dialed, bool) { return screen.Dialed{}, false }

// Cancel is screen.Dialer's.
func (*dialer) Cancel() {}

func (*dialer) drain() {}
