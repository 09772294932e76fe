//go:build !js

package webtransport

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	quicgo "github.com/quic-go/quic-go"
	wt "github.com/quic-go/webtransport-go"
	"go.uber.org/goleak"

	"hindsight/netcode"
	"hindsight/netcode/quic"
)

// patience is the deadline of anything on loopback; nothing is judged by time.
const patience = 20 * time.Second

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var testKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))

func testClock() quic.Clock {
	start := time.Now()
	return func() netcode.Time { return netcode.Time(time.Since(start)) }
}

// hall is a server on loopback whose links come out of a channel.
type hall struct {
	addr     string
	browsers *Server
	listener *quic.Listener
	links    chan *quic.Link
}

func newHall(t *testing.T) *hall {
	t.Helper()
	cert, err := Certificate(testKey, Epoch(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{links: make(chan *quic.Link, 16)}
	h.browsers, err = NewServer(Config{
		Certificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &cert, nil },
		Origins:     []string{"https://arcade.example"},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.listener, err = quic.Listen(quic.Config{
		Addr: "127.0.0.1:0", Key: testKey, Clock: testClock(), Others: []quic.Protocol{h.browsers},
		Accepted: func(l *quic.Link) { h.links <- l },
	})
	if err != nil {
		t.Fatal(err)
	}
	h.addr = h.listener.Addr().String()
	t.Cleanup(func() { h.listener.Close() })
	return h
}

// transport is a client's, as a browser's would be.
func transport(t *testing.T) *wt.Transport {
	tr := &wt.Transport{
		TLSClientConfig:      &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h3"}},
		QUICConfig:           &quicgo.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true},
		ApplicationProtocols: []string{netcode.Protocol},
	}
	t.Cleanup(func() { tr.Close() })
	return tr
}

// open asks for a session as a page of an origin does.
func (h *hall) open(t *testing.T, origin string) (*wt.Session, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	_, session, err := transport(t).Dial(ctx, "https://"+h.addr+Path, header)
	return session, err
}

// join opens a session and says hello; it returns both ends and the client's stream.
func (h *hall) join(t *testing.T) (*wt.Session, *wt.Stream, *quic.Link) {
	t.Helper()
	session, err := h.open(t, "https://localhost:7780")
	if err != nil {
		t.Fatal(err)
	}
	stream, err := session.OpenStream()
	if err != nil {
		t.Fatal(err)
	}
	write(t, stream, "hello")
	select {
	case link := <-h.links:
		if p := next(t, link); p.Kind != netcode.Message || string(p.Data) != "hello" {
			t.Fatalf("first packet %d %q", p.Kind, p.Data)
		}
		return session, stream, link
	case <-time.After(patience):
		t.Fatal("no link came")
		return nil, nil, nil
	}
}

// write sends a message as links frame it.
func write(t *testing.T, w io.Writer, message string) {
	t.Helper()
	if _, err := w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(message))), message...)); err != nil {
		t.Fatal(err)
	}
}

// next waits for a packet.
func next(t *testing.T, l *quic.Link) netcode.Packet {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if p, ok := l.Receive(); ok {
			return p
		}
	}
	t.Fatal("nothing arrived")
	return netcode.Packet{}
}

// ended reads a link to its end.
func ended(t *testing.T, l *quic.Link) error {
	t.Helper()
	for {
		if p := next(t, l); p.Kind == netcode.Closed {
			return p.Err
		}
	}
}

func TestBrowsersAreLinks(t *testing.T) {
	h := newHall(t)
	session, stream, link := h.join(t)
	full := bytes.Repeat([]byte("d"), netcode.MaxDatagram)
	link.SendDatagram(full)
	if got, err := session.ReceiveDatagram(t.Context()); err != nil || !bytes.Equal(got, full) {
		t.Fatalf("the browser got %d bytes: %v", len(got), err)
	}
	if err := session.SendDatagram(full); err != nil {
		t.Fatal(err)
	}
	if p := next(t, link); p.Kind != netcode.Datagram || !bytes.Equal(p.Data, full) {
		t.Fatalf("the server got packet %d of %d bytes", p.Kind, len(p.Data))
	}
	big := strings.Repeat("x", netcode.MaxMessage)
	if err := link.SendMessage([]byte(big)); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 4+len(big))
	if _, err := io.ReadFull(stream, got); err != nil || string(got[4:]) != big {
		t.Fatalf("the browser read another message: %v", err)
	}
	if !strings.HasPrefix(link.Peer(), "webtransport 127.0.0.1:") {
		t.Errorf("the peer is %q", link.Peer())
	}
	// The words of a browser may be lost: its connection ends with its session. One that
	// leaves on purpose says so in a message.
	_ = session.CloseWithError(wt.SessionErrorCode(netcode.CloseDone), "bye")
	if err := ended(t, link); err == nil || !strings.Contains(err.Error(), "browser") && !strings.Contains(err.Error(), "bye") {
		t.Errorf("the link ended with %v", err)
	}
	<-link.Done()
	if s := h.browsers.Stats(); s != (Stats{Sessions: 1}) {
		t.Errorf("counted %+v", s)
	}
}

// TestClosedPageMayComeBack: a page that is loaded again ends its session without a
// word, which is not the word of a player who leaves.
func TestClosedPageMayComeBack(t *testing.T) {
	h := newHall(t)
	session, _, link := h.join(t)
	_ = session.CloseWithError(0, "")
	if err := ended(t, link); err == nil || errors.As(err, new(*netcode.CloseError)) {
		t.Errorf("the link ended with %v", err)
	}
}

