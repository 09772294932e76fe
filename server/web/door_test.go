package web

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener in virtual time.
type pipes struct {
	incoming chan net.Conn
	closed   chan struct{}
}

func newPipes() *pipes {
	return &pipes{incoming: make(chan net.Conn, 1024), closed: make(chan struct{})}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.incoming:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// dial returns the far end of a connection that comes from an address.
func (p *pipes) dial(from string) net.Conn {
	near, far := net.Pipe()
	p.incoming <- addressed{near, net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(from), 50000))}
	return far
}

type addressed struct {
	net.Conn
	from net.Addr
}

func (a addressed) RemoteAddr() net.Addr { return a.from }

// virtual runs a test against a server in virtual time. It fails when a goroutine is
// left after Close.
func virtual(t *testing.T, test func(t *testing.T, s *Server, p *pipes)) {
	synctest.Test(t, func(t *testing.T) {
		s, p := newServer(t, testConfig(t)), newPipes()
		s.door.open(p)
		s.serve.Go(func() { s.http.Serve(s.door) })
		test(t, s, p)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// gone waits until the peer closes a connection and returns how long that took.
func gone(c net.Conn) time.Duration {
	start := time.Now()
	io.Copy(io.Discard, c)
	return time.Since(start)
}

func TestSlowConnectionsEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		say  func(net.Conn)
		max  time.Duration
	}{
		{"says nothing", func(net.Conn) {}, helloMax},
		{"begins TLS only", func(c net.Conn) { c.Write([]byte{tlsHandshake, 3}) }, helloMax},
		{"begins a request only", func(c net.Conn) { io.WriteString(c, "GET / HT") }, helloMax},
		{"sends a head drop by drop", func(c net.Conn) {
			for _, err := io.WriteString(c, "GET / HTTP/1.1\r\nX: "); err == nil; _, err = c.Write([]byte{'x'}) {
				time.Sleep(time.Second)
			}
		}, helloMax},
		{"asks for nothing more", func(c net.Conn) { io.WriteString(c, "GET /config.json HTTP/1.1\r\nHost: localhost\r\n\r\n") }, idleMax},
	} {
		t.Run(c.name, func(t *testing.T) {
			virtual(t, func(t *testing.T, _ *Server, p *pipes) {
				far := p.dial("127.0.0.1")
				var said sync.WaitGroup
				defer said.Wait()
				said.Go(func() { c.say(far) })
				if d := gone(far); d < c.max || d > c.max+time.Second {
					t.Errorf("closed after %v, want %v", d, c.max)
				}
			})
		})
	}
}

func TestPeerThatDoesNotRead(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		far := p.dial("127.0.0.1")
		io.WriteString(far, "GET /page.js HTTP/1.1\r\nHost: localhost\r\n\r\n")
		time.Sleep(writeMax + time.Second)
		if b, _ := io.ReadAll(far); len(b) > 0 {
			t.Errorf("still got %d bytes after %v", len(b), writeMax)
		}
	})
}

func TestPlacesOfAnAddress(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		var all []net.Conn
		for i := range perAddressMax {
			all = append(all, p.dial(fmt.Sprintf("2001:db8::%x", i))) // one /64
		}
		synctest.Wait()
		time.Sleep(helloMax / 10) // the pace is waited for
		if d := gone(p.dial("2001:db8::ffff")); d != 0 || s.Refused() != 1 {
			t.Errorf("one too many was closed after %v, %d refused", d, s.Refused())
		}
		if d := gone(p.dial("2001:db8:0:1::1")); d == 0 {
			t.Error("another address found no place")
		}
		for _, c := range all {
			c.Close()
		}
		time.Sleep(stayMin)
		synctest.Wait()
		if d := gone(p.dial("2001:db8::ffff")); d == 0 {
			t.Error("places are not given back")
		}
	})
}

func TestPace(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		const beyond = 200
		for i := range connectionsBurst + beyond {
			p.dial(fmt.Sprintf("10.0.%d.%d", i/250, i%250)).Close()
		}
		start := time.Now()
		for len(p.incoming) > 0 {
			time.Sleep(10 * time.Millisecond)
		}
		if d, want := time.Since(start), beyond*time.Second/connectionsPerSecond; d < want*9/10 || d > want*11/10 {
			t.Errorf("%d connections beyond the burst were taken in %v, want %v", beyond, d, want)
		}
	})
}

