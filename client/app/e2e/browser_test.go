//go:build !js

package e2e

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hindsight/internal/chromium"
	"hindsight/netcode"
	"hindsight/netcode/quic"
	"hindsight/netcode/simnet"
	"hindsight/netcode/webtransport"
	"hindsight/server/host"
)

// link is where a server's page is, with a name given and more to be seen of the client.
func link(s *server) string { return "http://" + s.Web() + "/?debug=50ms" }

// join opens a server's page as a first visitor does, who is asked for a name.
func join(t *testing.T, b *chromium.Browser, o chromium.PageOptions, url, name string) (*page, *hands) {
	t.Helper()
	p := openPage(t, b, o, url)
	p.must(p.Wait("document.querySelector('#name') && document.querySelector('#start:not([hidden])')", patience))
	p.must(p.Eval(fmt.Sprintf("{document.querySelector('#name').value = ''; document.querySelector('#name').focus(); %q}", name), nil))
	p.must(p.Type(name))
	p.must(p.ClickOn("#play"))
	return p, &hands{driven: p}
}

// playing waits until a client plays and is alive.
func (h *hands) playing() *state {
	h.test().Helper()
	return h.until("the match", func(s *state) bool { return s.Phase == "playing" && s.Match != nil && s.Match.Alive })
}

// A stranger's path in a browser, with real keys and a real mouse: the same as in the
// window, over WebTransport. A native player sees all of it happen.
func TestBrowser(t *testing.T) {
	cfg := settings(t)
	cfg.Report = filepath.Join(t.TempDir(), "report.json")
	server := startServer(t, cfg)
	other := startWitness(t, server)
	eventually(t, "the witness", func() bool { return other.slot() != 0 && other.alive() })
	p, h := join(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{}, link(server), "Robin")
	s := h.until("the match", func(s *state) bool { return s.Match != nil && s.Match.Alive && len(s.Match.Players) == 1 })
	slot, them := s.Match.Slot, s.Match.Players[0]
	if !slices.Contains(other.names(), "Robin (browser)") || !slices.Contains(other.names(), "Witness (bots)") {
		t.Errorf("the match has %v", other.names())
	}
	s = h.mouse(12, 8)
	h.look(s, them)
	h.shoot(other, them)
	h.walk(other, slot)

	h.press("Escape")
	h.press("Return")
	p.says("Play again")
	eventually(t, "the server to see Robin leave", func() bool { return !slices.Contains(other.names(), "Robin (browser)") })
	for _, l := range p.Errors() {
		t.Errorf("the page complains: %s", l)
	}
	server.stop()
	if r := reportOf(t, cfg); r.Drivers["browser"] != 1 || r.Drivers["bots"] != 1 || r.Faults != 0 {
		t.Errorf("the report counts %v, %d faults", r.Drivers, r.Faults)
	}
}

func reportOf(t *testing.T, cfg host.Config) *host.Report {
	t.Helper()
	b, err := os.ReadFile(cfg.Report)
	r := &host.Report{}
	if err == nil {
		err = json.Unmarshal(b, r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// front stands before a server's page and changes what it says of the game.
func front(t *testing.T, s *server, change func(config map[string]any)) string {
	t.Helper()
	behind, err := url.Parse("http://" + s.Web())
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind) },
		ModifyResponse: func(r *http.Response) error {
			if r.Request.URL.Path != "/config.json" {
				return nil
			}
			config := map[string]any{}
			if err := json.NewDecoder(r.Body).Decode(&config); err != nil {
				return err
			}
			change(config)
			b, err := json.Marshal(config)
			r.Body = io.NopCloser(bytes.NewReader(b))
			r.ContentLength = int64(len(b))
			r.Header.Set("Content-Length", strconv.Itoa(len(b)))
			return err
		},
	}
	ts := httptest.NewServer(proxy)
	t.Cleanup(ts.Close)
	return ts.URL + "/?debug=50ms"
}

// cable is a path to a server that can be cut.
type cable struct {
	relay *quic.Relay
	port  int
}

