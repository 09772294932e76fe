//go:build !js

package webtransport

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	wt "github.com/quic-go/webtransport-go"

	"hindsight/netcode"
	"hindsight/netcode/driver"
	"hindsight/netcode/quic"
)

// Config says whom a server lets in.
type Config struct {
	// Certificate is what browsers are shown.
	Certificate func(*tls.ClientHelloInfo) (*tls.Certificate, error)
	// Origins are pages from elsewhere that may connect, as https://HOST or
	// https://HOST:PORT. Those of the server's own host always may, whatever their port.
	Origins []string
}

// Stats count the requests for sessions.
type Stats struct {
	Sessions uint64 // let in
	Origins  uint64 // refused for the page that they came from
	Refused  uint64 // refused for anything else
}

// Server is the protocol of browsers, for quic.Listen.
type Server struct {
	cfg     Config
	origins map[string]bool
	wt      *wt.Server

	mu      sync.Mutex
	waiting map[*quicgo.Conn]chan arrival // connections whose request has not come yet
	stats   Stats
}

// arrival is a connection's session, or why it has none.
type arrival struct {
	session *wt.Session
	err     error
}

var _ quic.Protocol = (*Server)(nil)

// connKey finds the connection of a request.
type connKey struct{}

// NewServer makes the protocol. Its errors say which origin cannot be one.
func NewServer(cfg Config) (*Server, error) {
	s := &Server{cfg: cfg, waiting: map[*quicgo.Conn]chan arrival{}}
	var err error
	if s.origins, err = parseOrigins(cfg.Origins); err != nil {
		return nil, err
	}
	s.wt = &wt.Server{
		H3: &http3.Server{
			Handler:        http.HandlerFunc(s.request),
			MaxHeaderBytes: headerBytesMax,
			ConnContext: func(ctx context.Context, conn *quicgo.Conn) context.Context {
				return context.WithValue(ctx, connKey{}, conn)
			},
		},
		ApplicationProtocols: []string{netcode.Protocol},
		CheckOrigin:          s.allowed,
	}
	return s, nil
}

// ALPN is quic.Protocol's.
func (s *Server) ALPN() string { return http3.NextProtoH3 }

// Certificate is quic.Protocol's.
func (s *Server) Certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	return s.cfg.Certificate(hello)
}

// Stats says how many were let in, and how many were not.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stats
}

// Greet is quic.Protocol's: a connection has one session, and brings it at once.
func (s *Server) Greet(ctx context.Context, conn *quicgo.Conn) (driver.Session, driver.Stream, []byte, error) {
	arrived := make(chan arrival, 1)
	s.mu.Lock()
	s.waiting[conn] = arrived
	s.mu.Unlock()
	defer s.take(conn)
	go func() { _ = s.wt.ServeQUICConn(conn) }() // until the connection ends, which the session tells
	var a arrival
	select {
	case a = <-arrived:
	case <-ctx.Done():
		a.err = errors.New("no session was opened")
	case <-conn.Context().Done():
		a.err = errors.New("the connection ended")
	}
	if a.err != nil {
		return nil, nil, nil, a.err
	}
	stream, first, err := driver.Greeting(ctx, a.session.AcceptStream)
	if err != nil {
		return nil, nil, nil, err
	}
	return newSession(conn, a.session), stream, first, nil
}

// take ends the wait for a connection's session and returns who waited, nil for nobody.
func (s *Server) take(conn *quicgo.Conn) chan arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	arrived := s.waiting[conn]
	delete(s.waiting, conn)
	return arrived
}

// request answers what a browser asks for. It is one session a connection; whoever asks
// for anything else hears no and loses the connection.
func (s *Server) request(w http.ResponseWriter, r *http.Request) {
	conn, _ := r.Context().Value(connKey{}).(*quicgo.Conn)
	arrived := s.take(conn)
	if arrived != nil && r.URL.Path == Path && r.Method == http.MethodConnect && s.allowed(r) {
		if session, err := s.wt.Upgrade(w, r); err == nil {
			s.count(&s.stats.Sessions)
			arrived <- arrival{session: session}
			return
		}
	}
	status, counter := http.StatusNotFound, &s.stats.Refused
	switch {
	case !s.allowed(r):
		status, counter = http.StatusForbidden, &s.stats.Origins
	case r.URL.Path == Path:
		status = http.StatusBadRequest
	}
	s.count(counter)
	w.WriteHeader(status)
	// Not before the answer has reached the browser.
	time.AfterFunc(lingerMax, func() {
		_ = conn.CloseWithError(quicgo.ApplicationErrorCode(http3.ErrCodeRequestRejected), http.StatusText(status))
	})
}

func (s *Server) count(counter *uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*counter++
}
