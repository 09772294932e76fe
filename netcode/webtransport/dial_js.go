package webtransport

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"

	"hindsight/internal/browser"
	"hindsight/netcode"
	"hindsight/netcode/driver"
)

// ErrMissing says that the page's browser, or its address, offers no WebTransport.
var ErrMissing = errors.New("this browser has no WebTransport, or the page is not on https")

// Dial opens a session at a URL such as https://HOST:PORT/hindsight. hashes are the
// SHA-256 of the certificates that the server may show; without any it needs one that
// the browser trusts. It waits until ctx ends. A browser does not tell why it could not
// connect: no answer, another certificate and a refusal look alike.
func Dial(ctx context.Context, url string, hashes [][]byte, clock driver.Clock) (*driver.Link, error) {
	constructor := js.Global().Get("WebTransport")
	if constructor.IsUndefined() {
		return nil, ErrMissing
	}
	var transport js.Value
	if err := browser.Try(func() { transport = constructor.New(url, options(hashes)) }); err != nil {
		return nil, fmt.Errorf("cannot connect to %s: %w", url, err)
	}
	if _, err := browser.Await(ctx, transport.Get("ready")); err != nil {
		_ = browser.Try(func() { transport.Call("close") })
		return nil, fmt.Errorf("cannot connect to %s: %w", url, err)
	}
	stream, err := browser.Await(ctx, transport.Call("createBidirectionalStream"))
	if err != nil {
		_ = browser.Try(func() { transport.Call("close") })
		return nil, fmt.Errorf("cannot open a stream to %s: %w", url, err)
	}
	session := newSession(transport, url)
	link := driver.New(session, newStream(stream, session.done), clock, func(*driver.Link) {})
	link.Start(nil)
	return link, nil
}

// options ask for what games need: datagrams, little delay, and a server that shows one
// of the certificates.
func options(hashes [][]byte) map[string]any {
	o := map[string]any{
		"protocols":         []any{netcode.Protocol},
		"requireUnreliable": true,
		"congestionControl": "low-latency",
	}
	if len(hashes) > 0 {
		list := make([]any, len(hashes))
		for i, h := range hashes {
			list[i] = map[string]any{"algorithm": "sha-256", "value": toJS(h)}
		}
		o["serverCertificateHashes"] = list
	}
	return o
}
