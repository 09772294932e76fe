package quic

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"

	quicgo "github.com/quic-go/quic-go"

	"hindsight/netcode/driver"
)

// guard bounds what strangers can make a listener do. QUIC asks it on the arrival of a
// first packet, before there are keys or memory for the connection.
type guard struct {
	clock     Clock
	mu        sync.Mutex
	strangers driver.Bucket
	total     int
	refused   uint64
	addresses map[netip.Prefix]int
}

func newGuard(clock Clock) *guard {
	return &guard{clock: clock, strangers: driver.NewBucket(strangersPerSecond), addresses: map[netip.Prefix]int{}}
}

// verify says whether an address has to prove itself before its handshake begins.
func (g *guard) verify(net.Addr) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !g.strangers.Take(g.clock())
}

var errCrowded = errors.New("quic: too many connections")

// admit counts a connection until its context ends, or refuses it.
func (g *guard) admit(ctx context.Context, info *quicgo.ClientInfo) (context.Context, error) {
	from := prefixOf(info.RemoteAddr)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.total == connectionsMax || g.addresses[from] == perAddressMax {
		g.refused++
		return nil, errCrowded
	}
	g.total++
	g.addresses[from]++
	context.AfterFunc(ctx, func() { g.release(from) })
	return ctx, nil
}

func (g *guard) release(from netip.Prefix) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.total--
	if g.addresses[from]--; g.addresses[from] == 0 {
		delete(g.addresses, from)
	}
}

// counts are the connections there are, and those that were refused.
func (g *guard) counts() (total int, refused uint64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.total, g.refused
}

// prefixOf is what one party has at least: an IPv4 address, or a /64 of IPv6.
func prefixOf(addr net.Addr) netip.Prefix {
	udp, ok := addr.(*net.UDPAddr)
	if !ok {
		return netip.Prefix{}
	}
	ip := udp.AddrPort().Addr().Unmap()
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	prefix, _ := ip.WithZone("").Prefix(bits) // fails for no address only: those share the zero prefix
	return prefix
}
