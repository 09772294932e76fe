package quic

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"sync"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode"
	"hindsight/netcode/driver"
)

// Protocol is what some kind of client speaks. Several share a socket, told apart by
// the ALPN that a client asks for.
type Protocol interface {
	ALPN() string
	// Certificate is what this kind of client is shown.
	Certificate(*tls.ClientHelloInfo) (*tls.Certificate, error)
	// Greet brings a new connection as far as its first message, until ctx ends. An
	// error closes the connection with its words.
	Greet(ctx context.Context, conn *quicgo.Conn) (s driver.Session, stream driver.Stream, first []byte, err error)
}

// Config says where and how to listen.
type Config struct {
	Addr     string             // of the UDP socket
	Key      ed25519.PrivateKey // the identity that native clients pin
	Clock    Clock
	Accepted func(*Link) // gets every link, from goroutines of the listener's
	Others   []Protocol  // beside the native one
}

// Listener accepts links on one UDP socket.
type Listener struct {
	transport *quicgo.Transport
	listener  *quicgo.Listener
	socket    *net.UDPConn
	cfg       Config
	protocols map[string]Protocol
	guard     *guard
	stop      context.Context // done when the listener closes
	cancel    context.CancelFunc
	running   sync.WaitGroup

	mu      sync.Mutex
	links   map[*Link]struct{} // whose connections are not over
	silent  uint64             // connections that brought no first message
	lastEnd time.Time          // when the last of those that were ended
}

// Stats are a listener's connections, and whom it did not let in.
type Stats struct {
	Open    int    // connections there are, with those in their handshake
	Crowded uint64 // connections beyond the limits
	Silent  uint64 // connections that brought no stream or message in time, or were refused before
}

// stopping is what links hear that are left when a listener closes.
const stopping = "the server is stopping"

// Listen opens a UDP socket and hands every link to cfg.Accepted, once its first
// message has arrived.
func Listen(cfg Config) (*Listener, error) {
	udp, err := net.ResolveUDPAddr("udp", cfg.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen address: %w", err)
	}
	socket, err := net.ListenUDP("udp", udp)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on UDP %s: %w", cfg.Addr, plain(err))
	}
	cert, err := certificate(cfg.Key)
	if err != nil {
		socket.Close()
		return nil, err
	}
	// Derived from the identity, so that clients learn at once of a restart.
	reset := quicgo.StatelessResetKey(sha256.Sum256(append([]byte("hindsight stateless reset"), cfg.Key.Seed()...)))
	l := &Listener{socket: socket, cfg: cfg, links: map[*Link]struct{}{}, guard: newGuard(cfg.Clock)}
	l.stop, l.cancel = context.WithCancel(context.Background())
	l.transport = &quicgo.Transport{Conn: socket, StatelessResetKey: &reset, VerifySourceAddress: l.guard.verify, ConnContext: l.guard.admit}
	l.protocols = map[string]Protocol{netcode.Protocol: &native{cert}}
	for _, p := range cfg.Others {
		l.protocols[p.ALPN()] = p
	}
	l.listener, err = l.transport.Listen(serverTLS(l.protocols), serverConfig())
	if err != nil {
		l.cancel()
		socket.Close()
		return nil, fmt.Errorf("cannot listen on UDP %s: %w", cfg.Addr, err)
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
		MaxIncomingStreams:    -1,
		MaxIncomingUniStreams: -1,
	}
}

// Addr is the address that the socket has.
func (l *Listener) Addr() net.Addr { return l.socket.LocalAddr() }

// serverConfig also bounds what a client may open and send unread. It is the same for
// all protocols: which one a client speaks is not known when QUIC asks for it.
func serverConfig() *quicgo.Config {
	c := config()
	c.EnableStreamResetPartialDelivery = true // WebTransport wants it
	c.MaxIncomingStreams, c.MaxIncomingUniStreams = streamsMax, uniStreamsMax
	c.InitialStreamReceiveWindow, c.MaxStreamReceiveWindow = serverWindow, serverWindow
	c.InitialConnectionReceiveWindow, c.MaxConnectionReceiveWindow = serverWindow, serverWindow
	return c
}

// accept does nothing but accept: the queue behind it is short.
func (l *Listener) accept() {
	defer l.running.Done()
	for {
		conn, err := l.listener.Accept(context.Background())
		if err != nil {
			return // closed
		}
		l.running.Go(func() { l.greet(conn) })
	}
}

// greet waits for the client's first message, without which there is no link: whoever
// says nothing takes no place in a match.
func (l *Listener) greet(conn *quicgo.Conn) {
	ctx, cancel := context.WithTimeout(l.stop, handshakeMax)
	defer cancel()
	protocol := l.protocols[conn.ConnectionState().TLS.NegotiatedProtocol] // TLS has settled on one of them
	s, stream, first, err := protocol.Greet(ctx, conn)
	if err != nil {
		code, reason := netcode.CloseProtocol, err.Error()
		if l.stop.Err() != nil {
			code, reason = netcode.CloseStopping, stopping
		}
		l.mu.Lock()
		l.silent++
		l.mu.Unlock()
		_ = conn.CloseWithError(quicgo.ApplicationErrorCode(code), reason)
		return
	}
	link := driver.New(s, stream, l.cfg.Clock, l.forget)
	l.mu.Lock()
	l.links[link] = struct{}{}
	l.mu.Unlock()
	link.Start(first)
	l.cfg.Accepted(link)
}

// Stats counts the listener's connections.
func (l *Listener) Stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	open, crowded := l.guard.counts()
	return Stats{Open: open, Crowded: crowded, Silent: l.silent}
}

func (l *Listener) forget(link *Link) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.links, link)
	l.lastEnd = time.Now()
}

// Close ends the listener. Links that are left are closed, and everybody gets a moment
// to hear why its link ended: at most flushMax and lingerMax.
func (l *Listener) Close() error {
	l.cancel()
	err := l.listener.Close()
	l.running.Wait()
	l.mu.Lock()
	links := slices.Collect(maps.Keys(l.links))
	l.mu.Unlock()
	for _, link := range links {
		link.Close(netcode.CloseStopping, stopping)
	}
	for _, link := range links {
		<-link.Done()
	}
	l.mu.Lock()
	ended := l.lastEnd
	l.mu.Unlock()
	// A connection's end is one packet, which may be lost. While the socket is open QUIC
	// repeats it to whoever goes on sending.
	time.Sleep(lingerMax - time.Since(ended))
	return errors.Join(err, l.transport.Close(), l.socket.Close())
}
