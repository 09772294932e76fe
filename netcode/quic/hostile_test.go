package quic

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode"
	"hindsight/netcode/driver"
	"hindsight/netcode/simnet"
)

// stranger connects without being a Link.
func stranger(t *testing.T, addr string, cfg *quicgo.Config) *quicgo.Conn {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := quicgo.DialAddr(ctx, addr, clientTLS(nil), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseWithError(0, "") })
	return conn
}

// stream opens a stranger's stream and writes to it.
func stream(t *testing.T, conn *quicgo.Conn, b []byte) *quicgo.Stream {
	t.Helper()
	s, err := conn.OpenStream()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(b); err != nil {
		t.Fatal(err)
	}
	return s
}

// told waits for a connection's end and returns what the other side said.
func told(t *testing.T, conn *quicgo.Conn) error {
	t.Helper()
	select {
	case <-conn.Context().Done():
		return endOf(context.Cause(conn.Context()))
	case <-time.After(patience):
		t.Fatal("the connection did not end")
		return nil
	}
}

// closed reads a link to its end and returns the words of it.
func closed(t *testing.T, l *Link) string {
	t.Helper()
	for {
		if p := next(t, l); p.Kind == netcode.Closed {
			return p.Err.Error()
		}
	}
}

// keepSending sends datagrams as clients do, until the function it returns is called.
func keepSending(clients []*Link) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var sending sync.WaitGroup
	for _, c := range clients {
		sending.Go(func() {
			for ctx.Err() == nil {
				c.SendDatagram([]byte("input"))
				time.Sleep(16 * time.Millisecond)
			}
		})
	}
	return func() {
		cancel()
		sending.Wait()
	}
}

// TestCloseTellsEveryone: those who play, those who are late, and those who say
// nothing hear why; over a path that loses every fifth packet they learn of the end at
// once at least. Whoever says nothing does not hold it up.
func TestCloseTellsEveryone(t *testing.T) {
	links := make(chan *Link, 16)
	l, err := listenAt("127.0.0.1:0", func(link *Link) { links <- link })
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	spec, err := simnet.ParseSpec("rtt=20ms,loss=20%")
	if err != nil {
		t.Fatal(err)
	}
	mute := stranger(t, addr, config())
	half := stranger(t, addr, config())
	stream(t, half, []byte{0, 0, 0, 9, 'h', 'a'})
	var clients []*Link
	for i := range 6 {
		via := addr
		if i%2 == 0 {
			relay, err := NewRelay(addr, spec, uint64(i), testClock())
			if err != nil {
				t.Fatal(err)
			}
			defer relay.Close()
			via = relay.Addr()
		}
		client, err := dial(t, via, nil)
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, client)
		if err := client.SendMessage([]byte("hello")); err != nil {
			t.Fatal(err)
		}
		if server := <-links; i < 3 {
			server.Close(netcode.CloseDone, "the match is over")
		}
	}
	stop := keepSending(clients)
	begin := time.Now()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(begin); took > handshakeMax-time.Second {
		t.Errorf("closing took %v", took)
	}
	for i, c := range clients {
		want := stopping
		if i < 3 {
			want = "the match is over"
		}
		// QUIC repeats the end for three time-outs only; who lost all of them gets a reset.
		lossy := i%2 == 0
		if got := closed(t, c); !strings.HasSuffix(got, want) && !(lossy && strings.Contains(got, "has stopped")) {
			t.Errorf("client %d heard %q, want %q", i, got, want)
		}
	}
	stop()
	for _, conn := range []*quicgo.Conn{mute, half} {
		if err := told(t, conn); !strings.HasSuffix(err.Error(), stopping) {
			t.Errorf("one without a message heard %q", err)
		}
	}
}

// TestWhoDoesNotRead fills its queue up to the limit, and cannot keep the link.
func TestWhoDoesNotRead(t *testing.T) {
	addr, links := listen(t)
	deaf := config()
	deaf.InitialStreamReceiveWindow, deaf.MaxStreamReceiveWindow = 1<<10, 1<<10
	conn := stranger(t, addr, deaf)
	stream(t, conn, frame([]byte("hello")))
	server := <-links
	message := make([]byte, netcode.MaxMessage)
	queued := 0
	for ; ; queued += len(message) {
		if err := server.SendMessage(message); errors.Is(err, netcode.ErrQueueFull) {
			break
		}
		if queued > netcode.MaxQueuedBytes {
			t.Fatalf("%d bytes are queued, limit %d", queued, netcode.MaxQueuedBytes)
		}
		if queued%(1<<20) == 0 {
			time.Sleep(time.Millisecond) // gives the writer its share: it counts too
		}
	}
	begin := time.Now()
	server.Close(netcode.CloseFull, "you do not read")
	<-server.Done()
	if took := time.Since(begin); took > driver.WriteMax/2 {
		t.Errorf("closing took %v", took)
	}
	if err := told(t, conn); !strings.HasSuffix(err.Error(), "you do not read") {
		t.Errorf("it heard %q", err)
	}
}

