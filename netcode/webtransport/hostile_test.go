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

// TestThousandSessions: a crowd from one address that opens sessions and stays gets no
// more than its share, and who plays does not notice.
func TestThousandSessions(t *testing.T) {
	const crowd, address = 1000, 256
	h := newHall(t)
	_, stream, link := h.join(t)
	socket, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	from := &quicgo.Transport{Conn: socket}
	defer from.Close()
	to := h.listener.Addr()
	var opened, refused int
	var mu sync.Mutex
	var dialling sync.WaitGroup
	places := make(chan struct{}, 32)
	for range crowd {
		dialling.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			conn, err := from.Dial(ctx, to, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h3"}},
				&quicgo.Config{EnableDatagrams: true, EnableStreamResetPartialDelivery: true, KeepAlivePeriod: time.Second})
			if err == nil {
				// Refused connections look open until the server's word comes.
				client := &wt.Transport{}
				defer client.Close()
				var session *wt.Session
				if cc, dialErr := client.NewClientConn(conn); dialErr == nil {
					_, session, err = cc.Dial(ctx, "https://"+h.addr+Path, nil)
				}
				if err == nil {
					err = stay(session)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				opened++
			} else {
				refused++
			}
		})
	}
	beat := time.NewTicker(10 * time.Millisecond)
	defer beat.Stop()
	done := make(chan struct{})
	go func() { dialling.Wait(); close(done) }()
	heard, came, most := 0, 0, 0
	for waiting := true; waiting; {
		most = max(most, h.listener.Stats().Open)
		select {
		case <-h.links:
			came++
		case <-done:
			waiting = false
		case <-beat.C:
			write(t, stream, "playing")
			if p := next(t, link); string(p.Data) == "playing" {
				heard++
			}
		}
	}
	for ; came < opened; came++ {
		select {
		case <-h.links:
		case <-time.After(patience):
			t.Fatalf("%d sessions were opened, and %d links came", opened, came)
		}
	}
	// One place is that of who plays.
	if s := h.listener.Stats(); opened != address-1 || opened+refused != crowd || s.Crowded == 0 {
		t.Errorf("%d opened, %d refused, counted %+v", opened, refused, s)
	}
	if most > address {
		t.Errorf("%d connections at once, where one address has room for %d", most, address)
	}
	if heard == 0 || link.Stats().MessagesReceived != uint64(heard+1) {
		t.Errorf("who plays was heard %d times of %d", heard, link.Stats().MessagesReceived-1)
	}
}

// stay says something, so that a session is let in.
func stay(session *wt.Session) error {
	stream, err := session.OpenStream()
	if err == nil {
		_, err = stream.Write([]byte{0, 0, 0, 1, 'x'})
	}
	return err
}
