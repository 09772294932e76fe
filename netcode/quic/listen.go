package quic

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"sync"
	"time"

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
	stop      context.Context // done when the listener closes
	cancel    context.CancelFunc
	running   sync.WaitGroup

	mu      sync.Mutex
	links   map[*Link]struct{} // whose connections are not over
	lastEnd time.Time          // when the last of those that were ended
}

// stopping is what links hear that are left when a listener closes.
const stopping = "the server is stopping"

// Listen opens a UDP socket and hands every link to accepted, from goroutines of its
// own, once its first message has arrived. key is the identity that clients pin.
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
	l := &Listener{socket: socket, clock: clock, accepted: accepted, links: map[*Link]struct{}{}}
	l.stop, l.cancel = context.WithCancel(context.Background())
	g := newGuard(clock)
	l.transport = &quicgo.Transport{Conn: socket, StatelessResetKey: &reset, VerifySourceAddress: g.verify, ConnContext: g.admit}
	l.listener, err = l.transport.Listen(tlsConfig, serverConfig())
	if err != nil {
		l.cancel()
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

// serverConfig also bounds what a client may send unread.
func serverConfig() *quicgo.Config {
	c := config()
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

// greet waits for the client's stream and first message, without which there is no
// link: whoever says nothing takes no place in a match.
func (l *Listener) greet(conn *quicgo.Conn) {
	ctx, cancel := context.WithTimeout(l.stop, handshakeMax)
	defer cancel()
	stream, first, err := greeting(ctx, conn)
	if err != nil {
		code, reason := netcode.CloseProtocol, err.Error()
		if l.stop.Err() != nil {
			code, reason = netcode.CloseDone, stopping
		}
		_ = conn.CloseWithError(quicgo.ApplicationErrorCode(code), reason)
		return
	}
	link := newLink(conn, stream, l.clock, l.forget)
	link.in.message(l.clock(), first)
	l.mu.Lock()
	l.links[link] = struct{}{}
	l.mu.Unlock()
	link.start()
	l.accepted(link)
}

// greeting is a connection's stream and its first message.
func greeting(ctx context.Context, conn *quicgo.Conn) (*quicgo.Stream, []byte, error) {
	if !conn.ConnectionState().SupportsDatagrams.Remote {
		return nil, nil, errors.New("your QUIC has no datagrams")
	}
	stream, err := conn.AcceptStream(ctx)
	if err != nil {
		return nil, nil, errors.New("no stream was opened")
	}
	silence := context.AfterFunc(ctx, func() { _ = stream.SetReadDeadline(time.Unix(1, 0)) })
	first, err := readFrame(stream)
	if tooLong, ok := errors.AsType[oversizeError](err); ok {
		return nil, nil, tooLong
	}
	if err != nil || !silence() {
		return nil, nil, errors.New("no message came")
	}
	return stream, first, nil
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
		link.Close(netcode.CloseDone, stopping)
	}
	for _, link := range links {
		<-link.done
	}
	l.mu.Lock()
	ended := l.lastEnd
	l.mu.Unlock()
	// A connection's end is one packet, which may be lost. While the socket is open QUIC
	// repeats it to whoever goes on sending.
	time.Sleep(lingerMax - time.Since(ended))
	return errors.Join(err, l.transport.Close(), l.socket.Close())
}
