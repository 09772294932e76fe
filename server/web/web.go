// Package web serves the page that browsers load to play: a few files built into the
// binary, and /config.json, which says where the game is. One TCP port speaks HTTPS,
// and plain HTTP to the machine's own browsers only: they treat their own address as
// secure, and from any other a plain page could not use WebTransport.
//
// HTTP/1.1 alone is spoken: the page is six files, and each way of asking for them
// has to be bounded.
package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
)

// Config says what to serve.
type Config struct {
	// Info is asked at each request of /config.json, by several goroutines at once.
	Info func() Info
	// GetCertificate is crypto/tls's: the certificate that browsers see.
	GetCertificate func(*tls.ClientHelloInfo) (*tls.Certificate, error)
	// TLSProtos are further protocols to negotiate, such as ACME's acme-tls/1: the
	// handshake is all they get.
	TLSProtos []string
	Log       *slog.Logger
	// Files has page/ and dist/; nil is what this binary holds.
	Files fs.FS
}

// Server serves the page. Make it with New.
type Server struct {
	http  *http.Server
	door  *door
	serve sync.WaitGroup
}

// New makes everything ready but the socket. The error is one line that says what to
// do when the binary holds no page, or one of another simulation than Info's.
func New(cfg Config) (*Server, error) {
	if cfg.Info == nil || cfg.GetCertificate == nil || cfg.Log == nil {
		return nil, errors.New("page: Info, GetCertificate and Log are required")
	}
	if cfg.Files == nil {
		cfg.Files = embedded
	}
	d, err := openDist(cfg.Files)
	if err != nil {
		return nil, err
	}
	if sim := cfg.Info().Sim; d.Sim != sim {
		return nil, fmt.Errorf("the page in this binary is of simulation %s, and the server of %s: %s", d.Sim, sim, advice)
	}
	files, err := newFiles(cfg.Files, d)
	if err != nil {
		return nil, err
	}
	security := &tls.Config{
		MinVersion: tls.VersionTLS12, GetCertificate: cfg.GetCertificate,
		NextProtos: slices.Concat([]string{"http/1.1"}, cfg.TLSProtos),
	}
	// A browser that has not yet been told to trust the certificate breaks off its first
	// handshake: no news for anybody but a developer.
	trouble := slog.NewLogLogger(cfg.Log.Handler(), slog.LevelDebug)
	s := &Server{door: newDoor(security)}
	s.http = &http.Server{
		Handler:           &handler{files: files, info: cfg.Info, log: cfg.Log},
		ReadHeaderTimeout: helloMax, ReadTimeout: readMax, WriteTimeout: writeMax, IdleTimeout: idleMax,
		MaxHeaderBytes: headMax - httpSlop, ErrorLog: trouble, ConnContext: withPlace,
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){}, // no HTTP/2
	}
	return s, nil
}

// httpSlop is what net/http allows beyond MaxHeaderBytes.
const httpSlop = 4096

// Listen opens the TCP address and serves until Close. Call it once.
func (s *Server) Listen(addr string) error {
	inner, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	s.door.open(inner)
	s.serve.Go(func() { s.http.Serve(s.door) }) // returns when the door is closed
	return nil
}

// Addr is the address that is listened on.
func (s *Server) Addr() net.Addr { return s.door.Addr() }

// Refused counts the connections that were closed at once since there were too many.
func (s *Server) Refused() uint64 { return s.door.refusals() }

// Close stops listening, lets answers finish for at most a second, and cuts the rest.
func (s *Server) Close() error {
	err := s.door.Close()
	ctx, cancel := context.WithTimeout(context.Background(), closeMax)
	defer cancel()
	if s.http.Shutdown(ctx) != nil {
		s.http.Close()
	}
	s.door.wait()
	s.serve.Wait()
	return err
}
