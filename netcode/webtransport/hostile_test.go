//go:build !js

package webtransport

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	wt "github.com/quic-go/webtransport-go"

	"hindsight/netcode"
)

// stranger makes a bare connection of browsers' kind.
func (h *hall) stranger(t *testing.T) *quicgo.Conn {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	conn, err := quicgo.DialAddr(ctx, h.addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h3"}},
		&quicgo.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseWithError(0, "") })
	return conn
}

// gone waits for a connection's end.
func gone(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatalf("%s is still connected", what)
	}
}

// TestWhoBringsNoLinkIsCut: however far a connection goes, without a first message it
// ends, is counted, and hinders nobody.
func TestWhoBringsNoLinkIsCut(t *testing.T) {
	h := newHall(t)
	_, stream, link := h.join(t)

	mute := h.stranger(t)
	noise := h.stranger(t)
	if s, err := noise.OpenStream(); err == nil {
		_, _ = s.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
	}
	noStream, err := h.open(t, "")
	if err != nil {
		t.Fatal(err)
	}
	half, err := h.open(t, "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := half.OpenStream()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = s.Write([]byte{0, 0, 0, 9, 'h', 'a'})
	huge, err := h.open(t, "")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = huge.OpenStream(); err != nil {
		t.Fatal(err)
	}
	_, _ = s.Write([]byte{0xff, 0xff, 0xff, 0xff, 1})

	gone(t, "one without a request", mute.Context().Done())
	gone(t, "one that talks nonsense", noise.Context().Done())
	gone(t, "one without a stream", noStream.Context().Done())
	gone(t, "one with half a message", half.Context().Done())
	gone(t, "one with a message too long", huge.Context().Done())
	if s := h.listener.Stats(); s.Silent != 5 {
		t.Errorf("%d connections counted that brought nothing, want 5", s.Silent)
	}
	write(t, stream, "still here")
	if p := next(t, link); string(p.Data) != "still here" {
		t.Errorf("who plays said %q", p.Data)
	}
}

// TestRequestsForOtherThings get an answer, lose the connection, and are counted.
func TestRequestsForOtherThings(t *testing.T) {
	h := newHall(t)
	for i, ask := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/", 404}, {"GET", Path, 400}, {"POST", Path, 400}, {"GET", "/../etc/passwd", 404},
	} {
		client := &http3.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
		req, err := http.NewRequestWithContext(t.Context(), ask.method, "https://"+h.addr+ask.path, strings.NewReader(strings.Repeat("x", 1<<20)))
		if err != nil {
			t.Fatal(err)
		}
		if res, err := client.RoundTrip(req); err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			if res.StatusCode != ask.want {
				t.Errorf("%s %s: %s", ask.method, ask.path, res.Status)
			}
			res.Body.Close()
		} else {
			t.Errorf("%s %s: %v", ask.method, ask.path, err)
		}
		client.Close()
		if s := h.browsers.Stats(); s.Refused != uint64(i+1) || s.Sessions != 0 {
			t.Errorf("after %s %s: counted %+v", ask.method, ask.path, s)
		}
	}
}

// TestSecondSessionIsRefused: a connection is one player's.
func TestSecondSessionIsRefused(t *testing.T) {
	h := newHall(t)
	conn := h.stranger(t)
	client := (&wt.Transport{ApplicationProtocols: []string{netcode.Protocol}})
	defer client.Close()
	cc, err := client.NewClientConn(conn)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false} {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodConnect, "https://"+h.addr+Path, nil)
		_, _, err := cc.Dial(req.Context(), req.URL.String(), nil)
		if (err == nil) != want {
			t.Errorf("session %d: %v", i+1, err)
		}
	}
	gone(t, "who wanted two sessions", conn.Context().Done())
}

// TestThousandHalfOpenSessions: a crowd from one address that opens sessions and says
// nothing never has more than its share, is cut, and who plays does not notice.
func TestThousandHalfOpenSessions(t *testing.T) {
	const crowd, address = 1000, 256
	h := newHall(t)
	_, stream, link := h.join(t)
	opened := make(chan int, 1)
	go func() { opened <- h.halfOpen(t, crowd) }()
	heard, most, count := 0, 0, -1
	for beat := time.NewTicker(10 * time.Millisecond); count < 0; {
		most = max(most, h.listener.Stats().Open)
		select {
		case count = <-opened:
			beat.Stop()
		case <-beat.C:
			write(t, stream, "playing")
			if p := next(t, link); string(p.Data) == "playing" {
				heard++
			}
		}
	}
	if count == 0 || most > address {
		t.Errorf("%d sessions opened, %d connections at once, where one address has room for %d", count, most, address)
	}
	if heard == 0 || link.Stats().MessagesReceived != uint64(heard+1) {
		t.Errorf("who plays was heard %d times of %d", heard, link.Stats().MessagesReceived-1)
	}
	for deadline := time.Now().Add(patience); h.listener.Stats().Open > 1; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d connections are left", h.listener.Stats().Open)
		}
	}
	if s := h.listener.Stats(); s.Silent < uint64(count) {
		t.Errorf("%d sessions said nothing, counted %+v", count, s)
	}
}

// halfOpen tries to open so many sessions, 32 at once, and returns how many it got.
func (h *hall) halfOpen(t *testing.T, crowd int) int {
	socket, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Error(err)
		return 0
	}
	from := &quicgo.Transport{Conn: socket}
	t.Cleanup(func() {
		from.Close()
		socket.Close()
	})
	var opened atomic.Int64
	var dialling sync.WaitGroup
	places := make(chan struct{}, 32)
	for range crowd {
		places <- struct{}{}
		dialling.Go(func() {
			defer func() { <-places }()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			conn, err := from.Dial(ctx, h.listener.Addr(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h3"}},
				&quicgo.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true})
			if err != nil {
				return
			}
			client := &wt.Transport{}
			t.Cleanup(func() { client.Close() })
			if cc, err := client.NewClientConn(conn); err == nil {
				// Refused connections look open until the server's word comes.
				if _, _, err := cc.Dial(ctx, "https://"+h.addr+Path, nil); err == nil {
					opened.Add(1)
				}
			}
		})
	}
	dialling.Wait()
	return int(opened.Load())
}
