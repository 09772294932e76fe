package quic

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode"
)

// Listener accepts links on one UDP socket.
type Listener struct {
	transport *quicgo.Transport
	listener  *quicgo.Listener
	socket    *net.UDPConn
	clock     Clock
	accepted  func(*Link)
	greeting  atomic.Int64
	running   sync.WaitGroup
}

// Listen opens a UDP socket and hands every link to accepted, from goroutines of its
// own. key is the identity that clients pin.
func Listen(addr string, key ed25519.PrivateKey, clock Clock, accepted func(*Link)) (*Listener, error) {
	udp, err := net.ResolveUDPAddr("udp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen address: %w", err)
	}
	socket, err := net.ListenUDP("udp", udp)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on UDP %s: %w", addr, plain(err))
	}
	tlsConfig, err := serverTLS(key)
	if err != nil {
		socket.Close()
		return nil, err
	}
	// Derived from the identity, so that clients learn at once of a restart.
	reset := quicgo.StatelessResetKey(sha256.Sum256(append([]byte("hindsight stateless reset"), key.Seed()...)))
	l := &Listener{socket: socket, clock: clock, accepted: accepted}
	l.transport = &quicgo.Transport{Conn: socket, StatelessResetKey: &reset}
	l.listener, err = l.transport.Listen(tlsConfig, config())
	if err != nil {
		socket.Close()
		return nil, fmt.Errorf("cannot listen on UDP %s: %w", addr, err)
	}
	l.running.Add(1)
	go l.accept()
	return l, nil
}

// plain takes the address out of a socket error: the caller names it.
func plain(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

func config() *quicgo.Config {
	return &quicgo.Config{
		EnableDatagrams:       true,
		HandshakeIdleTimeout:  handshakeMax,
		MaxIdleTimeout:        idleMax,
		KeepAlivePeriod:       keepAlive,
		MaxIncomingStreams:    streamsMax,
		MaxIncomingUniStreams: -1,
	}
}

// Addr is the address that the socket has.
func (l *Listener) Addr() net.Addr { return l.socket.LocalAddr() }

// accept does nothing but accept: the queue behind it is short.
func (l *Listener) accept() {
	defer l.running.Done()
	for {
		conn, err := l.listener.Accept(context.Background())
		if err != nil {
			return // closed
		}
		if l.greeting.Add(1) > greetingMax {
			l.greeting.Add(-1)
			_ = conn.CloseWithError(quicgo.ApplicationErrorCode(netcode.CloseRefused), "too many connections at this moment")
			continue
		}
		l.running.Add(1)
		go l.greet(conn)
	}
}

// greet waits for the client's stream, without which there is no link.
func (l *Listener) greet(conn *quicgo.Conn) {
	defer l.running.Done()
	ctx, cancel := context.WithTimeout(conn.Context(), handshakeMax)
	stream, err := conn.AcceptStream(ctx)
	cancel()
	l.greeting.Add(-1)
	if err != nil {
		_ = conn.CloseWithError(quicgo.ApplicationErrorCode(netcode.CloseProtocol), "no stream was opened")
		return
	}
	l.accepted(newLink(conn, stream, l.clock, func() {}))
}

// Close ends the listener and every connection that is left.
func (l *Listener) Close() error {
	err := l.listener.Close()
	l.running.Wait()
	return errors.Join(err, l.transport.Close(), l.socket.Close())
}