// TestBothKindsShareThePort: each is shown the certificate of its kind.
func TestBothKindsShareThePort(t *testing.T) {
	h := newHall(t)
	h.join(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	native, key, err := quic.Dial(ctx, h.addr, testKey.Public().(ed25519.PublicKey), testClock())
	if err != nil || !bytes.Equal(key, testKey.Public().(ed25519.PublicKey)) {
		t.Fatalf("a native client: %v", err)
	}
	if err := native.SendMessage([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	if link := <-h.links; !strings.HasPrefix(link.Peer(), "quic ") {
		t.Errorf("the peer is %q", link.Peer())
	}
	native.Close(netcode.CloseDone, "")
	<-native.Done()
}

// TestBrowsersHearTheEnd: by its code and words, whether it ends one link or all.
func TestBrowsersHearTheEnd(t *testing.T) {
	h := newHall(t)
	kicked, stream, link := h.join(t)
	stays, _, _ := h.join(t)
	link.Close(netcode.CloseKicked, "enough")
	// Chromium does not hear the session's own words.
	last, _ := io.ReadAll(stream)
	if want := "\x80\x02\x00\x06enough"; string(last) != want {
		t.Errorf("the stream ends with %q, want %q", last, want)
	}
	if err := heard(t, kicked); err.ErrorCode != wt.SessionErrorCode(netcode.CloseKicked) || err.Message != "enough" {
		t.Errorf("heard %d %q", err.ErrorCode, err.Message)
	}
	if err := h.listener.Close(); err != nil {
		t.Error(err)
	}
	if err := heard(t, stays); err.ErrorCode != wt.SessionErrorCode(netcode.CloseStopping) {
		t.Errorf("heard %d %q", err.ErrorCode, err.Message)
	}
}

func heard(t *testing.T, session *wt.Session) *wt.SessionError {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, err := session.AcceptStream(ctx)
	told, ok := errors.AsType[*wt.SessionError](err)
	if !ok || !told.Remote {
		t.Fatalf("the session ended with %v", err)
	}
	return told
}

func TestOrigins(t *testing.T) {
	h := newHall(t)
	for origin, want := range map[string]bool{
		"":                               true, // no browser
		"https://127.0.0.1:7780":         true,
		"http://localhost:7780":          true, // the same machine by another name
		"http://[::1]:7780":              true,
		"https://arcade.example":         true, // on the list
		"https://ARCADE.example":         true,
		"https://arcade.example:444":     false,
		"http://arcade.example":          false,
		"https://evil.example":           false,
		"https://127.0.0.1.evil.example": false,
		"https://localhost.evil.example": false,
		"null":                           false,
		"file://":                        false,
		"https://":                       false,
	} {
		before := h.browsers.Stats()
		session, err := h.open(t, origin)
		if (err == nil) != want {
			t.Errorf("a page of %q: %v", origin, err)
		}
		after := h.browsers.Stats()
		for deadline := time.Now().Add(patience); after == before && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			after = h.browsers.Stats() // the browser may know before the server counts
		}
		if after.Sessions-before.Sessions+after.Origins-before.Origins != 1 || (after.Sessions > before.Sessions) != want {
			t.Errorf("a page of %q: counted %+v after %+v", origin, after, before)
		}
		if err == nil {
			_ = session.CloseWithError(0, "")
		}
	}
	for listed, sent := range map[string]string{
		"https://a.example:443": "https://a.example", "http://A.example:80": "http://a.example", "https://a.example:80": "https://a.example:80",
	} { // browsers leave out the port that goes without saying
		if origins, err := parseOrigins([]string{listed}); err != nil || !origins[sent] {
			t.Errorf("%q on the list lets in %v, not %q (%v)", listed, origins, sent, err)
		}
	}
	for _, bad := range []string{"arcade.example", "https://a/b", "ftp://a", "https://a?b", "https://u@a", "*"} {
		if _, err := NewServer(Config{Origins: []string{bad}}); err == nil {
			t.Errorf("%q was taken for an origin", bad)
		}
	}
}

// TestVanishedBrowser: whoever is not heard any more has not closed the page. Streams and
// connection end in an order that differs, so there are several.
func TestVanishedBrowser(t *testing.T) {
	h := newHall(t)
	const crowd = 16
	var links []*quic.Link
	for range crowd {
		socket, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			t.Fatal(err)
		}
		beneath := &quicgo.Transport{Conn: socket}
		tr := transport(t)
		tr.QUICConfig.MaxIdleTimeout = time.Second // of which QUIC makes five
		tr.DialAddr = func(ctx context.Context, _ string, tls *tls.Config, cfg *quicgo.Config) (*quicgo.Conn, error) {
			return beneath.Dial(ctx, h.listener.Addr(), tls, cfg)
		}
		_, session, err := tr.Dial(t.Context(), "https://"+h.addr+Path, nil)
		if err != nil {
			t.Fatal(err)
		}
		stream, err := session.OpenStream()
		if err != nil {
			t.Fatal(err)
		}
		write(t, stream, "hello")
		links = append(links, <-h.links)
		next(t, links[len(links)-1])
		socket.Close()
	}
	for _, link := range links {
		if p := next(t, link); p.Kind != netcode.Closed || p.Err.Error() != "nothing was heard from the other end" {
			t.Errorf("got %d %v", p.Kind, p.Err)
		}
	}
}
