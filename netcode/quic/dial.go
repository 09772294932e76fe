package quic

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode/driver"
)

// Dial connects to a server. pin is the key it must have, nil accepts any. It
// returns the link and the key that the server proved. Until ctx ends it waits.
func Dial(ctx context.Context, addr string, pin ed25519.PublicKey, clock Clock) (*Link, ed25519.PublicKey, error) {
	remote, err := resolve(ctx, addr)
	if err != nil {
		return nil, nil, fmt.Errorf("server address %q: %w", addr, plain(err))
	}
	socket, err := net.ListenUDP("udp", nil)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot open a UDP socket: %w", plain(err))
	}
	transport := &quicgo.Transport{Conn: socket}
	release := func(*Link) {
		transport.Close()
		socket.Close()
	}
	conn, err := connect(ctx, transport, remote, pin)
	if err != nil {
		release(nil)
		return nil, nil, dialError(addr, err)
	}
	state := conn.ConnectionState().TLS
	key, err := serverKey(&state)
	if err == nil {
		var stream *quicgo.Stream
		if stream, err = conn.OpenStreamSync(ctx); err == nil {
			link := driver.New(session{conn}, stream, clock, release)
			link.Start(nil)
			return link, key, nil
		}
	}
	_ = conn.CloseWithError(0, "")
	release(nil)
	return nil, nil, dialError(addr, err)
}

// connect dials, again and again while the server's queue of new connections is full.
func connect(ctx context.Context, transport *quicgo.Transport, remote net.Addr, pin ed25519.PublicKey) (*quicgo.Conn, error) {
	for try := 1; ; try++ {
		conn, err := transport.Dial(ctx, remote, clientTLS(pin), config())
		if err == nil || !crowded(err) || try == dialsMax {
			return conn, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(time.Duration(try) * dialPause):
		}
	}
}

// crowded reports whether a server refused for the number of its connections.
func crowded(err error) bool {
	transport, ok := errors.AsType[*quicgo.TransportError](err)
	return ok && transport.Remote && transport.ErrorCode == quicgo.ConnectionRefused
}

// resolve finds a server's address. Where a name has several, one of IPv4 comes first.
func resolve(ctx context.Context, addr string) (*net.UDPAddr, error) {
	host, service, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	port, err := net.DefaultResolver.LookupPort(ctx, "udp", service)
	if err != nil {
		return nil, err
	}
	if host == "" {
		host = "127.0.0.1"
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	at := max(0, slices.IndexFunc(found, func(a netip.Addr) bool { return a.Unmap().Is4() }))
	return net.UDPAddrFromAddrPort(netip.AddrPortFrom(found[at].Unmap(), uint16(port))), nil
}

// noApplicationProtocol is TLS alert 120 as a QUIC error (RFC 9001, section 4.8).
const noApplicationProtocol = 0x100 + 120

// dialError says in words why there is no connection.
func dialError(addr string, err error) error {
	var pin *PinError
	var idle *quicgo.IdleTimeoutError
	var handshake *quicgo.HandshakeTimeoutError
	var transport *quicgo.TransportError
	switch {
	case errors.As(err, &pin):
		return pin
	case errors.As(err, &idle), errors.As(err, &handshake), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("no answer from %s: is a server running there, and does UDP get through?", addr)
	case errors.As(err, &transport) && transport.ErrorCode == noApplicationProtocol:
		return fmt.Errorf("%s speaks another protocol or another version of it", addr)
	case crowded(err):
		return fmt.Errorf("%s: %w", addr, ErrBusy)
	case errors.As(err, &transport) && strings.Contains(transport.ErrorMessage, "expected"):
		return errors.New(transport.ErrorMessage)
	}
	return fmt.Errorf("cannot connect to %s: %w", addr, err)
}