// TestOneAddressDoesNotHoldUpOthers: whoever connects without pause waits for himself.
func TestOneAddressDoesNotHoldUpOthers(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		var flood sync.WaitGroup
		done := make(chan struct{})
		flood.Go(func() {
			for {
				select {
				case <-done:
					return
				case <-time.After(time.Second / 2000):
					p.dial("10.0.0.1").Close()
				}
			}
		})
		time.Sleep(10 * time.Second)
		start := time.Now()
		far := p.dial("127.0.0.1")
		io.WriteString(far, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
		if _, err := bufio.NewReader(far).ReadString('\n'); err != nil || time.Since(start) > time.Second {
			t.Errorf("another address had its answer after %v (%v)", time.Since(start), err)
		}
		close(done)
		flood.Wait()
	})
}

func TestCloseCutsDownloads(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		silent, idle, stuck := p.dial("127.0.0.1"), p.dial("127.0.0.1"), p.dial("127.0.0.1")
		io.WriteString(idle, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
		bufio.NewReader(idle).ReadString('\n')
		io.WriteString(stuck, "GET /page.js HTTP/1.1\r\nHost: localhost\r\n\r\n")
		synctest.Wait()
		start := time.Now()
		s.Close()
		if d := time.Since(start); d > closeMax {
			t.Errorf("Close took %v", d)
		}
		for _, c := range []net.Conn{silent, stuck} {
			if d := gone(c); d != 0 {
				t.Errorf("a connection outlived Close by %v", d)
			}
		}
	})
}

func TestUnpacksAtOnce(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		request := "GET /hindsight-client-" + hashOf(program)[:16] + ".wasm HTTP/1.1\r\nHost: localhost\r\n\r\n"
		status := func() (net.Conn, int) {
			c := p.dial("127.0.0.1")
			io.WriteString(c, request)
			r, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				t.Fatal(err)
			}
			return c, r.StatusCode
		}
		var busy []net.Conn
		for range unpacksMax {
			c, code := status()
			if code != 200 {
				t.Fatalf("download was answered with %d", code)
			}
			busy = append(busy, c)
		}
		if _, code := status(); code != 503 {
			t.Errorf("one download too many was answered with %d", code)
		}
		busy[0].Close()
		synctest.Wait()
		if _, code := status(); code != 200 {
			t.Errorf("after a broken download the next is answered with %d", code)
		}
	})
}

func TestRequestsOfAConnection(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		far := p.dial("127.0.0.1")
		answers := bufio.NewReader(far)
		for n := 1; n <= requestsMax; n++ {
			io.WriteString(far, "GET /config.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
			r, err := http.ReadResponse(answers, nil)
			if err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, r.Body)
			if r.Close != (n == requestsMax) {
				t.Fatalf("after request %d the connection ends: %v", n, r.Close)
			}
		}
	})
}

func TestLongHead(t *testing.T) {
	virtual(t, func(t *testing.T, s *Server, p *pipes) {
		for _, c := range []struct{ size, status int }{{headMax - 1024, 200}, {headMax + 1024, 431}} {
			far := p.dial("127.0.0.1")
			go io.WriteString(far, "GET / HTTP/1.1\r\nHost: localhost\r\nX: "+strings.Repeat("x", c.size)+"\r\n\r\n")
			r, err := http.ReadResponse(bufio.NewReader(far), nil)
			if err != nil || r.StatusCode != c.status {
				t.Errorf("a head of %d bytes: %v, %v; want %d", c.size, r, err, c.status)
			}
			far.Close()
		}
	})
}

// One port on a real socket speaks TLS, and plain HTTP to this machine.
func TestOnePort(t *testing.T) {
	cfg, certificate := testConfig(t), selfSigned(t)
	cfg.TLSProtos = []string{"acme-tls/1"}
	cfg.GetCertificate = func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return certificate, nil }
	s := newServer(t, cfg)
	if err := s.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	client := &http.Client{
		Timeout: 30 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true, DisableKeepAlives: true,
		},
	}
	for _, scheme := range []string{"http", "https"} {
		r, err := client.Get(scheme + "://" + s.Addr().String() + "/wasm_exec.js")
		if err != nil {
			t.Fatal(err)
		}
		if b := body(t, r); r.StatusCode != 200 || len(b) == 0 || r.ProtoMajor != 1 {
			t.Errorf("%s: %s %d", scheme, r.Proto, r.StatusCode)
		}
		r.Body.Close()
	}
	c, err := tls.Dial("tcp", s.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"acme-tls/1"}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := c.ConnectionState().NegotiatedProtocol; got != "acme-tls/1" {
		t.Errorf("negotiated %q", got)
	}
	c.SetReadDeadline(time.Now().Add(30 * time.Second))
	if _, err := c.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("after the handshake of another protocol: %v", err)
	}
	if err := newServer(t, cfg).Listen(s.Addr().String()); err == nil {
		t.Error("listened on a port in use")
	}
}