func newCable(t *testing.T, s *server) *cable {
	t.Helper()
	start := time.Now()
	relay, err := quic.NewRelay(s.Addr().String(), simnet.Spec{}, 1, func() netcode.Time { return netcode.Time(time.Since(start)) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { relay.Close() })
	_, text, _ := strings.Cut(relay.Addr(), ":")
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return &cable{relay, port}
}

// A lost connection is noticed in words and found again, and the body has waited; so it
// has when the page is loaded again.
func TestBrowserReturnsToItsBody(t *testing.T) {
	cfg := settings(t)
	cfg.Report = filepath.Join(t.TempDir(), "report.json")
	server := startServer(t, cfg)
	first := newCable(t, server)
	var port atomic.Int64
	port.Store(int64(first.port))
	at := front(t, server, func(config map[string]any) { config["port"] = port.Load() })
	p, h := join(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{}, at, "Robin")
	before := *h.playing().Match

	first.relay.Close()
	h.until("the loss", func(s *state) bool { return s.Phase == "waiting" && s.Why != "" })
	port.Store(int64(newCable(t, server).port))
	if after := h.playing().Match; after.Slot != before.Slot || after.X != before.X || after.Y != before.Y {
		t.Errorf("came back as %d at %v,%v, was %d at %v,%v", after.Slot, after.X, after.Y, before.Slot, before.X, before.Y)
	}

	p.must(p.Eval("globalThis.hindsight.state = ''", nil))
	p.must(p.Reload())
	if after := h.playing().Match; after.Slot != before.Slot || after.X != before.X || after.Y != before.Y {
		t.Errorf("after a reload came back as %d at %v,%v, was %d at %v,%v", after.Slot, after.X, after.Y, before.Slot, before.X, before.Y)
	}
	server.stop()
	if r := reportOf(t, cfg); r.Resumed != 2 || r.PlayersJoined != 1 {
		t.Errorf("the server counts %d joined, %d resumed, want 1 and 2", r.PlayersJoined, r.Resumed)
	}
}

// A server that is started again is found again, without a key or a click.
func TestBrowserFindsRestartedServer(t *testing.T) {
	cfg := settings(t)
	server := startServer(t, cfg)
	p, h := join(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{}, link(server), "Robin")
	h.playing()
	cfg.Listen, cfg.Web = server.Addr().String(), server.Web()
	server.stop()
	h.until("the loss", func(s *state) bool { return s.Phase == "waiting" })
	again := startServer(t, cfg)
	h.playing()
	other := startWitness(t, again)
	eventually(t, "Robin in the new match", func() bool { return slices.Contains(other.names(), "Robin (browser)") })
	for _, l := range p.Errors() {
		// Asking a server that is away is an error to the browser.
		if !strings.Contains(l.Text, "ERR_CONNECTION_REFUSED") {
			t.Errorf("the page complains: %s", l)
		}
	}
}

// A page that the browser stops for a while harms nobody and plays on; stopped for
// longer, it has lost its place and takes it again.
func TestBrowserSleeps(t *testing.T) {
	server := startServer(t, settings(t))
	other := startWitness(t, server)
	p, h := join(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{}, link(server), "Robin")
	slot := h.playing().Match.Slot
	for _, nap := range []time.Duration{2 * time.Second, 7 * time.Second} {
		before := other.tick()
		p.must(p.Freeze())
		time.Sleep(nap)
		if ticks, want := other.tick()-before, uint32(nap*60/time.Second); ticks < want*8/10 {
			t.Errorf("the match made %d ticks in %v of a page's sleep", ticks, nap)
		}
		p.must(p.Resume())
		for len(p.lines) > 0 {
			<-p.lines
		}
		if s := h.playing(); s.Match.Slot != slot {
			t.Errorf("after %v of sleep the player is %d, was %d", nap, s.Match.Slot, slot)
		}
		x := h.last.Match.Y
		h.key("s", true)
		h.until("a walk after sleep", func(s *state) bool { return s.Match != nil && s.Match.Y != x })
		h.key("s", false)
	}
}

// What cannot be played is said in words, on the page.
func TestBrowserSaysWhyNot(t *testing.T) {
	server := startServer(t, settings(t))
	b := startBrowser(t, chromium.Options{})
	another := "#" + quic.KeyText(make([]byte, ed25519.PublicKeySize))
	for name, try := range map[string]struct {
		script string
		url    string
		says   string
	}{
		"WebTransport":    {script: "delete globalThis.WebTransport", url: link(server), says: "WebTransport"},
		"WebGL":           {script: "HTMLCanvasElement.prototype.getContext = () => null", url: link(server), says: "WebGL"},
		"another server":  {url: link(server) + another, says: "another key than the link says"},
		"another key":     {url: front(t, server, forge), says: "not signed by its key"},
		"no UDP":          {url: front(t, server, func(c map[string]any) { c["port"] = 9 }), says: "UDP port 9"},
		"another version": {url: front(t, server, func(c map[string]any) { c["sim"] = "0000000000000000" }), says: "version"},
	} {
		t.Run(name, func(t *testing.T) {
			p := openPage(t, b, chromium.PageOptions{Script: try.script, Apart: true}, strings.Replace(try.url, "?", "?play=1&", 1))
			shown := fmt.Sprintf("(document.body.innerText + (globalThis.hindsight?.state ?? '')).includes(%q)", try.says)
			p.must(p.Wait(shown, patience))
		})
	}
}

// forge changes a certificate's hash in a statement.
func forge(config map[string]any) {
	statement := config["statement"].(map[string]any)
	hashes := statement["certificates"].([]any)
	hash := []byte(hashes[0].(string))
	hash[3] ^= 1
	hashes[0] = string(hash)
}

// A browser connects to nobody but who shows a certificate that was named to it, and
// that is valid.
func TestBrowserChecksCertificates(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{5}, ed25519.SeedSize))
	now := webtransport.Epoch(time.Now())
	p := openPage(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{}, link(startServer(t, settings(t))))
	for name, c := range map[string]struct {
		shown, named int64
		accepted     bool
	}{
		"good": {now, now, true}, "not valid yet": {now + 2, now + 2, false}, "wrong": {now, now + 1, false}, "expired": {now - 3, now - 3, false},
	} {
		cert, err := webtransport.Certificate(key, c.shown)
		if err != nil {
			t.Fatal(err)
		}
		named, err := webtransport.Certificate(key, c.named)
		if err != nil {
			t.Fatal(err)
		}
		port := listenAs(t, key, &cert)
		hash := sha256.Sum256(named.Certificate[0])
		b, _ := json.Marshal(slices.Collect(func(yield func(int) bool) {
			for _, x := range hash {
				if !yield(int(x)) {
					return
				}
			}
		}))
		script := fmt.Sprintf(`new WebTransport("https://127.0.0.1:%d/hindsight", {serverCertificateHashes:
			[{algorithm: "sha-256", value: new Uint8Array(%s)}]}).ready.then(() => "accepted", e => "refused: " + e)`, port, b)
		var said string
		p.must(p.Eval(script, &said))
		if accepted := said == "accepted"; accepted != c.accepted {
			t.Errorf("%s certificate: %s", name, said)
		}
	}
}