// TestFloodOfDatagramsEndsTheLink, and nobody else's.
func TestFloodOfDatagramsEndsTheLink(t *testing.T) {
	client, server := pair(t)
	conn := stranger(t, serverOf(client), config())
	stream(t, conn, frame([]byte("hello")))
	for conn.Context().Err() == nil {
		_ = conn.SendDatagram([]byte("flood"))
	}
	if err := told(t, conn); !strings.HasSuffix(err.Error(), "too many datagrams") {
		t.Errorf("it heard %q", err)
	}
	client.SendDatagram([]byte("still here"))
	if p := next(t, server); string(p.Data) != "still here" {
		t.Errorf("got %q", p.Data)
	}
}

// TestCrowdsConnect: more at once than may come unproved, all get in. Those whom a
// starved server had to refuse are told so, and get in when they try again.
func TestCrowdsConnect(t *testing.T) {
	const crowd = strangersPerSecond + 16
	l, err := listenAt("127.0.0.1:0", func(link *Link) {
		if err := link.SendMessage([]byte("welcome")); err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var entering sync.WaitGroup
	defer entering.Wait()
	for range crowd {
		entering.Go(func() {
			for enter(t, l.Addr().String()) {
			}
		})
	}
}

// enter connects and waits for a welcome; it reports whether to try again.
func enter(t *testing.T, addr string) (again bool) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	link, _, err := Dial(ctx, addr, nil, testClock())
	if err != nil {
		if errors.Is(err, ErrBusy) {
			return true
		}
		t.Error(err)
		return false
	}
	defer func() {
		link.Close(netcode.CloseDone, "")
		<-link.Done()
	}()
	_ = link.SendMessage([]byte("hello"))
	for ; ctx.Err() == nil; time.Sleep(time.Millisecond) {
		p, ok := link.Receive()
		switch {
		case ok && p.Kind == netcode.Message:
			return false
		case ok && errors.Is(p.Err, ErrBusy):
			return true
		case ok:
			t.Errorf("got %d %v", p.Kind, p.Err)
			return false
		}
	}
	t.Error("no welcome came")
	return false
}

// TestRestartIsNoticed: a server that vanished and came back tells its old clients so.
func TestRestartIsNoticed(t *testing.T) {
	l, err := listenAt("127.0.0.1:0", func(*Link) {})
	if err != nil {
		t.Fatal(err)
	}
	client, err := dial(t, l.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	l.socket.Close() // as a crash: nobody is told
	l.Close()
	again, err := listenAt(l.Addr().String(), func(*Link) {})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	client.SendDatagram(make([]byte, 100))
	if got := closed(t, client); !strings.Contains(got, "restarted") {
		t.Errorf("the client heard %q", got)
	}
}

func TestGuardCounts(t *testing.T) { synctest.Test(t, testGuardCounts) }

func testGuardCounts(t *testing.T) {
	g := newGuard(func() netcode.Time { return 0 })
	refused := func(ctx context.Context, ip string) bool {
		_, err := g.admit(ctx, &quicgo.ClientInfo{RemoteAddr: &net.UDPAddr{IP: net.ParseIP(ip), Port: 1000}})
		return err != nil
	}
	ctx, cancel := context.WithCancel(t.Context())
	if refused(ctx, "::ffff:10.0.0.1") {
		t.Fatal("the first one is refused")
	}
	for range perAddressMax - 1 {
		if refused(t.Context(), "10.0.0.1") {
			t.Fatal("refused within the limit")
		}
	}
	if !refused(t.Context(), "10.0.0.1") || refused(t.Context(), "10.0.0.2") || refused(t.Context(), "2001:db8::1") {
		t.Error("an address has no limit, or shares it with another")
	}
	cancel()
	synctest.Wait()
	if open, _ := g.counts(); open != perAddressMax+1 {
		t.Errorf("%d connections are open, want %d", open, perAddressMax+1)
	}
	if !refused(t.Context(), "10.0.0.1") {
		t.Error("who comes and goes at once has no limit")
	}
	time.Sleep(stayMin)
	synctest.Wait()
	if refused(t.Context(), "10.0.0.1") {
		t.Error("the end of a connection makes no room")
	}
	for i := 0; !refused(t.Context(), "2001:db8:0:"+string("0123456789abcdef"[i%16])+"::1"); i++ {
		if i > connectionsMax {
			t.Fatal("all together have no limit")
		}
	}
	if g.total != connectionsMax {
		t.Errorf("%d connections, limit %d", g.total, connectionsMax)
	}
}

func TestWordsOfPeersAreHarmless(t *testing.T) {
	err := endOf(&quicgo.ApplicationError{Remote: true, ErrorMessage: "\x1b[2Jgone\r\n\xff" + strings.Repeat("é", 300)})
	if got := err.Error(); strings.ContainsAny(got, "\x1b\r\n") || len(got) > netcode.MaxReason+30 || !strings.Contains(got, "[2Jgone") {
		t.Errorf("a peer's words came out as %q", got)
	}
}
