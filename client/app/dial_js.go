package app

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"syscall/js"
	"time"

	"hindsight/client/app/screen"
	"hindsight/internal/address"
	"hindsight/internal/browser"
	"hindsight/netcode"
	"hindsight/netcode/driver"
	"hindsight/netcode/webtransport"
	"hindsight/sim"
)

// driverName is what the server's list calls this client.
const driverName = "browser"

const (
	// configMax bounds the letters of config.json: a statement of a few names and hashes.
	configMax = 64 << 10
	// skewMax is how far this device's clock may be off before it is named as a cause.
	skewMax = 24 * time.Hour
)

// pageConfig is what of config.json a connection needs.
type pageConfig struct {
	Sim       string
	Protocol  string
	Host      string // "": the page's own
	Port      uint16
	Path      string
	Statement webtransport.Statement

	skew time.Duration // this device's clock minus the server's
}

// pageTarget is the server that the page came from. What it says of itself is read for
// every attempt: after a restart its port and its certificates may be others.
type pageTarget struct {
	pin    ed25519.PublicKey // of the link; nil: whatever the page's server says
	simIDs string            // of the games that this program has
	clock  driver.Clock
}

func newTarget(to address.Address, simIDs string, clock driver.Clock) (*pageTarget, error) {
	t := &pageTarget{simIDs: simIDs, clock: clock}
	if to.Key == "" {
		return t, nil
	}
	var err error
	t.pin, err = parseKey(to.Key)
	return t, err
}

func (t *pageTarget) reach(ctx context.Context) (*driver.Link, ed25519.PublicKey, error) {
	c, err := fetchConfig(ctx)
	if err != nil {
		return nil, nil, err
	}
	host := c.Host
	if host == "" {
		host = js.Global().Get("location").Get("hostname").String()
	}
	if err := t.check(c, host); err != nil {
		return nil, nil, &screen.FinalError{Err: err}
	}
	url := fmt.Sprintf("https://%s:%d%s", bracketed(host), c.Port, c.Path)
	link, err := webtransport.Dial(ctx, url, c.Statement.Certificates, t.clock)
	switch {
	case errors.Is(err, webtransport.ErrMissing):
		return nil, nil, &screen.FinalError{Err: err}
	case err != nil:
		return nil, nil, unreachable(host, c, err)
	}
	return link, c.Statement.Key, nil
}

// check compares what the server says of itself with the link, the clock and this program.
func (t *pageTarget) check(c *pageConfig, host string) error {
	switch {
	case c.Protocol != netcode.Protocol || !sim.HasSimID(t.simIDs, c.Sim):
		return errors.New("the server plays another version of the game than this page has: reload the page")
	case t.pin != nil && !t.pin.Equal(c.Statement.Key):
		return fmt.Errorf("the server has another key than the link says. It is another server, or it lost its keys. If you know why, reload the page. The key is now %s",
			base64.RawURLEncoding.EncodeToString(c.Statement.Key))
	case c.Port == 0 || !strings.HasPrefix(c.Path, "/"):
		return errors.New("the server's config.json names no place to connect to: reload the page")
	}
	return c.Statement.Verify(time.Now(), host)
}

// unreachable says what may lie between the page's server, which has answered, and its
// game. Browsers do not tell.
func unreachable(host string, c *pageConfig, err error) error {
	if max(c.skew, -c.skew) > skewMax {
		return fmt.Errorf("this device's clock is off by %d hours, so the server's certificate does not count: set the clock", c.skew/time.Hour)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("nothing for %d s", dialMax/time.Second)
	}
	return fmt.Errorf("no answer from UDP port %d of %s: a firewall or this network may block UDP, or the server does not listen there (%w)", c.Port, host, err)
}

func (t *pageTarget) accept(ed25519.PublicKey) error { return nil }
func (t *pageTarget) words(err error) error          { return err }

// fetchConfig asks the page's server where the game is.
func fetchConfig(ctx context.Context) (*pageConfig, error) {
	abort := js.Global().Get("AbortController").New()
	defer func() { _ = browser.Try(func() { abort.Call("abort") }) }()
	silent := func(err error) error {
		return fmt.Errorf("the server of this page does not answer: is it running? (%w)", err)
	}
	var asked js.Value
	err := browser.Try(func() {
		asked = js.Global().Call("fetch", "config.json", map[string]any{"cache": "no-store", "signal": abort.Get("signal")})
	})
	if err != nil {
		return nil, silent(err)
	}
	response, err := browser.Await(ctx, asked)
	if err != nil {
		return nil, silent(err)
	}
	if status := response.Get("status").Int(); status != 200 {
		return nil, fmt.Errorf("the server of this page answers with status %d: it may be starting or stopping", status)
	}
	body, err := browser.Await(ctx, response.Call("text"))
	if err != nil {
		return nil, silent(err)
	}
	text := body.String()
	if len(text) > configMax {
		return nil, fmt.Errorf("config.json has %d bytes, limit %d", len(text), configMax)
	}
	var c pageConfig
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return nil, fmt.Errorf("config.json: %w", err)
	}
	if date := response.Get("headers").Call("get", "date"); date.Type() == js.TypeString {
		if at, err := time.Parse(time.RFC1123, date.String()); err == nil {
			c.skew = time.Since(at)
		}
	}
	return &c, nil
}

// bracketed writes an address of IPv6 as URLs do.
func bracketed(host string) string {
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		return "[" + host + "]"
	}
	return host
}