// A name that is changed after Play was pressed, while the game still loads, does not
// leave the page without a way on.
func TestBrowserNameWhileLoading(t *testing.T) {
	p := openPage(t, startBrowser(t, chromium.Options{}), chromium.PageOptions{Script: `addEventListener("DOMContentLoaded", () => {
		document.querySelector("#join").requestSubmit();
		document.querySelector("#name").dispatchEvent(new Event("input"));
	})`}, link(startServer(t, settings(t))))
	p.says("Ready")
	p.must(p.Wait("!document.querySelector('#play').disabled", patience))
	p.must(p.ClickOn("#play"))
	(&hands{driven: p}).playing()
}

// A page from elsewhere cannot make its visitors join.
func TestBrowserPageFromElsewhere(t *testing.T) {
	cfg := settings(t)
	cfg.Report = filepath.Join(t.TempDir(), "report.json")
	server := startServer(t, cfg)
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<title>Free skins</title>") }))
	t.Cleanup(evil.Close)
	_, port, _ := strings.Cut(evil.Listener.Addr().String(), ":")
	origin := "http://evil.test:" + port
	b := startBrowser(t, chromium.Options{Flags: []string{"host-resolver-rules=MAP evil.test 127.0.0.1", "unsafely-treat-insecure-origin-as-secure=" + origin}})
	p := openPage(t, b, chromium.PageOptions{}, origin)
	script := fmt.Sprintf(`new WebTransport("https://%s/hindsight", {serverCertificateHashes: %s.map(h => ({algorithm: "sha-256",
		value: Uint8Array.from(atob(h.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0))}))}).ready.then(() => "accepted", e => "refused: " + e)`, server.Addr(), certificates(t, server))
	var said string
	p.must(p.Eval(script, &said))
	if !strings.HasPrefix(said, "refused") {
		t.Errorf("a page of %s was %s", origin, said)
	}
	server.stop()
	if r := reportOf(t, cfg); r.TurnedAway.Origins != 1 || r.PlayersJoined != 0 {
		t.Errorf("turned away %+v, %d joined", r.TurnedAway, r.PlayersJoined)
	}
}

// certificates is the list of them that a server's page names, as JSON.
func certificates(t *testing.T, s *server) string {
	t.Helper()
	res, err := http.Get("http://" + s.Web() + "/config.json")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var c struct {
		Statement struct{ Certificates json.RawMessage }
	}
	if err := json.NewDecoder(res.Body).Decode(&c); err != nil {
		t.Fatal(err)
	}
	return string(c.Statement.Certificates)
}

// listenAs is a server that shows browsers a certificate.
func listenAs(t *testing.T, key ed25519.PrivateKey, cert *tls.Certificate) int {
	t.Helper()
	protocol, err := webtransport.NewServer(webtransport.Config{
		Certificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return cert, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := quic.Listen(quic.Config{
		Addr: "127.0.0.1:0", Key: key, Clock: func() netcode.Time { return 0 }, Accepted: func(*quic.Link) {}, Others: []quic.Protocol{protocol},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	_, text, _ := strings.Cut(l.Addr().String(), ":")
	port, _ := strconv.Atoi(text)
	return port
}
